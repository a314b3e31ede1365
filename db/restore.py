"""Bring a backup back: a complete new state first, then one rename that makes it the data."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from cspdesk.domain.japan import in_japan
from cspdesk.errors import FolderNotEmpty, NewerBackup, NewerFile, NotOurFile, UnsoundFile
from cspdesk.services.ports import BackupContents, Clock
from db.backup import BACKUP_FOLDER, copy_checked, is_good, write_through
from db.backup_file import unpack
from db.backup_out import examine, is_database, write_backup
from db.data_folder import (
    ARRIVING,
    COMPANIONS,
    DATABASE_NAME,
    OWN_FOLDERS,
    OWN_LIST,
    READY,
    own_files,
    settle,
)
from db.engine import translated
from db.folder_lock import HOLDER_NAME, LOCK_NAME, FolderLock
from db.migrate import revision_of

BACKUP_SUFFIX = ".cspbackup"
_OURS_WITHOUT_DATA = frozenset({LOCK_NAME, HOLDER_NAME, f"{HOLDER_NAME}.part", ARRIVING})


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and where the state before was kept, if there was one."""

    contents: BackupContents
    kept: Path | None


def restore(source: Path, folder: Path, clock: Clock, *, replace: bool) -> Restored:
    """Make what a backup (or a database) holds the data of `folder`.

    An interruption at any moment leaves the state before or the new one, never a mixture.

    Raises:
        BadInput, UnsoundFile, NewerBackup: about the source; nothing was changed.
        FolderNotEmpty: something lies in the folder and `replace` was not said.
        FolderInUse: a window has the folder.
        FolderUnusable, DiskFull: the folder cannot be written; the state before is there.
    """
    contents = examine(source)
    _refuse_unless_free(folder, replace=replace)
    with translated(folder / DATABASE_NAME):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FolderLock(folder, clock)
    try:
        settle(folder)
        _refuse_unless_free(folder, replace=replace)
        try:
            with translated(folder / DATABASE_NAME):
                _bring_in(source, folder / ARRIVING)
            kept = _keep_present(folder, clock)
            with translated(folder / DATABASE_NAME):
                (folder / ARRIVING).rename(folder / READY)
                write_through(folder)
        except BaseException:
            shutil.rmtree(folder / ARRIVING, ignore_errors=True)
            raise
        settle(folder)
    finally:
        lock.release()
    return Restored(contents, kept)


def _refuse_unless_free(folder: Path, *, replace: bool) -> None:
    with translated(folder / DATABASE_NAME):
        if replace or not folder.is_dir():
            return
        if any(entry.name not in _OURS_WITHOUT_DATA for entry in folder.iterdir()):
            raise FolderNotEmpty(folder)


def _bring_in(source: Path, new: Path) -> None:
    """Write the state that the source holds into the folder `new`, whole and checked."""
    new.mkdir(mode=0o700)
    if is_database(source):
        # Own files are not in it; those of the folder stay.
        copy_checked(source, new / DATABASE_NAME)
    else:
        _unpack(source, new)
    for part in (*(new / name for name in OWN_FOLDERS), new):
        if part.is_dir():
            write_through(part)


def _unpack(source: Path, new: Path) -> None:
    header = unpack(source, new)
    try:
        revision_of(new / DATABASE_NAME)
    except NotOurFile as problem:
        raise UnsoundFile(source) from problem
    except NewerFile as problem:
        raise NewerBackup(source) from problem
    if not is_good(new / DATABASE_NAME, dict(header.rows)):
        raise UnsoundFile(source)
    names = [name for name, _ in header.parts if name != DATABASE_NAME]
    listed = new / OWN_LIST
    listed.write_text(json.dumps(names), encoding="ascii")
    write_through(listed)


def _keep_present(folder: Path, clock: Clock) -> Path | None:
    """Back up the state before; a damaged one is copied as it lies there."""
    database = folder / DATABASE_NAME
    own = own_files(folder)
    if not database.exists() and not own:
        return None
    backups = folder / BACKUP_FOLDER
    with translated(backups / DATABASE_NAME):
        backups.mkdir(mode=0o700, exist_ok=True)
    target = _free_name(
        backups, f"{database.stem}-{in_japan(clock.now()):%Y%m%d-%H%M%S}-before-restore"
    )
    if database.exists():
        try:
            write_backup(folder, target, clock)
        except (NotOurFile, NewerFile):
            pass
        else:
            return target
    return _copied_as_is(folder, target.with_suffix(""))


def _copied_as_is(folder: Path, target: Path) -> Path:
    with translated(target):
        target.mkdir(mode=0o700)
        names = [DATABASE_NAME, *(f"{DATABASE_NAME}{end}" for end in COMPANIONS)]
        for name in [name for name in names if (folder / name).exists()] + list(own_files(folder)):
            copy = target / name
            copy.parent.mkdir(exist_ok=True)
            shutil.copyfile(folder / name, copy)
            write_through(copy)
        write_through(target)
    return target


def _free_name(folder: Path, stem: str) -> Path:
    target = folder / f"{stem}{BACKUP_SUFFIX}"
    number = 2
    while target.exists() or target.with_suffix("").exists():
        target = folder / f"{stem}-{number}{BACKUP_SUFFIX}"
        number += 1
    return target
