"""The short lists of the home page: what is due, and what was worked on last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt

from cspdesk.services.ports import CaseRow
from ui.models import spoken_time
from ui.models.case_list import name_cell, step_cell
from ui.models.rows import Index, RowsModel
from ui.widgets.delegates import CELL_ROLE, ChipCell, TwoLineCell
from ui.widgets.labels import tip

_SOON_DAYS = 1


class ShortCasesModel(RowsModel):
    """Three columns over a few rows that are all there; subclasses say what they show."""

    rows: tuple[CaseRow, ...]

    def __init__(self) -> None:
        super().__init__()
        self._today = date.min

    def show(self, rows: Sequence[CaseRow], today: date) -> None:
        """Show other rows."""
        self._today = today
        self.show_rows(rows)

    def row(self, number: int) -> CaseRow:
        """Return one row."""
        return self.rows[number]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, index.column())
        if role == CELL_ROLE:
            return self.cell(row, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(f"{row.client_name}\n{row.title}")
        return None

    def text(self, row: CaseRow, column: int) -> str:
        """Return the plain text of a cell, empty where a delegate draws something else."""
        raise NotImplementedError

    def cell(self, row: CaseRow, column: int) -> object:
        """Return what the column's delegate draws."""
        raise NotImplementedError

    def spoken(self, row: CaseRow, column: int) -> str:
        """Return what a screen reader says."""
        raise NotImplementedError


class DueModel(ShortCasesModel):
    """What is due: when, what, and how urgent."""

    columns = ("期日", "内容", "状態")

    def text(self, row: CaseRow, column: int) -> str:
        """Return the day."""
        if column or row.next_due is None:
            return ""
        return spoken_time.due(row.next_due, self._today)

    def cell(self, row: CaseRow, column: int) -> object:
        """Return what is due, and a chip with its kind."""
        days = (row.next_due - self._today).days if row.next_due is not None else 0
        colour = "errFg" if days <= 0 else "warnFg" if days <= _SOON_DAYS else "text2"
        kind, _, name = row.next_due_label.partition("：")
        if column == 0:
            return colour
        if column == 1:
            if not name:
                return TwoLineCell(row.client_name, row.title)
            return TwoLineCell(name, f"{row.client_name}・{row.title}")
        state = "overdue" if days <= 0 else "due" if days <= _SOON_DAYS else "tag"
        return ChipCell(state, kind)

    def spoken(self, row: CaseRow, column: int) -> str:
        """Return the whole line in the first column."""
        when = self.text(row, 0)
        return f"{when}、{row.next_due_label}、{row.client_name}" if column <= 1 else ""


class RecentModel(ShortCasesModel):
    """Cases worked on last: which, how far, when."""

    columns = ("案件", "段階", "最終更新")

    def text(self, row: CaseRow, column: int) -> str:
        """Return when it was changed."""
        return (
            spoken_time.moment(row.updated_at, self._today)
            if column == len(self.columns) - 1
            else ""
        )

    def cell(self, row: CaseRow, column: int) -> object:
        """Return the names, and the bar of its steps."""
        return (name_cell(row), step_cell(row), "text2")[column]

    def spoken(self, row: CaseRow, column: int) -> str:
        """Return the names, the step, or the moment."""
        return (f"{row.client_name}、{row.title}", step_cell(row).text, self.text(row, column))[
            column
        ]
