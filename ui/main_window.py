"""The window: takes pages to their places, keys to their actions, edits to the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from ui import first_frame
from ui.first_frame import WindowMemory

if TYPE_CHECKING:
    # The first paint must not wait for the widgets, the domain and the pages.
    from datetime import date

    from PySide6.QtGui import QCloseEvent, QPaintEvent, QShortcut

    from cspdesk.domain.case import Step
    from cspdesk.services.cases import CaseService, OpenCase
    from cspdesk.services.editing import CaseSession
    from cspdesk.services.ports import Clock
    from cspdesk.services.settings import Settings
    from ui.autosave import Autosave
    from ui.frame import Frame
    from ui.pages.page import Action, Page, StepPage
    from ui.pages.workspace import CaseWorkspace, StepPages
    from ui.widgets.status_bar import SaveState

_LEAST = (1180, 640)
_USUAL = (1366, 768)
_TITLE_BAR = 40


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What the window shows, once the data folder is open.

    Attributes:
        places: maker of the page for each entry of the rail.
        steps: maker of the page for each step of a case.
        overview: maker of the entry page of a case.
        cases: opens and stores cases.
        clock: for the time of the last saving.
        new_case: asks for a new case and returns it, None if the person gave up.
        export: offers the documents of an open case.
    """

    places: Mapping[str, Callable[[], Page]]
    steps: StepPages
    overview: Callable[[], StepPage]
    cases: CaseService
    clock: Clock
    new_case: Callable[[str], OpenCase | None]
    export: Callable[[CaseSession], None]


class MainWindow(QMainWindow):
    """Bands first, then the frame, then pages: it can be shown before anything is loaded.

    Signals:
        painted: the bands have been painted for the first time.
        scale_changed: text scale in percent, after the person changed it by key.
    """

    painted = Signal()
    scale_changed = Signal(int)

    def __init__(self, memory: WindowMemory) -> None:
        super().__init__()
        self._memory = memory
        self._was_painted = False
        self._frame: Frame | None = None
        self._autosave: Autosave | None = None
        self.setWindowTitle("cspdesk")
        self._contents: Contents | None = None
        self._pages: dict[str, Page] = {}
        self._page: Page | None = None
        self._workspace: CaseWorkspace | None = None
        self._page_keys: list[QShortcut] = []
        self._restore()

    @property
    def frame(self) -> Frame:
        """Return what stands around the pages, made when it is first asked for."""
        if self._frame is None:
            from ui.frame import Frame  # noqa: PLC0415 - after the first paint

            self._frame = Frame()
            self._connect_frame(self._frame)
            self._bind_keys()
            self._frame.rail.set_current("home")
            self.setCentralWidget(self._frame)
            # A widget that comes into a shown window stays hidden by itself.
            self._frame.show()
        return self._frame

    @property
    def autosave(self) -> Autosave:
        """Return what stores the open case, made when it is first asked for."""
        if self._autosave is None:
            from ui.autosave import Autosave  # noqa: PLC0415 - after the first paint

            self._autosave = Autosave()
            self._autosave.state_changed.connect(self._show_saving)
            self._autosave.failed.connect(self._save_failed)
        return self._autosave

    # ---- being given something to show ----

    def attach(self, contents: Contents) -> None:
        """Show the home page; pages are built when they are first visited."""
        from ui.pages.workspace import CaseWorkspace  # noqa: PLC0415 - after the first paint

        self._contents = contents
        self._workspace = CaseWorkspace(contents.steps, contents.overview)
        self._connect_page(self._workspace)
        self._workspace.edited.connect(self._case_edited)
        self._workspace.step_shown.connect(self._step_shown)
        self._workspace.overview_shown.connect(self._overview_shown)
        self._workspace.export_wanted.connect(self.export)
        self.frame.stack.addWidget(self._workspace)
        self._connect_steps()
        self.go_to("home")

    @property
    def workspace(self) -> CaseWorkspace:
        """Return the container of the open case.

        Raises:
            RuntimeError: nothing was attached yet.
        """
        if self._workspace is None:
            raise RuntimeError("the window shows nothing yet")
        return self._workspace

    @property
    def page(self) -> Page | None:
        """Return the page that is shown."""
        return self._page

    # ---- going somewhere ----

    def go_to(self, place: str) -> None:
        """Show a place of the rail; an open case is stored and closed first."""
        contents = self._contents
        if contents is None or not self._store_case():
            self._mark_place()
            return
        if place not in self._pages:
            page = contents.places[place]()
            self._connect_page(page)
            self._pages[place] = page
            self.frame.stack.addWidget(page)
        self._show(self._pages[place])

    def open_case(self, case_id: str, step: Step | None = None) -> None:
        """Open a case at a step (None = where it stands)."""
        if self._contents is None or not self._store_case():
            return
        try:
            opened = self._contents.cases.open(case_id)
        except Exception as problem:
            self.show_problem(problem)
            return
        self._enter(opened, step)

    def show_rule(self, rule_id: str, as_of: date) -> None:
        """Show one rule as of a day, with a way back to what is shown now."""
        from ui.pages.rules import RulesPage  # noqa: PLC0415 - after the first paint

        back = self._way_back()
        self.go_to("rules")
        if isinstance(self._page, RulesPage):
            self._page.show_rule(rule_id, as_of, back)

    def new_case(self, client_name: str = "") -> None:
        """Ask for a new case, of this firm if one is named, and open it."""
        if self._contents is None or not self._store_case():
            return
        opened = self._contents.new_case(client_name)
        if opened is not None:
            from cspdesk.domain.case import Step  # noqa: PLC0415 - after the first paint

            self._enter(opened, Step.HEARING)

    def export(self) -> None:
        """Offer the documents of the open case; it is stored first."""
        session = self._workspace.session if self._workspace is not None else None
        if session is not None and self._contents is not None and self.save_now():
            self._contents.export(session)

    def save_now(self) -> bool:
        """Store everything typed so far; return whether it is stored."""
        return self._store_case()

    def remember(self, settings: Settings) -> None:
        """Keep what the first paint of the next start has to look like."""
        self._memory.put("appearance", settings.appearance.value)
        self._memory.put("text_scale", str(settings.text_scale))

    def show_problem(self, problem: object) -> None:
        """Show a problem in the one dialog."""
        from ui import problems  # noqa: PLC0415 - never needed for the first paint

        if isinstance(problem, BaseException):
            problems.show(problem, self)

    # ---- Qt ----

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bands while the frame is not there yet; tell of the first time."""
        if self._frame is None:
            first_frame.paint(self, self._memory)
        else:
            super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store what is open; stay open if that fails and the person wants to stay."""
        if self._frame is not None:
            from ui import ime  # noqa: PLC0415 - after the first paint

            ime.commit()
        if not self._store_case() and not self._may_lose_changes():
            event.ignore()
            return
        self._memory.put("geometry", bytes(self.saveGeometry().toBase64().data()).decode("ascii"))
        super().closeEvent(event)

    # ---- inside ----

    def _may_lose_changes(self) -> bool:
        from ui import problems  # noqa: PLC0415 - never needed for the first paint

        return problems.ask(
            self,
            title="保存できていません",
            text="入力した内容を保存できませんでした。このまま閉じると、最後の変更が失われます。",
            do="保存せずに閉じる",
            keep="戻る",
        )

    def _restore(self) -> None:
        self.setMinimumSize(*_LEAST)
        self.resize(*_USUAL)
        room = self.screen().availableGeometry()
        if room.width() >= _USUAL[0] and room.height() < _USUAL[1] + _TITLE_BAR:
            # On a small notebook the title bar would push the lowest line off the screen.
            self.setWindowState(Qt.WindowState.WindowMaximized)
        if kept := self._memory.get("geometry"):
            self.restoreGeometry(QByteArray.fromBase64(QByteArray(kept.encode("ascii"))))

    def _connect_frame(self, frame: Frame) -> None:
        frame.rail.chosen.connect(self.go_to)
        frame.header.parent_pressed.connect(lambda: self.go_to("cases"))
        frame.header.searched.connect(self._search)
        frame.status.help_pressed.connect(self._toggle_help)
        frame.status.save_pressed.connect(self.save_now)
        frame.status.scale_pressed.connect(lambda: self._scale(0))
        frame.help_panel.closed.connect(self._toggle_help)
        frame.retry.clicked.connect(self.save_now)

    def _connect_steps(self) -> None:
        from cspdesk.domain.case import Step  # noqa: PLC0415 - after the first paint
        from ui import keys  # noqa: PLC0415

        self.frame.steps.chosen.connect(self._go_to_step)
        self.frame.steps.overview_chosen.connect(self._go_to_overview)
        for number, step in enumerate(Step, start=1):
            keys.bind(self, f"Alt+{number}", partial(self._go_to_step, step))
        keys.bind(self, "Alt+0", self._go_to_overview)

    def _connect_page(self, page: Page) -> None:
        page.heading_changed.connect(lambda: self._refresh_heading(page))
        page.case_wanted.connect(self.open_case)
        page.place_wanted.connect(self.go_to)
        page.rule_wanted.connect(self.show_rule)
        page.new_case_wanted.connect(self.new_case)
        page.problem_met.connect(self.show_problem)

    def _bind_keys(self) -> None:
        from ui import keys  # noqa: PLC0415 - after the first paint
        from ui.frame import PLACES  # noqa: PLC0415

        for number, place in enumerate(PLACES, start=1):
            keys.bind(self, f"Ctrl+{number}", partial(self.go_to, place.name))
        keys.bind(self, "F6", lambda: self._next_pane(1))
        keys.bind(self, "Shift+F6", lambda: self._next_pane(-1))
        keys.bind(self, "F1", self._toggle_help)
        keys.bind(self, "Ctrl+N", self.new_case)
        keys.bind(self, "Ctrl+F", self._focus_search)
        keys.bind(self, "Ctrl+P", self.export)
        keys.bind(self, "Ctrl+S", self.save_now)
        keys.bind(self, "Ctrl+Z", self._undo)
        keys.bind(self, ("Ctrl+Y", "Ctrl+Shift+Z"), self._redo)
        keys.bind(self, ("Ctrl++", "Ctrl+="), lambda: self._scale(1))
        keys.bind(self, "Ctrl+-", lambda: self._scale(-1))
        keys.bind(self, "Ctrl+0", lambda: self._scale(0))
        keys.bind(self, ("Ctrl+Return", "Ctrl+Enter"), self._main_action)

    def _way_back(self) -> Action | None:
        from ui.pages.page import Action  # noqa: PLC0415 - after the first paint

        place = next((name for name, page in self._pages.items() if page is self._page), "")
        session = self._workspace.session if self._workspace is not None else None
        if self._page is self._workspace and self._workspace is not None and session is not None:
            shown = self._workspace.current_page()
            step = getattr(shown, "step", None)
            back: Callable[[], None] = partial(self.open_case, session.case.id, step)
        elif place and place != "rules":
            back = partial(self.go_to, place)
        else:
            return None
        return Action(label="元の画面に戻る", run=back, icon="undo-2", key="Alt+Left", bind=True)

    def _enter(self, opened: OpenCase, step: Step | None) -> None:
        if self._contents is None:
            return
        from cspdesk.services.editing import CaseSession  # noqa: PLC0415 - after the first paint
        from ui.widgets.status_bar import SaveState  # noqa: PLC0415

        session = CaseSession(opened, self._contents.cases)
        self.autosave.watch(session)
        self.workspace.open(session, step)
        self._show(self.workspace)
        self.frame.content.verticalScrollBar().setValue(0)
        self._show_saving(SaveState.SAVED)

    def _store_case(self) -> bool:
        """Store what is open; False = it could not be stored, and stays where it is."""
        if self._page is not None:
            self._page.commit_pending()
        return self._autosave is None or self._autosave.flush()

    def _show(self, page: Page) -> None:
        leaving = self._page is self._workspace and page is not self._workspace
        self._page = page
        if leaving and self._workspace is not None:
            self.autosave.watch(None)
            self._workspace.close_case()
            self.frame.banner.hide()
        page.opened()
        self.frame.stack.setCurrentWidget(page)
        self.frame.steps.setVisible(page is self._workspace)
        self._mark_place()
        self._refresh_heading(page)
        if not self.frame.help_panel.isHidden():
            self._fill_help()
        QTimer.singleShot(0, self.frame.focus_content)

    def _mark_place(self) -> None:
        shown = next((name for name, page in self._pages.items() if page is self._page), "cases")
        self.frame.rail.set_current(shown if self._page is not None else "home")

    def _refresh_heading(self, page: Page) -> None:
        if page is not self._page:
            return
        in_case = page is self._workspace
        heading = page.heading()
        self.frame.header.show_heading(heading)
        self.setWindowTitle(heading.title)
        self.frame.header.show_search(visible=not in_case and page.search_field() is None)
        # Inside a case the one filled button stands in the page, beside what it is about.
        self.frame.header.show_actions(None if in_case else page.main_action(), page.side_actions())
        self.frame.status.show_hint(page.status_hint())
        if self._workspace is not None and in_case:
            self.frame.steps.show_progress(self._workspace.progress())
        self._bind_page_keys(page)

    def _bind_page_keys(self, page: Page) -> None:
        from ui import keys  # noqa: PLC0415 - after the first paint

        keys.unbind(self._page_keys)
        for action in (page.main_action(), *page.side_actions()):
            if action is not None and action.bind and action.key:
                self._page_keys += keys.bind(self, action.key, action.run)

    def _step_shown(self, step: Step) -> None:
        self.frame.steps.set_current(step)
        if self._page is self._workspace:
            QTimer.singleShot(0, self.frame.focus_content)

    def _overview_shown(self) -> None:
        self.frame.steps.set_overview_current()
        if self._page is self._workspace:
            QTimer.singleShot(0, self.frame.focus_content)

    def _go_to_overview(self) -> None:
        if self._page is self._workspace and self._workspace is not None:
            self._workspace.show_overview()
            if not self.frame.help_panel.isHidden():
                self._fill_help()

    def _go_to_step(self, step: Step) -> None:
        if self._page is self._workspace and self._workspace is not None:
            self._workspace.go_to(step)
            if not self.frame.help_panel.isHidden():
                self._fill_help()

    def _case_edited(self) -> None:
        self.autosave.edited()
        self.frame.steps.show_progress(self.workspace.progress())

    def _undo(self) -> None:
        if self._page is not None:
            self._page.undo()

    def _redo(self) -> None:
        if self._page is not None:
            self._page.redo()

    def _main_action(self) -> None:
        action = self._page.main_action() if self._page is not None else None
        if action is not None:
            action.run()

    def _search(self, words: str) -> None:
        self.go_to("cases")
        if self._page is not None and (field := self._page.search_field()) is not None:
            field.setText(words)

    def _focus_search(self) -> None:
        from PySide6.QtCore import Qt  # noqa: PLC0415 - after the first paint

        own = self._page.search_field() if self._page is not None else None
        field = own or self.frame.header.search
        if field.isVisible():
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _next_pane(self, direction: int) -> None:
        panes = self.frame.panes()
        focused = QApplication.focusWidget()
        place = next((i for i, pane in enumerate(panes) if _inside(focused, pane)), -1)
        self.frame.focus_pane(panes[(place + direction) % len(panes)])

    def _toggle_help(self) -> None:
        panel = self.frame.help_panel
        if panel.isHidden():
            self._fill_help()
            panel.show()
            panel.focus_first()
        else:
            panel.hide()
            self.frame.focus_content()

    def _fill_help(self) -> None:
        if self._page is not None:
            said = self._page.help()
            self.frame.help_panel.show_help(said.purpose, said.keys)

    def _scale(self, direction: int) -> None:
        from ui import theme as look  # noqa: PLC0415 - after the first paint

        scale = look.manager().step_scale(direction)
        self.scale_changed.emit(round(scale * 100))
        if self._page is not None:
            self._refresh_heading(self._page)

    def _show_saving(self, state: SaveState) -> None:
        from ui.models.spoken_time import clock_time  # noqa: PLC0415 - after the first paint
        from ui.widgets.status_bar import SaveState  # noqa: PLC0415

        time = ""
        if state is SaveState.SAVED:
            self.frame.banner.hide()
            if self._contents is not None:
                time = clock_time(self._contents.clock.now())
        self.frame.status.show_saving(state, time)

    def _save_failed(self, problem: Exception) -> None:
        from ui import problems  # noqa: PLC0415 - never needed for the first paint
        from ui.widgets.status_bar import SaveState  # noqa: PLC0415

        sentence = problems.short_sentence(problem)
        self.frame.status.show_saving(SaveState.FAILED, sentence)
        self.frame.banner.show_message("保存できません。", sentence, "err")


def _inside(widget: QWidget | None, pane: QWidget) -> bool:
    return widget is not None and (widget is pane or pane.isAncestorOf(widget))
