"""What the schemas are put together from, and what the repository knows of tools and rules."""

import csv
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "schemas"
DATA = ROOT / "Sources/Catalog/Data"
RULES = ROOT / "Sources/Linting/Rules"

# Names, not addresses: nothing is served there.
BASE = "https://dmsa.example/schemas/"

LEVELS = ["none", "readonly", "standard", "admin"]
SEVERITIES = ["note", "warning", "error"]

HTTPS = r"^[Hh][Tt][Tt][Pp][Ss]://\S+$"
UUID = r"^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"
NUMBER = r"(0|[1-9][0-9]*)"
VERSION = rf"^{NUMBER}\.{NUMBER}\.{NUMBER}$"
E_MAIL = r"^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$"
CALL = r"^[A-Z]+ /\S+$"
VIEW = r"^[^\s.]+(\.[^\s.]+)+$"
CONTROL = r"\u0000-\u001F\u007F-\u009F"
# No control character, no blank at an end.
NAME = rf"^[^\s{CONTROL}]([^{CONTROL}]*[^\s{CONTROL}])?$"


# Small parts ------------------------------------------------------------------------------------


def told(schema, title, text):
    """A schema with what an editor shows of it; backticks make a Markdown twin of the text."""
    schema = {"title": title, "description": text.replace("`", ""), **schema}
    if "`" in text:
        schema["markdownDescription"] = text
    return schema


def mapping(properties, required=(), closed=True):
    schema = {"type": "object", "properties": properties}
    if required:
        schema["required"] = sorted(required)
    if closed:
        schema["additionalProperties"] = False
    return schema


def listing(items, **others):
    return {"type": "array", "items": items, **others}


def words(values):
    return {"type": "string", "enum": list(values)}


def reference(name):
    return {"$ref": f"#/definitions/{name}"}


def reference_only(name):
    """A reference that title and description may stand beside; draft 7 reads none beside `$ref`."""
    return {"allOf": [reference(name)]}


def document(name, title, text, schema, definitions):
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"{BASE}{name}.schema.json",
        "$comment": "Written by schemas/generate.py.",
        "definitions": definitions,
        **told(schema, title, text),
    }


def report(name, title, text, schema, definitions):
    """The schema of what the program prints; what reads those knows the present draft."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Written by schemas/generate.py.",
        "$defs": definitions,
        "title": title,
        "description": text,
        **schema,
    }


# What the repository knows ----------------------------------------------------------------------


def table(name):
    with open(DATA / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parts(cell):
    return [part for part in cell.split("|") if part]


def levels_of(tool):
    if tool["levels"] == "any":
        return LEVELS
    levels = parts(tool["levels"])
    return [level for level in LEVELS if level == "none" or level in levels]


def sentence(text):
    return text[:1].upper() + text[1:] + "."


def summary_of(tool, risks):
    """What an editor says of a tool: what it holds, what is risky about it, what is doubtful."""
    kinds = {
        "content": "Holds the work itself.",
        "financial": "Holds money matters.",
        "people": "Holds data on people.",
        "governance": "Decides who may do what.",
    }
    said = [kinds[tool["class"]]]
    if levels_of(tool) == ["none"]:
        said.append("No level of it can be asked for.")
    elif levels_of(tool) != LEVELS:
        said.append("Levels: " + ", ".join(f"`{level}`" for level in levels_of(tool)) + ".")
    for row in risks:
        if (row["scope"], row["key"]) == (tool["scope"], tool["key"]):
            onward = "" if row["level"] == "admin" else " and above"
            said.append(f"`{row['level']}`{onward} is of {row['risk']} risk: {row['why']}.")
    if tool["note"]:
        said.append(sentence(tool["note"]))
    if tool["confidence"] == "low":
        said.append("The key is inferred; no manifest with it was seen.")
    return " ".join(said)


class Rule:
    """A rule as its file declares it."""

    DECLARATION = re.compile(r"\bstatic let (\w+) = Rule\(")
    HEAD = re.compile(r'\s*"([a-z0-9-]+)",\s*\.(\w+),\s*\.(\w+),')
    SUMMARY = re.compile(r'\bsummary:\s*(?:"""\n(.*?)\n\s*"""|"((?:[^"\\\n]|\\.)*)")', re.DOTALL)

    def __init__(self, head, rest):
        self.id, self.category, self.severity = head.groups()
        persona = re.search(r"\bpersona: \.(\w+)", rest)
        self.persona = persona.group(1) if persona else "regular"
        self.can_be_off = not re.search(r"\bsilencing: \.never\b", rest)
        summary = self.SUMMARY.search(rest)
        text = (summary.group(1) or summary.group(2) or "") if summary else ""
        lines = [line.strip().removesuffix("\\") for line in text.splitlines()]
        self.summary = "".join(lines).replace('\\"', '"').replace("\\\\", "\\")

    @classmethod
    def all(cls):
        rules = []
        for path in sorted(RULES.rglob("*.swift")):
            text = path.read_text(encoding="utf-8")
            for declaration in cls.DECLARATION.finditer(text):
                head = cls.HEAD.match(text, declaration.end())
                if not head:
                    sys.exit(f"{path}: `{declaration.group(1)}` does not start as a rule does")
                # What stands before the explanation; its examples hold words of all kinds.
                rest = text[head.end() :].split("explanation:", 1)[0]
                rules.append(cls(head, rest))
        return sorted(rules, key=lambda rule: rule.id)
