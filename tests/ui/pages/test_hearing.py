"""Step ① leads from the owner's words through one question at a time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cspdesk.domain.case import Step
from cspdesk.domain.hearing import AnswerState
from tests.ui import audit
from tests.ui.hearing_page import (
    answer_of,
    asked_ids,
    find,
    go_to,
    go_to_end,
    go_to_review,
    open_page,
    press,
    question_face,
    shown_question,
)
from ui import theme
from ui.pages.hearing_choice import ChoiceCard
from ui.pages.hearing_summary import HearingSummary
from ui.widgets.text_edit import TextEdit


def test_a_new_case_opens_at_the_owners_words(qtbot: QtBot) -> None:
    page = open_page(qtbot)

    assert page.focus_target().objectName() == "hearing_owner_words"


def test_typed_words_are_kept_as_they_are_typed(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    field = find(page, TextEdit, "hearing_owner_words")

    field.setPlainText("お客さんが来ない。\n困った")
    page.commit_pending()

    assert page.session.case.hearing.owner_words == "お客さんが来ない。\n困った"


def test_with_words_there_the_first_question_is_asked(qtbot: QtBot) -> None:
    page = open_page(qtbot, words="困った")

    assert shown_question(page) == "industry"


def test_unknown_and_skipped_are_marked_and_the_next_question_follows(qtbot: QtBot) -> None:
    page = open_page(qtbot, words="困った")

    press(page, "hearing_unknown")
    press(page, "hearing_skip")

    industry, employees = answer_of(page, "industry"), answer_of(page, "employees")
    assert industry is not None
    assert employees is not None
    assert (industry.state, employees.state) == (AnswerState.UNKNOWN, AnswerState.SKIPPED)
    assert shown_question(page) == "prefecture"


def test_five_actions_answer_five_questions(qtbot: QtBot) -> None:
    page = open_page(qtbot, words="困った")

    QTest.keyClick(page.focus_target(), Qt.Key.Key_Return)
    page.focus_target().setText("14")  # type: ignore[attr-defined]
    QTest.keyClick(page.focus_target(), Qt.Key.Key_Return)
    press(page, "hearing_skip")
    QTest.keyClick(page.focus_target(), Qt.Key.Key_Return)
    QTest.keyClick(page.focus_target(), Qt.Key.Key_Return)

    assert shown_question(page) == "trouble"


def test_back_returns_to_the_question_before(qtbot: QtBot) -> None:
    page = open_page(qtbot, words="困った")
    go_to(page, "prefecture")

    QTest.keyClick(page.focus_target(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)

    assert shown_question(page) == "employees"


def test_nothing_goes_on_while_text_is_being_converted(qtbot: QtBot) -> None:
    page = open_page(qtbot, words="困った")
    go_to(page, "trouble")
    field = find(page, TextEdit, "hearing_words")
    field.setFocus()
    QApplication.sendEvent(field, QInputMethodEvent("へんかん", []))

    page.main_action().run()

    assert shown_question(page) == "trouble"
    assert answer_of(page, "trouble") is None


def test_after_the_last_question_the_next_step_is_offered(qtbot: QtBot) -> None:
    page = open_page(qtbot, words="困った")
    go_to_end(page)

    with qtbot.waitSignal(page.step_wanted) as wanted:
        page.main_action().run()

    assert wanted.args == [Step.DECOMPOSITION, ""]


def test_answers_open_further_questions(qtbot: QtBot) -> None:
    page = open_page(qtbot, words="困った")
    before = set(asked_ids(page))
    go_to(page, "area")

    find(page, ChoiceCard, "hearing_choice_sales").click()

    assert "sales_route" in set(asked_ids(page)) - before


def test_an_answer_that_opens_questions_counts_on_the_left_and_leaves_the_number(
    qtbot: QtBot,
) -> None:
    page = open_page(qtbot, words="困った")
    go_to(page, "area")
    number = find(page, QLabel, "hearing_number").text()

    find(page, ChoiceCard, "hearing_choice_sales").click()

    assert find(page, QLabel, "hearing_number").text() == number
    texts = [part.text() for part in page.findChildren(QLabel)]
    assert any(f"全 {len(asked_ids(page))}問中" in text for text in texts)


@pytest.mark.parametrize("width", [1179, 1274])
def test_the_summary_can_be_reached_at_every_width(qtbot: QtBot, width: int) -> None:
    page = open_page(qtbot, words="困った")
    page.resize(width, 640)

    press(page, "hearing_fold")

    assert find(page, HearingSummary, "hearing_summary").isVisible()


def test_without_room_for_three_columns_the_summary_takes_the_place_of_the_question(
    qtbot: QtBot,
) -> None:
    page = open_page(qtbot, words="困った")
    page.resize(1179, 640)
    summary = find(page, HearingSummary, "hearing_summary")
    qtbot.waitUntil(lambda: not summary.isVisible())

    press(page, "hearing_fold")
    assert summary.isVisible()
    assert not question_face(page).isVisible()
    press(page, "hearing_skip")
    assert page.session.case.hearing.answers == ()

    page.main_action().run()
    assert shown_question(page) == "industry"
    assert question_face(page).isVisible()
    assert not summary.isVisible()


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("place", ["owner_words", "industry", "budget", "review", "end"])
def test_everything_has_a_name_and_room(qtbot: QtBot, place: str, scale: float) -> None:
    theme.manager().set_scale(scale)
    page = open_page(qtbot, words="困った")
    go = {"review": go_to_review, "end": go_to_end}.get(place)
    if go is None:
        go_to(page, place)
    else:
        go(page)
    QApplication.processEvents()

    assert audit.nameless(page) == []
    assert audit.foreign_words(page) == set()
    assert audit.cut_off(page) == []
    assert audit.reading_markup(page) == []
