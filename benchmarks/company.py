#!/usr/bin/env python3
"""Makes a big company and measures what admins do with it.

    python3 benchmarks/company.py [--dmsa PATH] [--runs N] [--small]

The company has 100,000 projects, 20,000 people, 500 apps and 5,000,000 memberships (`--small`: a
tenth). `dmsa company import` makes the store of all but the memberships, which are put into its
table in bulk; `dmsa company check` has to find it sound. Every figure is the median of runs on a
copy of that store, wall time and the peak of resident memory above that of `dmsa --version`. The
section "The company" of RESULTS.md is written anew.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
from pathlib import Path

from measure import FOLDER, BenchmarkError, Command, build_programs, run_once

HEADING = "## The company"
MANIFEST = """\
schema_version: "4.1"
app: {name: Daily Sync, version: %s}
post_installation_instruction: {notes: Open the daily log.}
permissions:
  company: {documents: readonly}
  project: {daily_log: standard, %s: readonly}
"""


def snapshot(projects: int, people: int, apps: int) -> dict:
    """All of the company but its memberships."""
    portal = {
        "schema_version": "4.1",
        "post_installation_instruction": {"notes": "Open it."},
        "permissions": {"project": {"rfi": "readonly"}},
    }
    users = [
        {"id": 1_000_000 + n, "name": f"Person {n}", "login": f"person{n}@acme.example",
         "company_template": 11 if n else 12, "default_project_template": 21}
        for n in range(people)
    ]
    records = []
    for n in range(apps):
        login = f"app-{n}-{n:08x}"
        users.append({"id": 2_000_000 + n, "name": login, "login": f"{login}@procore.com"})
        records.append({"name": f"App {n}", "version": "1.0.0", "manifest": portal,
                        "user": 2_000_000 + n})
    return {
        "format_version": "1.0",
        "company": {"id": 8089, "name": "Acme Builders"},
        "projects": [{"id": n, "name": f"Project {n}"} for n in range(1, projects + 1)],
        "permission_templates": [
            {"id": 11, "name": "Office", "scope": "company",
             "permissions": {"documents": "readonly"}},
            {"id": 12, "name": "Company admin", "scope": "company",
             "permissions": {"directory": "admin"}},
            {"id": 21, "name": "Field", "scope": "project",
             "permissions": {"daily_log": "standard"}},
            {"id": 22, "name": "Visitor", "scope": "project",
             "permissions": {"daily_log": "readonly"}},
        ],
        "users": users,
        "apps": records,
    }


def make(dmsa: Path, store: Path, projects: int, people: int, apps: int, members: int) -> None:
    store.unlink(missing_ok=True)
    source = store.with_suffix(".json")
    source.write_text(json.dumps(snapshot(projects, people, apps)), encoding="utf-8")
    subprocess.run([dmsa, "company", "import", source, "--company", store, "--quiet"], check=True)
    dice = random.Random(20260901)
    base = sqlite3.connect(store)
    base.execute("PRAGMA synchronous = OFF")
    indices = [
        row for row in base.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name ="
            " 'memberships' AND sql IS NOT NULL")
    ]
    for name, _ in indices:
        base.execute(f"DROP INDEX {name}")
    each = members // people

    def rows():
        for user in range(1_000_000, 1_000_000 + people):
            for project in sorted(dice.sample(range(1, projects + 1), each)):
                yield user, project, 21 if project % 5 else 22

    base.executemany(
        "INSERT INTO memberships (user_id, project_id, template_id) VALUES (?, ?, ?)", rows())
    for _, sql in indices:
        base.execute(sql)
    base.commit()
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    base.close()
    check = subprocess.run([dmsa, "company", "check", "--company", store], capture_output=True,
                           text=True)
    # The apps' users have no membership, and none is permitted: no drift, no damage.
    if check.returncode != 0:
        raise SystemExit(f"company: the store is not sound:\n{check.stdout[:2000]}")


def run(command: list, expected: tuple[int, ...]) -> tuple[float, float]:
    """Seconds and megabytes of one run."""
    once = run_once(Command(tuple(map(str, command)), expected), FOLDER)
    return once.wall, once.peak / 2**20


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dmsa", type=Path, default=FOLDER.parent / "dist" / "dmsa")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--small", action="store_true", help="a tenth of it, nothing written")
    options = parser.parse_args()
    dmsa = options.dmsa.resolve()
    scale = 10 if options.small else 1
    projects, people, apps, members = (
        count // scale for count in (100_000, 20_000, 500, 5_000_000))
    folder = FOLDER / "corpus" / "company"
    folder.mkdir(parents=True, exist_ok=True)
    store = folder / "big.dmsa"
    make(dmsa, store, projects, people, apps, members)
    old, new = folder / "old.manifest.yaml", folder / "new.manifest.yaml"
    old.write_text(MANIFEST % ("1.0.0", "budgeting"), encoding="utf-8")
    new.write_text(MANIFEST % ("2.0.0", "rfi"), encoding="utf-8")
    thousand = [word for n in range(1, 1001) for word in ("--project", str(n))]
    work = folder / "work.dmsa"
    company = ["--company", work]
    quiet = ["--quiet", *company]
    install = [dmsa, "install", old, *thousand, *quiet]
    measured = [
        # What is measured, the command, its status, whether an app is installed before, the limits.
        ("install into 1,000 projects, planned and applied", [*install, "--allow-widen"], (0,),
         False, (3, 64)),
        ("the same, planned alone", [*install, "--dry-run"], (0,), False, None),
        ("`access check`", [dmsa, "access", "check", "user/person77@acme.example",
                            "project:daily_log:standard", "--project", 77, *quiet], (0, 1),
         False, (0.02, None)),
        ("`access who-can` on a project's tool", [dmsa, "access", "who-can",
         "project:daily_log:standard", "--project", 77, *quiet], (0,), False, (1, None)),
        ("`access who-can` on a company's tool", [dmsa, "access", "who-can",
         "company:documents:readonly", *quiet], (0,), False, (1, None)),
        ("`update --keep-projects` over 1,000 projects, planned and applied",
         [dmsa, "update", new, "--keep-projects", "--allow-widen", *quiet], (0,), True, None),
        ("`template set` with millions of holders, planned",
         [dmsa, "template", "set", "Field", "--scope", "project", "--set", "rfi=readonly",
          "--dry-run", *quiet], (0,), False, None),
        ("`drift` of all apps", [dmsa, "drift", *quiet], (0,), True, None),
    ]
    build_programs()
    _, floor = run([dmsa, "--version"], (0,))
    rows, missed = [], 0
    for title, command, expected, needs_app, limits in measured:
        seconds, memory = [], []
        for _ in range(options.runs):
            work.unlink(missing_ok=True)
            shutil.copyfile(store, work)
            if needs_app:
                subprocess.run([*map(str, install), "--allow-widen"], check=True,
                               stdout=subprocess.DEVNULL)
            took, peak = run(command, expected)
            seconds.append(took)
            memory.append(peak - floor)
        took, peak = statistics.median(seconds), max(0.0, statistics.median(memory))
        limit, verdict = "", ""
        if limits:
            limit = f"{limits[0] * 1000:.0f} ms" + (f", {limits[1]} MB" if limits[1] else "")
            met = took <= limits[0] and (limits[1] is None or peak <= limits[1])
            verdict = "met" if met else "**not met**"
            missed += not met
        rows.append(f"| {title} | {took * 1000:.0f} ms | {peak:.1f} MB | {limit} | {verdict} |")
        print(rows[-1], flush=True)
    took, peak = run([dmsa, "company", "check", *quiet], (0,))
    rows.append(f"| `company check`, once | {took * 1000:.0f} ms | {max(0.0, peak - floor):.1f} MB"
                " | | |")
    print(rows[-1], flush=True)
    work.unlink(missing_ok=True)
    if not options.small:
        write(rows, options.runs, store.stat().st_size, (projects, people, apps, members))
    return 1 if missed else 0


def write(rows: list[str], runs: int, size: int, counts: tuple[int, ...]) -> None:
    """Puts the section in place of the one before, at the end."""
    results = FOLDER / "RESULTS.md"
    text = results.read_text(encoding="utf-8").split(HEADING)[0].rstrip("\n")
    projects, people, apps, members = counts
    section = [
        HEADING, "",
        f"{projects:,} projects, {people:,} people, {apps:,} apps, {members:,} memberships in a store"
        f" of {size / 1e6:.0f} MB, by `python3 benchmarks/company.py`; medians of {runs} runs, the"
        f" load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores at the end.", "",
        "| what | time | memory above `--version` | at most | |",
        "| --- | ---: | ---: | ---: | --- |", *rows, "",
    ]
    results.write_text(text + "\n\n" + "\n".join(section), encoding="utf-8")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (BenchmarkError, subprocess.CalledProcessError, OSError) as error:
        print(f"company: {error}", file=sys.stderr)
        sys.exit(2)
