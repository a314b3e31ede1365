"""分ける: into how many pieces, with what becomes of money and days."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.domain.decomposition import WorkItem
from cspdesk.services.dividing import FEWEST_PARTS, MOST_PARTS
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import Paragraph, field_label
from ui.widgets.named import named


class DivideDialog(QDialog):
    """Asks for the number of pieces.

    Signals:
        chosen: the number.
    """

    chosen = Signal(int)

    def __init__(self, item: WorkItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "divide_dialog", "仕事を分ける")
        self.setWindowTitle("仕事を分ける")
        self._item = item
        self.parts = named(QComboBox(), "divide_parts", "分ける数")
        for count in range(FEWEST_PARTS, MOST_PARTS + 1):
            self.parts.addItem(f"{count}つ", count)
        self._how = Paragraph("", "hint")
        self._cancel = Button("やめる", "divide_cancel", key="Esc")
        self._divide = Button("分ける", "divide_go", kind="primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme().px(15),) * 4)
        column.setSpacing(theme().px(10))
        column.addWidget(Paragraph(item.name))
        column.addWidget(field_label("いくつに分けますか", self.parts))
        column.addWidget(self.parts)
        column.addWidget(self._how)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self._cancel, self._divide):
            row.addWidget(button)
        column.addLayout(row)
        self.setMinimumWidth(theme().px(460))
        self.parts.currentIndexChanged.connect(lambda _: self._explain())
        self._cancel.clicked.connect(self.reject)
        self._divide.clicked.connect(self._take)
        self._divide.setDefault(True)
        self._explain()

    def _chosen(self) -> int:
        return int(self.parts.currentData())

    def _explain(self) -> None:
        units = f"{self._item.quantity:,}{self._item.unit}"
        if self._item.quantity >= self._chosen():
            how = f"{units}を分け、同時に進められる仕事にします。"
        else:
            how = f"{units}のまま段階に分け、前の段階が終わってから次を始めます。"
        rest = "金額と作業時間は合計が変わりません。書いた依頼文は1つ目に残ります。"
        self._how.show_text(f"{how}\n{rest}")

    def _take(self) -> None:
        self.chosen.emit(self._chosen())
        self.accept()
