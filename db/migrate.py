"""Bring the database of a folder to this version: check it, back it up, upgrade it at once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import cast

from sqlalchemy import Connection

from cspdesk.errors import CspdeskError, MigrationFailed, NewerFile, NotOurFile
from cspdesk.services.ports import Clock
from db.backup import back_up, row_counts, write_through
from db.engine import DriverError, connect_alone, open_for_writing, translated

REVISIONS = ("0001", "0002", "0003", "0004")
"""Known revisions, oldest first; written here too, so that a start need not import Alembic."""

NEWEST = REVISIONS[-1]

APPLICATION_ID = 0x63737064
"""Stands in the file's header and says that it is ours ("cspd")."""

_COMPANIONS = ("", "-wal", "-shm", "-journal")


class UpgradeBrokeData(CspdeskError):
    """An upgrade lost rows or left links that lead nowhere; it was not stored."""


def make_ready(path: Path, clock: Clock) -> None:
    """Create the database where there is none, upgrade it where it is older.

    The caller holds the folder's lock.

    Raises:
        NotOurFile: something else stands in its place, or it is cut short; left untouched.
        NewerFile: a later version wrote it; left untouched.
        MigrationFailed: the old state is still there, and so is a backup.
    """
    with translated(path):
        present = path.exists()
        if not present:
            _refuse_orphaned_log(path)
            _create(path)
            return
    if revision_of(path) == NEWEST:
        return
    backup = back_up(path, f"before-{NEWEST}", clock)
    try:
        upgrade(path)
    # Whatever goes wrong inside a script, the person needs to know where the backup is.
    except Exception as error:
        raise MigrationFailed(path, backup) from error


def revision_of(path: Path) -> str:
    """Return the revision of an existing database; changes nothing.

    Raises:
        NotOurFile: it is not a database of ours, or it is cut short.
        NewerFile: its revision is unknown here.
    """
    with translated(path):
        size = path.stat().st_size
        if path.is_file() and size == 0:
            raise NotOurFile(path)
        with closing(connect_alone(path, mode="ro")) as connection:
            _refuse_foreign(connection, path, size)
            try:
                stored = connection.execute("SELECT version_num FROM alembic_version").fetchall()
            except DriverError as error:
                raise NotOurFile(path) from error
    revision = str(stored[0][0]) if len(stored) == 1 else ""
    if revision not in REVISIONS:
        raise NewerFile(path, revision)
    return revision


def upgrade(path: Path, target: str = NEWEST) -> None:
    """Run the scripts up to `target` in one transaction: all of them, or none.

    Raises:
        UpgradeBrokeData: rows or links were lost; nothing was stored.
    """
    # Rebuilding a table with foreign keys on would delete its children; inside a transaction
    # the pragma does nothing, so it is set when the connection is opened.
    database = open_for_writing(path, foreign_keys=False)
    try:
        with database.write() as connection:
            before = row_counts(_driver(connection))
            _run_scripts(connection, target)
            after = row_counts(_driver(connection))
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            lost = [name for name, count in before.items() if after.get(name) != count]
            if broken is not None or lost:
                raise UpgradeBrokeData(f"lost rows in {lost}, broken link: {broken}")
        database.checkpoint()
    finally:
        database.close()


def _create(path: Path) -> None:
    """Make a new database under another name, so that it appears whole or not at all."""
    unfinished = path.with_name(f"{path.name}.new")
    _remove(unfinished)
    try:
        with closing(connect_alone(unfinished, mode="rwc")) as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        upgrade(unfinished)
        write_through(unfinished)
        unfinished.replace(path)
        write_through(path.parent)
    finally:
        _remove(unfinished)


def _refuse_orphaned_log(path: Path) -> None:
    """Raise if a write-ahead log with content lies where no database is.

    SQLite would read it into whatever database appears beside it.
    """
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise NotOurFile(path)
    _remove(path)


def _refuse_foreign(connection: sqlite3.Connection, path: Path, size: int) -> None:
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (page_size,) = connection.execute("PRAGMA page_size").fetchone()
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    if application_id != APPLICATION_ID:
        raise NotOurFile(path)
    # SQLite rounds the size up to whole pages, so it does not see that a last byte is missing.
    # Pages that are still in the write-ahead log do not count.
    log = path.with_name(f"{path.name}-wal")
    in_log = log.exists() and log.stat().st_size > 0
    if size % page_size or (size < pages * page_size and not in_log):
        raise NotOurFile(path)


def _run_scripts(connection: Connection, target: str) -> None:
    # Imported here: a start without an upgrade has no use for it, and it takes a while.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    scripts = Path(__file__).parent / "migrations"
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    command.upgrade(config, target)


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    return cast("sqlite3.Connection", driver)


def _remove(path: Path) -> None:
    for companion in _COMPANIONS:
        path.with_name(path.name + companion).unlink(missing_ok=True)
