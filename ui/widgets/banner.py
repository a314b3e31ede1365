"""A banner: one message across the content, with what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.theme import icon, theme
from ui.widgets.buttons import Button
from ui.widgets.chips import LOOKS
from ui.widgets.labels import label
from ui.widgets.named import set_property


class Banner(QFrame):
    """Message with icon, bold lead, text and buttons; `state` is ok, info, warn or err."""

    def __init__(self, object_name: str, state: str = "info") -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setProperty("role", "banner")
        self._state = state
        self._icon = QLabel()
        self._lead = label("", "strong", wrap=True)
        self._text = label("", wrap=True)
        row = QHBoxLayout(self)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._lead)
        texts.addWidget(self._text)
        self._texts = texts
        row.addLayout(texts, 1)
        self._buttons = QHBoxLayout()
        row.addLayout(self._buttons)
        self._below = QHBoxLayout()
        self._below.addStretch(1)
        texts.addLayout(self._below)
        self._row = row
        self.set_state(state)
        self._measure()

    def show_message(self, lead: str, text: str = "", state: str = "") -> None:
        """Show a message; an empty lead and text hide the banner."""
        self._lead.setText(lead)
        self._lead.setVisible(bool(lead))
        self._text.setText(text)
        self._text.setVisible(bool(text))
        if state:
            self.set_state(state)
        self.setVisible(bool(lead or text))

    def message(self) -> str:
        """Return lead and text as shown."""
        return " ".join(part for part in (self._lead.text(), self._text.text()) if part)

    def set_state(self, state: str) -> None:
        """Use another colour and icon."""
        self._state = state
        set_property(self, "state", state)
        self._measure()

    def add_button(self, button: Button) -> Button:
        """Add a button at the right end."""
        self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return button

    def set_buttons_below(self, below: bool) -> None:
        """Put the buttons under a text of several lines (True), or beside it."""
        new, old = (self._below, self._row) if below else (self._row, self._below)
        if old.indexOf(self._buttons) >= 0:
            old.removeItem(self._buttons)
            new.addLayout(self._buttons)
            self._below.setContentsMargins(0, theme().px(6) if below else 0, 0, 0)

    def add_field(self, field: QWidget) -> None:
        """Add an input below the text."""
        self._texts.addWidget(field)

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        current = theme()
        look = LOOKS[self._state]
        size = current.px(18)
        self._icon.setPixmap(
            icon(look.icon, look.foreground).pixmap(QSize(size, size), self.devicePixelRatioF())
        )
        side = current.px(12)
        self._row.setContentsMargins(side, current.px(8), side, current.px(8))
        self._row.setSpacing(current.px(10))
        self._buttons.setSpacing(current.px(8))
