"""Reads the files that people add in a data folder; it does not interpret what it reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cspdesk.errors import DataFileError

_SUFFIX = ".toml"


def own_files(folder: Path, most: int) -> tuple[Path, ...]:
    """Return the TOML files of a folder, sorted; none where there is no such folder.

    Raises:
        DataFileError: the folder cannot be listed, or holds more than `most`.
    """
    try:
        found = sorted(path for path in folder.iterdir() if path.name.endswith(_SUFFIX))
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise DataFileError(folder.name, "", "cannot be read") from error
    if len(found) > most:
        raise DataFileError(folder.name, "", f"holds more than {most} files")
    return tuple(found)


def read_own_toml(path: Path, most_bytes: int) -> tuple[bytes, dict[str, Any]]:
    """Return one file as it stands and as plain values.

    Raises:
        DataFileError: it cannot be read, is larger than `most_bytes`, or is not TOML.
    """
    content = read_own_bytes(path, most_bytes)
    return content, values_of_toml(path.name, content)


def read_own_bytes(path: Path, most_bytes: int) -> bytes:
    """Return one file as it stands.

    Raises:
        DataFileError: it cannot be read, or is larger than `most_bytes`.
    """
    try:
        if path.exists() and not path.is_file():
            # Opening a pipe would wait for whoever writes into it.
            raise DataFileError(path.name, "", "cannot be read")
        with path.open("rb") as stream:
            content = stream.read(most_bytes + 1)
    except OSError as error:
        raise DataFileError(path.name, "", "cannot be read") from error
    if len(content) > most_bytes:
        raise DataFileError(path.name, "", f"is larger than {most_bytes // 1024} KB")
    return content


def values_of_toml(name: str, content: bytes) -> dict[str, Any]:
    """Return the content of a file as plain values.

    Raises:
        DataFileError: it is not TOML.
    """
    import tomli  # noqa: PLC0415 - not needed before the first paint

    try:
        return tomli.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        # A wrong character and wrong TOML are both told as such by a ValueError.
        raise DataFileError(name, "", str(error)) from error
