"""A backup is named only after it was read and compared; a failed one leaves nothing."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest

from cspdesk.errors import DiskFull, FolderUnusable, NotOurFile
from cspdesk.services.ports import CaseQuery
from cspdesk.services.progress import summarise
from db import backup
from db.backup import BACKUP_FOLDER, back_up, row_counts
from db.engine import DriverError, connect_alone
from db.store import Store, open_store
from tests.builders import a_case, a_client
from tests.doubles import StandingClock


def _files(store: Store) -> list[str]:
    folder = store._database.path.parent / BACKUP_FOLDER
    return sorted(entry.name for entry in folder.iterdir())


def test_a_backup_of_an_open_database_holds_every_saved_row(
    store: Store, clock: StandingClock, tmp_path: Path
) -> None:
    store.clients.add(a_client())
    case = store.cases.add(a_case(), summarise(a_case()))

    copy = back_up(store._database.path, "by-hand", clock)

    restored = tmp_path / "restored"
    restored.mkdir()
    copy.rename(restored / "cspdesk.db")
    opened = open_store(restored, writable=True, clock=clock)
    assert opened.cases.load(case.id) == case
    assert opened.cases.find(CaseQuery(words="見本")).total == 1
    opened.close()


def test_a_backup_is_one_file_with_day_and_reason_in_its_name(store: Store) -> None:
    first = back_up(store._database.path, "by-hand", StandingClock())
    second = back_up(store._database.path, "by-hand", StandingClock())

    assert first.name == "cspdesk-20261124-143201-by-hand.db"
    assert second.name == "cspdesk-20261124-143201-by-hand-2.db"
    assert _files(store) == sorted([first.name, second.name])


def test_a_copy_that_differs_is_thrown_away(
    store: Store, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backup.row_counts
    calls: list[int] = []

    def one_row_less(connection: object) -> dict[str, int]:
        calls.append(1)
        counts = real(connection)  # type: ignore[arg-type]
        return {name: count + (len(calls) == 2) for name, count in counts.items()}

    monkeypatch.setattr(backup, "row_counts", one_row_less)

    with pytest.raises(NotOurFile):
        back_up(store._database.path, "by-hand", clock)

    assert _files(store) == []


def test_a_full_disk_leaves_no_half_copy_and_keeps_earlier_ones(
    store: Store, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = back_up(store._database.path, "earlier", clock)

    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backup, "write_through", full)
    with pytest.raises(DiskFull):
        back_up(store._database.path, "later", clock)

    assert _files(store) == [earlier.name]


def test_what_a_killed_backup_left_is_removed_by_the_next(
    store: Store, clock: StandingClock
) -> None:
    folder = store._database.path.parent / BACKUP_FOLDER
    folder.mkdir()
    (folder / "cspdesk-20260101-000000-x.db.part").write_bytes(b"half")

    made = back_up(store._database.path, "by-hand", clock)

    assert _files(store) == [made.name]


def test_rows_are_counted_per_table(store: Store) -> None:
    store.clients.add(a_client())

    with closing(connect_alone(store._database.path, mode="ro")) as connection:
        counts = row_counts(connection)

    assert (counts["clients"], counts["cases"], counts["alembic_version"]) == (1, 0, 1)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("database or disk is full", DiskFull),
        ("disk I/O error", FolderUnusable),
        ("database disk image is malformed", NotOurFile),
    ],
)
def test_what_the_driver_says_while_copying_is_understood_without_a_code(
    store: Store, monkeypatch: pytest.MonkeyPatch, said: str, problem: type[Exception]
) -> None:
    class Failing:
        def backup(self, _: object) -> None:
            raise DriverError(said)

    real = backup._transfer
    monkeypatch.setattr(
        backup,
        "_transfer",
        lambda _, copy, path: real(cast("sqlite3.Connection", Failing()), copy, path),
    )

    with pytest.raises(problem):
        back_up(store._database.path, "by-hand", StandingClock())

    assert _files(store) == []
