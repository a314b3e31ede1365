"""Fields of one kind read what people type and never swallow it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.doubles import TODAY
from tests.ui.keyboard import compose, enter
from tests.waiting import becoming_active
from ui.widgets.count_edit import CountEdit
from ui.widgets.date_edit import DateEdit
from ui.widgets.yen_edit import YenEdit


class Form(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.yen = YenEdit("yen", "金額")
        self.count = CountEdit("count", "人数", unit="人")
        self.day = DateEdit("day", "納期", today=lambda: TODAY)
        column = QVBoxLayout(self)
        for field in (self.yen, self.count, self.day):
            column.addWidget(field)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form()
    qtbot.addWidget(made)
    with becoming_active(qtbot, made):
        made.show()
        made.activateWindow()
    made.yen.line.setFocus()
    return made


@pytest.mark.parametrize(
    ("typed", "value", "written"),
    [
        ("30万", 300_000, "300,000円"),
        ("３００，０００円", 300_000, "300,000円"),
        ("", None, ""),
    ],
)
def test_amounts_are_read_as_people_type_them(
    form: Form, typed: str, value: int | None, written: str
) -> None:
    enter(form.yen.line, typed)

    form.count.line.setFocus()

    assert form.yen.value() == value
    assert form.yen.line.text() == written


@pytest.mark.parametrize("typed", ["令和9年1月18日", "２０２７／１／１８", "2027-01-18"])
def test_days_are_read_in_either_calendar(form: Form, typed: str) -> None:
    form.day.line.setFocus()
    enter(form.day.line, typed)

    form.yen.line.setFocus()

    assert form.day.value() == date(2027, 1, 18)
    assert form.day.line.text() == "2027年1月18日（月）"


def test_a_count_shows_its_unit(form: Form) -> None:
    form.count.line.setFocus()
    enter(form.count.line, "１２名")

    form.yen.line.setFocus()

    assert (form.count.value(), form.count.line.text()) == (12, "12人")


def test_what_cannot_be_read_stays_and_is_explained(form: Form) -> None:
    form.day.line.setFocus()
    enter(form.day.line, "検収後")

    form.yen.line.setFocus()

    assert form.day.line.text() == "検収後"
    assert form.day.has_error()
    assert form.day.error.isVisible()
    assert "日付" in form.day.line.accessibleDescription()
    assert form.day.value() is None


def test_the_last_good_value_stays_while_the_text_is_wrong(form: Form) -> None:
    form.yen.set_value(5_000)
    form.yen.line.setText("たくさん")

    form.yen.commit_pending()

    assert form.yen.value() == 5_000


def test_a_correction_clears_the_complaint(form: Form) -> None:
    form.yen.line.setText("たくさん")
    form.yen.commit_pending()
    form.yen.line.setText("8万")

    form.yen.commit_pending()

    assert not form.yen.has_error()
    assert form.yen.line.accessibleDescription() == ""


def test_a_value_is_told_once_and_only_when_it_changes(form: Form) -> None:
    told: list[object] = []
    form.yen.changed.connect(told.append)
    enter(form.yen.line, "3万")

    form.yen.commit_pending()
    QTest.keyClick(form.yen.line, Qt.Key.Key_Return)
    form.count.line.setFocus()

    assert told == [30_000]


def test_nothing_is_read_during_a_conversion(form: Form) -> None:
    told: list[object] = []
    form.yen.changed.connect(told.append)
    enter(form.yen.line, "3万")
    compose(form.yen.line, "えん")

    form.yen.commit_pending()

    assert told == []


def test_showing_a_value_does_not_touch_what_is_being_typed(form: Form) -> None:
    form.yen.set_value(30_000)
    form.yen.line.setText("3万と少し")

    form.yen.set_value(30_000)

    assert form.yen.line.text() == "3万と少し"
