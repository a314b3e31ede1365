"""The rules as a table model: rows in the order of the search, or of a column."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from cspdesk.domain.finding import Severity
from cspdesk.domain.source import Confidence
from cspdesk.services.rule_book import RuleEntry, RuleState
from ui.widgets.delegates import CELL_ROLE, ChipCell, TwoLineCell
from ui.widgets.labels import tip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

COLUMNS = ("ルール", "出どころ", "期間", "確度", "重さ")
TITLE, SOURCE, PERIOD, CONFIDENCE, WEIGHT = range(len(COLUMNS))
_WEIGHTS = {severity: place for place, severity in enumerate(Severity)}
_CERTAINTIES = {confidence: place for place, confidence in enumerate(Confidence)}
_KEYS: dict[int, Callable[[RuleEntry], tuple[str, date, int]]] = {
    TITLE: lambda entry: (entry.title, date.min, 0),
    SOURCE: lambda entry: (entry.source_short, date.min, 0),
    PERIOD: lambda entry: ("", entry.starts or date.min, 0),
    CONFIDENCE: lambda entry: ("", date.min, _CERTAINTIES[entry.confidence]),
    WEIGHT: lambda entry: ("", date.min, _WEIGHTS[entry.severity]),
}


def certainty_cell(entry: RuleEntry) -> ChipCell:
    """Return how sure a rule is, or why it does not judge on the day."""
    if entry.state is not RuleState.IN_FORCE:
        return ChipCell("todo", entry.state.label)
    return ChipCell("ok" if entry.confidence is Confidence.CONFIRMED else "warn", entry.confidence)


class RulesModel(QAbstractTableModel):
    """Rows of one search; sorting keeps the search's order within equal values."""

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[RuleEntry, ...] = ()
        self._rows: tuple[RuleEntry, ...] = ()
        self._sorted: tuple[int, bool] | None = None
        self._note = ""

    @property
    def sorted_by(self) -> tuple[int, bool] | None:
        """Return the column in whose order the rows stand and whether it falls; None = found."""
        return self._sorted

    def show(self, entries: tuple[RuleEntry, ...], group: str = "") -> None:
        """Show other rules in the order in force; `group` is said beside their number."""
        self.beginResetModel()
        self._found = entries
        self._note = f"（{group} {len(entries)}件）".replace("（ ", "（")
        self._order()
        self.endResetModel()

    def sort_by(self, column: int) -> None:
        """Order by a column: rising, then falling, then as found."""
        self.beginResetModel()
        if self._sorted is None or self._sorted[0] != column:
            self._sorted = (column, False)
        else:
            self._sorted = None if self._sorted[1] else (column, True)
        self._order()
        self.endResetModel()

    def row(self, number: int) -> RuleEntry:
        """Return one rule."""
        return self._rows[number]

    def row_of(self, rule_id: str) -> int:
        """Return where a rule stands, -1 if it is not shown."""
        return next((n for n, entry in enumerate(self._rows) if entry.id == rule_id), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rules are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the name of a column, with the order where it is in force."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            name = f"{COLUMNS[section]}{self._note if section == TITLE else ''}"
            if self._sorted is None or self._sorted[0] != section:
                return name
            return f"{name} {'↓' if self._sorted[1] else '↑'}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        entry, column = self._rows[index.row()], index.column()
        roles = Qt.ItemDataRole
        if role == roles.DisplayRole:
            return _text(entry, column)
        if role == CELL_ROLE:
            return _cell(entry, column)
        if role == roles.AccessibleTextRole:
            return _spoken(entry, column)
        if role == roles.ToolTipRole and column in (TITLE, SOURCE):
            sources = "\n".join(source.label() for source in entry.sources)
            return tip(f"{entry.title}\n{sources}")
        return None

    def _order(self) -> None:
        rows = list(self._found)
        if self._sorted is not None:
            column, falling = self._sorted
            rows.sort(key=_KEYS[column], reverse=falling)
        self._rows = tuple(rows)


def _text(entry: RuleEntry, column: int) -> str:
    texts = {
        TITLE: entry.title,
        SOURCE: entry.source_short,
        PERIOD: entry.period,
        CONFIDENCE: certainty_cell(entry).text,
        WEIGHT: entry.severity.label if entry.state is RuleState.IN_FORCE else "—",
    }
    return texts[column]


def _cell(entry: RuleEntry, column: int) -> object:
    holds = entry.state is RuleState.IN_FORCE
    if column == TITLE:
        return TwoLineCell(entry.title, "自社のルール" if entry.own else "", strong=holds)
    if column == SOURCE:
        return TwoLineCell(entry.law_short, entry.article)
    if column == CONFIDENCE:
        return certainty_cell(entry)
    return "text" if holds else "text3"


def _spoken(entry: RuleEntry, column: int) -> str:
    own = "、自社のルール" if entry.own else ""
    if column == TITLE:
        return f"{entry.title}{own}、{entry.state.label}"
    return f"{COLUMNS[column]}：{_text(entry, column)}"


class RuleGroupsModel(QAbstractTableModel):
    """すべて, and the groups of rules with how many each has."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[tuple[str, str, int], ...] = ()

    def show(self, groups: tuple[tuple[str, str, int], ...]) -> None:
        """Show id, name and number of each group, with the sum of all before them."""
        everything = ("", "すべて", sum(count for _id, _name, count in groups))
        rows = (everything, *groups)
        if [row[0] for row in rows] == [row[0] for row in self._rows]:
            # The current row stays what it is: only numbers changed.
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, number: int) -> tuple[str, str, int]:
        """Return id, name and number of one group."""
        return self._rows[number]

    def row_of(self, group: str) -> int:
        """Return where a group stands, 0 (すべて) if it is not there."""
        return next((n for n, row in enumerate(self._rows) if row[0] == group), 0)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many groups there are, with すべて."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return name and number."""
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        _id, name, count = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return name if index.column() == 0 else str(count)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{name}、{count}件"
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 1:
            return int(Qt.AlignmentFlag.AlignRight)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(f"{name}　{count}件")
        return None
