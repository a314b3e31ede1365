"""The form of a backup: one file of several parts, closed by a digest over all of it.

    16 bytes   `MAGIC`
     4 bytes   number of the form, big-endian
     4 bytes   length of the header, big-endian
               header: JSON in ASCII
               the parts, one after the other, in the order of the header
    32 bytes   SHA-256 over everything before

The first two entries and the last one are the same in every form, so that an older version
tells a newer file from a damaged one.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from cspdesk.errors import BadInput, NewerBackup, UnsoundFile
from db.data_folder import DATABASE_NAME, OWN_FOLDERS

MAGIC = b"cspdesk backup\x1a\n"
FORMAT = 1
_HEAD = struct.Struct(f">{len(MAGIC)}sII")
_DIGEST_SIZE = hashlib.sha256().digest_size
_CHUNK = 1024 * 1024
_BINARY = getattr(os, "O_BINARY", 0)
# What makes a path of a name.
_LEADING_AWAY = frozenset("/\\:\0" if os.name == "nt" else "/\0")


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupHeader:
    """What a backup says about itself.

    Attributes:
        made_at: when it was made.
        revision: revision of its database.
        rows: number of rows by table.
        parts: name and size of each part, in their order; names as in a data folder.
    """

    made_at: datetime
    revision: str
    rows: Mapping[str, int]
    parts: tuple[tuple[str, int], ...]


def pack(target: Path, header: BackupHeader, folder: Path) -> None:
    """Write the parts that the header names, found in `folder`, into a new file."""
    described = _described(header)
    digest = hashlib.sha256()
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        for piece in (_HEAD.pack(MAGIC, FORMAT, len(described)), described):
            digest.update(piece)
            out.write(piece)
        for name, size in header.parts:
            with (folder / name).open("rb") as part:
                for chunk in _chunks(part, size):
                    digest.update(chunk)
                    out.write(chunk)
        out.write(digest.digest())
        out.flush()
        os.fsync(out.fileno())


def check(path: Path) -> BackupHeader:
    """Read a backup to its end and return its header.

    Raises:
        BadInput: it cannot be read.
        UnsoundFile: it is no backup, or any bit of it is not as it was written.
        NewerBackup: a later version wrote it.
    """
    with _reading(path) as stream:
        return _checked(stream, path)[0]


def unpack(path: Path, folder: Path) -> BackupHeader:
    """Check a backup, then write its parts into `folder`; return the header.

    Raises:
        BadInput, UnsoundFile, NewerBackup: as `check`.
    """
    with _reading(path) as stream:
        header, start = _checked(stream, path)
        stream.seek(start)
        for name, size in header.parts:
            target = folder / name
            target.parent.mkdir(exist_ok=True)
            with target.open("xb") as out:
                for chunk in _chunks(stream, size):
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
    return header


@contextmanager
def _reading(path: Path) -> Iterator[IO[bytes]]:
    try:
        stream = path.open("rb")
    except OSError as error:
        raise BadInput("unreadable", path.name) from error
    with stream:
        yield stream


def _chunks(stream: IO[bytes], size: int) -> Iterator[bytes]:
    """Return the next `size` bytes in pieces; fewer are an error of the system."""
    while size:
        chunk = stream.read(min(size, _CHUNK))
        if not chunk:
            raise OSError("a file became shorter while it was read")
        size -= len(chunk)
        yield chunk


def _checked(stream: IO[bytes], path: Path) -> tuple[BackupHeader, int]:
    """Return the header and where the parts begin."""
    try:
        size = os.fstat(stream.fileno()).st_size
        if size < _HEAD.size + _DIGEST_SIZE:
            raise UnsoundFile(path)
        digest = hashlib.sha256()
        for chunk in _chunks(stream, size - _DIGEST_SIZE):
            digest.update(chunk)
        whole = stream.read(_DIGEST_SIZE) == digest.digest()
        stream.seek(0)
        magic, form, length = _HEAD.unpack(stream.read(_HEAD.size))
        if not whole or magic != MAGIC:
            raise UnsoundFile(path)
        if form > FORMAT:
            raise NewerBackup(path)
        described = stream.read(length)
    except OSError as error:
        raise BadInput("unreadable", path.name) from error
    try:
        header = _header(json.loads(described))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnsoundFile(path) from error
    start = _HEAD.size + length
    if start + sum(count for _, count in header.parts) + _DIGEST_SIZE != size:
        raise UnsoundFile(path)
    return header, start


def _described(header: BackupHeader) -> bytes:
    values = {
        "made_at": header.made_at.isoformat(),
        "revision": header.revision,
        "rows": dict(header.rows),
        "parts": [{"name": name, "size": size} for name, size in header.parts],
    }
    # ASCII, since the name of a file need not be valid text.
    return json.dumps(values, sort_keys=True).encode("ascii")


def _header(values: Any) -> BackupHeader:
    parts = tuple((_sound_name(part["name"]), int(part["size"])) for part in values["parts"])
    names = [name for name, _ in parts]
    if names.count(DATABASE_NAME) != 1 or len(set(names)) != len(names):
        raise ValueError("one database, and each name once")
    if any(size < 0 for _, size in parts):
        raise ValueError("a size below nothing")
    return BackupHeader(
        made_at=datetime.fromisoformat(values["made_at"]),
        revision=str(values["revision"]),
        rows={str(name): int(count) for name, count in values["rows"].items()},
        parts=parts,
    )


def _sound_name(name: str) -> str:
    """Return the name of a part; it leads to a place of its own in a data folder, nowhere else.

    A digest tells of damage, not of who wrote the file.
    """
    if name == DATABASE_NAME:
        return name
    folder, _, own = name.partition("/")
    if folder not in OWN_FOLDERS or not own or own.startswith(".") or set(own) & _LEADING_AWAY:
        raise ValueError("a name outside the data folder")
    return name
