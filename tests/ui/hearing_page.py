"""Step ① opened over a store in memory, and what a person does there, for its tests."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.domain.hearing import Answer
from cspdesk.services.decomposing import DecomposingService
from cspdesk.services.editing import CaseSession
from cspdesk.services.interview import InterviewService
from tests.doubles import TODAY, MemoryDesk, counted_ids
from tests.waiting import becoming_active
from ui.pages.hearing import HearingPage
from ui.pages.hearing_outline import HearingOutline, OutlineRow
from ui.pages.hearing_question import QuestionFace
from ui.widgets.buttons import Button
from ui.widgets.delegates import CELL_ROLE

TALK = "看板を60万くらいで、年内に直したい。パート入れて7人です。"
_MOST_ASKED = 100


def open_page(qtbot: QtBot, words: str = "") -> HearingPage:
    """Return the page of a new case with these words, shown and ready for keys."""
    desk = MemoryDesk()
    opened = desk.cases.create(client_name="見本商店", words=words)
    page = HearingPage(InterviewService(), DecomposingService(), lambda: TODAY, counted_ids("m"))
    qtbot.addWidget(page)
    page.resize(1274, 640)
    page.show_case(CaseSession(opened, desk.cases))
    with becoming_active(qtbot, page):
        page.show()
        page.activateWindow()
    page.focus_target().setFocus()
    return page


def find(page: QWidget, kind: type[Any], name: str) -> Any:
    """Return the widget of this name."""
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def press(page: QWidget, name: str) -> None:
    """Click the button of this name."""
    QTest.mouseClick(find(page, Button, name), Qt.MouseButton.LeftButton)


def answer_of(page: HearingPage, question_id: str) -> Answer | None:
    """Return what the case has as the answer."""
    return page.session.case.hearing.answer(question_id)


def shown_question(page: HearingPage) -> str:
    """Return the id of the question that is asked."""
    return question_face(page).question_id


def question_face(page: HearingPage) -> QuestionFace:
    """Return the face on which questions are asked."""
    face = page.findChild(QuestionFace)
    assert face is not None
    return face


def summary_text(page: HearingPage) -> str:
    """Return all words of the summary."""
    return str(find(page, QTextBrowser, "hearing_summary_text").toPlainText())


def outline_row(page: HearingPage, key: str) -> OutlineRow:
    """Return the row of a question or a group in the outline."""
    return next(row for row in _outline_rows(page) if row.key == key)


def asked_ids(page: HearingPage) -> list[str]:
    """Return the ids of the questions that are asked, as the outline lists them."""
    return [row.key for row in _outline_rows(page) if not row.strong and not row.count]


def _outline_rows(page: HearingPage) -> list[OutlineRow]:
    model = find(page, HearingOutline, "hearing_outline").model()
    groups = [model.index(place, 0) for place in range(model.rowCount())]
    inside = [model.index(n, 0, group) for group in groups for n in range(model.rowCount(group))]
    return [index.data(CELL_ROLE) for index in (*groups, *inside)]


def go_to(page: HearingPage, key: str) -> None:
    """Go to a question, a group or the owner's words by the outline, and into its field."""
    find(page, HearingOutline, "hearing_outline").chosen.emit(key)
    page.focus_target().setFocus()


def go_to_end(page: HearingPage) -> None:
    """Leave all that is asked unknown."""
    for _ in range(_MOST_ASKED):
        if page.focus_target().objectName() == "hearing_end_go":
            return
        press(page, "hearing_unknown")
    raise AssertionError("the interview does not end")


def go_to_review(page: HearingPage) -> None:
    """Open the table of all answers."""
    press(page, "hearing_review")


def outline_group(page: HearingPage, group: str) -> tuple[str, str]:
    """Return the state of a group in the outline, and its count of answers."""
    row = outline_row(page, group)
    return row.state, row.count


def change_the_ground(page: HearingPage) -> None:
    """Answer a question, one that rests on it, and then the first one otherwise."""
    for place, choice in (
        ("area", "people"),
        ("narrow.problem:people", "P-RECRUIT"),
        ("area", "web"),
    ):
        go_to(page, place)
        # Not by name: the cards of the question before may still await their deletion.
        card = next(c for c in question_face(page).choices() if c.choice_id == choice)
        card.click()
