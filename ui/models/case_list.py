"""The case list as a table model: pages of rows fetched as one scrolls, marks beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from cspdesk.domain.case import Step
from cspdesk.domain.typed_values import format_yen
from cspdesk.services.ports import TOTAL_CAP, CaseOrder, CasePage, CaseQuery, CaseRow
from ui.models import spoken_time
from ui.widgets.delegates import CELL_ROLE, BarCell, ChipCell, TwoLineCell
from ui.widgets.labels import tip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ORDERS = {1: CaseOrder.FURIGANA, 5: CaseOrder.AMOUNT, 6: CaseOrder.DUE, 7: CaseOrder.UPDATED}

COLUMNS = (
    "",
    "会社・テーマ",
    "業種・地域",
    "段階",
    "点検",
    "発注予定額（税込）",
    "次の期日",
    "更新",
)
MARK, NAME, TRADE, STEP, CHECK, AMOUNT, DUE, UPDATED = range(len(COLUMNS))


def check_cell(row: CaseRow) -> ChipCell:
    """Return what the last checks said in one chip."""
    if row.errors > 0:
        return ChipCell("err", f"不適合 {row.errors}")
    if row.warnings > 0:
        return ChipCell("warn", f"注意 {row.warnings}")
    if row.errors == 0:
        return ChipCell("ok", "指摘なし")
    return ChipCell("todo", "未点検")


def step_cell(row: CaseRow) -> BarCell:
    """Return the step a case is at and how much of the way is done."""
    return BarCell(Step(row.step).label, row.done_steps / len(Step))


def name_cell(row: CaseRow) -> TwoLineCell:
    """Return client and theme."""
    mark = "（見本）" if row.is_sample else ""
    return TwoLineCell(f"{row.client_name or '名前のない会社'}{mark}", row.title)


class CaseListModel(QAbstractTableModel):
    """Rows of one `CaseQuery`; the store filters and sorts.

    Signals:
        marks_changed: how many rows are marked now.
        loaded: a page has been added.
    """

    marks_changed = Signal(int)
    loaded = Signal()

    def __init__(self, find: Callable[[CaseQuery], CasePage], today: Callable[[], date]) -> None:
        super().__init__()
        self._find = find
        self._today = today
        self._query = CaseQuery()
        self._rows: list[CaseRow] = []
        self._marked: set[str] = set()
        self._more: tuple[str | int, ...] | None = None
        self.total = 0

    @property
    def query(self) -> CaseQuery:
        """Return what is shown."""
        return self._query

    def show(self, query: CaseQuery) -> None:
        """Show the first page of another query; marks of rows that are gone are dropped."""
        self.beginResetModel()
        self._query = replace(query, after=None)
        page = self._find(self._query)
        self._rows = list(page.rows)
        self._more = page.next_after
        self.total = page.total
        self._marked &= {row.id for row in self._rows}
        self.endResetModel()
        self.loaded.emit()
        self.marks_changed.emit(len(self._marked))

    def row(self, number: int) -> CaseRow:
        """Return one row."""
        return self._rows[number]

    def row_of(self, case_id: str) -> int:
        """Return where a case stands among the rows fetched so far, -1 if nowhere."""
        return next((n for n, row in enumerate(self._rows) if row.id == case_id), -1)

    def marked(self) -> tuple[str, ...]:
        """Return the ids of the marked rows, in the order of the list."""
        return tuple(row.id for row in self._rows if row.id in self._marked)

    def toggle(self, number: int) -> None:
        """Mark a row or take its mark off."""
        self._marked ^= {self._rows[number].id}
        cell = self.index(number, MARK)
        self.dataChanged.emit(cell, cell)
        self.marks_changed.emit(len(self._marked))

    def total_text(self) -> str:
        """Return how many cases match, in words."""
        capped = self.total >= TOTAL_CAP
        return f"{TOTAL_CAP:,}件以上" if capped else f"{self.total:,}件"

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows were fetched so far."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def canFetchMore(self, parent: Index) -> bool:
        """Tell whether the store has more rows."""
        return not parent.isValid() and self._more is not None

    def fetchMore(self, parent: Index) -> None:
        """Add the next page."""
        if parent.isValid() or self._more is None:
            return
        page = self._find(replace(self._query, after=self._more))
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(page.rows) - 1)
        self._rows += page.rows
        self._more = page.next_after
        self.endInsertRows()
        self.loaded.emit()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the name of a column, with the order where it is in force."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            arrow = ""
            if _ORDERS.get(section) is self._query.order:
                arrow = " ↓" if self._query.descending else " ↑"
            return COLUMNS[section] + arrow
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == AMOUNT else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def order_of(self, column: int) -> CaseOrder | None:
        """Return the order that a press on a column's name asks for."""
        return _ORDERS.get(column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        roles = Qt.ItemDataRole
        answer: object = None
        if role == roles.DisplayRole:
            answer = self._text(row, column)
        elif role == CELL_ROLE:
            answer = self._cell(row, column)
        elif role == roles.AccessibleTextRole:
            answer = self._spoken(row, column)
        elif role == roles.CheckStateRole and column == MARK:
            answer = Qt.CheckState.Checked if row.id in self._marked else Qt.CheckState.Unchecked
        elif role == roles.TextAlignmentRole and column == AMOUNT:
            answer = int(Qt.AlignmentFlag.AlignRight)
        elif role == roles.ToolTipRole and column == NAME:
            answer = tip(f"{row.client_name}\n{row.title}")
        return answer

    def _text(self, row: CaseRow, column: int) -> str:
        today = self._today()
        texts = {
            TRADE: "・".join(part for part in (row.industry, row.prefecture) if part) or "—",
            STEP: Step(row.step).label,
            AMOUNT: "—" if row.amount_yen is None else format_yen(row.amount_yen),
            DUE: "—" if row.next_due is None else spoken_time.day(row.next_due, today),
            UPDATED: spoken_time.moment(row.updated_at, today),
        }
        return texts.get(column, "")

    def _cell(self, row: CaseRow, column: int) -> object:
        if column == NAME:
            return name_cell(row)
        if column == CHECK:
            return check_cell(row)
        if column == DUE and row.next_due is not None:
            days = (row.next_due - self._today()).days
            return "errFg" if days <= 0 else "text"
        return "text"

    def _spoken(self, row: CaseRow, column: int) -> str:
        if column == MARK:
            return "印あり" if row.id in self._marked else "印なし"
        if column == NAME:
            return f"{row.client_name}、{row.title}"
        if column == CHECK:
            return f"点検：{check_cell(row).text}"
        return self._text(row, column)
