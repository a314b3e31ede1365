"""One rule to read: what it says, on what it rests, when it holds, how it looks in a text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from cspdesk.domain.finding import Severity
from cspdesk.domain.source import Confidence, Source
from cspdesk.services.rule_book import RuleEntry, RuleExample, RuleState
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.chips import StatusChip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.full_height import FullHeight
from ui.widgets.labels import Paragraph, label
from ui.widgets.named import named

_SIDE = 14
_FACTS = ("出どころ", "期間", "確認日", "当てはめる先", "重さ")
_STATES = {Severity.ERROR: "err", Severity.WARNING: "warn", Severity.INFO: "info"}
_UNSURE = "根拠を確かめている途中です。不適合にはしません。"
_OWN = "自社で加えたルールです。法令の確認ではないため、不適合にはしません。"
_MOST_EXAMPLES = 4


class RuleReading(QScrollArea):
    """Shows one rule; scrolled by the arrow keys."""

    def __init__(self, object_name: str) -> None:
        super().__init__()
        named(self, object_name, "ルールの説明")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._inside = FullHeight()
        self._column = QVBoxLayout(self._inside)
        self._title = Paragraph("", "h3")
        self._chips = FullHeight()
        row = FlowLayout(self._chips)
        self._certainty, self._weight, self._state, self._own = (
            StatusChip("todo", "") for _ in range(4)
        )
        for chip in (self._certainty, self._weight, self._state, self._own):
            row.addWidget(chip)
        self._message, self._fix, self._partial = (Paragraph() for _ in range(3))
        self._unsure = Paragraph(_UNSURE, "small")
        self._facts = {name: Paragraph("", "small") for name in _FACTS}
        self._good = Banner(f"{object_name}_good", "ok")
        self._bad = Banner(f"{object_name}_bad", "err")
        self._assemble()
        self.setWidget(self._inside)
        self._measure()

    def show_entry(self, entry: RuleEntry) -> None:
        """Show a rule from its beginning."""
        self._title.show_text(entry.title)
        self._show_chips(entry)
        self._message.show_text(entry.message)
        self._fix.show_text(f"直し方：{entry.fix.removeprefix('○')}")
        self._partial.show_text(f"一部だけ書かれているとき：{entry.partial_message}")
        self._partial.setVisible(bool(entry.partial_message))
        self._unsure.show_text(_OWN if entry.own else _UNSURE)
        self._unsure.setVisible(entry.confidence is not Confidence.CONFIRMED)
        for name, text in zip(_FACTS, _facts(entry), strict=True):
            self._facts[name].show_text(text)
        for box, lead, examples in (
            (self._good, "良い例", entry.good),
            (self._bad, "悪い例", entry.bad),
        ):
            text = _lines(examples)
            box.show_message(lead if text else "", text)
        self.setAccessibleDescription(f"{entry.title}。{entry.message}")
        self.verticalScrollBar().setValue(0)

    def title(self) -> str:
        """Return the title of the rule that is shown."""
        return self._title.plain_text()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_grid"):
            self._measure()

    def _assemble(self) -> None:
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        for number, (name, words) in enumerate(self._facts.items()):
            self._grid.addWidget(label(name, "hint"), number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, number, 1)
        above: tuple[QWidget, ...] = (self._title, self._chips, self._message, self._unsure)
        for part in above:
            self._column.addWidget(part)
        self._column.addLayout(self._grid)
        below: tuple[QWidget, ...] = (self._fix, self._partial, self._good, self._bad)
        for part in below:
            self._column.addWidget(part)
        self._column.addStretch(1)

    def _show_chips(self, entry: RuleEntry) -> None:
        sure = entry.confidence is Confidence.CONFIRMED
        self._certainty.show_state("ok" if sure else "warn", entry.confidence)
        self._weight.show_state(_STATES[entry.severity], entry.severity.label)
        self._state.show_state("todo", entry.state.label)
        self._state.setVisible(entry.state is not RuleState.IN_FORCE)
        self._own.show_state("tag", "自社のルール")
        self._own.setVisible(entry.own)

    def _measure(self) -> None:
        side = theme().px(_SIDE)
        self._column.setContentsMargins(side, side, side, side)
        self._column.setSpacing(theme().px(10))
        self._grid.setHorizontalSpacing(theme().px(12))
        self._grid.setVerticalSpacing(theme().px(6))


def source_line(source: Source) -> str:
    """Return law, article, publisher, its day and the day it was looked at, as one line."""
    day = f"{source.checked_on.isoformat()}確認" if source.checked_on else ""
    return "・".join(part for part in (source.label(), source.publisher, source.dated, day) if part)


def _facts(entry: RuleEntry) -> tuple[str, ...]:
    period = entry.period
    if entry.until is None and entry.starts is not None:
        period = f"{entry.starts.isoformat()} から（終わりは未定）"
    if entry.state is not RuleState.IN_FORCE:
        period = f"{period}　{entry.told_on.isoformat()} の内容を表示しています"
    weights = (f"通常は{entry.severity.label}", *entry.weights)
    return (
        "\n".join(f"・{source_line(source)}" for source in entry.sources),
        period,
        entry.checked_on.isoformat(),
        entry.applies_to,
        "\n".join(weights),
    )


def _lines(examples: tuple[RuleExample, ...]) -> str:
    shown = [f"・{' '.join(example.line().split())}" for example in examples[:_MOST_EXAMPLES]]
    return "\n".join(shown)
