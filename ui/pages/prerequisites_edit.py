"""Which work has to be finished first: chips that can be taken off, and a list to add from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import FieldError
from ui.widgets.named import named
from ui.widgets.sizes import free_width

_ADD = "仕事を選んで足す"
_LONGEST = 18


class PrerequisitesEdit(QWidget):
    """Shows ids by name.

    Signals:
        changed: the ids as a tuple, after one was added or taken off.
    """

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._after: tuple[str, ...] = ()
        self._names: dict[str, str] = {}
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self._choice = named(QComboBox(), "item_after_add", "先に終わっている必要がある仕事を足す")
        free_width(self._choice)
        self._choice.activated.connect(self._add)
        self.error = FieldError()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self._chips, self._choice, self.error):
            column.addWidget(part)
        self.setFocusProxy(self._choice)

    def show_ids(self, after: tuple[str, ...], possible: Sequence[tuple[str, str]]) -> None:
        """Show these prerequisites; `possible` are (id, name) pairs to choose from."""
        self.error.show_error("", self._choice)
        if (after, dict(possible)) == (self._after, self._names):
            return
        self._after = after
        self._names = dict(possible)
        self._flow.clear()
        for item_id in after:
            name = self._names.get(item_id, "外した仕事")
            shown = name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"
            chip = Button(f"{shown}  ×", f"item_after_{item_id}", spoken=f"{name}を外す")
            chip.clicked.connect(lambda *, item_id=item_id: self._remove(item_id))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(after))
        self._choice.clear()
        self._choice.addItem(_ADD)
        for item_id, name in possible:
            if item_id not in after:
                self._choice.addItem(name, item_id)

    def refuse(self, sentence: str) -> None:
        """Say why the last change was not made."""
        self.error.show_error(sentence, self._choice)

    def _add(self, row: int) -> None:
        item_id = self._choice.itemData(row)
        self._choice.setCurrentIndex(0)
        if item_id:
            self.changed.emit((*self._after, str(item_id)))

    def _remove(self, item_id: str) -> None:
        self.changed.emit(tuple(a for a in self._after if a != item_id))
