"""One run of the benchmark: what is measured, in which order, and what counts."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import generate
import measure
import peers as others
from measure import BUILD, BenchmarkError, Command
from report import Results, Section, megabytes, milliseconds

FLOOR = str(BUILD / "floor")
PARTS = {"all": "manifests", "authored": "manifests/authored", "exported": "manifests/exported"}
PART_NAMES = {"all": "whole corpus", "authored": "YAML part", "exported": "JSON part"}


class Benchmark:
    """One run over one corpus."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.dmsa = str(options.dmsa.resolve())
        self.options = options
        self.corpus = options.corpus.resolve()
        self.rounds = options.runs or (5 if options.quick else 21)
        self.valgrind = shutil.which("valgrind") is not None
        self.results = Results()
        self.facts: dict = {}

    # Commands

    def version(self) -> Command:
        return Command((self.dmsa, "--version"))

    def lint(self, path: str, jobs: int = 1) -> Command:
        return Command((self.dmsa, "lint", "--jobs", str(jobs), "--fail-on", "never", path))

    def floor(self, name: str, threads: int = 1) -> Command:
        return Command((FLOOR, "-j", str(threads), f"lists/{name}.txt"))

    def single(self, name: str) -> str:
        return f"single/{name}.manifest.yaml"

    # Preparation

    def prepare(self) -> None:
        if not Path(self.dmsa).exists():
            raise BenchmarkError(f"there is no `{self.dmsa}`: build it with `make release`")
        measure.build_programs()
        self.facts = self._corpus()
        report = json.loads(subprocess.run(
            [self.dmsa, "lint", "--fail-on", "never", "--format", "json", PARTS["all"]],
            cwd=self.corpus, stdout=subprocess.PIPE, check=True).stdout)["summary"]
        if report["files"] != self.facts["files"]:
            raise BenchmarkError(
                f"dmsa read {report['files']} files of {self.facts['files']}: nothing to compare")
        lists = self.facts["lists"]
        parsed = measure.first_line((FLOOR, str(self._absolute_list())))
        self.results.facts += [
            ("date", datetime.datetime.now(datetime.timezone.utc).date().isoformat()),
            ("machine", _machine()),
            ("dmsa", measure.first_line((self.dmsa, "--version"))),
            ("compiler of the floor", measure.first_line(("cc", "--version"))),
            ("command", "`" + " ".join(["python3", "benchmarks/run.py", *sys.argv[1:]]) + "`"),
            ("corpus", f"{lists['manifests-all']['files']} files, "
                       f"{megabytes(lists['manifests-all']['bytes'])}, of these "
                       f"{lists['manifests-exported']['files']} in JSON "
                       f"({megabytes(lists['manifests-exported']['bytes'])})"),
            ("libyaml on it", parsed),
            ("dmsa on it", f"{report['errors']} errors, {report['warnings']} warnings, "
                           f"{report['notes']} notes, {report['suppressed']} suppressed"),
            ("rounds", f"{self.rounds}, after one that doesn't count"),
        ]

    def _corpus(self) -> dict:
        description = self.corpus / "corpus.json"
        if description.exists():
            facts = json.loads(description.read_text(encoding="utf-8"))
            wanted = (generate.fingerprint(), self.options.files, generate.SEED)
            if (facts["generator"], facts["files"], facts["seed"]) == wanted:
                return facts
        say(f"writing {self.options.files} manifests to {self.corpus}")
        return generate.generate(self.corpus, self.options.files, generate.SEED)

    def _absolute_list(self) -> Path:
        listing = BUILD / "absolute.txt"
        paths = (self.corpus / "lists" / "manifests-all.txt").read_text(encoding="utf-8")
        listing.write_text("".join(f"{self.corpus}/{path}\n" for path in paths.splitlines()),
                           encoding="utf-8")
        return listing

    # Measurements

    def quiet(self, when: str) -> None:
        verdict, text = measure.quiet()
        for _ in range(0 if verdict or self.options.quick or when != "before" else 6):
            say(f"the machine is {text}; waiting")
            time.sleep(10)
            verdict, text = measure.quiet()
            if verdict:
                break
        self.results.facts.append((f"{when} the run", text))
        if not verdict:
            say(f"the machine is {text}")

    def start_up(self, ryl: others.Peer | None) -> None:
        say("start-up")
        small = self.single("small")
        commands = {"trivial C process": Command((str(BUILD / "trivial"),)),
                    "dmsa --version": self.version(),
                    "dmsa lint, 3 KB": Command((self.dmsa, "lint", small)),
                    "dmsa lint, 3 KB, flags": self.lint(small)}
        if ryl:
            commands["ryl, 3 KB"] = ryl.on(small, [small], "")
        runs = measure.interleaved(commands, self.corpus, 3 * self.rounds)
        trivial = runs["trivial C process"]
        version, lint = (runs[name].over(trivial) for name in ("dmsa --version", "dmsa lint, 3 KB"))
        self.results.target("start-up, times a trivial process", version.median, 1.5)
        self.results.target("lint of 3 KB, times a trivial process", lint.median, 2.5)
        self.results.target("the same with flags", runs["dmsa lint, 3 KB, flags"].over(trivial).median,
                            2.5)
        if ryl:
            self.results.target("lint of 3 KB, times ryl",
                                runs["dmsa lint, 3 KB"].over(runs["ryl, 3 KB"]).median, 1)
        self.results.sections.append(Section(
            "Start-up", f"Medians of {3 * self.rounds} runs, in turn; in brackets the quartiles.",
            ("command", "wall", "fastest", "times trivial", "peak memory"),
            [(name, milliseconds(each.wall), milliseconds(each.fastest), str(each.over(trivial)),
              megabytes(each.peak)) for name, each in runs.items()]))

    def whole_corpus(self) -> None:
        say("corpus")
        commands = {"version": self.version()}
        for part, path in PARTS.items():
            for threads in (1, 2) if part == "all" else (1,):
                commands[f"floor {part} {threads}"] = self.floor(f"manifests-{part}", threads)
                commands[f"dmsa {part} {threads}"] = self.lint(path, threads)
        runs = measure.interleaved(commands, self.corpus, self.rounds)
        rows = []
        for part in PARTS:
            size = self.facts["lists"][f"manifests-{part}"]["bytes"]
            for threads in (1, 2) if part == "all" else (1,):
                floor, dmsa = runs[f"floor {part} {threads}"], runs[f"dmsa {part} {threads}"]
                rows.append((PART_NAMES[part], str(threads), milliseconds(floor.wall),
                             f"{size / floor.wall / 1e6:.0f} MB/s", milliseconds(dmsa.wall),
                             f"{size / dmsa.wall / 1e6:.0f} MB/s", str(dmsa.over(floor)),
                             megabytes(dmsa.peak)))
        one, two = runs["dmsa all 1"], runs["dmsa all 2"]
        gain = runs["floor all 2"].over(runs["floor all 1"])
        self.results.sections.append(Section(
            "Corpus, wall time", "`dmsa lint --jobs N --fail-on never` against libyaml's event "
            "parser over the same files on as many threads. Two threads take "
            f"{two.over(one)} times one; the floor's take {gain}.",
            ("files", "threads", "floor", "", "dmsa", "", "dmsa / floor", "peak of dmsa"), rows))
        whole, exported = one.over(runs["floor all 1"]), runs["dmsa exported 1"].over(
            runs["floor exported 1"])
        self.results.target("corpus, wall, times the floor", whole.median, 1.35)
        self.results.target("JSON part, wall, times the floor", exported.median, 0.5)
        self.results.target("two threads, times one", two.over(one).median, 0.65)
        above = (max(one.peak, two.peak) - runs["version"].peak) / 1e6
        self.results.target("memory over the corpus, above --version", above, 8,
                            f"{above:.1f} MB", "8 MB")
        for threads in (1, 2):
            for program in ("floor", "dmsa"):
                self.results.bars.append((f"{program}, {threads} thread{'s'[: threads - 1]}",
                                          runs[f"{program} all {threads}"].wall))

    def corpus_instructions(self) -> None:
        if not self.valgrind:
            self.results.skipped.append("instructions: valgrind is not installed")
            return
        say("instructions")
        rows = []
        for part in ("all", "exported") if self.options.quick else PARTS:
            path = PARTS[part].replace("manifests", "subset", 1)
            floor = measure.instructions(self.floor(f"subset-{part}"), self.corpus)
            dmsa = measure.instructions(self.lint(path), self.corpus)
            rows.append((PART_NAMES[part], f"{floor / 1e6:.1f} M", f"{dmsa / 1e6:.1f} M",
                         f"{dmsa / floor:.3f}"))
            if part == "all":
                self.results.target("corpus, instructions, times the floor", dmsa / floor, 1.25)
            elif part == "exported":
                self.results.target("JSON part, instructions, times the floor", dmsa / floor, 0.5)
        self.results.sections.append(Section(
            "Corpus, instructions", "Every tenth file, one thread, counted by callgrind; start-up "
            "included.", ("files", "floor", "dmsa", "dmsa / floor"), rows))

    def one_file(self) -> None:
        say("single files")
        names = [*generate.SIZES, "fewer-findings", "many-findings"]
        commands = {"version": self.version()}
        for name in names:
            commands[f"floor {name}"] = self.floor(name)
            commands[f"dmsa {name}"] = self.lint(self.single(name))
        runs = measure.interleaved(commands, self.corpus, self.rounds)
        counted = self._counted(names)
        rows = []
        for name in names:
            size = self.facts["lists"][name]["bytes"]
            floor, dmsa = runs[f"floor {name}"], runs[f"dmsa {name}"]
            cost = dmsa.wall - runs["version"].wall
            rows.append((
                f"`{name}`", f"{size / 1000:.0f} KB", milliseconds(floor.wall),
                milliseconds(dmsa.wall), f"{cost * 1e9 / size:.1f} ns",
                f"{counted[name] / size:.0f}" if counted else "–",
                f"{(dmsa.peak - runs['version'].peak) / size:.1f}"))
        self.results.sections.append(Section(
            "One file", "Cost a byte, in time and in instructions, and peak memory as a multiple "
            "of the file, each above `dmsa --version`.",
            ("file", "size", "floor", "dmsa", "time a byte", "instructions a byte",
             "memory / size"), rows))
        largest = list(generate.SIZES)[-1]
        size = self.facts["lists"][largest]["bytes"]
        above = (runs[f"dmsa {largest}"].peak - runs["version"].peak) / size
        self.results.target("memory for 5 MB, times its size", above, 5, f"{above:.1f}")

        def cost(name: str) -> float:
            return counted[name] if counted else runs[f"dmsa {name}"].wall - runs["version"].wall

        unit = "instructions" if counted else "time"
        sizes = {name: self.facts["lists"][name]["bytes"] for name in generate.SIZES}
        for name in ("1000-kb", "5000-kb"):
            growth = cost(name) / sizes[name] / (cost("100-kb") / sizes["100-kb"])
            self.results.target(f"{unit} a byte, {name[:-3]} KB to 100 KB", growth, 1.25)
        growth = cost("many-findings") / 10 / cost("fewer-findings")
        self.results.target(f"{unit} a finding, 10,000 to 1,000", growth, 1.25)

    def _counted(self, names: list[str]) -> dict[str, int]:
        if not self.valgrind:
            return {}
        start = measure.instructions(self.version(), self.corpus)
        counted = {name: measure.instructions(self.lint(self.single(name)), self.corpus)
                   for name in names}
        return {name: max(1, count - start) for name, count in counted.items()}

    def beside_peers(self, peers: list[others.Peer]) -> None:
        tree = "subset" if self.options.quick else "manifests"
        listing = f"lists/{tree}-all.txt"
        paths = (self.corpus / listing).read_text(encoding="utf-8").splitlines()
        rows = []
        for peer in peers:
            say(peer.name)
            commands = {"dmsa": self.lint(tree, 2), "peer": peer.on(tree, paths, listing)}
            runs = measure.interleaved(commands, self.corpus, peer.rounds, warm_up=peer.rounds > 3)
            ratio = runs["dmsa"].over(runs["peer"]).median
            limit = f"1/{peer.share}" if peer.share else f"{peer.limit:g}"
            shown = f"1/{1 / ratio:.0f}" if peer.share else f"{ratio:.2f}"
            self.results.target(f"{len(paths)} files, times {peer.name}", ratio, peer.limit, shown,
                                limit)
            if tree == "manifests":
                self.results.bars.append((peer.name, runs["peer"].wall))
            rows.append((peer.name, peer.version, str(peer.rounds),
                         f"{runs['peer'].wall:.2f} s", f"{runs['dmsa'].wall:.3f} s", shown))
        self.results.sections.append(Section(
            "Peers", f"The same {len(paths)} files, `dmsa lint --jobs 2` in turn with each; ryl "
            "without its cache of results.",
            ("peer", "version", "runs", "peer", "dmsa", "dmsa / peer"), rows))

    def size(self) -> None:
        total = measure.stripped_size(Path(self.dmsa))
        source = self.options.unstripped or Path(self.dmsa)
        self.results.sections.append(Section(
            "Size", f"`{Path(self.dmsa).name}` without symbols has {megabytes(total)}. What fills "
            "it, by whose symbols these are, else by section:",
            ("part", "size"),
            [(name, megabytes(size)) for name, size in measure.contents(source)]))

    def run(self) -> None:
        start = time.monotonic()
        self.prepare()
        self.quiet("before")
        peers: list[others.Peer] = []
        with tempfile.TemporaryDirectory() as work:
            if self.options.peers:
                schema = self.options.schema.resolve()
                peers, missing = others.installed(
                    self.options.peers_from, schema, Path(work), self.rounds)
                self.results.skipped += missing
            else:
                self.results.skipped.append("peers: asked for by `--peers` alone")
            self.start_up(next((peer for peer in peers if peer.name == "ryl"), None))
            self.whole_corpus()
            self.corpus_instructions()
            self.one_file()
            if peers:
                self.beside_peers(peers)
        self.size()
        self.quiet("after")
        self.results.facts.append(("whole run", f"{time.monotonic() - start:.0f} s"))


def _machine() -> str:
    model = platform.machine()
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    except OSError:
        pass
    count = len(os.sched_getaffinity(0))
    return f"{model}, {count} processors, {platform.system()} {platform.release()}"


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
