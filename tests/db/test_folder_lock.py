"""One writing program per folder; a dead one does not stand in the way."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cspdesk.errors import FolderInUse, FolderUnusable
from db.folder_lock import HOLDER_NAME, FolderLock
from tests.doubles import MOMENT, StandingClock

HOLD = """
import sys
from pathlib import Path
from db.folder_lock import FolderLock
from tests.doubles import StandingClock

lock = FolderLock(Path(sys.argv[1]), StandingClock())
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path: Path) -> subprocess.Popen[str]:
    """Return another process that holds `tmp_path`."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_program_is_told_who_holds_the_folder(
    tmp_path: Path, holder: subprocess.Popen[str], clock: StandingClock
) -> None:
    with pytest.raises(FolderInUse) as refused:
        FolderLock(tmp_path, clock)
    holder.communicate()

    problem = refused.value
    assert (problem.folder, problem.pid, problem.host) == (
        tmp_path,
        holder.pid,
        socket.gethostname(),
    )
    assert problem.since is not None
    assert (problem.since - MOMENT).total_seconds() == 1


def test_a_killed_holder_leaves_the_folder_free(
    tmp_path: Path, holder: subprocess.Popen[str], clock: StandingClock
) -> None:
    os.kill(holder.pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    holder.communicate()

    lock = FolderLock(tmp_path, clock)

    assert json.loads((tmp_path / HOLDER_NAME).read_text("utf-8"))["pid"] == os.getpid()
    lock.release()


def test_a_released_folder_can_be_taken_again(tmp_path: Path, clock: StandingClock) -> None:
    FolderLock(tmp_path, clock).release()
    lock = FolderLock(tmp_path, clock)
    with pytest.raises(FolderInUse):
        FolderLock(tmp_path, clock)
    lock.release()
    lock.release()

    assert not (tmp_path / HOLDER_NAME).exists()


@pytest.mark.parametrize("note", ["", "{}", "[]", '{"pid": null}', "\xff"])
def test_an_unreadable_note_does_not_open_a_held_folder(
    tmp_path: Path, clock: StandingClock, note: str
) -> None:
    lock = FolderLock(tmp_path, clock)
    (tmp_path / HOLDER_NAME).write_text(note, "latin-1")

    with pytest.raises(FolderInUse) as refused:
        FolderLock(tmp_path, clock)
    lock.release()

    assert (refused.value.pid, refused.value.since) == (0, None)


def test_a_folder_that_is_not_there_cannot_be_held(tmp_path: Path, clock: StandingClock) -> None:
    (tmp_path / "file").write_text("", "utf-8")

    with pytest.raises(FolderUnusable):
        FolderLock(tmp_path / "file", clock)


def test_a_lock_taken_on_one_thread_is_let_go_on_another(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as pool:
        lock = pool.submit(FolderLock, tmp_path, StandingClock()).result()

    lock.release()

    assert not (tmp_path / HOLDER_NAME).exists()
    FolderLock(tmp_path, StandingClock()).release()


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_in_place_of_the_lock_is_not_followed(tmp_path: Path, clock: StandingClock) -> None:
    (tmp_path / "cspdesk.lock").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(FolderUnusable):
        FolderLock(tmp_path, clock)

    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_is_free_again_when_the_note_cannot_be_written(
    tmp_path: Path, clock: StandingClock
) -> None:
    (tmp_path / HOLDER_NAME).mkdir()
    with pytest.raises(FolderUnusable):
        FolderLock(tmp_path, clock)
    (tmp_path / HOLDER_NAME).rmdir()

    FolderLock(tmp_path, clock).release()
