"""What was found in a text that belongs to no case: chips, findings, what to do about each."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from cspdesk.domain.finding import CheckResult, Edit, Finding, Severity
from cspdesk.services.rule_book import RuleEntry
from ui.pages.finding_box import STATES, FindingBox
from ui.pages.text_items import TextItems
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chips import StatusChip
from ui.widgets.labels import Paragraph
from ui.widgets.named import named

MOST_SHOWN = 40
"""How many findings are listed; the others follow as these are mended."""

_SIDE = 14
# Below this height the chips scroll away with the findings instead of taking their room.
_ROOM_FOR_CHIPS = 440
# Boxes are filled for so long at a time, so that typing is not felt to stop.
_TURN_S = 0.006


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
        self._explain = explain
        self._counts = {severity: StatusChip(STATES[severity], "") for severity in Severity}
        for chip in self._counts.values():
            self.head_row.addWidget(chip)
            chip.hide()
        self._items = TextItems()
        self._items.item_wanted.connect(self.item_wanted)
        self._items.rule_wanted.connect(self._take_rule)
        self._items.hide()
        self._note = Paragraph("文章を入れると、指摘がここに並びます。", "small")
        self._stopped = Banner("text_check_stopped", "warn")
        self._stopped.hide()
        self._more = Paragraph("", "hint")
        self._more.hide()
        self._boxes: list[FindingBox] = []
        self._findings: tuple[Finding, ...] = ()
        self._edits: tuple[Edit, ...] = ()
        self._place = -1
        self._filled = 0
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._fill_on)
        self._list = QVBoxLayout()
        self._entries = QVBoxLayout()
        self._scroll = self._make_scroll()
        self.body.addWidget(self._items)
        self.body.addWidget(self._scroll, 1)
        self._build_foot()
        self._fit()

    @property
    def current(self) -> Finding | None:
        """Return the current finding, None if there is none."""
        return self._findings[self._place] if self._place >= 0 else None

    @property
    def filling(self) -> bool:
        """Tell whether findings are still being put into the list."""
        return self._turn.isActive()

    def edit_of(self, finding: Finding) -> Edit | None:
        """Return what is offered for a finding that is listed."""
        pairs = zip(self._findings, self._edits, strict=True)
        return next((edit for other, edit in pairs if other == finding), None)

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
        stopped = len(result.stopped_rules)
        self._stopped.show_message(
            f"{stopped}件のルールを確かめられませんでした" if stopped else ""
        )
        self._note.show_text(note)
        self._note.setVisible(not result.findings)
        shown = result.findings[: len(edits)]
        rest = len(result.findings) - len(shown)
        self._more.show_text(f"ほかに {rest:,}件あります。上から直すと、続きが並びます。")
        self._more.setVisible(rest > 0)
        kept = _same(self.current, shown)
        self._findings, self._edits = shown, edits
        self._place = kept if kept >= 0 else (0 if shown else -1)
        self._start_filling()
        self.current_changed.emit(self.current)

    def clear(self, note: str) -> None:
        """Show that nothing was checked."""
        for chip in self._counts.values():
            chip.hide()
        self._items.hide()
        self._stopped.hide()
        self._more.hide()
        self._note.show_text(note)
        self._note.show()
        self._findings, self._edits, self._place = (), (), -1
        self._start_filling()
        self.current_changed.emit(None)

    def set_current(self, finding: Finding | None) -> None:
        """Make a listed finding current."""
        place = self._findings.index(finding) if finding in self._findings else -1
        if place >= 0:
            self._make_current(place)
            self._reveal()

    def step(self, direction: int) -> Finding | None:
        """Go to the next (+1) or previous (-1) finding, round the end; return it."""
        if not self._findings:
            return None
        self._make_current((self._place + direction) % len(self._findings))
        self._reveal()
        return self.current

    def toggle_reason(self) -> None:
        """Open or close the explanation of the current finding."""
        if 0 <= self._place < len(self._boxes):
            self._toggle_reason(self._place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the chips scroll where there is little height."""
        super().resizeEvent(event)
        self._place_chips()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_scroll"):
            self._fit()
            self._place_chips()

    # ---- building ----

    def _make_scroll(self) -> QScrollArea:
        content = QWidget()
        content.setLayout(self._entries)
        for part in (self._stopped, self._note):
            self._entries.addWidget(part)
        self._entries.addLayout(self._list)
        self._entries.addWidget(self._more)
        self._entries.addStretch(1)
        scroll = named(QScrollArea(), "text_check_scroll", "指摘の一覧")
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return scroll

    def _build_foot(self) -> None:
        following = Button("次の指摘へ", "text_check_next", key="F8")
        following.clicked.connect(self.next_wanted)
        self._mend = Button("直す", "text_check_mend", icon_name="wand-sparkles", key="Ctrl+.")
        self._mend.clicked.connect(lambda: self.repair_wanted.emit(self.current))
        self._mend.setEnabled(False)
        self.foot_row.addWidget(following)
        self.foot_row.addStretch(1)
        self.foot_row.addWidget(self._mend)

    def _fit(self) -> None:
        side = theme().px(_SIDE)
        inside = self._entries.indexOf(self._items) >= 0
        self._items.fit(0 if inside else side)
        self._entries.setContentsMargins(side, theme().px(4), side, theme().px(8))
        self._entries.setSpacing(theme().px(8))
        self._list.setSpacing(theme().px(8))

    def _place_chips(self) -> None:
        fixed = self.height() >= theme().px(_ROOM_FOR_CHIPS)
        if fixed and self.body.indexOf(self._items) < 0:
            self.body.insertWidget(0, self._items)
        elif not fixed and self._entries.indexOf(self._items) < 0:
            self._entries.insertWidget(0, self._items)
        else:
            return
        self._fit()

    # ---- filling ----

    def _start_filling(self) -> None:
        self._mend.setEnabled(bool(self._findings))
        for box in self._boxes[len(self._findings) :]:
            box.hide()
        self._filled = 0
        self._turn.start()

    def _fill_on(self) -> None:
        started = perf_counter()
        while self._filled < len(self._findings):
            self._fill_one(self._filled)
            self._filled += 1
            if perf_counter() - started > _TURN_S:
                self._turn.start()
                return

    def _fill_one(self, place: int) -> None:
        if place == len(self._boxes):
            self._boxes.append(self._new_box(place))
        box = self._boxes[place]
        box.show_finding(self._findings[place], self._edits[place])
        box.set_current(place == self._place)
        box.show()

    def _new_box(self, place: int) -> FindingBox:
        box = FindingBox(place)
        box.chosen.connect(lambda: self._make_current(place))
        box.repair_wanted.connect(lambda: self.repair_wanted.emit(self._findings[place]))
        box.jump_wanted.connect(lambda: self._jump(place))
        box.reason_wanted.connect(lambda: self._toggle_reason(place))
        box.rule_wanted.connect(lambda: self.rule_wanted.emit(self._findings[place]))
        self._list.addWidget(box)
        return box

    # ---- the current one ----

    def _make_current(self, place: int) -> None:
        before, self._place = self._place, place
        for number in {before, place}:
            if 0 <= number < len(self._boxes):
                self._boxes[number].set_current(number == place)
        if before != place:
            self.current_changed.emit(self.current)

    def _reveal(self) -> None:
        # A box that was just shown gets its place with the next turn of the event loop.
        QTimer.singleShot(0, self, self._reveal_now)

    def _reveal_now(self) -> None:
        if not 0 <= self._place < len(self._boxes):
            return
        box, around = self._boxes[self._place], theme().px(8)
        if box.height() + 2 * around > self._scroll.viewport().height():
            # Not all of it has room: it is read from its beginning.
            self._scroll.verticalScrollBar().setValue(box.y() - around)
        else:
            self._scroll.ensureWidgetVisible(box, 0, around)

    def _jump(self, place: int) -> None:
        self._make_current(place)
        self.jump_wanted.emit(self._findings[place])

    def _take_rule(self, rule: str) -> None:
        found = next((finding for finding in self._findings if finding.rule == rule), None)
        if found is not None:
            self.set_current(found)

    def _toggle_reason(self, place: int) -> None:
        box = self._boxes[place]
        if box.explains:
            box.hide_reason()
            return
        self._make_current(place)
        box.show_reason(self._explain(self._findings[place]))
        self._reveal()


def _same(finding: Finding | None, findings: tuple[Finding, ...]) -> int:
    """Return the place of a finding after the text around it changed, -1 if it is gone."""
    if finding is None:
        return -1
    like = [
        (abs(other.start - finding.start), place)
        for place, other in enumerate(findings)
        if (other.rule, other.text) == (finding.rule, finding.text)
    ]
    return min(like)[1] if like else -1
