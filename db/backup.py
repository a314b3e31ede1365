"""A copy of the database that is known to be good before it gets its name."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from cspdesk.domain.japan import in_japan
from cspdesk.errors import NotOurFile
from cspdesk.services.ports import Clock
from db.engine import DriverError, connect_alone, translated

BACKUP_FOLDER = "backups"
_UNFINISHED = ".part"


def back_up(path: Path, reason: str, clock: Clock) -> Path:
    """Copy the database `path` into its backup folder and return the copy.

    The copy is made through SQLite (a plain copy of a live file lacks its newest data),
    written through to the disk, read in full, and compared; only then it gets its name.

    Raises:
        DiskFull: there is no room for it.
        NotOurFile: the database or its copy is damaged.
    """
    folder = path.parent / BACKUP_FOLDER
    with translated(folder / path.name):
        folder.mkdir(exist_ok=True)
        for leftover in folder.glob(f"*{_UNFINISHED}*"):
            leftover.unlink()
        target = _free_name(folder, f"{path.stem}-{in_japan(clock.now()):%Y%m%d-%H%M%S}-{reason}")
        unfinished = target.with_name(target.name + _UNFINISHED)
        try:
            copy_checked(path, unfinished)
            unfinished.replace(target)
            write_through(folder)
        finally:
            unfinished.unlink(missing_ok=True)
    return target


def row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows each table has, leaving out what SQLite keeps for itself."""
    names = connection.execute(
        "SELECT name FROM pragma_table_list"
        " WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'"
    ).fetchall()
    # Names come from the schema itself, not from outside.
    return {
        str(name): int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608
        for (name,) in names
    }


def copy_checked(path: Path, target: Path) -> dict[str, int]:
    """Copy the database `path` to `target`, read the copy in full, and return its row counts.

    Raises:
        NotOurFile: the database or its copy is damaged.
    """
    counts = _copy(path, target)
    write_through(target)
    if not is_good(target, counts):
        raise NotOurFile(path)
    return counts


def is_good(path: Path, counts: dict[str, int] | None = None) -> bool:
    """Tell whether a database is whole, its links lead somewhere, and it has these rows."""
    try:
        with closing(connect_alone(path, mode="ro")) as connection:
            whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            linked = not connection.execute("PRAGMA foreign_key_check").fetchall()
            return whole and linked and counts in (None, row_counts(connection))
    except DriverError:
        return False


def _copy(path: Path, target: Path) -> dict[str, int]:
    # Where nothing can be written, as on a medium that is closed to it, reading has to do.
    mode = "rw" if os.access(path.parent, os.W_OK) else "ro"
    with (
        closing(connect_alone(path, mode=mode)) as source,
        closing(connect_alone(target, mode="rwc")) as copy,
    ):
        source.execute("BEGIN")
        counts = row_counts(source)
        _transfer(source, copy, path)
        source.execute("ROLLBACK")
        # One file without companions, so that it can be carried away by hand.
        copy.execute("PRAGMA journal_mode = DELETE")
    return counts


def _transfer(source: sqlite3.Connection, copy: sqlite3.Connection, path: Path) -> None:
    """Copy all pages; of this call alone the driver gives no error code, only SQLite's words.

    Raises:
        NotOurFile: the source is damaged.
        OSError: the copy could not be written.
    """
    try:
        source.backup(copy)
    except DriverError as error:
        said = str(error)
        if hasattr(error, "sqlite_errorcode"):
            raise
        if "malformed" in said or "not a database" in said:
            raise NotOurFile(path) from error
        number = errno.ENOSPC if "full" in said else errno.EIO
        raise OSError(number, os.strerror(number)) from error


def _free_name(folder: Path, stem: str) -> Path:
    target = folder / f"{stem}.db"
    number = 2
    while target.exists():
        target = folder / f"{stem}-{number}.db"
        number += 1
    return target


def write_through(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows cannot open a folder for this.
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
