"""The left column of step ① leads to questions and tells how far the interview is."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from cspdesk.domain.hearing import Answer, AnswerState
from cspdesk.services.interview import InterviewService
from cspdesk.services.narrowing import MOST_QUESTIONS
from tests.ui.hearing_page import (
    asked_ids,
    change_the_ground,
    find,
    go_to,
    open_page,
    outline_group,
    outline_row,
    press,
    shown_question,
    summary_text,
)
from ui import background
from ui.pages.hearing_outline import HearingOutline
from ui.widgets.delegates import CELL_ROLE


def test_a_group_in_the_outline_leads_to_its_first_open_question(qtbot: QtBot) -> None:
    page = open_page(qtbot, words="困った")
    outline = find(page, HearingOutline, "hearing_outline")

    outline.chosen.emit("お金と体制")

    assert shown_question(page) == "budget"


def test_a_click_in_the_outline_leads_into_the_field_to_answer_in(qtbot: QtBot) -> None:
    page = open_page(qtbot, words="困った")
    outline = find(page, HearingOutline, "hearing_outline")
    outline.chosen.emit("お金と体制")
    outline.setFocus()

    row = outline.visualRect(outline.indexBelow(outline.currentIndex()))
    QTest.mousePress(outline.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    QApplication.processEvents()  # the options of the question are laid out
    QTest.mouseRelease(outline.viewport(), Qt.MouseButton.LeftButton, pos=row.center())

    assert shown_question(page) != "budget"
    assert page.focus_target().hasFocus()


def test_a_click_in_the_outline_marks_the_question_that_is_asked(qtbot: QtBot) -> None:
    page = open_page(qtbot, words="困った")
    outline = find(page, HearingOutline, "hearing_outline")
    outline.chosen.emit("お金と体制")
    last = outline.model().index(outline.model().rowCount() - 1, 0)

    spot = outline.visualRect(last).center()
    QTest.mouseClick(outline.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    marked = [index.data(CELL_ROLE).key for index in outline.selectionModel().selectedIndexes()]
    assert marked == [shown_question(page)]


def test_what_is_left_until_the_proposals_are_settled_is_counted_apart(qtbot: QtBot) -> None:
    page = open_page(qtbot, words="困った")
    interview, hearing = InterviewService(), page.session.case.hearing
    said = find(page, QLabel, "hearing_settling")
    left = [interview.progress(hearing).to_settle]
    assert f"多くてあと {left[0]}問" in said.text()

    while (question_id := interview.narrowing.next_id(hearing)) != "":
        question = interview.question(question_id, hearing)
        assert question is not None
        given = Answer(
            question_id=question_id,
            state=AnswerState.ANSWERED,
            choices=(question.choices[0].id,),
        )
        hearing = hearing.with_answer(given)
        left.append(interview.progress(hearing).to_settle)
    page.apply("答え", lambda case: replace(case, hearing=hearing))
    page.refresh()

    assert left == sorted(left, reverse=True)
    assert left[0] <= MOST_QUESTIONS
    assert left[-1] == 0
    background.wait_for_all()
    assert "ここまでで候補は固まりました" in said.text()


def test_a_group_left_for_later_is_not_done(qtbot: QtBot) -> None:
    page = open_page(qtbot, words="困った")
    for _ in range(5):
        press(page, "hearing_skip")
    assert outline_group(page, "会社のこと") == ("skipped", "0/5")

    go_to(page, "employees")
    press(page, "hearing_unknown")
    assert outline_group(page, "会社のこと") == ("skipped", "0/5")
    for question_id in asked_ids(page)[:5]:
        go_to(page, question_id)
        press(page, "hearing_unknown")
    assert outline_group(page, "会社のこと") == ("unknown", "0/5")


def test_only_answers_fill_the_bar_and_what_was_left_is_named(qtbot: QtBot) -> None:
    page = open_page(qtbot, words="困った")
    press(page, "hearing_skip")
    press(page, "hearing_unknown")
    bar = find(page, QProgressBar, "hearing_progress")

    assert bar.value() == 0
    assert find(page, QLabel, "hearing_count").text().endswith("0問・不明 1問・あとで 1問")
    assert "業種\nあとで聞きます" in summary_text(page)


def test_the_outline_marks_what_rests_on_a_changed_answer(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    change_the_ground(page)

    row = outline_row(page, "narrow.problem:people")
    assert row.state == "again"
    assert row.remark.startswith("見直し：")
    assert outline_group(page, "困りごと")[0] == "again"
