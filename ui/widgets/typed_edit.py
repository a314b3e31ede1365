"""A line in which something of a certain kind is typed: read when done, never rewritten blindly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui import ime
from ui.widgets.labels import FieldError
from ui.widgets.named import named

V = TypeVar("V")


class TypedEdit(QWidget, Generic[V]):
    """A `QLineEdit` with a place for an error below it.

    The text is read when the field is left, on Enter and by `commit_pending`. What cannot be
    read stays as it was typed, with a sentence below, and `value` keeps the last good value.

    Signals:
        changed: the value (or None for blank) after the person changed it to something else.
    """

    changed = Signal(object)

    def __init__(
        self,
        object_name: str,
        spoken: str,
        *,
        read: Callable[[str], V | None],
        write: Callable[[V], str],
        complaint: str,
    ) -> None:
        super().__init__()
        self._read = read
        self._write = write
        self._complaint = complaint
        self._value: V | None = None
        self.line = named(QLineEdit(), object_name, spoken)
        self.error = FieldError()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.line)
        column.addWidget(self.error)
        self.setFocusProxy(self.line)
        self.line.editingFinished.connect(self.commit_pending)
        self.line.installEventFilter(self)

    def value(self) -> V | None:
        """Return the last value that could be read; None = blank."""
        return self._value

    def set_value(self, value: V | None) -> None:
        """Show a value without telling; text being edited to the same value is left alone."""
        if value == self._value and (self.line.hasFocus() or self.has_error()):
            return
        self._value = value
        self.line.setText("" if value is None else self._write(value))
        self.error.show_error("", self.line)

    def has_error(self) -> bool:
        """Tell whether what is typed could not be read."""
        return bool(self.error.text())

    def commit_pending(self) -> None:
        """Read what is typed now."""
        if ime.composing() and self.line.hasFocus():
            return
        text = self.line.text().strip()
        value = self._read(text) if text else None
        if text and value is None:
            self.error.show_error(self._complaint, self.line)
            return
        self.error.show_error("", self.line)
        if not self.line.hasFocus() and value is not None:
            self.line.setText(self._write(value))
        if value != self._value:
            self._value = value
            self.changed.emit(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Write the value in its usual form once the field is left."""
        if watched is self.line and event.type() is QEvent.Type.FocusOut:
            self.commit_pending()
            if not self.has_error() and self._value is not None:
                self.line.setText(self._write(self._value))
        return super().eventFilter(watched, event)
