"""Several lines of text: plain, told in time, never during a conversion."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.keyboard import compose, enter
from tests.waiting import becoming_active
from ui.widgets.text_edit import TextEdit


class Form(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.text = TextEdit("text", "相談の言葉")
        self.other = QLineEdit()
        self.told: list[str] = []
        self.text.edited.connect(self.told.append)
        column = QVBoxLayout(self)
        column.addWidget(self.text)
        column.addWidget(self.other)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form()
    qtbot.addWidget(made)
    with becoming_active(qtbot, made):
        made.show()
        made.activateWindow()
    made.text.setFocus()
    return made


def test_what_is_typed_is_told_within_a_second(qtbot: QtBot, form: Form) -> None:
    with qtbot.waitSignal(form.text.edited, timeout=1000):
        enter(form.text, "卸の値下げ")

    assert form.told == ["卸の値下げ"]


def test_nothing_is_told_while_text_is_converted(qtbot: QtBot, form: Form) -> None:
    enter(form.text, "卸の")
    compose(form.text, "ねさげ")
    qtbot.wait(400)
    during = list(form.told)

    with qtbot.waitSignal(form.text.edited, timeout=1000):
        enter(form.text, "値下げ")

    assert during == []
    assert form.told == ["卸の値下げ"]


def test_leaving_the_field_tells_at_once(form: Form) -> None:
    enter(form.text, "卸の値下げ")

    form.other.setFocus()

    assert form.told == ["卸の値下げ"]


def test_showing_a_text_tells_nothing(qtbot: QtBot, form: Form) -> None:
    form.text.set_text("前からある言葉")
    form.text.commit_pending()

    assert form.told == []
    assert form.text.text() == "前からある言葉"


def test_an_older_text_does_not_overwrite_what_is_being_typed(form: Form) -> None:
    form.text.set_text("前の言葉")
    enter(form.text, "と今の言葉")

    form.text.set_text("前の言葉")

    assert "今の言葉" in form.text.text()


def test_paste_is_a_step_of_undo_of_its_own(form: Form) -> None:
    pasted = QMimeData()
    pasted.setText("貼った文です。")
    text = form.text

    QTest.keyClicks(text, "ab")
    text.insertFromMimeData(pasted)
    QTest.keyClicks(text, "cd")
    steps = []
    for _ in range(3):
        text.undo()
        steps.append(text.text())

    assert steps == ["ab貼った文です。", "ab", ""]


def test_pasted_markup_becomes_plain_text(form: Form) -> None:
    pasted = QMimeData()
    pasted.setHtml("<b>太字</b>")
    pasted.setText("太字")

    form.text.insertFromMimeData(pasted)

    assert form.text.toPlainText() == "太字"
    assert "font-weight:700" not in form.text.toHtml()


def test_tab_leaves_the_field(form: Form) -> None:
    QTest.keyClick(form.text, Qt.Key.Key_Tab)

    assert form.other.hasFocus()


def test_every_line_has_room_also_those_typed_later(form: Form) -> None:
    form.text.set_text("一行目")
    form.text.moveCursor(form.text.textCursor().MoveOperation.End)
    QTest.keyClick(form.text, Qt.Key.Key_Return)
    enter(form.text, "二行目")

    document = form.text.document()
    heights = {document.findBlockByNumber(n).blockFormat().lineHeight() for n in range(2)}

    assert heights == {130.0}
