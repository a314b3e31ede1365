"""`backup`, `verify` and `restore` as they are typed: what they say, and their exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cspdesk.commands.line import run
from cspdesk.services.progress import summarise
from db.store import open_store
from tests.builders import a_case, a_client
from tests.doubles import StandingClock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a data folder with a case in it."""
    folder = tmp_path / "data"
    store = open_store(folder, writable=True, clock=StandingClock())
    store.clients.add(a_client())
    store.cases.add(a_case(), summarise(a_case()))
    store.close()
    return folder


def _cases(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[object]:
    capsys.readouterr()
    assert run(["--data-dir", str(folder), "cases", "--json"]) == 0
    found: list[object] = json.loads(capsys.readouterr().out)
    return found


def test_the_cases_are_the_same_after_a_backup_was_restored(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup, new = tmp_path / "控え.cspbackup", tmp_path / "new"
    before = _cases(folder, capsys)

    assert run(["--data-dir", str(folder), "backup", "--out", str(backup)]) == 0
    assert "読み直して確かめました（案件 1件、会社 1件）" in capsys.readouterr().out
    assert run(["verify", str(backup)]) == 0
    assert "傷みはありません" in capsys.readouterr().out
    assert run(["--data-dir", str(new), "restore", str(backup)]) == 0
    assert "データを戻しました" in capsys.readouterr().out

    assert before
    assert _cases(new, capsys) == before


def test_verify_changes_no_file_and_needs_no_data_folder(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = tmp_path / "b"
    run(["--data-dir", str(folder), "backup", "--out", str(backup)])

    assert run(["--data-dir", str(tmp_path / "none"), "verify", str(backup)]) == 0

    assert not (tmp_path / "none").exists()


def test_verify_says_how_far_it_can_look_into_a_database(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["verify", str(folder / "cspdesk.db")]) == 0

    assert "形とつながりまで" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, b"", b"SQLite format 3\0", b"cspdesk backup\x1a\n"])
def test_verify_refuses_with_2_and_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    file = tmp_path / "見本"
    if content is not None:
        file.write_bytes(content)

    assert run(["verify", str(file)]) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("cspdesk: 「見本」")
    assert len(said.err.splitlines()) == 1


def test_data_is_replaced_only_where_that_is_said_and_then_kept(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = tmp_path / "b"
    run(["--data-dir", str(folder), "backup", "--out", str(backup)])
    capsys.readouterr()

    assert run(["--data-dir", str(folder), "restore", str(backup)]) == 2
    assert "--replace" in capsys.readouterr().err
    assert run(["--data-dir", str(folder), "restore", str(backup), "--replace"]) == 0

    (kept,) = (folder / "backups").iterdir()
    assert f"戻す前のデータは {kept} に残しました。" in capsys.readouterr().out
    assert run(["verify", str(kept)]) == 0


def test_without_data_there_is_no_backup(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--data-dir", str(tmp_path / "none"), "backup", "--out", str(tmp_path / "b")]) == 3

    assert "控えるデータがありません" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_not_there_is_one_sentence(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "none" / "b"

    assert run(["--data-dir", str(folder), "backup", "--out", str(target)]) == 2

    assert len(capsys.readouterr().err.splitlines()) == 1


_LIMITED = """
import resource, signal, sys
from cspdesk.commands.line import run
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.exit(run(sys.argv[2:]))
"""


@pytest.mark.skipif(os.name == "nt", reason="needs limits on the size of files")
@pytest.mark.parametrize("share", [0.02, 0.5, 0.999])
def test_where_room_runs_out_the_old_files_stay(folder: Path, tmp_path: Path, share: float) -> None:
    backup = tmp_path / "b"
    where = ["--data-dir", str(folder)]
    assert run([*where, "backup", "--out", str(backup)]) == 0
    before = {path: path.read_bytes() for path in (backup, folder / "cspdesk.db")}
    room = int(share * len(before[backup]))

    for verb in (["backup", "--out", str(backup)], ["restore", str(backup), "--replace"]):
        done = subprocess.run(
            [sys.executable, "-c", _LIMITED, str(room), *where, *verb],
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert done.returncode in (2, 3), done.stderr.decode()
        assert len(done.stderr.decode().splitlines()) == 1

    assert {path: path.read_bytes() for path in before} == before
    assert not [path for path in tmp_path.rglob(".*") if "cspdesk-backup" in path.name]
    assert not list(folder.glob(".restore*"))
