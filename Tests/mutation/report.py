"""Says what survived, and writes the score down."""

from __future__ import annotations

import datetime
import tomllib
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from mutants import Mutant

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PAGE = ROOT / "benchmarks" / "TOUGHNESS.md"
HEADING = "## Mutation of the rules"
LINTING = "Sources/Linting/"


class Equivalent(NamedTuple):
    """Mutants of one condition of which no test can tell the difference."""

    group: int
    file: str
    condition: str
    changes: frozenset[str]
    line: str

    def covers(self, mutant: Mutant, lines: dict[str, list[str]]) -> bool:
        return (mutant.file.endswith("/" + self.file) and mutant.condition == self.condition
                and mutant.change in self.changes
                and self.line in lines[mutant.file][mutant.line - 1])


def equivalents() -> tuple[list[str], list[Equivalent]]:
    """The reasons of `equivalent.toml`, and what stands under each."""
    groups = tomllib.loads((HERE / "equivalent.toml").read_text()).get("group", [])
    found = []
    for index, group in enumerate(groups):
        for entry in group["mutants"]:
            parts = [part.strip() for part in entry.split(" :: ")]
            file, condition, changes = parts[:3]
            line = parts[3] if len(parts) > 3 else ""
            found.append(Equivalent(index, file, condition, frozenset(changes.split()), line))
    return [group["why"].strip() for group in groups], found


def finish(tried: list[tuple[Mutant, str]], unmutable: dict[str, int], total: int,
           writes: bool) -> int:
    """Prints what survived, and writes the page. Fails where a test is missing."""
    lines = {mutant.file: (ROOT / mutant.file).read_text().splitlines() for mutant, _ in tried}
    reasons, known = equivalents()
    survived = [mutant for mutant, how in tried if how == "survived"]
    killed = [mutant for mutant, how in tried if how != "survived"]
    groups: Counter[int] = Counter()
    missing = []
    used = set()
    for mutant in survived:
        entry = next((entry for entry in known if entry.covers(mutant, lines)), None)
        if entry is None:
            missing.append(mutant)
        else:
            groups[entry.group] += 1
            used.add(entry)
    for mutant in missing:
        print(f"survived  {mutant.place}  {mutant.condition}  {mutant.change}")
    stale = [f"a test kills it: {mutant.place}  {mutant.condition}  {mutant.change}"
             for mutant in killed if any(entry.covers(mutant, lines) for entry in known)]
    if len(tried) == total:
        stale += [f"no such mutant survives: {entry.file}  {entry.condition}"
                  for entry in known if entry not in used]
    for text in stale:
        print(f"equivalent.toml is out of date, {text}")
    how = Counter(how for _, how in tried)
    equivalent = len(survived) - len(missing)
    print(f"{len(tried)} mutants: {len(killed)} killed ({how['crash']} by a trap, {how['timeout']}"
          f" by the clock), {equivalent} equivalent, {len(missing)} survived")
    if writes:
        _write(_section(tried, total, how, groups, reasons, missing, unmutable))
    return 1 if missing or stale else 0


def _section(tried: list[tuple[Mutant, str]], total: int, how: Counter[str],
             groups: Counter[int], reasons: list[str], missing: list[Mutant],
             unmutable: dict[str, int]) -> str:
    equivalent = sum(groups.values())
    killed = len(tried) - equivalent - len(missing)
    score = 100 * killed / max(1, len(tried) - equivalent)
    conditions = len({(mutant.file, mutant.line, mutant.condition) for mutant, _ in tried})
    lines = [
        HEADING, "",
        f"{datetime.date.today()}, `make mutation`: each of the {conditions} conditions of the"
        " lint rules, of the search for secrets and of the reading of a manifest is inverted, taken"
        " for true and for false; `<` becomes `<=`; cases and bindings match no more. A mutant is"
        " killed where a test of `LintingTests` or `ManifestsTests` fails.", "",
        "| part | mutants | killed | equivalent | survived |", "|---|---|---|---|---|",
    ]
    if len(tried) < total:
        lines[3:3] = ["", f"The run was stopped: {len(tried)} of {total} mutants were tried."]
    lost = {(mutant.file, mutant.number) for mutant in missing}
    for name, part in (("rules", "Linting/Rules"), ("secrets", "Linting/Secrets"),
                       ("reading", "Manifests/Checking"), ("**all**", "")):
        of = [(mutant, result) for mutant, result in tried if part in mutant.file]
        dead = sum(result != "survived" for _, result in of)
        alive = sum((mutant.file, mutant.number) in lost for mutant, _ in of)
        lines.append(f"| {name} | {len(of)} | {dead} | {len(of) - dead - alive} | {alive} |")
    lines += [
        "", f"Score: {score:.1f} % of the mutants that are none in name only."
        f" {how['crash']} died by a trap, {how['timeout']} by running on.", "",
        "Equivalent, by reason; `Tests/mutation/equivalent.toml` names each:", "",
        *(f"- {groups[index]}: {' '.join(reason.split())}"
          for index, reason in enumerate(reasons) if groups[index]), "",
        "Not mutated:", "",
        *(f"- {count}: {why}" for why, count in sorted(unmutable.items())), "",
    ]
    if missing:
        lines += ["Survived:", "", *(f"- `{mutant.place}` `{mutant.condition}` {mutant.change}"
                                     for mutant in missing), ""]
    return "\n".join(lines)


def _write(section: str) -> None:
    """Puts the section in place of the last one; all else of the page stays."""
    page = PAGE.read_text() if PAGE.is_file() else "# Toughness\n"
    before, found, rest = page.partition(HEADING)
    after = rest.partition("\n## ")
    tail = "\n## " + after[2] if after[1] else ""
    if not found:
        before = page.rstrip("\n") + "\n\n"
    PAGE.write_text(before + section.rstrip("\n") + "\n" + tail)
