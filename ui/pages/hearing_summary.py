"""The right column of step ①: what was heard so far, and what would help to go on.

All of it scrolls as one: the proposals at hand, the answers, and what is still to be asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtWidgets import QFrame, QTextBrowser

from cspdesk.domain.hearing import AnswerState, NoticedObstacle
from cspdesk.services.interview import SummaryLine
from cspdesk.services.proposal import Proposal
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.named import named

_MARKS = {
    AnswerState.ANSWERED: ("✓", "okFg"),
    AnswerState.UNKNOWN: ("？", "warnFg"),
    AnswerState.SKIPPED: ("？", "warnFg"),
}

_MOST_PROBLEMS, _MOST_ITEMS, _MOST_ASKED = 3, 6, 5
_EXCERPT = 90


class HearingSummary(Card):
    """Live summary. A heading leads to its question.

    Signals:
        question_wanted: id of a question.
        going_on: the button to step ② was pressed.
    """

    question_wanted = Signal(str)
    going_on = Signal()

    def __init__(self) -> None:
        super().__init__("聞き取りのまとめ", "hearing_summary")
        self.head_row.addWidget(label("自動で更新", "hint"))
        self._lines: tuple[SummaryLine, ...] = ()
        self._words = ""
        self._text = named(QTextBrowser(), "hearing_summary_text", "聞き取りのまとめ")
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        self._text.setOpenLinks(False)
        self._text.anchorClicked.connect(self._follow)
        self._missing = Banner("hearing_missing", "warn")
        self._outlook: Proposal | None = None
        self._fresh: frozenset[str] = frozenset()
        self._gone: tuple[str, ...] = ()
        self._obstacles: tuple[NoticedObstacle, ...] = ()
        self._to_ask: tuple[str, ...] = ()
        self.body.addWidget(self._text, 1)
        self.body.addWidget(self._missing)
        self.go_button = Button("課題分解へ", "hearing_to_decomposition", key="Alt+2")
        self.go_button.clicked.connect(self.going_on)
        self.sheet_button = Button("シートを印刷", "hearing_sheet", icon_name="printer")
        self.foot_row.addWidget(self.sheet_button)
        self.foot_row.addStretch(1)
        self.foot_row.addWidget(self.go_button)

    def show_summary(
        self, words: str, lines: Sequence[SummaryLine], missing: Sequence[str]
    ) -> None:
        """Show the owner's words, one line per answer, and what is still missing."""
        self._missing.show_message(
            "この情報があると先へ進めます" if missing else "", " ・ ".join(missing)
        )
        if (words, tuple(lines)) == (self._words, self._lines) and self._text.toPlainText():
            return
        self._words, self._lines = words, tuple(lines)
        self._render()

    def show_outlook(self, proposal: Proposal) -> None:
        """Show the problems and work proposed now, and what the last answer changed in them."""
        if proposal == self._outlook:
            return
        earlier, self._outlook = self._outlook, proposal
        names = {match.item_id: match.name for match in proposal.work_items}
        before = {m.item_id: m.name for m in earlier.work_items} if earlier is not None else {}
        known = earlier is not None
        self._fresh = frozenset(names.keys() - before.keys()) if known else frozenset()
        self._gone = tuple(name for i, name in before.items() if i not in names)
        self._render()

    def show_care(self, obstacles: tuple[NoticedObstacle, ...], to_ask: tuple[str, ...]) -> None:
        """Show what keeps the owner from ordering with its remedy, and what is to be asked."""
        if (obstacles, to_ask) != (self._obstacles, self._to_ask):
            self._obstacles, self._to_ask = obstacles, to_ask
            self._render()

    def set_folded(self, *, folded: bool) -> None:
        """Stand in the place of the question, where the page has its own button to step ②."""
        if folded:
            self.head_row.addWidget(self.sheet_button)
        else:
            self.foot_row.insertWidget(0, self.sheet_button)
        foot = self.go_button.parentWidget()
        if foot is not None:
            foot.setVisible(not folded)

    def changeEvent(self, event: QEvent) -> None:
        """Follow colours and text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._render()

    def _outlook_paragraph(self) -> str:
        proposal = self._outlook
        if proposal is None or not (proposal.problems or proposal.work_items):
            return ""
        colours, size = theme().colours, theme().px(13)
        made = [f"<b>{escape(match.name)}</b>" for match in proposal.problems[:_MOST_PROBLEMS]]
        for match in proposal.work_items[:_MOST_ITEMS]:
            fresh = match.item_id in self._fresh
            mark = f'<span style="color:{colours["accent"]}">新</span> ' if fresh else ""
            made.append(f"・{mark}{escape(match.name)}")
        more = len(proposal.work_items) - _MOST_ITEMS
        if more > 0:
            made.append(f'<span style="color:{colours["text3"]}">ほか {more}件</span>')
        if self._gone:
            names = "、".join(escape(name) for name in self._gone[:_MOST_PROBLEMS])
            made.append(f'<span style="color:{colours["text3"]}">外れました：{names}</span>')
        head = f'<span style="color:{colours["text3"]}">いまの見立て</span>'
        return f'<p style="font-size:{size}px">{"<br>".join((head, *made))}</p>'

    def _render(self) -> None:
        place = self._text.verticalScrollBar().value()
        current = theme()
        self._text.document().setDocumentMargin(current.px(2))
        self._text.document().setDefaultStyleSheet(
            f"p {{ line-height: 140%; margin: 0 0 {current.px(9)}px 0; }}"
            f" a {{ color: {current.colours['text2']}; text-decoration: none; }}"
            f" .hint {{ color: {current.colours['text3']}; }}"
        )
        outlook = self._outlook_paragraph()
        head = '<p class="hint">聞き取ったこと</p>' if outlook else ""
        self._text.setHtml("".join((outlook, head, *self._paragraphs())))
        self._text.verticalScrollBar().setValue(place)

    def _paragraphs(self) -> list[str]:
        colours = theme().colours
        size = theme().px(13)
        made = []
        if words := " ".join(self._words.split()):
            # In short: at full length a long talk would keep the answers out of sight.
            shown = words if len(words) <= _EXCERPT else f"{words[:_EXCERPT]}…"
            made.append(_line("words", "✓", colours["okFg"], "相談者の言葉", shown, size))
        for line in self._lines:
            mark, colour = _MARKS[line.state]
            made.append(
                _line(line.question_id, mark, colours[colour], line.heading, line.text, size)
            )
        for found in self._obstacles:
            text = f"{'、'.join(found.why)}\n手当て：{found.remedies[0].text}"
            heading = f"気がかり：{found.obstacle.label}"
            made.append(_line("obstacles", "！", colours["warnFg"], heading, text, size))
        if made and self._to_ask:
            lines = [f"・{ask}" for ask in self._to_ask[:_MOST_ASKED]]
            more = len(self._to_ask) - _MOST_ASKED
            text = "\n".join((*lines, *([f"ほか {more}件"] if more > 0 else ())))
            made.append(_line("review", "？", colours["warnFg"], "確認すること", text, size))
        if not made:
            made.append('<p class="hint">答えると、ここにまとめが出ます。</p>')
        return made

    def _follow(self, url: QUrl) -> None:
        self.question_wanted.emit(url.toString())


def _line(key: str, mark: str, colour: str, heading: str, text: str, size: int) -> str:  # noqa: PLR0913, PLR0917
    shown = "<br>".join(escape(part) for part in text.strip().splitlines())
    return (
        f'<p style="font-size:{size}px"><span style="color:{colour}">{mark}</span> '
        f'<a href="{escape(key)}">{escape(heading)}</a><br>{shown}</p>'
    )
