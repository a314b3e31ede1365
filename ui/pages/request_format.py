"""Step ③ 依頼形式: the three formats side by side for each piece of work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
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
    OrderType,
    RequestFormat,
)
from cspdesk.services.format_advice import Advice, FormatAdviceService
from cspdesk.services.format_sizing import size
from cspdesk.services.order_type_advice import advise_order_type
from ui import ime, keys
from ui.pages.format_answers import FormatAnswersDialog
from ui.pages.format_card import FormatCard
from ui.pages.format_notes import OrderTypeRow, closing_note
from ui.pages.page import Action, Help, StepPage
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chips import StatusChip
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.full_height import FullHeight
from ui.widgets.labels import ElidedLabel, LinkButton, Paragraph, label, tip
from ui.widgets.named import named
from ui.widgets.ordered_items import OrderedItem, OrderedItems

_LIST_WIDTH = 202
_STACKED_BELOW = 1000
_FULL_BAR = 12
_SHOWN_FACTS = 5
_LEAST_WIDTH = 520
_REASON_SAMPLES = {
    RequestFormat.PROJECT: "例：同じ人に続けて頼みたいため",
    RequestFormat.COMPETITION: "例：いくつかの案を見比べて選びたいため",
    RequestFormat.TASK: "例：大勢に分けて早く集めたいため",
}
_ORDER = {"best": 0, "even": 0, "next": 1, "excluded": 2}


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
        self._name = ElidedLabel("", "h3")
        self._name.setObjectName("format_work_name")
        self._facts = FullHeight()
        self._fact_row = FlowLayout(self._facts)
        self._head_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._card_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards = {format_: FormatCard(format_) for format_ in RequestFormat}
        self._order: tuple[RequestFormat, ...] = tuple(RequestFormat)
        self._gate = Banner("format_gate", "warn")
        self._refusal = Banner("format_refusal", "err")
        self._refusal.hide()
        self._note = Paragraph("", "hint")
        self._note.setObjectName("format_note")
        self._order_type = OrderTypeRow()
        self._order_type.chosen.connect(self._take_order_type)
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
        if not ordered:
            self._advice = None
            self.heading_changed.emit()
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
            return Action(label=f"{self._advice.format.label}にする", run=self._take_best)
        return Action(label=self._next_word(), run=self._go_on)

    def status_hint(self) -> str:
        """Return the hint about keys."""
        return "1・2・3 形式を選ぶ ・ W なぜ？"

    def focus_target(self) -> QWidget | None:
        """Return the button that leads on: of the chosen card, else of the best one."""
        if self._advice is None:
            return None
        decision = self._item().format_decision
        return self._cards[decision.chosen if decision else self._advice.format].pick

    def commit_pending(self) -> None:
        """Keep a half-written reason: it takes effect with its button only."""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self.has_case:
            self._lay_out()
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards below each other where three do not fit side by side."""
        super().resizeEvent(event)
        self._lay_out()

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of stacked cards; side by side they have it to spare."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme().px(_LEAST_WIDTH)), hint.height())

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
        splitter.setHandleWidth(14)
        self._stack.addWidget(splitter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        for card in self._cards.values():
            card.picked.connect(self._press)
            card.why_wanted.connect(self._show_why)
        for number in range(len(self._cards)):
            keys.bind(self, str(number + 1), partial(self._press_at, number))
        keys.bind(self, "W", self._show_why)
        keys.bind(self, "Alt+Up", lambda: self._list.go(-1))
        keys.bind(self, "Alt+Down", lambda: self._list.go(1))

    def _right_side(self) -> QWidget:
        head = Card("", "format_head")
        self._head_row.addWidget(self._name)
        self._head_row.addWidget(label("判断のもと：", "hint"))
        self._head_row.addWidget(self._facts, 1)
        edit = LinkButton("答えを直す", "format_edit_answers")
        edit.clicked.connect(self._show_why)
        self._head_row.addWidget(edit)
        head.body.addLayout(self._head_row)
        for card in self._cards.values():
            self._card_row.addWidget(card, 1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(12))
        closing = FullHeight()
        below = QVBoxLayout(closing)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self._order_type)
        below.addWidget(self._note)
        for part in (head, self._gate, self._refusal, self._reason_box):
            column.addWidget(part)
        column.addLayout(self._card_row, 1)
        column.addWidget(closing)
        return right

    def _lay_out(self) -> None:
        stacked = self.width() < theme().px(_STACKED_BELOW)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        for row in (self._head_row, self._card_row):
            row.setDirection(down if stacked else across)
            row.setSpacing(theme().px(12 if row is self._card_row else 8))
        for card in self._cards.values():
            card.set_stacked(stacked)

    def _make_reason_box(self) -> Banner:
        box = Banner("format_reason", "info")
        box.add_field(self._reason_line)
        keep = box.add_button(Button("この理由で決める", "format_override_keep", kind="primary"))
        keep.clicked.connect(self._keep_override)
        leave = box.add_button(Button("やめる", "format_override_cancel"))
        leave.clicked.connect(self._close_reason)
        self._reason_line.returnPressed.connect(self._keep_override)
        box.hide()
        return box

    def _item(self) -> WorkItem:
        return self.session.case.decomposition.work_item(self._current)

    def _show_item(self, item: WorkItem) -> None:
        self._advice = self._advise(item)
        advice = self._advice
        decision = item.format_decision
        self._name.show_text(item.name)
        self._show_facts(advice)
        self._show_cards(advice, decision)
        self._gate.show_message(
            "形式を選ぶ前に確かめてください" if advice.gates else "",
            "\n".join(reason for _, reason in advice.gates),
        )
        self._refusal.hide()
        case = self.session.case
        self._order_type.show_advice(case.order_type, advise_order_type(case))
        self._note.show_text(closing_note(advice, decision))
        self.heading_changed.emit()

    def _show_cards(self, advice: Advice, decision: FormatDecision | None) -> None:
        facts = {entry.format: entry for entry in self._service.model().formats}
        ranks = _ranks(advice)
        ordered = sorted(advice.scores, key=lambda s: (_ORDER[ranks[s.format]], -s.points))
        self._order = tuple(score.format for score in ordered)
        for place, score in enumerate(ordered):
            card = self._cards[score.format]
            if self._card_row.indexOf(card) != place:
                self._card_row.removeWidget(card)
                self._card_row.insertWidget(place, card, 1)
            chosen = decision is not None and decision.chosen is score.format
            card.show_score(
                score,
                facts[score.format],
                size(self._item(), score.format),
                rank=ranks[score.format],
                scale=_FULL_BAR,
                chosen=chosen,
                key=str(place + 1),
            )
            if chosen:
                card.offer_next(self._next_word())
            elif decision is not None:
                card.pick.set_kind("")
        self._set_tab_order()

    def _set_tab_order(self) -> None:
        before: QWidget = self._list.view
        for format_ in self._order:
            card = self._cards[format_]
            for part in (card.why, card.reading, card.pick):
                QWidget.setTabOrder(before, part)
                before = part

    def _show_facts(self, advice: Advice) -> None:
        self._fact_row.clear()
        questions = {question.id: question for question in self._service.model().questions}
        known = [a for a in advice.answers if a.origin != "default"]
        known.sort(key=lambda a: ("asked", "words", "item").index(a.origin))
        for answer in known[:_SHOWN_FACTS]:
            question = questions[answer.question_id]
            words = next((o.label for o in question.options if o.id == answer.value), "")
            chip = StatusChip(
                "info" if answer.origin == "asked" else "tag", f"{question.short}：{words}"
            )
            chip.setToolTip(tip(question.ask))
            self._fact_row.addWidget(chip)

    def _advise(self, item: WorkItem) -> Advice:
        return self._service.advise_on(item, self.session.case)

    def _take_order_type(self, order_type: OrderType) -> None:
        if order_type is not self.session.case.order_type:
            self.apply("頼み方の型を選択", lambda case: replace(case, order_type=order_type))
            self.refresh()

    def _press_at(self, place: int) -> None:
        # Digits belong to the field while a reason is being typed in.
        if not self._reason_line.hasFocus():
            self._pick(self._order[place])

    def _press(self, format_: RequestFormat) -> None:
        """Take the format of a card, or go on where it is the chosen one already."""
        decision = self._item().format_decision
        if decision is not None and decision.chosen is format_:
            self._go_on()
        else:
            self._pick(format_)

    def _pick(self, format_: RequestFormat) -> None:
        if self._advice is None:
            return
        score = _score(self._advice, format_)
        self._close_reason()
        if score.excluded:
            self._refuse(score)
            return
        best = None if self._advice.close else self._advice.format
        if best is None or format_ is best or _ranks(self._advice)[format_] == "even":
            self._decide(format_, "")
            return
        self._wanted = format_
        self._refusal.hide()
        self._reason_box.show_message(
            f"おすすめ（{best.label}）とは違う形式です。",
            f"{format_.label}にする理由を1行で残してください。発注原稿にも載ります。",
        )
        self._reason_line.setPlaceholderText(_REASON_SAMPLES[format_])
        self._reason_line.setFocus()

    def _refuse(self, score: FormatScore) -> None:
        self._refusal.show_message(
            f"{score.format.label}は選べません",
            "\n".join(
                f"{e.reason}。" + (f"こうすれば使えます：{e.remedy}。" if e.remedy else "")
                for e in score.exclusions
            ),
        )

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
        if self._advice is not None and not self._reason_line.hasFocus():
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
        # The field of the reason may have had the focus; now the way on leads from the card.
        self._cards[format_].pick.setFocus()

    def _show_why(self) -> None:
        if self._advice is None:
            return
        if self._reason_line.hasFocus():
            return
        dialog = FormatAnswersDialog(self, self._service.model().questions, self._answer)
        dialog.show_advice(self._advice.answers, self._advice.scores)
        self._dialog = dialog
        dialog.exec()
        self._dialog = None

    def _answer(self, question_id: str, value: str) -> None:
        change = partial(_with_answer, item_id=self._current, question_id=question_id, value=value)
        self.apply("依頼形式の答えを変更", change)
        self.refresh()
        if self._dialog is not None and self._advice is not None:
            self._dialog.show_advice(self._advice.answers, self._advice.scores)

    def _next_word(self) -> str:
        return "次の仕事へ" if self._next_open() is not None else "依頼文へ"

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


def _with_decision(case: Case, item_id: str, decision: FormatDecision) -> Case:
    tree = case.decomposition
    item = replace(tree.work_item(item_id), format_decision=decision)
    return replace(case, decomposition=tree.with_work_item(item))


def _with_answer(case: Case, *, item_id: str, question_id: str, value: str) -> Case:
    """Keep an answer; an empty value takes the answer back."""
    tree = case.decomposition
    item = tree.work_item(item_id)
    answers = tuple(a for a in item.format_answers if a.question_id != question_id)
    if value:
        answers = (*answers, FormatAnswer(question_id=question_id, value=value))
    return replace(case, decomposition=tree.with_work_item(replace(item, format_answers=answers)))
