"""Nothing but the window itself and its dialogs ever appears as a window of its own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.domain.case import Step
from tests.journeys.consultant import at_the_desk


class _Watch(QObject):
    """Notes every widget that is shown without a parent."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if (
            event.type() is QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and not isinstance(watched, QMainWindow | QDialog)
        ):
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def test_pages_are_put_together_before_they_are_shown(
    qtbot: QtBot, data_dir: Path, qapp: QApplication
) -> None:
    watch = _Watch()
    qapp.installEventFilter(watch)
    with at_the_desk(qtbot, data_dir) as desk:
        desk.click("home_sample")
        desk.wait(lambda: desk.window.page is desk.window.workspace)
        for step in Step:
            desk.window.workspace.go_to(step)
            desk.settle()
        for place in ("cases", "clients", "settings", "home"):
            desk.window.go_to(place)
            desk.settle()
    qapp.removeEventFilter(watch)

    assert watch.seen == []
