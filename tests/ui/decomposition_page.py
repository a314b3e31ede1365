"""Step ② opened over a store in memory, and what a person does there, for its tests."""

from __future__ import annotations

from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.domain.decomposition import Decomposition, Issue, ProposalState, WorkItem
from cspdesk.services.cases import OpenCase
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.decomposing import DecomposingService
from cspdesk.services.editing import CaseSession
from cspdesk.services.interview import InterviewService
from cspdesk.services.planning import PlanningService
from tests.builders import a_case, a_client, accepted
from tests.doubles import TODAY, MemoryDesk, counted_ids
from tests.waiting import becoming_active
from ui.pages.decomposition import DecompositionPage
from ui.pages.proposal_notice import ProposalNotice
from ui.pages.work_item_drawer import WorkItemPanel
from ui.pages.work_item_tree import WorkItemTree
from ui.widgets.buttons import Button
from ui.widgets.drawer import Drawer
from ui.widgets.labels import Paragraph

Part = TypeVar("Part", bound=QWidget)

WORDS = "ロゴを新しくしたい。チラシも作りたい。補助金の申請書も書いてほしい。"
DECOMPOSING = DecomposingService()
ISSUES = (
    Issue(id="p", name="見本の問題"),
    Issue(id="s", name="見本の課題", parent_id="p"),
    Issue(id="t", name="別の課題", parent_id="p"),
)


def open_page(
    qtbot: QtBot, *items: WorkItem, words: str = WORDS, **changes: Any
) -> DecompositionPage:
    """Return the page of a case with these pieces of work, shown and ready for keys."""
    desk = MemoryDesk()
    tree = Decomposition(
        issues=ISSUES if items else (), work_items=items, kept_back=changes.pop("kept_back", ())
    )
    case = a_case(words=words, decomposition=tree, **changes)
    page = DecompositionPage(
        DECOMPOSING,
        PlanningService(),
        InterviewService(),
        load_catalogue,
        lambda: TODAY,
        counted_ids("new"),
    )
    qtbot.addWidget(page)
    page.resize(1242, 610)
    page.show_case(CaseSession(OpenCase(case=case, client=a_client()), desk.cases))
    with becoming_active(qtbot, page):
        page.show()
        page.activateWindow()
    page.focus_target().setFocus()
    return page


def with_proposals(qtbot: QtBot) -> DecompositionPage:
    """Return the page after the words were searched for proposals."""
    page = open_page(qtbot)
    with qtbot.waitSignal(page.proposed):
        page.find_proposals()
    return page


def opened_drawer(qtbot: QtBot, *items: WorkItem) -> DecompositionPage:
    """Return the page with the drawer open on the first of these pieces of work."""
    page = open_page(qtbot, *items)
    tree_of(page).select(items[0].id)
    press_key(page, Qt.Key.Key_Return)
    assert find(page, Drawer, "work_item_drawer").isVisible()
    return page


def proposed(item_id: str, **changes: Any) -> WorkItem:
    """Return a piece of work that is not decided yet."""
    return accepted(item_id, issue_id="s", state=ProposalState.PROPOSED, **changes)


def find(page: QWidget, kind: type[Any], name: str) -> Any:
    """Return the widget of this name."""
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def part_of(page: QWidget, kind: type[Part]) -> Part:
    """Return the one part of this kind."""
    found = page.findChild(kind)
    assert found is not None, kind
    return found


def tree_of(page: DecompositionPage) -> WorkItemTree:
    """Return the table of problems and work."""
    return part_of(page, WorkItemTree)


def panel_of(page: DecompositionPage) -> WorkItemPanel:
    """Return what the drawer shows of one piece of work."""
    return part_of(page, WorkItemPanel)


def press(page: QWidget, name: str) -> None:
    """Click the button of this name."""
    QTest.mouseClick(find(page, Button, name), Qt.MouseButton.LeftButton)


def press_key(
    page: DecompositionPage,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key on the rows of the tree."""
    QTest.keyClick(tree_of(page).rows, key, modifiers)


def show_face(page: DecompositionPage, face: str) -> None:
    """Go to another face of the page by its button."""
    button = find(page, QToolButton, f"decomposition_face_{face}")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def notice_of(page: DecompositionPage) -> str:
    """Return all words of the notice."""
    notice = part_of(page, ProposalNotice)
    return "".join(p.plain_text() for p in notice.findChildren(Paragraph)) + "".join(
        label.text() for label in notice.findChildren(QLabel)
    )


def items_of(page: DecompositionPage) -> tuple[WorkItem, ...]:
    """Return the pieces of work of the case as it stands."""
    return page.session.case.decomposition.work_items


def item_of(page: DecompositionPage, item_id: str) -> WorkItem:
    """Return one piece of work of the case as it stands."""
    return page.session.case.decomposition.work_item(item_id)
