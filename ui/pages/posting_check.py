"""The check panel of step ④: items as chips, findings with sources and repairs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cspdesk.domain.finding import (
    CheckResult,
    DisclosureItem,
    Edit,
    Finding,
    ItemResult,
    ItemState,
    Severity,
)
from cspdesk.domain.posting import PostingField
from cspdesk.services.recruiter_facts import recruiter_facts
from cspdesk.services.repairing import Blank
from ui.pages.finding_box import STATES, FindingBox
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chips import Chip, StatusChip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.full_height import FullHeight
from ui.widgets.labels import ElidedLabel, LinkButton, Paragraph, label
from ui.widgets.named import named

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
_SIDE = 14
# Below this height the chips scroll away with the findings instead of taking their room.
_ROOM_FOR_CHIPS = 470


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the panel shows.

    Attributes:
        edits: the repair to offer for each finding of the result, in the same order.
        basis: which day's law judged, in words.
        other_basis: word of the link to the other basis; empty = there is no other.
        blanks: what is still to be filled in.
        finish: verb of the button that ends the work on this posting.
        can_finish: it is the next thing to do.
    """

    result: CheckResult
    edits: tuple[Edit | None, ...]
    basis: str
    other_basis: str
    blanks: tuple[Blank, ...]
    finish: str
    can_finish: bool


class PostingCheck(Card):
    """Shows the last check; one finding is current.

    Signals:
        jump_wanted: a finding whose place the person wants to see.
        field_wanted: a `PostingField` the person wants to fill.
        repair_wanted: a finding whose repair the person wants.
        finish_wanted: the person declares the posting finished, or goes on.
        basis_toggled: judge by the other day.
    """

    jump_wanted = Signal(object)
    field_wanted = Signal(object)
    repair_wanted = Signal(object)
    finish_wanted = Signal()
    basis_toggled = Signal()

    def __init__(self) -> None:
        super().__init__("点検", "posting_check", padded=False)
        self._counts = {s: StatusChip(STATES[s], "") for s in Severity}
        for chip in self._counts.values():
            self.head_row.addWidget(chip)
        self._chips = {
            item: Chip("absent", item.label, f"check_{item.value}") for item in DisclosureItem
        }
        self._facts = [Chip("absent", "", f"check_fact_{n}") for n in range(_FACT_COUNT)]
        self._fact_fields: list[PostingField] = []
        self._basis = ElidedLabel("", "hint")
        self._basis_link = LinkButton("", "check_basis")
        self._basis_link.clicked.connect(self.basis_toggled)
        self._refusal = Banner("check_refusal", "err")
        self._refusal.hide()
        self._stopped = Banner("check_stopped", "warn")
        self._stopped.hide()
        self._none = label("指摘はありません。", "small")
        self._boxes: list[FindingBox] = []
        self._findings: tuple[Finding, ...] = ()
        self._place = -1
        self._top = self._make_top()
        self._list = QVBoxLayout()
        self._entries = QVBoxLayout()
        self._scroll = self._make_scroll()
        self.body.addWidget(self._top)
        self.body.addWidget(self._scroll, 1)
        self._finish = Button("", "check_finish", icon_name="shield-check")
        self._build_foot()
        self._fit()

    @property
    def current(self) -> Finding | None:
        """Return the current finding, None if there is none."""
        return self._findings[self._place] if self._place >= 0 else None

    def show_check(self, shown: Shown) -> None:
        """Show items and findings; the current finding stays current while it is there."""
        result = shown.result
        for severity, chip in self._counts.items():
            number = result.count(severity)
            chip.show_state(STATES[severity], f"{severity.label} {number}")
            chip.setVisible(number > 0)
        for item in result.items:
            word = item.item.label
            state = _seen(item, shown.blanks)
            self._chips[item.item].show_state(state.value, word, f"{word}、{state.label}")
        facts = recruiter_facts(result, shown.blanks)
        self._fact_fields = [fact.field for fact in facts]
        for shown_fact, fact in zip(self._facts, facts, strict=True):
            shown_fact.show_state(fact.state.value, fact.name, f"{fact.name}、{fact.state.label}")
        self._basis.show_text(shown.basis)
        self._basis_link.setVisible(bool(shown.other_basis))
        self._basis_link.setText(shown.other_basis)
        self._basis_link.setAccessibleName(shown.other_basis)
        stopped = len(result.stopped_rules)
        self._stopped.show_message(
            f"{stopped}件のルールを確かめられませんでした" if stopped else ""
        )
        self._refusal.hide()
        self._fill(result.findings, shown.edits)
        self._show_finish(shown)

    def refuse(self, lead: str, text: str) -> None:
        """Say why the posting cannot be finished yet; gone with the next check."""
        self._refusal.show_message(lead, text)

    def set_current(self, finding: Finding | None) -> None:
        """Make a finding current."""
        place = self._findings.index(finding) if finding in self._findings else -1
        self._make_current(place)
        if place >= 0:
            self._reveal()

    def step(self, direction: int) -> Finding | None:
        """Go to the next (+1) or previous (-1) finding, round the end; return it."""
        if not self._findings:
            return None
        start = self._place if self._place >= 0 else (-1 if direction > 0 else 0)
        self._make_current((start + direction) % len(self._findings))
        self._reveal()
        return self.current

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the chips scroll where there is little height."""
        super().resizeEvent(event)
        self._place_chips()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_finish"):
            self._fit()
            self._place_chips()

    def _make_top(self) -> QWidget:
        top = FullHeight()
        column = QVBoxLayout(top)
        column.addWidget(Paragraph("指針の募集項目（押すと、その欄へ移ります）", "hint"))
        for item, chip in self._chips.items():
            chip.clicked.connect(partial(self.field_wanted.emit, _FIELDS[item]))
        column.addWidget(_row_of(tuple(self._chips.values())))
        column.addWidget(Paragraph("募集者の6つの情報（フリーランス法12条）", "hint"))
        for place, chip in enumerate(self._facts):
            chip.clicked.connect(self._fact_teller(place))
        column.addWidget(_row_of(tuple(self._facts)))
        basis = QHBoxLayout()
        basis.addWidget(self._basis, 1)
        basis.addWidget(self._basis_link)
        column.addLayout(basis)
        return top

    def _fact_teller(self, place: int) -> Callable[[], None]:
        return lambda: self.field_wanted.emit(self._fact_fields[place])

    def _make_scroll(self) -> QScrollArea:
        content = QWidget()
        content.setLayout(self._entries)
        self._entries.addWidget(self._stopped)
        self._entries.addWidget(self._none)
        self._entries.addLayout(self._list)
        self._entries.addStretch(1)
        scroll = named(QScrollArea(), "check_scroll", "指摘の一覧")
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return scroll

    def _build_foot(self) -> None:
        following = Button("次の指摘へ", "check_next", key="F8")
        following.clicked.connect(self._go_next)
        self._finish.clicked.connect(self.finish_wanted)
        self.body.addWidget(self._refusal)
        self.foot_row.addWidget(following)
        self.foot_row.addStretch(1)
        self.foot_row.addWidget(self._finish)

    def _fit(self) -> None:
        side = theme().px(_SIDE)
        layout = self._top.layout()
        assert layout is not None  # noqa: S101 - made in the constructor
        inside = self._entries.indexOf(self._top) >= 0
        around = 0 if inside else side
        layout.setContentsMargins(around, theme().px(8), around, theme().px(4))
        layout.setSpacing(theme().px(5))
        self._entries.setContentsMargins(side, theme().px(4), side, theme().px(8))
        self._entries.setSpacing(theme().px(8))
        self._list.setSpacing(theme().px(8))

    def _place_chips(self) -> None:
        fixed = self.height() >= theme().px(_ROOM_FOR_CHIPS)
        if fixed and self.body.indexOf(self._top) < 0:
            self.body.insertWidget(0, self._top)
        elif not fixed and self._entries.indexOf(self._top) < 0:
            self._entries.insertWidget(0, self._top)
        else:
            return
        self._fit()

    def _show_finish(self, shown: Shown) -> None:
        self._finish.set_content(
            shown.finish, icon_name="shield-check", key="Ctrl+Enter" if shown.can_finish else ""
        )
        self._finish.set_kind("primary" if shown.can_finish and not self._findings_weigh() else "")

    def _findings_weigh(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self._findings)

    def _go_next(self) -> None:
        finding = self.step(1)
        if finding is not None:
            self.jump_wanted.emit(finding)

    def _fill(self, findings: tuple[Finding, ...], edits: tuple[Edit | None, ...]) -> None:
        kept = _same(self.current, findings)
        while len(self._boxes) < len(findings):
            self._boxes.append(self._new_box(len(self._boxes)))
        for place, box in enumerate(self._boxes):
            if place < len(findings):
                box.show_finding(findings[place], edits[place])
            box.setVisible(place < len(findings))
        self._none.setVisible(not findings)
        self._findings = findings
        self._make_current(kept if kept >= 0 else (0 if findings else -1))

    def _new_box(self, place: int) -> FindingBox:
        box = FindingBox(place)
        box.chosen.connect(lambda: self._make_current(place))
        box.repair_wanted.connect(lambda: self.repair_wanted.emit(self._findings[place]))
        box.jump_wanted.connect(lambda: self._jump(place))
        self._list.addWidget(box)
        return box

    def _make_current(self, place: int) -> None:
        self._place = place
        for number, box in enumerate(self._boxes):
            box.set_current(number == place)

    def _reveal(self) -> None:
        # A box that was just shown gets its place with the next turn of the event loop.
        QTimer.singleShot(0, self, self._reveal_now)

    def _reveal_now(self) -> None:
        if 0 <= self._place < len(self._boxes):
            self._scroll.ensureWidgetVisible(self._boxes[self._place], 0, theme().px(8))

    def _jump(self, place: int) -> None:
        self._make_current(place)
        self.jump_wanted.emit(self._findings[place])


def _seen(item: ItemResult, open_blanks: tuple[Blank, ...]) -> ItemState:
    """Return how far an item is there: only in part while its field has a blank to fill in."""
    unfilled = any(blank.field is _FIELDS[item.item] for blank in open_blanks)
    return ItemState.PARTIAL if unfilled and item.state is ItemState.PRESENT else item.state


def _row_of(chips: tuple[Chip, ...]) -> QWidget:
    row = FullHeight()
    flow = FlowLayout(row)
    for chip in chips:
        flow.addWidget(chip)
    return row


def _same(finding: Finding | None, findings: tuple[Finding, ...]) -> int:
    """Return the place of a finding after the text around it changed, -1 if it is gone.

    Typing above it moves it, so rule and words tell, and the nearest of several is taken.
    """
    if finding is None:
        return -1
    like = [
        (abs(other.start - finding.start), place)
        for place, other in enumerate(findings)
        if (other.rule, other.text) == (finding.rule, finding.text)
    ]
    return min(like)[1] if like else -1
