"""Chips: a state as icon, word and colour together; for reading, for pressing, for delegates."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy

from ui.theme import draw_icon, theme
from ui.widgets.named import named

_ICON = 13
_HEIGHT = 21
_PADDING = 8
_GAP = 4


@dataclass(frozen=True, slots=True)
class Look:
    """Icon and colour tokens of a chip; the word comes from outside."""

    icon: str
    foreground: str
    background: str
    border: str


LOOKS = {
    "ok": Look("circle-check", "okFg", "okBg", "okBd"),
    "warn": Look("triangle-alert", "warnFg", "warnBg", "warnBd"),
    "err": Look("circle-x", "errFg", "errBg", "errBd"),
    "info": Look("info", "infoFg", "infoBg", "infoBd"),
    "todo": Look("circle", "neuFg", "neuBg", "neuBd"),
    "doing": Look("circle-dot", "infoFg", "infoBg", "infoBd"),
    "done": Look("circle-check", "okFg", "okBg", "okBd"),
    "attention": Look("triangle-alert", "warnFg", "warnBg", "warnBd"),
    "error": Look("circle-x", "errFg", "errBg", "errBd"),
    "warning": Look("triangle-alert", "warnFg", "warnBg", "warnBd"),
    "present": Look("circle-check", "okFg", "okBg", "okBd"),
    "partial": Look("triangle-alert", "warnFg", "warnBg", "warnBd"),
    "absent": Look("circle-x", "errFg", "errBg", "errBd"),
    "order": Look("send", "orderFg", "orderBg", "infoBd"),
    "in_house": Look("building-2", "inhouseFg", "inhouseBg", "inhouseBar"),
    "professional": Look("graduation-cap", "expertFg", "expertBg", "expertBar"),
    "postpone": Look("circle-minus", "skipFg", "skipBg", "skipBar"),
    "due": Look("clock", "warnFg", "warnBg", "warnBd"),
    "overdue": Look("clock", "errFg", "errBg", "errBd"),
    "tag": Look("", "neuFg", "neuBg", "neuBd"),
}
"""State or verdict id → look: check states and severities, step states, verdicts, `tag`."""


def chip_size(text: str, state: str = "ok") -> QSize:
    """Return the size of a chip with this word at the present scale; not all have an icon."""
    current = theme()
    metrics = QFontMetrics(current.font(12))
    icon = _ICON + _GAP if LOOKS[state].icon else 0
    width = metrics.horizontalAdvance(text) + current.px(2 * _PADDING + icon)
    return QSize(width, max(current.px(_HEIGHT), metrics.height() + current.px(2)))


def draw_chip(
    painter: QPainter, area: QRect, state: str, text: str, *, focused: bool = False
) -> None:
    """Draw a chip that fills `area`; text that has no room ends in …."""
    current = theme()
    look = LOOKS[state]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(current.colour("focus"), 2) if focused else QPen(current.colour(look.border), 1)
    painter.setPen(pen)
    painter.setBrush(current.colour(look.background))
    inset = 1.0 if focused else 0.5
    body = QRectF(area).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)
    left = area.left() + current.px(_PADDING)
    if look.icon:
        size = current.px(_ICON)
        top = area.top() + (area.height() - size) // 2
        draw_icon(painter, look.icon, look.foreground, QRect(left, top, size, size))
        left += size + current.px(_GAP)
    painter.setFont(current.font(12))
    painter.setPen(current.colour(look.foreground))
    room = QRect(left, area.top(), area.right() - current.px(_PADDING) - left + 2, area.height())
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


class StatusChip(QLabel):
    """A state to read; not part of the tab order."""

    def __init__(self, state: str, text: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._state = state

    @property
    def state(self) -> str:
        """Return the key of `LOOKS` in use."""
        return self._state

    def show_state(self, state: str, text: str) -> None:
        """Show another state."""
        if (state, text) == (self._state, self.text()):
            return
        self._state = state
        self.setText(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size at the present scale."""
        return chip_size(self.text(), self._state)

    def minimumSizeHint(self) -> QSize:
        """Never cut a state."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Ask for room anew after a change of the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        del event
        painter = QPainter(self)
        draw_chip(painter, self.rect(), self._state, self.text())
        painter.end()


class Chip(QPushButton):
    """A state that leads somewhere when pressed."""

    def __init__(self, state: str, text: str, object_name: str, spoken: str = "") -> None:
        super().__init__(text)
        self._state = state
        named(self, object_name, spoken or text)
        # The style sheet's least height of push buttons is meant for those with a verb.
        self.setProperty("role", "chip")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def state(self) -> str:
        """Return the key of `LOOKS` in use."""
        return self._state

    def show_state(self, state: str, text: str, spoken: str = "") -> None:
        """Show another state."""
        if (state, text, spoken or text) == (self._state, self.text(), self.accessibleName()):
            return
        self._state = state
        self.setText(text)
        self.setAccessibleName(spoken or text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size at the present scale."""
        return chip_size(self.text(), self._state)

    def minimumSizeHint(self) -> QSize:
        """Never cut a state."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Ask for room anew after a change of the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip, framed while focused."""
        del event
        painter = QPainter(self)
        draw_chip(painter, self.rect(), self._state, self.text(), focused=self.hasFocus())
        painter.end()
