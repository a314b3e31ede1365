"""Findings below each other, of which one is current: for the check panel and the check window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from cspdesk.domain.finding import Edit, Finding
from cspdesk.services.rule_book import RuleEntry
from ui.pages.finding_box import FindingBox
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.named import named

_SIDE = 14
# Boxes are filled for so long at a time, so that typing is not felt to stop.
_TURN_S = 0.006


class FindingList(QScrollArea):
    """Scrolls; boxes show other findings later instead of being made anew.

    Args:
        prefix: begins the object names.
        explain: tells the rule behind a finding, None where it is in no pack.
        above, below: what scrolls with the findings.
        at_once: fill all boxes when findings are shown, not a few at a time.

    Signals:
        current_changed: another finding is current; None = there is none.
        jump_wanted, repair_wanted, rule_wanted: what the person wants with a finding.
    """

    current_changed = Signal(object)
    jump_wanted = Signal(object)
    repair_wanted = Signal(object)
    rule_wanted = Signal(object)

    def __init__(
        self,
        prefix: str,
        explain: Callable[[Finding], RuleEntry | None],
        *,
        above: QWidget,
        below: QWidget,
        at_once: bool,
    ) -> None:
        super().__init__()
        named(self, f"{prefix}_scroll", "指摘の一覧")
        self.boxes: list[FindingBox] = []
        self.findings: tuple[Finding, ...] = ()
        self._edits: Sequence[Edit | None] = ()
        self._explain = explain
        self._at_once = at_once
        self._place = -1
        self._filled = 0
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._fill_on)
        self._stopped = Banner(f"{prefix}_stopped", "warn")
        self._stopped.hide()
        self._list = QVBoxLayout()
        self._entries = QVBoxLayout()
        for part in (self._stopped, above):
            self._entries.addWidget(part)
        self._entries.addLayout(self._list)
        self._entries.addWidget(below)
        self._entries.addStretch(1)
        content = QWidget()
        content.setLayout(self._entries)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def current(self) -> Finding | None:
        """Return the current finding, None if there is none."""
        return self.findings[self._place] if self._place >= 0 else None

    @property
    def filling(self) -> bool:
        """Tell whether findings are still being put into the list."""
        return self._turn.isActive()

    def edit_of(self, finding: Finding) -> Edit | None:
        """Return what is offered for a finding that is listed."""
        pairs = zip(self.findings, self._edits, strict=True)
        return next((edit for other, edit in pairs if other == finding), None)

    def show_findings(
        self, findings: tuple[Finding, ...], edits: Sequence[Edit | None], stopped: int = 0
    ) -> None:
        """Show findings with what is offered for each; the current one stays while it is there.

        `stopped` is the number of rules that could not be evaluated.
        """
        self._stopped.show_message(
            f"{stopped}件のルールを確かめられませんでした" if stopped else ""
        )
        kept = _same(self.current, findings)
        self.findings, self._edits = findings, edits
        self._place = kept if kept >= 0 else (0 if findings else -1)
        for box in self.boxes[len(findings) :]:
            box.hide()
        self._filled = 0
        if self._at_once:
            self._fill_on()
        else:
            self._turn.start()
        self.current_changed.emit(self.current)

    def set_current(self, finding: Finding | None) -> None:
        """Make a finding current; none where it is not listed."""
        self._make_current(self.findings.index(finding) if finding in self.findings else -1)
        self._reveal()

    def step(self, direction: int) -> Finding | None:
        """Go to the next (+1) or previous (-1) finding, round the end; return it."""
        if not self.findings:
            return None
        start = self._place if self._place >= 0 else (-1 if direction > 0 else 0)
        self._make_current((start + direction) % len(self.findings))
        self._reveal()
        return self.current

    def toggle_reason(self) -> None:
        """Open or close the explanation of the current finding."""
        if 0 <= self._place < len(self.boxes):
            self._toggle_reason(self._place)

    def place_top(self, top: QWidget, body: QVBoxLayout, *, fixed: bool) -> None:
        """Put a part above the list, in `body`, or make it scroll with the findings."""
        if fixed and body.indexOf(top) < 0:
            body.insertWidget(0, top)
        elif not fixed and not self.scrolls(top):
            self._entries.insertWidget(0, top)

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll to a part that scrolls with the findings, once it has its place."""
        QTimer.singleShot(0, self, lambda: self._scroll_to(part))

    def scrolls(self, part: QWidget) -> bool:
        """Tell whether a part scrolls with the findings."""
        return self._entries.indexOf(part) >= 0

    def fit(self) -> int:
        """Keep the distances at the present scale; return the one from the sides."""
        side = theme().px(_SIDE)
        self._entries.setContentsMargins(side, theme().px(4), side, theme().px(8))
        self._entries.setSpacing(theme().px(8))
        self._list.setSpacing(theme().px(8))
        return side

    # ---- filling ----

    def _fill_on(self) -> None:
        started = perf_counter()
        while self._filled < len(self.findings):
            self._fill_one(self._filled)
            self._filled += 1
            if not self._at_once and perf_counter() - started > _TURN_S:
                self._turn.start()
                return

    def _fill_one(self, place: int) -> None:
        if place == len(self.boxes):
            self.boxes.append(self._new_box(place))
        box = self.boxes[place]
        box.show_finding(self.findings[place], self._edits[place])
        box.set_current(place == self._place)
        box.show()

    def _new_box(self, place: int) -> FindingBox:
        box = FindingBox(place)
        box.chosen.connect(lambda: self._make_current(place))
        box.repair_wanted.connect(lambda: self.repair_wanted.emit(self.findings[place]))
        box.jump_wanted.connect(lambda: self._jump(place))
        box.reason_wanted.connect(lambda: self._toggle_reason(place))
        box.rule_wanted.connect(lambda: self.rule_wanted.emit(self.findings[place]))
        self._list.addWidget(box)
        return box

    # ---- the current one ----

    def _make_current(self, place: int) -> None:
        before, self._place = self._place, place
        for number in {before, place}:
            if 0 <= number < len(self.boxes):
                self.boxes[number].set_current(number == place)
        if before != place:
            self.current_changed.emit(self.current)

    def _reveal(self) -> None:
        # A box that was just shown gets its place with the next turn of the event loop.
        QTimer.singleShot(0, self, self._reveal_now)

    def _reveal_now(self) -> None:
        if 0 <= self._place < len(self.boxes):
            self._scroll_to(self.boxes[self._place])

    def _scroll_to(self, part: QWidget) -> None:
        around = theme().px(8)
        if part.height() + 2 * around > self.viewport().height():
            # Not all of it has room: it is read from its beginning.
            self.verticalScrollBar().setValue(part.y() - around)
        else:
            self.ensureWidgetVisible(part, 0, around)

    def _jump(self, place: int) -> None:
        self._make_current(place)
        self.jump_wanted.emit(self.findings[place])

    def _toggle_reason(self, place: int) -> None:
        box = self.boxes[place]
        if box.explains:
            box.hide_reason()
            return
        self._make_current(place)
        box.show_reason(self._explain(self.findings[place]))
        self._reveal()


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
