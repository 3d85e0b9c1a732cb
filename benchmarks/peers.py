"""Other tools that read the same files, as far as they are installed."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

from measure import Command, first_line


class Peer(NamedTuple):
    """A tool, how to run it, and what share of its time linting may take."""

    name: str
    version: str
    command: tuple[str, ...]
    takes: str  # "folder", "paths" or "list": how it is told which files to read
    rounds: int
    share: int  # linting may take one `share`-th; 0: see `limit`
    limit: float
    allowed: tuple[int, ...] = (0, 1)

    def on(self, folder: str, paths: list[str], listing: str) -> Command:
        files = {"folder": [folder], "paths": paths, "list": [listing]}[self.takes]
        return Command((*self.command, *files), self.allowed)


# Rules for the two style linters that don't fill the terminal over minified JSON.
STYLE = {
    "extends": "default",
    "yaml-files": ["*.yaml", "*.yml", "*.json"],
    "rules": dict.fromkeys(
        ("commas", "document-start", "line-length", "new-line-at-end-of-file"), "disable"),
}


def installed(folders: list[Path], schema: Path, work: Path,
              rounds: int) -> tuple[list[Peer], list[str]]:
    """The peers that can be run, and why the others can't."""
    # They run in another folder than this one.
    search = os.pathsep.join([*map(os.path.abspath, folders), os.environ.get("PATH", "")])
    programs = {name: shutil.which(name, path=search) or ""
                for name in ("ryl", "yamllint", "check-jsonschema", "python3")}
    style = work / "style.yaml"
    style.write_text(json.dumps(STYLE), encoding="utf-8")
    no_schema = "" if schema.exists() else f"no `{schema}` to check against"
    peers, missing = [], []

    def add(name: str, version: str, lacking: str, *facts) -> None:
        if version and not lacking:
            peers.append(Peer(name, version, *facts))
        else:
            missing.append(f"{name}: {lacking if version else 'not installed'}")

    def version(program: str) -> str:
        return first_line((programs[program], "--version")) if programs[program] else ""

    add("ryl", version("ryl"), "",
        (programs["ryl"], "--no-cache", "-c", str(style)), "folder", rounds, 0, 0.6)
    add("PyYAML with jsonschema", _library_versions(programs["python3"]), no_schema,
        (programs["python3"], str(Path(__file__).resolve()), str(schema)), "list",
        min(rounds, 3), 15, 1 / 15)
    add("check-jsonschema", version("check-jsonschema"), no_schema,
        (programs["check-jsonschema"], "--schemafile", str(schema), "--default-filetype", "yaml"),
        "paths", 1, 60, 1 / 60)
    add("yamllint", version("yamllint"), "",
        (programs["yamllint"], "-c", str(style)), "folder", 1, 80, 1 / 80)
    return peers, missing


def _library_versions(python: str) -> str:
    program = ("import importlib.metadata as m, yaml; assert yaml.__with_libyaml__; "
               "print('PyYAML', m.version('PyYAML'), 'jsonschema', m.version('jsonschema'))")
    line = first_line((python, "-c", program)) if python else ""
    return line if line.startswith("PyYAML") else ""


def main() -> int:
    """The naive way to check manifests, as a program: `peers.py SCHEMA LIST`."""
    import jsonschema
    import yaml

    schema_path, listing = sys.argv[1:3]
    schema = json.loads(Path(schema_path).read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    errors = 0
    for path in Path(listing).read_text(encoding="utf-8").splitlines():
        try:
            with open(path, "rb") as file:
                document = yaml.load(file, Loader=yaml.CSafeLoader)
        except yaml.YAMLError:
            errors += 1
            continue
        errors += sum(1 for _ in validator.iter_errors(document))
    print(f"{errors} errors")
    return 0


if __name__ == "__main__":
    sys.exit(main())
