"""What narrows the rules down: group, day, and whether they hold on that day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, Signal
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QComboBox, QFrame, QWidget

from ui.models.rules import RuleGroupsModel
from ui.theme import theme
from ui.widgets.card import Card
from ui.widgets.date_edit import DateEdit
from ui.widgets.delegates import CellDelegate, FigureDelegate
from ui.widgets.labels import field_label, tip
from ui.widgets.named import named
from ui.widgets.row_table import RowTable
from ui.widgets.sizes import ANY_SIZE

_WIDTH = 198
_ROW = 34
_LEAST_NAME = 118


class RuleFilter(Card):
    """A column with a list of groups, or one row with a choice of them where it is narrow.

    Signals:
        changed: another group, day or scope was chosen.
    """

    changed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("分類", "rules_filter", padded=False)
        self._today = today
        self._model = RuleGroupsModel()
        self._group = ""
        self.groups = RowTable(
            "rules_groups", "分類", (0, 44), header=False, row_height=_ROW, least_share=_LEAST_NAME
        )
        self._choice = named(QComboBox(), "rules_group_choice", "分類")
        self._day = DateEdit("rules_day", "基準日", today=today)
        self.others = named(QCheckBox("終わったルールも"), "rules_others", "終わったルールも")
        self._tools = QWidget()
        self._line = QFrame()
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._tools)
        self._day_label = field_label("基準日", self._day)
        self._assemble()
        self._connect()
        self.set_narrow(narrow=False)

    @property
    def group(self) -> str:
        """Return the id of the chosen group; empty = all."""
        return self._group

    @property
    def group_label(self) -> str:
        """Return the name of the chosen group; empty = all."""
        row = self._model.row_of(self._group)
        return self._model.row(row)[1] if self._group and row else ""

    @property
    def as_of(self) -> date:
        """Return the chosen day; blank stands for today."""
        return self._day.value() or self._today()

    def show_groups(self, groups: tuple[tuple[str, str, int], ...]) -> None:
        """Show which groups there are; the chosen one stays chosen."""
        self._model.show(groups)
        self._choice.blockSignals(True)
        self._choice.clear()
        for number in range(self._model.rowCount()):
            key, name, count = self._model.row(number)
            self._choice.addItem(f"{name} {count}件", key)
        self._choice.blockSignals(False)
        self._show_chosen()

    def choose(self, group: str, as_of: date | None = None) -> None:
        """Choose a group, and a day if one is given, without telling."""
        self._group = group
        if as_of is not None:
            self._day.set_value(as_of)
        self._show_chosen()

    def commit_pending(self) -> None:
        """Read the day as typed."""
        self._day.commit_pending()

    def set_narrow(self, *, narrow: bool) -> None:
        """Stand as a row above the list instead of as a column beside it."""
        self.set_title("" if narrow else "分類")
        self.groups.setVisible(not narrow)
        self._line.setVisible(not narrow)
        self._choice.setVisible(narrow)
        self._day_label.setVisible(not narrow)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if narrow else ways.TopToBottom)
        self._narrow = narrow
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_narrow"):
            self._measure()

    def _assemble(self) -> None:
        self.groups.setModel(self._model)
        self.groups.setItemDelegateForColumn(0, CellDelegate(self.groups))
        self.groups.setItemDelegateForColumn(1, FigureDelegate(self.groups))
        self._line.setProperty("role", "line")
        self._line.setFixedHeight(1)
        self._day.set_value(self._today())
        self.others.setChecked(True)
        self.others.setToolTip(tip("まだ始まっていないルールも並べます"))
        for part in (self._choice, self._day_label, self._day, self.others):
            self._row.addWidget(part)
        self._row.setStretchFactor(self._choice, 1)
        self._row.addStretch(1)
        self.body.addWidget(self.groups, 1)
        self.body.addWidget(self._line)
        self.body.addWidget(self._tools)

    def _connect(self) -> None:
        self.groups.selectionModel().currentRowChanged.connect(self._row_chosen)
        self._choice.currentIndexChanged.connect(self._word_chosen)
        self._day.changed.connect(lambda _day: self.changed.emit())
        self.others.toggled.connect(lambda _on: self.changed.emit())

    def _row_chosen(self, current: QModelIndex) -> None:
        if current.isValid():
            self._take(self._model.row(current.row())[0])

    def _word_chosen(self, place: int) -> None:
        self._take(str(self._choice.itemData(place)))

    def _take(self, group: str) -> None:
        if group != self._group:
            self._group = group
            self._show_chosen()
            self.changed.emit()

    def _show_chosen(self) -> None:
        row = self._model.row_of(self._group)
        self.groups.set_current_row(row)
        self._choice.blockSignals(True)
        self._choice.setCurrentIndex(row)
        self._choice.blockSignals(False)

    def _measure(self) -> None:
        super()._measure()
        if not hasattr(self, "_narrow"):
            return
        current = theme()
        side = current.px(12)
        self._row.setContentsMargins(side, current.px(8), side, current.px(10))
        self._row.setSpacing(current.px(8))
        if self._narrow:
            self.setMinimumWidth(0)
            self.setMaximumWidth(ANY_SIZE)
            self._choice.setMinimumWidth(current.px(130))
            self._day.setMinimumWidth(current.px(168))
            self._day.setMaximumWidth(current.px(196))
        else:
            self.setFixedWidth(current.px(_WIDTH))
            self._day.setMinimumWidth(0)
            self._day.setMaximumWidth(ANY_SIZE)
