"""All answers stand in one table, and what no longer holds is marked."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.ui.hearing_page import (
    answer_of,
    change_the_ground,
    find,
    open_page,
    press,
    shown_question,
)
from ui.widgets.row_table import RowTable


def test_the_review_leads_back_to_a_question(qtbot: QtBot) -> None:
    page = open_page(qtbot, words="困った")
    press(page, "hearing_review")
    table = find(page, RowTable, "hearing_review_table")

    table.opened.emit(2)

    assert shown_question(page) == "prefecture"


def test_the_review_marks_what_rests_on_a_changed_answer(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    change_the_ground(page)
    page._go_to("review")

    again = [row.question_id for row in page._review._rows if row.state == "again"]
    assert again == ["narrow.problem:people"]


def test_answers_may_be_kept_as_they_stand(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    change_the_ground(page)
    page._go_to("review")

    press(page, "hearing_keep")

    assert all(row.state != "again" for row in page._review._rows)
    kept = answer_of(page, "narrow.problem:people")
    assert kept is not None
    assert kept.choices == ("P-RECRUIT",)
