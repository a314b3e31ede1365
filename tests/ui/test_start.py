"""The window stands before anything heavy is loaded, and lets the data folder go at the end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def _run(*arguments: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_the_first_paint_needs_neither_widgets_nor_database_nor_domain() -> None:
    heavy = ("sqlalchemy", "alembic", "reportlab", "cspdesk.domain.case", "db", "PySide6.QtSvg")
    told = _run(
        "-c",
        "import sys, cspdesk.__main__, cspdesk.services.window_memory, ui.app\n"
        f"print(*(name for name in {heavy} if name in sys.modules))\n"
        "print(*sorted(name for name in sys.modules if name.startswith('ui.')))",
    )
    assert told == ["ui.app", "ui.first_frame", "ui.main_window", "ui.tokens"]


def test_a_started_window_shows_its_page_and_lets_the_folder_go(tmp_path: Path) -> None:
    told = _run("-m", "benchmarks.first_paint", "cspdesk", str(tmp_path))
    assert [word for word in told if word.isalpha()] == ["painted", "filled"]
    assert (tmp_path / "cspdesk.db").exists()
    assert not (tmp_path / "cspdesk.lock.json").exists()


def test_a_folder_that_cannot_be_opened_is_said_in_a_finished_window(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    told = _run(
        "-c",
        "import sys\n"
        "from ui import problems\n"
        "from cspdesk.commands.line import run\n"
        "problems.show = lambda problem, window: print(\n"
        "    type(problem).__name__, window.frame.rail.isVisible()\n"
        ")\n"
        "print(run(sys.argv[1:]))",
        "--data-dir",
        str(tmp_path / "file"),
    )
    assert told == ["FolderUnusable", "True", "3"]
