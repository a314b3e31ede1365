"""The upper part of the check panel: what is disclosed, and by which day's law."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from cspdesk.domain.finding import CheckResult, DisclosureItem, ItemResult, ItemState
from cspdesk.domain.posting import PostingField
from cspdesk.services.recruiter_facts import recruiter_facts
from cspdesk.services.repairing import Blank
from ui.theme import theme
from ui.widgets.chips import Chip
from ui.widgets.full_height import FullHeight, flow_row
from ui.widgets.labels import LinkButton, Paragraph, label, tip

_FIELDS = {
    DisclosureItem.WORK_CONTENT: PostingField.WORK_CONTENT,
    DisclosureItem.DEADLINE: PostingField.DEADLINE,
    DisclosureItem.REWARD_AMOUNT: PostingField.REWARD,
    DisclosureItem.PAYMENT_DATE: PostingField.PAYMENT_DATE,
    DisclosureItem.PAYMENT_METHOD: PostingField.PAYMENT_METHOD,
    DisclosureItem.EXPENSES: PostingField.EXPENSES,
    DisclosureItem.INTELLECTUAL_PROPERTY: PostingField.INTELLECTUAL_PROPERTY,
    DisclosureItem.CONTACT: PostingField.CONTACT,
}
_FACT_COUNT = 6


class CheckTop(FullHeight):
    """Two rows of chips, and the day whose law judges.

    Signals:
        field_wanted: a `PostingField` the person wants to fill.
        basis_toggled: judge by the other day.
        changes_wanted: show what changes between days.
    """

    field_wanted = Signal(object)
    basis_toggled = Signal()
    changes_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.facts = [Chip("absent", "", f"check_fact_{n}") for n in range(_FACT_COUNT)]
        self.basis = label("", "hint")
        self._chips = {
            item: Chip("absent", item.label, f"check_{item.value}") for item in DisclosureItem
        }
        self._fact_fields: list[PostingField] = []
        self._basis_link = LinkButton("", "check_basis")
        self._basis_link.clicked.connect(self.basis_toggled)
        changes = LinkButton("変わる点", "check_changes", "変わる点：日付で変わることを見る")
        changes.setToolTip(tip("今日と発注予定日などのあいだに変わる法令と指摘を見ます"))
        changes.clicked.connect(self.changes_wanted)
        self._column = QVBoxLayout(self)
        self._assemble(changes)

    def show_state(self, result: CheckResult, blanks: tuple[Blank, ...]) -> None:
        """Show how far items and facts are there."""
        for item in result.items:
            word = item.item.label
            state = _seen(item, blanks)
            self._chips[item.item].show_state(state.value, word, f"{word}、{state.label}")
        facts = recruiter_facts(result, blanks)
        self._fact_fields = [fact.field for fact in facts]
        for shown, fact in zip(self.facts, facts, strict=True):
            shown.show_state(fact.state.value, fact.name, f"{fact.name}、{fact.state.label}")

    def show_basis(self, basis: str, other: str) -> None:
        """Show whose law judges; without an `other` basis there is no link to it."""
        self.basis.setText(basis)
        self.basis.setAccessibleName(f"点検の基準日：{basis}")
        self._basis_link.setVisible(bool(other))
        self._basis_link.setText(other)
        self._basis_link.setAccessibleName(other)

    def fit(self, side: int) -> None:
        """Keep this distance from the sides, at the present scale."""
        self._column.setContentsMargins(side, theme().px(8), side, theme().px(4))
        self._column.setSpacing(theme().px(5))

    def _assemble(self, changes: LinkButton) -> None:
        column = self._column
        column.addWidget(Paragraph("指針の募集項目（押すと、その欄へ移ります）", "hint"))
        for item, chip in self._chips.items():
            chip.clicked.connect(partial(self.field_wanted.emit, _FIELDS[item]))
        column.addWidget(flow_row(*self._chips.values()))
        column.addWidget(Paragraph("募集者の6つの情報（フリーランス法12条）", "hint"))
        for place, chip in enumerate(self.facts):
            chip.clicked.connect(self._fact_teller(place))
        column.addWidget(flow_row(*self.facts))
        column.addWidget(flow_row(self.basis, self._basis_link, changes))

    def _fact_teller(self, place: int) -> Callable[[], None]:
        return lambda: self.field_wanted.emit(self._fact_fields[place])


def _seen(item: ItemResult, open_blanks: tuple[Blank, ...]) -> ItemState:
    """Return how far an item is there: only in part while its field has a blank to fill in."""
    unfilled = any(blank.field is _FIELDS[item.item] for blank in open_blanks)
    return ItemState.PARTIAL if unfilled and item.state is ItemState.PRESENT else item.state
