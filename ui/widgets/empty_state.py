"""What stands where there is nothing to show: what is missing, why, and one thing to do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.theme import icon, theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label


class EmptyState(QWidget):
    """Icon, what is missing, why, and up to two buttons, in the middle of the area."""

    def __init__(self, icon_name: str, lead: str, text: str = "") -> None:
        super().__init__()
        self._icon_name = icon_name
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lead = label(lead, "strong", wrap=True)
        self._lead.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = label(text, wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        for part in (self._icon, self._lead, self._text):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self._measure()

    def show_message(self, lead: str, text: str) -> None:
        """Show another message."""
        self._lead.setText(lead)
        self._text.setText(text)

    def add_button(self, button: Button) -> Button:
        """Add a button below the text."""
        place = self._column.count() - 1
        self._column.insertWidget(place, button, 0, Qt.AlignmentFlag.AlignHCenter)
        return button

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        current = theme()
        size = current.px(40)
        self._icon.setPixmap(
            icon(self._icon_name, "text3").pixmap(QSize(size, size), self.devicePixelRatioF())
        )
        side = current.px(16)
        self._column.setContentsMargins(side, side, side, side)
        self._column.setSpacing(current.px(10))
