"""A reason that was begun is never lost."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cspdesk.domain.finding import Finding, Severity
from ui.pages.exemption_dialog import ExemptionDialog

FINDING = Finding(
    rule="C13",
    category="excessive_revision",
    severity=Severity.WARNING,
    start=0,
    end=4,
    text="何度でも",
    message="修正に限りがありません。",
    fix="回数を決めます。",
    sources=(),
)


def test_leaving_hands_back_what_was_typed(qtbot: QtBot) -> None:
    dialog = ExemptionDialog(FINDING, "見本 相談員")
    qtbot.addWidget(dialog)
    left: list[str] = []
    dialog.left.connect(left.append)
    dialog.show()
    dialog._reason.setPlainText("試作の分は")

    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert left == ["試作の分は"]


def test_the_reason_begun_stands_there_again(qtbot: QtBot) -> None:
    dialog = ExemptionDialog(FINDING, "見本 相談員", "試作の分は")
    qtbot.addWidget(dialog)

    assert dialog._reason.text() == "試作の分は"
