"""The face of one interview question: how to ask, the answer, the owner's own words."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cspdesk.domain.catalogue import InterviewQuestion
from cspdesk.domain.hearing import Answer, AnswerState
from ui.pages.hearing_choice import ChoiceCard
from ui.pages.hearing_told import ToldBox
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.chips import StatusChip
from ui.widgets.labels import LinkButton, Paragraph, label
from ui.widgets.named import named
from ui.widgets.text_edit import TextEdit

_CHOICE_KEYS = "QWERTYUIOP"
_ONE_COLUMN = 5
_PAGE_KEYS = (Qt.Key.Key_U, Qt.Key.Key_J)
_PLACEHOLDERS = {
    "number": "数字で書いてください。例：12",
    "number 円": "金額を書いてください。例：60万円、600,000",
    "date": "例：2027年3月末、令和9年3月31日",
}


class QuestionFace(QWidget):
    """Shows one question at a time.

    Signals:
        answered: an `Answer` in the state ANSWERED, after each change of choice or text.
        cleared: id of the question whose answer was emptied.
        taken: Enter was pressed in a one-line field or on an option: go on.
    """

    answered = Signal(object)
    cleared = Signal(str)
    taken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._question: InterviewQuestion | None = None
        self._cards: list[ChoiceCard] = []
        self._shortcuts: list[QShortcut] = []
        self._group = StatusChip("tag", "")
        self._number = label("", "label")
        self._number.setObjectName("hearing_number")
        self._why_link = LinkButton("なぜ聞くのか", "hearing_why_link")
        self._why_link.clicked.connect(self._toggle_why)
        self._why = Paragraph("", "hint")
        self._ask = label("", "title", wrap=True)
        self._say = Banner("hearing_say", "info")
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self._line = named(QLineEdit(), "hearing_line", "答え")
        self._line.textEdited.connect(self._collect)
        self._line.returnPressed.connect(self.taken)
        self._heard = label("", "hint", wrap=True)
        self._heard.setObjectName("hearing_heard")
        self.told = ToldBox("hearing_told")
        self._words_label = label("相談者の言葉のまま", "label")
        self._words_hint = label("書類に引用できます", "hint")
        self._words = TextEdit("hearing_words", "相談者の言葉のまま", lines=4)
        self._words.edited.connect(self._collect)
        self._words_label.setBuddy(self._words)
        for field in (self._line, self._words):
            field.installEventFilter(self)
        self._assemble()

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._group)
        head.addWidget(self._number)
        head.addStretch(1)
        head.addWidget(self._why_link)
        words_row = QHBoxLayout()
        words_row.addWidget(self._words_label)
        words_row.addWidget(self._words_hint)
        words_row.addStretch(1)
        inner = QWidget()
        column = QVBoxLayout(inner)
        side = theme().px(4)
        column.setContentsMargins(side, side, side, side)
        column.setSpacing(theme().px(8))
        column.addLayout(head)
        for part in (self._why, self._ask, self._say):
            column.addWidget(part)
        column.addLayout(self._grid)
        column.addWidget(self._line)
        column.addWidget(self._heard)
        column.addWidget(self.told)
        column.addLayout(words_row)
        column.addWidget(self._words)
        column.addStretch(1)
        self._scroll = scrolling(inner, "hearing_scroll")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    @property
    def question_id(self) -> str:
        """Return the id of the question shown, empty if none."""
        return self._question.id if self._question is not None else ""

    def show_question(
        self, question: InterviewQuestion, answer: Answer | None, number: int
    ) -> None:
        """Show a question with its present answer; `number` counts from 1."""
        changed = self._question is None or self._question.id != question.id
        if changed:
            self.commit_pending()
            self._question = question
            self._build_choices(question)
            self._scroll.verticalScrollBar().setValue(0)
        self._group.show_state("tag", question.group)
        self.show_number(number)
        self._ask.setText(question.ask)
        self._why.show_text(question.why)
        if changed:
            self._why.hide()
        self._say.show_message("", f"聞き方の例：{question.say}")
        self._fill(question, answer)

    def show_number(self, number: int) -> None:
        """Show the place among the questions.

        How many there are grows with the answers; a number that runs away from the reader
        would say that the end comes no nearer. The list on the left counts them.
        """
        self._number.setText(f"問 {number}")

    def show_heard(self, sentence: str) -> None:
        """Show what the program read out of the answer; empty = nothing to say."""
        self._heard.setText(sentence)
        self._heard.setVisible(bool(sentence))

    def answer_field(self) -> QWidget:
        """Return the widget in which the answer is given."""
        if self._cards:
            return next((card for card in self._cards if card.isChecked()), self._cards[0])
        return self._line if not self._line.isHidden() else self._words

    def choices(self) -> tuple[ChoiceCard, ...]:
        """Return the option cards of the question shown."""
        return tuple(self._cards)

    def commit_pending(self) -> None:
        """Hand over text that is still waiting for a pause in typing."""
        self._words.commit_pending()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave Ctrl+U and Ctrl+J to the page; the fields would delete the line."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and event.key() in _PAGE_KEYS
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _build_choices(self, question: InterviewQuestion) -> None:
        for shortcut in self._shortcuts:
            shortcut.deleteLater()
        for card in self._cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._shortcuts, self._cards = [], []
        columns = 1 if len(question.choices) <= _ONE_COLUMN else 2
        rows = -(-len(question.choices) // columns)
        # Cards of both columns are equally wide, whatever their words.
        self._grid.setColumnStretch(1, columns - 1)
        for place, choice in enumerate(question.choices):
            key = f"Alt+{_CHOICE_KEYS[place]}" if place < len(_CHOICE_KEYS) else ""
            card = ChoiceCard(choice, several=question.kind == "choices", key=key, parent=self)
            card.clicked.connect(lambda *, card=card: self._choose(card))
            card.taken.connect(self.taken)
            if key:
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(card.click)
                self._shortcuts.append(shortcut)
            self._cards.append(card)
            self._grid.addWidget(card, place % rows, place // rows)
        self._order_tabs()

    def _order_tabs(self) -> None:
        chain = [self._why_link, *self._cards, self._line, self._words]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _fill(self, question: InterviewQuestion, answer: Answer | None) -> None:
        given = answer is not None and answer.state is AnswerState.ANSWERED
        chosen = answer.choices if answer is not None and given else ()
        text = answer.text if answer is not None and given else ""
        one_line = question.kind in _PLACEHOLDERS
        for card in self._cards:
            card.setChecked(card.choice_id in chosen)
        self._line.setVisible(one_line)
        self._line.setPlaceholderText(_placeholder(question))
        self._line.setAccessibleName(question.ask)
        for part in (self._words, self._words_label, self._words_hint):
            part.setVisible(not one_line)
        if one_line and self._line.text() != text:
            self._line.setText(text)
        self._words.set_text("" if one_line else text)

    def _choose(self, card: ChoiceCard) -> None:
        if self._question is not None and self._question.kind == "choice" and card.isChecked():
            for other in self._cards:
                other.setChecked(other is card)
        card.setFocus()
        self._collect()

    def _collect(self) -> None:
        question = self._question
        if question is None:
            return
        one_line = question.kind in _PLACEHOLDERS
        text = self._line.text() if one_line else self._words.text()
        choices = tuple(card.choice_id for card in self._cards if card.isChecked())
        if not text.strip() and not choices:
            self.cleared.emit(question.id)
            return
        self.answered.emit(
            Answer(question_id=question.id, state=AnswerState.ANSWERED, choices=choices, text=text)
        )

    def _toggle_why(self) -> None:
        self._why.setVisible(self._why.isHidden())


def scrolling(inner: QWidget, object_name: str) -> QScrollArea:
    """Return a frameless area that lets a face scroll where it has no room."""
    area = QScrollArea()
    area.setObjectName(object_name)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setProperty("role", "plain")
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area


def _placeholder(question: InterviewQuestion) -> str:
    own = _PLACEHOLDERS.get(f"{question.kind} {question.unit}")
    return own or _PLACEHOLDERS.get(question.kind, "")
