"""Checks every report format of a dmsa binary over a set of files. Started by run.sh."""

import json
import re
import shutil
import subprocess
import sys
import urllib.parse
from pathlib import Path

import jsonschema

SOUND = """\
schema_version: "4.1"
app:
  name: Crew Sync
  version: 1.0.0
  authentication: [service_account]
permissions:
  project:
    daily_log:
      level: readonly
      reason: Reads the hours of each day.
post_installation_instruction:
  notes: Permit the projects whose crews are to be kept in step.
"""
RISKY = SOUND.replace(
    "permissions:\n",
    "permissions:\n  company:\n    directory: {level: admin, reason: Adds people.}\n",
)
IGNORED = RISKY.replace(
    "    directory:",
    "    # dmsa: ignore[company-directory-admin] agreed with the customer\n    directory:",
)
FIXABLE = SOUND.replace('"4.1"', "4.1").replace("level: readonly", "level: read_only")
UNICODE = RISKY.replace("Crew Sync", "日本語 🏗️ e\u0301").replace(
    "Adds people.", "Fügt Leute hinzu 🏗️"
)

FILES = {
    "sound.manifest.yaml": SOUND,
    "risky.manifest.yaml": RISKY,
    "ignored.manifest.yaml": IGNORED,
    "fixable.manifest.yaml": FIXABLE,
    "unicode.manifest.yaml": "\ufeff" + UNICODE.replace("\n", "\r\n"),
    "tabs.manifest.yaml": RISKY.replace("{level:", "{\tlevel:"),
    "unknown.manifest.yaml": SOUND + "nmae: x\nnmea: [\n  1,\n  2]\n",
    "twice.manifest.yaml": SOUND + "nmae: x\n'nmae': x\n",
    "broken.manifest.yaml": SOUND + "pages: {",
    "empty.manifest.yaml": "",
    "empty.manifest.json": "",
    "one-line.manifest.json": json.dumps(
        {"components": {}, "permissions": {f"tool_{n}": "ädmin" for n in range(400)}},
        ensure_ascii=False,
    ),
    "odd name,%41:<b>|`@team`.manifest.yaml": RISKY,
    "folder/ümlaut/日本.manifest.yaml": RISKY,
    "control\x1b[31m\n.manifest.yaml": RISKY,
}
WIDER = SOUND.replace("level: readonly", "level: admin").replace("1.0.0", "2.0.0")
PANEL = """\
sidepanel:
  views: [rfi.detail, submittal_logs.detail]
  source_url: https://user:pass@old.example.net/{{area}}
  user_configuration: {schema: {type: object, properties: {area: {name: Area, type: string}}}}
"""
PANEL_MOVED = (
    PANEL.replace("old.example", "new.example")
    .replace("rfi.detail, ", "")
    .replace("type: object", "type: object, required: [area]")
)
# Each a pair of sides.
DIFFS = {
    "same": ("sound.manifest.yaml", "sound.manifest.yaml"),
    "risky": ("sound.manifest.yaml", "risky.manifest.yaml"),
    "back": ("risky.manifest.yaml", "sound.manifest.yaml"),
    "unicode": ("sound.manifest.yaml", "unicode.manifest.yaml"),
    "odd name": ("sound.manifest.yaml", "odd name,%41:<b>|`@team`.manifest.yaml"),
    "wider": ("sound.manifest.yaml", "upgrades/new/wider.manifest.yaml"),
    "panel": ("upgrades/old/panel.manifest.yaml", "upgrades/new/panel.manifest.yaml"),
    "folders": ("upgrades/old", "upgrades/new"),
}
UPGRADES = {
    "upgrades/old/panel.manifest.yaml": SOUND + PANEL,
    "upgrades/new/panel.manifest.yaml": SOUND + PANEL_MOVED,
    "upgrades/old/gone.manifest.yaml": RISKY.replace("Crew Sync", "Gone"),
    "upgrades/new/wider.manifest.yaml": WIDER.replace("Crew Sync", "Wider"),
}

BYTES = {
    "latin-1.manifest.yaml": SOUND.replace("Crew", "Crèw").encode("latin-1"),
    "utf-16.manifest.yaml": SOUND.encode("utf-16"),
    "nul.manifest.yaml": SOUND.encode() + b"a: \0b\x1b\n",
}
SEVERITIES = {"info", "minor", "major", "critical", "blocker"}


class Checks:
    """Counts what held and prints what did not."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, name, problems):
        problems = list(problems)
        if problems:
            self.failed += 1
            print(f"FAILED {name}")
            for problem in problems[:5]:
                print(f"  {problem}")
        else:
            self.passed += 1


class Reports:
    """The reports of one run in every format."""

    def __init__(self, dmsa, folder, paths, flags):
        self.folder = folder
        self.problems = []
        self.text = {}
        for name in (
            "text concise json jsonl sarif github gitlab junit markdown".split()
        ):
            command = [dmsa, "lint", "--no-config", *flags, "--format", name, *paths]
            run = subprocess.run(command, cwd=folder, capture_output=True, timeout=60)
            if run.returncode not in (0, 1):
                self.problems.append(f"{name}: exit {run.returncode}: {run.stderr!r}")
            try:
                self.text[name] = run.stdout.decode()
            except UnicodeDecodeError as error:
                self.problems.append(f"{name}: {error}")
                self.text[name] = ""

    def parsed(self, name):
        try:
            return json.loads(self.text[name])
        except ValueError as error:
            self.problems.append(f"{name}: {error}")
            return None


def schema_problems(validator, document):
    for error in validator.iter_errors(document):
        yield f"/{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"


def offset(data, line, column):
    """The byte offset of a line and a column."""
    mark = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    lines = re.split(rb"(?<=\n)|(?<=\r)(?!\n)", data)
    start = sum(len(text) for text in lines[: line - 1])
    text = lines[line - 1] if line <= len(lines) else b""
    if line == 1:
        start += mark
        text = text[mark:]
    scalars = text.decode(errors="surrogateescape")[: column - 1]
    return start + len(scalars.encode(errors="surrogateescape"))


def sarif_problems(reports, log, report):
    """What the schema can't say: places, and agreement with the JSON report."""
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    if run["columnKind"] != "unicodeCodePoints":
        yield "columnKind"
    if not run["invocations"][0]["executionSuccessful"]:
        yield "executionSuccessful"
    for rule in rules:
        score = rule["properties"].get("security-severity")
        if score is not None and not 0 < float(score) <= 10:
            yield f"{rule['id']}: security-severity {score}"
        if not rule["help"]["text"] or not rule["shortDescription"]["text"]:
            yield f"{rule['id']}: says nothing"
    if len(run["results"]) != len(report["findings"]):
        yield f"{len(run['results'])} results for {len(report['findings'])} findings"
    for result, finding in zip(run["results"], report["findings"]):
        name = f"{finding['path']}:{finding['start']['line']} {finding['rule']}"
        expected = (finding["rule"], finding["severity"], finding["message"])
        if (
            result["ruleId"],
            result["level"],
            result["message"]["text"],
        ) != expected:
            yield f"{name}: another finding"
        if (
            "ruleIndex" not in result
            or rules[result["ruleIndex"]]["id"] != finding["rule"]
        ):
            yield f"{name}: no rule of its own"
        if finding["fingerprint"] not in result["partialFingerprints"].values():
            yield f"{name}: fingerprint"
        if bool(result.get("suppressions")) != finding["suppressed"]:
            yield f"{name}: suppressions"
        if (result.get("baselineState") == "unchanged") != finding["baselined"]:
            yield f"{name}: baselineState"
        if len(result.get("fixes", [])) != len(finding["fixes"]):
            yield f"{name}: fixes"
        if len(result.get("relatedLocations", [])) != len(finding["related"]):
            yield f"{name}: relatedLocations"
        data = (reports.folder / finding["path"]).read_bytes()
        places = [
            result["locations"][0]["physicalLocation"],
            *(place["physicalLocation"] for place in result.get("relatedLocations", [])),
        ]
        for place in places:
            uri = place["artifactLocation"]["uri"]
            if not re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri) or uri[0] in "/.":
                yield f"{name}: uri {uri}"
            yield from region_problems(name, place["region"], data)
        for fix in result.get("fixes", []):
            for change in fix["artifactChanges"]:
                for replacement in change["replacements"]:
                    yield from region_problems(name, replacement["deletedRegion"], data)


def region_problems(name, region, data):
    start = region["byteOffset"]
    end = start + region["byteLength"]
    if start < 0 or end < start or end > len(data):
        yield f"{name}: bytes {start} to {end} of {len(data)}"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return
    if offset(data, region["startLine"], region["startColumn"]) != max(
        start, 3 if data.startswith(b"\xef\xbb\xbf") else 0
    ):
        yield f"{name}: start {region}"
    if (region["endLine"], region["endColumn"]) < (region["startLine"], region["startColumn"]):
        yield f"{name}: ends before its start"


def gitlab_problems(issues, counting):
    if not isinstance(issues, list):
        yield "no array"
        return
    if len(issues) != len(counting):
        yield f"{len(issues)} issues for {len(counting)} findings"
    seen = set()
    for issue in issues:
        name = issue.get("check_name")
        for field in ("description", "check_name", "fingerprint"):
            if not isinstance(issue.get(field), str) or not issue[field]:
                yield f"{name}: {field}"
        if issue.get("severity") not in SEVERITIES:
            yield f"{name}: severity {issue.get('severity')}"
        if issue.get("fingerprint") in seen:
            yield f"{name}: fingerprint given twice"
        seen.add(issue.get("fingerprint"))
        path = issue.get("location", {}).get("path", "")
        if not path or path.startswith(("./", "/")):
            yield f"{name}: path {path!r}"
        begin = issue.get("location", {}).get("lines", {}).get("begin")
        if not isinstance(begin, int) or begin < 1:
            yield f"{name}: lines.begin {begin!r}"


def junit_problems(text, schema, folder):
    file = folder / "junit.xml"
    file.write_text(text)
    if shutil.which("xmllint"):
        command = ["xmllint", "--noout", "--schema", schema, file]
        run = subprocess.run(command, capture_output=True, text=True)
        if run.returncode != 0:
            yield from run.stderr.splitlines()
        return
    from lxml import etree

    try:
        document = etree.parse(str(file))
    except etree.XMLSyntaxError as error:
        yield str(error)
        return
    validator = etree.XMLSchema(etree.parse(str(schema)))
    if not validator.validate(document):
        yield from (str(error) for error in validator.error_log)


def diff_problems(log, report, work):
    """What the schema can't say of a comparison: places, and agreement with the JSON report."""
    run = log["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    apps = report.get("apps", [report])
    wanted = sorted(
        [
            "permission-widened"
            for app in apps
            for row in app["permissions"]
            if row["relation"] in ("wider", "incomparable")
        ]
        + ["consent-required" for app in apps if app["requires_consent"]]
        + [warning["rule"] for app in apps for warning in app["warnings"]]
    )
    introduced = {risk for app in apps for risk in app["risks"]["introduced"]}
    found = [result["ruleId"] for result in run["results"]]
    if sorted(rule for rule in found if rule not in introduced) != wanted:
        yield f"{found} for {wanted}"
    if not introduced <= set(found):
        yield f"{introduced} not among {found}"
    for result in run["results"]:
        name = result["ruleId"]
        if rules[result["ruleIndex"]] != name:
            yield f"{name}: no rule of its own"
        place = result["locations"][0]["physicalLocation"]
        uri = place["artifactLocation"]["uri"]
        if not re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri):
            yield f"{name}: uri {uri}"
        data = (work / urllib.parse.unquote(uri)).read_bytes()
        yield from region_problems(name, place["region"], data)
    prints = [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]
    places = [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in run["results"]
    ]
    if len(set(zip(prints, places))) != len(prints):
        yield "fingerprint given twice in a file"


def check_diffs(checks, sarif, delta, dmsa, work):
    for name, (old, new) in DIFFS.items():
        texts = {}
        for view in "text markdown html json sarif".split():
            command = [dmsa, "diff", "--no-config", "./" + old, "./" + new, "--format", view]
            run = subprocess.run(command, cwd=work, capture_output=True, timeout=60)
            status = [] if run.returncode == 0 else [f"exit {run.returncode}: {run.stderr!r}"]
            checks.check(f"diff {name}: {view} runs", status)
            texts[view] = run.stdout.decode()
            bad = re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", texts[view])
            checks.check(f"diff {name}: {view} is printable", ["control character"] if bad else [])
            secret = ["user:pass"] if "user:pass" in texts[view] else []
            checks.check(f"diff {name}: {view} has no secret", secret)
        report = json.loads(texts["json"])
        log = json.loads(texts["sarif"])
        checks.check(f"diff {name}: json", schema_problems(delta, report))
        checks.check(f"diff {name}: sarif by its schema", schema_problems(sarif, log))
        checks.check(f"diff {name}: sarif", diff_problems(log, report, work))
        size = len(texts["markdown"])
        checks.check(f"diff {name}: markdown fits", [size] if size > 65_535 else [])


def line_problems(reports, report, counting):
    """The formats of lines have a line for each finding, and nothing acts on a terminal."""
    for name, count in (
        ("concise", len(counting)),
        ("github", len(counting)),
        ("jsonl", len(report["findings"])),
    ):
        lines = reports.text[name].splitlines()
        if len(lines) != count:
            yield f"{name}: {len(lines)} lines for {count} findings"
    lines = [json.loads(line) for line in reports.text["jsonl"].splitlines()]
    if lines != report["findings"]:
        yield "jsonl: differs from json"
    for line in reports.text["concise"].splitlines():
        if not re.fullmatch(r".+:\d+:\d+: (error|warning|note)\[[a-z0-9-]+\] .+", line):
            yield f"concise: {line}"
    for line in reports.text["github"].splitlines():
        if not re.match(r"::(error|warning|notice) [^:]*::.", line):
            yield f"github: {line}"
    for name, text in reports.text.items():
        if re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", text):
            yield f"{name}: a control character"


def main(data, dmsa, work):
    checks = Checks()
    repository = Path(__file__).resolve().parents[2]
    sarif = jsonschema.Draft4Validator(json.loads((data / "sarif-schema-2.1.0.json").read_text()))
    lint = jsonschema.Draft202012Validator(
        json.loads((repository / "schemas/lint.schema.json").read_text())
    )
    delta = jsonschema.Draft202012Validator(
        json.loads((repository / "schemas/delta.schema.json").read_text())
    )
    for name, content in FILES.items():
        file = work / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode())
    for name, content in BYTES.items():
        (work / name).write_bytes(content)
    every = ["--persona", "auditor", "--fail-on", "never"]
    baseline = work / "baseline.json"
    subprocess.run(
        [dmsa, "lint", "--no-config", *every, "--write-baseline", baseline, "risky.manifest.yaml"],
        cwd=work,
        capture_output=True,
        timeout=60,
        check=True,
    )

    def has(report, key):
        return [] if any(finding[key] for finding in report["findings"]) else [f"nothing {key}"]

    def finds(report):
        return [] if report["findings"] else ["no findings"]

    def silent(report):
        return [finding["rule"] for finding in report["findings"]]

    cases = {
        "none": (["sound.manifest.yaml"], [], silent),
        "findings": (["risky.manifest.yaml"], [], finds),
        "suppressed": (["ignored.manifest.yaml"], [], lambda report: has(report, "suppressed")),
        "baselined": (
            ["risky.manifest.yaml", "unknown.manifest.yaml"],
            [*every, "--baseline", baseline],
            lambda report: has(report, "baselined"),
        ),
        "fixes": (["fixable.manifest.yaml"], [], lambda report: has(report, "fixes")),
        "related": (["twice.manifest.yaml"], [], lambda report: has(report, "related")),
        "everything": (["."], every, finds),
    }
    for name in (*FILES, *BYTES):
        if not name.startswith(("sound", "ignored")):
            cases[f"file {name!r}"] = (["./" + name], every, finds)
    for name, (paths, flags, expect) in cases.items():
        reports = Reports(dmsa, work, paths, flags)
        report = reports.parsed("json")
        log = reports.parsed("sarif")
        issues = reports.parsed("gitlab")
        checks.check(f"{name}: runs", reports.problems)
        if report is None or log is None:
            continue
        counting = [
            finding
            for finding in report["findings"]
            if not finding["suppressed"] and not finding["baselined"]
        ]
        checks.check(f"{name}: is what it should show", expect(report))
        checks.check(f"{name}: json", schema_problems(lint, report))
        checks.check(f"{name}: sarif by its schema", schema_problems(sarif, log))
        checks.check(f"{name}: sarif", sarif_problems(reports, log, report))
        checks.check(f"{name}: gitlab", gitlab_problems(issues, counting))
        checks.check(
            f"{name}: junit", junit_problems(reports.text["junit"], data / "junit-10.xsd", work)
        )
        checks.check(f"{name}: lines", line_problems(reports, report, counting))
    for name, content in UPGRADES.items():
        file = work / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode())
    check_diffs(checks, sarif, delta, dmsa, work)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])))
