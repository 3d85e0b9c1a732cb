#!/usr/bin/env python3
"""Writes the man pages from what the binary says of itself: dist/man/man1/dmsa*.1."""

import argparse
import json
import pathlib
import subprocess


def escape(text):
    """A text as roff takes it."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in text.split("\n"))


def option_names(argument):
    names = []
    for name in argument.get("names") or []:
        dash = "-" if name["kind"] == "short" else "--"
        names.append(dash + name["name"])
    value = argument.get("valueName")
    if argument["kind"] == "option" and value:
        names = [f"{name} <{value}>" for name in names]
    if argument["kind"] == "positional":
        names = [f"<{value}>"]
    return ", ".join(names)


def page(name, command, version):
    title = name.replace(" ", "-").upper()
    lines = [
        f'.TH "{title}" "1" "" "dmsa {version}" "dmsa"',
        ".SH NAME",
        f"{escape(name.replace(' ', '-'))} \\- {escape(command.get('abstract', ''))}",
        ".SH SYNOPSIS",
        f".B {escape(name)}",
        "[<options>]",
    ]
    discussion = command.get("discussion")
    if discussion:
        lines += [".SH DESCRIPTION", ".nf", escape(discussion), ".fi"]
    shown = [a for a in command.get("arguments", []) if a.get("shouldDisplay", True)]
    if shown:
        lines.append(".SH OPTIONS")
    for argument in shown:
        lines += [".TP", f".B {escape(option_names(argument))}", escape(argument.get("abstract") or "")]
    children = [c for c in command.get("subcommands", []) if c["commandName"] != "help"]
    if children:
        lines.append(".SH COMMANDS")
    for child in children:
        lines += [".TP", f".B {escape(child['commandName'])}", escape(child.get("abstract", ""))]
    lines += [
        ".SH EXIT STATUS",
        "0 nothing found, 1 findings or a difference, 2 not done, 3 no file matched.",
    ]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", default="dist/dmsa")
    parser.add_argument("--output", default="dist/man/man1")
    options = parser.parse_args()
    binary = str(pathlib.Path(options.binary).resolve())
    dump = subprocess.run([binary, "--experimental-dump-help"], check=True, capture_output=True)
    version = subprocess.run([binary, "--version"], check=True, capture_output=True, text=True)
    root = json.loads(dump.stdout)["command"]
    number = version.stdout.split()[-1]
    folder = pathlib.Path(options.output)
    folder.mkdir(parents=True, exist_ok=True)
    pages = {"dmsa": root}
    for child in root.get("subcommands", []):
        if child["commandName"] != "help":
            pages[f"dmsa {child['commandName']}"] = child
    for name, command in pages.items():
        path = folder / (name.replace(" ", "-") + ".1")
        path.write_text(page(name, command, number), encoding="utf-8")
    print(f"wrote {len(pages)} pages to {folder}")


if __name__ == "__main__":
    main()
