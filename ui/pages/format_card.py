"""One request format as a card: points, reasons, exclusions, and what it means."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cspdesk.domain.catalogue import FormatFacts
from cspdesk.domain.format_sizing import SizeLine
from cspdesk.domain.request_format import FormatScore, RequestFormat
from ui.theme import icon, theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chips import StatusChip
from ui.widgets.full_height import FullHeight
from ui.widgets.labels import LinkButton, Paragraph, label
from ui.widgets.named import named, set_property

ICONS = {
    RequestFormat.PROJECT: "users",
    RequestFormat.COMPETITION: "trophy",
    RequestFormat.TASK: "list-checks",
}
_RANKS = {
    "best": ("おすすめ", "info"),
    "next": ("次の候補", "tag"),
    "even": ("並んでいます", "info"),
    "excluded": ("選べません", "err"),
}
_MOST_REASONS = 4
_BASE = "どの仕事にも使える基本の形です"
_LEAST_WIDTH = 250
# Below this the whole name and the longest rank do not stand side by side.
_WHOLE_NAME_FROM = 280
_SIDE = 14
_FORM = "形式"


class FormatCard(Card):
    """Shows how one format stands for one piece of work.

    Signals:
        picked: the person takes this format, or asks why it cannot be taken.
        why_wanted: the person asks where the points come from.
    """

    picked = Signal(object)
    why_wanted = Signal()

    def __init__(self, format_: RequestFormat) -> None:
        super().__init__("", f"format_{format_.value}", padded=False)
        self.format = format_
        key = format_.value
        self._sign = QLabel()
        self._name = label(format_.label, "title")
        self.rank = StatusChip("tag", "")
        self._summary = Paragraph("", "hint")
        self.points = label("", "figure")
        self._bar = named(QProgressBar(), f"format_{key}_bar", f"{format_.label}の点数")
        self._bar.setTextVisible(False)
        self.why = LinkButton("なぜ？", f"format_{key}_why", f"なぜ？ {format_.label}の点数")
        self.why.clicked.connect(self.why_wanted)
        self.pick = Button("この形式にする", f"format_{key}_pick")
        self.pick.clicked.connect(lambda: self.picked.emit(format_))
        self._reasons = QVBoxLayout()
        self._facts = QGridLayout()
        self._top = QVBoxLayout()
        self._inner = QVBoxLayout()
        self.reading = _Reading(f"format_{key}_scroll", f"{format_.label}の理由")
        self._build()

    def show_score(  # noqa: PLR0913
        self,
        score: FormatScore,
        facts: FormatFacts,
        sizes: Sequence[SizeLine],
        *,
        rank: str,
        scale: int,
        chosen: bool,
        key: str,
    ) -> None:
        """Show points and reasons.

        Args:
            score: how the format stands.
            facts: what the format means.
            sizes: what the work would come to; not shown where the format cannot be used.
            rank: `best`, `next`, `even` or `excluded`.
            scale: points at which the bar is full.
            chosen: it is the consultant's present choice.
            key: the key that takes it.
        """
        self._summary.show_text(facts.summary)
        self.points.setText(f"{score.points}点".replace("-", "−"))
        self.points.setAccessibleName(f"{facts.label} {self.points.text()}")
        self._bar.setRange(0, max(scale, 1))
        self._bar.setValue(min(max(score.points, 0), max(scale, 1)))
        self._bar.setAccessibleDescription(self.points.text())
        struck = rank == "excluded"
        for shown in (self._name, self.points):
            font = shown.font()
            font.setStrikeOut(struck)
            shown.setFont(font)
        self._show_rank(rank, chosen=chosen, key=key)
        self._fill_reasons(score)
        self._fill_facts(facts, () if score.excluded else sizes)

    def offer_next(self, word: str) -> None:
        """Let the card's button, chosen already, lead on to what comes next."""
        self.pick.set_kind("primary")
        self.pick.set_content(word, key="Ctrl+Enter")
        self.pick.setAccessibleName(word)

    def set_stacked(self, stacked: bool) -> None:
        """Take the height that everything needs (True), or scroll inside (False)."""
        self.reading.set_natural(stacked)

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._inner.count():
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the name rather than cut it."""
        super().resizeEvent(event)
        self._fit_name()

    def _fit_name(self) -> None:
        whole = self.width() >= theme().px(_WHOLE_NAME_FROM)
        label_ = self.format.label
        self._name.setText(label_ if whole else label_.removesuffix(_FORM))

    def _build(self) -> None:
        top = FullHeight()
        top.setLayout(self._top)
        head = QHBoxLayout()
        head.addWidget(self._sign)
        head.addWidget(self._name)
        head.addStretch(1)
        head.addWidget(self.rank)
        self._top.addLayout(head)
        self._top.addWidget(self._summary)
        figures = QHBoxLayout()
        figures.addWidget(self.points)
        figures.addWidget(self._bar, 1)
        figures.addWidget(self.why)
        self._top.addLayout(figures)
        self.body.addWidget(top)
        self.body.addWidget(_line())
        content = QWidget()
        content.setLayout(self._inner)
        self._inner.addLayout(self._reasons)
        self._inner.addStretch(1)
        self._inner.addWidget(_line())
        self._inner.addLayout(self._facts)
        self.reading.setWidget(content)
        self.body.addWidget(self.reading, 1)
        self.foot_row.addStretch(1)
        self.foot_row.addWidget(self.pick)
        self._fit()

    def _fit(self) -> None:
        current = theme()
        size = current.px(22)
        self._sign.setPixmap(
            icon(ICONS[self.format], "accent").pixmap(QSize(size, size), self.devicePixelRatioF())
        )
        side = current.px(_SIDE)
        self._top.setContentsMargins(side, current.px(12), side, current.px(10))
        self._top.setSpacing(current.px(6))
        self._inner.setContentsMargins(side, current.px(10), side, current.px(10))
        self._inner.setSpacing(current.px(10))
        self._reasons.setSpacing(current.px(6))
        self._facts.setVerticalSpacing(current.px(5))
        self._facts.setHorizontalSpacing(current.px(10))
        self.setMinimumWidth(current.px(_LEAST_WIDTH))
        self._fit_name()

    def _show_rank(self, rank: str, *, chosen: bool, key: str) -> None:
        word, state = _RANKS[rank]
        self.rank.show_state("ok" if chosen else state, "選択中" if chosen else word)
        set_property(self, "current", "true" if rank in ("best", "even") or chosen else "false")
        self.pick.set_kind("primary" if rank == "best" and not chosen else "")
        self.pick.set_content(
            "除外の条件を見る" if rank == "excluded" else "この形式にする",
            key="" if rank == "excluded" else key,
        )
        self.pick.setAccessibleName(f"{self.pick.text()}：{self.format.label}")

    def _fill_reasons(self, score: FormatScore) -> None:
        _clear(self._reasons)
        for exclusion in score.exclusions:
            self._reasons.addWidget(_reason("circle-x", "err", exclusion.reason, "除外"))
        for remedy in dict.fromkeys(e.remedy for e in score.exclusions if e.remedy):
            self._reasons.addWidget(_reason("info", "info", f"こうすれば使えます：{remedy}", ""))
        if score.excluded:
            # Points do not count any more; why shows them all.
            return
        ranked = sorted(score.reasons, key=lambda reason: -abs(reason.points))
        # A line that tells of one more would take as much room as that one.
        shown = ranked if len(ranked) <= _MOST_REASONS + 1 else ranked[:_MOST_REASONS]
        for reason in shown:
            self._add_points("ok" if reason.points > 0 else "warn", reason.text, reason.points)
        base = score.points - sum(reason.points for reason in score.reasons)
        more = len(ranked) - len(shown)
        if more:
            text = f"ほかの{more}つは「なぜ？」で見られます"
            self._reasons.addWidget(_reason("info", "info", text, ""))
        elif base > 0:
            self._add_points("ok", _BASE, base)
        if not score.reasons:
            text = "決め手になる答えがまだありません"
            self._reasons.addWidget(_reason("info", "info", text, ""))

    def _add_points(self, state: str, text: str, points: int) -> None:
        sign = "circle-check" if state == "ok" else "triangle-alert"
        self._reasons.addWidget(_reason(sign, state, text, f"{points:+d}".replace("-", "−")))

    def _fill_facts(self, facts: FormatFacts, sizes: Sequence[SizeLine]) -> None:
        _clear(self._facts)
        for row, (name, text) in enumerate(
            (
                ("進み方", facts.steps),
                *((line.label, line.text) for line in sizes),
                ("仮払い", facts.prepayment),
                ("集まり方", facts.responses),
                ("選び方", facts.selection),
                ("修正の頼み方", facts.revisions),
                ("支払いの時", facts.payment),
                ("受け取る人", facts.worker_gets),
                ("採らなかった案", facts.unselected),
                ("手に入るもの", facts.result),
                ("募集の前に", "\n".join(f"・{text}" for text in facts.before_publish)),
            )
        ):
            self._facts.addWidget(label(name, "hint"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(Paragraph(text, "small"), row, 1)
        self._facts.setColumnStretch(1, 1)


class _Reading(QScrollArea):
    """Scrolls what does not fit, or asks for the height of all of it."""

    def __init__(self, object_name: str, spoken: str) -> None:
        super().__init__()
        named(self, object_name, spoken)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._natural = False

    def set_natural(self, natural: bool) -> None:
        """Ask for the whole height from now on, or not any more."""
        self._natural = natural
        self._claim()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Claim the height that the new width needs."""
        super().resizeEvent(event)
        self._claim()

    def event(self, event: QEvent) -> bool:
        """Claim the height that new content needs."""
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._claim()
        return handled

    def _claim(self) -> None:
        content = self.widget()
        if not self._natural or content is None:
            self.setMinimumHeight(theme().px(90))
            return
        self.setMinimumHeight(content.heightForWidth(self.viewport().width()) + 2)


def _reason(icon_name: str, state: str, text: str, points: str) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme().px(7))
    sign = QLabel()
    size = theme().px(16)
    sign.setPixmap(icon(icon_name, f"{state}Fg").pixmap(QSize(size, size), row.devicePixelRatioF()))
    layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(Paragraph(text, "small"), 1)
    if points:
        layout.addWidget(label(points, f"{state}Points"), 0, Qt.AlignmentFlag.AlignTop)
    return row


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    line.setFixedHeight(1)
    return line


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
