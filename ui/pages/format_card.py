"""One request format as a card: points, reasons, exclusions, and what it means."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cspdesk.domain.catalogue import FormatFacts
from cspdesk.domain.request_format import FormatScore, RequestFormat
from ui.theme import icon, theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chips import StatusChip
from ui.widgets.labels import LinkButton, label
from ui.widgets.named import named, set_property

ICONS = {
    RequestFormat.PROJECT: "users",
    RequestFormat.COMPETITION: "trophy",
    RequestFormat.TASK: "list-checks",
}
_MOST_REASONS = 7


class FormatCard(Card):
    """Shows how one format stands for one piece of work.

    Signals:
        picked: the person takes this format.
        why_wanted: the person asks where the points come from.
    """

    picked = Signal(object)
    why_wanted = Signal()

    def __init__(self, format_: RequestFormat) -> None:
        super().__init__("", f"format_{format_.value}", padded=False)
        self.format = format_
        key = format_.value
        self._icon = QLabel()
        self._name = label(format_.label, "title")
        self.rank = StatusChip("tag", "")
        self._summary = label("", "hint", wrap=True)
        self.points = label("", "figure")
        self._bar = named(QProgressBar(), f"format_{key}_bar", f"{format_.label}の点数")
        self._bar.setTextVisible(False)
        self._why = LinkButton("なぜ？", f"format_{key}_why", f"なぜ？ {format_.label}の点数")
        self._why.clicked.connect(self.why_wanted)
        self.pick = Button("この形式にする", f"format_{key}_pick")
        self.pick.clicked.connect(lambda: self.picked.emit(format_))
        self._reasons = QVBoxLayout()
        self._facts = QGridLayout()
        self._build()

    def show_score(
        self, score: FormatScore, facts: FormatFacts, *, rank: str, scale: int, chosen: bool
    ) -> None:
        """Show points and reasons.

        Args:
            score: how the format stands.
            facts: what the format means.
            rank: `best`, `next`, `even` or `excluded`.
            scale: points at which the bar is full.
            chosen: it is the consultant's present choice.
        """
        self._summary.setText(facts.summary)
        self.points.setText(f"{score.points}点")
        self.points.setAccessibleName(f"{facts.label} {score.points}点")
        self._bar.setRange(0, max(scale, 1))
        self._bar.setValue(max(score.points, 0))
        struck = rank == "excluded"
        for shown in (self._name, self.points):
            font = shown.font()
            font.setStrikeOut(struck)
            shown.setFont(font)
        self._show_rank(rank, chosen=chosen)
        self._fill_reasons(score)
        self._fill_facts(facts)

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._draw_icon()

    def _build(self) -> None:
        top = QWidget()
        column = QVBoxLayout(top)
        side = theme().px(14)
        column.setContentsMargins(side, theme().px(12), side, theme().px(10))
        head = QHBoxLayout()
        head.addWidget(self._icon)
        head.addWidget(self._name)
        head.addStretch(1)
        head.addWidget(self.rank)
        column.addLayout(head)
        column.addWidget(self._summary)
        figures = QHBoxLayout()
        figures.addWidget(self.points)
        figures.addWidget(self._bar, 1)
        figures.addWidget(self._why)
        column.addLayout(figures)
        self.body.addWidget(top)
        self.body.addWidget(_line())
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(side, theme().px(8), side, theme().px(8))
        inner.addLayout(self._reasons)
        inner.addStretch(1)
        inner.addWidget(_line())
        inner.addLayout(self._facts)
        scroll = named(
            QScrollArea(), f"format_{self.format.value}_scroll", f"{self.format.label}の理由"
        )
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(scroll, 1)
        self.foot_row.addStretch(1)
        self.foot_row.addWidget(self.pick)
        self._draw_icon()

    def _draw_icon(self) -> None:
        size = theme().px(22)
        self._icon.setPixmap(icon(ICONS[self.format], "accent").pixmap(size, size))

    def _show_rank(self, rank: str, *, chosen: bool) -> None:
        word, state = {
            "best": ("おすすめ", "info"),
            "next": ("次の候補", "tag"),
            "even": ("並んでいます", "info"),
            "excluded": ("選べません", "err"),
        }[rank]
        self.rank.show_state("ok" if chosen else state, "選択中" if chosen else word)
        set_property(self, "current", "true" if rank in ("best", "even") or chosen else "false")
        set_property(self.pick, "kind", "primary" if rank == "best" and not chosen else "")
        self.pick.set_content(
            "除外の条件を見る" if rank == "excluded" else "この形式にする",
            key=str(list(RequestFormat).index(self.format) + 1) if rank != "excluded" else "",
        )
        self.pick.setAccessibleName(f"{self.pick.text()}：{self.format.label}")

    def _fill_reasons(self, score: FormatScore) -> None:
        _clear(self._reasons)
        for exclusion in score.exclusions:
            self._reasons.addWidget(_reason("circle-x", "errFg", exclusion.reason, "除外"))
        ranked = sorted(score.reasons, key=lambda reason: -abs(reason.points))
        for reason in ranked[:_MOST_REASONS]:
            good = reason.points > 0
            sign = "circle-check" if good else "triangle-alert"
            points = f"{reason.points:+d}".replace("-", "−")
            self._reasons.addWidget(
                _reason(sign, "okFg" if good else "warnFg", reason.text, points)
            )
        for exclusion in score.exclusions:
            self._reasons.addWidget(
                _reason("info", "infoFg", f"こうすれば使えます：{exclusion.remedy}", "")
            )

    def _fill_facts(self, facts: FormatFacts) -> None:
        _clear(self._facts)
        for row, (name, text) in enumerate(
            (
                ("進み方", facts.steps),
                ("仮払い", facts.prepayment),
                ("期間", facts.period),
                ("集まり方", facts.responses),
                ("修正の頼み方", facts.revisions),
                ("支払いの時", facts.payment),
            )
        ):
            self._facts.addWidget(label(name, "hint"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(label(text, "small", wrap=True), row, 1)
        self._facts.setColumnStretch(1, 1)


def _reason(icon_name: str, colour: str, text: str, points: str) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    sign = QLabel()
    size = theme().px(16)
    sign.setPixmap(icon(icon_name, colour).pixmap(size, size))
    layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(label(text, "small", wrap=True), 1)
    if points:
        layout.addWidget(label(points, "hint"), 0, Qt.AlignmentFlag.AlignTop)
    return row


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    line.setFixedHeight(1)
    return line


def _clear(layout: QVBoxLayout | QGridLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
