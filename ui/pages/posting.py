"""Step ④ 依頼文: write, see and check a posting at the same time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cspdesk.domain.case import Step
from cspdesk.domain.decomposition import WorkItem
from cspdesk.domain.finding import CheckResult, Edit, Finding
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.services.judged_posting import JudgedPosting
from cspdesk.services.platforms import PlatformsService
from cspdesk.services.ports import Clock
from cspdesk.services.repairing import best_edit, blanks, edited_field, field_of
from cspdesk.services.rule_book import RuleBook, RuleEntry
from cspdesk.services.settling import SETTLED, is_settled, next_unsettled, settled
from cspdesk.services.writing import WritingService
from ui import keys
from ui.pages.exemption_dialog import ExemptionDialog
from ui.pages.law_changes_dialog import LawChangesDialog, planned_days
from ui.pages.page import Action, Help, StepPage
from ui.pages.posting_check import PostingCheck, Shown
from ui.pages.posting_columns import PostingColumns
from ui.pages.posting_empty import PostingEmpty
from ui.pages.posting_fields import PRICE_KEY, PostingFields
from ui.pages.posting_help import HELP
from ui.pages.posting_preview import PostingPreview
from ui.pages.posting_price import open_price_card
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button


class PostingPage(StepPage):
    """Fields at the left, what applicants see in the middle, the check at the right."""

    step = Step.POSTING

    def __init__(
        self,
        writing: WritingService,
        platforms: PlatformsService,
        rule_book: RuleBook,
        clock: Clock,
        new_id: Callable[[], str],
    ) -> None:
        super().__init__()
        self._writing = writing
        self._rule_book = rule_book
        self._clock = clock
        self._new_id = new_id
        self._current = ""
        self._as_of_today = False
        self.reasons_left: dict[tuple[str, str, str, str], str] = {}
        self._judged: JudgedPosting | None = None
        self._drafted: Posting | None = None
        self._fields = PostingFields()
        self._platforms = tuple((profile.id, profile.name) for profile in platforms.all())
        self._preview = PostingPreview(self._platforms)
        self._check = PostingCheck(self._rule_of)
        self._notice = Banner("posting_notice", "warn")
        self._stack = QStackedWidget()
        self._empty = PostingEmpty()
        self._columns = PostingColumns()
        self._build()

    def refresh(self) -> None:
        """Show the current piece of work's posting."""
        ordered = self.session.case.decomposition.ordered_items()
        if self._current not in {item.id for item in ordered}:
            first = ordered[0].id if ordered else ""
            self._current = next_unsettled(self.session.case) or first
        self._fields.show_items(
            tuple((i.id, f"{n}. {i.name}") for n, i in enumerate(ordered, 1)), self._current
        )
        posting = self._posting()
        if posting is None:
            self._show_empty(ordered)
            return
        self._stack.setCurrentWidget(self._work)
        if self._judged is not None and self._judged.posting.id != posting.id:
            self._check.list.set_current(None)
        case, client = self.session.case, self.session.client
        self._drafted = self._writing.draft(case, client, self._item(), posting.format, posting.id)
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
        return HELP

    def main_action(self) -> Action | None:
        """Settle the posting; once all are settled there is nothing left but the PDF."""
        posting = self._posting()
        if posting is None:
            return None
        if not is_settled(posting):
            return Action(label="点検を確定", run=self._settle)
        if next_unsettled(self.session.case, self._current) is not None:
            return Action(label="次の仕事へ", run=self._go_on)
        return None

    def status_hint(self) -> str:
        """Return the hint about keys."""
        return "F8 次の指摘 ・ Ctrl+. 直す ・ F9 なぜ"

    def focus_target(self) -> QWidget | None:
        """Return the first field with an error, else the title."""
        posting = self._posting()
        if posting is None:
            return None
        faulty = self._judged.faults if self._judged is not None else {}
        first = next((f for f in PostingField if f in faulty), PostingField.TITLE)
        return self._fields.edit(first)

    def commit_pending(self) -> None:
        """Hand over everything typed."""
        self._fields.commit_pending()

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._posting() is not None:
            self._preview.restyle()
            self._show_marks()

    # ---- building ----

    def _build(self) -> None:
        # From the outside in: putting a filled part into another styles everything in it anew.
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._stack.addWidget(self._empty)
        self._work = QWidget()
        self._stack.addWidget(self._work)
        redraft = self._notice.add_button(Button("書き直す", "posting_redraft"))
        redraft.clicked.connect(self._redraft)
        column = QVBoxLayout(self._work)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._notice)
        column.addWidget(self._columns, 1)
        self._columns.place(self._fields, self._preview, self._check)
        self._connect()

    def _connect(self) -> None:
        self._fields.edited.connect(self._edit)
        self._fields.item_chosen.connect(self.show_work_item)
        self._preview.finding_pressed.connect(self._take_up)
        self._check.current_changed.connect(self._show_marks)
        self._check.jump_wanted.connect(self._jump)
        self._check.field_wanted.connect(self._fields.go_to)
        self._check.repair_wanted.connect(self._repair)
        self._check.finish_wanted.connect(self._finish)
        self._check.exemption_wanted.connect(self._ask_to_let_stand)
        self._check.judge_again_wanted.connect(self._judge_again)
        self._check.rule_wanted.connect(self._show_rule)
        self._check.basis_toggled.connect(self._toggle_basis)
        self._check.changes_wanted.connect(self._show_changes)
        self._preview.platform_chosen.connect(self._choose_platform)
        self._fields.price_wanted.connect(self._show_price)
        keys.bind(self, PRICE_KEY, self._show_price)
        keys.bind(self, "F8", lambda: self._step(1))
        keys.bind(self, "Shift+F8", lambda: self._step(-1))
        keys.bind(self, "Ctrl+.", self._repair_current)
        keys.bind(self, "Ctrl+Shift+.", self._check.let_current_stand)
        keys.bind(self, "F9", self._check.list.toggle_reason)
        keys.bind(self, "Ctrl+Shift+C", self._copy)
        keys.bind(self, "Alt+Up", lambda: self._move(-1))
        keys.bind(self, "Alt+Down", lambda: self._move(1))

    # ---- what is shown ----

    def _posting(self) -> Posting | None:
        return self.session.case.posting_for(self._current) if self.has_case else None

    def _item(self) -> WorkItem:
        return self.session.case.decomposition.work_item(self._current)

    def _show_empty(self, ordered: tuple[WorkItem, ...]) -> None:
        self._empty.explain(
            self._item() if ordered else None,
            lambda step: self.step_wanted.emit(step, self._current),
            self.opened,
        )
        self._stack.setCurrentWidget(self._empty)
        self.heading_changed.emit()

    def _show_notice(self, posting: Posting) -> None:
        decision = self._item().format_decision
        if decision is None or decision.chosen is posting.format:
            self._notice.show_message("")
            return
        self._notice.show_message(
            f"依頼形式が{decision.chosen.label}に変わりました。",
            f"いまの文は{posting.format.label}の下書きです。書き直しても元の文は版として残ります。",
        )

    def _judge(self, posting: Posting, kept: CheckResult | None = None) -> JudgedPosting:
        """Show what the check says; `kept` spares judging twice by the same day."""
        case, today = self.session.case, self._clock.today()
        as_of = today if self._as_of_today else case.judged_on(today)
        if kept is None or kept.as_of != as_of:
            kept = self._writing.judge(case, self.session.client, posting, as_of)
        judged = JudgedPosting(posting=posting, result=kept, drafted=self._drafted)
        self._judged = judged
        self._preview.show_posting(posting)
        self._preview.platform.show_platform(case.platform_id)
        self._check.show_check(self._shown(judged))
        self._fields.show_faults(judged.faults)
        return judged

    def _shown(self, judged: JudgedPosting) -> Shown:
        planned = self.session.case.planned_order_on
        by_plan = planned is not None and not self._as_of_today
        other = "今日の基準で見る" if by_plan else "発注予定日の基準で見る"
        day = f"{'発注予定日' if by_plan else '今日'} {judged.result.as_of.isoformat()}"
        action = self.main_action()
        return Shown(
            judged=judged,
            today=self._clock.today(),
            basis=day,
            other_basis=other if planned is not None else "",
            finish=action.label if action is not None else "確定済み",
            can_finish=action is not None,
            settled=is_settled(judged.posting),
        )

    def _show_marks(self) -> None:
        if (judged := self._judged) is not None:
            self._preview.show_findings(judged.findings, self._check.list.current, judged.blanks)

    # ---- drafting and editing ----

    def _draft_if_missing(self) -> bool:
        """Draft a posting where there is none yet; tell whether one was drafted."""
        if not self._current or self._posting() is not None:
            return False
        item = self._item()
        if item.format_decision is None or not item.ordered:
            return False
        case, client = self.session.case, self.session.client
        drafted = self._writing.first_draft(
            case, client, item, item.format_decision.chosen, self._new_id()
        )
        self._put("依頼文を下書き", drafted)
        self.refresh()
        return True

    def _fill_blanks(self) -> None:
        """Put into the drafts what was not known when they were made."""
        case, client = self.session.case, self.session.client
        for item in case.decomposition.ordered_items():
            posting = case.posting_for(item.id)
            if posting is None:
                continue
            filled = self._writing.filled(case, client, item, posting)
            if filled != posting:
                self._put("記入していない所を埋める", filled, merge_key="blanks")
                self.refresh()

    def _redraft(self) -> None:
        self._fields.commit_pending()
        posting = self._posting()
        decision = self._item().format_decision
        if posting is None or decision is None:
            return
        case, client = self.session.case, self.session.client
        drafted = self._writing.redrafted(case, client, self._item(), decision.chosen, posting)
        self._put("依頼文を書き直し", drafted)
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
        checked, result = self._writing.checked(self.session.case, self.session.client, posting)
        self.apply(label, lambda kept: kept.with_posting(checked), merge_key=merge_key)
        return result

    # ---- findings ----

    def _take_up(self, finding: Finding) -> None:
        """Make a finding pressed in the preview the current one."""
        self._columns.show_check()
        self._check.list.set_current(finding)

    def _jump(self, finding: Finding) -> None:
        posting = self._posting()
        if posting is None:
            return
        self._show_marks()
        field = field_of(posting, finding) or PostingField.WORK_CONTENT
        if finding.start < finding.end:
            self._preview.bring_into_view(finding)
        else:
            self._preview.bring_field_into_view(field)
        self._fields.go_to(field)

    def _step(self, direction: int) -> None:
        self._fields.commit_pending()
        finding = self._check.list.step(direction)
        if finding is not None:
            self._jump(finding)

    def _repair_current(self) -> None:
        if self._check.list.current is not None:
            self._repair(self._check.list.current)

    def _repair(self, finding: Finding) -> None:
        self._fields.commit_pending()
        posting = self._posting()
        wanted = self._as_it_stands(finding)
        if posting is None or wanted is None:
            return
        edit = best_edit(posting, wanted, self._drafted)
        if edit is None:
            self._jump(wanted)
            self._fields.select_words(posting, wanted)
            return
        self.session.end_merge()
        self._put(f"指摘を直す（{wanted.rule}）", self._writing.repaired(posting, wanted, edit))
        self.refresh()
        # There Ctrl+Z belongs to the window: a text that was just put in has nothing to undo.
        self._show_repaired(posting, edit)

    def _show_repaired(self, before: Posting, edit: Edit) -> None:
        field = edited_field(before, edit)
        after = self._posting()
        if field is not None and after is not None:
            self._preview.bring_field_into_view(field)
            self._fields.go_to_repaired(field, edit, blanks(after))

    def _as_it_stands(self, finding: Finding) -> Finding | None:
        """Return the finding as the last check has it; what was typed may have moved it."""
        return self._judged.like(finding) if self._judged is not None else None

    def _toggle_basis(self) -> None:
        self._as_of_today = not self._as_of_today
        posting = self._posting()
        if posting is not None:
            self._judge(posting)

    def _show_changes(self) -> None:
        self._fields.commit_pending()
        posting = self._posting()
        if posting is None:
            return
        case, client = self.session.case, self.session.client
        LawChangesDialog(
            lambda first, last: self._writing.law_changes(case, client, posting, (first, last)),
            self._clock.today(),
            planned_days(case, self._item()),
            self._clock.today,
            self,
        ).open()

    def _show_price(self) -> None:
        self._fields.commit_pending()
        if self._posting() is not None:
            open_price_card(self, self._item(), self._platforms, self._clock)

    def _choose_platform(self, platform_id: str) -> None:
        self._fields.commit_pending()
        client = self.session.client
        self.apply(
            "載せるサービスを選ぶ",
            lambda case: self._writing.for_platform(case, client, platform_id),
        )
        self.refresh()

    # ---- what may stand ----

    def _ask_to_let_stand(self, finding: Finding) -> None:
        self._fields.commit_pending()
        wanted = self._as_it_stands(finding)
        if wanted is None:
            return
        about = (self.session.case.id, self._current, wanted.rule, wanted.text)
        typed = self.reasons_left.pop(about, "")
        dialog = ExemptionDialog(wanted, self.session.case.consultant, typed, self)
        dialog.left.connect(lambda text: self.reasons_left.update({about: text}))
        dialog.decided.connect(lambda reason: self._let_stand(wanted, reason))
        dialog.open()

    def _let_stand(self, finding: Finding, reason: str) -> None:
        posting = self._posting()
        if posting is None:
            return
        self.session.end_merge()
        allowed = self._writing.let_stand(self.session.case, posting, finding, reason)
        self._put(f"例外として残す（{finding.rule}）", allowed)
        self.refresh()

    def _judge_again(self, finding: Finding) -> None:
        posting = self._posting()
        if posting is None:
            return
        self.session.end_merge()
        judged = posting.without_exemption(finding.rule, finding.text)
        self._put(f"例外を取り消す（{finding.rule}）", judged)
        self.refresh()
        counted = self._as_it_stands(finding)
        self._check.list.set_current(counted)
        if counted is not None:
            # The button that was pressed is gone, and the focus with it.
            self._jump(counted)

    # ---- the rule behind a finding ----

    def _rule_of(self, finding: Finding) -> RuleEntry | None:
        return self._rule_book.known(finding.rule, self._as_of())

    def _show_rule(self, finding: Finding) -> None:
        self.rule_wanted.emit(finding.rule, self._as_of())

    def _as_of(self) -> date:
        judged = self._judged
        return judged.result.as_of if judged is not None else self._clock.today()

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
        judged = self._judge(posting)
        if judged.errors:
            self._check.list.set_current(None)
            self._step(1)
            self._check.refuse_errors(judged.errors)
        elif judged.blanks:
            first = judged.blanks[0]
            self._fields.select(first.field, first.start, first.end)
            self._check.refuse_blanks(judged.blanks)
        else:
            self._put(SETTLED, settled(posting, self._clock.now()))
            self.refresh()

    def _go_on(self) -> None:
        following = next_unsettled(self.session.case, self._current)
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
