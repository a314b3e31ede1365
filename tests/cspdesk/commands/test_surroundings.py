"""The command line in poor surroundings: closed streams, odd names, foreign folders."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

_POSIX = pytest.mark.skipif(os.name == "nt", reason="names and streams as Unix has them")
_TEXT = "ロゴを作ってください。報酬は3万円です。"
_COMMAND = f"{sys.executable} -m cspdesk"


def _shell(
    line: str, cwd: Path, *, stdin: str = _TEXT, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell; `cspdesk` in it stands for the program."""
    return subprocess.run(
        ["sh", "-c", line.replace("cspdesk", _COMMAND)],
        input=stdin.encode(),
        capture_output=True,
        timeout=60,
        check=False,
        cwd=cwd,
        env={**os.environ, **environment},
    )


@_POSIX
def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    done = _shell("{ cspdesk problems; echo $? >&2; } | head -n 1", tmp_path)

    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b"0\n"


@_POSIX
def test_without_standard_output_the_exit_code_still_tells(tmp_path: Path) -> None:
    assert _shell("cspdesk check - --fragment >&-", tmp_path, stdin="よい天気です").returncode == 0
    done = _shell("cspdesk check missing.txt >&-", tmp_path)

    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1


@_POSIX
def test_without_standard_error_nothing_strays_into_the_answer(tmp_path: Path) -> None:
    done = _shell("cspdesk check missing.txt --json 2>&-", tmp_path)

    assert (done.returncode, done.stdout) == (2, b"")


@_POSIX
@pytest.mark.parametrize("output", ["", "--json", "--jsonl"])
def test_without_standard_input_there_is_one_sentence(output: str, tmp_path: Path) -> None:
    done = _shell(f"cspdesk check - {output} <&-", tmp_path)

    assert (done.returncode, done.stderr.decode().count("\n")) == (2, 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_answer_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    done = _shell("cspdesk check - >/dev/full", tmp_path)

    assert (done.returncode, done.stderr.decode().count("\n")) == (2, 1)
    assert "標準出力" in done.stderr.decode()
    assert _shell("cspdesk check missing.txt 2>/dev/full", tmp_path).returncode == 2


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that cannot be read")
def test_a_file_that_opens_but_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    done = _shell("cspdesk check /proc/self/mem", tmp_path)

    assert (done.returncode, done.stderr.decode().count("\n")) == (2, 1)


@_POSIX
@pytest.mark.parametrize("verb", ["check", "decompose", "recommend"])
def test_a_file_name_that_is_no_text_does_no_harm(verb: str, tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text(_TEXT, "utf-8")

    done = _shell(f"cspdesk {verb} *.txt --json", tmp_path)
    missing = _shell(f"cspdesk {verb} \"$(printf 'x\\376')\"", tmp_path)

    assert json.loads(done.stdout)["id"] == "\udcff"
    assert (missing.returncode, missing.stderr.decode().count("\n")) == (2, 1)


@_POSIX
def test_plain_surroundings_change_nothing(tmp_path: Path) -> None:
    (tmp_path / "依頼.txt").write_text(_TEXT, "utf-8")
    poor = {
        "LC_ALL": "C",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "ascii",
        "TZ": "America/New_York",
    }

    rich, plain = (
        _shell("cspdesk check 依頼.txt --as-of 2026-11-22", tmp_path, **variables)
        for variables in ({"LC_ALL": "C.UTF-8"}, poor)
    )

    assert plain.stdout == rich.stdout
    assert (plain.returncode, plain.stderr) == (rich.returncode, b"")


def test_a_working_folder_with_packages_of_the_same_name_is_not_ours(tmp_path: Path) -> None:
    for name in ("db", "ui"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit(99)", "utf-8")

    done = _shell("cspdesk --data-dir none cases --json", tmp_path)

    assert (done.returncode, done.stdout.strip()) == (0, b"[]")


def test_a_home_that_nobody_has_is_a_folder_of_that_name(tmp_path: Path) -> None:
    done = _shell("cspdesk --data-dir '~nobody-has-this/x' cases --json", tmp_path)

    assert (done.returncode, done.stdout.strip()) == (0, b"[]")


@_POSIX
def test_an_interruption_ends_without_a_word() -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "cspdesk", "check", "-", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(json.dumps({"id": "a", "text": _TEXT}).encode() + b"\n")
    running.stdin.flush()
    running.stdout.readline()
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=30)

    assert (running.returncode, said) == (130, b"")
