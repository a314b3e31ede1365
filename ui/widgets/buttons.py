"""Push buttons with an icon and the key that does the same."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.theme import draw_icon, theme
from ui.widgets.labels import tip
from ui.widgets.named import named, set_property

_ICON = 16
_GAP = 7
_KEY_PADDING = 5
_SIDE = 12
_GHOST_SIDE = 7
_HEIGHT = 30

# Tokens of ground, pressed ground, ground under the mouse, border and focus; empty = none.
_LOOKS = {
    "": ("surface", "accentSoft", "surfaceAlt", "borderStrong", "focus"),
    "primary": ("accent", "accentPressed", "accentHover", "accent", "text"),
    "ghost": ("", "accentSoft", "surfaceAlt", "", "focus"),
    "danger": ("surface", "errBg", "surfaceAlt", "errFg", "focus"),
}


class Button(QPushButton):
    """A button that draws icon, verb and key in one row, at every text size.

    Args:
        text: the verb; `&` marks the mnemonic.
        object_name: for tests and the style sheet.
        kind: `primary`, `ghost`, `danger`, or empty for the standard one.
        icon_name: file of `resources/icons` without `.svg`.
        key: shown beside the verb, e.g. `Ctrl+P`; binding it is the frame's job.
        spoken: name for screen readers; needed where the text is empty.
    """

    def __init__(  # noqa: PLR0913
        self,
        text: str,
        object_name: str,
        *,
        kind: str = "",
        icon_name: str = "",
        key: str = "",
        spoken: str = "",
    ) -> None:
        super().__init__(text)
        self._icon_name = icon_name
        self._key = key
        self._run: Callable[[], None] | None = None
        self._once = False
        named(self, object_name, spoken or text.replace("&", ""))
        if kind:
            self.setProperty("kind", kind)
        if not text:
            self.setToolTip(tip(spoken))
        if key:
            self.setAccessibleDescription(f"キー {key}")
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_content(self, text: str, *, icon_name: str = "", key: str = "") -> None:
        """Show another verb, icon and key."""
        self._icon_name = icon_name
        self._key = key
        self.setText(text)
        self.setAccessibleName(text.replace("&", ""))
        self.setAccessibleDescription(f"キー {key}" if key else "")
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: str) -> None:
        """Make it `primary`, `ghost`, `danger`, or empty for the standard one."""
        set_property(self, "kind", kind)

    def on_click(self, run: Callable[[], None]) -> None:
        """Do this, and nothing that was set before, when the button is pressed."""
        if self._run is None:
            self.clicked.connect(self._do)
        self._run = run

    def ignore_double_clicks(self) -> None:
        """Take a double click for one press: needed where the button then means something else."""
        self._once = True

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Press a second time, unless one press is meant."""
        if not self._once:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the focus, as people expect beside Space."""
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def _do(self) -> None:
        if self._run is not None:
            self._run()

    def sizeHint(self) -> QSize:
        """Return the room for icon, verb and key."""
        self.ensurePolished()
        current = theme()
        side = current.px(_GHOST_SIDE if self._kind() == "ghost" else _SIDE)
        height = max(current.px(_HEIGHT), self.fontMetrics().height() + current.px(6))
        return QSize(self._content_width() + 2 * side, height)

    def minimumSizeHint(self) -> QSize:
        """Never cut a verb."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Ask for room anew after a change of the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw frame and content; no style is asked, so that both follow the theme only."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_frame(painter)
        left = (self.width() - self._content_width()) // 2
        colour = self._colour()
        if self._icon_name:
            left = self._draw_icon(painter, left, colour)
        painter.setPen(theme().colour(colour))
        width = self._text_width()
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
        painter.drawText(QRect(left, 0, width + 2, self.height()), int(flags), self.text())
        if self._key:
            self._draw_key(painter, left + width + theme().px(_GAP), colour)
        painter.end()

    def _draw_frame(self, painter: QPainter) -> None:
        current = theme()
        ground, pressed, hovered, border, focus = _LOOKS[self._kind()]
        if not self.isEnabled():
            ground, border = "surfaceAlt", "border"
        elif self.isDown():
            ground = pressed
        elif self.underMouse():
            ground = hovered
        focused = self.hasFocus()
        painter.setPen(_pen(focus, 2) if focused else _pen(border, 1))
        painter.setBrush(current.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        inset = 1.0 if focused else 0.5
        body = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(body, current.px(4), current.px(4))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _kind(self) -> str:
        return str(self.property("kind") or "")

    def _draw_icon(self, painter: QPainter, left: int, colour: str) -> int:
        size = theme().px(_ICON)
        draw_icon(
            painter, self._icon_name, colour, QRect(left, (self.height() - size) // 2, size, size)
        )
        return left + size + (theme().px(_GAP) if self.text() else 0)

    def _draw_key(self, painter: QPainter, left: int, colour: str) -> None:
        current = theme()
        primary = self._kind() == "primary"
        font = current.font(12, figures=True)
        metrics = QFontMetrics(font)
        height = metrics.height() + current.px(2)
        area = QRect(left, (self.height() - height) // 2, self._key_width(), height)
        painter.setFont(font)
        painter.setPen(QPen(current.colour("onAccent" if primary else "border")))
        painter.setBrush(Qt.BrushStyle.NoBrush if primary else current.colour("surfaceAlt"))
        painter.drawRoundedRect(area.adjusted(0, 0, -1, -1), 4, 4)
        painter.setPen(current.colour(colour if primary or not self.isEnabled() else "text2"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._key)

    def _colour(self) -> str:
        if not self.isEnabled():
            return "disabledText"
        return {"primary": "onAccent", "ghost": "accent", "danger": "errFg"}.get(
            self._kind(), "text"
        )

    def _text_width(self) -> int:
        return self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic.value, self.text()).width()

    def _key_width(self) -> int:
        metrics = QFontMetrics(theme().font(12, figures=True))
        return metrics.horizontalAdvance(self._key) + 2 * theme().px(_KEY_PADDING)

    def _content_width(self) -> int:
        width = self._text_width()
        if self._icon_name:
            width += theme().px(_ICON) + (theme().px(_GAP) if self.text() else 0)
        if self._key:
            width += theme().px(_GAP) + self._key_width()
        return width


def _pen(colour: str, width: int) -> QPen:
    return QPen(theme().colour(colour), width) if colour else QPen(Qt.PenStyle.NoPen)
