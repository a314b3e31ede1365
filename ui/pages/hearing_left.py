"""The left column of step ①: the questions, how far they are, and what else can be opened."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QVBoxLayout

from cspdesk.services.interview import Progress
from ui.pages.hearing_outline import HearingOutline
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chips import StatusChip
from ui.widgets.labels import label
from ui.widgets.named import named

_LEAST_WIDTH = 200


class HearingLeft(Card):
    """Outline of the questions over the count of answers, the log and the review."""

    def __init__(self) -> None:
        super().__init__("質問", "hearing_questions", padded=False)
        self.outline = HearingOutline()
        self.meetings_button = Button("相談の記録", "hearing_meetings", icon_name="users")
        self.review_button = Button("答えの一覧", "hearing_review", icon_name="list-checks")
        self._chip = StatusChip("info", "")
        self._count = label("", "hint", wrap=True)
        self._count.setObjectName("hearing_count")
        self._settling = label("", wrap=True)
        self._settling.setObjectName("hearing_settling")
        self._bar = named(QProgressBar(), "hearing_progress", "聞き取りの進み")
        self.head_row.addWidget(self._chip)
        self.body.addWidget(self.outline)
        foot = QVBoxLayout()
        foot.setSpacing(theme().px(6))
        self._bar.setTextVisible(False)
        for part in (
            self._settling,
            self._count,
            self._bar,
            self.meetings_button,
            self.review_button,
        ):
            foot.addWidget(part)
        self.foot_row.addLayout(foot)
        self.setMinimumWidth(theme().px(_LEAST_WIDTH))

    def show_progress(self, progress: Progress, meetings: int) -> None:
        """Show how many questions are answered; what was left unknown or for later is no answer."""
        self._show_settling(progress)
        self._count.setText(
            "・".join((f"全 {progress.total}問中 {progress.answered}問", *open_words(progress)))
        )
        self._bar.setRange(0, max(progress.total, 1))
        self._bar.setValue(progress.answered)
        self.meetings_button.set_content(f"相談の記録 {meetings}件", icon_name="users")

    def _show_settling(self, progress: Progress) -> None:
        """Tell the questions that settle the proposals from the others, which may wait."""
        if progress.to_settle:
            self._chip.show_state("info", f"あと {progress.to_settle}問まで")
            self._settling.setText(f"候補が固まるまで、多くてあと {progress.to_settle}問です。")
            return
        state, word = ("ok", "固まりました") if progress.settled else ("warn", "候補なし")
        self._chip.show_state(state, word)
        self._settling.setText(
            "ここまでで候補は固まりました。残りの質問は、あとからでも答えられます。"
            if progress.settled
            else "まだ候補がありません。相談者の言葉を書き足してください。"
        )


def open_words(progress: Progress) -> tuple[str, ...]:
    """Return how many questions were left unknown and for later; nothing where there are none."""
    counted = (("不明", progress.unknown), ("あとで", progress.skipped))
    return tuple(f"{word} {count}問" for word, count in counted if count)
