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

from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.delegates import CELL_ROLE, CellDelegate, ChipCell, ChipDelegate
from ui.widgets.labels import label, tip
from ui.widgets.row_table import RowTable
from ui.widgets.segmented import Segmented

_FILTERS = (
    ("all", "すべて"),
    ("again", "見直し"),
    ("answered", "答え"),
    ("unknown", "不明"),
    ("skipped", "あとで"),
    ("todo", "まだ"),
)
_CHIPS = {
    "again": ChipCell("attention", "見直し"),
    "answered": ChipCell("done", "答え"),
    "unknown": ChipCell("attention", "不明"),
    "skipped": ChipCell("attention", "あとで"),
    "todo": ChipCell("todo", "まだ"),
}
_ROW = 36
_CHIP_WIDTH = 120


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One question; `state` is answered, again, unknown, skipped or todo."""

    question_id: str
    ask: str
    answer: str
    state: str


class HearingReview(QWidget):
    """The table.

    Signals:
        question_wanted: id of the question to open.
        confirmed: ids of all questions whose answers hold as they stand.
    """

    question_wanted = Signal(str)
    confirmed = Signal(object)

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
        self._again = Banner("hearing_again", "warn")
        self._keep = Button("このまま残す", "hearing_keep", icon_name="check")
        self._keep.clicked.connect(self._confirm)
        again = QHBoxLayout()
        again.addWidget(self._again, 1)
        again.addWidget(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addLayout(again)
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
        count = sum(row.state == "again" for row in self._rows)
        self._again.show_message(
            f"見直す答えが {count}問あります" if count else "",
            "もとになる答えが、あとから変わりました。行を開いて直すか、そのまま残せます。"
            if count
            else "",
        )
        self._keep.setVisible(bool(count))
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

    def _confirm(self) -> None:
        self.confirmed.emit(tuple(r.question_id for r in self._rows if r.state == "again"))

    def _open(self, row: int) -> None:
        question = self._model.index(row, 0).data(Qt.ItemDataRole.UserRole)
        self.question_wanted.emit(str(question))
