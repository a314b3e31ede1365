"""The list of firms as a table model."""

from __future__ import annotations

from PySide6.QtCore import Qt

from cspdesk.services.clients import ClientRow
from ui.models.rows import Index, RowsModel
from ui.widgets.delegates import CELL_ROLE, TwoLineCell


class ClientListModel(RowsModel):
    """Firms in furigana order with the number of their cases."""

    columns = ("会社", "案件")
    rows: tuple[ClientRow, ...]

    def show(self, rows: tuple[ClientRow, ...]) -> None:
        """Show other rows."""
        self.show_rows(rows)

    def row_of(self, client_id: str) -> int:
        """Return where a client stands, -1 if nowhere."""
        return next((n for n, row in enumerate(self.rows) if row.client.id == client_id), -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        place = "・".join(p for p in (row.client.industry, row.client.prefecture) if p)
        if index.column() == 1:
            return f"{row.cases}件" if role == Qt.ItemDataRole.DisplayRole else None
        if role == CELL_ROLE:
            mark = "（見本）" if row.client.is_sample else ""
            return TwoLineCell(f"{row.client.name}{mark}", place or "業種・所在地は未記入")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.client.name}、{place}"
        return None
