"""Two rows of chips: what a text discloses, and the six facts about the recruiter."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cspdesk.domain.finding import CheckResult, DisclosureItem
from cspdesk.services.recruiter_facts import recruiter_facts
from ui.theme import theme
from ui.widgets.chips import Chip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.full_height import FullHeight
from ui.widgets.labels import Paragraph

_FACTS = ("F01", "F02", "F03", DisclosureItem.WORK_CONTENT, "F04", DisclosureItem.REWARD_AMOUNT)
"""What judges each of the six facts: a rule, or an item."""


class TextItems(FullHeight):
    """Shows how far items and facts are there.

    Signals:
        item_wanted: a `DisclosureItem` whose place the person wants to see.
        rule_wanted: id of the rule that judges a fact.
    """

    item_wanted = Signal(object)
    rule_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._items = {
            item: Chip("absent", item.label, f"text_item_{item.value}") for item in DisclosureItem
        }
        self._facts = [Chip("absent", "", f"text_fact_{number}") for number in range(len(_FACTS))]
        column = QVBoxLayout(self)
        column.addWidget(Paragraph("指針の募集項目（押すと、その場所へ移ります）", "hint"))
        column.addWidget(_row_of(tuple(self._items.values())))
        column.addWidget(Paragraph("募集者の6つの情報（フリーランス法12条）", "hint"))
        column.addWidget(_row_of(tuple(self._facts)))
        self._column = column
        for item, chip in self._items.items():
            chip.clicked.connect(partial(self.item_wanted.emit, item))
        for chip, judge in zip(self._facts, _FACTS, strict=True):
            signal = self.item_wanted if isinstance(judge, DisclosureItem) else self.rule_wanted
            chip.clicked.connect(partial(signal.emit, judge))

    def show_state(self, result: CheckResult) -> None:
        """Show how far items and facts are there; a part of a posting has none to show."""
        self.setVisible(bool(result.items))
        for item in result.items:
            word = item.item.label
            self._items[item.item].show_state(item.state.value, word, f"{word}、{item.state.label}")
        for chip, fact in zip(self._facts, recruiter_facts(result), strict=True):
            chip.show_state(fact.state.value, fact.name, f"{fact.name}、{fact.state.label}")

    def fit(self, side: int) -> None:
        """Keep this distance from the sides, at the present scale."""
        self._column.setContentsMargins(side, theme().px(8), side, theme().px(4))
        self._column.setSpacing(theme().px(5))


def _row_of(chips: tuple[Chip, ...]) -> QWidget:
    row = FullHeight()
    flow = FlowLayout(row)
    for chip in chips:
        flow.addWidget(chip)
    return row
