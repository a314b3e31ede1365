"""Values told in passing are offered and never filled in by themselves."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from cspdesk.domain.hearing import Answer, AnswerState
from cspdesk.services.told_answers import Suggestion
from cspdesk.services.told_values import Sureness
from tests.ui.hearing_page import TALK, find, go_to, open_page, press
from tests.ui.keyboard import enter
from ui.pages.hearing_told import ToldBox
from ui.widgets.buttons import Button


def _answer(text: str) -> Answer:
    return Answer(question_id="deadline", state=AnswerState.ANSWERED, text=text)


def _suggestion(**changes: object) -> Suggestion:
    values = {
        "question_id": "deadline",
        "heading": "期限",
        "shown": "2027年3月31日",
        "quote": "4月まで",
        "sure": Sureness.ROUGH,
        "answer": _answer("2027年3月31日"),
        **changes,
    }
    return Suggestion(**values)  # type: ignore[arg-type]


def test_the_other_reading_is_a_press_away(qtbot: QtBot) -> None:
    box = ToldBox("told")
    qtbot.addWidget(box)
    other = _answer("2027年4月30日")
    box.show_suggestions([_suggestion(notes=("添え書き",), other=other.text, other_answer=other)])
    button = box.findChild(Button, "told_take_other")
    assert button is not None
    assert button.text() == "2027年4月30日で入れる"

    with qtbot.waitSignal(box.taken) as taken:
        button.click()

    assert [offered.answer for offered in taken.args[0]] == [other]


def test_one_reading_has_no_second_button(qtbot: QtBot) -> None:
    box = ToldBox("told")
    qtbot.addWidget(box)

    box.show_suggestions([_suggestion()])

    button = box.findChild(Button, "told_take_other")
    assert button is not None
    assert button.isHidden()


def test_what_the_talk_tells_is_offered_beside_the_field_and_taken_with_one_key(
    qtbot: QtBot,
) -> None:
    page = open_page(qtbot, words=TALK)
    go_to(page, "budget")
    assert "「60万くらい」→ 600,000円" in find(page, ToldBox, "hearing_told").message()

    page.focus_target().setFocus()
    QTest.keyClick(page.focus_target(), Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)

    assert page.session.case.budget_yen == 600_000
    assert find(page, QLineEdit, "hearing_line").text() == "600,000円"
    assert find(page, ToldBox, "hearing_told").isHidden()
    assert page.focus_target().hasFocus()


def test_what_was_typed_is_never_replaced_by_what_the_talk_tells(qtbot: QtBot) -> None:
    page = open_page(qtbot, words=TALK)
    go_to(page, "budget")
    enter(find(page, QLineEdit, "hearing_line"), "45万")

    assert find(page, ToldBox, "hearing_told").isHidden()
    QTest.keyClick(page.focus_target(), Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert page.session.case.budget_yen == 450_000


def test_all_that_the_talk_tells_is_taken_at_once_from_the_words_and_undone_at_once(
    qtbot: QtBot,
) -> None:
    page = open_page(qtbot, words=TALK)
    go_to(page, "owner_words")
    assert find(page, ToldBox, "hearing_words_told").message().count("→") == 3

    press(page, "hearing_words_told_take")
    case = page.session.case
    assert (case.budget_yen, case.deadline) == (600_000, date(2026, 12, 31))
    assert page.session.client.employees == 7

    page.session.undo()
    page.refresh()
    undone = page.session
    assert (undone.case.budget_yen, undone.case.deadline) == (None, None)
    assert undone.client.employees is None


def test_a_question_without_a_told_value_offers_none(qtbot: QtBot) -> None:
    page = open_page(qtbot, words=TALK)
    go_to(page, "prefecture")

    assert find(page, ToldBox, "hearing_told").isHidden()


def test_several_values_have_the_whole_width_with_the_buttons_below(qtbot: QtBot) -> None:
    box = ToldBox("told")
    qtbot.addWidget(box)
    box.resize(640, 160)
    box.show()
    take = box.findChild(Button, "told_take")
    assert take is not None

    def text() -> QRect:
        return next(p.geometry() for p in box.findChildren(QLabel) if "→" in p.text())

    box.show_suggestions([_suggestion()])
    qtbot.waitUntil(lambda: take.geometry().left() > text().right())
    box.show_suggestions([_suggestion(), _suggestion(heading="予算")])
    qtbot.waitUntil(lambda: take.geometry().top() > text().bottom())
