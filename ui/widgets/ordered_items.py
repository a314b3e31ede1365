"""The list of work that goes out as orders, at the left of steps ③ and ④."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView

from ui.theme import draw_icon, theme
from ui.widgets.card import Card
from ui.widgets.chips import LOOKS
from ui.widgets.delegates import CELL_ROLE, Index, TwoLineCell, TwoLineDelegate
from ui.widgets.labels import label, tip
from ui.widgets.named import named

_SIGN = 16
_GAP = 10
_STATE_ROLE = CELL_ROLE + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderedItem:
    """One line of the list; `state` is a key of `LOOKS`, `note` the second line."""

    work_item_id: str
    name: str
    note: str
    state: str


class _SignedDelegate(TwoLineDelegate):
    """Draws the sign of the state before name and note."""

    def draw_cell(self, painter: QPainter, area: QRect, index: Index) -> None:
        """Draw sign and lines."""
        look = LOOKS[str(index.data(_STATE_ROLE))]
        size = theme().px(_SIGN)
        top = area.top() + (area.height() - size) // 2
        draw_icon(painter, look.icon, look.foreground, QRect(area.left(), top, size, size))
        super().draw_cell(painter, area.adjusted(size + theme().px(_GAP), 0, 0, 0), index)


class OrderedItems(Card):
    """Card with the pieces of work; one is current.

    Signals:
        chosen: id of the work item the person moved to.
    """

    chosen = Signal(str)

    def __init__(self, object_name: str) -> None:
        super().__init__("発注する仕事", object_name, padded=False)
        self.count = label("", "hint")
        self.head_row.addWidget(self.count)
        self._model = QStandardItemModel(self)
        self.view = named(QListView(), f"{object_name}_list", "発注する仕事の一覧")
        self.view.setModel(self._model)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setItemDelegate(_SignedDelegate(self.view))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.body.addWidget(self.view)
        self._shown: tuple[OrderedItem, ...] = ()
        self._quiet = False

    def show_items(self, items: tuple[OrderedItem, ...], current_id: str, note: str) -> None:
        """Show these lines without telling; `note` stands at the right of the head."""
        self.count.setText(note)
        if items != self._shown:
            self._shown = items
            self._quiet = True
            self._fill()
            self._quiet = False
        self._select(current_id)

    def go(self, steps: int) -> None:
        """Go to another line, as Alt+↑↓ does."""
        row = self.view.currentIndex().row() + steps
        if 0 <= row < self._model.rowCount():
            self.view.setCurrentIndex(self._model.index(row, 0))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.view.scheduleDelayedItemsLayout()

    def _fill(self) -> None:
        self._model.clear()
        for item in self._shown:
            line = QStandardItem(item.name)
            line.setData(item.work_item_id, Qt.ItemDataRole.UserRole)
            line.setData(TwoLineCell(item.name, item.note, strong=False), CELL_ROLE)
            line.setData(item.state, _STATE_ROLE)
            line.setData(f"{item.name}、{item.note}", Qt.ItemDataRole.AccessibleTextRole)
            line.setToolTip(tip(item.name))
            self._model.appendRow(line)

    def _select(self, current_id: str) -> None:
        for row in range(self._model.rowCount()):
            index = self._model.index(row, 0)
            if index.data(Qt.ItemDataRole.UserRole) == current_id:
                self._quiet = True
                self.view.selectionModel().setCurrentIndex(
                    index, QItemSelectionModel.SelectionFlag.ClearAndSelect
                )
                self._quiet = False
                return

    def _moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._quiet and current.isValid():
            self.chosen.emit(str(current.data(Qt.ItemDataRole.UserRole)))
