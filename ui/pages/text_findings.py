"""What was found in a text that belongs to no case: chips, findings, what to do about each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent

from cspdesk.domain.finding import CheckResult, Edit, Finding, Severity
from cspdesk.services.rule_book import RuleEntry
from ui.pages.finding_box import STATES
from ui.pages.finding_list import FindingList
from ui.pages.text_items import TextItems
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chips import StatusChip
from ui.widgets.labels import Paragraph

MOST_SHOWN = 40
"""How many findings are listed; the others follow as these are mended."""

# Below this height the chips scroll away with the findings instead of taking their room.
_ROOM_FOR_CHIPS = 440


class TextFindings(Card):
    """Lists the findings, heaviest first; one is current.

    Args:
        explain: tells the rule behind a finding, None where it is in no pack.

    Signals:
        current_changed: another finding is current; None = there is none.
        jump_wanted, repair_wanted, rule_wanted: what the person wants with a finding.
        item_wanted: a `DisclosureItem` whose place the person wants to see.
        next_wanted: go to the next finding.
    """

    current_changed = Signal(object)
    jump_wanted = Signal(object)
    repair_wanted = Signal(object)
    rule_wanted = Signal(object)
    item_wanted = Signal(object)
    next_wanted = Signal()

    def __init__(self, explain: Callable[[Finding], RuleEntry | None]) -> None:
        super().__init__("点検", "text_findings", padded=False)
        self._counts = {severity: StatusChip(STATES[severity], "") for severity in Severity}
        for chip in self._counts.values():
            self.head_row.addWidget(chip)
            chip.hide()
        self._items = TextItems()
        self._items.item_wanted.connect(self.item_wanted)
        self._items.rule_wanted.connect(self._take_rule)
        self._items.hide()
        self._note = Paragraph("文章を入れると、指摘がここに並びます。", "small")
        self._more = Paragraph("", "hint")
        self._more.hide()
        self.list = FindingList(
            "text_check", explain, above=self._note, below=self._more, at_once=False
        )
        self.list.current_changed.connect(self.current_changed)
        self.list.jump_wanted.connect(self.jump_wanted)
        self.list.repair_wanted.connect(self.repair_wanted)
        self.list.rule_wanted.connect(self.rule_wanted)
        self.body.addWidget(self._items)
        self.body.addWidget(self.list, 1)
        self._build_foot()
        self._fit()

    def show_result(self, result: CheckResult, edits: tuple[Edit, ...], note: str) -> None:
        """Show items and findings; `note` is said where there is nothing to list.

        The current finding stays current while it is there. `edits` go with the first
        findings, in the same order.
        """
        for severity, chip in self._counts.items():
            number = result.count(severity)
            chip.show_state(STATES[severity], f"{severity.label} {number:,}")
            chip.setVisible(number > 0)
        self._items.show_state(result)
        self._note.show_text(note)
        self._note.setVisible(not result.findings)
        shown = result.findings[: len(edits)]
        rest = len(result.findings) - len(shown)
        self._more.show_text(f"ほかに {rest:,}件あります。上から直すと、続きが並びます。")
        self._more.setVisible(rest > 0)
        self._mend.setEnabled(bool(shown))
        self.list.show_findings(shown, edits, len(result.stopped_rules))

    def clear(self, note: str) -> None:
        """Show that nothing was checked."""
        for chip in self._counts.values():
            chip.hide()
        self._items.hide()
        self._more.hide()
        self._note.show_text(note)
        self._note.show()
        self._mend.setEnabled(False)
        self.list.show_findings((), ())

    def set_current(self, finding: Finding | None) -> None:
        """Make a finding current that is listed; without one nothing changes."""
        if finding in self.list.findings:
            self.list.set_current(finding)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the chips scroll where there is little height."""
        super().resizeEvent(event)
        self._place_chips()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_mend"):
            self._fit()
            self._place_chips()

    def _build_foot(self) -> None:
        following = Button("次の指摘へ", "text_check_next", key="F8")
        following.clicked.connect(self.next_wanted)
        self._mend = Button("直す", "text_check_mend", icon_name="wand-sparkles", key="Ctrl+.")
        self._mend.clicked.connect(lambda: self.repair_wanted.emit(self.list.current))
        self._mend.setEnabled(False)
        self.foot_row.addWidget(following)
        self.foot_row.addStretch(1)
        self.foot_row.addWidget(self._mend)

    def _fit(self) -> None:
        side = self.list.fit()
        self._items.fit(0 if self.list.scrolls(self._items) else side)

    def _place_chips(self) -> None:
        fixed = self.height() >= theme().px(_ROOM_FOR_CHIPS)
        self.list.place_top(self._items, self.body, fixed=fixed)
        self._fit()

    def _take_rule(self, rule: str) -> None:
        self.set_current(next((f for f in self.list.findings if f.rule == rule), None))
