"""The rail at the left: where one can go, always in the same place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout

from ui.theme import icon, theme
from ui.tokens import RAIL_WIDTH
from ui.widgets.labels import label, tip
from ui.widgets.named import named

_BAND = 46
_ICON = 22
_BUTTON = 55


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One entry of the rail; `last` places stand at the bottom."""

    name: str
    word: str
    icon: str
    last: bool = False


class Rail(QFrame):
    """Entries with icon above word, exactly one of them current.

    Signals:
        chosen: name of the place.
    """

    chosen = Signal(str)

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        named(self, "rail", "案内柱")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._product = label("cspdesk")
        self._product.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column.addWidget(self._product)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QToolButton] = {}
        for place in (p for p in places if not p.last):
            self._column.addWidget(self._made(place))
        self._column.addStretch(1)
        for place in (p for p in places if p.last):
            self._column.addWidget(self._made(place))
        for number, place in enumerate(places, start=1):
            self._buttons[place.name].setToolTip(tip(f"{place.word}（Ctrl+{number}）"))
            self._buttons[place.name].setAccessibleDescription(f"キー Ctrl+{number}")
        self._measure()

    def button(self, name: str) -> QToolButton:
        """Return the button of a place."""
        return self._buttons[name]

    def set_current(self, name: str) -> None:
        """Mark the place that is shown."""
        self._buttons[name].setChecked(True)

    def focus_current(self) -> None:
        """Give the focus to the current place."""
        checked = self._group.checkedButton()
        (checked or next(iter(self._buttons.values()))).setFocus(Qt.FocusReason.TabFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each entry less height where a large text leaves little."""
        super().resizeEvent(event)
        self._measure()

    def _made(self, place: Place) -> QToolButton:
        button = named(QToolButton(), f"rail_{place.name}", place.word)
        button.setText(place.word)
        button.setIcon(icon(place.icon, "railText", "railTextActive"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.chosen.emit(place.name))
        self._group.addButton(button)
        self._buttons[place.name] = button
        return button

    def _measure(self) -> None:
        current = theme()
        self.setFixedWidth(current.px(RAIL_WIDTH))
        self._product.setFixedHeight(current.px(_BAND))
        room = (self.height() - current.px(_BAND)) // len(self._buttons)
        usual = current.px(_BUTTON)
        height = min(usual, max(room, usual * 3 // 4)) if self.isVisible() else usual
        for button in self._buttons.values():
            button.setIconSize(QSize(current.px(_ICON), current.px(_ICON)))
            button.setMinimumHeight(height)
