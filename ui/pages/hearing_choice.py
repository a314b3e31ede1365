"""One option of an interview question: a card with mark, words, hint and key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from cspdesk.domain.catalogue import Choice
from ui.theme import draw_icon, theme
from ui.widgets.labels import tip
from ui.widgets.named import named

_MARK = 16
_SIDE = 12
_KEY_SIDE = 6
_ONE_LINE = 100_000
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ChoiceCard(QAbstractButton):
    """A checkable card. Space sets the mark, Enter sets it and goes on to the next question.

    Signals:
        taken: Enter was pressed on the card; it is checked now.
    """

    taken = Signal()

    def __init__(self, choice: Choice, *, several: bool, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.choice_id = choice.id
        self._hint = choice.hint
        self._several = several
        self._key = key
        self.setText(choice.label)
        named(self, f"hearing_choice_{choice.id}", choice.label)
        described = [choice.hint, f"キー {key}" if key else ""]
        self.setAccessibleDescription("。".join(part for part in described if part))
        self.setToolTip(tip("\n".join(part for part in (choice.label, choice.hint) if part)))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # Cards beside each other are of one height; what is over goes below the grid.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Return the room for one line of words and one of the hint."""
        current = theme()
        words = QFontMetrics(current.font(14, bold=True))
        hint = QFontMetrics(current.font(12))
        height = words.height() + current.px(16)
        if self._hint:
            height += hint.height() + current.px(3)
        left = current.px(2 * _SIDE + _MARK)
        wide = max(words.horizontalAdvance(self.text()), hint.horizontalAdvance(self._hint))
        return QSize(left + wide + self._key_width() + current.px(2 * _SIDE), height)

    def hasHeightForWidth(self) -> bool:
        """Tell that narrow cards are higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in which the words stand uncut."""
        room = self._room(width)
        return self.sizeHint().height() + self._words_height(room) - self._words_height(_ONE_LINE)

    def minimumSizeHint(self) -> QSize:
        """Allow narrow cards: the words take a second line, a cut hint is in the tool tip."""
        return QSize(theme().px(160), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the option and go on with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            if not self.isChecked():
                self.click()
            self.taken.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw frame, mark, words, hint and key."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = theme()
        chosen = self.isChecked()
        line = "focus" if self.hasFocus() else "accent" if chosen else "border"
        painter.setPen(QPen(current.colour(line), 2 if self.hasFocus() else 1))
        painter.setBrush(current.colour("accentSoft" if chosen else "surface"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        self._draw_mark(painter)
        self._draw_words(painter)
        if self._key:
            self._draw_key(painter)
        painter.end()

    def _draw_mark(self, painter: QPainter) -> None:
        current = theme()
        size = current.px(_MARK)
        area = QRect(current.px(_SIDE), (self.height() - size) // 2, size, size)
        chosen = self.isChecked()
        painter.setPen(QPen(current.colour("accent" if chosen else "borderStrong"), 1.5))
        if self._several:
            painter.setBrush(current.colour("accent" if chosen else "surface"))
            painter.drawRoundedRect(area, 3, 3)
            if chosen:
                draw_icon(painter, "check", "onAccent", area.adjusted(2, 2, -2, -2))
            return
        painter.setBrush(current.colour("surface"))
        painter.drawEllipse(area)
        if chosen:
            inset = size // 4
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(current.colour("accent"))
            painter.drawEllipse(area.adjusted(inset, inset, -inset, -inset))

    def _draw_words(self, painter: QPainter) -> None:
        current = theme()
        left = current.px(2 * _SIDE + _MARK)
        width = self._room(self.width())
        words, hint = current.font(14, bold=True), current.font(12)
        height = self._words_height(width)
        below = QFontMetrics(hint).height() + current.px(3) if self._hint else 0
        top = (self.height() - height - below) // 2
        painter.setFont(words)
        painter.setPen(current.colour("text"))
        painter.drawText(QRect(left, top, width, height), _WRAPPED, self.text())
        if self._hint:
            painter.setFont(hint)
            painter.setPen(current.colour("text3" if not self.isChecked() else "text2"))
            _elided(painter, QRect(left, top + height + current.px(3), width, below), self._hint)

    def _draw_key(self, painter: QPainter) -> None:
        current = theme()
        font = current.font(12, figures=True)
        height = QFontMetrics(font).height() + current.px(3)
        width = self._key_width()
        area = QRect(
            self.width() - current.px(_SIDE) - width, (self.height() - height) // 2, width, height
        )
        painter.setPen(QPen(current.colour("border"), 1))
        painter.setBrush(current.colour("surfaceAlt"))
        painter.drawRoundedRect(area, 4, 4)
        painter.setFont(font)
        painter.setPen(current.colour("text2"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._key)

    def _room(self, width: int) -> int:
        """Return the width left for the words in a card of this width."""
        current = theme()
        key = self._key_width() + current.px(8) if self._key else 0
        return width - current.px(2 * _SIDE + _MARK) - current.px(_SIDE) - key

    def _words_height(self, room: int) -> int:
        metrics = QFontMetrics(theme().font(14, bold=True))
        area = QRect(0, 0, max(room, 1), _ONE_LINE)
        return max(metrics.boundingRect(area, _WRAPPED, self.text()).height(), metrics.height())

    def _key_width(self) -> int:
        if not self._key:
            return 0
        metrics = QFontMetrics(theme().font(12, figures=True))
        return metrics.horizontalAdvance(self._key) + theme().px(2 * _KEY_SIDE)


def _elided(painter: QPainter, area: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
