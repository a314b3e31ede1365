"""A large button of two lines: what it does, and a few words about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.theme import draw_icon, theme
from ui.widgets.named import named

_HEIGHT = 66
_SIDE = 12
_ICON = 20


class QuickStart(QPushButton):
    """Icon and verb above, a remark below, the key at the right."""

    def __init__(self, object_name: str, icon_name: str, verb: str, *, key: str = "") -> None:
        super().__init__(verb)
        named(self, object_name, verb)
        self.setProperty("kind", "quick")
        self._icon_name = icon_name
        self._key = key
        self._remark = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_remark(self, remark: str) -> None:
        """Show other words below the verb."""
        self._remark = remark
        parts = [remark, f"キー {self._key}" if self._key else ""]
        self.setAccessibleDescription("、".join(part for part in parts if part))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of two lines; any width is used."""
        current = theme()
        return QSize(current.px(220), current.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the width of the verb and its key."""
        current = theme()
        verb = QFontMetrics(current.font(14, bold=True)).horizontalAdvance(self.text())
        return QSize(verb + self._key_width() + current.px(64), current.px(_HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground and frame, then both lines."""
        del event
        current = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = self.underMouse() or self.isDown()
        painter.setBrush(current.colour("surfaceAlt" if hovered else "surface"))
        focused = self.hasFocus()
        painter.setPen(QPen(current.colour("focus" if focused else "border"), 2 if focused else 1))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 6, 6)
        side, size = current.px(_SIDE), current.px(_ICON)
        half = self.height() // 2
        draw_icon(painter, self._icon_name, "accent", QRect(side, half - size - 1, size, size))
        left = side + size + current.px(8)
        painter.setFont(current.font(14, bold=True))
        painter.setPen(current.colour("text"))
        line = QRect(left, half - size - 3, self.width() - left - side, size + 4)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self.text())
        self._draw_key(painter, line)
        painter.setFont(current.font(12))
        painter.setPen(current.colour("text2"))
        below = QRect(side, half + current.px(4), self.width() - 2 * side, size)
        shown = painter.fontMetrics().elidedText(
            self._remark, Qt.TextElideMode.ElideRight, below.width()
        )
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()

    def _draw_key(self, painter: QPainter, line: QRect) -> None:
        if not self._key:
            return
        current = theme()
        area = QRect(0, 0, self._key_width(), current.px(19))
        area.moveRight(line.right())
        area.moveTop(line.center().y() - area.height() // 2)
        painter.setFont(current.font(12, figures=True))
        painter.setPen(current.colour("border"))
        painter.setBrush(current.colour("surfaceAlt"))
        painter.drawRoundedRect(area, 4, 4)
        painter.setPen(current.colour("text2"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._key)

    def _key_width(self) -> int:
        current = theme()
        metrics = QFontMetrics(current.font(12, figures=True))
        return metrics.horizontalAdvance(self._key) + current.px(10) if self._key else 0
