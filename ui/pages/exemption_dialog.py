"""例外として残す: let a finding stand, with the reason that goes on record."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.domain.finding import Finding, Severity
from ui import ime
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.labels import FieldError, Paragraph, field_label, label
from ui.widgets.named import named
from ui.widgets.text_edit import TextEdit

_WIDTH = 560
_MARGIN = 16
_ENTERING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ExemptionDialog(QDialog):
    """Asks why a finding may stand; says under whose name that is recorded.

    Signals:
        decided: the reason, never empty; the dialog is closing.
        left: what was typed when the person left without deciding.
    """

    decided = Signal(str)
    left = Signal(str)

    def __init__(
        self, finding: Finding, consultant: str, typed: str = "", parent: QWidget | None = None
    ) -> None:
        """Ask about a finding; `typed` is what the person left behind the last time."""
        super().__init__(parent)
        named(self, "exemption_dialog", "例外として残す")
        self.setWindowTitle("例外として残す")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._reason = TextEdit(
            "exemption_reason",
            "残す理由",
            lines=3,
            placeholder="例：試作の分は別の契約で支払うことを、依頼企業と確かめました。",
        )
        self._reason.set_text(typed)
        self._error = FieldError()
        keep = Button("例外として残す", "exemption_keep", kind="primary", key="Ctrl+Enter")
        keep.clicked.connect(self._decide)
        leave = Button("やめる", "exemption_leave", key="Esc")
        leave.clicked.connect(self.reject)
        for button in (keep, leave):
            button.setAutoDefault(False)
        current = theme()
        foot = QHBoxLayout()
        foot.setSpacing(current.px(8))
        foot.addStretch(1)
        foot.addWidget(leave)
        foot.addWidget(keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(current.px(_MARGIN),) * 4)
        column.setSpacing(current.px(10))
        column.addWidget(label("例外として残す", "h3"))
        column.addWidget(Paragraph(f"{finding.severity.label}・{finding.rule}\n{finding.message}"))
        column.addWidget(_consequence(finding, consultant))
        column.addWidget(field_label("残す理由", self._reason, required=True))
        column.addWidget(self._reason)
        column.addWidget(self._error)
        column.addLayout(foot)
        self.setMinimumWidth(current.px(_WIDTH))
        self._reason.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Ctrl+Enter for the main button; Enter alone is a new line of the reason."""
        if event.key() in _ENTERING and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not ime.composing():
                self._decide()
            return
        super().keyPressEvent(event)

    def reject(self) -> None:
        """Leave without deciding; what was typed is handed back."""
        self._reason.commit_pending()
        self.left.emit(self._reason.text())
        super().reject()

    def _decide(self) -> None:
        self._reason.commit_pending()
        reason = self._reason.text().strip()
        if not reason:
            self._error.show_error(
                "理由がまだありません。あとで読む人に分かるように、1文で書いてください。",
                self._reason,
            )
            self._reason.setFocus()
            return
        self.accept()
        self.decided.emit(reason)


def _consequence(finding: Finding, consultant: str) -> Banner:
    wrong = finding.severity is Severity.ERROR
    banner = Banner("exemption_consequence", "warn" if wrong else "info")
    name = f"「{consultant}」の名前" if consultant else "担当者の名前なし"
    banner.show_message(
        "不適合のまま残します。" if wrong else "",
        f"適合確認書に「例外（{finding.severity.label}）」として理由と一緒に載り、"
        f"この判断は{name}で記録されます。"
        "指摘の言葉が変わったときは、もう一度点検に出ます。",
    )
    return banner
