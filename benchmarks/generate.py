#!/usr/bin/env python3
"""Writes the corpus that the benchmark runs over, the same bytes for the same seed.

    python3 benchmarks/generate.py FOLDER [--files N] [--seed TEXT]

    FOLDER/manifests/authored/   source manifests in YAML
    FOLDER/manifests/exported/   portal and 3.x manifests in JSON
    FOLDER/subset/               every tenth of them, for what is slow to measure
    FOLDER/single/               one file each: by size, and by number of findings
    FOLDER/lists/                the paths of each, for the floor
    FOLDER/corpus.json           what was written, and from which generator
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from pathlib import Path

import manifests
import vocabulary as words
from dice import Dice
from render import authored, exported, scalar, wrapped

SEED = "manifests"
PORTAL_SHARE, LEGACY_SHARE, FLAWED_SHARE = 0.25, 0.05, 0.08
SIZES = {"10-kb": 10_000, "100-kb": 100_000, "1000-kb": 1_000_000, "5000-kb": 5_000_000}


def manifest_file(seed: str, index: int) -> tuple[str, str]:
    """Path below `manifests/` and text of one file of the corpus."""
    dice = Dice(f"{seed}/{index}")
    app = manifests.invent(dice, index, size=0.6 + 1.1 * dice.random())
    if dice.chance(FLAWED_SHARE):
        manifests.spoil(app, dice)
    form = dice.random()
    region, team = words.REGIONS[index % 12], words.VENDOR_FIRST[index // 12 % 20]
    name = app["name"].lower().replace(" ", "-")
    if form < PORTAL_SHARE + LEGACY_SHARE:
        write = manifests.portal if form < PORTAL_SHARE else manifests.legacy
        return f"exported/{region}/{team}/{name}.manifest.json", exported(write(app, dice), dice)
    ending = "yml" if dice.chance(0.15) else "yaml"
    text = authored(manifests.source(app, dice), dice)
    return f"authored/{region}/{team}/{name}.manifest.{ending}", text


def small(seed: str) -> str:
    """A careful manifest of about 3 KB, both components and a service account."""
    for attempt in range(10_000):
        dice = Dice(f"{seed}/small/{attempt}")
        manifest = manifests.source(manifests.invent(dice, 1), dice)
        text = authored(manifest, dice)
        if 2950 < len(text.encode()) < 3100 and manifest.keys() >= {
                "fullscreen", "sidepanel", "permissions"}:
            return text
    raise SystemExit("generate: no manifest of 3 KB in ten thousand attempts")


def large(seed: str, size: int) -> str:
    """A sound source manifest of `size` bytes, made of the same parts at every size."""
    dice = Dice(f"{seed}/large/{size}")
    fields = {"fullscreen": size // 3000, "sidepanel": size // 4500}
    lines = [
        "# One app of a large customer: every site brings fields of its own.",
        'schema_version: "4.1"', "", "app:", "  name: Site Ledger Assistant", "  version: 3.4.0",
        "  publisher: Northgrade", "  support: support@northgrade.build",
        f"  release_notes: {manifests.sentence(dice)}", "", "x-changes:",
    ]
    lines += _filler(size * 25 // 100, lambda: [f"  - {scalar(manifests.paragraph(dice, 2))}"])
    lines += ["", "post_installation_instruction:", "  notes: |"]
    lines += _filler(size * 36 // 100,
                     lambda: [*wrapped(manifests.paragraph(dice, 3), 92, "    "), ""])
    views = [view for group in words.VIEWS.values() for view in group]
    for component, count in fields.items():
        lines += ["", f"{component}:", f"  uuid: {manifests.uuid(dice)}"]
        keys = [f"{dice.pick(words.FIELDS)[0]}{number}" for number in range(max(1, count))]
        query = "".join(f"&{key}={{{{{key}}}}}" for key in keys)
        lines.append(f"  source_url: https://app.northgrade.build/{component}"
                     f"?company={{{{procore.company.id}}}}{query}")
        lines.append(f"  description: {manifests.sentence(dice)}")
        if component == "sidepanel":
            lines += ["  views:", *(f"    - {view}" for view in dice.sample(views, size // 2000))]
        lines += ["  user_configuration:", "    schema:", "      type: object", "      properties:"]
        for key in keys:
            lines += _large_field(dice, key)
    lines += ["", "permissions:"]
    for scope in ("company", "project"):
        tools = [tool for tool in words.TOOLS if tool.scope == scope]
        lines.append(f"  {scope}:")
        for tool in dice.sample(tools, max(2, size // 5000)):
            lines += [f"    {tool.name}:", "      level: readonly",
                      f"      reason: Reads {tool.purpose}"]
    missing = size - sum(len(line.encode()) + 1 for line in lines)
    lines += _filler(missing, lambda: [f"# {manifests.sentence(dice)}"])
    return "\n".join(lines) + "\n"


def _large_field(dice: Dice, key: str) -> list[str]:
    lines = [] if dice.chance(0.6) else [f"        # {manifests.sentence(dice)}"]
    return lines + [
        f"        {key}:", f"          name: {key[0].upper()}{key[1:]}", "          type: string",
        f"          description: {scalar(manifests.paragraph(dice, 2))}",
        "          support_link:",
        f"            url: https://help.northgrade.build/fields/{key.lower()}",
        "            label: Where to find it",
    ]


def _filler(size: int, make) -> list[str]:
    lines: list[str] = []
    while size > 0:
        more = make()
        size -= sum(len(line.encode()) + 1 for line in more)
        lines += more
    return lines


def many_findings(count: int) -> str:
    """A manifest with `count` mistakes: in equal parts views, fields, variables, tools, names."""
    share = count // 5
    fields = [f"siteField{number}" for number in range(share)]
    query = "".join(f"&v{number}={{{{ledgerCode{number}}}}}" for number in range(share))
    lines = [
        'schema_version: "4.1"', "app:", "  name: Field Export", "  version: 2.0.0",
        "  support: support@northgrade.build", "  release_notes: All sites in one file.",
        "post_installation_instruction:", "  notes: Choose your sites, then save.", "sidepanel:",
        f"  source_url: https://app.northgrade.build/panel?all=1{query}",
        "  description: What every site asked for.", "  views:",
        *(f"    - observations.site_board_{number}.list" for number in range(share)),
        "  user_configuration:", "    schema:", "      type: object", "      required:",
        *(f"        - crewLedger{number}" for number in range(share)), "      properties:",
    ]
    for field in fields:
        lines += [f"        {field}:", f"          name: {field}", "          type: string",
                  "          description: Asked for by one site."]
    lines += ["permissions:", "  project:"]
    lines += [f"    crew_ledger_board_{number}: readonly" for number in range(share)]
    return "\n".join(lines) + "\n"


def fingerprint() -> str:
    """Which generator this is: a corpus of an older one is written anew."""
    folder = Path(__file__).resolve().parent
    parts = ("generate.py", "manifests.py", "render.py", "vocabulary.py", "dice.py")
    return hashlib.sha256(b"".join((folder / part).read_bytes() for part in parts)).hexdigest()


def generate(folder: Path, count: int, seed: str) -> dict:
    """Writes the corpus and returns its description."""
    for part in ("manifests", "subset", "single", "lists"):
        shutil.rmtree(folder / part, ignore_errors=True)
    _own_root(folder)
    written: dict[str, int] = {}
    for index in range(count):
        path, text = manifest_file(seed, index)
        trees = ("manifests", "subset") if index % 10 == 0 else ("manifests",)
        for tree in trees:
            written[f"{tree}/{path}"] = _write(folder / tree / path, text)
    single = {"small": small(seed)}
    single |= {name: large(seed, size) for name, size in SIZES.items()}
    single |= {"fewer-findings": many_findings(1_000), "many-findings": many_findings(10_000)}
    for name, text in single.items():
        path = f"single/{name}.manifest.yaml"
        written[path] = _write(folder / path, text)

    description = {"generator": fingerprint(), "seed": seed, "files": count, "lists": {}}
    for tree in ("manifests", "subset"):
        for part in ("", "authored/", "exported/"):
            paths = sorted(path for path in written if path.startswith(f"{tree}/{part}"))
            name = f"{tree}-{part.rstrip('/') or 'all'}"
            _write(folder / "lists" / f"{name}.txt", "".join(path + "\n" for path in paths))
            total = sum(written[path] for path in paths)
            description["lists"][name] = {"files": len(paths), "bytes": total}
    for name in single:
        path = f"single/{name}.manifest.yaml"
        _write(folder / "lists" / f"{name}.txt", path + "\n")
        description["lists"][name] = {"files": 1, "bytes": written[path]}
    _write(folder / "corpus.json", json.dumps(description, indent=2) + "\n")
    return description


def _own_root(folder: Path) -> None:
    """Makes the folder a repository of its own, so that the ignore rules and the configuration
    of whatever it lies in don't apply to the corpus."""
    for part in ("objects", "refs"):
        (folder / ".git" / part).mkdir(parents=True, exist_ok=True)
    (folder / ".git" / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")


def _write(path: Path, text: str) -> int:
    data = text.encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return len(data)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=10_000, metavar="N")
    parser.add_argument("--seed", default=SEED)
    options = parser.parse_args()
    description = generate(options.folder, options.files, options.seed)
    for name, facts in description["lists"].items():
        print(f"{name}: {facts['files']} files, {facts['bytes']} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
