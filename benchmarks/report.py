"""Writes the results down: a Markdown page and a chart."""

from __future__ import annotations

import math
from html import escape
from typing import NamedTuple


class Target(NamedTuple):
    """One figure that has to be reached; `value` at most `limit`."""

    name: str
    value: float
    limit: float
    shown: str
    limit_shown: str

    @property
    def met(self) -> bool:
        return self.value <= self.limit


class Section(NamedTuple):
    """A table with what has to be known to read it."""

    title: str
    text: str
    header: tuple[str, ...]
    rows: list[tuple[str, ...]]


class Results:
    """All that one run of the benchmark found."""

    def __init__(self) -> None:
        self.facts: list[tuple[str, str]] = []
        self.targets: list[Target] = []
        self.sections: list[Section] = []
        self.bars: list[tuple[str, float]] = []
        self.skipped: list[str] = []

    def target(self, name: str, value: float, limit: float, shown: str = "",
               limit_shown: str = "") -> None:
        self.targets.append(Target(
            name, value, limit, shown or f"{value:.2f}", limit_shown or f"{limit:g}"))


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms" if seconds < 0.1 else f"{seconds * 1000:.0f} ms"


def megabytes(size: float) -> str:
    return f"{size / 1e6:.1f} MB"


def markdown(results: Results, picture: str) -> str:
    lines = ["# Results", "",
             "Written by `benchmarks/run.py`; README.md says what each figure means.", "",
             *_table(("", ""), results.facts), "", "## Targets", ""]
    met = sum(target.met for target in results.targets)
    lines += [f"{met} of {len(results.targets)} met.", ""]
    lines += _table(("figure", "measured", "at most", "verdict"), [
        (target.name, target.shown, target.limit_shown, "met" if target.met else "**not met**")
        for target in results.targets])
    lines += ["", f"![Each figure against its target, and the corpus in seconds]({picture})"]
    for section in results.sections:
        lines += section_lines(section)
    if results.skipped:
        lines += ["", "## Left out", "", *(f"- {reason}" for reason in results.skipped)]
    return "\n".join(lines) + "\n"


def section_lines(section: Section) -> list[str]:
    """A section with an empty line before it."""
    return ["", f"## {section.title}", "", section.text, "",
            *_table(section.header, section.rows)]


def _table(header: tuple[str, ...], rows) -> list[str]:
    lines = [" | ".join(header), " | ".join(["---"] + ["---:"] * (len(header) - 1))]
    if header == ("", ""):
        lines[1] = "--- | ---"
    lines += [" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows]
    return [f"| {line} |" for line in lines]


# The chart: two panels of horizontal bars, one below the other.
WIDTH, LABELS, VALUES, ROW, BAR = 880, 330, 110, 24, 14
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#24292f}.title{font-size:15px;font-weight:600}"
    ".small{font-size:12px;fill:#57606a}.met{fill:#2a7f62}.missed{fill:#c0392b}"
    ".floor{fill:#9aa5b1}.ours{fill:#2f6f9f}.other{fill:#c9a227}.line{stroke:#24292f;"
    "stroke-width:1.5;stroke-dasharray:4 3}"
)


def chart(results: Results) -> str:
    shapes: list[str] = []
    top = _targets_panel(results.targets, 16, shapes)
    height = _seconds_panel(results.bars, top + 24, shapes) + 12
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" role="img" '
        'aria-label="Each figure against its target, and the corpus in seconds">\n'
        f'<style>{STYLE}</style>\n<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>\n'
        + "\n".join(shapes) + "\n</svg>\n")


def _targets_panel(targets: list[Target], top: int, shapes: list[str]) -> int:
    title = "Share of what each target allows (dashed line: all of it)"
    _text(shapes, 16, top + 12, title, "title")
    room = WIDTH - LABELS - VALUES
    scale = room / 1.5
    first = top + 26
    for index, target in enumerate(targets):
        share = max(0.0, target.value / target.limit)
        row = first + index * ROW
        _bar(shapes, row, target.name, min(share, 1.5) * scale, "met" if target.met else "missed",
             f"{share:.0%}")
    bottom = first + len(targets) * ROW
    line = LABELS + scale
    shapes.append(f'<line class="line" x1="{line:.1f}" y1="{first - 4}" x2="{line:.1f}" '
                  f'y2="{bottom}"/>')
    return bottom


def _seconds_panel(bars: list[tuple[str, float]], top: int, shapes: list[str]) -> int:
    longest = max((seconds for _, seconds in bars), default=1.0)
    shortest = min((seconds for _, seconds in bars), default=1.0)
    logarithmic = longest > 20 * shortest
    kind = ", logarithmic scale" if logarithmic else ""
    _text(shapes, 16, top + 12, f"The corpus in seconds{kind}", "title")
    room = WIDTH - LABELS - VALUES
    for index, (name, seconds) in enumerate(bars):
        share = seconds / longest
        if logarithmic:
            start = shortest / 2
            share = math.log(seconds / start) / math.log(longest / start)
        style = "floor" if "floor" in name else "ours" if "dmsa" in name else "other"
        _bar(shapes, top + 26 + index * ROW, name, share * room, style, f"{seconds:.3g} s")
    return top + 26 + len(bars) * ROW


def _bar(shapes: list[str], row: float, name: str, length: float, style: str, value: str) -> None:
    _text(shapes, LABELS - 10, row + BAR - 2, name, "", "end")
    shapes.append(f'<rect class="{style}" x="{LABELS}" y="{row}" width="{max(length, 1):.1f}" '
                  f'height="{BAR}" rx="2"/>')
    _text(shapes, LABELS + max(length, 1) + 8, row + BAR - 2, value, "small")


def _text(shapes: list[str], x: float, y: float, text: str, style: str,
          anchor: str = "start") -> None:
    shapes.append(f'<text class="{style}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">'
                  f"{escape(text)}</text>")
