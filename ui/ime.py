"""The one place that knows whether the input method is composing (変換中).

While text is being converted, every key belongs to the input method: no shortcut, check,
search or saving may act. The guard watches only the widget that has the focus.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_ENDING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class ImeGuard(QObject):
    """Watches the focused widget.

    Signals:
        settled: a conversion was committed or given up; what waited may go on.
    """

    settled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._watched: QWidget | None = None
        self._composing = False
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._watch)
            self._watch(None, QApplication.focusWidget())

    @property
    def composing(self) -> bool:
        """Tell whether there is text under conversion."""
        return self._composing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note preedit text; keep shortcuts and ending keys from acting while there is some."""
        if isinstance(event, QInputMethodEvent):
            self._note(bool(event.preeditString()))
        elif isinstance(event, QKeyEvent):
            if self._composing:
                return self._held_back(event)
            return event.type() is QEvent.Type.KeyPress and _is_stray_command(event)
        return super().eventFilter(watched, event)

    def _held_back(self, event: QKeyEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            # Accepting it tells Qt that the widget wants the key itself: no shortcut fires.
            event.accept()
            return True
        command = bool(event.modifiers() & _COMMANDS)
        return command or event.key() in _ENDING_KEYS

    def _note(self, composing: bool) -> None:
        ended = self._composing and not composing
        self._composing = composing
        if ended:
            # Later, because the widget has not taken the committed text yet.
            QApplication.postEvent(self, QEvent(QEvent.Type.User))

    def event(self, event: QEvent) -> bool:
        """Tell that the conversion ended, after the text has arrived."""
        if event.type() is QEvent.Type.User:
            if not self._composing:
                self.settled.emit()
            return True
        return super().event(event)

    def _watch(self, _old: QWidget | None, new: QWidget | None) -> None:
        # A widget that is being destroyed loses the focus too, and is no widget any more.
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._note(composing=False)
        self._watched = new
        if new is not None:
            new.installEventFilter(self)


def _is_stray_command(event: QKeyEvent) -> bool:
    """Tell whether a key with Alt found no command; Qt would type its letter into the text.

    Alt+2 comes here where the window is not the active one, such as just after a dialog.
    """
    alone = event.modifiers() == Qt.KeyboardModifier.AltModifier
    return alone and event.text().isprintable() and bool(event.text())


@cache
def guard() -> ImeGuard:
    """Return the one guard of this process; needs an application to exist."""
    return ImeGuard()


def composing() -> bool:
    """Tell whether the focused widget has text under conversion."""
    return guard().composing


def commit() -> None:
    """Have the input method hand over what it has; called before saving and closing."""
    QGuiApplication.inputMethod().commit()
