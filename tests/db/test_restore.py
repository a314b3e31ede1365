"""What was backed up comes back whole; the state before stays, or is kept."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cspdesk.errors import DiskFull, FolderInUse, FolderNotEmpty, NotOurFile, UnsoundFile
from cspdesk.services.ports import CaseQuery
from cspdesk.services.progress import summarise
from db import restore as restoring
from db.backup_out import examine, write_backup
from db.data_folder import ARRIVING, READY
from db.restore import restore
from db.store import DATABASE_NAME, Store, open_store
from tests.builders import a_case, a_client
from tests.doubles import StandingClock

STRIDE = 4
"""How many of the steps one round goes further than the one before."""


def _titles(folder: Path) -> list[str]:
    store = open_store(folder, writable=False, clock=StandingClock())
    rows = store.cases.find(CaseQuery()).rows
    store.close()
    return [row.title for row in rows]


@pytest.fixture
def backup(store: Store, folder: Path, clock: StandingClock, tmp_path: Path) -> Path:
    """Return a backup with a case, a setting and a rule; its folder has neither any more."""
    store.clients.add(a_client())
    case = store.cases.add(a_case(title="控えの中"), summarise(a_case()))
    store.settings.put("見本", "値")
    (folder / "rules").mkdir()
    rule = folder / "rules" / "X-1.toml"
    rule.write_bytes(b"backed up")
    write_backup(folder, tmp_path / "b", clock)
    store.cases.erase([case.id])
    store.cases.add(a_case(id="case2", title="その後"), summarise(a_case()))
    rule.write_bytes(b"later")
    (folder / "rules" / "X-2.toml").write_bytes(b"later too")
    store.close()
    return tmp_path / "b"


def test_everything_comes_back_into_a_folder_that_was_not_there(
    backup: Path, clock: StandingClock, tmp_path: Path
) -> None:
    new = tmp_path / "a" / "new"

    restored = restore(backup, new, clock, replace=False)

    assert (restored.contents, restored.kept) == (examine(backup), None)
    store = open_store(new, writable=True, clock=clock)
    assert store.cases.load("case1").title == "控えの中"
    assert store.settings.get("見本") == "値"
    store.close()
    assert (new / "rules" / "X-1.toml").read_bytes() == b"backed up"


def test_an_empty_folder_may_be_used_twice_by_failing_first(
    backup: Path, clock: StandingClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = tmp_path / "new"
    new.mkdir()
    with monkeypatch.context() as patched:
        patched.setattr(restoring, "unpack", _full)
        with pytest.raises(DiskFull):
            restore(backup, new, clock, replace=False)

    restore(backup, new, clock, replace=False)

    assert _titles(new) == ["控えの中"]


def test_a_folder_with_data_is_refused_and_left_alone(
    backup: Path, folder: Path, clock: StandingClock
) -> None:
    before = sorted(folder.rglob("*"))

    with pytest.raises(FolderNotEmpty):
        restore(backup, folder, clock, replace=False)

    assert sorted(folder.rglob("*")) == before
    assert _titles(folder) == ["その後"]


def test_replacing_keeps_a_backup_of_what_was_there(
    backup: Path, folder: Path, clock: StandingClock
) -> None:
    restored = restore(backup, folder, clock, replace=True)

    assert _titles(folder) == ["控えの中"]
    assert [path.name for path in (folder / "rules").iterdir()] == ["X-1.toml"]
    assert (folder / "rules" / "X-1.toml").read_bytes() == b"backed up"
    assert restored.kept is not None

    restore(restored.kept, folder, clock, replace=True)

    assert _titles(folder) == ["その後"]
    assert (folder / "rules" / "X-2.toml").read_bytes() == b"later too"


def test_a_copy_of_the_database_can_be_restored_and_leaves_own_files(
    folder: Path, backup: Path, clock: StandingClock, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(folder / DATABASE_NAME, copy)
    restore(backup, folder, clock, replace=True)

    restore(copy, folder, clock, replace=True)

    assert _titles(folder) == ["その後"]
    assert (folder / "rules" / "X-1.toml").read_bytes() == b"backed up"


def test_a_damaged_database_is_kept_as_it_lies_there(
    backup: Path, folder: Path, clock: StandingClock
) -> None:
    (folder / DATABASE_NAME).write_bytes(b"damaged")

    restored = restore(backup, folder, clock, replace=True)

    assert restored.kept is not None
    assert (restored.kept / DATABASE_NAME).read_bytes() == b"damaged"
    assert (restored.kept / "rules" / "X-2.toml").read_bytes() == b"later too"
    assert _titles(folder) == ["控えの中"]


def test_a_damaged_backup_is_refused_before_anything_is_made(
    backup: Path, clock: StandingClock, tmp_path: Path
) -> None:
    changed = bytearray(backup.read_bytes())
    changed[5000] ^= 1
    backup.write_bytes(changed)

    with pytest.raises(UnsoundFile):
        restore(backup, tmp_path / "new", clock, replace=False)

    assert not (tmp_path / "new").exists()


def test_an_open_window_is_not_robbed_of_its_data(
    backup: Path, folder: Path, clock: StandingClock
) -> None:
    window = open_store(folder, writable=True, clock=clock)

    with pytest.raises(FolderInUse):
        restore(backup, folder, clock, replace=True)

    window.close()
    assert _titles(folder) == ["その後"]


@pytest.mark.parametrize("stage", ["unpack", "write_backup"])
def test_a_full_disk_leaves_the_state_before(
    backup: Path, folder: Path, clock: StandingClock, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    monkeypatch.setattr(restoring, stage, _full)

    with pytest.raises(DiskFull):
        restore(backup, folder, clock, replace=True)

    assert _titles(folder) == ["その後"]
    assert not (folder / ARRIVING).exists()


def test_a_restore_that_was_complete_is_finished_by_whoever_reads_next(
    backup: Path, folder: Path, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Path] = []

    def stopped(place: Path) -> None:
        calls.append(place)
        if len(calls) == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(restoring, "settle", stopped)
        with pytest.raises(KeyboardInterrupt):
            restore(backup, folder, clock, replace=True)
    assert (folder / READY).exists()

    assert _titles(folder) == ["控えの中"]
    assert not (folder / READY).exists()


def test_a_waiting_restore_is_finished_before_a_backup_is_made(
    backup: Path, folder: Path, clock: StandingClock, tmp_path: Path
) -> None:
    restore(backup, tmp_path / "other", clock, replace=False)
    ready = folder / READY
    ready.mkdir()
    shutil.copy(tmp_path / "other" / DATABASE_NAME, ready)

    write_backup(folder, tmp_path / "after", clock)

    restore(tmp_path / "after", tmp_path / "new", clock, replace=False)
    assert _titles(tmp_path / "new") == ["控えの中"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
@pytest.mark.parametrize("work", ["restore", "backup"])
def test_a_kill_before_any_step_leaves_the_old_or_the_new(tmp_path: Path, work: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "tests.db.backup_rounds", str(tmp_path), work, str(STRIDE)],
        cwd=Path(__file__).parents[2],
        check=False,
        capture_output=True,
        text=True,
    )

    assert result.returncode == 0, result.stderr
    outcomes = [json.loads(line) for line in result.stdout.splitlines()]
    states = [outcome["state"] for outcome in outcomes]
    assert len(states) > 5
    assert states[-1] == "new"
    # Once the new one is there it stays; nothing is lost, mixed or left lying about.
    assert states == sorted(states, key=["old", "new"].index)
    assert states[0] == "old"
    assert [outcome["left"] for outcome in outcomes] == [[]] * len(outcomes)


def _full(*_: object, **__: object) -> None:
    raise DiskFull(Path("見本"))


def test_the_message_of_a_damaged_database_is_not_swallowed(
    folder: Path, clock: StandingClock, tmp_path: Path
) -> None:
    (folder / DATABASE_NAME).write_bytes(b"damaged")

    with pytest.raises(NotOurFile):
        write_backup(folder, tmp_path / "b", clock)
