"""The panel over a page: where the focus goes when it closes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.waiting import becoming_active
from ui.widgets.drawer import Drawer


def _open(qtbot: QtBot) -> tuple[Drawer, QLineEdit, QLineEdit]:
    page, below, inside = QWidget(), QLineEdit(), QLineEdit()
    QVBoxLayout(page).addWidget(below)
    drawer = Drawer(page, inside, "drawer", "引き出し")
    qtbot.addWidget(page)
    with becoming_active(qtbot, page):
        page.show()
        page.activateWindow()
    below.setFocus()
    drawer.open(inside)
    return drawer, below, inside


def test_closing_gives_the_focus_back(qtbot: QtBot) -> None:
    drawer, below, inside = _open(qtbot)

    QTest.keyClick(inside, Qt.Key.Key_Escape)

    assert drawer.isHidden()
    assert below.hasFocus()


def test_closing_is_told_although_what_was_below_is_gone(qtbot: QtBot) -> None:
    drawer, below, inside = _open(qtbot)
    delete(below)

    with qtbot.waitSignal(drawer.closed):
        QTest.keyClick(inside, Qt.Key.Key_Escape)
