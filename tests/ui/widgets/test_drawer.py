"""The panel over a page: where the focus goes when it closes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.waiting import becoming_active
from ui.widgets.drawer import Drawer


class _Page(QWidget):
    """A page with one field below the drawer and one in it, the drawer open."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__()
        qtbot.addWidget(self)
        self.below, self.inside = QLineEdit(), QLineEdit()
        QVBoxLayout(self).addWidget(self.below)
        self.drawer = Drawer(self, self.inside, "drawer", "引き出し")
        with becoming_active(qtbot, self):
            self.show()
            self.activateWindow()
        self.below.setFocus()
        self.drawer.open(self.inside)


def test_closing_gives_the_focus_back(qtbot: QtBot) -> None:
    page = _Page(qtbot)

    QTest.keyClick(page.inside, Qt.Key.Key_Escape)

    assert page.drawer.isHidden()
    assert page.below.hasFocus()


def test_closing_is_told_although_what_was_below_is_gone(qtbot: QtBot) -> None:
    page = _Page(qtbot)
    delete(page.below)

    with qtbot.waitSignal(page.drawer.closed):
        QTest.keyClick(page.inside, Qt.Key.Key_Escape)
