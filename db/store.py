"""Open the data of a folder; the one door of this package."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path

from cspdesk.errors import FolderUnusable
from cspdesk.services.ports import CaseStore, ClientStore, Clock, SettingsStore
from db.cases import SqlCaseStore
from db.clients import SqlClientStore
from db.data_folder import DATABASE_NAME, restore_waits, settle
from db.engine import (
    Database,
    open_for_reading,
    open_for_writing,
    open_in_memory,
    refuse_changes,
    translated,
)
from db.folder_lock import FolderLock
from db.migrate import NEWEST, make_ready, revision_of
from db.settings import SqlSettingsStore
from db.tables import metadata

__all__ = ["DATABASE_NAME", "Store", "open_store"]


@dataclass(frozen=True, slots=True)
class Store:
    """The stores of one data folder."""

    cases: CaseStore
    clients: ClientStore
    settings: SettingsStore
    _database: Database
    _lock: FolderLock | None

    def close(self) -> None:
        """Bring everything into the one file and let the folder go; twice does no harm."""
        if self._database.closed:
            return
        try:
            if self._lock is not None:
                self._database.checkpoint()
        finally:
            self._database.close()
            if self._lock is not None:
                self._lock.release()


def open_store(folder: Path, *, writable: bool, clock: Clock) -> Store:
    """Open the data of `folder`.

    Writing programs are alone in a folder; reading ones go beside them. Without a database a
    reading program finds no cases and creates nothing.

    Raises:
        StorageProblem: the folder or its database cannot be used; see its subclasses.
    """
    path = folder / DATABASE_NAME
    if writable:
        return _open_for_writing(path, clock)
    with translated(path):
        if _stands_in_the_way(folder):
            raise FolderUnusable(folder, os.strerror(errno.ENOTDIR))
        if restore_waits(folder):
            _open_for_writing(path, clock).close()
        if not path.exists():
            return _stores(_nothing(path), None)
    if revision_of(path) != NEWEST:
        # Reading needs the newest tables too. If a window of an older version has the folder,
        # this says so.
        _open_for_writing(path, clock).close()
    return _stores(open_for_reading(path), None)


def _open_for_writing(path: Path, clock: Clock) -> Store:
    with translated(path):
        # What clients told is nobody else's business on a shared computer.
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FolderLock(path.parent, clock)
    try:
        settle(path.parent)
        make_ready(path, clock)
        return _stores(open_for_writing(path), lock)
    except BaseException:
        lock.release()
        raise


def _stands_in_the_way(folder: Path) -> bool:
    """Tell whether something that is no folder has the folder's name, or that of one above it."""
    return next((not place.is_dir() for place in (folder, *folder.parents) if place.exists()), True)


def _nothing(path: Path) -> Database:
    database = open_in_memory(path)
    with database.write() as connection:
        metadata.create_all(connection)
    refuse_changes(database)
    return database


def _stores(database: Database, lock: FolderLock | None) -> Store:
    return Store(
        cases=SqlCaseStore(database),
        clients=SqlClientStore(database),
        settings=SqlSettingsStore(database),
        _database=database,
        _lock=lock,
    )
