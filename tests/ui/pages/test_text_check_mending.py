"""A judged text is mended in place, by keys alone, and blanks are filled in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cspdesk.domain.finding import Edit
from cspdesk.services.text_repairing import text_blanks
from tests.ui.keyboard import enter
from tests.ui.text_check_page import (
    BAD_POSTING,
    CONTROL,
    SlowChecking,
    choose_part,
    edit_of,
    findings_of,
    open_page,
    paste,
    press,
    result_of,
    until_judged,
    words_on,
)
from ui.widgets.labels import Paragraph

_ANSWERS = (
    ("年", "2027年1月15日"),
    ("名称", "見本商店"),
    ("都道府県", "静岡県焼津市見本町1-2-3"),
    ("件あたり／", "一式"),
    ("金額", "80,000"),
    ("分", "1枚あたり3分"),
    ("数量", "200枚"),
    ("書き直す", "やり取りはサイト内のメッセージで行います。"),
)


def test_one_key_mends_and_undo_takes_it_back_at_once(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    paste(qtbot, page, BAD_POSTING)

    press(page, Qt.Key.Key_Period, CONTROL)
    assert edit_of(page).text() != BAD_POSTING
    press(page, Qt.Key.Key_Z, CONTROL)

    assert edit_of(page).text() == BAD_POSTING


def test_undo_takes_back_what_was_typed_behind_a_paste_but_not_the_paste(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    paste(qtbot, page, "報酬は応相談です。")

    press(page, Qt.Key.Key_A)
    press(page, Qt.Key.Key_Z, CONTROL)

    assert edit_of(page).text() == "報酬は応相談です。"


def test_undo_takes_back_what_was_typed_behind_a_repair_but_not_the_repair(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    paste(qtbot, page, "修正は何度でも")
    edit_of(page).apply(Edit(start=3, end=7, replacement="2回まで", label="回数を決める"))

    press(page, Qt.Key.Key_A)
    press(page, Qt.Key.Key_Z, CONTROL)

    assert edit_of(page).text() == "修正は2回まで"


def test_a_blank_is_selected_so_that_typing_fills_it(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    paste(qtbot, page, "なるべく早く納品してください。")
    while (current := findings_of(page).current) is not None and current.rule != "G02":
        press(page, Qt.Key.Key_F8)

    press(page, Qt.Key.Key_Period, CONTROL)
    assert edit_of(page).textCursor().selectedText().startswith("〔")
    enter(edit_of(page), "2027年1月15日")

    assert edit_of(page).text() == "2027年1月15日までに納品してください。"


def test_a_bad_posting_is_mended_by_keys_alone_until_nothing_is_found(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    paste(qtbot, page, BAD_POSTING)

    for _ in range(60):
        selected = edit_of(page).textCursor().selectedText()
        if selected.startswith("〔"):
            answer = next((said for key, said in _ANSWERS if key in selected), "見本")
            enter(edit_of(page), answer)
        elif text_blanks(edit_of(page).text()):
            press(page, Qt.Key.Key_F7)
        elif result_of(page).findings:
            press(page, Qt.Key.Key_Period, CONTROL)
        until_judged(qtbot, page)

    assert result_of(page).findings == ()
    assert text_blanks(edit_of(page).text()) == ()
    assert "指摘はありません。" in words_on(page)


def test_without_findings_f8_goes_to_what_is_to_be_filled_in(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    choose_part(page)
    paste(qtbot, page, "写真の整理です。〔数量〕をお願いします。〔日付〕までです。")
    assert result_of(page).findings == ()

    press(page, Qt.Key.Key_F8)
    assert edit_of(page).textCursor().selectedText() == "〔数量〕"
    press(page, Qt.Key.Key_F8)
    assert edit_of(page).textCursor().selectedText() == "〔日付〕"
    assert "記入していない所 2か所" in words_on(page)


def test_a_repair_asked_for_too_early_is_made_once_the_text_is_judged(qtbot: QtBot) -> None:
    page = open_page(qtbot, SlowChecking())
    paste(qtbot, page, BAD_POSTING)
    current = findings_of(page).current

    enter(edit_of(page), "。")
    press(page, Qt.Key.Key_Period, CONTROL)
    until_judged(qtbot, page)

    assert current is not None
    assert all(finding.rule != current.rule for finding in result_of(page).findings)


def test_a_blank_says_what_is_asked_and_which_words_it_stands_for(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    paste(qtbot, page, "絵を描く仕事です。有名な漫画のキャラクターをそのまままねて描いてください。")
    copied = next(f for f in result_of(page).findings if f.rule == "C08")

    findings_of(page).set_current(copied)
    press(page, Qt.Key.Key_Period, CONTROL)

    advice = page.findChild(Paragraph, "text_check_advice")
    assert advice is not None
    assert copied.fix in advice.text()
    assert "有名な漫画のキャラクターをそのまままねて描いてください" in advice.text()
    edit_of(page).go_to(0, 0)
    assert advice.isHidden()
    press(page, Qt.Key.Key_F7)
    assert copied.fix in advice.text()
    assert not advice.isHidden()
