#!/usr/bin/env python3
"""Writes packaging/symbols.order: the functions and data that short runs touch, the first first.

    python3 packaging/order_symbols.py [dist/dmsa.unstripped]

The linker puts them next to each other, so that a run needs few pages of a large binary: most of
what a start costs is pages. The list grows old without harm: a symbol that is gone is passed over,
a new one lies elsewhere and costs a page. `make order` writes it anew; it takes valgrind.
"""

import argparse
import bisect
import os
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
RUNS = (
    ("--version",),
    ("lint", "manifests/daily-sync.manifest.yaml"),
    ("lint", "--fail-on", "never", "manifests"),
    ("lint", "--format", "json", "--fail-on", "never", "manifests"),
    # Every rule at work, in both languages, on two threads.
    ("lint", "--jobs", "2", "--fail-on", "never",
     *map(str, sorted(ROOT.glob("Tests/Golden/lint/*/bad.yaml"))),
     *map(str, sorted(ROOT.glob("Tests/Golden/lint/*/*.json")))),
)
# Compilers name many local functions alike, and the linker moves all that have a name.
MOST_BYTES_OF_A_NAME = 4096
# How a conformance's descriptor ends. All are read where one is searched for: no order helps.
CONFORMANCE = "Mc"


class Symbols:
    """The symbols of a program, by the addresses they cover."""

    def __init__(self, program):
        listing = subprocess.run(
            ["nm", "--print-size", "--defined-only", program],
            capture_output=True, text=True, check=True).stdout
        self.at, bytes_of = {}, {}
        for line in listing.splitlines():
            fields = line.split()
            if len(fields) != 4:
                continue
            start, size, name = int(fields[0], 16), int(fields[1], 16), fields[3]
            self.at.setdefault(start, (start + size, name))
            bytes_of.setdefault(name, {})[start] = size
        self.starts = sorted(self.at)
        self.spread = {
            name for name, places in bytes_of.items()
            if len(places) > 1 and sum(places.values()) > MOST_BYTES_OF_A_NAME}

    def name(self, address):
        """The symbol that covers an address; None where there is none that can be moved alone."""
        index = bisect.bisect_right(self.starts, address) - 1
        if index < 0:
            return None
        end, name = self.at[self.starts[index]]
        if address >= end or name in self.spread or name.endswith(CONFORMANCE):
            return None
        return name


def addresses(program, arguments):
    """Every address that a run executes, reads or writes, once, in the order of first use."""
    reading, writing = os.pipe()
    process = subprocess.Popen(
        ["valgrind", "--tool=lackey", "--trace-mem=yes", f"--log-fd={writing}", program, *arguments],
        cwd=ROOT, pass_fds=[writing], stdout=subprocess.DEVNULL)
    os.close(writing)
    seen = set()
    with os.fdopen(reading) as trace:
        for line in trace:
            # `I  0078aa00,2`, ` L 1fff000710,8`, ` S …`, ` M …`, and what valgrind says itself.
            address, comma, _ = line[3:].partition(",")
            if not comma or address in seen or line[:2] not in ("I ", " L", " S", " M"):
                continue
            seen.add(address)
            yield int(address, 16)
    if process.wait() not in (0, 1):
        raise SystemExit(f"order_symbols: `{' '.join(arguments)}` ended with {process.returncode}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", nargs="?", default=ROOT / "dist" / "dmsa.unstripped",
                        type=pathlib.Path, help="a release with its symbols")
    options = parser.parse_args()
    order = {}
    with tempfile.TemporaryDirectory() as folder:
        # Valgrind needs the names alone, and fails on some of the rest.
        program = os.path.join(folder, "dmsa")
        subprocess.run(["strip", "--strip-debug", "-o", program, options.program], check=True)
        symbols = Symbols(program)
        for arguments in RUNS:
            for address in addresses(program, arguments):
                if name := symbols.name(address):
                    order.setdefault(name)
            print(f"{len(order):6} symbols after dmsa {' '.join(arguments[:6])}")
    page = ROOT / "packaging" / "symbols.order"
    page.write_text("".join(f"{name}\n" for name in order), encoding="utf-8")


if __name__ == "__main__":
    main()
