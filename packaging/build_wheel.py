#!/usr/bin/env python3
"""Packs the dmsa binary as a wheel, so that `pip install dmsa` puts it on PATH.

    python3 packaging/build_wheel.py VERSION [--binary dist/dmsa] [--output dist]

The wheel has no Python code: pip copies `dmsa` into the environment's script folder. The same binary
and version give the same bytes (with the same zlib). Takes nothing but the standard library.
"""

import argparse
import base64
import hashlib
import re
import struct
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# A subset of PEP 440: what a release of dmsa may be called.
VERSION = re.compile(r"\d+\.\d+\.\d+((a|b|rc)\d+)?(\.dev\d+)?(\+[a-z0-9]+(\.[a-z0-9]+)*)?")

# ELF machine numbers and what Python calls them in a platform tag.
MACHINES = {62: "x86_64", 183: "aarch64"}
PROGRAM_INTERPRETER = 3

# Zip can't hold an earlier time, and a fixed one makes builds repeatable.
TIMESTAMP = (1980, 1, 1, 0, 0, 0)

DESCRIPTION = """\
# dmsa

Compiler and linter for Procore app manifests: it finds mistakes, needless permissions and grants
that reach further than they look, and says where they stand.

    pip install dmsa
    dmsa lint

This package holds one static program and no Python code.
"""


def platform_tag(binary: bytes) -> str:
    """The platforms that `binary` runs on, as a (possibly compressed) wheel tag.

    A static executable asks nothing of the system's C library, so it runs beside glibc and musl
    alike. Linux has no tag for that. pip on a glibc system looks for `manylinux_X_Y`, on a musl one
    for `musllinux_X_Y`, each up to its own version; the lowest that the package index takes reach
    the most systems, so the wheel carries both. (`manylinux2014` is the name that pips before 20.3
    know.) A plain `linux_x86_64` would be refused by the index.

    A dynamic executable needs this machine's libraries in versions that no such tag promises. It
    gets the plain tag: fit for this machine and those like it, not for the index.
    """
    if binary[:4] != b"\x7fELF" or binary[4:6] != b"\x02\x01":
        raise ValueError("no 64-bit little-endian ELF executable; give its tag with `--platform`")
    machine = MACHINES.get(struct.unpack_from("<H", binary, 18)[0])
    if machine is None:
        raise ValueError("built for an unknown machine; give its tag with `--platform`")
    table = struct.unpack_from("<Q", binary, 32)[0]
    entry_size, count = struct.unpack_from("<HH", binary, 54)
    kinds = [struct.unpack_from("<I", binary, table + i * entry_size)[0] for i in range(count)]
    if PROGRAM_INTERPRETER in kinds:
        return f"linux_{machine}"
    return ".".join(
        f"{system}_{machine}" for system in ("manylinux2014", "manylinux_2_17", "musllinux_1_1")
    )


def metadata(version: str) -> str:
    return (
        "Metadata-Version: 2.4\n"
        "Name: dmsa\n"
        f"Version: {version}\n"
        "Summary: Compiler and linter for Procore app manifests\n"
        "License-Expression: MIT\n"
        "License-File: LICENSE\n"
        "Keywords: procore,manifest,linter,permissions\n"
        "Classifier: Environment :: Console\n"
        "Classifier: Topic :: Software Development :: Quality Assurance\n"
        "Requires-Python: >=3.8\n"
        "Description-Content-Type: text/markdown\n"
        f"\n{DESCRIPTION}"
    )


def wheel_file(tag: str) -> str:
    """The WHEEL file: one line for each tag that the compressed one stands for."""
    python, interface, platforms = tag.split("-")
    tags = "".join(f"Tag: {python}-{interface}-{each}\n" for each in platforms.split("."))
    return f"Wheel-Version: 1.0\nGenerator: dmsa build_wheel\nRoot-Is-Purelib: false\n{tags}"


def record_line(path: str, content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{path},sha256={digest},{len(content)}\n"


def write_wheel(version: str, binary: bytes, platform: str, output: Path) -> Path:
    tag = f"py3-none-{platform}"
    information = f"dmsa-{version}.dist-info"
    executable = f"dmsa-{version}.data/scripts/dmsa"
    files = {
        executable: binary,
        f"{information}/METADATA": metadata(version).encode(),
        f"{information}/WHEEL": wheel_file(tag).encode(),
        f"{information}/licenses/LICENSE": (ROOT / "LICENSE").read_bytes(),
    }
    record = f"{information}/RECORD"
    lines = [record_line(path, content) for path, content in files.items()]
    files[record] = "".join([*lines, f"{record},,\n"]).encode()

    output.mkdir(parents=True, exist_ok=True)
    wheel = output / f"dmsa-{version}-{tag}.whl"
    unfinished = wheel.with_suffix(".unfinished")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, TIMESTAMP)
            entry.create_system = 3  # Unix, whose permission bits follow.
            entry.external_attr = (0o100755 if path == executable else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    unfinished.replace(wheel)
    return wheel


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("version", help="the release, such as 1.4.0")
    parser.add_argument("--binary", type=Path, default=ROOT / "dist" / "dmsa")
    parser.add_argument("--output", type=Path, default=ROOT / "dist", help="the wheel's folder")
    parser.add_argument("--platform", help="the platform tag, instead of what the binary says")
    arguments = parser.parse_args()

    if not VERSION.fullmatch(arguments.version):
        parser.error(f"`{arguments.version}` is no version such as 1.4.0, 1.4.0rc1 or 1.4.0.dev2")
    try:
        binary = arguments.binary.read_bytes()
    except OSError as error:
        parser.error(f"can't read `{arguments.binary}`: {error.strerror}; build it first")
    try:
        platform = arguments.platform or platform_tag(binary)
    except (ValueError, struct.error) as error:
        parser.error(f"`{arguments.binary}`: {error}")
    if platform.startswith("linux_"):
        print(
            f"build_wheel: `{platform}` fits this machine alone; the package index refuses it",
            file=sys.stderr,
        )
    print(write_wheel(arguments.version, binary, platform, arguments.output))
    return 0


if __name__ == "__main__":
    sys.exit(main())
