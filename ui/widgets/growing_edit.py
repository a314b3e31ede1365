"""A field of several lines that is as high as its text, up to a limit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSizeF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.text_edit import TextEdit

_FRAME = 8
_MOST_LINES = 12


class GrowingEdit(QWidget):
    """Holds a `TextEdit`; texts longer than twelve lines scroll inside.

    The height is this container's and not the field's own, because the style sheet resets the
    least height of a field each time it is looked at again.

    Signals:
        grown: the height changed while the field has the focus.
    """

    grown = Signal()

    def __init__(self, object_name: str, spoken: str, *, placeholder: str = "") -> None:
        super().__init__()
        self.edit = TextEdit(object_name, spoken, lines=1, placeholder=placeholder)
        self.edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusProxy(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.edit)
        self.edit.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit(self.edit.document().size())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit to lines that broke anew."""
        super().resizeEvent(event)
        self._fit(self.edit.document().size())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit(self.edit.document().size())

    def _fit(self, size: QSizeF) -> None:
        frame = theme().px(_FRAME)
        most = self.edit.fontMetrics().height() * 130 // 100 * _MOST_LINES + frame
        wanted = round(size.height()) + frame
        overflows = wanted > most
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if overflows else _NO_BAR
        if self.edit.verticalScrollBarPolicy() is not bar:
            self.edit.setVerticalScrollBarPolicy(bar)
        height = max(min(wanted, most), theme().px(30))
        if height != self.minimumHeight():
            self.setFixedHeight(height)
            if self.edit.hasFocus():
                self.grown.emit()


_NO_BAR = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
