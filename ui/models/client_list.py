"""The list of firms as a table model."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from cspdesk.services.clients import ClientRow
from ui.widgets.delegates import CELL_ROLE, TwoLineCell

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ClientListModel(QAbstractTableModel):
    """Firms in furigana order with the number of their cases."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[ClientRow, ...] = ()

    def show(self, rows: tuple[ClientRow, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row_of(self, client_id: str) -> int:
        """Return where a client stands, -1 if nowhere."""
        return next((n for n, row in enumerate(self.rows) if row.client.id == client_id), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return name and number of cases."""
        return 0 if parent.isValid() else 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the name of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return ("会社", "案件")[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

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
