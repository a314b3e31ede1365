"""A file on the consultant's disk is the old one or the new one, never a part of one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cspdesk.errors import ExportFailed
from cspdesk.services.atomic_file import write_atomically

posix_only = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")


def _names(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir()]


def test_a_new_file_holds_exactly_the_content(tmp_path: Path) -> None:
    target = tmp_path / "原稿.pdf"

    write_atomically(target, b"new")

    assert target.read_bytes() == b"new"
    assert _names(tmp_path) == ["原稿.pdf"]


def test_an_existing_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "原稿.pdf"
    target.write_bytes(b"old and longer")

    write_atomically(target, b"new")

    assert target.read_bytes() == b"new"


def test_a_missing_folder_is_named_as_the_problem(tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "原稿.pdf"

    with pytest.raises(ExportFailed) as caught:
        write_atomically(target, b"new")

    assert caught.value.path == target


def test_a_folder_in_the_place_of_the_file_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "原稿.pdf"
    target.mkdir()

    with pytest.raises(ExportFailed):
        write_atomically(target, b"new")

    assert target.is_dir()
    assert _names(tmp_path) == ["原稿.pdf"]


def test_a_name_with_200_japanese_characters_fails_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed):
        write_atomically(tmp_path / ("あ" * 200), b"new")

    assert _names(tmp_path) == []


@posix_only
def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "原稿.pdf"
    target.write_bytes(b"old")
    code = (
        "import resource, signal, sys, pathlib\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "from cspdesk.errors import DiskFull\n"
        "from cspdesk.services.atomic_file import write_atomically\n"
        "try:\n"
        "    write_atomically(pathlib.Path(sys.argv[1]), b'x' * 100_000)\n"
        "except DiskFull as problem:\n"
        "    sys.exit(7 if problem.path == pathlib.Path(sys.argv[1]) else 1)\n"
    )

    outcome = subprocess.run([sys.executable, "-c", code, str(target)], check=False)

    assert outcome.returncode == 7
    assert target.read_bytes() == b"old"
    assert _names(tmp_path) == ["原稿.pdf"]


@posix_only
def test_killing_the_program_while_it_writes_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "原稿.pdf"
    target.write_bytes(b"old")
    code = (
        "import os, pathlib, signal, sys\n"
        "from cspdesk.services.atomic_file import write_atomically\n"
        "def hang(_):\n"
        "    print('written, not yet renamed', flush=True)\n"
        "    signal.pause()\n"
        "os.fsync = hang\n"
        "write_atomically(pathlib.Path(sys.argv[1]), b'x' * 100_000)\n"
    )

    with subprocess.Popen(
        [sys.executable, "-c", code, str(target)], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)

    assert target.read_bytes() == b"old"
    write_atomically(target, b"new")
    assert target.read_bytes() == b"new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")
def test_a_pipe_in_the_place_of_the_file_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "原稿.pdf"
    os.mkfifo(target)

    with pytest.raises(ExportFailed):
        write_atomically(target, b"new")

    assert target.is_fifo()
    assert _names(tmp_path) == ["原稿.pdf"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_stays_a_link_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "原稿.pdf").symlink_to(tmp_path / "far" / "原稿.pdf")

    write_atomically(tmp_path / "原稿.pdf", b"new")

    assert (tmp_path / "原稿.pdf").is_symlink()
    assert (tmp_path / "far" / "原稿.pdf").read_bytes() == b"new"


def test_a_protected_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "原稿.pdf"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)

    with pytest.raises(ExportFailed):
        write_atomically(target, b"new")

    assert target.read_bytes() == b"old"
