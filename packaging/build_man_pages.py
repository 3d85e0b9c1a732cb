#!/usr/bin/env python3
"""Writes the man pages from what the binary says of itself: dist/man/man1/dmsa*.1."""

import argparse
import json
import pathlib
import subprocess


EXIT_STATUS = "Exit status: "


def escape(text):
    """A text as roff takes it."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    text = "".join(c if c.isascii() else f"\\[u{ord(c):04X}]" for c in text)
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


def synopsis(command):
    """What follows the command's name: its arguments, or a subcommand."""
    words = []
    for argument in command.get("arguments", []):
        if argument["kind"] != "positional" or not argument.get("shouldDisplay", True):
            continue
        word = f"<{argument['valueName']}>" + ("..." if argument.get("isRepeating") else "")
        words.append(f"[{word}]" if argument.get("isOptional") else word)
    if subcommands(command):
        words.append("<subcommand>")
    return " ".join(words + ["[<options>]"])


def description(discussion):
    """The paragraphs of a discussion, filled; what is indented stays as it is."""
    lines = [".SH DESCRIPTION"]
    for paragraph in discussion.split("\n\n"):
        if paragraph.startswith(EXIT_STATUS):
            continue
        if paragraph.startswith("EXAMPLES:\n"):
            lines += [".SH EXAMPLES", ".nf", escape(paragraph.split("\n", 1)[1]), ".fi"]
        elif any(line.startswith(" ") for line in paragraph.split("\n")):
            lines += [".PP", ".nf", escape(paragraph), ".fi"]
        else:
            lines += [".PP", escape(paragraph)]
    if lines[1].startswith(".SH"):
        lines.pop(0)
    return lines


def exit_status(name, command):
    """How a command ends, in its own words where it has some."""
    for paragraph in command.get("discussion", "").split("\n\n"):
        if paragraph.startswith(EXIT_STATUS):
            return paragraph.removeprefix(EXIT_STATUS)
    options = {
        spelling["name"]
        for argument in command.get("arguments", [])
        for spelling in argument.get("names") or []
    }
    if "as" in options:
        return (
            "0 done, or nothing to do; 1 refused; 2 not done; 4 the plan is stale; 5 the store is "
            "locked; 7 an approval or a name is missing."
        )
    if "company" in options and name != "dmsa diff":
        return "0 done, 1 a no, damage or drift, 2 not done."
    if subcommands(command) and name != "dmsa":
        return "As the subcommands' own pages say."
    return "0 nothing found, 1 findings or a difference, 2 not done, 3 no file matched."


def subcommands(command):
    return [c for c in command.get("subcommands", []) if c["commandName"] != "help"]


def page(name, command, version):
    title = name.replace(" ", "-").upper()
    lines = [
        f'.TH "{title}" "1" "" "dmsa {version}" "dmsa"',
        ".SH NAME",
        f"{escape(name.replace(' ', '-'))} \\- {escape(command.get('abstract', ''))}",
        ".SH SYNOPSIS",
        f".B {escape(name)}",
        escape(synopsis(command)),
    ]
    discussion = command.get("discussion")
    if discussion:
        lines += description(discussion)
    shown = [a for a in command.get("arguments", []) if a.get("shouldDisplay", True)]
    if shown:
        lines.append(".SH OPTIONS")
    for argument in shown:
        lines += [".TP", f".B {escape(option_names(argument))}", escape(meaning(argument))]
    children = subcommands(command)
    if children:
        lines.append(".SH COMMANDS")
    for child in children:
        lines += [".TP", f".B {escape(child['commandName'])}", escape(child.get("abstract", ""))]
    lines += [".SH EXIT STATUS", escape(exit_status(name, command))]
    others = [name.rpartition(" ")[0]] if " " in name else []
    others += [f"{name} {child['commandName']}" for child in children]
    if others:
        lines.append(".SH SEE ALSO")
        lines.append(",\n".join(escape(f"{other.replace(' ', '-')}(1)") for other in others))
    return "\n".join(lines) + "\n"


def meaning(argument):
    """What an argument is for, the values that it takes and the one that it has unasked."""
    text = argument.get("abstract") or ""
    notes = []
    if argument.get("allValues"):
        notes.append("values: " + ", ".join(argument["allValues"]))
    if argument.get("defaultValue"):
        notes.append("default: " + argument["defaultValue"])
    return f"{text} ({'; '.join(notes)})".strip() if notes else text


def pages(name, command):
    """Every command's name with what it says of itself, from the top down."""
    found = {name: command}
    for child in subcommands(command):
        found |= pages(f"{name} {child['commandName']}", child)
    return found


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
    found = pages("dmsa", root)
    for name, command in found.items():
        path = folder / (name.replace(" ", "-") + ".1")
        path.write_text(page(name, command, number), encoding="utf-8")
    print(f"wrote {len(found)} pages to {folder}")


if __name__ == "__main__":
    main()
