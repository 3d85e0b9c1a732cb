#!/usr/bin/env python3
"""Measures dmsa against libyaml alone, against a process that does nothing, and against peers.

    python3 benchmarks/run.py [--dmsa PATH] [--quick] [--peers] [--company]
    python3 benchmarks/run.py --company-only [--dmsa PATH] [--runs N]

Writes RESULTS.md and results.svg. All that is compared is run in turn, and medians of the pairs
count. README.md says what each figure means. A big company (company.py) has a section of its own.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import company
from benchmark import Benchmark, say
from measure import FOLDER, BenchmarkError
from report import Results, chart, markdown


def mutation_score() -> str:
    """A section with what the last mutation run says, taken from the page that it writes."""
    page = FOLDER / "TOUGHNESS.md"
    lines = page.read_text(encoding="utf-8").splitlines() if page.exists() else []
    score = next((line for line in lines if line.startswith("Score: ")), None)
    if score is None:
        return ""
    return f"\n## Mutation of the rules\n\n{score} [TOUGHNESS.md](TOUGHNESS.md) has the rest.\n"


def write(results: Results, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "RESULTS.md"
    # The company is measured by itself (company.py); what it found stays.
    old = page.read_text(encoding="utf-8") if page.exists() else ""
    _, heading, rest = old.partition(f"\n{company.HEADING}\n")
    kept = heading + rest if heading else ""
    page.write_text(
        markdown(results, "results.svg") + mutation_score() + kept, encoding="utf-8")
    (folder / "results.svg").write_text(chart(results), encoding="utf-8")
    for target in results.targets:
        verdict = "met    " if target.met else "NOT MET"
        print(f"{verdict}  {target.name}: {target.shown}, at most {target.limit_shown}")
    print(f"written to {folder / 'RESULTS.md'}")


def main() -> int:
    root = FOLDER.parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dmsa", type=Path, default=root / "dist" / "dmsa", metavar="PATH")
    parser.add_argument("--corpus", type=Path, default=FOLDER / "corpus", metavar="FOLDER")
    parser.add_argument("--files", type=int, default=10_000, metavar="N")
    parser.add_argument("--runs", type=int, default=0, metavar="N", help="rounds; default 21")
    parser.add_argument("--quick", action="store_true", help="5 rounds, under a minute")
    parser.add_argument("--peers", action="store_true", help="other tools too, where installed")
    parser.add_argument("--peers-from", type=Path, action="append", default=[], metavar="FOLDER",
                        help="look for them here before PATH")
    parser.add_argument("--schema", type=Path, default=root / "schemas" / "source.schema.json")
    parser.add_argument("--unstripped", type=Path, metavar="PATH",
                        help="the same binary with symbols, to name what fills it")
    parser.add_argument("--output", type=Path, default=FOLDER, metavar="FOLDER")
    parser.add_argument("--strict", action="store_true", help="status 1 where a target is not met")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--company", action="store_true", help="a big company too, some minutes")
    only.add_argument("--company-only", action="store_true",
                      help="a big company alone; the rest of the results stays")
    options = parser.parse_args()
    met = True
    try:
        if not options.company_only:
            benchmark = Benchmark(options)
            benchmark.run()
            write(benchmark.results, options.output)
            met = all(target.met for target in benchmark.results.targets)
        if options.company or options.company_only:
            options.output.mkdir(parents=True, exist_ok=True)
            runs = options.runs or 5
            met = company.measure(
                options.dmsa, options.corpus, runs, options.output, small=False) and met
    except (BenchmarkError, subprocess.CalledProcessError, OSError) as error:
        say(f"run: {error}")
        return 2
    return 1 if options.strict and not met else 0


if __name__ == "__main__":
    sys.exit(main())
