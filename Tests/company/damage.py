#!/usr/bin/env python3
"""Gives dmsa files that are no store, or no longer a sound one.

    Tests/company/damage.py [--dmsa PATH] [--seed N] [--projects N] [--flips N]

Files that can't be stores (empty, text, a folder, another program's database, a store of a newer
dmsa, a store that is cut off) are exit 2 with a message that names the file, for every command that
reads and every one that writes; the file keeps its bytes, and nothing lies beside it. To `company
check` alone one that is cut off is damage, which is exit 1.

Stores in which bytes were changed, or whose end is cut off, are refused or answered from, never
crashed on: exit 0, 1 or 2, without a word of the library. What `company check` calls sound exports
what it did before, but for the values whose own bytes were changed: a letter of a name that became
another letter is nothing that the store can know. How many those are is printed.
"""

import os
import shutil
import sqlite3
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import harness
from harness import NOW, beside, copy_store, drop_store, write_json


LEAD = "user/lead@acme.example"


def reading(store):
    return [
        ["company", "export", "--company", store],
        ["company", "show", "--company", store],
        ["company", "check", "--company", store],
        ["log", "--company", store],
        ["log", "--verify", "--company", store],
        ["drift", "--company", store],
        ["access", "check", LEAD, "company:directory:admin", "--company", store],
        ["access", "list", LEAD, "--company", store],
        ["access", "who-can", "company:directory:admin", "--company", store],
        ["settings", "allow-user-installs", "on", "--dry-run", "--company", store],
    ]


def writing(store, snapshot, plan):
    said = ["--allow-widen", "--allow-remove", "--now", NOW, "--company", store]
    return [
        ["settings", "allow-user-installs", "on", *said],
        ["user", "set", "lead@acme.example", "--all-projects", *said],
        ["uninstall", "Crew Sync", *said],
        ["apply", plan, *said],
        ["company", "import", snapshot, *said],
    ]


def no_stores(sound, folder):
    """Files that no command may take for a store, each with what the message says of it."""
    size = sound.stat().st_size
    whole = sound.read_bytes()

    def other(path):
        with sqlite3.connect(path) as database:
            database.execute("CREATE TABLE meta (store_id TEXT)")
        database.close()

    def newer(path):
        shutil.copyfile(sound, path)
        database = sqlite3.connect(path, isolation_level=None)
        database.execute("PRAGMA user_version = 99")
        database.close()

    def other_in_wal_mode(path):
        database = sqlite3.connect(path, isolation_level=None)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE company (id INTEGER)")
        database.close()

    def write(data):
        return lambda path: path.write_bytes(data)

    made = {
        "empty": (write(b""), "holds no company"),
        "one byte": (write(b"S"), "not a store"),
        "text": (write(b"company: {id: 8089}\n"), "not a store"),
        "zeros": (write(bytes(8192)), "not a store"),
        "another program's database": (other, "another program's"),
        "another program's, in WAL mode": (other_in_wal_mode, "another program's"),
        "a newer store": (newer, "newer dmsa"),
        "cut in the magic": (write(whole[:10]), "not a store"),
        "cut in the header": (write(whole[:50]), "truncated"),
        "cut after the header": (write(whole[:100]), "truncated"),
        "cut after a page": (write(whole[:4096]), "truncated"),
        "cut in the middle": (write(whole[: size // 2]), "truncated"),
        "cut by a page": (write(whole[:-4096]), "truncated"),
        "cut by a byte": (write(whole[:-1]), "truncated"),
    }
    for name, (make, said) in made.items():
        place = folder / name.replace(" ", "-")
        place.mkdir()
        path = place / "acme.dmsa"
        make(path)
        yield name, path, said


def refuse(program, name, path, said, commands, checks):
    """Every command refuses the file, and leaves it as it is."""
    before = path.read_bytes()
    for words in commands:
        what = f"{name}: `{' '.join(map(str, words[:2]))}`"
        run = program.run(*words)
        # An empty file is where a company may be imported to, like no file at all.
        if name == "empty" and words[1] == "import":
            checks.hold(run.status == 0, f"{what} fills it", run)
            continue
        is_damage = list(words[:2]) == ["company", "check"] and said == "truncated"
        status = 1 if is_damage else 2
        checks.hold(run.is_clean and run.status == status, f"{what} is exit {status}", run)
        checks.hold(path.name in run.text, f"{what} names the file", run)
        checks.hold(said in run.text, f"{what} says that it is `{said}`", run)
        checks.hold(path.read_bytes() == before, f"{what} leaves its bytes")
        checks.hold(beside(path) == [], f"{what} leaves nothing beside it", beside(path))
        if path.read_bytes() != before or beside(path):
            return


class Flips:
    """A sound store in which bytes are changed, a draw at a time."""

    def __init__(self, program, folder, sound, export, plan, snapshot, checks):
        self.program = program
        self.folder = folder
        self.sound = sound
        self.export = export
        self.plan = plan
        self.snapshot = snapshot
        self.checks = checks
        self.altered = []

    def one(self, number, draw):
        """Changes bytes, and asks everything of what came of it; gives back what check said."""
        store = copy_store(self.sound, self.folder)
        data = bytearray(store.read_bytes())
        places = []
        kind = number % 4
        for _ in range((1, 8, 1, 1)[kind]):
            # Page headers and the schema's page are a small part of a file, and worth as much.
            place = (
                draw.randrange(len(data) // 4096) * 4096 + draw.randrange(12)
                if draw.random() < 0.4
                else draw.randrange(4096) if draw.random() < 0.1 else draw.randrange(len(data))
            )
            places.append(place)
            data[place] ^= 1 << draw.randrange(8) if kind < 2 else draw.randrange(1, 256)
        if kind == 3:
            page = draw.randrange(len(data) // 4096) * 4096
            data[page:page + 4096] = draw.randbytes(4096) if draw.random() < 0.5 else bytes(4096)
            places.append(page)
        store.write_bytes(data)
        what = f"flip {number} at {sorted(places)}"
        checked = self.program.run("company", "check", "--company", store)
        export = None
        for words in reading(store):
            run = self.program.run(*words)
            self.expect(run, what, store)
            if words[1] == "export":
                export = run
        if checked.status == 0:
            # A changed id may stand elsewhere in a sorted list.
            was, is_now = (Counter(text.splitlines()) for text in (self.export, export.output))
            differing = (was - is_now).total()
            self.checks.hold(
                export.status == 0 and differing <= len(places)
                and differing == (is_now - was).total(),
                f"{what}: what is called sound is what it was, but for the changed values",
                export.text[-300:],
            )
            if differing:
                self.altered.append(number)
        unchanged = self.sound.read_bytes() if not places else bytes(data)
        self.checks.hold(
            store.read_bytes() == unchanged, f"{what}: who reads leaves the bytes"
        )
        for words in draw.sample(writing(store, self.snapshot, self.plan), 2):
            self.expect(self.program.run(*words), what, store)
        self.checks.hold(beside(store) == [], f"{what}: one file at rest", beside(store))
        drop_store(store)
        return checked.status

    def expect(self, run, what, store):
        allowed = (0, 1, 2)
        # A message of this kind is its own: a fact that the damage changed makes a plan stale.
        if run.command[1] == "apply":
            allowed = (0, 1, 2, 4)
        if not self.checks.hold(
            run.is_clean and run.status in allowed, f"{what}: ends in order", run
        ):
            kept = harness.ROOT / ".build" / "company-damage"
            kept.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(store, kept / f"{what.split(' at ')[0]}.dmsa")
        if run.status == 2:
            self.checks.hold(store.name in run.text, f"{what}: the file is named", run)


def main():
    given = harness.arguments(__doc__, flips=60)
    checks = harness.Checks()
    begun = time.monotonic()
    with harness.scratch() as folder:
        folder = harness.Path(folder)
        program = harness.Program(given.dmsa, folder)
        draw = harness.drawing(given.seed, "damage")
        snapshot = write_json(
            folder / "acme.json", harness.company(draw, given.projects or 150)
        )
        sound = folder / "sound" / "acme.dmsa"
        sound.parent.mkdir()
        program.must("company", "import", snapshot, "--now", NOW, "--company", sound)
        plan = folder / "settings.plan.json"
        settings = ["settings", "allow-user-installs", "on", "--now", NOW, "--company", sound]
        program.must(*settings, "--out", plan)
        program.must("user", "set", "person1@acme.example", "--inactive", "--now", NOW,
                     "--allow-remove", "--company", sound)

        for name, path, said in no_stores(sound, folder):
            refuse(
                program, name, path, said, reading(path) + writing(path, snapshot, plan), checks
            )
        nothing = folder / "nothing" / "acme.dmsa"
        nothing.parent.mkdir()
        for words in reading(nothing) + writing(nothing, snapshot, plan)[:-1]:
            run = program.run(*words)
            what = f"no file: `{' '.join(map(str, words[:2]))}`"
            checks.hold(
                run.status == 2 and nothing.name in run.text and not os.listdir(nothing.parent),
                f"{what} is exit 2, names it and makes none", run,
            )
        run = program.run("company", "export", "--company", nothing.parent)
        checks.hold(run.status == 2 and run.is_clean, "a folder is exit 2", run)
        print(f"what is no store         {checks.passed} checks passed")

        flips = Flips(program, folder, sound, program.export(sound), plan, snapshot, checks)
        with ThreadPoolExecutor(max(2, os.cpu_count() or 2)) as pool:
            found = list(
                pool.map(
                    lambda number: flips.one(number, harness.drawing(given.seed, f"flip {number}")),
                    range(given.flips),
                )
            )
        print(
            f"{len(found)} files with changed bytes: {found.count(0)} called sound,"
            f" {len(flips.altered)} of them with another value, {found.count(1)} damaged,"
            f" {found.count(2)} not opened"
        )
    print(f"{time.monotonic() - begun:.0f} s")
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
