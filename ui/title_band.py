"""The band at the top: where one is, the search field, and what can be done here."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from ui import ime
from ui.pages.page import Action, Heading
from ui.theme import icon, theme
from ui.tokens import TITLE_HEIGHT
from ui.widgets.buttons import Button
from ui.widgets.chips import StatusChip
from ui.widgets.labels import ElidedLabel, LinkButton, label
from ui.widgets.named import named

_SEARCH_WIDTH = 294
_NOTE_FROM = 1.5


class TitleBand(QFrame):
    """Breadcrumb, title and remark at the left; search and buttons at the right.

    Signals:
        parent_pressed: the breadcrumb was pressed.
        searched: words and Enter in the search field.
    """

    parent_pressed = Signal()
    searched = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        named(self, "header", "題名の帯")
        self._row = QHBoxLayout(self)
        self._parent = LinkButton("案件", "header_parent")
        self._arrow = label("›")
        self._title = ElidedLabel("", "title")
        self._note = ElidedLabel("", "small")
        self._chip = StatusChip("tag", "")
        self.search = named(QLineEdit(), "header_search", "案件を検索")
        self.search.setPlaceholderText("会社名・テーマで案件を検索")
        self._glass = QAction(self.search)
        self._glass.setIcon(icon("search", "text2"))
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._key = label("Ctrl+F", "kbd")
        for widget in (self._parent, self._arrow, self._title, self._note, self._chip):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self.search)
        self._row.addWidget(self._key)
        self._buttons = QHBoxLayout()
        self._row.addLayout(self._buttons)
        self._shown: list[Button] = []
        self._parent.clicked.connect(self.parent_pressed)
        self.search.returnPressed.connect(self._search)
        self._measure()
        self.show_heading(Heading(title=""))

    def show_heading(self, heading: Heading) -> None:
        """Show where one is."""
        self._parent.setText(heading.parent)
        self._parent.setAccessibleName(heading.parent)
        self._parent.setVisible(bool(heading.parent))
        self._arrow.setVisible(bool(heading.parent))
        self._title.show_text(heading.title)
        self._note.show_text(heading.note)
        self._note.setVisible(bool(heading.note) and theme().scale < _NOTE_FROM)
        self._chip.show_state("tag", heading.chip)
        self._chip.setVisible(bool(heading.chip))

    def show_search(self, *, visible: bool) -> None:
        """Offer the search field or not."""
        self.search.setVisible(visible)
        self._key.setVisible(visible)

    def show_actions(self, primary: Action | None, others: tuple[Action, ...]) -> None:
        """Offer these buttons; buttons that stay the same keep the focus."""
        wanted = [*others, *((primary,) if primary else ())]
        while len(self._shown) > len(wanted):
            gone = self._shown.pop()
            self._buttons.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, action in enumerate(wanted):
            if place == len(self._shown):
                self._shown.append(Button("", f"header_action_{place}", spoken=action.label))
                self._buttons.addWidget(self._shown[place])
            self._fill(self._shown[place], action, is_primary=action is primary)

    def buttons(self) -> tuple[Button, ...]:
        """Return the buttons shown, the primary one last."""
        return tuple(self._shown)

    def focus_first(self) -> None:
        """Give the focus to the first part that takes it."""
        candidates = (self._parent, self.search, *self._shown)
        for widget in candidates:
            if not widget.isHidden():
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()

    def _fill(self, button: Button, action: Action, *, is_primary: bool) -> None:
        button.set_content(action.label, icon_name=action.icon, key=action.key)
        button.set_kind("primary" if is_primary else "")
        button.on_click(action.run)

    def _search(self) -> None:
        if not ime.composing():
            self.searched.emit(self.search.text().strip())

    def _measure(self) -> None:
        current = theme()
        self.setFixedHeight(current.px(TITLE_HEIGHT))
        self._row.setContentsMargins(current.px(16), 0, current.px(16), 0)
        self._row.setSpacing(current.px(8))
        self._buttons.setSpacing(current.px(8))
        self.search.setFixedWidth(current.px(_SEARCH_WIDTH))
