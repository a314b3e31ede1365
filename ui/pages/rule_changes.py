"""What each version of the rules brought (変わった所)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout

from ui.theme import theme
from ui.widgets.full_height import FullHeight
from ui.widgets.labels import Paragraph
from ui.widgets.named import named

_SIDE = 14


@dataclass(frozen=True, slots=True)
class Change:
    """A version of the rules: its day, what it brought, and the ids of the rules concerned."""

    version: str
    day: date
    text: str
    rules: tuple[str, ...]


class RuleChanges(QScrollArea):
    """Versions of the rules, newest first; scrolled by the arrow keys."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "rules_changes", "変わった所")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._shown: tuple[Change, ...] = ()
        self._inside = FullHeight()
        self._column = QVBoxLayout(self._inside)
        self.setWidget(self._inside)
        self._measure()

    def show_changes(self, changes: tuple[Change, ...]) -> None:
        """Show these versions."""
        if changes == self._shown:
            return
        self._shown = changes
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        told = ""
        for change in changes:
            version = f"ルール版 {change.version}（{change.day.isoformat()}）"
            if version != told:
                self._column.addWidget(Paragraph(version, "strong"))
                told = version
            rules = f"\nルール：{'・'.join(change.rules)}" if change.rules else ""
            self._column.addWidget(Paragraph(f"{change.text}{rules}", "small"))
        self._column.addStretch(1)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._measure()

    def _measure(self) -> None:
        side = theme().px(_SIDE)
        self._column.setContentsMargins(side, side, side, side)
        self._column.setSpacing(theme().px(8))
