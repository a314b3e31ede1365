"""The dialog of a new case: a firm and a word about it are enough."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cspdesk.errors import UserProblem
from cspdesk.services.cases import CaseService, OpenCase
from cspdesk.services.clients import ClientService, name_key
from ui import ime, keys, problems
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import FieldError, Paragraph, field_label, label
from ui.widgets.named import named
from ui.widgets.text_edit import TextEdit


class NewCaseDialog(QDialog):
    """Asks for the firm (a known one is taken again) and the owner's first words."""

    def __init__(
        self,
        cases: CaseService,
        clients: ClientService,
        consultant: str,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "new_case_dialog", "新しい案件")
        self.setWindowTitle("新しい案件")
        self._cases = cases
        self._consultant = consultant
        self._known = {row.client.id: row.client for row in clients.find()}
        self.opened: OpenCase | None = None
        self._name = named(QLineEdit(), "new_case_client", "会社名")
        self._name.setText(name)
        self._name_error = FieldError()
        self._words = TextEdit(
            "new_case_words",
            "相談の一言",
            lines=4,
            placeholder="例：卸の値下げで利益が薄い。自社で売れる窓口を持ちたい。",
        )
        self._note = label("", "hint")
        self._start = Button("始める", "new_case_start", kind="primary", key="Ctrl+Enter")
        self._cancel = Button("やめる", "new_case_cancel", key="Esc")
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        current = theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(current.px(18),) * 4)
        column.setSpacing(current.px(8))
        column.addWidget(label("新しい案件", "h3"))
        column.addWidget(Paragraph("会社名と、相談者の言葉をそのまま書きます。あとから直せます。"))
        column.addWidget(field_label("会社名", self._name, required=True))
        column.addWidget(self._name)
        column.addWidget(self._name_error)
        column.addWidget(self._note)
        column.addWidget(field_label("相談の一言", self._words))
        column.addWidget(self._words)
        row = QHBoxLayout()
        row.setSpacing(current.px(8))
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self._start)
        column.addLayout(row)
        self.setMinimumWidth(current.px(520))
        names = sorted({client.name for client in self._known.values()})
        completer = QCompleter(names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._name.setCompleter(completer)
        self._start.setDefault(True)
        (self._words if self._name.text() else self._name).setFocus()
        self._show_note()

    def _connect(self) -> None:
        self._start.clicked.connect(self._create)
        self._cancel.clicked.connect(self.reject)
        self._name.textChanged.connect(lambda _text: self._show_note())
        keys.bind(self, ("Ctrl+Return", "Ctrl+Enter"), self._create)

    def _match(self) -> str:
        wanted = name_key(self._name.text())
        return next(
            (c.id for c in self._known.values() if wanted and name_key(c.name) == wanted), ""
        )

    def _show_note(self) -> None:
        known = self._known.get(self._match())
        self._note.setText(f"登録済みの「{known.name}」の案件として始めます。" if known else "")

    def _create(self) -> None:
        if ime.composing():
            return
        self._words.commit_pending()
        name = self._name.text().strip()
        if not name:
            self._name_error.show_error(
                "会社名がまだありません。仮の名前でも始められます。", self._name
            )
            self._name.setFocus()
            return
        try:
            self.opened = self._cases.create(
                client_name=name,
                words=self._words.text(),
                client_id=self._match(),
                consultant=self._consultant,
            )
        except UserProblem as problem:
            problems.show(problem, self)
            return
        self.accept()
