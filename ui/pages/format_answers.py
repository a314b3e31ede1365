"""The questions behind a recommendation, with answers that can be changed, and their points."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cspdesk.domain.catalogue import FormatQuestion
from cspdesk.domain.request_format import FormatAnswer, FormatScore
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import Paragraph, label
from ui.widgets.named import named
from ui.widgets.still_box import StillBox

_ORIGINS = {
    "asked": "答えました",
    "words": "お話から",
    "item": "この仕事でふつう",
    "default": "—",
}
_WIDTH, _HEIGHT = 980, 600
_EDGE, _SIDE = 48, 16
_COLUMNS = (("問い", 4), ("答え", 3), ("答えの出どころ", 2), ("点数", 3))


class FormatAnswersDialog(QDialog):
    """Table of question, answer, where the answer comes from, and points.

    Answers take effect at once; `answer` is called with question id and value, the value
    empty where an answer is taken back.
    """

    def __init__(
        self,
        parent: QWidget,
        questions: Sequence[FormatQuestion],
        answer: Callable[[str, str], None],
    ) -> None:
        super().__init__(parent)
        named(self, "format_answers", "依頼形式の答え")
        self.setWindowTitle("依頼形式の答えと点数")
        self._answer = answer
        self._boxes: dict[str, QComboBox] = {}
        self._origins = {q.id: label("", "hint", wrap=True) for q in questions}
        self._points = {q.id: label("", "small", wrap=True) for q in questions}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._table(questions), 1)
        outer.addLayout(self._foot())
        room = self.screen().availableSize() - QSize(_EDGE, _EDGE)
        self.resize(QSize(theme().px(_WIDTH), theme().px(_HEIGHT)).boundedTo(room))

    def show_advice(self, answers: Sequence[FormatAnswer], scores: Sequence[FormatScore]) -> None:
        """Show answers with their origins and what each adds to the points."""
        for given in answers:
            box = self._boxes.get(given.question_id)
            if box is None:
                continue
            box.blockSignals(True)
            known = given.value if given.origin != "default" else ""
            box.setCurrentIndex(max(box.findData(known), 0))
            box.blockSignals(False)
            quote = f"「{given.quote}」" if given.quote else ""
            self._origins[given.question_id].setText(f"{_ORIGINS[given.origin]}{quote}")
        for question_id, shown in self._points.items():
            shown.setText("、".join(_contributions(question_id, scores)) or "—")

    def _table(self, questions: Sequence[FormatQuestion]) -> QScrollArea:
        content = QWidget()
        grid = QGridLayout(content)
        side = theme().px(_SIDE)
        grid.setContentsMargins(side, side, side, side)
        grid.setVerticalSpacing(theme().px(12))
        grid.setHorizontalSpacing(theme().px(14))
        for column, (title, share) in enumerate(_COLUMNS):
            grid.addWidget(label(title, "label"), 0, column)
            grid.setColumnStretch(column, share)
        for row, question in enumerate(questions, 1):
            self._add_row(grid, row, question)
        scroll = named(QScrollArea(), "format_answers_scroll", "問いの一覧")
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _foot(self) -> QHBoxLayout:
        close = Button("閉じる", "format_answers_close", kind="primary", key="Esc")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        side = theme().px(_SIDE)
        foot.setContentsMargins(side, theme().px(10), side, theme().px(10))
        said = "答えを変えると、すぐに点数へ反映します。まだ聞いていないことは点数に入りません。"
        foot.addWidget(Paragraph(said, "hint"), 1)
        foot.addWidget(close)
        return foot

    def _add_row(self, grid: QGridLayout, row: int, question: FormatQuestion) -> None:
        asked = Paragraph("\n".join(p for p in (question.ask, question.help) if p), "small")
        box = named(StillBox(), f"format_answer_{question.id}", question.ask)
        box.addItem("まだ聞いていない", "")
        for option in question.options:
            box.addItem(option.label, option.id)
        box.setMinimumContentsLength(8)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.currentIndexChanged.connect(
            lambda _, q=question.id, b=box: self._answer(q, str(b.currentData()))
        )
        self._boxes[question.id] = box
        grid.addWidget(asked, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(box, row, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._origins[question.id], row, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._points[question.id], row, 3, Qt.AlignmentFlag.AlignTop)


def _contributions(question_id: str, scores: Sequence[FormatScore]) -> list[str]:
    return [
        f"{score.format.label.removesuffix('形式')} {reason.points:+d}".replace("-", "−")
        for score in scores
        for reason in score.reasons
        if reason.question_id == question_id
    ]
