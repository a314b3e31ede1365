"""Open a database: driver, pragmas, how transactions begin, and what errors mean."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2  # type: ignore[import-untyped]
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool, StaticPool

from cspdesk.errors import BadInput, DiskFull, FolderUnusable, NotOurFile, StoreBusy

BUSY_TIMEOUT_MS = 5_000
_CLOSING_TIMEOUT_MS = 300
_PRIMARY_CODE = 0xFF
_FOLDER_CODES = (
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
)
_MEANINGS: dict[int, Callable[[Path], Exception]] = {
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_BUSY: lambda _: StoreBusy(),
    sqlite3.SQLITE_LOCKED: lambda _: StoreBusy(),
    sqlite3.SQLITE_NOTADB: NotOurFile,
    sqlite3.SQLITE_CORRUPT: NotOurFile,
    sqlite3.SQLITE_TOOBIG: lambda _: BadInput("too_large"),
}

DriverError: type[Exception] = sqlcipher3.dbapi2.Error
"""Root of what the driver raises when it is used without SQLAlchemy."""


class Database:
    """One open database; hands out transactions and speaks `cspdesk.errors`.

    Example:
        with database.write() as connection:
            connection.execute(...)
    """

    def __init__(self, engine: Engine, path: Path, *, in_file: bool = False) -> None:
        self.path = path
        self.closed = False
        self._file = _identity(path) if in_file else None
        self._engine = engine
        self._writer = engine.execution_options(writes=True)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Run a reading unit of work on one snapshot."""
        with translated(self.path), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Run a writing unit of work: all of it is stored when the block ends, or nothing.

        Raises:
            FolderUnusable: the file was removed or replaced since it was opened. Where the
                system allows that, writing on would succeed, and be lost at the end.
        """
        self._require_its_file()
        with translated(self.path), self._writer.connect() as connection, connection.begin():
            yield connection

    def checkpoint(self, timeout_ms: int = _CLOSING_TIMEOUT_MS) -> None:
        """Move everything from the write-ahead log into the file, if nobody reads just now."""
        with translated(self.path):
            raw = self._engine.raw_connection()
            try:
                cursor = raw.cursor()
                cursor.execute(f"PRAGMA busy_timeout = {timeout_ms}")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
            finally:
                raw.close()

    def _require_its_file(self) -> None:
        if self._file is None:
            return
        with translated(self.path):
            found = _identity(self.path)
        if found != self._file:
            raise FolderUnusable(self.path.parent, os.strerror(errno.ESTALE))

    def close(self) -> None:
        """Close all connections."""
        self.closed = True
        self._engine.dispose()


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def open_for_writing(path: Path, *, foreign_keys: bool = True) -> Database:
    """Return the database in an existing file, for reading and writing."""
    uri = f"{path.absolute().as_uri()}?mode=rw"

    def connect() -> sqlite3.Connection:
        connection = _connect(uri)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        if not foreign_keys:
            connection.execute("PRAGMA foreign_keys = OFF")
        return connection

    return Database(_pooled(connect), path, in_file=True)


def open_for_reading(path: Path) -> Database:
    """Return the database in an existing file, refusing every change."""
    uri = _reading_uri(path)

    def connect() -> sqlite3.Connection:
        connection = _connect(uri)
        connection.execute("PRAGMA query_only = ON")
        return connection

    return Database(_pooled(connect), path)


def open_in_memory(path: Path) -> Database:
    """Return an empty database that exists in memory only; `path` is what errors name."""
    engine = create_engine(
        "sqlite://",
        module=sqlcipher3.dbapi2,
        creator=lambda: _connect("file::memory:"),
        poolclass=StaticPool,
    )
    _begin_ourselves(engine)
    return Database(engine, path)


def connect_alone(path: Path, *, mode: str) -> sqlite3.Connection:
    """Return a bare connection for checks and copies; `mode` is `ro`, `rw` or `rwc`."""
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return _connect(_reading_uri(path) if mode == "ro" else uri)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn errors of the driver and the file system into problems a person can act on."""
    try:
        yield
    except DBAPIError as error:
        problem = _problem(error.orig, path)
        if problem is None:
            raise
        raise problem from error
    except DriverError as error:
        problem = _problem(error, path)
        if problem is None:
            raise
        raise problem from error
    except OverflowError as error:
        raise BadInput("wrong_field") from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(path) from error
        raise FolderUnusable(path.parent, error.strerror or str(error)) from error


def _problem(error: BaseException | None, path: Path) -> Exception | None:
    """Return what a driver's error means; None if it is our own mistake."""
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    primary = code & _PRIMARY_CODE
    if primary in _FOLDER_CODES:
        return FolderUnusable(path.parent, str(getattr(error, "sqlite_errorname", code)))
    meaning = _MEANINGS.get(primary)
    return None if meaning is None else meaning(path)


def _reading_uri(path: Path) -> str:
    """Return the address of a file to be read, also where nothing can be written beside it.

    SQLite wants to make files beside a database with a write-ahead log. Where it cannot, and
    no such log waits to be read, the file holds everything and is read by itself.
    """
    log = path.with_name(f"{path.name}-wal")
    alone = not os.access(path.parent, os.W_OK) and not (log.exists() and log.stat().st_size)
    return f"{path.absolute().as_uri()}?{'immutable=1' if alone else 'mode=ro'}"


def _connect(uri: str) -> sqlite3.Connection:
    connection: sqlite3.Connection = sqlcipher3.dbapi2.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False
    )
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def _pooled(connect: Callable[[], sqlite3.Connection]) -> Engine:
    # Without `poolclass` a creator silently gets one connection per thread, and without
    # `module` constraint errors escape as the driver's own exceptions.
    engine = create_engine(
        "sqlite://",
        module=sqlcipher3.dbapi2,
        creator=connect,
        poolclass=QueuePool,
        pool_size=3,
    )
    _begin_ourselves(engine)
    return engine


def _begin_ourselves(engine: Engine) -> None:
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A reading transaction that turns to writing fails at once when somebody else wrote
        # in between; one that begins as a writer waits for its turn.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def refuse_changes(database: Database) -> None:
    """Make the only connection of a database in memory a reading one."""
    with database.read() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
