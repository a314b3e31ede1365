"""A panel that slides in over the right end of a page and keeps the focus until it is closed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPropertyAnimation, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QStyle, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui import ime
from ui.theme import theme
from ui.widgets.named import named

_SLIDE_MS = 120


class Drawer(QWidget):
    """Covers its parent with a scrim; `content` fills the panel at the right.

    Signals:
        closed: the drawer was closed; the focus is back where it came from.
    """

    closed = Signal()

    def __init__(
        self, parent: QWidget, content: QWidget, object_name: str, spoken: str, width: int = 440
    ) -> None:
        super().__init__(parent)
        named(self, object_name, spoken)
        self._width = width
        self._return_to: QWidget | None = None
        self._panel = QFrame(self)
        self._panel.setProperty("role", "drawer")
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(1, 0, 0, 0)
        column.addWidget(content)
        self._content = content
        self._slide = QPropertyAnimation(self._panel, b"pos", self)
        parent.installEventFilter(self)
        self.hide()

    def open(self, focus: QWidget) -> None:
        """Show the panel and move the focus inside."""
        if self.isHidden():
            window_focus = self.window().focusWidget()
            self._return_to = window_focus
            self.show()
            self.raise_()
            self._place(sliding=True)
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_drawer(self) -> None:
        """Hide the panel and give the focus back."""
        if self.isHidden():
            return
        self.hide()
        # What was below may have been made anew meanwhile, as cards are at each change.
        if self._return_to is not None and isValid(self._return_to):
            self._return_to.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the page."""
        if watched is self.parentWidget() and event.type() is QEvent.Type.Resize:
            self._place(sliding=False)
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._place(sliding=False)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the place the page has now."""
        super().showEvent(event)
        self._place(sliding=False)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside the panel."""
        chain: list[QWidget] = []
        widget = self._panel.nextInFocusChain()
        while widget is not None and widget is not self._panel:
            if self._panel.isAncestorOf(widget) and _takes_focus(widget):
                chain.append(widget)
            widget = widget.nextInFocusChain()
        if not chain:
            return False
        here = self.window().focusWidget()
        step = 1 if forward else -1
        place = chain.index(here) + step if here in chain else 0
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        chain[place % len(chain)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc; no other key reaches the page below."""
        if event.key() == Qt.Key.Key_Escape and not ime.composing():
            self.close_drawer()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close on a press beside the panel."""
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.close_drawer()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the scrim."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme().colour("scrim"))
        painter.end()

    def _place(self, *, sliding: bool) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        self.setGeometry(parent.rect())
        width = min(theme().px(self._width), parent.width())
        self._panel.resize(width, parent.height())
        target = QPoint(parent.width() - width, 0)
        self._slide.stop()
        moves = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0
        if not sliding or not moves:
            self._panel.move(target)
            return
        self._slide.setDuration(_SLIDE_MS)
        self._slide.setStartValue(QPoint(parent.width(), 0))
        self._slide.setEndValue(target)
        self._slide.start()


def _takes_focus(widget: QWidget) -> bool:
    wants = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return wants and widget.isEnabled() and widget.isVisible() and widget.focusProxy() is None
