"""Step ④ 依頼文: write, see and check a posting at the same time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from cspdesk.documents.posting import posting_text
from cspdesk.domain.case import Case, Step
from cspdesk.domain.decomposition import WorkItem
from cspdesk.domain.finding import CheckRecord, CheckResult, DisclosureItem, Finding, Severity
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.services.checking import CheckingService
from cspdesk.services.drafting import DraftingService
from cspdesk.services.ports import Clock
from cspdesk.services.repairing import edited_field, repaired
from ui import ime
from ui.pages.page import Action, Help, StepPage
from ui.pages.posting_check import PostingCheck
from ui.pages.posting_fields import PostingFields
from ui.pages.posting_preview import PostingPreview
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.named import named
from ui.widgets.segmented import Segmented

_LEFT, _RIGHT = 372, 367
_NARROW = 1080
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
_DRAFTED = "ひな形から作成"
_SETTLED = "点検を確定"


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
        self._fields = PostingFields()
        self._preview = PostingPreview()
        self._check = PostingCheck()
        self._notice = Banner("posting_notice", "warn")
        self._stack = QStackedWidget()
        self._empty = EmptyState("file-text", "", "")
        self._empty_step = Step.DECOMPOSITION
        self._splitter = named(QSplitter(), "posting_splitter", "書く内容・見える形・点検の境")
        self._switch = Segmented(
            (("check", "点検"), ("preview", "見える形")), "posting_view", "右側に出すもの"
        )
        self._switch.chosen.connect(lambda _: self._lay_out())
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
        self._fields.show_posting(posting)
        self._show_notice(posting)
        self._judge(posting)
        self.heading_changed.emit()

    def opened(self) -> None:
        """Draft what has a format but no text yet."""
        self._draft_if_missing()

    def show_work_item(self, work_item_id: str) -> None:
        """Bring one piece of work into view, drafting its posting the first time."""
        if not work_item_id:
            return
        self._fields.commit_pending()
        self._current = work_item_id
        if self.has_case:
            self._draft_if_missing()
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
        if not _is_settled(posting):
            return Action(label="点検を確定", run=self._settle)
        if self._next_unsettled() is not None:
            return Action(label="次の仕事へ", run=self._go_on)
        return None

    def status_hint(self) -> str:
        """Return the hint about keys."""
        return "F8 次の指摘 ・ Ctrl+. 直す"

    def focus_target(self) -> QWidget | None:
        """Return the first field with an error, else the title."""
        if self._posting() is None:
            return None
        faulty = self._faults()
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
            self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give two columns to a narrow window."""
        super().resizeEvent(event)
        self._lay_out()

    def _build(self) -> None:
        self._go_back = self._empty.add_button(Button("", "posting_back", kind="primary"))
        self._go_back.clicked.connect(
            lambda: self.step_wanted.emit(self._empty_step, self._current)
        )
        self._stack.addWidget(self._empty)
        redraft = self._notice.add_button(Button("書き直す", "posting_redraft"))
        redraft.clicked.connect(self._redraft)
        for part in (self._fields, self._preview, self._check):
            self._splitter.addWidget(part)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([theme().px(_LEFT), theme().px(480), theme().px(_RIGHT)])
        self._work = QWidget()
        column = QVBoxLayout(self._work)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._notice)
        column.addWidget(self._switch)
        column.addWidget(self._splitter, 1)
        self._stack.addWidget(self._work)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._connect()

    def _lay_out(self) -> None:
        wide = self.width() >= theme().px(_NARROW)
        self._switch.setVisible(not wide)
        self._preview.setVisible(wide or self._switch.value() == "preview")
        self._check.setVisible(wide or self._switch.value() == "check")

    def _connect(self) -> None:
        self._fields.edited.connect(self._edit)
        self._fields.item_chosen.connect(self.show_work_item)
        self._check.jump_wanted.connect(self._jump)
        self._check.item_wanted.connect(lambda item: self._fields.go_to(_FIELDS[item]))
        self._check.repair_wanted.connect(self._repair)
        self._check.settle_wanted.connect(self._settle)
        self._check.basis_toggled.connect(self._toggle_basis)
        self._key("F8", lambda: self._step(1))
        self._key("Shift+F8", lambda: self._step(-1))
        self._key("Ctrl+.", self._repair_current)
        self._key("Ctrl+Shift+C", self._preview.copy_all)
        self._key("Alt+Up", lambda: self._move(-1))
        self._key("Alt+Down", lambda: self._move(1))

    def _key(self, keys: str, run: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(lambda: None if ime.composing() else run())

    def _posting(self) -> Posting | None:
        return self.session.case.posting_for(self._current) if self.has_case else None

    def _item(self) -> WorkItem:
        return self.session.case.decomposition.work_item(self._current)

    def _first_unfinished(self, ordered: tuple[WorkItem, ...]) -> str:
        for item in ordered:
            posting = self.session.case.posting_for(item.id)
            if posting is None or not _is_settled(posting):
                return item.id
        return ordered[0].id if ordered else ""

    def _show_empty(self, ordered: tuple[WorkItem, ...]) -> None:
        if not ordered:
            self._empty.show_message(
                "発注する仕事がまだありません",
                "② 課題分解で仕事を採用すると、ここで依頼文を書けます。",
            )
            self._go_back.set_content("課題分解へ")
            self._empty_step = Step.DECOMPOSITION
        else:
            self._empty.show_message(
                f"「{self._item().name}」の依頼形式が決まっていません",
                "形式が決まると、その形に合わせた下書きを作ります。",
            )
            self._go_back.set_content("依頼形式を選ぶ")
            self._empty_step = Step.REQUEST_FORMAT
        self._stack.setCurrentWidget(self._empty)
        self.heading_changed.emit()

    def _draft_if_missing(self) -> None:
        if not self._current:
            return
        item = self._item()
        if self._posting() is None and item.format_decision is not None and item.ordered:
            self._put("依頼文を下書き", self._draft(item, self._new_id()))
            self.refresh()

    def _draft(self, item: WorkItem, posting_id: str) -> Posting:
        assert item.format_decision is not None  # noqa: S101
        drafted = self._drafting.draft(
            self.session.case,
            self.session.client,
            item,
            item.format_decision.chosen,
            posting_id=posting_id,
            today=self._clock.today(),
        )
        return drafted.with_version(_DRAFTED, self._clock.now())

    def _redraft(self) -> None:
        posting = self._posting()
        item = self._item()
        if posting is None or item.format_decision is None:
            return
        kept = posting.with_version("書き直す前", self._clock.now())
        drafted = replace(self._draft(item, posting.id), versions=kept.versions)
        self._put("依頼文を書き直し", drafted.with_version(_DRAFTED, self._clock.now()))
        self.refresh()

    def _show_notice(self, posting: Posting) -> None:
        decision = self._item().format_decision
        changed = decision is not None and decision.chosen is not posting.format
        self._notice.show_message(
            f"依頼形式が{decision.chosen.label}に変わりました。" if decision and changed else "",
            f"いまの文は{posting.format.label}の下書きです。書き直しても元の文は版として残ります。"
            if changed
            else "",
        )

    def _edit(self, field: PostingField, text: str) -> None:
        posting = self._posting()
        if posting is None:
            return
        changed = posting.with_text(field, text)
        self._put(f"{field.label}を編集", changed, merge_key=f"{posting.id}.{field.value}")
        self._judge(self._posting() or changed)
        self.heading_changed.emit()

    def _put(self, label: str, posting: Posting, *, merge_key: str = "") -> None:
        """Keep the posting with a fresh record of its check."""
        case = self.session.case
        result = self._checking.check_posting(
            posting, order_type=case.order_type, as_of=case.judged_on(self._clock.today())
        )
        checked = replace(posting, check=_record(result, self._clock))
        self.apply(label, lambda kept: kept.with_posting(checked), merge_key=merge_key)

    def _judge(self, posting: Posting) -> None:
        case = self.session.case
        today = self._clock.today()
        as_of = today if self._as_of_today else case.judged_on(today)
        self._result = self._checking.check_posting(
            posting, order_type=case.order_type, as_of=as_of
        )
        self._preview.show_posting(posting)
        self._check.show_result(self._result, self._basis_words(case), settled=_is_settled(posting))
        self._fields.show_faults(self._faults())
        self._show_marks()

    def _basis_words(self, case: Case) -> str:
        result = self._result
        if result is None:
            return ""
        what = "発注予定日" if case.planned_order_on and not self._as_of_today else "今日"
        return (
            f"基準日 {result.as_of.isoformat()}（{what}）・"
            f"ルール版 {result.pack_version}・確認日 {result.checked_on.isoformat()}"
        )

    def _faults(self) -> dict[PostingField, tuple[Severity, str]]:
        faults: dict[PostingField, tuple[Severity, str]] = {}
        posting = self._posting()
        if self._result is None or posting is None:
            return faults
        for finding in self._result.findings:
            field = self._field_of(posting, finding)
            if field is not None and field not in faults:
                faults[field] = (finding.severity, finding.message)
        return faults

    def _field_of(self, posting: Posting, finding: Finding) -> PostingField | None:
        if finding.start < finding.end:
            return posting_text(posting).field_at(finding.start)
        if finding.edit is not None:
            return edited_field(posting, finding.edit)
        return None

    def _show_marks(self) -> None:
        if self._result is not None:
            self._preview.show_findings(self._result.findings, self._check.current)

    def _jump(self, finding: Finding) -> None:
        posting = self._posting()
        if posting is None:
            return
        self._show_marks()
        self._preview.bring_into_view(finding)
        field = self._field_of(posting, finding)
        if field is not None:
            self._fields.go_to(field)

    def _step(self, direction: int) -> None:
        finding = self._check.step(direction)
        if finding is not None:
            self._jump(finding)

    def _repair_current(self) -> None:
        if self._check.current is not None:
            self._repair(self._check.current)

    def _repair(self, finding: Finding) -> None:
        self._fields.commit_pending()
        posting = self._posting()
        if posting is None or self._result is None:
            return
        if finding.edit is None or finding not in self._result.findings:
            self._jump(finding)
            return
        self._put(f"指摘を直す（{finding.rule}）", repaired(posting, finding.edit))
        self.refresh()

    def _settle(self) -> None:
        self._fields.commit_pending()
        posting = self._posting()
        if posting is None or self._result is None:
            return
        errors = self._result.count(Severity.ERROR)
        if errors:
            self._notice.show_message(
                f"不適合が {errors}件 残っています。",
                "右の指摘を直すと確定できます。F8 で順に移れます。",
                "err",
            )
            self._step(1)
            return
        self._put(_SETTLED, posting.with_version(_SETTLED, self._clock.now()))
        self.refresh()

    def _next_unsettled(self) -> str | None:
        for item in self.session.case.decomposition.ordered_items():
            posting = self.session.case.posting_for(item.id)
            if item.id != self._current and (posting is None or not _is_settled(posting)):
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

    def _toggle_basis(self, as_of_today: bool) -> None:
        self._as_of_today = as_of_today
        posting = self._posting()
        if posting is not None:
            self._judge(posting)


def _record(result: CheckResult, clock: Clock) -> CheckRecord:
    return CheckRecord(
        as_of=result.as_of,
        pack_version=result.pack_version,
        pack_digest=result.pack_digest,
        checked_at=clock.now(),
        errors=result.count(Severity.ERROR),
        warnings=result.count(Severity.WARNING),
        infos=result.count(Severity.INFO),
        states=tuple((item.item, item.state) for item in result.items),
    )


def _is_settled(posting: Posting) -> bool:
    """Tell whether the present texts are those of the last settled version."""
    if not posting.versions:
        return False
    last = posting.versions[-1]
    return last.cause == _SETTLED and last.texts == posting.texts
