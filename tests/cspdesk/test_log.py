from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cspdesk.log import start_logging

PACKAGES = ("cspdesk", "db", "ui")


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    """Log to a file, and leave the loggers as they were."""
    loggers = [logging.getLogger(package) for package in PACKAGES]
    before = [(log, log.level, list(log.handlers)) for log in loggers]
    start_logging(tmp_path)
    yield tmp_path / "cspdesk.log"
    for log, level, handlers in before:
        for handler in set(log.handlers) - set(handlers):
            log.removeHandler(handler)
            handler.close()
        log.setLevel(level)


@pytest.mark.parametrize("package", PACKAGES)
def test_fault_is_logged_with_its_place_but_not_with_what_it_says(
    package: str, log_file: Path
) -> None:
    try:
        int("見本商店の相談の言葉")
    except ValueError:
        logging.getLogger(f"{package}.sample").exception("unexpected fault")

    logged = log_file.read_text(encoding="utf-8")
    assert f"ERROR {package}.sample unexpected fault\nValueError\n  test_log.py:" in logged
    assert "見本商店" not in logged


def test_nothing_is_printed_where_no_file_is_open() -> None:
    code = "from cspdesk.log import logger; logger('x').error('見本商店', exc_info=OSError('y'))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

    assert (done.stdout, done.stderr) == (b"", b"")
