"""One order on every platform as a table model."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from cspdesk.domain.price import ComparedPrice
from ui.theme import theme
from ui.widgets.labels import tip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_NOTHING = "―"

COLUMNS = ("サービス", "発注者の総額", "受注者の手取り", "1時間あたり", "確かさ", "率のもと")
NAME, TOTAL, NET, HOURLY, SURE, RATES = range(len(COLUMNS))
_FIGURES = (TOTAL, NET, HOURLY)


class PricesModel(QAbstractTableModel):
    """Rows as the service orders them; the chosen platform stands out."""

    def __init__(self, rows: tuple[ComparedPrice, ...], chosen: str) -> None:
        super().__init__()
        self.rows = rows
        self._chosen = chosen

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many platforms there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the name of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell; what is cut off stands in its tool tip."""
        row, column = self.rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _text(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                return tip(_text(row, column))
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.FontRole if row.card.order.platform_id == self._chosen:
                return theme().font(14, bold=True)
            case _:
                return None


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _FIGURES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _text(row: ComparedPrice, column: int) -> str:
    card = row.card
    match column:
        case 0:
            return card.platform_name
        case 1:
            return card.client_total.amount_text()
        case 2:
            return card.worker_net.amount_text()
        case 3:
            return _NOTHING if row.hourly_yen is None else f"{row.hourly_yen:,}円/時"
        case 4:
            return row.confidence.value
        case _:
            return f"{row.remark}・{row.rates}" if row.remark else row.rates
