"""Every connection is set up the same way, and every fault has a name a person can act on."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import QueuePool

from cspdesk.domain.case import Case
from cspdesk.errors import DiskFull, FolderUnusable, NotOurFile, StoreBusy
from cspdesk.services.progress import summarise
from db import engine
from db.engine import Database, open_for_reading, open_for_writing, translated
from db.folder_lock import LOCK_NAME
from db.store import DATABASE_NAME, Store, open_store
from tests.builders import a_case, a_client
from tests.doubles import StandingClock


def _pragma(connection: Connection, name: str) -> object:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_a_writing_connection_is_durable_and_strict(folder: Path) -> None:
    database = open_for_writing(folder / DATABASE_NAME)

    with database.read() as connection:
        found = {
            name: _pragma(connection, name)
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "busy_timeout",
                "trusted_schema",
                "cell_size_check",
            )
        }
    assert isinstance(database._engine.pool, QueuePool)
    database.close()

    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "trusted_schema": 0,
        "cell_size_check": 1,
    }


def test_a_reading_connection_refuses_every_change(folder: Path) -> None:
    database = open_for_reading(folder / DATABASE_NAME)

    with pytest.raises(FolderUnusable), database.write() as connection:
        connection.exec_driver_sql("DELETE FROM cases")
    database.close()


def test_reading_in_a_folder_without_write_access_makes_no_files(
    store: Store, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may write everywhere, so the test only pretends; SQLite would make its files."""
    store.clients.add(a_client())
    store.close()
    folder = store._database.path.parent
    monkeypatch.setattr("db.engine.os.access", lambda *_: False)

    reader = open_store(folder, writable=False, clock=clock)
    beside = {entry.name for entry in folder.iterdir()}
    found = reader.clients.load("c1")
    reader.close()

    assert found.name == "見本商店"
    assert beside <= {DATABASE_NAME, LOCK_NAME}


@pytest.mark.parametrize("name", ["a%20b?c#d.db", "控え ①.db", "a'b\"c.db"])
def test_signs_in_a_path_are_part_of_the_name(folder: Path, name: str) -> None:
    path = (folder / DATABASE_NAME).rename(folder / name)

    database = open_for_writing(path)
    with database.write() as connection:
        connection.exec_driver_sql("DELETE FROM cases")
    database.close()

    assert {entry.name for entry in folder.iterdir()} == {name}


def test_an_exception_undoes_tables_too(folder: Path) -> None:
    database = open_for_writing(folder / DATABASE_NAME)

    with pytest.raises(RuntimeError):
        _begin_a_table(database)
    with database.read() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_schema").scalars().all()
    database.close()

    assert "half" not in tables


def _begin_a_table(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE half (done)")
        raise RuntimeError


def test_a_second_writer_is_told_that_the_store_is_busy(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 20)
    first, second = (open_for_writing(folder / DATABASE_NAME) for _ in range(2))

    with first.write(), pytest.raises(StoreBusy), second.write():
        pass
    first.close()
    second.close()


def test_a_full_disk_is_named_and_nothing_is_half_saved(store: Store) -> None:
    store.clients.add(a_client())
    small = store.cases.add(a_case(), summarise(a_case()))
    with store._database.read() as connection:
        pages = _pragma(connection, "page_count")
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(DiskFull):
        _save_much(store, small)

    assert store.cases.load(small.id) == small


def _save_much(store: Store, case: Case) -> None:
    large = a_case(title="新しい", words="長い話。" * 200_000, version=case.version)
    store.cases.save(large, summarise(large))


def test_what_breaks_a_rule_of_the_tables_is_our_mistake_and_keeps_its_name(folder: Path) -> None:
    database = open_for_writing(folder / DATABASE_NAME)

    with pytest.raises(IntegrityError), database.write() as connection:
        connection.exec_driver_sql("INSERT INTO answers (case_number) VALUES (77)")
    database.close()


@pytest.mark.parametrize(
    ("number", "problem"),
    [(errno.ENOSPC, DiskFull), (errno.EACCES, FolderUnusable), (errno.EROFS, FolderUnusable)],
)
def test_faults_of_the_file_system_are_told_apart(
    tmp_path: Path, number: int, problem: type[Exception]
) -> None:
    with pytest.raises(problem), translated(tmp_path / "file"):
        raise OSError(number, "as the system words it")


def test_a_damaged_page_is_named(store: Store) -> None:
    store.clients.add(a_client(note="長い" * 50_000))
    store.close()
    path = store._database.path
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)

    database = open_for_reading(path)
    with pytest.raises(NotOurFile), database.read() as connection:
        connection.exec_driver_sql("SELECT * FROM clients").all()
    database.close()


def test_writing_on_after_the_folder_was_removed_is_refused(folder: Path, store: Store) -> None:
    store.clients.add(a_client())
    shutil.rmtree(folder)

    with pytest.raises(FolderUnusable):
        store.cases.add(a_case(), summarise(a_case()))


def test_writing_on_into_a_file_that_was_replaced_is_refused(
    folder: Path, store: Store, new_database: Path
) -> None:
    store.clients.add(a_client())
    other = folder / "other.db"
    shutil.copy(new_database, other)
    other.replace(folder / DATABASE_NAME)

    with pytest.raises(FolderUnusable):
        store.cases.add(a_case(), summarise(a_case()))
