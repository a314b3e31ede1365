"""Write THIRD_PARTY_LICENSES: what the program ships or loads, under which terms, with the texts.

Packages come from the lock, so the file is the same on every machine: what this interpreter
does not need is carried over from the present file as long as the lock still names it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "THIRD_PARTY_LICENSES"
TEXTS = ROOT / "resources" / "licences"

ALLOWED = frozenset(
    [
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "ISC",
        "LGPL-3.0-only",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-2.0",
        "OFL-1.1",
        "PSF-2.0",
        "Zlib",
    ]
)

# Packages whose metadata has no single expression: read from their licence files, or chosen.
_READ_BY_HAND = {
    "backports-tarfile": "MIT",
    "certifi": "MPL-2.0",
    "charset-normalizer": "MIT",
    "jaraco-classes": "MIT",
    "pyside6-essentials": "LGPL-3.0-only",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "pywin32-ctypes": "BSD-3-Clause",
    "reportlab": "BSD-3-Clause",
    "requests": "Apache-2.0",
    "shiboken6": "LGPL-3.0-only",
    "six": "MIT",
    "sqlcipher3": "Zlib",
}
# Licence texts that the packages do not carry themselves.
_SHARED_TEXTS = {"LGPL-3.0-only": ("LGPL-3.0.txt", "GPL-3.0.txt")}

# Works Applications' word vectors: `scripts/train_wording.py` folds them into its weights.
_VECTORS = "chiVe word vectors, folded into resources/wording, from ja_ginza"

_HEAD = """\
Third-party works that cspdesk ships or loads. Written by `make licences`; do not edit.
Qt is used unchanged through PySide6 under the LGPL, and its files can be replaced.
"""
_RULE = "=" * 80
_ENTRY = re.compile(rf"^{_RULE}\n(?P<title>[^\n]+)\n{_RULE}\n", re.MULTILINE)
_TITLE = re.compile(r"(?P<name>.+) (?P<version>\S+) - (?P<licence>.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One work of others."""

    name: str
    version: str
    licence: str
    text: str = ""

    @property
    def title(self) -> str:
        """Return the line that names it."""
        return f"{self.name} {self.version} - {self.licence}"


def main() -> int:
    """Write the file; return 1 if a licence is not among the allowed ones."""
    works = collect()
    refused = [work.title for work in works if not is_allowed(work.licence)]
    for title in refused:
        print(f"not an allowed licence: {title}", file=sys.stderr)
    if not refused:
        TARGET.write_text(render(works), encoding="utf-8")
        print(f"{len(works)} works")
    return 1 if refused else 0


def is_allowed(licence: str) -> bool:
    """Tell whether an SPDX expression leaves a choice that the project accepts.

    >>> is_allowed("GPL-3.0-only OR LGPL-3.0-only"), is_allowed("MIT AND GPL-3.0-only")
    (True, False)
    """
    choices = licence.strip("()").split(" OR ")
    return any(set(choice.split(" AND ")) <= ALLOWED for choice in choices)


def collect() -> tuple[Work, ...]:
    """Return all works, packages first, each group by name."""
    return (*packages(), *assets())


def packages() -> tuple[Work, ...]:
    """Return the run-time packages of the lock on any platform, by name."""
    locked = locked_versions()
    known = {(work.name, work.version): work for work in written()}
    found = {}
    for name in sorted(_needed(locked) | {w.name for w in known.values() if w.name in locked}):
        version = locked[name]
        distribution = _installed(name)
        if distribution is not None:
            found[name] = _described(name, version, distribution)
        elif (name, version) in known:
            found[name] = known[name, version]
        else:
            found[name] = Work(
                name=name, version=version, licence=_READ_BY_HAND.get(name, "unknown")
            )
    return tuple(found.values())


def assets() -> tuple[Work, ...]:
    """Return fonts, icons, what words were learned from, and the interpreter of a bundle."""
    fonts = (ROOT / "resources" / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    icons = (ROOT / "resources" / "icons" / "LICENSE").read_text(encoding="utf-8")
    vectors = (TEXTS / "Apache-2.0.txt").read_text(encoding="utf-8")
    return (
        Work(name="BIZ UDGothic, BIZ UDPGothic", version="1.05", licence="OFL-1.1", text=fonts),
        Work(name="Lucide icons", version="2026", licence="ISC", text=icons),
        Work(name=_VECTORS, version="5.3.0", licence="Apache-2.0", text=vectors),
        Work(name="Python (in bundles)", version="3.13", licence="PSF-2.0"),
    )


def locked_versions() -> dict[str, str]:
    """Return the version of every package in the lock, by normalised name."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", lock, re.MULTILINE))


def written() -> tuple[Work, ...]:
    """Return the works of the present file."""
    if not TARGET.exists():
        return ()
    content = TARGET.read_text(encoding="utf-8")
    starts = list(_ENTRY.finditer(content))
    ends = [start.start() for start in starts[1:]] + [len(content)]
    works = []
    for start, end in zip(starts, ends, strict=True):
        if title := _TITLE.fullmatch(start["title"]):
            works.append(Work(**title.groupdict(), text=content[start.end() : end].strip("\n")))
    return tuple(works)


def render(works: tuple[Work, ...]) -> str:
    """Return the file's content: the list, then every text under its title."""
    parts = [_HEAD, *(f"- {work.title}" for work in works), ""]
    for work in works:
        parts += [_RULE, work.title, _RULE, work.text.strip("\n"), ""]
    return "\n".join(line.rstrip() for line in "\n".join(parts).split("\n"))


def _needed(locked: dict[str, str]) -> set[str]:
    """Return the names of all run-time packages, also those of other platforms."""
    needed: set[str] = set()
    waiting = set(_requirements(metadata.distribution("cspdesk")))
    while waiting:
        name = waiting.pop()
        if name in needed or name not in locked:
            continue
        needed.add(name)
        distribution = _installed(name)
        if distribution is not None:
            waiting.update(_requirements(distribution))
    return needed


def _requirements(distribution: metadata.Distribution) -> Iterator[str]:
    for line in distribution.requires or ():
        requirement = Requirement(line)
        if "extra" not in str(requirement.marker):
            yield canonicalize_name(requirement.name)


def _installed(name: str) -> metadata.Distribution | None:
    try:
        return metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None


def _described(name: str, version: str, distribution: metadata.Distribution) -> Work:
    licence = _READ_BY_HAND.get(name) or distribution.metadata["License-Expression"] or "unknown"
    shared = [(TEXTS / file).read_text(encoding="utf-8") for file in _SHARED_TEXTS.get(licence, ())]
    own = [path.read_text(encoding="utf-8") for path in _licence_files(distribution)]
    return Work(name=name, version=version, licence=licence, text="\n\n".join([*own, *shared]))


def _licence_files(distribution: metadata.Distribution) -> list[Path]:
    wanted = re.compile(r"\.dist-info/(licenses/)?(.*/)?(LICEN[CS]E|COPYING|NOTICE)[^/]*$", re.I)
    listed = sorted(str(file) for file in distribution.files or () if wanted.search(str(file)))
    return [Path(str(distribution.locate_file(file))) for file in listed]


if __name__ == "__main__":
    sys.exit(main())
