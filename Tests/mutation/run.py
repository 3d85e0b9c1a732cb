"""Changes each condition of the lint rules, one at a time, and looks whether a test fails.

All mutants are built at once, into one test program that an environment variable tells which to
be; `mutants.py` says how. What survives is either in `equivalent.toml`, with the reason why no
test can tell, or lacks a test.

    python3 Tests/mutation/run.py              build, try all, write benchmarks/TOUGHNESS.md
    python3 Tests/mutation/run.py --only Blanket --list
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

import report
from mutants import Mutant, rewrite

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SOURCES = {
    "Linting": ("Rules/*.swift", "Secrets/*.swift"),
    "Manifests": ("Checking/*.swift",),
}
"""What is mutated, by target."""

TESTS = ("LintingTests", "ManifestsTests")
SLOW = "texts made to be slow"
"""A test that takes as long as all others; it comes last."""

MEMORY = 8 << 30
ROUNDS = 8


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, default=ROOT / ".build-mutation",
                        help="where the mutated copy is built")
    parser.add_argument("--only", default="", help="files whose path has this in it")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seconds", type=float, default=float("inf"),
                        help="stop after that long; the next run goes on where this one stopped")
    parser.add_argument("--no-build", action="store_true", help="go on with what was built")
    parser.add_argument("--keep-killed", action="store_true",
                        help="try only those again that survived, and new ones")
    parser.add_argument("--list", action="store_true", help="print survivors, write nothing")
    return parser.parse_args()


class Copy:
    """The mutated copy of the package."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "package"
        self.state = folder / "results.json"
        self.mutants: list[Mutant] = []
        self.unmutable: Counter[str] = Counter()
        self.program = Path()

    def write(self, refused: dict[str, dict[int, int]]) -> None:
        """Writes what differs from the last time, so that a build only does what is new."""
        self.mutants, self.unmutable = [], Counter()
        files = {path.relative_to(ROOT): path.read_bytes()
                 for folder in ("Sources", "Tests", "manifests", "schemas", "examples")
                 for path in (ROOT / folder).rglob("*") if path.is_file()}
        for target, patterns in SOURCES.items():
            base = Path("Sources") / target
            files[base / "Mutant.swift"] = (HERE / "Mutant.swift.txt").read_bytes()
            for path in sorted(path for pattern in patterns
                               for path in (ROOT / base).glob(pattern)):
                name = path.relative_to(ROOT)
                result = rewrite(str(name), path.read_text(), len(self.mutants) + 1,
                                 refused.get(str(name), {}))
                files[name] = result.text.encode()
                self.mutants += result.mutants
                self.unmutable.update(result.unmutable)
        package = (ROOT / "Package.swift").read_text()
        package = package.replace("  .treatAllWarnings(as: .error),\n", "")
        names = ", ".join(f'"{name}"' for name in TESTS)
        package += (HERE / "Package.swift.txt").read_text().replace("TESTS", names)
        files[Path("Package.swift")] = package.encode()
        for name, data in files.items():
            path = self.folder / name
            if not path.is_file() or path.read_bytes() != data:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        for folder in ("Sources", "Tests"):
            for path in (self.folder / folder).rglob("*"):
                if path.is_file() and path.relative_to(self.folder) not in files:
                    path.unlink()

    def build(self) -> None:
        """Builds the tests; conditions that the compiler doesn't take mutated stay as they are."""
        known = self.folder.parent / "refused.json"
        refused: dict[str, dict[int, int]] = {}
        if known.is_file():
            refused = {file: {int(line): kind for line, kind in lines.items()}
                       for file, lines in json.loads(known.read_text()).items()}
        for _ in range(ROUNDS):
            self.write(refused)
            result = subprocess.run(
                ["swift", "build", "--build-tests", "-c", "release", "--package-path", self.folder],
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            if result.returncode == 0:
                break
            places = {(Path(path).resolve().relative_to(self.folder.resolve()), int(line))
                      for path, line in re.findall(r"^(/\S+\.swift):(\d+):\d+: error:",
                                                   result.stdout, re.MULTILINE)}
            places = {place for place in places if "Tests" not in place[0].parts}
            if not places:
                sys.exit(result.stdout[-8000:])
            for name, line in places:
                lines = refused.setdefault(str(name), {})
                print(f"the compiler refuses a mutant: {name}:{line}")
                if lines.get(line) == 2:
                    sys.exit(result.stdout[-8000:])
                lines[line] = lines.get(line, 0) + 1
        else:
            sys.exit("the compiler refuses too much")
        known.write_text(json.dumps(refused, indent=1))

    def find_program(self) -> None:
        found = subprocess.run(
            ["swift", "build", "-c", "release", "--package-path", self.folder, "--show-bin-path"],
            stdout=subprocess.PIPE, text=True, check=True)
        self.program = next(Path(found.stdout.strip()).glob("*.xctest"))


class Stage(NamedTuple):
    """Some of the tests, and the one golden folder that they look at."""

    arguments: tuple[str, ...]
    folder: str = ""


def stages(file: str) -> list[Stage]:
    """What is run for a mutant of a file, until something fails; the cheapest comes first."""
    path = Path(file)
    first = [Stage(("--filter", "ManifestsTests"))]
    if path.parent.name == "Rules":
        rule = re.sub(r"(?<!^)([A-Z])", r"-\1", path.stem).lower()
        first = [Stage(("--filter", "ExplanationTests")),
                 Stage(("--filter", "each rule finds what its bad file"), rule)]
    elif path.parent.name == "Secrets":
        first = [Stage(("--filter", "Secret[A-Za-z]*Tests", "--skip", SLOW))]
    return [*first, Stage(("--filter", "|".join(TESTS)))]


class Trial:
    """Runs the tests for one mutant after the other."""

    def __init__(self, program: Path, folder: Path, files: set[str]) -> None:
        self.command = [str(program), "--testing-library", "swift-testing"]
        self.folder = folder
        self.limit = 120.0
        started = time.monotonic()
        if (how := self._run(0, stages("")[-1])) != "passed":
            sys.exit(f"the tests fail without a mutant: {how}")
        taken = time.monotonic() - started
        for stage in {stage for file in files for stage in stages(file)}:
            if (how := self._run(0, stage)) != "passed":
                sys.exit(f"the tests fail without a mutant, {how}: {stage}")
        self.limit = 3 + 4 * taken

    def attempt(self, mutant: Mutant) -> str:
        """Whether a mutant is `killed`, and how, or `survived`."""
        for stage in stages(mutant.file):
            if (how := self._run(mutant.number, stage)) != "passed":
                return how
        return "survived"

    def _run(self, number: int, stage: Stage) -> str:
        environment = {**os.environ, "DMSA_MUTANT": str(number), "SWIFT_BACKTRACE": "enable=no"}
        if stage.folder:
            environment["GOLDEN_ONLY"] = stage.folder
        process = subprocess.Popen(
            [*self.command, *stage.arguments], cwd=self.folder, start_new_session=True,
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)))
        try:
            status = process.wait(timeout=self.limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return "timeout"
        return "passed" if status == 0 else "killed" if status > 0 else "crash"


def key(mutant: Mutant, seen: Counter[tuple[str, ...]]) -> str:
    """What a mutant is called as long as its condition stays."""
    name = (mutant.file, mutant.condition, mutant.change)
    seen[name] += 1
    return " :: ".join((*name, str(seen[name])))


def main() -> int:
    given = arguments()
    given.work.mkdir(parents=True, exist_ok=True)
    copy = Copy(given.work)
    results: dict[str, str] = {}
    if copy.state.is_file():
        state = json.loads(copy.state.read_text())
        results = state["results"]
    if given.no_build:
        copy.mutants = [Mutant(**mutant) for mutant in state["mutants"]]
        copy.unmutable = Counter(state["unmutable"])
    else:
        copy.build()
        results = {name: how for name, how in results.items()
                   if given.keep_killed and how != "survived"}
    seen: Counter[tuple[str, ...]] = Counter()
    names = {mutant.number: key(mutant, seen) for mutant in copy.mutants}

    def save() -> None:
        text = json.dumps({"results": results, "unmutable": copy.unmutable,
                           "mutants": [asdict(mutant) for mutant in copy.mutants]}, indent=0)
        copy.state.with_suffix(".new").write_text(text)
        shutil.move(copy.state.with_suffix(".new"), copy.state)

    save()
    copy.find_program()
    pending = [mutant for mutant in copy.mutants
               if names[mutant.number] not in results and given.only in mutant.file]
    started = time.monotonic()
    if pending:
        trial = Trial(copy.program, copy.folder, {mutant.file for mutant in pending})
        print(f"{len(pending)} of {len(copy.mutants)} mutants to try, each at most"
              f" {trial.limit:.0f} s")

        def attempt(mutant: Mutant) -> None:
            if time.monotonic() - started < given.seconds:
                results[names[mutant.number]] = trial.attempt(mutant)

        with ThreadPoolExecutor(given.jobs) as pool:
            list(pool.map(attempt, pending))
        save()
    tried = [(mutant, results[names[mutant.number]]) for mutant in copy.mutants
             if names[mutant.number] in results and given.only in mutant.file]
    left = sum(names[mutant.number] not in results for mutant in pending)
    failed = report.finish(tried, copy.unmutable, len(copy.mutants),
                           writes=not given.only and not given.list)
    if left:
        print(f"{left} left")
        return 3
    return failed


if __name__ == "__main__":
    sys.exit(main())
