"""A card: a framed area with a head of fixed height, a body and an optional foot."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import icon, theme
from ui.widgets.labels import label

_HEAD = 46
_FOOT = 46
_PADDING = 14


class Card(QFrame):
    """A framed area.

    `head_row` takes widgets for the right end of the head, `body` is the column of the
    content, `foot_row` (made on first use) the row below it.
    """

    def __init__(
        self, title: str = "", object_name: str = "", *, icon_name: str = "", padded: bool = True
    ) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setObjectName(object_name)
        self._padded = padded
        self._icon_name = icon_name
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._head = QFrame()
        self._head.setProperty("role", "cardHead")
        self._icon = QLabel()
        self.title_label = label(title, "h3")
        self.head_row = QHBoxLayout(self._head)
        self.head_row.addWidget(self._icon)
        self.head_row.addWidget(self.title_label)
        self.head_row.addStretch(1)
        self._icon.setVisible(bool(icon_name))
        # Placed first: a widget without a parent that is made visible flashes as a window.
        self._column.addWidget(self._head)
        self._head.setVisible(bool(title))
        self.body_widget = QWidget()
        self.body = QVBoxLayout(self.body_widget)
        self._column.addWidget(self.body_widget, 1)
        self._foot: QFrame | None = None
        self._foot_row: QHBoxLayout | None = None
        self._measure()

    @property
    def foot_row(self) -> QHBoxLayout:
        """Return the row at the bottom of the card."""
        if self._foot_row is None:
            self._foot = QFrame()
            self._foot.setProperty("role", "cardFoot")
            self._foot_row = QHBoxLayout(self._foot)
            self._column.addWidget(self._foot)
            self._measure()
        return self._foot_row

    def set_title(self, title: str) -> None:
        """Show another title."""
        self.title_label.setText(title)
        self._head.setVisible(bool(title))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        current = theme()
        side = current.px(_PADDING)
        self._head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._head.setFixedHeight(current.px(_HEAD))
        self.head_row.setContentsMargins(side, 0, side, 0)
        self.head_row.setSpacing(current.px(8))
        if self._icon_name:
            size = current.px(18)
            self._icon.setPixmap(
                icon(self._icon_name, "text2").pixmap(QSize(size, size), self.devicePixelRatioF())
            )
        inner = side if self._padded else 0
        gap = current.px(11) if self._padded else 0
        self.body.setContentsMargins(inner, gap, inner, gap)
        self.body.setSpacing(current.px(8))
        if self._foot is not None and self._foot_row is not None:
            self._foot.setMinimumHeight(current.px(_FOOT))
            self._foot_row.setContentsMargins(side, current.px(6), side, current.px(6))
            self._foot_row.setSpacing(current.px(8))
