"""Several lines of plain text that tell of changes only when nothing is being converted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit

from ui import ime
from ui.theme import theme
from ui.widgets.named import named

_PAUSE_MS = 300
_LINE_HEIGHT = 130
_FRAME = 12


class TextEdit(QTextEdit):
    """Plain text with 130 % line height; Tab leaves the field.

    Args:
        object_name: for tests.
        spoken: name for screen readers.
        lines: height in lines of text; longer text scrolls.
        placeholder: shown while empty.

    Signals:
        edited: the whole text, at most every 300 ms and never while a conversion is open; also
            by `commit_pending` and when the field is left. Never for `set_text`.
    """

    edited = Signal(str)

    def __init__(
        self, object_name: str, spoken: str, *, lines: int = 3, placeholder: str = ""
    ) -> None:
        super().__init__()
        named(self, object_name, spoken)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self._lines = lines
        self._told = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(self._typed)
        ime.guard().settled.connect(self._typed)
        self._spread_lines()

    def text(self) -> str:
        """Return the text without any that is still being converted."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show a text without telling.

        Nothing happens if it is what the field told last: what was typed since is newer. Call
        `commit_pending` before changing what lies behind the field.
        """
        if text == self._told:
            return
        self._told = text
        if text == self.toPlainText():
            return
        self._pause.stop()
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        self._spread_lines()
        self.viewport().update()

    def commit_pending(self) -> None:
        """Hand over what is typed now, also what the input method still holds."""
        if self.hasFocus() and ime.composing():
            ime.commit()
        self._pause.stop()
        self._tell()

    def composing(self) -> bool:
        """Tell whether text in this field is being converted."""
        return bool(self.textCursor().block().layout().preeditAreaText())

    def sizeHint(self) -> QSize:
        """Return a height of `lines` lines at the present scale."""
        line = self.fontMetrics().height() * _LINE_HEIGHT // 100
        return QSize(super().sizeHint().width(), line * self._lines + theme().px(_FRAME))

    def minimumSizeHint(self) -> QSize:
        """Keep the lines asked for."""
        return QSize(theme().px(80), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window where this field has nothing to undo or redo."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            keys = QKeySequence.StandardKey
            document = self.document()
            if (event.matches(keys.Undo) and not document.isUndoAvailable()) or (
                event.matches(keys.Redo) and not document.isRedoAvailable()
            ):
                event.ignore()
                return False
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hand over what was typed."""
        super().focusOutEvent(event)
        self.commit_pending()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as plain text, as a step of undo of its own."""
        # Qt adds words to the step before only where the document counts as modified.
        self.document().setModified(False)
        self.insertPlainText(source.text())
        self.document().setModified(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Ctrl+Enter to the window; it is the page's main action, not a line break."""
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
            return
        super().keyPressEvent(event)

    def _typed(self) -> None:
        if self.composing() or self.toPlainText() == self._told:
            return
        if not self._pause.isActive():
            # Not started anew by each key: what is typed without a pause is handed over too.
            self._pause.start()

    def _tell(self) -> None:
        text = self.toPlainText()
        if self.composing() or text == self._told:
            return
        self._told = text
        self.edited.emit(text)

    def _spread_lines(self) -> None:
        # QPlainTextEdit cannot do this; a block format is inherited by lines typed later.
        document = self.document()
        undo_was_on = document.isUndoRedoEnabled()
        document.setUndoRedoEnabled(False)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        form = QTextBlockFormat()
        form.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        was_blocked = self.blockSignals(True)
        cursor.mergeBlockFormat(form)
        self.blockSignals(was_blocked)
        document.setUndoRedoEnabled(undo_was_on)
