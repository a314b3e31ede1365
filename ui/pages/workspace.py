"""An open case: its steps, their shared session, undo and redo."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cspdesk.domain.case import Step
from cspdesk.services.editing import CaseSession
from cspdesk.services.progress import StepProgress, current_step, step_progress
from ui.pages.page import Action, Heading, Help, Page, StepPage
from ui.widgets.current_stack import CurrentStack

StepPages = Mapping[Step, Callable[[], StepPage]]


class CaseWorkspace(Page):
    """Holds the step pages of the open case; each is built when it is first visited.

    Pages belong to one case: what they keep beside the case (filters, places, questions to
    ask, work under way) must never be seen in the case of another client. Another case
    therefore gets pages of its own; the same case opened again is found as it was left.

    Signals:
        edited: the session was changed, by a page, by undo or by redo.
        step_shown: the `Step` that is shown now.
        overview_shown: the entry of the case is shown now.
        export_wanted: the person asked for the PDF.
    """

    edited = Signal()
    step_shown = Signal(object)
    overview_shown = Signal()
    export_wanted = Signal()

    def __init__(self, steps: StepPages, overview: Callable[[], StepPage]) -> None:
        super().__init__()
        self._makers = steps
        self._make_overview = overview
        self._overview: StepPage | None = None
        self._pages: dict[Step, StepPage] = {}
        self._session: CaseSession | None = None
        self._case_id = ""
        self._stack = CurrentStack()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    @property
    def session(self) -> CaseSession | None:
        """Return the session of the open case, None before one is opened."""
        return self._session

    def open(self, session: CaseSession, step: Step | None = None) -> None:
        """Show a case at a step, by default at the first that is not complete."""
        if session.case.id != self._case_id:
            self._forget_pages()
        self._case_id = session.case.id
        self._session = session
        self.go_to(step or current_step(session.case))

    def go_to(self, step: Step, work_item_id: str = "") -> None:
        """Show a step; what was typed in the one before is handed over first."""
        if self._session is None:
            return
        self.commit_pending()
        if step not in self._pages:
            self._pages[step] = self._joined(self._makers[step]())
        self._show(self._pages[step], self._session)
        if work_item_id:
            self._pages[step].show_work_item(work_item_id)
        self.step_shown.emit(step)
        self.heading_changed.emit()

    def show_overview(self) -> None:
        """Show the entry of the case: its steps and what is to be done next."""
        if self._session is None:
            return
        self.commit_pending()
        if self._overview is None:
            self._overview = self._joined(self._make_overview())
        self._show(self._overview, self._session)
        self.overview_shown.emit()
        self.heading_changed.emit()

    def close_case(self) -> None:
        """Forget the open case; it has to be stored before."""
        self._session = None

    def current_page(self) -> StepPage | None:
        """Return the page of the step that is shown."""
        page = self._stack.currentWidget()
        return page if isinstance(page, StepPage) and self._session is not None else None

    def progress(self) -> tuple[StepProgress, ...]:
        """Return how far the steps are."""
        return step_progress(self._session.case) if self._session is not None else ()

    def undo(self) -> None:
        """Go back one step of the session."""
        self._travel(CaseSession.undo)

    def redo(self) -> None:
        """Go forward one step of the session."""
        self._travel(CaseSession.redo)

    def commit_pending(self) -> None:
        """Hand over what is typed in the shown step."""
        if (page := self.current_page()) is not None:
            page.commit_pending()

    def heading(self) -> Heading:
        """Return the heading of the shown step."""
        page = self.current_page()
        return page.heading() if page is not None else Heading(title="案件")

    def help(self) -> Help:
        """Return the help of the shown step."""
        page = self.current_page()
        return page.help() if page is not None else Help(purpose="")

    def main_action(self) -> Action | None:
        """Return the main action of the shown step."""
        page = self.current_page()
        return page.main_action() if page is not None else None

    def side_actions(self) -> tuple[Action, ...]:
        """Return undo, the step's own buttons and the PDF."""
        page = self.current_page()
        own = page.side_actions() if page is not None else ()
        return (
            Action(label="元に戻す", run=self.undo, icon="undo-2", key="Ctrl+Z"),
            *own,
            Action(label="PDFに出力", run=self.export_wanted.emit, icon="file-down", key="Ctrl+P"),
        )

    def status_hint(self) -> str:
        """Return the hint of the shown step."""
        page = self.current_page()
        return page.status_hint() if page is not None else super().status_hint()

    def focus_target(self) -> QWidget | None:
        """Return where the shown step wants the focus."""
        page = self.current_page()
        return page.focus_target() if page is not None else None

    def search_field(self) -> QLineEdit | None:
        """Return the search field of the shown step."""
        page = self.current_page()
        return page.search_field() if page is not None else None

    def _show(self, page: StepPage, session: CaseSession) -> None:
        page.show_case(session)
        page.opened()
        self._stack.setCurrentWidget(page)

    def _forget_pages(self) -> None:
        pages = [*self._pages.values(), *([self._overview] if self._overview else [])]
        self._pages, self._overview = {}, None
        for page in pages:
            self._stack.removeWidget(page)
            page.hide()
            # Its work under way ends with it: nobody is told of the outcome any more.
            page.deleteLater()

    def _joined(self, page: StepPage) -> StepPage:
        page.edited.connect(self.edited)
        page.heading_changed.connect(self.heading_changed)
        page.problem_met.connect(self.problem_met)
        page.place_wanted.connect(self.place_wanted)
        page.rule_wanted.connect(self.rule_wanted)
        page.step_wanted.connect(self.go_to)
        self._stack.addWidget(page)
        return page

    def _travel(self, move: Callable[[CaseSession], bool]) -> None:
        page = self.current_page()
        if page is None or self._session is None:
            return
        page.commit_pending()
        if move(self._session):
            page.refresh()
            self.edited.emit()
