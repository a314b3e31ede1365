"""Pieces of work by name: chips that can be taken off, and a button that asks for more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cspdesk.services.own_fields import Field
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.named import named

_LONGEST = 28


class WorkPicks(QWidget):
    """Shows ids, one a line, by name.

    Signals:
        changed: the ids, one a line, after the person added one or took one off.
    """

    changed = Signal(str)

    def __init__(
        self,
        object_name: str,
        field: Field,
        pick: Callable[[int], tuple[str, ...]],
        name_of: Callable[[str], str],
    ) -> None:
        super().__init__()
        named(self, object_name, field.word)
        self._most = field.most
        self._pick = pick
        self._name_of = name_of
        self._ids: tuple[str, ...] = ()
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self._choose = Button(
            "仕事を選ぶ", f"{object_name}_choose", icon_name="search", spoken=f"{field.word}を選ぶ"
        )
        self._choose.clicked.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(4))
        column.addWidget(self._chips)
        column.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self._choose)
        self._chips.hide()

    def show_ids(self, text: str) -> None:
        """Show these ids, one a line."""
        self._ids = tuple(line for line in text.split("\n") if line.strip())
        self._flow.clear()
        for item_id in self._ids:
            name = self._name_of(item_id)
            short = name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"
            chip = Button(f"{short}  ×", f"{self.objectName()}_{item_id}", spoken=f"{name}を外す")
            chip.clicked.connect(lambda *, item_id=item_id: self._remove(item_id))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self._ids))

    def _ask(self) -> None:
        chosen = self._pick(self._most)
        if chosen:
            kept = () if self._most == 1 else self._ids
            self._put(tuple(dict.fromkeys((*kept, *chosen))))

    def _remove(self, item_id: str) -> None:
        self._put(tuple(other for other in self._ids if other != item_id))
        self._choose.setFocus()

    def _put(self, ids: tuple[str, ...]) -> None:
        self.show_ids("\n".join(ids))
        self.changed.emit("\n".join(ids))
