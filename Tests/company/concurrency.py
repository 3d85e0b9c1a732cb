#!/usr/bin/env python3
"""Lets eight dmsa processes change one store at once, while others read it.

    Tests/company/concurrency.py [--dmsa PATH] [--seed N] [--projects N] [--only CASE]

Each process applies a saved plan of its own, made on the store as it was, or imports metrics, for
which there are no plans. After a round

- each has landed, or said why not: exit 4 naming a fact that changed, or exit 5 naming who holds
  the store; no word of the library is said;
- each that landed is in the log once, no other is;
- the same, one after another on a copy in the log's order, gives the same bytes of export and log,
  but for the secrets, of which each draw is another;
- every export that a reader took meanwhile is what the company was between two of them;
- the chain is whole, and one file is at rest.

Besides: a lock that is held, by a process that is stopped while it holds it, and eight imports into
one store that isn't there.
"""

import json
import os
import re
import signal
import sys
import threading
import time

import harness
from harness import NOW, approved, beside, copy_store, digest_of, write_json

LEAD = ["--as", "lead@acme.example"]
APPLIERS = 8


class SavedPlan:
    """Applies a plan as it was reviewed."""

    def __init__(self, path):
        self.name = path.name
        self.path = path
        self.key = digest_of(path)
        self.facts = {read["fact"] for read in json.loads(path.read_bytes())["base"]["reads"]}

    def words(self, store):
        return approved(self.path, store)


class Metrics:
    """Imports how much an app was used. Nothing but its time tells its entry from others."""

    facts = set()

    def __init__(self, path, app, rows, at):
        path.write_text("date,count,login\n" + "".join(row + "\n" for row in rows))
        self.name = path.name
        self.path = path
        self.app = app
        self.key = at

    def words(self, store):
        return [
            "metrics", "import", self.app, self.path, "--now", self.key, "--quiet",
            "--company", store,
        ]


def key_of(entry):
    """What an entry of the log is known by: its plan, or else its time."""
    return entry["plan"] or entry["at"]


SECRET = re.compile(rb'(secret_digest: )"sha256:[0-9a-f]{64}"')


def told_apart(export):
    """An export without what is drawn anew each time."""
    return SECRET.sub(rb"\1drawn", export)


def plans(program, folder, store, projects):
    """Four sets of eight: on different things and on the same ones, about apps and about records."""
    ids = [project["id"] for project in projects]
    field = {"daily_log": "standard", "images": "readonly"}

    def manifest(name, version):
        path = folder / f"{name}-{version}.manifest.json"
        return write_json(path, harness.manifest(name, version, field))

    def plan(name, *words, now=NOW):
        path = folder / f"{name}.plan.json"
        program.must(*words, "--out", path, "--now", now, "--quiet", "--company", store)
        return SavedPlan(path)

    def metrics(name, app, *rows, second):
        at = NOW.replace(":00Z", f":{second:02}Z")
        return Metrics(folder / f"{name}.csv", app, rows, at)

    new, other = manifest("New App", "1.0.0"), manifest("Other App", "1.0.0")
    crew_sync = manifest("Crew Sync", "2.0.0")
    third = ids[len(ids) * 2 // 3:]
    apart = [
        plan("install", "install", new, "--all-projects"),
        plan("other", "install", other, *both("--project", ids[:40])),
        plan("member", "user", "set", "person1@acme.example", "--all-projects"),
        plan("inactive", "user", "set", "person2@acme.example", "--inactive"),
        plan("yard", "template", "create", "Yard", "--scope", "project", "--set", "rfi=readonly"),
        plan("visitors", "template", "set", "Visitors", "--scope", "project", "--set", "rfi=admin"),
        plan("permit", "projects", "add", "Crew Sync", *third),
        plan("uninstall", "uninstall", "Drifter"),
    ]
    person = ["user", "set", "person3@acme.example"]
    conflicting = [
        plan("install-again", "install", new, *both("--project", ids[:300])),
        plan("install-third", "install", new),
        plan("update", "update", crew_sync, "--keep-projects"),
        plan("reset", "update", crew_sync),
        plan("forbid", "projects", "remove", "Crew Sync", *ids[:200]),
        plan("office", *person, "--company-template", "Back office"),
        plan("leaves", *person, "--inactive"),
        plan("off", "uninstall", "Crew Sync"),
    ]
    east = ["configure", "Crew Sync", "--title", "East"]
    account = ["service-account", "rotate", "Ledger Export"]
    wish, other_wish = manifest("Wish", "1.0.0"), manifest("Other Wish", "1.0.0")

    def asked(number, what):
        return ["request-install", what, "--as", f"person{number}@acme.example"]

    records = [
        plan("night", "service-account", "create", "Night Export"),
        plan("rotate", *account),
        plan("east", *east, "--set", "area=west", *both("--project", third)),
        plan("wish", *asked(4, wish)),
        plan("other-wish", *asked(5, other_wish), "--note", "for the site"),
        metrics("crew", "Crew Sync", "2026-11-01,31,person6@acme.example", second=1),
        metrics("gate", "Old Gate", "2026-11-01,12,", "2026-11-02,7,", second=2),
        plan("other-night", "service-account", "create", "Other Night", "--contact", "Ops"),
    ]
    same_records = [
        plan("rotate-again", *account, now="2026-11-24T09:31:00Z"),
        plan("delete", "service-account", "delete", "Ledger Export"),
        plan("east-again", *east, "--set", "area=north"),
        plan("no-east", *east, "--remove"),
        plan("wish-again", *asked(4, wish), "--note", "again"),
        metrics("same-day", "Crew Sync", "2026-11-01,1,lead@acme.example", second=3),
        metrics("that-day", "Crew Sync", "2026-11-01,2,person6@acme.example", second=4),
        plan("same-night", "service-account", "create", "Night Export"),
    ]
    return apart, conflicting, records, same_records


def both(flag, values):
    return [part for value in values for part in (flag, value)]


class Readers:
    """Reads a store in two loops until it is told to stop."""

    def __init__(self, program, store):
        self.program = program
        self.store = store
        self.ended = threading.Event()
        self.exports = []
        self.wrong = []
        self.count = 0
        self.threads = [
            threading.Thread(target=self.loop, args=(words,))
            for words in (
                [["company", "export"], ["log", "--verify"]],
                [["access", "check", "user/lead@acme.example", "company:directory:admin"]],
            )
        ]

    def loop(self, commands):
        while not self.ended.is_set():
            for words in commands:
                run = self.program.run(*words, "--company", self.store)
                self.count += 1
                if run.status != 0 or run.errors or not run.is_clean:
                    self.wrong.append(str(run))
                elif words[1] == "export":
                    self.exports.append(run.output)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        for thread in self.threads:
            thread.join()


class Round:
    """Eight processes at once on a fresh copy of a store."""

    def __init__(self, program, folder, base, checks):
        self.program = program
        self.folder = folder
        self.base = base
        self.checks = checks

    def run(self, name, jobs, wait, allowed):
        """Gives back the exit statuses; `allowed` says which there may be."""
        hold = lambda holds, what, detail="": self.checks.hold(holds, f"{name}: {what}", detail)
        store = copy_store(self.base, self.folder)
        with Readers(self.program, store) as readers:
            processes = [
                self.program.start(*job.words(store), *LEAD, "--lock-timeout", wait)
                for job in jobs
            ]
            runs = [self.program.finish(process) for process in processes]
        for job, process, run in zip(jobs, processes, runs):
            what = f"{job.name}: "
            hold(run.is_clean, what + "nothing of the library is said", run)
            hold(run.status in allowed, what + f"ends with one of {sorted(allowed)}", run)
            if run.status == 4:
                hold(any(fact in run.text for fact in job.facts), what + "names a fact", run)
            if run.status == 5:
                others = {other.pid for other in processes} - {process.pid}
                said = re.search(r"pid (\d+): dmsa \w+", run.text)
                hold(
                    said is not None and int(said.group(1)) in others,
                    what + "names the process that holds the store", run,
                )
        landed = [job.key for job, run in zip(jobs, runs) if run.status == 0]
        # The first entry is the import that made the store.
        entries = json.loads(self.program.log(store))["entries"][1:]
        logged = [key_of(entry) for entry in entries]
        hold(sorted(set(landed)) == sorted(logged), "what landed is in the log, each once",
             f"landed {landed}\nlogged {logged}")
        hold(landed, "one at least has landed", "\n".join(map(str, runs)))
        hold(not readers.wrong, "nobody who reads is disturbed", "\n".join(readers.wrong[:3]))
        hold(readers.count > 0 and readers.exports, "somebody has read meanwhile")
        self.replay(hold, store, {job.key: job for job in jobs}, logged, readers)
        hold(beside(store) == [], "one file at rest", beside(store))
        verified = self.program.run("log", "--verify", "--company", store)
        hold(verified.status == 0, "the chain is whole", verified)
        checked = self.program.run("company", "check", "--format", "json", "--company", store)
        hold(json.loads(checked.output)["problems"] == [], "there is no damage", checked)
        statuses = [run.status for run in runs]
        print(f"{name:24} exits {statuses}, {readers.count} reads")
        return statuses

    def replay(self, hold, store, jobs, order, readers):
        copied = copy_store(self.base, self.folder)
        states = {told_apart(self.program.export(copied))}
        for key in order:
            run = self.program.run(*jobs[key].words(copied), *LEAD)
            hold(run.status == 0, "what landed lands one after another too", run)
            states.add(told_apart(self.program.export(copied)))
        hold(
            told_apart(self.program.export(store)) == told_apart(self.program.export(copied)),
            "the company is as if they had come one after another",
        )
        hold(
            self.program.log(store) == self.program.log(copied),
            "the log is as if they had come one after another",
        )
        odd = sum(told_apart(export) not in states for export in readers.exports)
        hold(odd == 0, "who reads sees the company between two plans",
             f"{odd} of {len(readers.exports)} exports are of no such moment")


def hold_lock(program, folder, base, plan, second, checks):
    """What others may do while a process that holds the lock is stopped."""
    store = copy_store(base, folder)
    before = program.export(store)

    def held():
        process = program.start(*plan.words(store))
        while process.poll() is None and not os.path.exists(f"{store}-lock"):
            time.sleep(0.0005)
        time.sleep(0.005)
        os.kill(process.pid, signal.SIGSTOP)
        os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
        if not os.path.exists(f"{store}-lock"):
            raise SystemExit("lock: the process ended before it could be stopped")
        return process

    holder = held()
    text = open(f"{store}-lock").read()
    checks.hold(text.startswith(f"pid {holder.pid}: dmsa install"), "lock: it says who", text)
    for wait, least, most in ((0, 0, 5), (1, 1, 8)):
        begun = time.monotonic()
        run = program.run(*second.words(store), "--lock-timeout", wait)
        took = time.monotonic() - begun
        checks.hold(
            run.status == 5 and run.is_clean and f"pid {holder.pid}: dmsa install" in run.text,
            f"lock: --lock-timeout {wait} is exit 5, naming process and command", run,
        )
        what = f"lock: --lock-timeout {wait} keeps time"
        checks.hold(least <= took <= most, what, f"{took:.2f} s")
    for words in (
        ["company", "export"],
        ["company", "check"],
        ["log", "--verify"],
        ["access", "check", "user/lead@acme.example", "company:directory:admin"],
        ["settings", "allow-user-installs", "on", "--dry-run"],
        ["settings", "allow-user-installs", "on", "--out", folder / "locked.plan.json"],
    ):
        run = program.run(*words, "--company", store)
        checks.hold(
            run.status == 0 and run.is_clean, f"lock: `{' '.join(map(str, words[:2]))}` reads on",
            run,
        )
        if words[1] == "export":
            checks.hold(run.output == before, "lock: who reads sees nothing of what is open")
    waiting = program.start(*second.words(store), "--lock-timeout", 60)
    time.sleep(0.3)
    checks.hold(waiting.poll() is None, "lock: who has time waits")
    holder.send_signal(signal.SIGCONT)
    for process in (holder, waiting):
        run = program.finish(process)
        checks.hold(run.status == 0, "lock: let go, both land", run)
    checks.hold(beside(store) == [], "lock: one file at rest", beside(store))

    store = copy_store(base, folder)
    holder = held()
    waiting = program.start(*second.words(store), "--lock-timeout", 60)
    time.sleep(0.3)
    holder.kill()
    run = program.finish(waiting)
    program.finish(holder)
    checks.hold(run.status == 0, "lock: the holder killed, the next one lands", run)
    digests = [entry["plan"] for entry in json.loads(program.log(store))["entries"]]
    checks.hold(digests == [None, second.key], "lock: the killed one left nothing", digests)
    checks.hold(beside(store) == [], "lock: killed, one file at rest", beside(store))
    print("a lock that is held      done")


def one_plan(program, folder, base, plan, pause, checks):
    """The same plan, eight times at once or one soon after another, is applied once."""
    store = copy_store(base, folder)
    processes = []
    for _ in range(8):
        processes.append(program.start(*plan.words(store), "--lock-timeout", 60))
        time.sleep(pause)
    runs = [program.finish(process) for process in processes]
    for run in runs:
        checks.hold(run.status == 0 and run.is_clean, "one plan: each one is told so", run)
    entries = json.loads(program.log(store))["entries"]
    checks.hold(len(entries) == 2, "one plan: it is applied once", len(entries))
    said = sum("already applied" in run.text for run in runs)
    checks.hold(said == 7, "one plan: the others say that it was applied", said)
    print(f"one plan, eight times    one each {1000 * pause:.0f} ms")


def imports(program, folder, snapshot, checks):
    """Eight imports into a store that isn't there: one of them makes it."""
    store = folder / "imported" / "acme.dmsa"
    store.parent.mkdir()
    words = ["company", "import", snapshot, "--now", NOW, "--company", store]
    runs = [program.finish(process) for process in [program.start(*words) for _ in range(8)]]
    for run in runs:
        checks.hold(
            run.is_clean and run.status == 0, "imports: who comes later has nothing to do", run
        )
    entries = json.loads(program.log(store))["entries"]
    checks.hold(len(entries) == 1, "imports: one is in the log", len(entries))
    checks.hold(beside(store) == [], "imports: one file at rest", beside(store))
    alone = folder / "alone" / "acme.dmsa"
    alone.parent.mkdir()
    program.must(*words[:-1], alone)
    checks.hold(
        program.export(store) == program.export(alone), "imports: it holds what one alone would"
    )
    print(f"eight imports            exits {[run.status for run in runs]}")


def main():
    given = harness.arguments(__doc__)
    rounds = 0 if given.only == "lock" else 3
    checks = harness.Checks()
    begun = time.monotonic()
    with harness.scratch() as folder:
        folder = harness.Path(folder)
        program = harness.Program(given.dmsa, folder)
        draw = harness.drawing(given.seed, "concurrency")
        company = harness.company(draw, given.projects or 600)
        snapshot = write_json(folder / "acme.json", company)
        (folder / "base").mkdir()
        base = folder / "base" / "acme.dmsa"
        program.must("company", "import", snapshot, "--now", NOW, "--company", base)
        apart, conflicting, records, same_records = plans(
            program, folder, base, company["projects"]
        )
        round = Round(program, folder, base, checks)
        for number in range(1, rounds + 1):
            for name, jobs, wait, allowed in (
                ("apart", apart, 60, {0}),
                ("conflicting", conflicting, 60, {0, 4}),
                ("nobody waits", apart, 0, {0, 5}),
                ("mixed, nobody waits", apart[:4] + conflicting[:4], 0, {0, 4, 5}),
                ("records", records, 60, {0}),
                ("records, conflicting", records[1:4] + same_records[:5], 60, {0, 4}),
                ("records, nobody waits", records[:3] + same_records[3:], 0, {0, 4, 5}),
            ):
                order = draw.sample(jobs, len(jobs))
                round.run(f"{name} {number}", order, wait, allowed)
        hold_lock(program, folder, base, apart[0], apart[4], checks)
        # Somebody has to look at the store just when another one's plan lands.
        for pause in range(16):
            one_plan(program, folder, base, apart[2], pause / 1000, checks)
        imports(program, folder, snapshot, checks)
    print(f"{time.monotonic() - begun:.0f} s")
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
