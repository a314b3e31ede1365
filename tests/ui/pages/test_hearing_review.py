"""All answers stand in one table, and what no longer holds is marked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.hearing_page import (
    answer_of,
    change_the_ground,
    find,
    go_to_review,
    open_page,
    press,
    shown_question,
)
from ui.pages.hearing import HearingPage
from ui.widgets.delegates import CELL_ROLE
from ui.widgets.row_table import RowTable


def _marked_again(page: HearingPage) -> list[str]:
    rows = find(page, RowTable, "hearing_review_table").model()
    return [
        rows.index(row, 0).data(Qt.ItemDataRole.UserRole)
        for row in range(rows.rowCount())
        if rows.index(row, 1).data(CELL_ROLE).text == "見直し"
    ]


def test_the_review_leads_back_to_a_question(qtbot: QtBot) -> None:
    page = open_page(qtbot, words="困った")
    press(page, "hearing_review")
    table = find(page, RowTable, "hearing_review_table")

    table.opened.emit(2)

    assert shown_question(page) == "prefecture"


def test_the_review_marks_what_rests_on_a_changed_answer(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    change_the_ground(page)
    go_to_review(page)

    assert _marked_again(page) == ["narrow.problem:people"]


def test_answers_may_be_kept_as_they_stand(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    change_the_ground(page)
    go_to_review(page)

    press(page, "hearing_keep")

    assert _marked_again(page) == []
    kept = answer_of(page, "narrow.problem:people")
    assert kept is not None
    assert kept.choices == ("P-RECRUIT",)
