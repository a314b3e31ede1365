"""The fields of one firm."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from cspdesk.domain.client import Client, is_corporate_number
from cspdesk.domain.typed_values import PREFECTURES
from ui.theme import theme
from ui.widgets.count_edit import CountEdit
from ui.widgets.date_edit import DateEdit
from ui.widgets.labels import field_label
from ui.widgets.named import named
from ui.widgets.text_edit import TextEdit
from ui.widgets.typed_edit import TypedEdit
from ui.widgets.yen_edit import YenEdit

_TEXTS = (
    ("name", "会社名"),
    ("furigana", "ふりがな"),
    ("industry", "業種"),
    ("address", "所在地"),
    ("contact_name", "担当者"),
    ("contact", "連絡先"),
)


def read_corporate_number(text: str) -> str | None:
    """Return thirteen digits with a right check digit, None if `text` is not that.

    >>> read_corporate_number("８７００１１０００５９０１"), read_corporate_number("123")
    ('8700110005901', None)
    """
    folded = unicodedata.normalize("NFKC", text)
    digits = "".join(sign for sign in folded if sign not in " -‐−ー\u3000")
    return digits if is_corporate_number(digits) else None


class ClientForm(QWidget):
    """The fields of one firm."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._client: Client | None = None
        self._texts = {name: named(QLineEdit(), f"client_{name}", word) for name, word in _TEXTS}
        self._number: TypedEdit[str] = TypedEdit(
            "client_corporate_number",
            "法人番号",
            read=read_corporate_number,
            write=str,
            complaint="法人番号として読めません。13桁か、検査用の数字を確かめてください。",
        )
        self._prefecture = named(QComboBox(), "client_prefecture", "都道府県")
        self._prefecture.addItem("未記入", "")
        for name in PREFECTURES:
            self._prefecture.addItem(name, name)
        self._employees = CountEdit("client_employees", "従業員数", unit="人")
        self._capital = YenEdit("client_capital", "資本金")
        self._consent = DateEdit("client_consent", "記録の同意を得た日", today=today)
        self._note = TextEdit("client_note", "覚え書き", lines=3)
        self._assemble()

    def show_client(self, client: Client) -> None:
        """Show a firm."""
        self._client = client
        for name, line in self._texts.items():
            line.setText(str(getattr(client, name)))
        self._number.set_value(client.corporate_number or None)
        self._prefecture.setCurrentIndex(max(self._prefecture.findData(client.prefecture), 0))
        self._employees.set_value(client.employees)
        self._capital.set_value(client.capital_yen)
        self._consent.set_value(client.consent_on)
        self._note.set_text(client.note)

    def read_client(self) -> Client | None:
        """Return the firm as typed; a field that cannot be read keeps its last good value."""
        if self._client is None:
            return None
        for edit in (self._number, self._employees, self._capital, self._consent):
            edit.commit_pending()
        self._note.commit_pending()
        typed = {name: line.text().strip() for name, line in self._texts.items()}
        return replace(
            self._client,
            name=typed["name"] or self._client.name,
            furigana=typed["furigana"],
            industry=typed["industry"],
            address=typed["address"],
            contact_name=typed["contact_name"],
            contact=typed["contact"],
            corporate_number=self._number.value() or "",
            prefecture=str(self._prefecture.currentData()),
            employees=self._employees.value(),
            capital_yen=self._capital.value(),
            consent_on=self._consent.value(),
            note=self._note.text(),
        )

    def first_unread(self) -> QWidget | None:
        """Return the first field whose text could not be read, None if all could."""
        typed = (self._number, self._employees, self._capital, self._consent)
        return next((edit.line for edit in typed if edit.has_error()), None)

    def accept(self, client: Client) -> None:
        """Take over what was stored, without touching what is being typed."""
        self._client = client

    def _assemble(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(theme().px(5))
        grid.setHorizontalSpacing(theme().px(14))
        left = (
            ("会社名", self._texts["name"]),
            ("法人番号（個人事業の方は空欄）", self._number),
            ("都道府県", self._prefecture),
            ("従業員数", self._employees),
            ("担当者", self._texts["contact_name"]),
            ("記録の同意を得た日", self._consent),
        )
        right = (
            ("ふりがな", self._texts["furigana"]),
            ("業種", self._texts["industry"]),
            ("所在地", self._texts["address"]),
            ("資本金", self._capital),
            ("連絡先", self._texts["contact"]),
        )
        for column, fields in enumerate((left, right)):
            for row, (word, field) in enumerate(fields):
                buddy = field.line if isinstance(field, TypedEdit) else field
                grid.addWidget(field_label(word, buddy), row * 2, column)
                grid.addWidget(field, row * 2 + 1, column, Qt.AlignmentFlag.AlignTop)
        below = len(left) * 2
        grid.addWidget(field_label("覚え書き", self._note), below, 0, 1, 2)
        grid.addWidget(self._note, below + 1, 0, 1, 2)
        grid.setRowStretch(below + 2, 1)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
