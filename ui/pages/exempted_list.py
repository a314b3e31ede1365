"""The findings that were let stand, folded away below those that count."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.domain.finding import Finding
from cspdesk.domain.posting import Exemption
from ui.models.spoken_time import moment
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import Paragraph
from ui.widgets.named import named

Exempted = tuple[tuple[Finding, Exemption], ...]


class ExemptedList(QWidget):
    """One line that opens to reason, person and moment of each; built when first opened.

    Signals:
        judge_again_wanted: the `Finding` whose exemption is to be taken back.
        jump_wanted: the `Finding` whose place the person wants to see.
    """

    judge_again_wanted = Signal(object)
    jump_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Exempted = ()
        self._built: Exempted = ()
        self._today = date.min
        self.fold = Button("", "check_exempted", kind="ghost", icon_name="chevron-right")
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._open)
        self._entries = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.fold)
        column.addLayout(self._entries)
        self._fit()
        self.hide()

    def show_exempted(self, exempted: Exempted, today: date) -> None:
        """Show these findings; nothing is shown while there are none."""
        self._shown = exempted
        self._today = today
        self.setVisible(bool(exempted))
        if not exempted:
            self.fold.setChecked(False)
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_entries"):
            self._fit()

    def _open(self, _open: bool) -> None:
        self._write()

    def _write(self) -> None:
        opened = self.fold.isChecked()
        icon_name = "chevron-down" if opened else "chevron-right"
        words = f"例外として残したもの {len(self._shown)}件"
        self.fold.set_content(words, icon_name=icon_name)
        self.fold.setAccessibleDescription("開いています" if opened else "閉じています")
        if not opened:
            self._clear()
        elif self._built != self._shown:
            self._clear()
            for number, (finding, exemption) in enumerate(self._shown):
                self._entries.addWidget(self._entry(number, finding, exemption))
            self._built = self._shown

    def _clear(self) -> None:
        self._built = ()
        while (item := self._entries.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _entry(self, number: int, finding: Finding, exemption: Exemption) -> QFrame:
        lead, _, _ = finding.message.partition("。")
        box = named(
            QFrame(), f"check_exempted_{number}", f"例外（{finding.severity.label}）：{lead}"
        )
        box.setProperty("role", "card")
        column = QVBoxLayout(box)
        side = theme().px(10)
        column.setContentsMargins(side, theme().px(7), side, theme().px(7))
        column.setSpacing(theme().px(4))
        column.addWidget(Paragraph(lead, "strong"))
        if finding.text:
            column.addWidget(Paragraph(f"「{' '.join(finding.text.split())}」", "small"))
        column.addWidget(Paragraph(f"理由：{exemption.reason}", "small"))
        column.addWidget(Paragraph(self._record(finding, exemption), "hint"))
        back = Button("取り消す", f"check_exempted_back_{number}", icon_name="undo-2")
        back.setAccessibleName(f"例外を取り消す：{lead}")
        back.clicked.connect(lambda: self.judge_again_wanted.emit(finding))
        jump = Button(
            "場所へ",
            f"check_exempted_jump_{number}",
            kind="ghost",
            icon_name="corner-down-right",
        )
        jump.setAccessibleName(f"場所へ：{lead}")
        jump.clicked.connect(lambda: self.jump_wanted.emit(finding))
        buttons = QHBoxLayout()
        buttons.addWidget(back)
        buttons.addStretch(1)
        buttons.addWidget(jump)
        column.addLayout(buttons)
        return box

    def _record(self, finding: Finding, exemption: Exemption) -> str:
        who = exemption.decided_by or "担当者の名前なし"
        when = moment(exemption.decided_at, self._today)
        return f"例外（{finding.severity.label}）・{finding.rule}　{who}　{when}"

    def _fit(self) -> None:
        self._entries.setSpacing(theme().px(8))
