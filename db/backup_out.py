"""Write everything of a data folder into one file, and tell whether such a file is sound."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from cspdesk.errors import (
    BadInput,
    DiskFull,
    ExportFailed,
    FolderUnusable,
    NewerBackup,
    NewerFile,
    NothingToBackUp,
    NotOurFile,
    UnsoundFile,
)
from cspdesk.services.atomic_file import FULL, put_in_place
from cspdesk.services.ports import BackupContents, Clock
from db.backup import copy_checked, is_good, row_counts
from db.backup_file import MAGIC, BackupHeader, check, pack
from db.data_folder import COMPANIONS, DATABASE_NAME, own_files, restore_waits, settle
from db.engine import connect_alone, translated
from db.folder_lock import FolderLock, take_file
from db.migrate import REVISIONS, revision_of

_WORKSHOP = ".cspdesk-backup-"
_WORKSHOP_LOCK = "lock"
_DATABASE_START = b"SQLite format 3\0"


def write_backup(folder: Path, target: Path, clock: Clock) -> BackupContents:
    """Back the data folder up into the file `target`, also beside an open window.

    The file is made beside the target, read in full, and renamed only then; whatever happens,
    the target is what it was, or a whole backup.

    Raises:
        NothingToBackUp, NotOurFile, NewerFile: about the data folder.
        DiskFull, ExportFailed: about the place of the target.
    """
    database = folder / DATABASE_NAME
    if restore_waits(folder):
        lock = FolderLock(folder, clock)
        try:
            settle(folder)
        finally:
            lock.release()
    with translated(database):
        if not database.exists():
            raise NothingToBackUp(folder)
    revision_of(database)
    # A link stays one: what it leads to is replaced.
    place = Path(os.path.realpath(target))
    if place in _live_files(database):
        raise ExportFailed(target, "this is the data itself")
    with _complaints_about(target), _workshop(place.parent) as workshop:
        header = _gathered(folder, workshop, clock)
        finished = workshop / "backup"
        pack(finished, header, workshop)
        if check(finished) != header:
            raise ExportFailed(target, "it reads back otherwise than it was written")
        put_in_place(finished, place)
    return contents_of(header)


def examine(path: Path) -> BackupContents:
    """Read a backup or a database in full and return what it holds; changes nothing.

    In a backup every changed bit is noticed. A database has no digest over its content: its
    structure and its links are looked at.

    Raises:
        BadInput: there is no file, or it cannot be read.
        UnsoundFile: it is damaged, or neither of both.
        NewerBackup: a later version wrote it.
    """
    if not is_database(path):
        header = check(path)
        if header.revision not in REVISIONS:
            raise NewerBackup(path)
        return contents_of(header)
    try:
        revision_of(path)
        if not is_good(path):
            raise UnsoundFile(path)
        with translated(path), closing(connect_alone(path, mode="ro")) as connection:
            return _counted(row_counts(connection))
    except NewerFile as problem:
        raise NewerBackup(path) from problem
    except NotOurFile as problem:
        raise UnsoundFile(path) from problem


def is_database(path: Path) -> bool:
    """Tell a database from a backup by its first bytes.

    Raises:
        BadInput: there is no file, or it cannot be read.
        UnsoundFile: it is neither of both.
    """
    try:
        if not path.exists():
            raise BadInput("missing_file", path.name)
        if not path.is_file():
            # Opening a pipe would wait for whoever writes into it.
            raise BadInput("unreadable", path.name)
        with path.open("rb") as stream:
            start = stream.read(max(len(MAGIC), len(_DATABASE_START)))
    except OSError as error:
        raise BadInput("unreadable", path.name) from error
    if start.startswith(_DATABASE_START):
        return True
    if not start.startswith(MAGIC):
        raise UnsoundFile(path)
    return False


def contents_of(header: BackupHeader) -> BackupContents:
    """Return what a person is told of a backup."""
    counted = _counted(header.rows)
    return BackupContents(
        made_at=header.made_at,
        cases=counted.cases,
        clients=counted.clients,
        own_files=len(header.parts) - 1,
    )


def _counted(rows: Mapping[str, int]) -> BackupContents:
    return BackupContents(
        made_at=None, cases=rows.get("cases", 0), clients=rows.get("clients", 0), own_files=None
    )


def _gathered(folder: Path, workshop: Path, clock: Clock) -> BackupHeader:
    """Put a copy of everything into the workshop and return what it is."""
    database, copy = folder / DATABASE_NAME, workshop / DATABASE_NAME
    with translated(database):
        rows = copy_checked(database, copy)
    parts = [(DATABASE_NAME, copy.stat().st_size)]
    for name, path in own_files(folder).items():
        own = workshop / name
        own.parent.mkdir(exist_ok=True)
        # Copied before it is measured: somebody may be writing into it.
        shutil.copyfile(path, own)
        parts.append((name, own.stat().st_size))
    return BackupHeader(
        made_at=clock.now(), revision=revision_of(copy), rows=rows, parts=tuple(parts)
    )


def _live_files(database: Path) -> set[Path]:
    real = Path(os.path.realpath(database))
    return {real, *(real.with_name(f"{real.name}{companion}") for companion in COMPANIONS)}


@contextmanager
def _complaints_about(target: Path) -> Iterator[None]:
    """Name the place that the person chose in what goes wrong while the backup is written."""
    try:
        yield
    except FolderUnusable as problem:
        raise ExportFailed(target, problem.reason) from problem
    except DiskFull as problem:
        raise DiskFull(target) from problem
    except OSError as problem:
        if problem.errno in FULL:
            raise DiskFull(target) from problem
        raise ExportFailed(target, problem.strerror or type(problem).__name__) from problem


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """Give a folder of its own beside the target; remove what interrupted backups left there."""
    for leftover in folder.glob(f"{_WORKSHOP}*"):
        _clear_if_left(leftover)
    workshop = Path(tempfile.mkdtemp(prefix=_WORKSHOP, dir=folder))
    try:
        held = take_file(workshop / _WORKSHOP_LOCK)
        try:
            yield workshop
        finally:
            if held is not None:
                os.close(held)
    finally:
        _clear(workshop)


def _clear_if_left(workshop: Path) -> None:
    """Remove a workshop unless the backup that made it is still at work."""
    lock = workshop / _WORKSHOP_LOCK
    if not lock.is_file():
        return
    held = take_file(lock)
    if held is not None:
        os.close(held)
        _clear(workshop)


def _clear(workshop: Path) -> None:
    # The lock goes last: by it the next backup knows what is left to be removed.
    for entry in workshop.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        elif entry.name != _WORKSHOP_LOCK:
            entry.unlink(missing_ok=True)
    shutil.rmtree(workshop, ignore_errors=True)
