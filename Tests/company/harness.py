"""What the harnesses of this folder share: the program, a company to try it on, and a count.

Python's standard library alone. A store that is used is always a copy of one that isn't, in a
folder of its own, so that what lies beside it can be listed.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-11-24T09:30:00Z"
"""Recorded by all that is applied, so that a second run of a saved plan gives the same bytes."""

FORBIDDEN = ("database is locked", "SQLITE_", "Fatal error", "Swift/", "SQLite error", "0x0000")
"""What no user may read, whatever goes wrong: a library's wording, a trap, a trace."""


def arguments(about, **counts):
    """The arguments of a harness: which program, which seed, how many of what."""
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    parser.add_argument("--dmsa", type=Path, default=ROOT / "dist" / "dmsa", help="the program")
    parser.add_argument("--seed", type=int, default=1, help="what is drawn comes from it")
    parser.add_argument("--projects", type=int, help="how many projects a plan is about")
    parser.add_argument("--only", help="cases whose name has this in it")
    for name, default in counts.items():
        parser.add_argument(f"--{name}", type=int, default=default, help="how many there are")
    given = parser.parse_args()
    if not given.dmsa.is_file() or not os.access(given.dmsa, os.X_OK):
        parser.error(f"`{given.dmsa}` is no executable file; build it with `make release`")
    print(f"seed {given.seed}, program {given.dmsa}")
    return given


class Checks:
    """Counts what held, and tells what didn't."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def hold(self, holds, what, detail=""):
        """Counts one check; says what failed, and gives back whether it held."""
        if holds:
            self.passed += 1
            return True
        self.failed += 1
        print(f"FAILED  {what}")
        for line in str(detail).splitlines()[:20]:
            print(f"        | {line}")
        sys.stdout.flush()
        return False

    def finish(self):
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0


class Run:
    """What a run of the program gave."""

    def __init__(self, command, status, output, errors):
        self.command = command
        self.status = status
        self.output = output
        self.errors = errors

    @property
    def text(self):
        return (self.output + self.errors).decode("utf-8", "replace")

    @property
    def is_clean(self):
        """Whether it ended by itself, and without words that no user may read."""
        return self.status >= 0 and not any(word in self.text for word in FORBIDDEN)

    def __str__(self):
        shown = " ".join(str(part) for part in self.command)
        return f"{shown}\nexit {self.status}\n{self.text[-1500:]}"


class Program:
    """The program under test, in a folder without a config."""

    def __init__(self, path, folder):
        self.path = str(Path(path).resolve())
        self.folder = str(folder)
        self.environment = {
            key: value for key, value in os.environ.items() if not key.startswith("DMSA_")
        }
        self.environment["NO_COLOR"] = "1"

    def start(self, *words):
        """Starts it; whoever calls waits for it."""
        return subprocess.Popen(
            [self.path, *map(str, words)],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def finish(self, process):
        output, errors = process.communicate()
        return Run(["dmsa", *process.args[1:]], process.returncode, output, errors)

    def run(self, *words):
        return self.finish(self.start(*words))

    def must(self, *words, status=0):
        """Runs what only sets the stage: anything but the expected status ends the harness."""
        run = self.run(*words)
        if run.status != status:
            raise SystemExit(f"the stage could not be set, expected exit {status}: {run}")
        return run

    def export(self, store):
        return self.must("company", "export", "--company", store).output

    def log(self, store):
        return self.must("log", "--format", "json", "--company", store).output


def digest_of(plan):
    return json.loads(Path(plan).read_bytes())["digest"]


def approved(plan, store):
    """The words that apply a saved plan as it was reviewed."""
    return [
        "apply", plan, "--approve", digest_of(plan), "--now", NOW, "--quiet", "--company", store,
    ]


def beside(store):
    """What lies in the store's folder, the store itself left out."""
    return sorted(name for name in os.listdir(store.parent) if name != store.name)


def copy_store(store, folder):
    """A copy in a new folder of its own."""
    folder = Path(tempfile.mkdtemp(dir=folder))
    copied = folder / store.name
    shutil.copyfile(store, copied)
    copied.chmod(0o600)
    return copied


def drop_store(store):
    shutil.rmtree(store.parent)


def scratch():
    return tempfile.TemporaryDirectory(prefix="dmsa-company.")


# What a company is made of.


def manifest(name, version, project, company=None):
    """A portal manifest, which is JSON as well as a source manifest."""
    permissions = {"project": project}
    if company:
        permissions["company"] = company
    return {
        "schema_version": "4.1",
        "app": {"name": name, "version": version},
        "post_installation_instruction": {"notes": "Add the projects that it may work in."},
        "permissions": permissions,
    }


def installed(name, user, permitted, memberships, state="installed", project=None):
    """An app's record and its directory user."""
    levels = project or {"daily_log": "standard"}
    recorded = manifest(name, "1.0.0", levels, {"directory": "readonly"})
    del recorded["app"]
    login = name.lower().replace(" ", "-") + f"-{user:08d}"
    active = state == "installed"
    return (
        {
            "name": name, "version": "1.0.0", "state": state, "source": "custom", "user": user,
            "permitted_projects": permitted, "manifest": recorded,
            "authentication": ["service_account"], "installed_by": "os:root", "installed_at": NOW,
        },
        {
            "id": user, "name": login, "login": login + "@procore.com", "active": active,
            "permissions": {"directory": "readonly"},
            "memberships": [{"project": id, "permissions": levels} for id in memberships],
        },
    )


def company(random, projects, people=24, drifts=False):
    """A snapshot in which every verb finds a long plan to make.

    `Crew Sync` is installed in all projects but the last third, `Old Gate` was uninstalled from
    all, and `Drifter` is in half of them, as is the service account `Ledger Export`; where it
    drifts, somebody edited its levels and took most of its memberships away by hand.
    """
    ids = list(range(1000, 1000 + projects))
    two_thirds = ids[: projects * 2 // 3]
    half = ids[: projects // 2]
    apps, users = [], []
    for app, user in [
        installed("Crew Sync", 501, two_thirds, two_thirds),
        installed("Old Gate", 502, ids, [], state="uninstalled"),
        installed("Drifter", 503, half, half[: len(half) // 10] if drifts else half),
    ]:
        apps.append(app)
        users.append(user)
    apps[0]["manifest"]["fullscreen"] = {
        "source_url": "https://crew.example/{{area}}/{{procore.project.id}}",
        "user_configuration": {
            "schema": {"type": "object", "properties": {"area": {"name": "Area", "type": "string"}}},
        },
    }
    apps[0]["configurations"] = [
        {"title": "East", "values": {"area": "east"}, "projects": two_thirds},
    ]
    if drifts:
        users[2]["permissions"] = {"directory": "readonly", "documents": "readonly"}
    users.append(
        {
            "id": 101, "name": "Lead", "login": "lead@acme.example",
            "permissions": {"directory": "admin"}, "default_project_template": 21,
        }
    )
    users.append(
        {
            "id": 504, "name": "Ledger Export", "login": "ledger-export-00000504@procore.com",
            "memberships": [{"project": id, "template": 21} for id in half],
        }
    )
    for number in range(people):
        memberships = sorted(random.sample(ids, min(len(ids), projects // people)))
        users.append(
            {
                "id": 200 + number, "name": f"Person {number}",
                "login": f"person{number}@acme.example", "company_template": 11,
                "default_project_template": 21,
                "memberships": [{"project": id, "template": 21} for id in memberships],
            }
        )
    return {
        "format_version": "1.0",
        "company": {
            "id": 8089, "name": "Acme Builders", "settings": {"allow_user_installs": False},
        },
        "projects": [{"id": id, "name": f"Project {id}"} for id in ids],
        "permission_templates": [
            {"id": 11, "name": "Office", "scope": "company",
             "permissions": {"documents": "readonly"}},
            {"id": 12, "name": "Back office", "scope": "company",
             "permissions": {"documents": "standard"}},
            {"id": 21, "name": "Field", "scope": "project",
             "permissions": {"daily_log": "standard"}},
            {"id": 22, "name": "Visitors", "scope": "project",
             "permissions": {"daily_log": "readonly"}},
        ],
        "users": users,
        "service_accounts": [{"name": "Ledger Export", "user": 504, "client_id": "504"}],
        "apps": apps,
    }


def write_json(path, value):
    path.write_text(json.dumps(value, indent=1) + "\n")
    return path


def drawing(seed, name):
    """A source of draws that depends on the seed and on what it is for alone."""
    return random.Random(f"{seed} {name}")
