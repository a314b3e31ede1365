"""What the table models have in common whose rows are all there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class RowsModel(QAbstractTableModel):
    """Named columns over a few rows; subclasses say what a cell shows, and the type of a row.

    Attributes:
        columns: what stands above each column.
        rows: what is shown, a line each.
    """

    columns: tuple[str, ...]
    rows: Sequence[object]

    def __init__(self) -> None:
        super().__init__()
        self.rows = ()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the name of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def show_rows(self, rows: Sequence[object]) -> None:
        """Show other rows; selection and place are given up."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()
