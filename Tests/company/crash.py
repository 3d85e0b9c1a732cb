#!/usr/bin/env python3
"""Kills dmsa while it changes a company, and looks at what is left.

    Tests/company/crash.py [--dmsa PATH] [--seed N] [--projects N] [--kills N] [--only CASE]

Each case is a command that changes a store: a saved plan of a verb or a portfolio, or a command
that changes it at once. It runs once on a copy of the store undisturbed, which gives what is
to be there after it; then many times on fresh copies, and is killed (SIGKILL) each time at another
moment. After a kill

- the company's export and the log are, byte by byte, both those of before or both those of after;
- nothing lies beside the store once the next command, which only reads, has run;
- `company check` finds no damage and no other drift than before or after;
- `log --verify` finds the chain whole;
- the command can be given again, and leads to what is to be there after it.

After some kills the next command is killed as well, while it recovers what the first one left.

What counts as a kill inside the open transaction: SQLite's writer holds a lock on byte 120 of
`STORE-shm` (WAL_WRITE_LOCK) from BEGIN IMMEDIATE until its commit is done or undone, whatever has
reached the `-wal` file by then. The process is stopped (SIGSTOP) at the chosen moment, and does
nothing more; this harness then tries the byte without waiting. Where it is held, by the one process
there is, the kill that follows is one inside. A process that ended before it could be stopped was
not killed, and counts for nothing.
"""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import harness
from harness import NOW, approved, beside, copy_store, drop_store, write_json

WRITE_LOCK = 120
"""The byte of the `-shm` file that a writer locks while its transaction is open."""

PAUSE = 0.0003
"""Between two looks at whether the process holds the lock, in seconds."""

COMMIT = 0.012
"""About how long a commit, and the tidying after it, takes, in seconds."""

ALL = ["--allow-widen", "--allow-remove"]


class Case:
    """A command that changes a store, and what it changes it to."""

    def __init__(self, name, store, words, plan=None):
        self.name = name
        self.store = store
        """The store before; None where the command makes one."""
        self.words = words
        """A function of the store's path."""
        self.plan = plan


def cases(program, folder, draw, projects):
    """Every verb there is, each with a plan as long as the company allows."""
    clean = harness.company(draw, projects)
    ids = [project["id"] for project in clean["projects"]]
    snapshot = write_json(folder / "clean.json", clean)
    base = stage(program, folder / "base", snapshot)
    drifted = stage(
        program,
        folder / "drifted",
        write_json(folder / "drifted.json", harness.company(draw, projects, drifts=True)),
    )
    drift = program.must("drift", "--format", "json", "--company", drifted, status=1)
    drift = [entry["id"] for entry in json.loads(drift.output)["drift"]]

    field = {"daily_log": "standard", "images": "readonly"}
    new_app = write_json(
        folder / "new.manifest.json",
        harness.manifest("New App", "1.0.0", field, {"directory": "readonly"}),
    )
    crew_sync = write_json(
        folder / "crew-sync.manifest.json",
        harness.manifest("Crew Sync", "2.0.0", field, {"directory": "readonly"}),
    )
    changed = harness.company(draw, projects)
    changed["projects"] = changed["projects"][:-1] + [{"id": 1, "name": "Yard"}]
    for app in changed["apps"]:
        app["permitted_projects"] = [id for id in app["permitted_projects"] if id != ids[-1]]
    for user in changed["users"]:
        user["memberships"] = [
            membership for membership in user.get("memberships", [])
            if membership["project"] != ids[-1]
        ] + [{"project": 1, "template": 22}]
    changed = write_json(folder / "changed.json", changed)
    portfolio = {
        "format_version": "1.0",
        "company": 8089,
        "settings": {"allow_user_installs": True},
        "permission_templates": [
            {"name": "Field", "scope": "project", "permissions": {"daily_log": "admin"}},
        ],
        "apps": [
            {"manifest": crew_sync.name, "projects": ids[5:]},
            {"name": "Drifter", "state": "uninstalled"},
        ],
    }
    fixed = write_json(folder / "fixed.portfolio.json", portfolio)
    portfolio = dict(portfolio, apps=portfolio["apps"] + [
        {"manifest": new_app.name, "projects": ids[: projects // 2], "add_to_new_projects": True},
    ])
    drawn = write_json(folder / "drawn.portfolio.json", portfolio)

    days = write_json(folder / "days.json", [
        {"date": f"{2000 + month // 12}-{month % 12 + 1:02}-{day:02}", "count": day}
        for month in range(60) for day in range(1, 29)
    ])

    verbs = {
        "install": ["install", new_app, "--all-projects"],
        "install for new projects": [
            "install", new_app, "--all-projects", "--add-to-new-projects",
        ],
        "update": ["update", crew_sync, "--keep-projects"],
        "update that resets": ["update", crew_sync],
        "uninstall": ["uninstall", "Crew Sync"],
        "reinstall": ["reinstall", "Old Gate", "--keep-projects"],
        "projects add": ["projects", "add", "Crew Sync", *ids],
        "projects remove": ["projects", "remove", "Crew Sync", *ids[: projects // 2]],
        "configure": ["configure", "Crew Sync", "--title", "All", "--set", "area=a/b"] + [
            part for id in ids for part in ("--project", id)
        ],
        "template create": [
            "template", "create", "Yard", "--scope", "project", "--set", "daily_log=standard",
        ],
        "template set": [
            "template", "set", "Field", "--scope", "project", "--set", "daily_log=readonly",
        ],
        "user set": ["user", "set", "lead@acme.example", "--all-projects"],
        "service-account delete": ["service-account", "delete", "Ledger Export"],
        "settings": ["settings", "allow-user-installs", "on"],
        "request-install": ["request-install", new_app, "--as", "person0@acme.example"],
        "import": ["company", "import", changed],
        "portfolio": ["plan", drawn],
    }
    made = [
        saved(program, folder, name, base, words) for name, words in verbs.items()
    ] + [
        saved(program, folder, f"drift {word}", drifted, ["drift"] + [
            part for id in drift for part in (f"--{word}", id)
        ])
        for word in ("adopt", "revert")
    ]
    said = ["--now", NOW, "--quiet", "--company"]
    return made + [
        Case("import at once", base, lambda store: [
            "company", "import", changed, *ALL, *said, store,
        ]),
        Case("metrics import", base, lambda store: [
            "metrics", "import", "Crew Sync", days, *said, store,
        ]),
        Case("portfolio at once", base, lambda store: ["apply", fixed, *ALL, *said, store]),
        Case("first import", None, lambda store: ["company", "import", snapshot, *said, store]),
    ]


def stage(program, folder, snapshot):
    folder.mkdir()
    store = folder / "acme.dmsa"
    program.must("company", "import", snapshot, "--now", NOW, "--company", store)
    return store


def saved(program, folder, name, store, words):
    plan = folder / (name.replace(" ", "-") + ".plan.json")
    program.must(*words, "--out", plan, "--now", NOW, "--quiet", "--company", store)
    return Case(name, store, lambda store: approved(plan, store), plan)


class State:
    """What can be told of a store: its bytes and its log; looked at closely, all."""

    def __init__(self, program, store, closely=True):
        self.export = program.run("company", "export", "--company", store)
        self.beside = beside(store)
        self.log = program.run("log", "--format", "json", "--company", store)
        self.runs = [self.export, self.log]
        if closely:
            self.verify = program.run("log", "--verify", "--company", store)
            self.check = program.run("company", "check", "--format", "json", "--company", store)
            self.runs += [self.verify, self.check]

    def same(self, other):
        return all(
            mine.status == its.status and mine.output == its.output
            for mine, its in zip(self.runs, other.runs)
        )


class Killing:
    """Kills the command of one case, again and again."""

    def __init__(self, program, folder, case, kills, draw, checks, lock):
        self.program = program
        self.folder = folder
        self.case = case
        self.kills = kills
        self.draw = draw
        self.checks = checks
        self.lock = lock
        """For what several cases count at once."""
        self.killed = self.inside = self.before_count = self.after_count = self.recoveries = 0

    def hold(self, holds, what, detail=""):
        with self.lock:
            return self.checks.hold(holds, f"{self.case.name}: {what}", detail)

    def fresh(self):
        if self.case.store is not None:
            return copy_store(self.case.store, self.folder)
        folder = self.folder / f"new-{self.draw.getrandbits(60):x}"
        folder.mkdir()
        return folder / "acme.dmsa"

    def run(self):
        store = self.fresh()
        self.before = State(self.program, store)
        first = time.monotonic()
        process = self.start(store)
        self.wait_for_lock(process, store)
        self.lead = time.monotonic() - first
        while os.path.exists(f"{store}-lock"):
            time.sleep(PAUSE)
        self.window = time.monotonic() - first - self.lead
        if not self.hold(process.wait() == 0, "it runs undisturbed", process.args):
            return self
        self.after = State(self.program, store)
        self.hold(self.after.verify.status == 0, "the log is whole after it", self.after.verify)
        self.hold(not self.before.same(self.after), "it changes something")
        drop_store(store)
        attempts = 0
        while self.killed < self.kills and attempts < 4 * self.kills:
            self.attempt(attempts)
            attempts += 1
        self.hold(
            self.killed == self.kills, "it can be killed as often as was asked",
            f"{self.killed} of {self.kills} kills hit it in {attempts} attempts",
        )
        return self

    def start(self, store):
        return subprocess.Popen(
            [self.program.path, *map(str, self.case.words(store))],
            cwd=self.program.folder,
            env=self.program.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def wait_for_lock(self, process, store):
        while process.poll() is None and not os.path.exists(f"{store}-lock"):
            time.sleep(PAUSE)

    def attempt(self, number):
        store = self.fresh()
        process = self.start(store)
        # One in ten while it still reads and plans; one in three from where the commit writes its
        # first page on; the others spread over the time of the lock.
        begun = time.monotonic()
        if number % 10 == 9:
            moment = self.lead * self.draw.random()
        else:
            self.wait_for_lock(process, store)
            if number % 3 == 2:
                while process.poll() is None and not has_pages(store):
                    time.sleep(PAUSE)
                moment = COMMIT * self.draw.random()
            else:
                part = (number % self.kills + self.draw.random()) / self.kills
                moment = self.window * part
        time.sleep(moment)
        moment = time.monotonic() - begun
        if not stop(process):
            process.wait()
            drop_store(store)
            return
        is_inside = holds_write_lock(store)
        process.kill()
        process.wait()
        self.killed += 1
        self.inside += is_inside
        if self.killed % 4 == 0 and os.path.exists(f"{store}-wal"):
            self.kill_recovery(store)
        what = f"kill {self.killed}, {'in' if is_inside else 'out'}side, {moment * 1000:.1f} ms"
        if self.judge(store, what):
            drop_store(store)
        else:
            print(f"        kept: {store.parent.name}")

    def kill_recovery(self, store):
        """Kills who recovers what the killed one left."""
        process = subprocess.Popen(
            [self.program.path, "company", "export", "--company", str(store)],
            env=self.program.environment,
            cwd=self.program.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(0.03 * self.draw.random())
        process.kill()
        process.wait()
        self.recoveries += 1

    def judge(self, store, what):
        state = State(self.program, store)
        is_before, is_after = state.same(self.before), state.same(self.after)
        self.before_count += is_before
        self.after_count += is_after
        if self.case.store is None and not is_before and not is_after:
            # A file without a company in it is as good as none: both are said in so many words.
            is_before = state.export.status == 2 and b"holds no company yet" in state.export.errors
            self.before_count += is_before
        detail = "\n".join(str(run)[-400:] for run in state.runs)
        holds = self.hold(is_before or is_after, f"{what}: the store is before or after", detail)
        holds &= self.hold(
            all(run.is_clean for run in state.runs), f"{what}: nothing of the library is said",
            detail,
        )
        holds &= self.hold(
            state.beside == [], f"{what}: one file at rest after the next command", state.beside
        )
        if not holds:
            return False
        # Given again, the command leads to what is after it; a saved plan also where it already did.
        if is_before or self.case.plan is not None:
            again = self.program.run(*self.case.words(store))
            holds &= self.hold(again.status == 0, f"{what}: it can be given again", again)
            state = State(self.program, store, closely=self.killed % 4 == 0)
            holds &= self.hold(
                state.same(self.after) and state.beside == [],
                f"{what}: given again it leads to what is after it",
                "\n".join(str(run)[-400:] for run in state.runs),
            )
        return holds


def stop(process):
    """Stops a process; false where it ended before."""
    if process.returncode is not None:
        return False
    # Not `send_signal`, which would first look whether it ended, and then nobody could wait for it.
    os.kill(process.pid, signal.SIGSTOP)
    found = os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
    return found.si_code == os.CLD_STOPPED


def has_pages(store):
    """Whether anything but its header is in the `-wal` file."""
    try:
        return any(
            os.path.exists(wal) and os.stat(wal).st_size > 32
            for wal in (f"{store}-wal", f"{store}-new-wal")
        )
    except FileNotFoundError:
        return False


def holds_write_lock(store):
    """Whether a transaction that writes is open: see above. Nobody runs who could take it now."""
    try:
        descriptor = os.open(f"{store}-shm", os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB, 1, WRITE_LOCK)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


def main():
    given = harness.arguments(__doc__, kills=13)
    checks = harness.Checks()
    projects = given.projects or 1000
    begun = time.monotonic()
    with harness.scratch() as folder:
        folder = harness.Path(folder)
        program = harness.Program(given.dmsa, folder)
        lock = threading.Lock()
        draw = harness.drawing(given.seed, "company")
        killings = [
            Killing(
                program, folder, case, given.kills, harness.drawing(given.seed, case.name), checks,
                lock,
            )
            for case in cases(program, folder, draw, projects)
            if not given.only or given.only in case.name
        ]
        with ThreadPoolExecutor(max(2, os.cpu_count() or 2)) as pool:
            for killing in pool.map(Killing.run, killings):
                with lock:
                    print(
                        f"{killing.case.name:26} {killing.killed:3} kills,"
                        f" {killing.inside:3} inside,"
                        f" left as before {killing.before_count:3}, as after"
                        f" {killing.after_count:3}, lock held {killing.window * 1000:.0f} ms"
                    )
                    sys.stdout.flush()
        killed = sum(killing.killed for killing in killings)
        inside = sum(killing.inside for killing in killings)
        recoveries = sum(killing.recoveries for killing in killings)
        print(
            f"{killed} kills, {inside} of them inside the open transaction, {recoveries} more of"
            f" who recovered; {time.monotonic() - begun:.0f} s"
        )
        if not given.only:
            checks.hold(killed >= 200, "at least 200 kills")
            checks.hold(
                3 * inside >= killed, "a third of the kills are inside the open transaction",
                "the plans are too short for this machine: try --projects 3000",
            )
        if checks.failed:
            kept = harness.ROOT / ".build" / "company-crash"
            shutil.rmtree(kept, ignore_errors=True)
            print(f"what failed is kept in {shutil.copytree(folder, kept)}")
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
