"""Turns a manifest into text: authored YAML with comments, JSON as the portal has it."""

from __future__ import annotations

import json
import re

from dice import Dice
from vocabulary import COMMENTS

RESERVED = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def scalar(text: str, dice: Dice | None = None) -> str:
    """A string as a YAML scalar on one line, plain where it can be."""
    plain = (
        re.fullmatch(r"[^\W\d][^\n#\"`|>%@!*\[\]]*", text) is not None
        and ": " not in text
        and not text.endswith((":", " "))
        and text.lower() not in RESERVED
    )
    if plain and not (dice and dice.chance(0.15)):
        return text
    if "'" not in text and "\n" not in text and dice and dice.chance(0.3):
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False)


def wrapped(text: str, width: int, indent: str) -> list[str]:
    """Words of a paragraph in lines of at most `width` columns."""
    lines, line = [], indent
    for word in text.split():
        if len(line) > len(indent) and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = indent
        line += word if line == indent else " " + word
    return lines + [line]


def comment(dice: Dice, indent: str = "") -> str:
    return f"{indent}# {dice.pick(COMMENTS)}"


def authored(manifest: dict, dice: Dice) -> str:
    """The source form of a manifest, in YAML as people write it."""
    lines = []
    if dice.chance(0.6):
        lines += [f"# {manifest['app']['name']}: what it asks for, and why.", comment(dice)]
    version = manifest["schema_version"]
    lines.append(f'schema_version: "{version}"' if isinstance(version, str)
                 else f"schema_version: {version}")
    anchors = manifest.get("x-help")
    if anchors:
        lines.append(f"x-help: &help {{url: {anchors['url']}, label: {scalar(anchors['label'])}}}")
    if "x-reading" in manifest:
        lines.append("x-reading: &reading {level: readonly}")
    lines.append("")
    lines += _app(manifest["app"], dice)
    if "post_installation_instruction" in manifest:
        lines.append("")
        lines += _instruction(manifest["post_installation_instruction"], dice)
    for component in ("fullscreen", "sidepanel"):
        if component in manifest:
            lines.append("")
            lines += _component(component, manifest[component], dice, anchors)
    if "permissions" in manifest:
        lines.append("")
        lines += _permissions(manifest, dice)
    return "\n".join(lines) + "\n"


def _app(app: dict, dice: Dice) -> list[str]:
    lines = ["app:"]
    for name, value in app.items():
        if isinstance(value, list):
            lines.append(f"  {name}: [{', '.join(value)}]")
        elif name == "version":
            lines.append(f"  {name}: {value}")
        elif len(value) > 70:
            lines.append(f"  {name}: >-")
            lines += wrapped(value, 92, "    ")
        else:
            lines.append(f"  {name}: {scalar(value, dice)}")
    return lines


def _instruction(instruction: dict, dice: Dice) -> list[str]:
    lines = ["post_installation_instruction:"]
    if "notes" in instruction:
        lines.append("  notes: |")
        for paragraph in instruction["notes"].split("\n"):
            lines += wrapped(paragraph, 92, "    ") if paragraph else [""]
    if "page" in instruction:
        page = instruction["page"]
        lines.append("  page:")
        lines += [f"    {name}: {scalar(value, dice)}" for name, value in page.items()]
    return lines


def _component(name: str, component: dict, dice: Dice, anchors: dict | None) -> list[str]:
    lines = [f"{name}:"]
    for key, value in component.items():
        if key == "views":
            if dice.chance(0.2) and len(value) < 4:
                lines.append(f"  views: [{', '.join(value)}]")
                continue
            lines.append("  views:")
            for view in value:
                note = f"  # {dice.pick(COMMENTS)}" if dice.chance(0.12) else ""
                lines.append(f"    - {view}{note}")
        elif key == "user_configuration":
            lines += _configuration(value["schema"], dice, anchors)
        else:
            lines.append(f"  {key}: {scalar(value)}")
    return lines


def _configuration(schema: dict, dice: Dice, anchors: dict | None) -> list[str]:
    lines = ["  user_configuration:", "    schema:", f"      type: {schema['type']}"]
    if "required" in schema:
        lines.append(f"      required: [{', '.join(schema['required'])}]")
    lines.append("      properties:")
    for name, field in schema["properties"].items():
        if dice.chance(0.1):
            lines.append(comment(dice, "        "))
        lines.append(f"        {name}:")
        for key, value in field.items():
            if key != "support_link":
                lines.append(f"          {key}: {scalar(value, dice)}")
            elif value == anchors:
                lines.append("          support_link: *help")
            else:
                lines.append("          support_link:")
                lines += [f"            {k}: {scalar(v, dice)}" for k, v in value.items()]
    return lines


def _permissions(manifest: dict, dice: Dice) -> list[str]:
    ignored = manifest.get("ignored", {})
    lines = ["permissions:"]
    for scope, grants in manifest["permissions"].items():
        lines.append(f"  {scope}:")
        for tool, grant in grants.items():
            if (scope, tool) in ignored:
                rule, reason = ignored[scope, tool]
                lines.append(f"    # dmsa: ignore[{rule}] {reason}")
            elif dice.chance(0.12):
                lines.append(comment(dice, "    "))
            if isinstance(grant, str):
                lines.append(f"    {tool}: {grant}")
                continue
            merged = "x-reading" in manifest and grant["level"] == "readonly"
            level = "<<: *reading" if merged else f"level: {grant['level']}"
            lines += [f"    {tool}:", f"      {level}"]
            if "reason" in grant:
                lines.append(f"      reason: {scalar(grant['reason'], dice)}")
            if "uses" in grant:
                lines.append("      uses:")
                lines += [f"        - {call}" for call in grant["uses"]]
    return lines


def exported(manifest: dict, dice: Dice) -> str:
    """A portal or 3.x manifest in JSON, in one of the layouts that such files come in."""
    escaped = dice.chance(0.35)
    layout = dice.random()
    if layout < 0.3:
        text = json.dumps(manifest, ensure_ascii=escaped, separators=(",", ":"))
    elif layout < 0.5:
        text = json.dumps(manifest, ensure_ascii=escaped, indent="\t")
    elif layout < 0.6:
        text = json.dumps(manifest, ensure_ascii=escaped, indent=4)
    else:
        text = json.dumps(manifest, ensure_ascii=escaped, indent=2)
    if dice.chance(0.35):
        text = text.replace("/", "\\/")
    return text if dice.chance(0.3) else text + "\n"
