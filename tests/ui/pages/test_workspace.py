"""An open case: what is typed is handed over in time, and pages belong to one case."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from cspdesk.domain.case import Step
from cspdesk.services.cases import OpenCase
from cspdesk.services.editing import CaseSession
from tests.builders import a_case, a_client
from tests.doubles import MemoryDesk
from ui.pages.page import StepPage
from ui.pages.workspace import CaseWorkspace


class TitlePage(StepPage):
    """Shows the title of the case in a field whose text waits to be handed over."""

    step = Step.HEARING

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.shown_item = ""
        QVBoxLayout(self).addWidget(self.field)

    def refresh(self) -> None:
        """Show the title."""
        self.field.setText(self.session.case.title)

    def commit_pending(self) -> None:
        """Hand the title over."""
        self.apply("題", lambda case: replace(case, title=self.field.text()))

    def show_work_item(self, work_item_id: str) -> None:
        """Note what is to be shown."""
        self.shown_item = work_item_id


@pytest.fixture
def workspace(qtbot: QtBot) -> CaseWorkspace:
    made = CaseWorkspace(dict.fromkeys(Step, TitlePage), TitlePage)
    qtbot.addWidget(made)
    made.open(_session("one"), Step.HEARING)
    return made


def _session(case_id: str) -> CaseSession:
    case = replace(a_case(), id=case_id, title="初めの題")
    return CaseSession(OpenCase(case=case, client=a_client()), MemoryDesk().cases)


def _page(workspace: CaseWorkspace) -> TitlePage:
    page = workspace.current_page()
    assert isinstance(page, TitlePage)
    return page


def test_undo_takes_back_what_was_typed_and_shows_it(workspace: CaseWorkspace) -> None:
    page = _page(workspace)
    page.field.setText("書きかけの題")

    workspace.undo()
    assert page.field.text() == page.session.case.title == "初めの題"

    workspace.redo()
    assert page.field.text() == page.session.case.title == "書きかけの題"


def test_what_was_typed_is_handed_over_before_another_step_is_shown(
    workspace: CaseWorkspace,
) -> None:
    _page(workspace).field.setText("書きかけの題")

    workspace.go_to(Step.DECOMPOSITION)

    assert _page(workspace).field.text() == "書きかけの題"


def test_a_step_is_shown_at_the_work_that_was_asked_for(workspace: CaseWorkspace) -> None:
    workspace.go_to(Step.REQUEST_FORMAT, "w7")

    assert _page(workspace).shown_item == "w7"


def test_the_pages_of_a_case_go_with_it_and_stay_for_the_same_case(
    workspace: CaseWorkspace,
) -> None:
    first = _page(workspace)

    workspace.open(_session("one"), Step.HEARING)
    assert _page(workspace) is first

    workspace.open(_session("two"), Step.HEARING)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert _page(workspace) is not first
    assert not isValid(first)
