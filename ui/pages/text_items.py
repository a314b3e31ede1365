"""Two rows of chips: what a text discloses, and the six facts about the recruiter."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from cspdesk.domain.finding import CheckResult, DisclosureItem
from cspdesk.services.recruiter_facts import recruiter_facts
from ui.theme import theme
from ui.widgets.chips import Chip
from ui.widgets.full_height import FullHeight, flow_row
from ui.widgets.labels import Paragraph

_FACT_COUNT = 6


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
        self._facts = [Chip("absent", "", f"text_fact_{number}") for number in range(_FACT_COUNT)]
        self._judges: tuple[str | DisclosureItem, ...] = ()
        column = QVBoxLayout(self)
        column.addWidget(Paragraph("指針の募集項目（押すと、その場所へ移ります）", "hint"))
        column.addWidget(flow_row(*self._items.values()))
        column.addWidget(Paragraph("募集者の6つの情報（フリーランス法12条）", "hint"))
        column.addWidget(flow_row(*self._facts))
        self._column = column
        for item, chip in self._items.items():
            chip.clicked.connect(partial(self.item_wanted.emit, item))
        for number, chip in enumerate(self._facts):
            chip.clicked.connect(partial(self._tell_fact, number))

    def show_state(self, result: CheckResult) -> None:
        """Show how far items and facts are there; a part of a posting has none to show."""
        self.setVisible(bool(result.items))
        for item in result.items:
            word = item.item.label
            self._items[item.item].show_state(item.state.value, word, f"{word}、{item.state.label}")
        facts = recruiter_facts(result)
        self._judges = tuple(fact.judged_by for fact in facts)
        for chip, fact in zip(self._facts, facts, strict=True):
            chip.show_state(fact.state.value, fact.name, f"{fact.name}、{fact.state.label}")

    def fit(self, side: int) -> None:
        """Keep this distance from the sides, at the present scale."""
        self._column.setContentsMargins(side, theme().px(8), side, theme().px(4))
        self._column.setSpacing(theme().px(5))

    def _tell_fact(self, number: int) -> None:
        judge = self._judges[number]
        signal = self.item_wanted if isinstance(judge, DisclosureItem) else self.rule_wanted
        signal.emit(judge)
