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
from ui.pages.hearing_rows import outline_rows
from ui.widgets.buttons import Button

TALK = "看板を60万くらいで、年内に直したい。パート入れて7人です。"


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
    return page._question.question_id


def summary_text(page: HearingPage) -> str:
    """Return all words of the summary."""
    return str(find(page, QTextBrowser, "hearing_summary_text").toPlainText())


def outline_group(page: HearingPage, group: str) -> tuple[str, str]:
    """Return the state of a group in the outline, and its count of answers."""
    rows = outline_rows(page._interview, page.session.case.hearing, page._place)
    row = next(row for row, _ in rows if row.key == group)
    return row.state, row.count


def change_the_ground(page: HearingPage) -> None:
    """Answer a question, one that rests on it, and then the first one otherwise."""
    for place, choice in (
        ("area", "people"),
        ("narrow.problem:people", "P-RECRUIT"),
        ("area", "web"),
    ):
        page._go_to(place)
        next(card for card in page._question.choices() if card.choice_id == choice).click()
