"""Step ③ 依頼形式: the three formats side by side for each piece of work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cspdesk.domain.case import Case, Step
from cspdesk.domain.decomposition import WorkItem
from cspdesk.domain.request_format import (
    FormatAnswer,
    FormatDecision,
    FormatScore,
    RequestFormat,
)
from cspdesk.services.format_advice import Advice, FormatAdviceService
from ui import ime
from ui.pages.format_answers import FormatAnswersDialog
from ui.pages.format_card import FormatCard
from ui.pages.page import Action, Help, StepPage
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chips import StatusChip
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import LinkButton, label
from ui.widgets.named import named
from ui.widgets.ordered_items import OrderedItem, OrderedItems

_LIST_WIDTH = 202
_FULL_BAR = 12
_SHOWN_FACTS = 7


class RequestFormatPage(StepPage):
    """Shows scores, reasons and exclusions; keeps the consultant's choice with its reason."""

    step = Step.REQUEST_FORMAT

    def __init__(self, advice: FormatAdviceService, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._service = advice
        self._now = now
        self._current = ""
        self._advice: Advice | None = None
        self._wanted: RequestFormat | None = None
        self._list = OrderedItems("format_items")
        self._list.chosen.connect(self.show_work_item)
        self._name = label("", "h3")
        self._facts = QWidget()
        self._fact_row = FlowLayout(self._facts)
        self._cards = {format_: FormatCard(format_) for format_ in RequestFormat}
        self._gate = Banner("format_gate", "warn")
        self._note = label("", "hint", wrap=True)
        self._dialog: FormatAnswersDialog | None = None
        self._reason_line = named(QLineEdit(), "format_override", "おすすめ以外を選ぶ理由")
        self._reason_box = self._make_reason_box()
        self._stack = QStackedWidget()
        self._build()

    def refresh(self) -> None:
        """Show the list and the cards for the current piece of work."""
        ordered = self.session.case.decomposition.ordered_items()
        if self._current not in {item.id for item in ordered}:
            undecided = (item.id for item in ordered if item.format_decision is None)
            self._current = next(undecided, ordered[0].id if ordered else "")
        self._stack.setCurrentIndex(1 if ordered else 0)
        decided = sum(1 for item in ordered if item.format_decision is not None)
        self._list.show_items(
            tuple(_line(item) for item in ordered), self._current, f"{decided}/{len(ordered)}"
        )
        if self._current:
            self._show_item(self.session.case.decomposition.work_item(self._current))

    def show_work_item(self, work_item_id: str) -> None:
        """Bring one piece of work into view."""
        if work_item_id and work_item_id != self._current:
            self._close_reason()
            self._current = work_item_id
            if self.has_case:
                self.refresh()

    def help(self) -> Help:
        """Return the help of this screen."""
        return Help(
            purpose="仕事ごとに、プロジェクト・コンペ・タスクの3つを並べ、点数と除外の理由で選びます。",
            keys=(
                ("1・2・3", "形式を選ぶ"),
                ("W", "なぜこの点数かを見る"),
                ("Alt+↑ Alt+↓", "仕事を移る"),
                ("Ctrl+Enter", "おすすめの形式にする。決まっていれば次の仕事か依頼文へ"),
            ),
        )

    def main_action(self) -> Action | None:
        """Offer the recommendation, or go on where the choice is made."""
        if not self._current or self._advice is None:
            return None
        item = self.session.case.decomposition.work_item(self._current)
        if item.format_decision is None:
            return Action(label="おすすめの形式にする", run=self._take_best)
        if self._next_open() is not None:
            return Action(label="次の仕事へ", run=self._go_on)
        return Action(label="依頼文へ", run=self._go_on)

    def status_hint(self) -> str:
        """Return the hint about keys."""
        return "1・2・3 形式を選ぶ ・ W なぜ？"

    def focus_target(self) -> QWidget | None:
        """Return the best card's button, or the list."""
        if self._advice is None:
            return self._list.view
        return self._cards[self._advice.format].pick

    def commit_pending(self) -> None:
        """Keep a half-written reason: it takes effect with its button only."""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self.has_case:
            self.refresh()

    def _build(self) -> None:
        empty = EmptyState(
            "list-checks",
            "発注する仕事がまだありません",
            "② 課題分解で仕事を採用すると、ここで依頼形式を選べます。",
        )
        back = empty.add_button(Button("課題分解へ", "format_to_decomposition", kind="primary"))
        back.clicked.connect(lambda: self.step_wanted.emit(Step.DECOMPOSITION, ""))
        self._stack.addWidget(empty)
        splitter = named(QSplitter(), "format_splitter", "仕事の一覧と依頼形式の境")
        splitter.addWidget(self._list)
        splitter.addWidget(self._right_side())
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([theme().px(_LIST_WIDTH), theme().px(1000)])
        splitter.setChildrenCollapsible(False)
        self._stack.addWidget(splitter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        for card in self._cards.values():
            card.picked.connect(self._pick)
            card.why_wanted.connect(self._show_why)
        for number, format_ in enumerate(RequestFormat, 1):
            self._key(str(number), partial(self._pick, format_))
        self._key("W", self._show_why)
        self._key("Alt+Up", lambda: self._list.go(-1))
        self._key("Alt+Down", lambda: self._list.go(1))

    def _right_side(self) -> QWidget:
        head = Card("", "format_head")
        row = QHBoxLayout()
        row.addWidget(self._name)
        row.addWidget(label("判断のもと：", "hint"))
        row.addWidget(self._facts, 1)
        edit = LinkButton("答えを直す", "format_edit_answers")
        edit.clicked.connect(self._show_why)
        row.addWidget(edit)
        head.body.addLayout(row)
        cards = QHBoxLayout()
        cards.setSpacing(theme().px(12))
        for card in self._cards.values():
            cards.addWidget(card, 1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(theme().px(8), 0, 0, 0)
        column.setSpacing(theme().px(12))
        column.addWidget(head)
        column.addWidget(self._gate)
        column.addLayout(cards, 1)
        column.addWidget(self._reason_box)
        column.addWidget(self._note)
        return right

    def _make_reason_box(self) -> Banner:
        box = Banner("format_reason", "info")
        self._reason_line.setPlaceholderText("例：同じ人に続けて頼みたいため")
        box.add_field(self._reason_line)
        keep = box.add_button(Button("この理由で決める", "format_override_keep", kind="primary"))
        keep.clicked.connect(self._keep_override)
        leave = box.add_button(Button("やめる", "format_override_cancel"))
        leave.clicked.connect(self._close_reason)
        self._reason_line.returnPressed.connect(self._keep_override)
        box.hide()
        return box

    def _key(self, keys: str, run: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)

        def act() -> None:
            # Digits and letters belong to a field while one is being typed in.
            if not ime.composing() and not self._reason_line.hasFocus():
                run()

        shortcut.activated.connect(act)

    def _show_item(self, item: WorkItem) -> None:
        self._advice = self._advise(item)
        advice = self._advice
        decision = item.format_decision
        self._name.setText(item.name)
        self._show_facts(advice)
        facts = {entry.format: entry for entry in self._service.model().formats}
        ranks = _ranks(advice)
        for score in advice.scores:
            self._cards[score.format].show_score(
                score,
                facts[score.format],
                rank=ranks[score.format],
                scale=_FULL_BAR,
                chosen=decision is not None and decision.chosen is score.format,
            )
        self._gate.show_message(
            "形式を選ぶ前に確かめてください" if advice.gates else "",
            "\n".join(reason for _, reason in advice.gates),
        )
        self._note.setText(_closing_note(advice, decision))
        self.heading_changed.emit()

    def _show_facts(self, advice: Advice) -> None:
        self._fact_row.clear()
        questions = {question.id: question for question in self._service.model().questions}
        known = [a for a in advice.answers if a.origin != "default"]
        known.sort(key=lambda a: ("asked", "words", "item").index(a.origin))
        for answer in known[:_SHOWN_FACTS]:
            question = questions[answer.question_id]
            words = next((o.label for o in question.options if o.id == answer.value), "")
            chip = StatusChip("info" if answer.origin == "asked" else "tag", words)
            chip.setToolTip(question.ask)
            self._fact_row.addWidget(chip)

    def _advise(self, item: WorkItem) -> Advice:
        facts = {answer.question_id: answer.value for answer in item.format_answers}
        text = "\n".join(part for part in (item.name, item.deliverable, item.note) if part)
        return self._service.advise(text=text, item_id=item.catalogue_id, facts=facts)

    def _pick(self, format_: RequestFormat) -> None:
        if self._advice is None:
            return
        score = _score(self._advice, format_)
        if score.excluded:
            self._note.setText(
                f"{format_.label}は選べません。"
                + "".join(f"{e.reason}。こうすれば使えます：{e.remedy}。" for e in score.exclusions)
            )
            return
        best = None if self._advice.close else self._advice.format
        if best is None or format_ is best or _ranks(self._advice)[format_] == "even":
            self._decide(format_, "")
            return
        self._wanted = format_
        self._reason_box.show_message(
            f"おすすめ（{best.label}）とは違う形式です。",
            f"{format_.label}にする理由を1行で残してください。発注原稿にも載ります。",
        )
        self._reason_line.setFocus()

    def _keep_override(self) -> None:
        reason = self._reason_line.text().strip()
        if not reason or self._wanted is None or ime.composing():
            self._reason_line.setFocus()
            return
        self._decide(self._wanted, reason)

    def _close_reason(self) -> None:
        self._wanted = None
        self._reason_line.clear()
        self._reason_box.hide()

    def _take_best(self) -> None:
        if self._advice is not None:
            self._decide(self._advice.format, "")

    def _decide(self, format_: RequestFormat, reason: str) -> None:
        advice = self._advice
        if advice is None:
            return
        decision = FormatDecision(
            chosen=format_,
            recommended=None if advice.close else advice.format,
            scores=advice.scores,
            answers=advice.answers,
            decided_at=self._now(),
            override_reason=reason,
        )
        self._close_reason()
        self.apply("依頼形式を選択", lambda case: _with_decision(case, self._current, decision))
        self.refresh()

    def _show_why(self) -> None:
        if self._advice is None:
            return
        dialog = FormatAnswersDialog(self, self._service.model().questions, self._answer)
        dialog.show_advice(self._advice.answers, self._advice.scores)
        self._dialog = dialog
        dialog.exec()
        self._dialog = None

    def _answer(self, question_id: str, value: str) -> None:
        given = FormatAnswer(question_id=question_id, value=value)
        self.apply("依頼形式の答えを変更", lambda case: _with_answer(case, self._current, given))
        self.refresh()
        if self._dialog is not None and self._advice is not None:
            self._dialog.show_advice(self._advice.answers, self._advice.scores)

    def _next_open(self) -> str | None:
        ordered = self.session.case.decomposition.ordered_items()
        return next((item.id for item in ordered if item.format_decision is None), None)

    def _go_on(self) -> None:
        following = self._next_open()
        if following is not None:
            self.show_work_item(following)
        else:
            self.step_wanted.emit(Step.POSTING, self._current)


def _line(item: WorkItem) -> OrderedItem:
    decision = item.format_decision
    return OrderedItem(
        work_item_id=item.id,
        name=item.name,
        note=decision.chosen.label.removesuffix("形式") if decision else "未選択",
        state="done" if decision else "doing",
    )


def _score(advice: Advice, format_: RequestFormat) -> FormatScore:
    return next(score for score in advice.scores if score.format is format_)


def _ranks(advice: Advice) -> dict[RequestFormat, str]:
    """Return `best`, `next`, `even` or `excluded` for each format."""
    open_scores = sorted(
        (score for score in advice.scores if not score.excluded), key=lambda s: -s.points
    )
    ranks = {score.format: "excluded" for score in advice.scores}
    ranks.update({score.format: "next" for score in open_scores})
    if advice.close:
        ranks.update({score.format: "even" for score in open_scores[:2]})
    else:
        ranks[advice.format] = "best"
    return ranks


def _closing_note(advice: Advice, decision: FormatDecision | None) -> str:
    parts = []
    if decision is not None and decision.override_reason:
        parts.append(f"選んだ理由：{decision.override_reason}。")
    if advice.open_questions:
        asked = "／".join(question.ask for question in advice.open_questions[:2])
        parts.append(f"あと {len(advice.open_questions)}問で確かになります：{asked}")
    parts.extend(advice.combine)
    parts.append("除外の条件は点数より優先します。差が1点以内のときは並べて示し、人が決めます。")
    return "　".join(parts)


def _with_decision(case: Case, item_id: str, decision: FormatDecision) -> Case:
    tree = case.decomposition
    item = replace(tree.work_item(item_id), format_decision=decision)
    return replace(case, decomposition=tree.with_work_item(item))


def _with_answer(case: Case, item_id: str, given: FormatAnswer) -> Case:
    tree = case.decomposition
    item = tree.work_item(item_id)
    others = tuple(a for a in item.format_answers if a.question_id != given.question_id)
    changed = replace(item, format_answers=(*others, given))
    return replace(case, decomposition=tree.with_work_item(changed))
