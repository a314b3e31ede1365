"""Step ④ 依頼文: write, see and check a posting at the same time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cspdesk.domain.case import Step
from cspdesk.domain.decomposition import WorkItem
from cspdesk.domain.finding import CheckResult, Edit, Finding, Severity
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.checking import CheckingService
from cspdesk.services.drafting import DraftingService
from cspdesk.services.ports import Clock
from cspdesk.services.repairing import (
    best_edit,
    blanks,
    edited_field,
    field_of,
    filled_in,
    repaired,
)
from cspdesk.services.settling import SETTLED, check_record, is_settled, settled
from ui import keys
from ui.pages.page import Action, Help, StepPage
from ui.pages.posting_check import PostingCheck, Shown
from ui.pages.posting_columns import PostingColumns
from ui.pages.posting_fields import PostingFields
from ui.pages.posting_preview import PostingPreview
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState

_DRAFTED = "ひな形から作成"
_BEFORE_REDRAFT = "書き直す前"


class PostingPage(StepPage):
    """Fields at the left, what applicants see in the middle, the check at the right."""

    step = Step.POSTING

    def __init__(
        self,
        drafting: DraftingService,
        checking: CheckingService,
        clock: Clock,
        new_id: Callable[[], str],
    ) -> None:
        super().__init__()
        self._drafting = drafting
        self._checking = checking
        self._clock = clock
        self._new_id = new_id
        self._current = ""
        self._as_of_today = False
        self._result: CheckResult | None = None
        self._drafted: Posting | None = None
        self._fields = PostingFields()
        self._preview = PostingPreview()
        self._check = PostingCheck()
        self._notice = Banner("posting_notice", "warn")
        self._stack = QStackedWidget()
        self._empty = EmptyState("file-text", "", "")
        self._columns = PostingColumns(self._fields, self._preview, self._check)
        self._build()

    def refresh(self) -> None:
        """Show the current piece of work's posting."""
        ordered = self.session.case.decomposition.ordered_items()
        if self._current not in {item.id for item in ordered}:
            self._current = self._first_unfinished(ordered)
        self._fields.show_items(
            tuple((i.id, f"{n}. {i.name}") for n, i in enumerate(ordered, 1)), self._current
        )
        posting = self._posting()
        if posting is None:
            self._show_empty(ordered)
            return
        self._stack.setCurrentWidget(self._work)
        self._drafted = self._draft(self._item(), posting.format, posting.id)
        self._fields.show_posting(posting)
        self._show_notice(posting)
        self._judge(posting)
        self.heading_changed.emit()

    def opened(self) -> None:
        """Draft what has a format but no text yet; fill blanks with what was told since."""
        self._fill_blanks()
        self._draft_if_missing()

    def show_work_item(self, work_item_id: str) -> None:
        """Bring one piece of work into view, drafting its posting the first time."""
        if not work_item_id:
            return
        self._fields.commit_pending()
        self._current = work_item_id
        if self.has_case and not self._draft_if_missing():
            self.refresh()

    def help(self) -> Help:
        """Return the help of this screen."""
        return Help(
            purpose="左で書き、中央で応募する人に見える形を確かめ、右の指摘を上から直します。",
            keys=(
                ("F8 Shift+F8", "次・前の指摘へ"),
                ("Ctrl+.", "いまの指摘を直す"),
                ("Ctrl+Enter", "点検を確定し、次の仕事へ"),
                ("Alt+↑ Alt+↓", "仕事を移る"),
                ("Ctrl+Shift+C", "全文をコピーする"),
                ("Ctrl+P", "PDFに出力する"),
            ),
        )

    def main_action(self) -> Action | None:
        """Settle the posting; once all are settled there is nothing left but the PDF."""
        posting = self._posting()
        if posting is None:
            return None
        if not is_settled(posting):
            return Action(label="点検を確定", run=self._settle)
        if self._next_unsettled() is not None:
            return Action(label="次の仕事へ", run=self._go_on)
        return None

    def status_hint(self) -> str:
        """Return the hint about keys."""
        return "F8 次の指摘 ・ Ctrl+. 直す"

    def focus_target(self) -> QWidget | None:
        """Return the first field with an error, else the title."""
        posting = self._posting()
        if posting is None:
            return None
        faulty = self._faults(posting)
        first = next((f for f in PostingField if f in faulty), PostingField.TITLE)
        return self._fields.edit(first)

    def commit_pending(self) -> None:
        """Hand over everything typed."""
        self._fields.commit_pending()

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and (posting := self._posting()) is not None:
            self._preview.restyle()
            self._show_marks(posting)

    # ---- building ----

    def _build(self) -> None:
        self._go_back = self._empty.add_button(Button("", "posting_back", kind="primary"))

        self._stack.addWidget(self._empty)
        redraft = self._notice.add_button(Button("書き直す", "posting_redraft"))
        redraft.clicked.connect(self._redraft)
        self._work = QWidget()
        column = QVBoxLayout(self._work)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._notice)
        column.addWidget(self._columns, 1)
        self._stack.addWidget(self._work)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._connect()

    def _connect(self) -> None:
        self._fields.edited.connect(self._edit)
        self._fields.item_chosen.connect(self.show_work_item)
        self._preview.finding_pressed.connect(self._take_up)
        self._check.jump_wanted.connect(self._jump)
        self._check.field_wanted.connect(self._fields.go_to)
        self._check.repair_wanted.connect(self._repair)
        self._check.finish_wanted.connect(self._finish)
        self._check.basis_toggled.connect(self._toggle_basis)
        keys.bind(self, "F8", lambda: self._step(1))
        keys.bind(self, "Shift+F8", lambda: self._step(-1))
        keys.bind(self, "Ctrl+.", self._repair_current)
        keys.bind(self, "Ctrl+Shift+C", self._copy)
        keys.bind(self, "Alt+Up", lambda: self._move(-1))
        keys.bind(self, "Alt+Down", lambda: self._move(1))

    # ---- what is shown ----

    def _posting(self) -> Posting | None:
        return self.session.case.posting_for(self._current) if self.has_case else None

    def _item(self) -> WorkItem:
        return self.session.case.decomposition.work_item(self._current)

    def _first_unfinished(self, ordered: tuple[WorkItem, ...]) -> str:
        for item in ordered:
            posting = self.session.case.posting_for(item.id)
            if not is_settled(posting):
                return item.id
        return ordered[0].id if ordered else ""

    def _show_empty(self, ordered: tuple[WorkItem, ...]) -> None:
        if not ordered:
            said = (
                "発注する仕事がまだありません",
                "② 課題分解で仕事を採用すると、ここで依頼文を書けます。",
            )
            word, leave = "課題分解へ", self._leave_for(Step.DECOMPOSITION)
        elif self._item().format_decision is None:
            said = (
                f"「{self._item().name}」の依頼形式が決まっていません",
                "形式が決まると、その形に合わせた下書きを作ります。",
            )
            word, leave = "依頼形式を選ぶ", self._leave_for(Step.REQUEST_FORMAT)
        else:
            said = (
                f"「{self._item().name}」の依頼文がまだありません",
                "聞き取りと課題分解の内容から下書きを作ります。",
            )
            word, leave = "下書きを作る", self.opened
        self._empty.show_message(*said)
        self._go_back.set_content(word)
        self._go_back.on_click(leave)
        self._stack.setCurrentWidget(self._empty)
        self.heading_changed.emit()

    def _leave_for(self, step: Step) -> Callable[[], None]:
        return lambda: self.step_wanted.emit(step, self._current)

    def _show_notice(self, posting: Posting) -> None:
        decision = self._item().format_decision
        if decision is None or decision.chosen is posting.format:
            self._notice.show_message("")
            return
        self._notice.show_message(
            f"依頼形式が{decision.chosen.label}に変わりました。",
            f"いまの文は{posting.format.label}の下書きです。書き直しても元の文は版として残ります。",
        )

    def _judge(self, posting: Posting, kept: CheckResult | None = None) -> None:
        """Show what the check says; `kept` spares judging twice by the same day."""
        case = self.session.case
        today = self._clock.today()
        as_of = today if self._as_of_today else case.judged_on(today)
        if kept is None or kept.as_of != as_of:
            kept = self._checking.check_posting(posting, order_type=case.order_type, as_of=as_of)
        self._result = kept
        self._preview.show_posting(posting)
        self._check.show_check(self._shown(posting, kept))
        self._fields.show_faults(self._faults(posting))
        self._show_marks(posting)

    def _shown(self, posting: Posting, result: CheckResult) -> Shown:
        planned = self.session.case.planned_order_on
        by_plan = planned is not None and not self._as_of_today
        other = "今日の基準で見る" if by_plan else "発注予定日の基準で見る"
        action = self.main_action()
        return Shown(
            result=result,
            edits=tuple(best_edit(posting, f, self._drafted) for f in result.findings),
            basis=f"基準日 {result.as_of.isoformat()}（{'発注予定日' if by_plan else '今日'}）",
            other_basis=other if planned is not None else "",
            blanks=blanks(posting),
            finish=action.label if action is not None else "確定済み",
            can_finish=action is not None,
        )

    def _faults(self, posting: Posting) -> dict[PostingField, tuple[Severity, str]]:
        faults: dict[PostingField, tuple[Severity, str]] = {}
        for finding in self._result.findings if self._result is not None else ():
            if finding.severity is not Severity.ERROR:
                continue
            field = field_of(posting, finding)
            if field is not None and field not in faults:
                faults[field] = (finding.severity, finding.message)
        return faults

    def _show_marks(self, posting: Posting) -> None:
        if self._result is not None:
            self._preview.show_findings(self._result.findings, self._check.current, blanks(posting))

    # ---- drafting and editing ----

    def _draft_if_missing(self) -> bool:
        """Draft a posting where there is none yet; tell whether one was drafted."""
        if not self._current or self._posting() is not None:
            return False
        item = self._item()
        if item.format_decision is None or not item.ordered:
            return False
        drafted = self._draft(item, item.format_decision.chosen, self._new_id())
        self._put("依頼文を下書き", drafted.with_version(_DRAFTED, self._clock.now()))
        self.refresh()
        return True

    def _fill_blanks(self) -> None:
        """Put into the drafts what was not known when they were made."""
        case = self.session.case
        for item in case.decomposition.ordered_items():
            posting = case.posting_for(item.id)
            if posting is None or not blanks(posting):
                continue
            filled = filled_in(posting, self._draft(item, posting.format, posting.id))
            if filled != posting:
                self._put("記入していない所を埋める", filled, merge_key="blanks")
                self.refresh()

    def _draft(self, item: WorkItem, format_: RequestFormat, posting_id: str) -> Posting:
        today = self._clock.today()
        return self._drafting.draft(
            self.session.case,
            self.session.client,
            item,
            format_,
            posting_id=posting_id,
            today=max(self.session.case.judged_on(today), today),
        )

    def _redraft(self) -> None:
        self._fields.commit_pending()
        posting = self._posting()
        decision = self._item().format_decision
        if posting is None or decision is None:
            return
        kept = posting.with_version(_BEFORE_REDRAFT, self._clock.now())
        drafted = self._draft(self._item(), decision.chosen, posting.id)
        drafted = replace(drafted, versions=kept.versions)
        self._put("依頼文を書き直し", drafted.with_version(_DRAFTED, self._clock.now()))
        self.refresh()

    def _edit(self, field: PostingField, text: str) -> None:
        posting = self._posting()
        if posting is None or posting.text(field) == text:
            return
        was_settled = is_settled(posting)
        changed = posting.with_text(field, text)
        key = f"{posting.id}.{field.value}"
        result = self._put(f"{field.label}を編集", changed, merge_key=key)
        self._judge(changed, result)
        if was_settled or is_settled(changed):
            self.heading_changed.emit()

    def _put(self, label: str, posting: Posting, *, merge_key: str = "") -> CheckResult:
        """Keep the posting with a fresh record of its check; return the check."""
        case = self.session.case
        result = self._checking.check_posting(
            posting, order_type=case.order_type, as_of=case.judged_on(self._clock.today())
        )
        checked = replace(posting, check=check_record(result, self._clock.now()))
        self.apply(label, lambda kept: kept.with_posting(checked), merge_key=merge_key)
        return result

    # ---- findings ----

    def _take_up(self, finding: Finding) -> None:
        """Make a finding pressed in the preview the current one."""
        self._columns.show_check()
        self._check.set_current(finding)
        if (posting := self._posting()) is not None:
            self._show_marks(posting)

    def _jump(self, finding: Finding) -> None:
        posting = self._posting()
        if posting is None:
            return
        self._show_marks(posting)
        field = field_of(posting, finding) or PostingField.WORK_CONTENT
        if finding.start < finding.end:
            self._preview.bring_into_view(finding)
        else:
            self._preview.bring_field_into_view(field)
        self._fields.go_to(field)

    def _step(self, direction: int) -> None:
        self._fields.commit_pending()
        finding = self._check.step(direction)
        if finding is not None:
            self._jump(finding)

    def _repair_current(self) -> None:
        if self._check.current is not None:
            self._repair(self._check.current)

    def _repair(self, finding: Finding) -> None:
        self._fields.commit_pending()
        posting = self._posting()
        wanted = self._as_it_stands(finding)
        if posting is None or wanted is None:
            return
        edit = best_edit(posting, wanted, self._drafted)
        if edit is None:
            self._jump(wanted)
            return
        self.session.end_merge()
        self._put(f"指摘を直す（{wanted.rule}）", repaired(posting, edit))
        self.refresh()
        # There Ctrl+Z belongs to the window: a text that was just put in has nothing to undo.
        self._show_repaired(posting, edit)

    def _show_repaired(self, before: Posting, edit: Edit) -> None:
        field = edited_field(before, edit)
        after = self._posting()
        if field is None or after is None:
            return
        self._preview.bring_field_into_view(field)
        blank = next((b for b in blanks(after) if b.field is field), None)
        if blank is not None and blank.text in edit.replacement:
            self._fields.select(field, blank.start, blank.end)
        else:
            self._fields.go_to(field)

    def _as_it_stands(self, finding: Finding) -> Finding | None:
        """Return the finding as the last check has it; what was typed may have moved it."""
        like = [
            other
            for other in (self._result.findings if self._result is not None else ())
            if (other.rule, other.text) == (finding.rule, finding.text)
        ]
        return min(like, key=lambda other: abs(other.start - finding.start), default=None)

    def _toggle_basis(self) -> None:
        self._as_of_today = not self._as_of_today
        posting = self._posting()
        if posting is not None:
            self._judge(posting)

    # ---- finishing ----

    def _finish(self) -> None:
        action = self.main_action()
        if action is not None:
            action.run()

    def _settle(self) -> None:
        self._fields.commit_pending()
        posting = self._posting()
        if posting is None:
            return
        # What is settled is judged by the law of the order, whatever basis is being looked at.
        self._as_of_today = False
        self._judge(posting)
        errors = self._result.count(Severity.ERROR) if self._result is not None else 0
        if errors:
            self._check.set_current(None)
            self._step(1)
            self._check.refuse(
                f"不適合が {errors}件 残っています", "直すと確定できます。F8 で順に移れます。"
            )
            return
        if open_blanks := blanks(posting):
            first = open_blanks[0]
            self._fields.select(first.field, first.start, first.end)
            self._check.refuse(
                f"記入していない所が {len(open_blanks)}か所 残っています",
                f"{first.field.label}の{first.text}から順に書き入れてください。",
            )
            return
        self._put(SETTLED, settled(posting, self._clock.now()))
        self.refresh()

    def _next_unsettled(self) -> str | None:
        for item in self.session.case.decomposition.ordered_items():
            posting = self.session.case.posting_for(item.id)
            if item.id != self._current and (not is_settled(posting)):
                return item.id
        return None

    def _go_on(self) -> None:
        following = self._next_unsettled()
        if following is not None:
            self.show_work_item(following)

    def _move(self, steps: int) -> None:
        box = self._fields.items
        place = box.currentIndex() + steps
        if 0 <= place < box.count():
            self.show_work_item(str(box.itemData(place)))

    def _copy(self) -> None:
        self._fields.commit_pending()
        self._preview.copy_all()
