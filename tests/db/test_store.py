"""Opening and closing the data of a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from cspdesk.errors import FolderInUse, FolderUnusable, UnknownCase
from cspdesk.services.ports import CaseQuery
from cspdesk.services.progress import summarise
from db import store as store_module
from db.migrate import NEWEST, revision_of
from db.store import DATABASE_NAME, open_store
from tests.builders import a_case, a_client
from tests.db.test_migrate import _sample
from tests.doubles import StandingClock


def test_a_new_folder_gets_a_database_and_keeps_its_rows(
    tmp_path: Path, clock: StandingClock
) -> None:
    folder = tmp_path / "新しい" / "フォルダー"

    store = open_store(folder, writable=True, clock=clock)
    client = store.clients.add(a_client())
    case = store.cases.add(a_case(), summarise(a_case()))
    store.settings.put("theme", "dark")
    store.close()
    again = open_store(folder, writable=True, clock=clock)

    assert again.clients.load(client.id) == client
    assert again.cases.load(case.id) == case
    assert again.settings.get("theme") == "dark"
    again.close()


def test_a_closed_folder_holds_everything_in_one_file(folder: Path, clock: StandingClock) -> None:
    store = open_store(folder, writable=True, clock=clock)
    store.clients.add(a_client())
    store.close()
    store.close()

    assert not list(folder.glob(f"{DATABASE_NAME}-*"))
    assert not list(folder.glob("*.json"))


def test_closing_does_not_wait_for_a_reader(folder: Path, clock: StandingClock) -> None:
    store = open_store(folder, writable=True, clock=clock)
    store.clients.add(a_client())
    reader = open_store(folder, writable=False, clock=clock)
    with reader._database.read() as connection:
        connection.exec_driver_sql("SELECT * FROM clients").all()
        store.close()
    reader.close()

    again = open_store(folder, writable=True, clock=clock)
    assert again.clients.load("c1").name == "見本商店"
    again.close()


def test_a_second_writing_program_is_refused_and_reading_ones_are_not(
    folder: Path, clock: StandingClock
) -> None:
    store = open_store(folder, writable=True, clock=clock)
    store.clients.add(a_client())
    store.cases.add(a_case(), summarise(a_case()))

    with pytest.raises(FolderInUse):
        open_store(folder, writable=True, clock=clock)
    readers = [open_store(folder, writable=False, clock=clock) for _ in range(2)]

    assert [reader.cases.find(CaseQuery()).total for reader in readers] == [1, 1]
    for opened in (*readers, store):
        opened.close()


def test_reading_where_nothing_is_finds_no_cases_and_creates_nothing(
    tmp_path: Path, clock: StandingClock
) -> None:
    folder = tmp_path / "nowhere"

    store = open_store(folder, writable=False, clock=clock)

    assert store.cases.find(CaseQuery()).rows == ()
    assert store.cases.find(CaseQuery(words="見本")).total == 0
    assert store.clients.find("", 10) == ()
    assert store.settings.get("theme") is None
    with pytest.raises(UnknownCase):
        store.cases.load("k1")
    with pytest.raises(FolderUnusable):
        store.clients.add(a_client())
    store.close()
    assert not folder.exists()


def test_reading_brings_an_older_file_up_to_date_first(
    tmp_path: Path, clock: StandingClock
) -> None:
    path = _sample(tmp_path, "0001")

    store = open_store(tmp_path, writable=False, clock=clock)

    assert store.cases.find(CaseQuery(words="看板")).total == 1
    assert revision_of(path) == NEWEST
    store.close()
    open_store(tmp_path, writable=True, clock=clock).close()


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path, clock: StandingClock) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("", "utf-8")

    with pytest.raises(FolderUnusable):
        open_store(blocked, writable=True, clock=clock)
    for place in (blocked, blocked / "below"):
        with pytest.raises(FolderUnusable):
            open_store(place, writable=False, clock=clock)


def test_a_folder_in_the_place_of_the_database_is_named(
    tmp_path: Path, clock: StandingClock
) -> None:
    (tmp_path / DATABASE_NAME).mkdir()

    for writable in (True, False):
        with pytest.raises(FolderUnusable):
            open_store(tmp_path, writable=writable, clock=clock)


def test_a_folder_that_failed_to_open_is_free_again(
    folder: Path, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(store_module, "make_ready", fail)
        with pytest.raises(KeyboardInterrupt):
            open_store(folder, writable=True, clock=clock)

    open_store(folder, writable=True, clock=clock).close()


def test_a_setting_can_be_changed(folder: Path, clock: StandingClock) -> None:
    store = open_store(folder, writable=True, clock=clock)
    store.settings.put("名前\x00", "一\r\n二")
    first = store.settings.get("名前")
    store.settings.put("名前", "三")

    assert (first, store.settings.get("名前")) == ("一\n二", "三")
    store.close()
