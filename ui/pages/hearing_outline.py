"""The left column of step ①: the owner's words, then groups with their questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPen,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QTreeView

from ui.theme import draw_icon, theme
from ui.widgets.delegates import CELL_ROLE, CellDelegate, Index
from ui.widgets.labels import tip
from ui.widgets.named import named

WORDS = "owner_words"
"""Key of the row that leads to the owner's words."""

_ICON = 16
_SIDE = 10
_GROUP_ROW = 33
_QUESTION_ROW = 46


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One row.

    Attributes:
        state: a key of the marks below; `spoken` names it.
        whole: what `text` is short for; empty = it says all.
    """

    key: str
    text: str
    state: str
    remark: str = ""
    count: str = ""
    spoken: str = ""
    strong: bool = False
    whole: str = ""


_MARKS = {
    "answered": ("circle-check", "okFg"),
    "unknown": ("circle-help", "warnFg"),
    "skipped": ("clock", "warnFg"),
    "again": ("triangle-alert", "warnFg"),
    "doing": ("circle-dot", "accent"),
    "todo": ("circle", "text3"),
}


class OutlineDelegate(CellDelegate):
    """Draws an `OutlineRow`: mark, words, remark below, count at the right."""

    def draw_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """Draw the ground of the current row and the frame of the focused one."""
        current = theme()
        area: QRect = option.rect.adjusted(current.px(6), 1, -current.px(6), -1)
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, current.colour("accentSoft"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(current.colour("focus"), 2))
            painter.drawRect(area.adjusted(1, 1, -1, -1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row = index.data(CELL_ROLE)
        if not isinstance(row, OutlineRow):
            return
        painter.save()
        self.draw_ground(painter, option)
        current = theme()
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        area: QRect = option.rect.adjusted(current.px(_SIDE + 6), 0, -current.px(_SIDE + 4), 0)
        name, colour = _MARKS[row.state]
        size = current.px(_ICON)
        top_line = current.px(7) if row.remark else (area.height() - size) // 2
        draw_icon(painter, name, colour, QRect(area.left(), area.top() + top_line, size, size))
        words = area.adjusted(size + current.px(8), 0, 0, 0)
        words.setRight(words.right() - _draw_count(painter, words, row, chosen=chosen))
        _draw_words(painter, words, row, chosen=chosen)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height at the present scale."""
        del option
        row = index.data(CELL_ROLE)
        tall = isinstance(row, OutlineRow) and bool(row.remark)
        return QSize(theme().px(120), theme().px(_QUESTION_ROW if tall else _GROUP_ROW))


def _draw_count(painter: QPainter, area: QRect, row: OutlineRow, *, chosen: bool) -> int:
    if not row.count:
        return 0
    current = theme()
    painter.setFont(current.font(13, bold=chosen, figures=True))
    painter.setPen(current.colour("accent" if chosen else "text"))
    right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    painter.drawText(area, right, row.count)
    return painter.fontMetrics().horizontalAdvance(row.count) + current.px(8)


def _draw_words(painter: QPainter, area: QRect, row: OutlineRow, *, chosen: bool) -> None:
    current = theme()
    font = current.font(13, bold=chosen or row.strong)
    remark_font = current.font(12)
    height = QFontMetrics(font).height()
    below = QFontMetrics(remark_font).height() + current.px(2) if row.remark else 0
    top = area.top() + (area.height() - height - below) // 2
    for text, used, colour, line in (
        (row.text, font, "accent" if chosen else "text", height),
        (row.remark, remark_font, "text3", below),
    ):
        painter.setFont(used)
        painter.setPen(current.colour(colour))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(area.left(), top, area.width(), line), flags, shown)
        top += line


class HearingOutline(QTreeView):
    """Tree of groups and questions; only the group being asked is open.

    Signals:
        chosen: key of the row the person moved to (a question, a group or `WORDS`).
        pointed: the mouse chose a row; `clicked` is not to be had, for the rows are built
            anew between press and release.
    """

    chosen = Signal(str)
    pointed = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "hearing_outline", "質問の一覧")
        self._rows = QStandardItemModel(self)
        self._shown: tuple[tuple[OutlineRow, tuple[OutlineRow, ...]], ...] = ()
        self._quiet = False
        self.setModel(self._rows)
        self.setItemDelegate(OutlineDelegate(self))
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._moved)

    def show_rows(
        self, rows: Sequence[tuple[OutlineRow, tuple[OutlineRow, ...]]], current: str
    ) -> None:
        """Show rows with the rows below them, and move to the one with the key `current`."""
        self._quiet = True
        if tuple(rows) != self._shown:
            place = self.verticalScrollBar().value()
            self._fill(tuple(rows))
            self.verticalScrollBar().setValue(place)
        self._select(current)
        self._quiet = False

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()

    def _fill(self, rows: tuple[tuple[OutlineRow, tuple[OutlineRow, ...]], ...]) -> None:
        self._shown = rows
        self._rows.clear()
        for group, questions in rows:
            item = _standard_item(group)
            for question in questions:
                item.appendRow(_standard_item(question))
            self._rows.appendRow(item)

    def _select(self, key: str) -> None:
        self.selectionModel().clear()
        for row in range(self._rows.rowCount()):
            group = self._rows.index(row, 0)
            found = group if _key(group) == key else QModelIndex()
            for place in range(self._rows.rowCount(group)):
                below = self._rows.index(place, 0, group)
                if _key(below) == key:
                    found = below
            if found.isValid():
                self.selectionModel().setCurrentIndex(
                    found, QItemSelectionModel.SelectionFlag.ClearAndSelect
                )
            self.setExpanded(group, found.isValid())
        # Again, now that the other groups are closed and the rows have their places.
        self.scrollTo(self.selectionModel().currentIndex())

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Leave the mark where `show_rows` puts it: the rows at the pressed spot are new ones."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell that a row was chosen with the mouse."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.currentIndex().isValid():
            self.pointed.emit()

    def _moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._quiet and current.isValid():
            self.chosen.emit(_key(current))


def _key(index: QModelIndex) -> str:
    row = index.data(CELL_ROLE)
    return row.key if isinstance(row, OutlineRow) else ""


def _standard_item(row: OutlineRow) -> QStandardItem:
    item = QStandardItem(row.text)
    item.setData(row, CELL_ROLE)
    parts = (row.text, row.whole, row.spoken, row.count, row.remark)
    spoken = "、".join(part for part in parts if part)
    item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
    item.setToolTip(tip("\n".join(part for part in (row.whole or row.text, row.remark) if part)))
    return item
