"""What the law changes between two days, as the dialog tells it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui import audit
from tests.ui.posting_page import (
    broken_with_signs,
    find,
    open_panel,
)
from ui.pages.law_changes_dialog import LawChangesDialog
from ui.pages.posting import PostingPage


def _opened_changes(qtbot: QtBot, page: PostingPage) -> LawChangesDialog:
    find(page, QWidget, "check_changes").click()
    dialog = page.findChild(LawChangesDialog)
    assert dialog is not None
    qtbot.addWidget(dialog)
    return dialog


def test_what_changes_up_to_the_planned_day_is_shown_with_sources(qtbot: QtBot) -> None:
    page = open_panel(qtbot, replace(broken_with_signs(), planned_order_on=date(2027, 1, 4)))
    dialog = _opened_changes(qtbot, page)

    words = " ".join(audit.words_on_screen(dialog))

    assert dialog._to.value() == date(2027, 1, 4)
    assert "2027-01-01" in words
    assert "源泉徴収の率" in words
    assert "要確認" in words
    assert audit.nameless(dialog) == []
    assert audit.foreign_words(dialog) == set()


def test_where_nothing_changes_the_dialog_says_so(qtbot: QtBot) -> None:
    page = open_panel(qtbot, replace(broken_with_signs(), planned_order_on=None))
    dialog = _opened_changes(qtbot, page)
    dialog._choose(date(2026, 11, 25))

    assert "変わることはありません" in dialog._summary.plain_text()


def test_any_day_can_be_typed(qtbot: QtBot) -> None:
    page = open_panel(qtbot)
    dialog = _opened_changes(qtbot, page)

    dialog._from.line.setText("2024-10-31")
    dialog._from.commit_pending()

    assert "増える指摘" in dialog._summary.plain_text()
    qtbot.waitUntil(lambda: "2024-11-01" in " ".join(audit.words_on_screen(dialog)))
