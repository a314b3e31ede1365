"""Each test of a screen starts with the usual look and leaves none behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication

from cspdesk.services.settings import Appearance
from ui import ime, theme


@pytest.fixture(autouse=True)
def _usual_look(qapp: QApplication) -> Iterator[None]:
    if qapp.style().objectName() != "fusion":
        qapp.setStyle("Fusion")
        theme.load_text_fonts()
        theme.load_figure_font()
    manager = theme.manager()
    manager.set_appearance(Appearance.LIGHT)
    manager.set_scale(1.0)
    if not qapp.styleSheet():
        manager.apply()
    ime.guard()
    yield
    manager.set_appearance(Appearance.LIGHT)
    manager.set_scale(1.0)


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which the program offers to put what it writes."""
    folder = tmp_path / "書類"
    folder.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(folder))
    return folder
