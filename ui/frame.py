"""The four bands around the content; knows no pages and no services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.pages.page import Page
from ui.theme import theme
from ui.title_band import TitleBand
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.current_stack import CurrentStack
from ui.widgets.help_panel import HelpPanel
from ui.widgets.named import named
from ui.widgets.rail import Place, Rail
from ui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from ui.widgets.step_bar import StepBar

PLACES = (
    Place(name="home", word="ホーム", icon="house"),
    Place(name="cases", word="案件", icon="folder"),
    Place(name="clients", word="会社", icon="building-2"),
    Place(name="check", word="文章を点検", icon="shield-check"),
    Place(name="rules", word="法令・ルール", icon="scale"),
    Place(name="own", word="自前の仕事", icon="book-open"),
    Place(name="settings", word="設定", icon="settings", last=True),
)
_MARGIN = 16


class Frame(QWidget):
    """Rail, title band, step band, content and status band, always in these places."""

    def __init__(self) -> None:
        super().__init__()
        self.rail = Rail(PLACES)
        self.header = TitleBand()
        self._steps: StepBar | None = None
        self.status = StatusBar()
        self.stack = CurrentStack()
        self.help_panel = HelpPanel()
        self.banner = Banner("save_banner", "err")
        self.retry = self.banner.add_button(
            Button("もう一度保存", "save_retry", kind="primary", key="Ctrl+S")
        )
        self.help_panel.hide()
        self.banner.hide()
        self._assemble()
        self._measure()

    @property
    def steps(self) -> StepBar:
        """Return the step band, made when it is first asked for: after the first paint.

        It is hidden until a case is open.
        """
        if self._steps is None:
            from ui.widgets.step_bar import StepBar  # noqa: PLC0415 - brings the domain along

            self._steps = StepBar()
            self._steps.hide()
            self._bands.insertWidget(1, self._steps)
        return self._steps

    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 goes through, in order, as far as it is shown."""
        all_panes = (
            self.rail,
            self.header,
            self._steps,
            self.content,
            self.help_panel,
            self.status,
        )
        return tuple(pane for pane in all_panes if pane is not None and not pane.isHidden())

    def focus_pane(self, pane: QWidget) -> None:
        """Give the focus to the natural place of a pane."""
        if pane is self.rail:
            self.rail.focus_current()
        elif pane is self.header:
            self.header.focus_first()
        elif pane is self._steps:
            self.steps.focus_current()
        elif pane is self.help_panel:
            self.help_panel.focus_first()
        elif pane is self.status:
            self.status.focus_first()
        else:
            self.focus_content()

    def focus_content(self) -> None:
        """Give the focus to where the page wants it, else to its first widget."""
        page = self.stack.currentWidget()
        target = page.focus_target() if isinstance(page, Page) else None
        if target is None and page is not None:
            target = next(
                (w for w in page.findChildren(QWidget) if w.isVisible() and _takes_focus(w)), None
            )
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()

    def _assemble(self) -> None:
        # The canvas scrolls when a page needs more room than there is; the bands stay.
        inside = named(QFrame(), "canvas", "")
        self._inside = QHBoxLayout(inside)
        column = QVBoxLayout()
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        self._inside.addLayout(column, 1)
        self.content = named(QScrollArea(), "content", "内容")
        self.content.setWidgetResizable(True)
        self.content.setFrameShape(QFrame.Shape.NoFrame)
        self.content.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content.setWidget(inside)
        self._bands = QVBoxLayout()
        self._bands.setSpacing(0)
        self._bands.addWidget(self.header)
        beside = named(QFrame(), "canvas", "")
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.content, 1)
        # Outside the area that scrolls, so that a wide page cannot push the help off the screen.
        self._help_room = QHBoxLayout()
        self._help_room.addWidget(self.help_panel)
        row.addLayout(self._help_room)
        self._bands.addWidget(beside, 1)
        self._bands.addWidget(self.status)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(self._bands, 1)

    def _measure(self) -> None:
        side = theme().px(_MARGIN)
        self._inside.setContentsMargins(side, side, side, side)
        self._help_room.setContentsMargins(0, side, side, side)


def _takes_focus(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
