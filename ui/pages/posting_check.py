"""The check panel of step ④: items as chips, findings with sources and repairs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent

from cspdesk.domain.finding import Finding, Severity
from cspdesk.services.judged_posting import JudgedPosting
from cspdesk.services.repairing import Blank
from cspdesk.services.rule_book import RuleEntry
from ui.pages.check_top import CheckTop
from ui.pages.exempted_list import ExemptedList
from ui.pages.finding_box import STATES
from ui.pages.finding_list import FindingList
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chips import StatusChip
from ui.widgets.full_height import flow_row
from ui.widgets.labels import label, tip

_NONE = "指摘はありません。"
_NONE_BUT_EXEMPTED = "ほかに指摘はありません。"
_SETTLED = ("点検を確定しました", "いまの文を版として残しました。文を直すと、確定は外れます。")
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
        settled: the texts are those that were settled.
    """

    judged: JudgedPosting
    today: date
    basis: str
    other_basis: str
    finish: str
    can_finish: bool
    settled: bool


class PostingCheck(Card):
    """Shows the last check; one finding is current.

    Signals:
        current_changed: another finding is current, or none.
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

    current_changed = Signal()
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
        self._outcome = Banner("check_outcome", "ok")
        self._outcome.hide()
        self._none = label(_NONE, "small")
        self.top = self._make_top()
        self._exempted = ExemptedList()
        self._exempted.judge_again_wanted.connect(self.judge_again_wanted)
        self._exempted.jump_wanted.connect(self.jump_wanted)
        self._exempted.fold.clicked.connect(self._reveal_exempted)
        self.list = FindingList(
            "check", explain, above=self._none, below=self._exempted, at_once=True
        )
        self.list.current_changed.connect(lambda _finding: self.current_changed.emit())
        self.list.jump_wanted.connect(self.jump_wanted)
        self.list.repair_wanted.connect(self.repair_wanted)
        self.list.rule_wanted.connect(self.rule_wanted)
        self.body.addWidget(self.top)
        self.body.addWidget(self.list, 1)
        self._let_stand = Button("例外として残す", "check_exempt", kind="ghost")
        self._finish = Button("", "check_finish", icon_name="shield-check")
        self._build_foot()
        self._fit()

    def show_check(self, shown: Shown) -> None:
        """Show items and findings; the current finding stays current while it is there."""
        judged = shown.judged
        for severity, chip in self._counts.items():
            number = sum(1 for finding in judged.findings if finding.severity is severity)
            chip.show_state(STATES[severity], f"{severity.label} {number}")
            chip.setVisible(number > 0)
        self.top.show_state(judged.result, judged.blanks)
        self.top.show_basis(shown.basis, shown.other_basis)
        self._outcome.show_message(*(_SETTLED if shown.settled else ("", "")), state="ok")
        self._none.setVisible(not judged.findings)
        self._let_stand.setEnabled(bool(judged.findings))
        self.list.show_findings(judged.findings, judged.edits, len(judged.result.stopped_rules))
        self._none.setText(_NONE_BUT_EXEMPTED if judged.exempted else _NONE)
        self._exempted.show_exempted(judged.exempted, shown.today)
        self._show_finish(shown)

    def refuse_errors(self, number: int) -> None:
        """Say that errors keep the posting from being finished; gone with the next check."""
        self._outcome.show_message(
            f"不適合が {number}件 残っています",
            "直すか、理由を書いて例外として残すと確定できます。F8 で順に移れます。",
            state="err",
        )

    def refuse_blanks(self, blanks: tuple[Blank, ...]) -> None:
        """Say that blanks keep the posting from being finished; gone with the next check."""
        self._outcome.show_message(
            f"記入していない所が {len(blanks)}か所 残っています",
            f"{blanks[0].field.label}の{blanks[0].text}から順に書き入れてください。",
            state="err",
        )

    def let_current_stand(self) -> None:
        """Ask for the current finding to be let stand; nothing happens without one."""
        if self.list.current is not None:
            self.exemption_wanted.emit(self.list.current)

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

    def _build_foot(self) -> None:
        following = Button("次の指摘へ", "check_next")
        following.clicked.connect(self._go_next)
        self._let_stand.clicked.connect(self.let_current_stand)
        self._finish.clicked.connect(self.finish_wanted)
        # Once settled it leads to the next piece of work, which nobody asked for by a double click.
        self._finish.ignore_double_clicks()
        # Three verbs have no room for their keys; tool tip, help and status band name them.
        for button, key in (
            (following, "F8"),
            (self._let_stand, "Ctrl+Shift+."),
            (self._finish, "Ctrl+Enter"),
        ):
            button.setAccessibleDescription(f"キー {key}")
            button.setToolTip(tip(f"キー {key}"))
        self.body.addWidget(self._outcome)
        # Large letters: what leads on stands above what lets stand, instead of asking for width.
        self.foot_row.addWidget(flow_row(following, self._let_stand), 1)
        self.foot_row.addWidget(self._finish)

    def _fit(self) -> None:
        side = self.list.fit()
        self.top.fit(0 if self.list.scrolls(self.top) else side)

    def _place_chips(self) -> None:
        fixed = self.height() >= theme().px(_ROOM_FOR_CHIPS)
        self.list.place_top(self.top, self.body, fixed=fixed)
        self._fit()

    def _reveal_exempted(self) -> None:
        """Bring what was just opened into view."""
        self.list.bring_into_view(self._exempted)

    def _show_finish(self, shown: Shown) -> None:
        self._finish.set_content(shown.finish, icon_name="shield-check")
        self._finish.setAccessibleDescription("キー Ctrl+Enter" if shown.can_finish else "")
        self._finish.set_kind("primary" if shown.can_finish and not self._findings_weigh() else "")

    def _findings_weigh(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.list.findings)

    def _go_next(self) -> None:
        finding = self.list.step(1)
        if finding is not None:
            self.jump_wanted.emit(finding)
