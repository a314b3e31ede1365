"""Texts from outside are shown as they are typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.widgets.labels import ElidedLabel, Paragraph, field_label, label, tip

NASTY = ["株式会社<b>A</b>", "x<br>y", '<a href="http://x">見本</a>', "A & B &lt;", "顧客 <script>"]


@pytest.mark.parametrize("text", NASTY)
def test_a_label_shows_markup_as_typed(qtbot: QtBot, text: str) -> None:
    made = label(text)
    qtbot.addWidget(made)

    assert made.textFormat() is Qt.TextFormat.PlainText
    assert made.text() == text


@pytest.mark.parametrize("text", NASTY)
def test_a_tool_tip_shows_markup_as_typed(text: str) -> None:
    shown = QTextDocument()
    shown.setHtml(tip(text))

    assert shown.toPlainText() == text


@pytest.mark.parametrize("text", NASTY)
def test_a_paragraph_shows_markup_as_typed(qtbot: QtBot, text: str) -> None:
    made = Paragraph(text)
    qtbot.addWidget(made)
    shown = QTextDocument()
    shown.setHtml(made.text())

    assert shown.toPlainText() == text


def test_nothing_to_tip_stays_empty() -> None:
    assert tip("") == ""


def test_a_cut_line_offers_the_whole_text(qtbot: QtBot) -> None:
    made = ElidedLabel("とても長い題名" * 10)
    qtbot.addWidget(made)
    made.show()
    made.resize(100, 20)
    narrow = made.toolTip()

    made.resize(3000, 20)

    assert "とても長い題名" in narrow
    assert made.toolTip() == ""


def test_the_label_above_a_field_names_it(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)

    made = field_label("会社名", field, required=True)
    qtbot.addWidget(made)

    assert field.accessibleName() == "会社名"
    assert "必須" in made.text()
