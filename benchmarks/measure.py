"""Runs commands and says what they cost: wall time, memory, instructions, size."""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parent
BUILD = FOLDER / "build"
PROGRAMS = {"floor": ("-lyaml", "-lpthread"), "trivial": (), "launch": ()}


class BenchmarkError(Exception):
    """What keeps a measurement from being made, in words for the terminal."""


class Run(NamedTuple):
    """One run of a command; times in seconds, memory in bytes."""

    wall: float
    processor: float
    peak: int
    status: int


class Runs:
    """All runs of one command, in the order they were made."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.runs = list(runs)
        self.wall = statistics.median(run.wall for run in runs)
        self.fastest = min(run.wall for run in runs)
        self.processor = statistics.median(run.processor for run in runs)
        self.peak = max(run.peak for run in runs)

    def over(self, other: Runs) -> Ratio:
        """How many times `other` this is: the median over the pairs of each round."""
        pairs = [mine.wall / theirs.wall for mine, theirs in zip(self.runs, other.runs)]
        if len(pairs) < 4:
            return Ratio(statistics.median(pairs), min(pairs), max(pairs))
        quarters = statistics.quantiles(pairs, n=4)
        return Ratio(statistics.median(pairs), quarters[0], quarters[2])


class Ratio(NamedTuple):
    """A median with the quartiles around it."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.low:.2f}–{self.high:.2f})"


class Command(NamedTuple):
    """What to run, and which exit statuses count as having worked."""

    arguments: tuple[str, ...]
    allowed: tuple[int, ...] = (0,)


def build_programs() -> None:
    """Compiles what is written in C, where it is older than its source."""
    BUILD.mkdir(exist_ok=True)
    for name, libraries in PROGRAMS.items():
        source, program = FOLDER / f"{name}.c", BUILD / name
        if program.exists() and program.stat().st_mtime >= source.stat().st_mtime:
            continue
        subprocess.run(
            ["cc", "-std=c11", "-O2", "-o", str(program), str(source), *libraries], check=True)


def run_once(command: Command, folder: Path) -> Run:
    """Runs a command under `launch`, its output thrown away."""
    result = subprocess.run(
        [str(BUILD / "launch"), *command.arguments], cwd=folder, capture_output=True, text=True)
    if result.returncode:
        raise BenchmarkError(result.stderr.strip())
    wall, user, system, peak, status = map(int, result.stdout.split())
    if status not in command.allowed:
        raise BenchmarkError(f"`{' '.join(command.arguments[:6])}` ended with status {status}")
    return Run(wall / 1e9, (user + system) / 1e6, peak * 1024, status)


def interleaved(commands: dict[str, Command], folder: Path, rounds: int,
                warm_up: bool = True) -> dict[str, Runs]:
    """Runs each command once a round, in turn; the first of all doesn't count."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for index in range(-1 if warm_up else 0, rounds):
        for name, command in commands.items():
            run = run_once(command, folder)
            if index >= 0:
                runs[name].append(run)
    return {name: Runs(each) for name, each in runs.items()}


def instructions(command: Command, folder: Path) -> int:
    """Instructions of a whole process, start-up included, as callgrind counts them."""
    result = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command.arguments],
        cwd=folder, capture_output=True, text=True)
    collected = re.search(r"Collected\s*:\s*(\d+)", result.stderr)
    if result.returncode not in command.allowed or not collected:
        raise BenchmarkError(f"callgrind: {result.stderr.strip().splitlines()[-1:]}")
    return int(collected.group(1))


def stripped_size(program: Path) -> int:
    """Bytes of the program without its symbols."""
    if not shutil.which("strip"):
        return program.stat().st_size
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / program.name
        subprocess.run(["strip", "-o", str(copy), str(program)], check=True)
        return copy.stat().st_size


# Whose a symbol is, the first pattern that fits.
OWNERS = (
    ("ICU", r"^_?(icudt|u_|u[a-z]{2,8}_)|^_ZN?K?(TV|TI|TS)?N?(6icu|3icu)|icu_?\d\d|foundation_icu"),
    ("SQLite", r"sqlite3|^fts5"),
    ("BoringSSL", r"BoringSSL|^bssl"),
    ("libyaml", r"^yaml_"),
    ("Swift standard library", r"^\$s[sS]|^swift_|^_?swift|^\$sS|^_ZN5swift"),
)


def contents(program: Path, count: int = 12) -> list[tuple[str, int]]:
    """What fills a program: bytes by owner of the symbol, or by section where it has none."""
    listing = subprocess.run(["nm", "-S", str(program)], capture_output=True, text=True).stdout
    sizes: dict[str, int] = {}
    for line in listing.splitlines():
        parts = line.split()
        if len(parts) == 4 and parts[2] not in "bB":
            owner = _owner(parts[3])
            sizes[owner] = sizes.get(owner, 0) + int(parts[1], 16)
    if not sizes:
        listing = subprocess.run(
            ["size", "-A", "-d", str(program)], capture_output=True, text=True).stdout
        for line in listing.splitlines():
            if match := re.match(r"(\.\S+)\s+(\d+)\s+[1-9]", line):
                sizes[f"section {match.group(1)}"] = int(match.group(2))
    return sorted(sizes.items(), key=lambda item: (-item[1], item[0]))[:count]


def _owner(symbol: str) -> str:
    for owner, pattern in OWNERS:
        if re.search(pattern, symbol):
            return owner
    if match := re.match(r"_?\$s(\d+)(\w+)", symbol):
        return match.group(2)[: int(match.group(1))]
    return "C and C++ libraries"


def quiet() -> tuple[bool, str]:
    """Whether both processors are ours alone, by a loop that should always take as long."""
    processors = sorted(os.sched_getaffinity(0))[:2]
    alone = [_spin(processors[:1]) for _ in range(7)]
    together = [_spin(processors) for _ in range(7)]
    spread = statistics.median(alone) / min(alone)
    sharing = statistics.median(together) / statistics.median(alone)
    verdict = spread < 1.10 and sharing < 1.10
    load = os.getloadavg()[0]
    return verdict, (
        f"{'quiet' if verdict else 'not quiet'}: a spin loop's median is {spread:.2f} times its "
        f"fastest, on two processors at once {sharing:.2f} times one; load {load:.1f}")


def _spin(processors: Sequence[int]) -> float:
    """Seconds until each of these processors has run the loop, all at the same time."""
    children = []
    start = time.perf_counter()
    for processor in processors:
        child = os.fork()
        if child == 0:
            os.sched_setaffinity(0, {processor})
            for _ in range(2_000_000):
                pass
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    return time.perf_counter() - start


def first_line(arguments: Sequence[str]) -> str:
    """The first line a command prints, for instance its version; empty where it can't be run."""
    try:
        result = subprocess.run(arguments, capture_output=True, text=True)
    except OSError:
        return ""
    lines = (result.stdout or result.stderr).strip().splitlines()
    return lines[0] if lines else ""
