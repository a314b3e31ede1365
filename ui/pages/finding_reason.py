"""なぜ: what a finding rests on, with a good and a bad example, opened inside its box."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from cspdesk.domain.finding import Finding
from cspdesk.domain.source import Source
from cspdesk.services.rule_book import RuleEntry
from ui.theme import theme
from ui.widgets.full_height import FullHeight
from ui.widgets.labels import LinkButton, Paragraph, label
from ui.widgets.named import named

_MOST_EXAMPLES = 2


class FindingReason(FullHeight):
    """The explanation of one finding.

    Signals:
        rule_wanted: the person wants to see the whole rule.
    """

    rule_wanted = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        named(self, f"check_reason_{number}", "なぜ")
        self._parts = {
            name: (label(name, "label"), Paragraph("", "small"))
            for name in ("直し方", "出どころ", "悪い例", "良い例")
        }
        self._whole = LinkButton("ルールをくわしく見る", f"check_rule_{number}")
        self._whole.clicked.connect(self.rule_wanted)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for name, text in self._parts.values():
            self._column.addWidget(name)
            self._column.addWidget(text)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._whole)
        self._column.addLayout(row)
        self._fit()

    def show_reason(self, finding: Finding, entry: RuleEntry | None) -> None:
        """Explain a finding; `entry` is its rule, None where it is in no pack."""
        self._show("直し方", finding.fix)
        grounds = [source_line(source) for source in finding.sources]
        grounds.append(f"確かさ：{finding.confidence.value}")
        if entry is not None and entry.starts is not None:
            grounds.append(f"適用の期間：{entry.period}")
        self._show("出どころ", "\n".join(grounds))
        bad = entry.bad[:_MOST_EXAMPLES] if entry is not None else ()
        good = entry.good[:_MOST_EXAMPLES] if entry is not None else ()
        self._show("悪い例", "\n".join(f"・{example.line()}" for example in bad))
        self._show("良い例", "\n".join(f"・{example.line()}" for example in good))
        self._whole.setVisible(entry is not None)
        self._whole.setAccessibleName(f"ルール {finding.rule} をくわしく見る")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._fit()

    def _show(self, name: str, text: str) -> None:
        heading, paragraph = self._parts[name]
        paragraph.show_text(text)
        heading.setVisible(bool(text))
        paragraph.setVisible(bool(text))

    def _fit(self) -> None:
        self._column.setSpacing(theme().px(3))


def source_line(source: Source) -> str:
    """Return all that is known of a source in one line."""
    day = f"{source.checked_on.isoformat()}確認" if source.checked_on else ""
    return "・".join(part for part in (source.label(), source.publisher, source.dated, day) if part)
