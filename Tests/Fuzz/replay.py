#!/usr/bin/env python3
"""Hands the inputs that the fuzzer kept to the program that users get, in every format.

    Tests/Fuzz/replay.py WORK [--dmsa PATH]

What the fuzzer links has no views and no command line; this is for them. Each run has to end with
a status that is documented, not by a signal, within a second of processor time and 256 MB of resident
memory; formats for machines have to parse, and text has to hold no control character.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

HERE = pathlib.Path(__file__).resolve().parent
STATUSES = range(0, 8)
MOST_SECONDS = 1.0
MOST_KIB = 256 << 10
MACHINE = {"json", "sarif", "gitlab"}
TEXT = {"text", "concise", "markdown", "github"}
# A line break and a tab are all that a text needs; bytes 0x80 to 0x9F are looked for as characters.
CONTROLS = {chr(code) for code in [*range(0x20), *range(0x7F, 0xA0)]} - {"\n", "\t"}


def commands(kind, path, other):
    """The commands that an input is handed to, each with its format or None."""
    if kind == "manifests":
        for form in "text concise json jsonl sarif github gitlab junit markdown".split():
            yield form, ["lint", "--persona", "auditor", "--format", form, path]
        yield None, ["lint", "--fix", "--unsafe-fixes", "--diff", path]
        yield None, ["fmt", "--diff", path]
        yield "json", ["compile", path]
        yield "markdown", ["compile", "--format", "checklist", path]
        yield None, ["compile", "--digest", path]
        yield None, ["migrate", "--app-name", "A", "--app-version", "1.0.0", path]
        for form in "text json markdown html sarif".split():
            yield form, ["diff", "--format", form, other, path]
        yield "json", ["install", path, "--dry-run", "--format", "json", "--company", "company.yaml"]
    elif kind == "snapshots":
        yield "text", ["company", "show", "--company", path]
        yield "json", ["company", "show", "--format", "json", "--company", path]
        yield "text", ["drift", "--company", path]
        yield "json", ["drift", "--format", "json", "--company", path]
        yield "text", ["access", "who-can", "project:rfi:standard", "--company", path]
        yield "json", ["company", "export", "--format", "json", "--company", path]
    else:
        for form in "text json markdown html".split():
            yield form, ["show", "--format", form, path]
        yield "text", ["apply", path, "--yes", "--company", "company.yaml"]


def fault(program, form, arguments):
    """Runs one command; what is wrong with it, or None."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [program, *arguments],
            cwd=HERE,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            env={**os.environ, "SWIFT_BACKTRACE": "enable=no"},
        )
        _, status, usage = os.wait4(process.pid, 0)
        output.seek(0)
        errors.seek(0)
        data, error = output.read(), errors.read()
    if os.WIFSIGNALED(status):
        return f"signal {os.WTERMSIG(status)}: {error[-300:]!r}"
    status = os.WEXITSTATUS(status)
    if status not in STATUSES:
        return f"exit {status}"
    seconds = usage.ru_utime + usage.ru_stime
    if seconds > MOST_SECONDS:
        return f"{seconds:.2f} s"
    if usage.ru_maxrss > MOST_KIB:
        return f"{usage.ru_maxrss >> 10} MB"
    try:
        text = data.decode("utf-8")
        error.decode("utf-8")
        if form in MACHINE and text:
            json.loads(text)
        if form == "jsonl":
            for line in text.split("\n")[:-1]:
                json.loads(line)
        if form == "junit":
            xml.etree.ElementTree.fromstring(text)
    except (ValueError, xml.etree.ElementTree.ParseError) as problem:
        return f"no {form or 'UTF-8'}: {problem}"
    if form in TEXT and CONTROLS & set(text):
        return f"control characters {sorted(CONTROLS & set(text))!r}"
    if CONTROLS & set(error.decode("utf-8")):
        return "control characters in the messages"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--dmsa", default=str(HERE.parent.parent / "dist/dmsa"))
    parser.add_argument("--every", type=int, default=1, help="take one input of so many")
    options = parser.parse_args()
    program = str(pathlib.Path(options.dmsa).resolve())
    kept = options.work.resolve() / "corpus"
    kinds = {
        "manifests": [HERE / "corpus/manifests", kept / "lint", kept / "rewrite"],
        "snapshots": [HERE / "corpus/snapshots", kept / "snapshot"],
        "plans": [HERE / "corpus/plans", kept / "plan"],
    }
    faults = 0
    for kind, folders in kinds.items():
        files = [file for folder in folders if folder.is_dir() for file in sorted(folder.iterdir())]
        files = files[:: options.every]
        runs = 0
        with tempfile.TemporaryDirectory() as copies:
            other = os.path.join(copies, "other.manifest.yaml")
            pathlib.Path(other).write_bytes((HERE / "corpus/manifests/ignores.yaml").read_bytes())
            for file in files:
                for suffix in ["json"] if kind == "plans" else ["yaml", "json"]:
                    copy = os.path.join(copies, f"input.manifest.{suffix}")
                    pathlib.Path(copy).write_bytes(file.read_bytes())
                    for form, arguments in commands(kind, copy, other):
                        runs += 1
                        wrong = fault(program, form, arguments)
                        if wrong:
                            faults += 1
                            print(f"{file}: {' '.join(arguments)}: {wrong}")
        print(f"{kind}: {len(files)} inputs, {runs} runs")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
