"""All questions and answers as one table, filtered by what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.delegates import CELL_ROLE, CellDelegate, ChipCell, ChipDelegate
from ui.widgets.labels import label, tip
from ui.widgets.row_table import RowTable
from ui.widgets.segmented import Segmented

_FILTERS = (
    ("all", "すべて"),
    ("answered", "答え"),
    ("unknown", "不明"),
    ("skipped", "飛ばした"),
    ("todo", "まだ"),
)
_CHIPS = {
    "answered": ChipCell("done", "答え"),
    "unknown": ChipCell("attention", "不明"),
    "skipped": ChipCell("postpone", "飛ばした"),
    "todo": ChipCell("todo", "まだ"),
}
_ROW = 36
_CHIP_WIDTH = 120


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One question; `state` is answered, unknown, skipped or todo."""

    question_id: str
    ask: str
    answer: str
    state: str


class HearingReview(QWidget):
    """The table.

    Signals:
        question_wanted: id of the question to open.
    """

    question_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[ReviewRow, ...] = ()
        self._filter = Segmented(_FILTERS, "hearing_review_filter", "絞り込み")
        self._filter.chosen.connect(lambda _value: self._fill())
        self._model = QStandardItemModel(self)
        self._table = RowTable(
            "hearing_review_table", "答えの一覧", (0, _CHIP_WIDTH, 0), row_height=_ROW
        )
        self._table.setModel(self._model)
        self._table.setItemDelegate(CellDelegate(self._table))
        self._table.setItemDelegateForColumn(1, ChipDelegate(self._table))
        self._table.opened.connect(self._open)
        head = QHBoxLayout()
        head.addWidget(label("答えの一覧", "title"))
        head.addStretch(1)
        head.addWidget(self._filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(label("行を開くと、その質問に戻って直せます。", "hint"))
        column.addWidget(self._table, 1)

    def show_rows(self, rows: Sequence[ReviewRow]) -> None:
        """Show these questions."""
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            self._fill()

    def table(self) -> RowTable:
        """Return the table."""
        return self._table

    def _fill(self) -> None:
        wanted = self._filter.value()
        self._model.clear()
        self._model.setHorizontalHeaderLabels(["問い", "状態", "答え"])
        for row in self._rows:
            if wanted not in ("all", row.state):
                continue
            chip = _CHIPS[row.state]
            state = QStandardItem(chip.text)
            state.setData(chip, CELL_ROLE)
            ask = QStandardItem(row.ask)
            ask.setData(row.question_id, Qt.ItemDataRole.UserRole)
            answer = QStandardItem(row.answer)
            for item, text in ((ask, row.ask), (answer, row.answer)):
                item.setToolTip(tip(text))
            self._model.appendRow([ask, state, answer])
        self._table.set_current_row(0)

    def _open(self, row: int) -> None:
        question = self._model.index(row, 0).data(Qt.ItemDataRole.UserRole)
        self.question_wanted.emit(str(question))
