"""F1: what this screen is for, and its keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import Paragraph, label

_WIDTH = 340
FRAME_KEYS = (
    ("Ctrl+1〜6", "左端の案内へ"),
    ("Alt+1〜4", "案件の段階 ①〜④"),
    ("F6 / Shift+F6", "区画の移動"),
    ("Ctrl+N", "新しい案件"),
    ("Ctrl+F", "探す"),
    ("Ctrl+Enter", "この画面の主な操作"),
    ("Ctrl+P", "PDFに出力"),
    ("Ctrl+S", "今すぐ保存"),
    ("Ctrl+Z / Ctrl+Y", "元に戻す・やり直す"),
    ("Ctrl++ / Ctrl+- / Ctrl+0", "文字の倍率"),
    ("F1", "この説明を開く・閉じる"),
)


class HelpPanel(Card):
    """A panel at the right of the content; Esc or F1 closes it.

    Signals:
        closed: the person closed it.
    """

    closed = Signal()

    def __init__(self) -> None:
        super().__init__("この画面の説明", "help_panel", icon_name="circle-help", padded=False)
        self._close = Button("", "help_close", kind="ghost", icon_name="x", spoken="説明を閉じる")
        self._close.clicked.connect(self.closed)
        self.head_row.addWidget(self._close)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setAccessibleName("説明の本文")
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self._area)
        self._follow()

    def show_help(self, purpose: str, keys: tuple[tuple[str, str], ...]) -> None:
        """Show the help of a screen, followed by the keys that work everywhere."""
        inside = QWidget()
        inside.setProperty("role", "plain")
        column = QVBoxLayout(inside)
        side = theme().px(14)
        column.setContentsMargins(side, side, side, side)
        column.setSpacing(theme().px(10))
        if purpose:
            column.addWidget(Paragraph(purpose))
        for title, pairs in (("この画面のキー", keys), ("どの画面でも使えるキー", FRAME_KEYS)):
            if pairs:
                column.addWidget(label(title, "strong"))
                column.addLayout(_grid(pairs))
        column.addStretch(1)
        self._area.setWidget(inside)

    def focus_first(self) -> None:
        """Give the focus to the text, so that the arrow keys scroll it."""
        self._area.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._follow()

    def _follow(self) -> None:
        self.setFixedWidth(theme().px(_WIDTH))


def _grid(pairs: tuple[tuple[str, str], ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().px(10))
    grid.setVerticalSpacing(theme().px(6))
    grid.setColumnStretch(1, 1)
    for row, (key, meaning) in enumerate(pairs):
        grid.addWidget(label(key, "kbd"), row, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(label(meaning, "hint", wrap=True), row, 1)
    return grid
