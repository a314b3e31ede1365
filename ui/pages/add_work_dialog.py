"""仕事を足す: choose templates from the catalogue by words, or write one's own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from cspdesk.domain.catalogue import Catalogue, CatalogueItem
from cspdesk.domain.typed_values import format_yen
from cspdesk.services.catalogue_search import find_items
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.delegates import CELL_ROLE, TwoLineCell, TwoLineDelegate
from ui.widgets.labels import label, tip
from ui.widgets.named import named


class AddWorkDialog(QDialog):
    """Searchable list of templates.

    Args:
        catalogue: the templates.
        parent: the window below.
        take: what is done with them: title and button.
        own: offer to write one's own as well.

    Signals:
        chosen: the `CatalogueItem`s to add.
        own_wanted: name of a piece of work to write oneself; may be empty.
    """

    chosen = Signal(object)
    own_wanted = Signal(str)

    def __init__(
        self,
        catalogue: Catalogue,
        parent: QWidget | None = None,
        *,
        take: str = "仕事を足す",
        own: bool = True,
    ) -> None:
        super().__init__(parent)
        named(self, "add_work_dialog", take)
        self.setWindowTitle(take)
        self.setModal(True)
        self._catalogue = catalogue
        self._types = {w.id: f"{w.category_name} › {w.name}" for w in catalogue.work_types}
        self._found: Sequence[CatalogueItem] = ()
        self._words = named(QLineEdit(), "add_work_words", "仕事の見本を探す言葉")
        self._words.setPlaceholderText("例：写真、チラシ、翻訳")
        self._words.textChanged.connect(self._search)
        self._words.returnPressed.connect(self._add)
        self._model = QStandardItemModel(self)
        self._list = named(QListView(), "add_work_list", "仕事の見本")
        self._list.setModel(self._model)
        self._list.setItemDelegate(TwoLineDelegate(self._list))
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.activated.connect(lambda _index: self._add())
        self._note = label("", "hint", wrap=True)
        self._own = Button("自分で書く", "add_work_own", icon_name="pencil")
        self._own.clicked.connect(self._write_own)
        self._else = "自分で書くこともできます。" if own else "ほかの言葉で探してください。"
        self._close = Button("やめる", "add_work_close")
        self._close.clicked.connect(self.reject)
        self._take = Button(take, "add_work_take", kind="primary", icon_name="plus")
        self._take.clicked.connect(self._add)
        for button in (self._own, self._close, self._take):
            button.setAutoDefault(False)
        self._assemble()
        self._own.setVisible(own)
        self._search("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list with the arrows while typing."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._words.hasFocus():
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            row = self._list.currentIndex().row() + step
            if 0 <= row < self._model.rowCount():
                self._list.setCurrentIndex(self._model.index(row, 0))
            return
        super().keyPressEvent(event)

    def _assemble(self) -> None:
        current = theme()
        foot = QHBoxLayout()
        foot.addWidget(self._own)
        foot.addStretch(1)
        foot.addWidget(self._close)
        foot.addWidget(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(current.px(16),) * 4)
        column.setSpacing(current.px(10))
        column.addWidget(label(self.windowTitle(), "h3"))
        column.addWidget(self._words)
        column.addWidget(self._list, 1)
        column.addWidget(self._note)
        column.addLayout(foot)
        self.resize(current.px(640), current.px(520))
        self._words.setFocus()

    def _search(self, words: str) -> None:
        self._found = find_items(self._catalogue, words)
        self._model.clear()
        for entry in self._found:
            line = QStandardItem(entry.name)
            low, high = entry.price.low_yen, entry.price.high_yen
            remark = (
                f"{self._types.get(entry.work_type, '')} ・ 1{entry.unit}"
                f" {format_yen(low)}〜{format_yen(high)}（税別・目安） ・ {entry.days[1]}日"
            )
            line.setData(TwoLineCell(entry.name, remark), CELL_ROLE)
            line.setData(f"{entry.name}、{remark}", Qt.ItemDataRole.AccessibleTextRole)
            line.setToolTip(tip(f"{entry.name}\n{entry.deliverable}"))
            self._model.appendRow(line)
        if self._found:
            self._list.setCurrentIndex(self._model.index(0, 0))
        self._note.setText(
            f"{len(self._found)}件の見本があります。複数を選んで足せます。"
            if self._found
            else f"「{words.strip()}」に当たる見本はありません。{self._else}"
        )
        self._take.setEnabled(bool(self._found))

    def _add(self) -> None:
        rows = sorted(index.row() for index in self._list.selectedIndexes())
        if not rows:
            return
        self.chosen.emit(tuple(self._found[row] for row in rows))
        self.accept()

    def _write_own(self) -> None:
        self.own_wanted.emit(self._words.text().strip())
        self.accept()
