"""The check panel of step ④: items as chips, findings with sources and repairs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from cspdesk.domain.finding import Edit, Finding, Severity
from cspdesk.services.judged_posting import JudgedPosting
from cspdesk.services.repairing import Blank
from cspdesk.services.rule_book import RuleEntry
from ui.pages.check_top import CheckTop
from ui.pages.exempted_list import ExemptedList
from ui.pages.finding_box import STATES, FindingBox
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chips import StatusChip
from ui.widgets.full_height import flow_row
from ui.widgets.labels import label, tip
from ui.widgets.named import named

_SIDE = 14
# Below this height the chips scroll away with the findings instead of taking their room.
_ROOM_FOR_CHIPS = 540


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the panel shows.

    Attributes:
        judged: the posting with its check.
        today: the present day, by which moments are told.
        basis: which day's law judged, in words.
        other_basis: word of the link to the other basis; empty = there is no other.
        finish: verb of the button that ends the work on this posting.
        can_finish: it is the next thing to do.
    """

    judged: JudgedPosting
    today: date
    basis: str
    other_basis: str
    finish: str
    can_finish: bool


class PostingCheck(Card):
    """Shows the last check; one finding is current.

    Signals:
        jump_wanted: a finding whose place the person wants to see.
        field_wanted: a `PostingField` the person wants to fill.
        repair_wanted: a finding whose repair the person wants.
        exemption_wanted: a finding the person wants to let stand.
        judge_again_wanted: a finding that was let stand and is to count again.
        rule_wanted: a finding whose rule the person wants to see.
        finish_wanted: the person declares the posting finished, or goes on.
        basis_toggled: judge by the other day.
        changes_wanted: show what the law changes between days.
    """

    jump_wanted = Signal(object)
    field_wanted = Signal(object)
    repair_wanted = Signal(object)
    exemption_wanted = Signal(object)
    judge_again_wanted = Signal(object)
    rule_wanted = Signal(object)
    finish_wanted = Signal()
    basis_toggled = Signal()
    changes_wanted = Signal()

    def __init__(self, explain: Callable[[Finding], RuleEntry | None]) -> None:
        """Take who tells the rule behind a finding."""
        super().__init__("点検", "posting_check", padded=False)
        self._counts = {s: StatusChip(STATES[s], "") for s in Severity}
        for chip in self._counts.values():
            self.head_row.addWidget(chip)
        self._refusal = Banner("check_refusal", "err")
        self._refusal.hide()
        self._stopped = Banner("check_stopped", "warn")
        self._stopped.hide()
        self._none = label("指摘はありません。", "small")
        self._boxes: list[FindingBox] = []
        self._findings: tuple[Finding, ...] = ()
        self._place = -1
        self._explain = explain
        self.top = self._make_top()
        self._exempted = ExemptedList()
        self._exempted.judge_again_wanted.connect(self.judge_again_wanted)
        self._exempted.jump_wanted.connect(self.jump_wanted)
        self._list = QVBoxLayout()
        self._entries = QVBoxLayout()
        self._scroll = self._make_scroll()
        self.body.addWidget(self.top)
        self.body.addWidget(self._scroll, 1)
        self._let_stand = Button("例外として残す", "check_exempt", kind="ghost")
        self._finish = Button("", "check_finish", icon_name="shield-check")
        self._build_foot()
        self._fit()

    @property
    def current(self) -> Finding | None:
        """Return the current finding, None if there is none."""
        return self._findings[self._place] if self._place >= 0 else None

    def show_check(self, shown: Shown) -> None:
        """Show items and findings; the current finding stays current while it is there."""
        judged = shown.judged
        for severity, chip in self._counts.items():
            number = sum(1 for finding in judged.findings if finding.severity is severity)
            chip.show_state(STATES[severity], f"{severity.label} {number}")
            chip.setVisible(number > 0)
        self.top.show_state(judged.result, judged.blanks)
        self.top.show_basis(shown.basis, shown.other_basis)
        stopped = len(judged.result.stopped_rules)
        self._stopped.show_message(
            f"{stopped}件のルールを確かめられませんでした" if stopped else ""
        )
        self._refusal.hide()
        self._fill(judged.findings, judged.edits)
        self._exempted.show_exempted(judged.exempted, shown.today)
        self._show_finish(shown)

    def refuse_errors(self, number: int) -> None:
        """Say that errors keep the posting from being finished; gone with the next check."""
        self._refusal.show_message(
            f"不適合が {number}件 残っています",
            "直すか、理由を書いて例外として残すと確定できます。F8 で順に移れます。",
        )

    def refuse_blanks(self, blanks: tuple[Blank, ...]) -> None:
        """Say that blanks keep the posting from being finished; gone with the next check."""
        self._refusal.show_message(
            f"記入していない所が {len(blanks)}か所 残っています",
            f"{blanks[0].field.label}の{blanks[0].text}から順に書き入れてください。",
        )

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

    def let_current_stand(self) -> None:
        """Ask for the current finding to be let stand; nothing happens without one."""
        if self.current is not None:
            self.exemption_wanted.emit(self.current)

    def toggle_reason(self) -> None:
        """Open or close the explanation of the current finding."""
        if self._place >= 0:
            self._toggle_reason(self._place)

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

    def _make_top(self) -> CheckTop:
        top = CheckTop()
        top.field_wanted.connect(self.field_wanted)
        top.basis_toggled.connect(self.basis_toggled)
        top.changes_wanted.connect(self.changes_wanted)
        return top

    def _make_scroll(self) -> QScrollArea:
        content = QWidget()
        content.setLayout(self._entries)
        self._entries.addWidget(self._stopped)
        self._entries.addWidget(self._none)
        self._entries.addLayout(self._list)
        self._entries.addWidget(self._exempted)
        self._entries.addStretch(1)
        scroll = named(QScrollArea(), "check_scroll", "指摘の一覧")
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return scroll

    def _build_foot(self) -> None:
        following = Button("次の指摘へ", "check_next")
        following.clicked.connect(self._go_next)
        self._let_stand.clicked.connect(self.let_current_stand)
        self._finish.clicked.connect(self.finish_wanted)
        # Three verbs have no room for their keys; tool tip, help and status band name them.
        for button, key in (
            (following, "F8"),
            (self._let_stand, "Ctrl+Shift+."),
            (self._finish, "Ctrl+Enter"),
        ):
            button.setAccessibleDescription(f"キー {key}")
            button.setToolTip(tip(f"キー {key}"))
        self.body.addWidget(self._refusal)
        # Large letters: what leads on stands above what lets stand, instead of asking for width.
        self.foot_row.addWidget(flow_row(following, self._let_stand), 1)
        self.foot_row.addWidget(self._finish)

    def _fit(self) -> None:
        side = theme().px(_SIDE)
        inside = self._entries.indexOf(self.top) >= 0
        self.top.fit(0 if inside else side)
        self._entries.setContentsMargins(side, theme().px(4), side, theme().px(8))
        self._entries.setSpacing(theme().px(8))
        self._list.setSpacing(theme().px(8))

    def _place_chips(self) -> None:
        fixed = self.height() >= theme().px(_ROOM_FOR_CHIPS)
        if fixed and self.body.indexOf(self.top) < 0:
            self.body.insertWidget(0, self.top)
        elif not fixed and self._entries.indexOf(self.top) < 0:
            self._entries.insertWidget(0, self.top)
        else:
            return
        self._fit()

    def _show_finish(self, shown: Shown) -> None:
        self._finish.set_content(shown.finish, icon_name="shield-check")
        self._finish.setAccessibleDescription("キー Ctrl+Enter" if shown.can_finish else "")
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
        self._let_stand.setEnabled(bool(findings))
        self._findings = findings
        self._make_current(kept if kept >= 0 else (0 if findings else -1))

    def _new_box(self, place: int) -> FindingBox:
        box = FindingBox(place)
        box.chosen.connect(lambda: self._make_current(place))
        box.repair_wanted.connect(lambda: self.repair_wanted.emit(self._findings[place]))
        box.jump_wanted.connect(lambda: self._jump(place))
        box.reason_wanted.connect(lambda: self._toggle_reason(place))
        box.rule_wanted.connect(lambda: self.rule_wanted.emit(self._findings[place]))
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

    def _toggle_reason(self, place: int) -> None:
        box = self._boxes[place]
        if box.explains:
            box.hide_reason()
            return
        self._make_current(place)
        box.show_reason(self._explain(self._findings[place]))
        self._reveal()

    def _jump(self, place: int) -> None:
        self._make_current(place)
        self.jump_wanted.emit(self._findings[place])


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
