#!/usr/bin/env python3
"""Makes a big company and measures what admins do with it.

    python3 benchmarks/company.py [--dmsa PATH] [--runs N] [--small]

The company has 100,000 projects, 20,000 people, 500 apps and 5,000,000 memberships (`--small`: a
tenth). `dmsa company import` makes the store with all but the people's memberships, which are put
into its table in bulk; `dmsa company check` has to find it sound. Times are medians of runs, memory
is the highest peak of any run above that of `dmsa --version`. The section "The company" of
RESULTS.md is written anew.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from measure import (
    FOLDER, BenchmarkError, Command, build_programs, first_line, quiet, run_once)
from report import Section, Target, section_lines

HEADING = "## The company"
SEED = 20260901
APP_LEVELS = {"rfi": "readonly"}
FIRST_PERSON, FIRST_APP_USER = 1_000_000, 2_000_000
# One membership in five of the people is by this template: a million of five million.
FIELD, OTHERS = 21, (22, 23, 24, 25)
MANIFEST = """\
schema_version: "4.1"
app: {name: Daily Sync, version: %s}
post_installation_instruction: {notes: Open the daily log.}
permissions:
  company: {documents: readonly}
  project: {daily_log: standard, %s: readonly}
"""


class Sizes(NamedTuple):
    """How many of each; every app's user is a member of `permitted` projects."""

    projects: int = 100_000
    people: int = 20_000
    apps: int = 500
    members: int = 5_000_000
    permitted: int = 200

    def tenth(self) -> Sizes:
        return Sizes(*(count // 10 for count in self))


class Case(NamedTuple):
    """One command that is measured; a limit is in seconds or megabytes, and None is no limit."""

    title: str
    arguments: tuple[str, ...]
    status: int = 0
    seconds: float | None = None
    memory: float | None = None
    changes: bool = False
    needs_app: bool = False
    runs: int | None = None
    takes_quiet: bool = True
    cold: bool = False


def snapshot(sizes: Sizes, dice: random.Random) -> dict:
    """All of the company but the people's memberships."""
    portal = {
        "schema_version": "4.1",
        "post_installation_instruction": {"notes": "Open it."},
        "permissions": {"project": APP_LEVELS},
    }
    users = [
        {"id": FIRST_PERSON + n, "name": f"Person {n}", "login": f"person{n}@acme.example",
         "company_template": 11 if n else 12, "default_project_template": FIELD}
        for n in range(sizes.people)
    ]
    records = []
    for n in range(sizes.apps):
        login = f"app-{n}-{n:08x}"
        permitted = sorted(dice.sample(range(1, sizes.projects + 1), sizes.permitted))
        users.append({"id": FIRST_APP_USER + n, "name": login, "login": f"{login}@procore.com",
                      "memberships": [{"project": id, "permissions": APP_LEVELS}
                                      for id in permitted]})
        records.append({"name": f"App {n}", "version": "1.0.0", "manifest": portal,
                        "user": FIRST_APP_USER + n, "permitted_projects": permitted})
    return {
        "format_version": "1.0",
        "company": {"id": 8089, "name": "Acme Builders"},
        "projects": [{"id": n, "name": f"Project {n}"} for n in range(1, sizes.projects + 1)],
        "permission_templates": [
            {"id": 11, "name": "Office", "scope": "company",
             "permissions": {"documents": "readonly"}},
            {"id": 12, "name": "Company admin", "scope": "company",
             "permissions": {"directory": "admin"}},
            {"id": FIELD, "name": "Field", "scope": "project",
             "permissions": {"daily_log": "standard"}},
            *({"id": id, "name": f"Visitor {id}", "scope": "project",
               "permissions": {"daily_log": "readonly"}} for id in OTHERS),
        ],
        "users": users,
        "apps": records,
    }


def make(dmsa: Path, store: Path, sizes: Sizes) -> int:
    """Makes the store; returns how many memberships are by the template `Field`."""
    dice = random.Random(SEED)
    for leftover in (store, *store.parent.glob(store.name + "-*")):
        leftover.unlink(missing_ok=True)
    source = store.with_suffix(".json")
    source.write_text(json.dumps(snapshot(sizes, dice)), encoding="utf-8")
    subprocess.run([dmsa, "company", "import", source, "--company", store, "--quiet"], check=True)
    left = sizes.members - sizes.apps * sizes.permitted
    each, more = divmod(left, sizes.people)

    def rows():
        for n in range(sizes.people):
            count = each + (n < more)
            for project in sorted(dice.sample(range(1, sizes.projects + 1), count)):
                field = dice.randrange(5) == 0
                yield FIRST_PERSON + n, project, FIELD if field else OTHERS[project % len(OTHERS)]

    base = sqlite3.connect(store)
    base.execute("PRAGMA synchronous = OFF")
    indices = base.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'memberships'"
        " AND sql IS NOT NULL").fetchall()
    for name, _ in indices:
        base.execute(f"DROP INDEX {name}")
    base.executemany(
        "INSERT INTO memberships (user_id, project_id, template_id) VALUES (?, ?, ?)", rows())
    for _, sql in indices:
        base.execute(sql)
    base.commit()
    members, holders = base.execute(
        f"SELECT count(*), count(*) FILTER (WHERE template_id = {FIELD}) FROM memberships"
    ).fetchone()
    dangling = base.execute("PRAGMA foreign_key_check").fetchone()
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    base.close()
    if members != sizes.members or dangling:
        raise BenchmarkError(f"the store has {members} memberships, and {dangling} dangles")
    check = subprocess.run([dmsa, "company", "check", "--company", store], capture_output=True,
                           text=True)
    if check.returncode:
        raise BenchmarkError(f"the store is not sound:\n{(check.stdout or check.stderr)[:2000]}")
    if leftovers := list(store.parent.glob(store.name + "-*")):
        raise BenchmarkError(f"the store is not one file: {leftovers}")
    return holders


def cases(folder: Path, member: int, stranger: int, holders: int) -> list[Case]:
    """What is measured; person 77 is a member of one project and none of the other."""
    old, new = folder / "old.manifest.yaml", folder / "new.manifest.yaml"
    old.write_text(MANIFEST % ("1.0.0", "budgeting"), encoding="utf-8")
    new.write_text(MANIFEST % ("2.0.0", "rfi"), encoding="utf-8")
    install = install_command(old)
    check = ("access", "check", "user/person77@acme.example", "project:daily_log:readonly")
    allowed, denied = (*check, "--project", str(member)), (*check, "--project", str(stranger))
    return [
        Case("`install` into 1,000 projects, planned and applied", (*install, "--allow-widen"),
             seconds=3, memory=64, changes=True),
        Case("the same, planned alone", (*install, "--dry-run"), seconds=3, memory=64),
        Case("`update --keep-projects` over 1,000 projects, planned and applied",
             ("update", str(new), "--keep-projects", "--allow-widen", "--allow-remove"),
             changes=True, needs_app=True),
        Case("`projects add` of 1,000 more, planned and applied",
             ("projects", "add", "Daily Sync", *map(str, range(1001, 2001)), "--allow-widen"),
             changes=True, needs_app=True),
        Case("`access check`, allowed", allowed, seconds=0.02),
        Case("the same, the store not in memory", allowed, cold=True),
        Case("`access check`, denied, with what would change it", denied, status=1, seconds=0.02),
        Case("`access who-can` on a project's tool",
             ("access", "who-can", "project:daily_log:standard", "--project", str(member)),
             seconds=1),
        Case("`access who-can` on a company's tool",
             ("access", "who-can", "company:documents:readonly"), seconds=1),
        Case(f"`template set` with {holders:,} memberships by it, planned",
             ("template", "set", "Field", "--scope", "project", "--set", "rfi=readonly",
              "--dry-run")),
        Case("`drift` of all apps", ("drift",)),
        Case("`company export`, once", ("company", "export"), runs=1, takes_quiet=False),
        Case("`company check`, once", ("company", "check"), runs=1),
    ]


def install_command(manifest: Path) -> tuple[str, ...]:
    projects = [word for n in range(1, 1001) for word in ("--project", str(n))]
    return ("install", str(manifest), *projects)


class Company:
    """One run over one store."""

    def __init__(self, dmsa: Path, folder: Path, runs: int, sizes: Sizes) -> None:
        self.dmsa, self.folder, self.runs, self.sizes = dmsa.resolve(), folder, runs, sizes
        self.store = folder / "big.dmsa"
        self.targets: list[Target] = []

    def run(self) -> Section:
        if not self.dmsa.exists():
            raise BenchmarkError(f"there is no `{self.dmsa}`: build it with `make release`")
        build_programs()
        self.folder.mkdir(parents=True, exist_ok=True)
        holders = make(self.dmsa, self.store, self.sizes)
        member, stranger = self._projects_of_person_77()
        before = quiet()[1]
        version = Command((str(self.dmsa), "--version"))
        floor = max(run_once(version, self.folder).peak for _ in range(5)) / 1e6
        rows = []
        for case in cases(self.folder, member, stranger, holders):
            rows.append(self._measure(case, floor))
            print(" | ".join(rows[-1]), flush=True)
        (self.folder / "work.dmsa").unlink(missing_ok=True)
        return self._section(rows, before, quiet()[1])

    def _projects_of_person_77(self) -> tuple[int, int]:
        base = sqlite3.connect(self.store)
        theirs = {id for id, in base.execute(
            "SELECT project_id FROM memberships WHERE user_id = ?", (FIRST_PERSON + 77,))}
        base.close()
        return min(theirs), min(set(range(1, len(theirs) + 2)) - theirs)

    def _measure(self, case: Case, floor: float) -> tuple[str, ...]:
        runs = []
        for _ in range(case.runs or self.runs):
            store = self._prepared(case) if case.changes or case.needs_app else self.store
            if case.cold:
                _forget(store)
            words = (*case.arguments, "--company", str(store))
            words += ("--quiet",) if case.takes_quiet else ()
            runs.append(run_once(Command((str(self.dmsa), *words), (case.status,)), self.folder))
        seconds = statistics.median(run.wall for run in runs)
        memory = max(0.0, max(run.peak for run in runs) / 1e6 - floor)
        met = []
        if case.seconds is not None:
            met.append(self._target(f"{case.title}, time", seconds * 1000, case.seconds * 1000,
                                    "ms"))
        if case.memory is not None:
            met.append(self._target(f"{case.title}, memory", memory, case.memory, "MB"))
        limit = ", ".join(
            f"{value:g} {unit}" for value, unit in (
                (case.seconds and case.seconds * 1000, "ms"), (case.memory, "MB")) if value)
        verdict = "" if not met else "met" if all(met) else "**not met**"
        return case.title, _time(seconds), f"{memory:.1f} MB", limit, verdict

    def _target(self, name: str, value: float, limit: float, unit: str) -> bool:
        self.targets.append(Target(name, value, limit, f"{value:.1f} {unit}", f"{limit:g} {unit}"))
        return self.targets[-1].met

    def _prepared(self, case: Case) -> Path:
        """A copy that may be changed, written out so that the disk is idle when it is used."""
        work = self.folder / "work.dmsa"
        shutil.copyfile(self.store, work)
        if case.needs_app:
            install = install_command(self.folder / "old.manifest.yaml")
            subprocess.run(
                [self.dmsa, *install, "--allow-widen", "--company", work, "--quiet"],
                check=True, stdout=subprocess.DEVNULL)
        with work.open("rb") as file:
            os.fsync(file.fileno())
        return work

    def _section(self, rows: list[tuple[str, ...]], before: str, after: str) -> Section:
        sizes = self.sizes
        met = sum(target.met for target in self.targets)
        return Section(
            HEADING.removeprefix("## "),
            f"{sizes.projects:,} projects, {sizes.people:,} people, {sizes.apps:,} apps permitted"
            f" in {sizes.permitted:,} projects each, {sizes.members:,} memberships: a store of"
            f" {self.store.stat().st_size / 1e6:.0f} MB."
            f" {first_line((str(self.dmsa), '--version'))},"
            f" {datetime.datetime.now(datetime.timezone.utc).date().isoformat()}. Times are"
            f" medians of {self.runs} runs where nothing else is said, memory is the highest peak"
            f" above that of `dmsa --version`; the store is in the system's cache but where it"
            f" says otherwise."
            f"\n\nBefore, {before}. After, {after}.\n\n{met} of {len(self.targets)} targets met.",
            ("what", "time", "memory", "at most", "verdict"), rows)


def _forget(store: Path) -> None:
    """Takes the file out of the system's cache."""
    with store.open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 0.1 else (
        f"{seconds * 1000:.0f} ms" if seconds < 10 else f"{seconds:.1f} s")


def write(section: Section, page: Path) -> None:
    """Puts the section in place of the one before, at the end."""
    old = page.read_text(encoding="utf-8") if page.exists() else "# Results\n"
    text = old.split("\n" + HEADING + "\n")[0].rstrip("\n")
    page.write_text("\n".join([text, *section_lines(section)]) + "\n", encoding="utf-8")


def measure(dmsa: Path, corpus: Path, runs: int, output: Path | None, small: bool) -> bool:
    """Measures, writes the section unless there is nowhere to, and says whether all was met."""
    sizes = Sizes().tenth() if small else Sizes()
    company = Company(dmsa, corpus.resolve() / "company", runs, sizes)
    section = company.run()
    for target in company.targets:
        verdict = "met    " if target.met else "NOT MET"
        print(f"{verdict}  {target.name}: {target.shown}, at most {target.limit_shown}")
    if output:
        write(section, output / "RESULTS.md")
        print(f"written to {output / 'RESULTS.md'}")
    return all(target.met for target in company.targets)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dmsa", type=Path, default=FOLDER.parent / "dist" / "dmsa")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--small", action="store_true", help="a tenth of it, nothing written")
    options = parser.parse_args()
    output = None if options.small else FOLDER
    met = measure(options.dmsa, FOLDER / "corpus", options.runs, output, options.small)
    return 0 if met else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (BenchmarkError, subprocess.CalledProcessError, OSError) as error:
        print(f"company: {error}", file=sys.stderr)
        sys.exit(2)
