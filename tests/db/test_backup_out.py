"""A backup of a data folder is whole or not there, and looking at it changes nothing."""

from __future__ import annotations

import errno
import os
from contextlib import closing
from pathlib import Path

import pytest

from cspdesk.errors import (
    BadInput,
    DiskFull,
    ExportFailed,
    NewerBackup,
    NothingToBackUp,
    NotOurFile,
    UnsoundFile,
)
from cspdesk.services.progress import summarise
from db import backup_out
from db.backup_out import examine, write_backup
from db.engine import connect_alone
from db.store import DATABASE_NAME, Store
from tests.builders import a_case, a_client
from tests.doubles import StandingClock


@pytest.fixture
def filled(store: Store, folder: Path) -> Path:
    """Return a data folder, open in a window, with a case and a rule of its own."""
    store.clients.add(a_client())
    store.cases.add(a_case(), summarise(a_case()))
    (folder / "rules").mkdir()
    (folder / "rules" / "X-見本.toml").write_bytes(b"id = 'X-1'\n")
    return folder


def test_a_backup_beside_an_open_window_tells_what_it_holds(
    filled: Path, clock: StandingClock, tmp_path: Path
) -> None:
    target = tmp_path / "控え.cspbackup"

    contents = write_backup(filled, target, clock)

    assert (contents.cases, contents.clients, contents.own_files) == (1, 1, 1)
    assert examine(target) == contents
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["data", target.name]


@pytest.mark.skipif(os.name == "nt", reason="rights of a file are other ones there")
def test_a_backup_is_readable_for_its_owner_only(
    filled: Path, clock: StandingClock, tmp_path: Path
) -> None:
    write_backup(filled, tmp_path / "b", clock)

    assert (tmp_path / "b").stat().st_mode & 0o777 == 0o600


def test_looking_at_a_backup_leaves_it_byte_for_byte(
    filled: Path, clock: StandingClock, tmp_path: Path
) -> None:
    target = tmp_path / "b"
    write_backup(filled, target, clock)
    before = target.read_bytes()

    examine(target)

    assert target.read_bytes() == before


def test_without_a_database_there_is_nothing_to_back_up(
    tmp_path: Path, clock: StandingClock
) -> None:
    with pytest.raises(NothingToBackUp):
        write_backup(tmp_path / "none", tmp_path / "b", clock)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [DATABASE_NAME, f"{DATABASE_NAME}-wal"])
def test_the_data_itself_is_never_the_target(filled: Path, clock: StandingClock, name: str) -> None:
    before = (filled / name).read_bytes()

    with pytest.raises(ExportFailed):
        write_backup(filled, filled / name, clock)

    assert (filled / name).read_bytes() == before


def test_a_damaged_database_does_not_replace_a_good_backup(
    store: Store, filled: Path, clock: StandingClock, tmp_path: Path
) -> None:
    target = tmp_path / "b"
    write_backup(filled, target, clock)
    good = target.read_bytes()
    store.close()
    database = filled / DATABASE_NAME
    damaged = bytearray(database.read_bytes())
    damaged[8192:20480] = bytes(12288)
    database.write_bytes(damaged)

    with pytest.raises(NotOurFile):
        write_backup(filled, target, clock)

    assert target.read_bytes() == good


@pytest.mark.parametrize(
    ("number", "problem"), [(errno.ENOSPC, DiskFull), (errno.EIO, ExportFailed)]
)
def test_a_disk_that_fails_leaves_the_old_backup_and_nothing_beside_it(
    filled: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    problem: type[Exception],
) -> None:
    clock = StandingClock()
    target = tmp_path / "b"
    write_backup(filled, target, clock)
    good = target.read_bytes()

    def full(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(backup_out, "pack", full)

    with pytest.raises(problem):
        write_backup(filled, target, clock)

    assert target.read_bytes() == good
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["b", "data"]


def test_what_an_interrupted_backup_left_is_removed_by_the_next(
    filled: Path, clock: StandingClock, tmp_path: Path
) -> None:
    left = tmp_path / ".cspdesk-backup-left"
    left.mkdir()
    (left / "lock").touch()
    (left / DATABASE_NAME).write_bytes(b"half")

    write_backup(filled, tmp_path / "b", clock)

    assert not left.exists()


def test_a_database_is_examined_too(filled: Path, store: Store) -> None:
    contents = examine(filled / DATABASE_NAME)

    assert (contents.cases, contents.made_at) == (1, None)


def test_a_database_with_a_broken_structure_is_not_sound(filled: Path, store: Store) -> None:
    store.close()
    database = filled / DATABASE_NAME
    damaged = bytearray(database.read_bytes())
    damaged[8192:20480] = bytes(12288)
    database.write_bytes(damaged)

    with pytest.raises(UnsoundFile):
        examine(database)


def test_a_newer_database_is_told_apart_from_damage(filled: Path, store: Store) -> None:
    store.close()
    with closing(connect_alone(filled / DATABASE_NAME, mode="rw")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(NewerBackup):
        examine(filled / DATABASE_NAME)


def test_a_file_of_something_else_is_no_backup(tmp_path: Path) -> None:
    other = tmp_path / "見本.txt"
    other.write_text("見本", encoding="utf-8")

    with pytest.raises(UnsoundFile):
        examine(other)


def test_a_missing_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="missing_file"):
        examine(tmp_path / "none")
