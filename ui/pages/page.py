"""What every screen tells the frame about itself: `Page`, and `StepPage` inside a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

if TYPE_CHECKING:
    from cspdesk.domain.case import Case, Step
    from cspdesk.domain.client import Client
    from cspdesk.services.editing import CaseSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing the frame can offer for a page: the primary button, a key, a menu entry.

    Attributes:
        label: verb shown on the button, e.g. 新しい案件.
        run: called in the GUI thread, never while a conversion of the input method is open.
        key: shortcut as Qt writes it (`Ctrl+N`); shown beside the label, bound by the frame
            only when `bind` is set (keys the frame knows anyway are not bound twice).
        icon: name of a file in `resources/icons` without `.svg`; empty = none.
    """

    label: str
    run: Callable[[], None]
    key: str = ""
    icon: str = ""
    bind: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What the title band shows.

    Attributes:
        title: name of the screen, or of the client inside a case.
        note: small words beside it, e.g. 進行中 9件・保管 3件.
        parent: breadcrumb before the title (案件); empty = none. A click leaves the page.
        chip: mark after the note, e.g. 見本; empty = none.
    """

    title: str
    note: str = ""
    parent: str = ""
    chip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """What F1 shows: what the screen is for, and its keys as (key, what it does)."""

    purpose: str
    keys: tuple[tuple[str, str], ...] = ()


class Page(QWidget):
    """One screen in the content area; the margin around it is the frame's.

    A page gets its services by constructor, builds its widgets in `__init__`, reads data in
    `opened` (never in `__init__`: pages are built while the window is already usable), and
    turns what the person does into one service call. Everything the frame asks has a default,
    so a page overrides only what it has.

    Signals:
        heading_changed: the frame asks `heading()` and `main_action()` again.
        case_wanted: id of the case, and the `Step` to open it at (None = where it stands).
        place_wanted: name of a rail entry, e.g. `cases`.
        rule_wanted: id of a rule and the day as of which it is to be read.
        new_case_wanted: the dialog of a new case; carries the firm's name or is empty.
        problem_met: an exception to be shown by `ui.problems`.
    """

    heading_changed = Signal()
    case_wanted = Signal(str, object)
    place_wanted = Signal(str)
    rule_wanted = Signal(str, object)
    new_case_wanted = Signal(str)
    problem_met = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def heading(self) -> Heading:
        """Return what the title band shows; asked on opening and after `heading_changed`."""
        raise NotImplementedError

    def help(self) -> Help:
        """Return the help of this screen."""
        return Help(purpose="")

    def main_action(self) -> Action | None:
        """Return the main action: the band's primary button, and Ctrl+Enter. None = none."""
        return None

    def side_actions(self) -> tuple[Action, ...]:
        """Return further buttons of the title band, left of the primary one."""
        return ()

    def status_hint(self) -> str:
        """Return the one hint about keys shown in the status band, e.g. F6 区画の移動."""
        return "F6 区画の移動"

    def focus_target(self) -> QWidget | None:
        """Return the widget that gets the focus when the page is opened."""
        return None

    def opened(self) -> None:
        """Bring what is shown up to date; called each time before the page is shown."""

    def commit_pending(self) -> None:
        """Hand over everything typed so far (also text in a debounce) before leaving or saving."""

    def undo(self) -> None:
        """Take the last change back; a page without changes of its own does nothing."""

    def redo(self) -> None:
        """Make the change again that was taken back last."""

    def search_field(self) -> QLineEdit | None:
        """Return the page's own search field for Ctrl+F; None = the band's field is used."""
        return None


class StepPage(Page):
    """One step of a case, shown inside `CaseWorkspace`.

    All steps of an open case share one `CaseSession` (undo, redo, what is not stored yet). A
    page never loads or saves: it calls `apply` with a function from `Case` to `Case`, and the
    workspace stores the change within a second and shows the saving in the status band.

    Signals:
        edited: the session was changed; emitted by `apply`, `apply_client` and `apply_both`.
        step_wanted: a `Step`, and the id of the work item to show there (empty = none).
    """

    edited = Signal()
    step_wanted = Signal(object, str)

    step: ClassVar[Step]

    def __init__(self) -> None:
        super().__init__()
        self._session: CaseSession | None = None

    @property
    def session(self) -> CaseSession:
        """Return the session of the open case.

        Raises:
            RuntimeError: no case was shown yet.
        """
        if self._session is None:
            raise RuntimeError("no case is shown")
        return self._session

    @property
    def has_case(self) -> bool:
        """Tell whether a case is shown."""
        return self._session is not None

    def show_case(self, session: CaseSession) -> None:
        """Keep the session and call `refresh`: on opening, undo, redo, edits of other pages."""
        self._session = session
        self.refresh()

    def refresh(self) -> None:
        """Show the session's present state.

        Must not change the session, and must leave caret and scroll position where they are
        as far as what is shown there is the same.
        """
        raise NotImplementedError

    def apply(self, label: str, change: Callable[[Case], Case], *, merge_key: str = "") -> bool:
        """Change the case as one undo step named `label`; return whether anything changed.

        Edits in a row with the same `merge_key` (typing in one field) are one undo step. The
        page shows its own change itself (or calls `refresh`).
        """
        changed = self.session.apply(label, change, merge_key=merge_key)
        if changed:
            self.edited.emit()
        return changed

    def apply_client(
        self, label: str, change: Callable[[Client], Client], *, merge_key: str = ""
    ) -> bool:
        """Change the client of the case in the same way."""
        changed = self.session.apply_client(label, change, merge_key=merge_key)
        if changed:
            self.edited.emit()
        return changed

    def apply_both(
        self,
        label: str,
        change: Callable[[Case, Client], tuple[Case, Client]],
        *,
        merge_key: str = "",
    ) -> bool:
        """Change case and client in one undo step."""
        case, client = change(self.session.case, self.session.client)
        changed = self.session.apply_both(label, case, client, merge_key=merge_key)
        if changed:
            self.edited.emit()
        return changed

    def show_work_item(self, work_item_id: str) -> None:
        """Bring one piece of work into view; empty = keep what is shown."""
        del work_item_id

    def heading(self) -> Heading:
        """Return client and theme, under the breadcrumb 案件."""
        case = self.session.case
        return Heading(
            title=self.session.client.name or "名前のない会社",
            note=case.title,
            parent="案件",
            chip="見本" if case.is_sample else "",
        )
