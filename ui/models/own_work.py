"""The list of own entries as a table model."""

from __future__ import annotations

from PySide6.QtCore import Qt

from cspdesk.services.own_exchange import Key
from cspdesk.services.own_work import OwnRow, Use
from ui.models.rows import Index, RowsModel
from ui.widgets.delegates import CELL_ROLE, ChipCell, TwoLineCell

_LOOKS = {Use.USED: "ok", Use.CHANGING: "doing", Use.UNFINISHED: "doing", Use.LEFT_OUT: "err"}


class OwnWorkModel(RowsModel):
    """Entries with what they are and whether they are used."""

    columns = ("名前", "状態")
    rows: tuple[OwnRow, ...]

    def show(self, rows: tuple[OwnRow, ...]) -> None:
        """Show other rows; the same entries in the same order keep selection and place."""
        same = [row.key for row in rows] == [row.key for row in self.rows]
        if same:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 1))
            return
        self.show_rows(rows)

    def row_of(self, key: Key | None) -> int:
        """Return where an entry stands, -1 if nowhere."""
        return next((n for n, row in enumerate(self.rows) if row.key == key), -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        parts = (row.key[0].label, "手書き" if row.file else "", row.remark)
        remark = " ・ ".join(part for part in parts if part)
        if role == CELL_ROLE:
            if index.column() == 1:
                return ChipCell(_LOOKS[row.use], row.use.label)
            return TwoLineCell(row.name, remark)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.use.label if index.column() == 1 else f"{row.name}、{remark}"
        return None
