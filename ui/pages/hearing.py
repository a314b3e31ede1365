"""Step ① 相談・ヒアリング: the owner's words, a guided interview, a live summary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import cast

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from cspdesk.domain.case import Case, Step
from cspdesk.domain.catalogue import InterviewQuestion
from cspdesk.domain.client import Client
from cspdesk.domain.hearing import Answer, AnswerState, Meeting
from cspdesk.services.decomposing import DecomposingService
from cspdesk.services.hearing_checks import confirmed, to_ask
from cspdesk.services.interview import InterviewService
from cspdesk.services.obstacles import notice
from cspdesk.services.told_answers import Suggestion, suggestions
from ui import ime
from ui.pages.hearing_help import HELP
from ui.pages.hearing_left import HearingLeft, open_words
from ui.pages.hearing_outline import WORDS
from ui.pages.hearing_question import QuestionFace
from ui.pages.hearing_reading import HearingReading
from ui.pages.hearing_review import HearingReview
from ui.pages.hearing_rows import heard_sentence, outline_rows, review_rows
from ui.pages.hearing_summary import HearingSummary
from ui.pages.hearing_told import TAKE_KEY
from ui.pages.meetings_dialog import MeetingsDialog
from ui.pages.owner_words import OwnerWordsFace
from ui.pages.page import Action, Help, StepPage
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.current_stack import CurrentStack
from ui.widgets.empty_state import EmptyState

_FOLD_WIDTH = 1280
_FOLD_SCALE = 1.3
_OUTLINE_WIDTH = 246
_SUMMARY_WIDTH = 291
_END = "end"
_REVIEW = "review"


class HearingPage(StepPage):
    """Asks one question at a time; every one may be skipped or left unknown.

    Signals:
        sheet_wanted: the hearing sheet is to be printed.
    """

    sheet_wanted = Signal()

    step = Step.HEARING

    def __init__(
        self,
        interview: InterviewService,
        decomposing: DecomposingService,
        today: Callable[[], date],
        new_id: Callable[[], str],
    ) -> None:
        super().__init__()
        self._interview = interview
        self._reading = HearingReading(decomposing, interview, self)
        self._today = today
        self._new_id = new_id
        self._place = ""
        self._case_id = ""
        self._history: list[str] = []
        self._folded = False
        self._left = HearingLeft()
        self._outline = self._left.outline
        self._words = OwnerWordsFace()
        self._question = QuestionFace()
        self._review = HearingReview()
        self._end = EmptyState("circle-check", "")
        self._end_go = Button("課題分解へ", "hearing_end_go", kind="primary", key="Ctrl+Enter")
        self._faces = CurrentStack()
        self._summary = HearingSummary()
        self._back = Button("戻る", "hearing_back", icon_name="chevron-left")
        self._skip = Button("今は飛ばす", "hearing_skip", key="Ctrl+J")
        self._unknown = Button("「不明」で残す", "hearing_unknown", key="Ctrl+U")
        self._next = Button("次の質問へ", "hearing_next", kind="primary", key="Ctrl+Enter")
        self._fold_button = Button(
            "まとめを見る", "hearing_fold", icon_name="list-checks", kind="ghost"
        )
        self._go_small = Button("課題分解へ", "hearing_go_small", key="Alt+2")
        self._assemble()
        self._connect()

    # ---- what the frame asks ----

    def refresh(self) -> None:
        """Show the interview as the session has it."""
        if self.session.case.id != self._case_id:
            self._case_id = self.session.case.id
            self._history = []
            self._place = self._first_place()
        self._reading.follow(self.session.case, self.session.client)
        self._show_place()

    def help(self) -> Help:
        """Return what the screen is for."""
        return HELP

    def main_action(self) -> Action:
        """Return going on to the next question."""
        return Action(label="次の質問へ", run=self._go_on, key="Ctrl+Enter")

    def status_hint(self) -> str:
        """Return the keys of the interview."""
        return "Ctrl+Enter 次へ ・ Ctrl+U 不明"

    def focus_target(self) -> QWidget:
        """Return the field of the answer."""
        if self._place == WORDS:
            return self._words.field()
        if self._place == _REVIEW:
            return self._review.table()
        return self._end_go if self._place == _END else self._question.answer_field()

    def commit_pending(self) -> None:
        """Hand over what was typed in the words and the answer."""
        self._words.commit_pending()
        self._question.commit_pending()

    # ---- building ----

    def _assemble(self) -> None:
        # Later, because moving a widget to another parent while Qt hands a new style sheet
        # from widget to widget ends the process.
        self._arranging = QTimer(self)
        self._arranging.setSingleShot(True)
        self._arranging.setInterval(0)
        self._arranging.timeout.connect(self._arrange)
        self._end.add_button(self._end_go)
        self._end_go.clicked.connect(self._to_decomposition)
        end_review = self._end.add_button(Button("答えを見直す", "hearing_end_review"))
        end_review.clicked.connect(lambda: self._go_to(_REVIEW))
        for face in (self._words, self._question, self._review, self._end):
            self._faces.addWidget(face)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setObjectName("hearing_splitter")
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._left)
        self._splitter.addWidget(self._middle_card())
        self._splitter.addWidget(self._summary)
        self._splitter.setStretchFactor(1, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._splitter)

    def _middle_card(self) -> Card:
        card = Card("", "hearing_face")
        card.body.addWidget(self._faces, 1)
        self._fold_place = QVBoxLayout()
        card.body.addLayout(self._fold_place)
        fold_row = QHBoxLayout()
        fold_row.addWidget(self._fold_button)
        fold_row.addStretch(1)
        fold_row.addWidget(self._go_small)
        card.body.addLayout(fold_row)
        row = card.foot_row
        row.addWidget(self._back)
        row.addStretch(1)
        for button in (self._skip, self._unknown, self._next):
            row.addWidget(button)
        return card

    def _connect(self) -> None:
        self._outline.chosen.connect(self._go_to_row)
        # Who clicks wants to answer; who walks with the arrow keys stays in the list.
        self._outline.pointed.connect(lambda: self.focus_target().setFocus())
        self._reading.changed.connect(self._show_around)
        self._reading.failed.connect(self.problem_met)
        self._words.edited.connect(self._keep_words)
        self._question.answered.connect(self._keep_answer)
        self._question.cleared.connect(self._clear_answer)
        self._question.taken.connect(self._go_on)
        self._review.question_wanted.connect(self._go_to)
        self._review.confirmed.connect(self._keep_as_they_stand)
        self._summary.sheet_button.clicked.connect(self._print_sheet)
        self._summary.question_wanted.connect(
            lambda key: self._go_to(WORDS if key == "words" else key)
        )
        self._summary.going_on.connect(self._to_decomposition)
        self._go_small.clicked.connect(self._to_decomposition)
        self._fold_button.clicked.connect(self._toggle_summary)
        self._back.clicked.connect(self._go_back)
        self._skip.clicked.connect(lambda: self._leave_as(AnswerState.SKIPPED))
        self._unknown.clicked.connect(lambda: self._leave_as(AnswerState.UNKNOWN))
        self._next.clicked.connect(self._go_on)
        self._left.meetings_button.clicked.connect(self.open_meetings)
        self._left.review_button.clicked.connect(lambda: self._go_to(_REVIEW))
        for key, button in (
            ("Ctrl+J", self._skip),
            ("Ctrl+U", self._unknown),
            ("Alt+Left", self._back),
        ):
            self._bind(key, button.click)
        for told in (self._words.told, self._question.told):
            told.taken.connect(self._take_told)
        self._bind(TAKE_KEY, self._take_shown)

    def _bind(self, key: str, run: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(run)

    # ---- moving about ----

    def _first_place(self) -> str:
        hearing = self.session.case.hearing
        if not hearing.owner_words.strip():
            return WORDS
        following = self._interview.next_after(hearing, "", self._reading.read)
        return following.id if following is not None else _END

    def _asked(self) -> tuple[InterviewQuestion, ...]:
        return self._interview.questions(self.session.case.hearing, self._reading.read)

    def _go_to_row(self, key: str) -> None:
        """Follow the outline: a group leads to its first open question, else its first."""
        if key == WORDS or any(q.id == key for q in self._asked()):
            self._go_to(key, focus=False)
            return
        hearing = self.session.case.hearing
        inside = [q.id for q in self._asked() if q.group == key]
        untouched = (i for i in inside if hearing.answer(i) is None)
        self._go_to(next(untouched, inside[0]), focus=False)

    def _go_to(self, place: str, *, focus: bool = True) -> None:
        self.commit_pending()
        if place != self._place:
            self._history.append(self._place)
        self._place = place
        self.session.end_merge()
        self._show_place()
        if focus:
            self.focus_target().setFocus()

    def _go_back(self) -> None:
        self.commit_pending()
        ids = [WORDS, *(q.id for q in self._asked())]
        if self._place in ids:
            place = ids[max(ids.index(self._place) - 1, 0)]
        else:
            place = self._history[-1] if self._history else ids[-1]
        self._place = place
        self._show_place()
        self.focus_target().setFocus()

    def _go_on(self) -> None:
        if ime.composing():
            return
        if self._place == _END:
            self._to_decomposition()
            return
        if self._summary_alone():
            self._toggle_summary()
            return
        self.commit_pending()
        known = self._place if self._place not in (WORDS, _REVIEW) else ""
        hearing = self.session.case.hearing
        following = self._interview.next_after(hearing, known, self._reading.read)
        if following is not None and following.id == self._place:
            # The only question left is this one: stay, rather than say that all is done.
            following = None
        self._go_to(following.id if following is not None else _END)

    def _leave_as(self, state: AnswerState) -> None:
        asking = self._faces.currentWidget() is self._question and not self._summary_alone()
        if ime.composing() or not asking:
            return
        self.commit_pending()
        answer = Answer(question_id=self._place, state=state)
        word = "不明で残す" if state is AnswerState.UNKNOWN else "質問を飛ばす"
        self._apply_answer(word, answer, merge_key="")
        self._go_on()

    def _to_decomposition(self) -> None:
        self.commit_pending()
        self.step_wanted.emit(Step.DECOMPOSITION, "")

    # ---- changing ----

    def _keep_words(self, words: str) -> None:
        self.apply(
            "相談者の言葉",
            lambda case: replace(case, hearing=replace(case.hearing, owner_words=words)),
            merge_key="owner_words",
        )
        self._reading.follow(self.session.case, self.session.client)
        self._show_around()

    def _keep_answer(self, answer: Answer) -> None:
        earlier = self.session.case.hearing.answer(answer.question_id)
        choosing = earlier is None or earlier.choices != answer.choices
        key = "" if choosing and answer.choices else f"answer:{answer.question_id}"
        self._apply_answer("質問の答え", answer, merge_key=key)
        self._show_around()

    def _keep_as_they_stand(self, question_ids: object) -> None:
        ids = cast(tuple[str, ...], question_ids)

        def change(case: Case) -> Case:
            hearing = case.hearing
            for question_id in ids:
                hearing = confirmed(hearing, question_id)
            return replace(case, hearing=hearing)

        self.apply("答えをそのまま残す", change)
        self._show_around()

    def _print_sheet(self) -> None:
        self.commit_pending()
        self.sheet_wanted.emit()

    def _clear_answer(self, question_id: str) -> None:
        if self.session.case.hearing.answer(question_id) is None:
            return
        emptied = Answer(question_id=question_id, state=AnswerState.ANSWERED)

        def change(case: Case, client: Client) -> tuple[Case, Client]:
            case, client = self._interview.apply(case, client, emptied)
            return replace(case, hearing=case.hearing.without_answer(question_id)), client

        self.apply_both("答えを消す", change, merge_key=f"answer:{question_id}")
        self._show_around()

    def _take_shown(self) -> None:
        self._words.told.take()
        self._question.told.take()

    def _take_told(self, offered: object) -> None:
        if ime.composing():
            return
        self.commit_pending()

        def change(case: Case, client: Client) -> tuple[Case, Client]:
            for suggestion in cast(tuple[Suggestion, ...], offered):
                case, client = self._interview.apply(case, client, suggestion.answer)
            return case, client

        self.apply_both("お話の値を入れる", change)
        self._show_place()
        self.focus_target().setFocus()

    def _apply_answer(self, word: str, answer: Answer, *, merge_key: str) -> None:
        self.apply_both(
            word,
            lambda case, client: self._interview.apply(case, client, answer),
            merge_key=merge_key,
        )
        self._reading.follow(self.session.case, self.session.client)

    def open_meetings(self) -> None:
        """Open the consultation log."""
        self.commit_pending()
        dialog = MeetingsDialog(
            self.session.case.hearing.meetings,
            today=self._today,
            new_id=self._new_id,
            parent=self,
        )
        dialog.edited.connect(self._keep_meetings)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _keep_meetings(self, meetings: object) -> None:
        kept = cast(tuple[Meeting, ...], meetings)
        self.apply(
            "相談の記録",
            lambda case: replace(case, hearing=replace(case.hearing, meetings=kept)),
            merge_key="meetings",
        )
        self._show_around()

    # ---- showing ----

    def _show_place(self) -> None:
        asked = self._asked()
        ids = [question.id for question in asked]
        if self._place not in (WORDS, _REVIEW, _END, *ids):
            # An answer or an undo took the question out of the interview.
            self._place = self._first_place()
        hearing = self.session.case.hearing
        self._words.show_words(hearing.owner_words)
        if self._place in ids:
            number = ids.index(self._place)
            self._question.show_question(asked[number], hearing.answer(self._place), number + 1)
        face: QWidget = {WORDS: self._words, _REVIEW: self._review, _END: self._end}.get(
            self._place, self._question
        )
        self._faces.setCurrentWidget(face)
        if self._summary_alone():
            self._toggle_summary()
        asking = face is self._question
        for button in (self._skip, self._unknown):
            button.setVisible(asking)
        self._next.setVisible(face is not self._end)
        self._back.setEnabled(self._place != WORDS)
        self._show_around()

    def _show_around(self) -> None:
        """Show everything but the field being edited."""
        hearing = self.session.case.hearing
        read = self._reading.read
        progress = self._interview.progress(hearing, read)
        self._left.show_progress(progress, len(hearing.meetings))
        lines = self._interview.summary(hearing)
        missing = [question.summary for question in progress.essential_open]
        self._summary.show_summary(hearing.owner_words, lines, missing)
        self._summary.show_outlook(self._interview.guided(read, hearing))
        self._summary.show_care(notice(hearing), to_ask(self._interview, hearing, read))
        self._outline.show_rows(
            outline_rows(self._interview, hearing, self._place, read), self._place
        )
        self._review.show_rows(review_rows(self._interview, hearing, read))
        left_out = "・".join(open_words(progress))
        self._end.show_message(
            f"{progress.total}問中 {progress.answered}問に答えました。",
            f"{left_out}は「確認すること」に入れました。「答えの一覧」からいつでも答えられます。"
            if left_out
            else "聞き取りは、あとからいつでも直せます。",
        )
        offered = suggestions(self._interview, self.session.case, self.session.client)
        self._words.told.show_suggestions(offered)
        self._question.told.show_suggestions([s for s in offered if s.question_id == self._place])
        ids = [question.id for question in self._asked()]
        if self._place in ids:
            self._question.show_number(ids.index(self._place) + 1)
        question = self._interview.question(self._place, hearing)
        self._question.show_heard(heard_sentence(question, self.session.case, self.session.client))

    # ---- room ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the summary below where three columns have no room."""
        super().resizeEvent(event)
        self._arranging.start()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._arranging.start()

    def _arrange(self) -> None:
        current = theme()
        fold = current.scale >= _FOLD_SCALE or self.window().width() < _FOLD_WIDTH
        if fold and not self._folded:
            self._fold_place.addWidget(self._summary)
            self._summary.hide()
        elif not fold and self._folded:
            self._splitter.addWidget(self._summary)
            self._summary.show()
            self._faces.show()
        self._folded = fold
        self._summary.set_folded(folded=fold)
        for button, word, key in (
            (self._skip, "今は飛ばす", "Ctrl+J"),
            (self._unknown, "「不明」で残す", "Ctrl+U"),
            (self._next, "次の質問へ", "Ctrl+Enter"),
        ):
            button.set_content(word, key="" if current.scale >= _FOLD_SCALE else key)
        self._fold_button.setVisible(fold)
        self._go_small.setVisible(fold)
        widths = [current.px(_OUTLINE_WIDTH), 10_000]
        widths += [] if fold else [current.px(_SUMMARY_WIDTH)]
        self._splitter.setSizes(widths)

    def _summary_alone(self) -> bool:
        """Tell whether the summary stands in the place of the question."""
        return self._folded and not self._summary.isHidden()

    def _toggle_summary(self) -> None:
        shown = self._summary.isHidden()
        self._summary.setVisible(shown)
        self._faces.setVisible(not shown)
        self._fold_button.set_content(
            "質問に戻る" if shown else "まとめを見る", icon_name="list-checks"
        )
