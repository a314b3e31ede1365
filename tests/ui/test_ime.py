"""While text is being converted, every key belongs to the input method."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.waiting import becoming_active
from ui import ime, keys
from ui.widgets.text_edit import TextEdit


class Desk(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.other = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(self.other)


def _desk(qtbot: QtBot) -> Desk:
    desk = Desk()
    qtbot.addWidget(desk)
    with becoming_active(qtbot, desk):
        desk.show()
        desk.activateWindow()
    desk.line.setFocus()
    return desk


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def test_preedit_text_is_noticed_until_it_is_committed(qtbot: QtBot) -> None:
    desk = _desk(qtbot)

    compose(desk.line, "にほんしゅ")
    during = ime.composing()
    compose(desk.line, "", "日本酒")

    assert (during, ime.composing(), desk.line.text()) == (True, False, "日本酒")


def test_no_shortcut_fires_during_a_conversion(qtbot: QtBot) -> None:
    desk = _desk(qtbot)
    fired: list[str] = []
    keys.bind(desk, "Ctrl+N", lambda: fired.append("new"))

    compose(desk.line, "に")
    QTest.keyClick(desk.line, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    held = list(fired)
    compose(desk.line, "", "二")
    QTest.keyClick(desk.line, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    assert (held, fired) == ([], ["new"])


def test_enter_during_a_conversion_does_not_submit_a_line(qtbot: QtBot) -> None:
    desk = _desk(qtbot)
    submitted: list[bool] = []
    desk.line.returnPressed.connect(lambda: submitted.append(True))

    compose(desk.line, "けんさく")
    QTest.keyClick(desk.line, Qt.Key.Key_Return)

    assert submitted == []


def test_what_waited_is_told_after_the_text_has_arrived(qtbot: QtBot) -> None:
    desk = _desk(qtbot)
    compose(desk.line, "にほん")

    with qtbot.waitSignal(ime.guard().settled):
        compose(desk.line, "", "日本")

    assert desk.line.text() == "日本"


def test_leaving_a_field_ends_its_conversion(qtbot: QtBot) -> None:
    desk = _desk(qtbot)
    compose(desk.line, "にほん")

    desk.other.setFocus()

    assert not ime.composing()


def test_a_field_that_vanishes_while_composing_is_forgotten(qtbot: QtBot) -> None:
    desk = _desk(qtbot)
    compose(desk.line, "にほん")

    desk.line.setParent(None)
    desk.line.deleteLater()
    QApplication.sendPostedEvents(None, 52)

    assert not ime.composing()


def test_a_key_with_alt_that_finds_no_command_types_nothing(qtbot: QtBot) -> None:
    line, area = QLineEdit(), TextEdit("sample", "見本")
    for field in (line, area):
        qtbot.addWidget(field)
        field.show()
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)

        QTest.keyClick(field, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        QTest.keyClick(field, Qt.Key.Key_3)

    assert (line.text(), area.text()) == ("3", "3")
