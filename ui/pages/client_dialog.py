"""The client of the open case, edited beside the case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.domain.client import Client
from ui.pages.client_form import ClientForm
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.named import named


class ClientDialog(QDialog):
    """Shows the fields of a firm.

    Signals:
        edited: the `Client` as typed, after 反映する.
    """

    edited = Signal(object)

    def __init__(
        self, client: Client, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        named(self, "client_dialog", "会社の情報")
        self.setWindowTitle("会社の情報")
        self.setModal(True)
        self.form = ClientForm(today)
        self.form.show_client(client)
        current = theme()
        keep = Button("反映する", "client_dialog_keep", kind="primary")
        keep.setDefault(True)
        keep.clicked.connect(self._keep)
        leave = Button("やめる", "client_dialog_leave")
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(leave)
        foot.addWidget(keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(current.px(16),) * 4)
        column.setSpacing(current.px(12))
        column.addWidget(label("会社の情報", "h3"))
        column.addWidget(self.form, 1)
        column.addLayout(foot)
        self.resize(current.px(720), current.px(480))

    def _keep(self) -> None:
        client = self.form.read_client()
        unread = self.form.first_unread()
        if unread is not None:
            # Closing would drop what was typed there without a word.
            unread.setFocus()
            return
        if client is not None:
            self.edited.emit(client)
        self.accept()
