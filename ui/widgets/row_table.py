"""A table of which each row is one thing: opened by Enter, marked by Space, left by Tab."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui import ime
from ui.theme import theme
from ui.widgets.named import named

_ROW = 51
_HEADER = 34
_LEAST_SHARE = 150


class RowTable(QTableView):
    """Rows of one height that follow the text size; columns are fixed or share the rest.

    Where they do not fit, the columns scroll sideways.

    Args:
        object_name: for tests.
        spoken: name for screen readers.
        widths: for each column its width at 100 %, or 0 to share what is left.
        header: show the names of the columns.
        row_height: at 100 %.
        least_share: least width at 100 % of the columns that share what is left.

    Signals:
        opened: number of the row that Enter or a double click asked to open.
        marked: number of the row whose mark Space asked to change.
    """

    opened = Signal(int)
    marked = Signal(int)

    def __init__(  # noqa: PLR0913
        self,
        object_name: str,
        spoken: str,
        widths: Sequence[int],
        *,
        header: bool = True,
        row_height: int = _ROW,
        least_share: int = _LEAST_SHARE,
    ) -> None:
        super().__init__()
        named(self, object_name, spoken)
        self._widths = tuple(widths)
        self._row_height = row_height
        self._least_share = least_share
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setVisible(header)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setAccessibleName(f"{spoken}の見出し")
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self._measure()

    def current_row(self) -> int:
        """Return the number of the current row, -1 if there is none."""
        return self.currentIndex().row()

    def set_current_row(self, row: int) -> None:
        """Make a row current, the nearest one if there are fewer; nothing in an empty table."""
        rows = self.model().rowCount() if self.model() is not None else 0
        if rows:
            self.setCurrentIndex(self.model().index(min(max(row, 0), rows - 1), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, mark with Space."""
        row = self.current_row()
        if row >= 0 and not event.modifiers() and not ime.composing():
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.opened.emit(row)
                return
            if event.key() == Qt.Key.Key_Space:
                self.marked.emit(row)
                return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room among the columns."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Leave the table with Tab instead of going through its cells."""
        ways = QAbstractItemView.CursorAction
        if action in (ways.MoveNext, ways.MovePrevious):
            return QModelIndex()
        return super().moveCursor(action, modifiers)

    def _measure(self) -> None:
        current = theme()
        self.verticalHeader().setDefaultSectionSize(current.px(self._row_height))
        self.horizontalHeader().setFixedHeight(current.px(_HEADER))
        self._share()

    def _share(self) -> None:
        current = theme()
        fixed = sum(current.px(width) for width in self._widths)
        shares = max(self._widths.count(0), 1)
        rest = max((self.viewport().width() - fixed) // shares, current.px(self._least_share))
        for column, width in enumerate(self._widths):
            if self.model() is not None and column < self.model().columnCount():
                self.setColumnWidth(column, current.px(width) if width else rest)
