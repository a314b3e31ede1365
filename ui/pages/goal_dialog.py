"""成果の測り方: the goal of a problem and how it is measured, fixed before ordering."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.domain.decomposition import Issue
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import Paragraph, field_label
from ui.widgets.named import named
from ui.widgets.text_edit import TextEdit


class GoalDialog(QDialog):
    """Edits the measure of one issue.

    Signals:
        chosen: the new text.
    """

    chosen = Signal(str)

    def __init__(self, issue: Issue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "goal_dialog", "成果の測り方")
        self.setWindowTitle("成果の測り方")
        self._text = TextEdit("goal_text", "成果の測り方", lines=4)
        self._text.set_text(issue.measure)
        self._cancel = Button("やめる", "goal_cancel", key="Esc")
        self._keep = Button("決める", "goal_keep", kind="primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme().px(15),) * 4)
        column.setSpacing(theme().px(10))
        column.addWidget(Paragraph(f"困りごと：{issue.name}"))
        column.addWidget(field_label("何が、いつまでに、どれだけになれば成功ですか", self._text))
        column.addWidget(self._text)
        column.addWidget(
            Paragraph("例：問い合わせが月5件から月15件になる（発注から3か月後）", "hint")
        )
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self._cancel, self._keep):
            row.addWidget(button)
        column.addLayout(row)
        self.resize(theme().px(520), self.sizeHint().height())
        self._cancel.clicked.connect(self.reject)
        self._keep.clicked.connect(self._take)
        self._keep.setDefault(True)

    def _take(self) -> None:
        self.chosen.emit(self._text.text())
        self.accept()
