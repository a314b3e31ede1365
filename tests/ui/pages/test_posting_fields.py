"""The fields of a posting: what is typed is seen and checked, never lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cspdesk.domain.posting import Posting, PostingField
from tests.ui import audit
from tests.ui.posting_page import (
    field_of,
    open_page,
    posting_of,
    result_of,
    write,
)

_F = PostingField


def test_typing_changes_posting_preview_and_check(qtbot: QtBot) -> None:
    page = open_page(qtbot)

    write(page, _F.PAYMENT_DATE, "検収後お支払い")

    assert posting_of(page).text(_F.PAYMENT_DATE) == "検収後お支払い"
    assert "検収後お支払い" in page._preview.view.toPlainText()
    assert any(
        f.text == "検収後お支払い"[: len(f.text)] for f in result_of(page).findings if f.text
    )


def test_an_amended_preview_reads_as_one_written_anew(qtbot: QtBot) -> None:
    page = open_page(qtbot)

    for text in ("前置き。𠮷野が書きます。", "𠮷野が書き直します。", "一行目\n二行目"):
        write(page, _F.WORK_CONTENT, text)
    amended = page._preview.view.toPlainText()
    places = dict(page._preview._places)
    page._preview.restyle()

    assert page._preview.view.toPlainText() == amended
    assert page._preview._places == places


def test_keys_in_a_row_are_one_undo_step(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    before = posting_of(page).text(_F.HOURS)

    for text in ("約2", "約2時", "約2時間"):
        write(page, _F.HOURS, text)
    page.session.undo()
    page.refresh()

    assert posting_of(page).text(_F.HOURS) == before
    assert field_of(page, _F.HOURS).toPlainText() == before


def test_text_under_conversion_is_neither_stored_nor_checked(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(qtbot)
    edit = field_of(page, _F.TITLE)
    edit.setFocus()
    before = posting_of(page)
    checks: list[Posting] = []
    monkeypatch.setattr(page._writing, "judge", lambda *given: checks.append(given[2]))

    QApplication.sendEvent(edit, QInputMethodEvent("へんかんちゅう", []))
    qtbot.wait(350)
    QTest.keyClick(page, Qt.Key.Key_F8)

    assert checks == []
    assert posting_of(page) == before


def test_a_finished_conversion_is_stored(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    edit = field_of(page, _F.TITLE)
    edit.setFocus()
    edit.moveCursor(QTextCursor.MoveOperation.End)
    QApplication.sendEvent(edit, QInputMethodEvent("へんかん", []))
    done = QInputMethodEvent()
    done.setCommitString("変換")

    QApplication.sendEvent(edit, done)
    page.commit_pending()

    assert posting_of(page).text(_F.TITLE).endswith("変換")


def test_nothing_typed_is_lost_by_going_to_another_piece_of_work(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    first = page._current
    field_of(page, _F.HOURS).setPlainText("打ちかけの文")

    QTest.keyClick(page, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)

    assert page._current != first
    kept = page.session.case.posting_for(first)
    assert kept is not None
    assert kept.text(_F.HOURS) == "打ちかけの文"
    assert field_of(page, _F.HOURS).toPlainText() != "打ちかけの文"


def test_the_title_says_how_long_it_is(qtbot: QtBot) -> None:
    page = open_page(qtbot)

    write(page, _F.TITLE, "あ" * 41)

    assert page._fields._title_count.text() == "41 / 40字（長めです）"


def test_five_thousand_characters_are_taken_and_scroll_inside_their_field(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    text = "見本の長い説明文です。" * 455

    write(page, _F.WORK_CONTENT, text)

    assert posting_of(page).text(_F.WORK_CONTENT) == text
    assert field_of(page, _F.WORK_CONTENT).height() < 400


@pytest.mark.parametrize("text", ["<b>太字</b>&amp;<script>", '<img src="x">', "<a href='y'>z</a>"])
def test_markup_is_shown_as_typed(qtbot: QtBot, text: str) -> None:
    page = open_page(qtbot)

    write(page, _F.EXPENSES, f"応相談{text}")

    assert text in page._preview.view.toPlainText()
    assert audit.reading_markup(page) == []


def test_fields_are_as_high_as_their_text(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    edit = field_of(page, _F.HOURS)
    write(page, _F.HOURS, "1行")
    low = edit.height()

    write(page, _F.HOURS, "1行\n2行\n3行")

    qtbot.waitUntil(lambda: edit.height() > low)
    assert not edit.verticalScrollBar().isVisible()
