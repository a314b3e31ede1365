"""The only reader of `resources/`; it does not interpret what it reads."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import resources
from cspdesk.errors import DataFileError

# The packages are always installed as plain files, never inside an archive; so the standard
# library's resource reader, which loads slowly, is not needed before the first paint.
_ROOT = Path(resources.__file__).parent


def _entry(name: str) -> Path:
    return _ROOT.joinpath(*name.split("/"))


def names(folder: str, suffix: str = ".toml") -> tuple[str, ...]:
    """Return the names (`folder/file`) of the data files in a folder, sorted."""
    entries = _entry(folder).iterdir()
    return tuple(sorted(f"{folder}/{e.name}" for e in entries if e.name.endswith(suffix)))


def folder(name: str) -> Path:
    """Return the place of a folder of `resources/`, for readers that need files by path."""
    return _entry(name)


@cache
def read_bytes(name: str) -> bytes:
    """Return the content of one data file, read once per process.

    Raises:
        DataFileError: there is no such file.
    """
    try:
        return _entry(name).read_bytes()
    except FileNotFoundError as error:
        raise DataFileError(name, "", "file is missing") from error


def read_toml(name: str) -> dict[str, Any]:
    """Return one TOML file as plain values.

    Raises:
        DataFileError: the file is missing, not UTF-8 or not TOML.
    """
    import tomli  # noqa: PLC0415 - not needed before the first paint

    try:
        return tomli.loads(read_bytes(name).decode("utf-8"))
    except (UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise DataFileError(name, "", str(error)) from error


def digest(all_names: tuple[str, ...]) -> str:
    """Return a short fingerprint (16 hex digits) over files, independent of line ends."""
    import hashlib  # noqa: PLC0415 - not needed before the first paint

    total = hashlib.sha256()
    for name in all_names:
        total.update(name.encode())
        total.update(read_bytes(name).replace(b"\r\n", b"\n"))
    return total.hexdigest()[:16]
