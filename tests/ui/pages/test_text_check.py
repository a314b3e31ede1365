"""Any pasted text is judged as it is typed, and mended by keys alone."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.bootstrap import Core
from cspdesk.domain.finding import CheckResult, Edit, Severity
from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.checking import CheckingService, CheckRequest
from cspdesk.services.text_repairing import text_blanks
from tests.ui import audit
from tests.ui.desk import WindowDesk
from tests.ui.keyboard import compose, enter
from tests.waiting import becoming_active, until_active
from ui import background, theme
from ui.pages.finding_box import FindingBox
from ui.pages.text_check import TextCheckPage
from ui.pages.text_check_edit import CheckedEdit
from ui.pages.text_findings import MOST_SHOWN
from ui.widgets.banner import Banner
from ui.widgets.chips import Chip
from ui.widgets.date_edit import DateEdit

_CORE = Core()
_TODAY = date(2026, 11, 21)
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_BAD = (
    "写真の整理のお仕事です。\n"
    "報酬は応相談。検収後お支払いします。\n"
    "なるべく早く、納得いくまで何度でも直してください。\n"
    "まずはLINEで直接ご連絡ください。"
)
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


class _Slow(CheckingService):
    """Takes its time, as a long text does."""

    def check(self, request: CheckRequest) -> CheckResult:
        time.sleep(0.15)
        return super().check(request)


def settled(_widget: QWidget) -> None:
    background.wait_for_all()
    QApplication.processEvents()


def opened(
    qtbot: QtBot, checking: CheckingService | None = None, width: int = 1226
) -> TextCheckPage:
    page = TextCheckPage(
        checking or _CORE.checking, _CORE.rule_book, _CORE.platforms, lambda: _TODAY
    )
    qtbot.addWidget(page, before_close_func=settled)
    page.resize(width, 640)
    with becoming_active(qtbot, page):
        page.show()
        page.activateWindow()
    page.opened()
    page.focus_target().setFocus()
    return page


def edit(page: TextCheckPage) -> CheckedEdit:
    return page._edit


def judged(qtbot: QtBot, page: TextCheckPage) -> None:
    def done() -> bool:
        busy = page._pause.isActive() or page._live.busy or page._findings.list.filling
        return not busy and page._to_repair is None

    qtbot.waitUntil(done, timeout=10_000)


def pasted(qtbot: QtBot, page: TextCheckPage, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    edit(page).setFocus()
    edit(page).selectAll()
    press(page, Qt.Key.Key_V, _CONTROL)
    judged(qtbot, page)


def press(
    page: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    until_active(page)
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifiers)


def result(page: TextCheckPage) -> CheckResult:
    assert page._judged is not None
    return page._judged.result


def boxes(page: TextCheckPage) -> list[FindingBox]:
    return [box for box in page.findChildren(FindingBox) if box.isVisible()]


def chip(page: TextCheckPage, name: str) -> Chip:
    found = page.findChild(Chip, name)
    assert found is not None
    return found


def chosen(page: TextCheckPage, name: str, data: object) -> None:
    box = page.findChild(QComboBox, name)
    assert box is not None
    place = box.findData(data)
    assert place >= 0
    box.setCurrentIndex(place)
    box.activated.emit(place)


def said(widget: QWidget) -> str:
    return "\n".join(audit.words_on_screen(widget))


def test_a_pasted_text_is_judged_without_a_case(qtbot: QtBot) -> None:
    page = opened(qtbot)

    pasted(qtbot, page, _BAD)

    asked = CheckRequest(text=_BAD, as_of=_TODAY)
    assert result(page) == _CORE.checking.check(asked)
    assert len(boxes(page)) == len(result(page).findings)
    assert chip(page, "text_item_deadline").state == "partial"
    assert chip(page, "text_fact_0").state == "absent"


def test_nothing_is_judged_while_the_input_method_converts(qtbot: QtBot) -> None:
    page = opened(qtbot)
    pasted(qtbot, page, _BAD)
    before = result(page)

    compose(edit(page), "けんしゅうご")
    judged(qtbot, page)
    assert result(page) is before

    enter(edit(page), "検収後")
    judged(qtbot, page)
    assert result(page) is not before


def test_marks_stand_over_the_words_that_were_found(qtbot: QtBot) -> None:
    page = opened(qtbot)

    pasted(qtbot, page, f"𠮷田の募集です。\n{_BAD}")

    marked = {s.cursor.selectedText() for s in edit(page).extraSelections()}
    assert marked == {f.text for f in result(page).findings if f.start < f.end}
    assert any("応相談" in words for words in marked)


def test_f8_goes_through_the_findings_and_round(qtbot: QtBot) -> None:
    page = opened(qtbot)
    pasted(qtbot, page, _BAD)
    findings = result(page).findings
    seen = [page._findings.list.current]

    for _ in findings:
        press(page, Qt.Key.Key_F8)
        seen.append(page._findings.list.current)

    assert seen == [*findings, findings[0]]
    press(page, Qt.Key.Key_F8, _SHIFT)
    assert page._findings.list.current == findings[-1]


def test_f8_puts_the_caret_to_the_place(qtbot: QtBot) -> None:
    page = opened(qtbot)
    pasted(qtbot, page, _BAD)

    for _ in result(page).findings:
        press(page, Qt.Key.Key_F8)
        current = page._findings.list.current
        if current is not None and current.start < current.end:
            assert edit(page).textCursor().position() == current.start
    assert edit(page).hasFocus()


def test_one_key_mends_and_undo_takes_it_back_at_once(qtbot: QtBot) -> None:
    page = opened(qtbot)
    pasted(qtbot, page, _BAD)

    press(page, Qt.Key.Key_Period, _CONTROL)
    assert edit(page).text() != _BAD
    press(page, Qt.Key.Key_Z, _CONTROL)

    assert edit(page).text() == _BAD


def test_undo_takes_back_what_was_typed_behind_a_paste_but_not_the_paste(qtbot: QtBot) -> None:
    page = opened(qtbot)
    pasted(qtbot, page, "報酬は応相談です。")

    press(page, Qt.Key.Key_A)
    press(page, Qt.Key.Key_Z, _CONTROL)

    assert edit(page).text() == "報酬は応相談です。"


def test_undo_takes_back_what_was_typed_behind_a_repair_but_not_the_repair(qtbot: QtBot) -> None:
    page = opened(qtbot)
    pasted(qtbot, page, "修正は何度でも")
    edit(page).apply(Edit(start=3, end=7, replacement="2回まで", label="回数を決める"))

    press(page, Qt.Key.Key_A)
    press(page, Qt.Key.Key_Z, _CONTROL)

    assert edit(page).text() == "修正は2回まで"


def test_a_blank_is_selected_so_that_typing_fills_it(qtbot: QtBot) -> None:
    page = opened(qtbot)
    pasted(qtbot, page, "なるべく早く納品してください。")
    while (current := page._findings.list.current) is not None and current.rule != "G02":
        press(page, Qt.Key.Key_F8)

    press(page, Qt.Key.Key_Period, _CONTROL)
    assert edit(page).textCursor().selectedText().startswith("〔")
    enter(edit(page), "2027年1月15日")

    assert edit(page).text() == "2027年1月15日までに納品してください。"


def test_a_bad_posting_is_mended_by_keys_alone_until_nothing_is_found(qtbot: QtBot) -> None:
    page = opened(qtbot)
    pasted(qtbot, page, _BAD)

    for _ in range(60):
        selected = edit(page).textCursor().selectedText()
        if selected.startswith("〔"):
            answer = next((said for key, said in _ANSWERS if key in selected), "見本")
            enter(edit(page), answer)
        elif text_blanks(edit(page).text()):
            press(page, Qt.Key.Key_F7)
        elif result(page).findings:
            press(page, Qt.Key.Key_Period, _CONTROL)
        judged(qtbot, page)

    assert result(page).findings == ()
    assert text_blanks(edit(page).text()) == ()
    assert "指摘はありません。" in said(page)


def test_without_findings_f8_goes_to_what_is_to_be_filled_in(qtbot: QtBot) -> None:
    page = opened(qtbot)
    chosen_part(page)
    pasted(qtbot, page, "写真の整理です。〔数量〕をお願いします。〔日付〕までです。")
    assert result(page).findings == ()

    press(page, Qt.Key.Key_F8)
    assert edit(page).textCursor().selectedText() == "〔数量〕"
    press(page, Qt.Key.Key_F8)
    assert edit(page).textCursor().selectedText() == "〔日付〕"
    assert "記入していない所 2か所" in said(page)


def chosen_part(page: TextCheckPage) -> None:
    part = page.findChild(QWidget, "text_check_extent_part")
    assert part is not None
    QTest.mouseClick(part, Qt.MouseButton.LeftButton)


def test_a_part_of_a_posting_is_not_asked_for_its_items(qtbot: QtBot) -> None:
    page = opened(qtbot)
    pasted(qtbot, page, _BAD)
    assert chip(page, "text_item_deadline").isVisible()

    chosen_part(page)
    judged(qtbot, page)

    assert not chip(page, "text_item_deadline").isVisible()
    assert result(page).items == ()


def test_format_order_type_platform_and_day_are_judged_for(qtbot: QtBot) -> None:
    page = opened(qtbot)
    pasted(qtbot, page, _BAD)
    qtbot.waitUntil(lambda: combo(page, "text_check_platform").count() > 1)
    platform = str(combo(page, "text_check_platform").itemData(1))

    chosen(page, "text_check_format", RequestFormat.COMPETITION)
    chosen(page, "text_check_platform", platform)
    day = page.findChild(QLineEdit, "text_check_day")
    assert day is not None
    day.setFocus()
    day.setText("令和6年10月31日")
    press(page, Qt.Key.Key_Return)
    judged(qtbot, page)

    asked = CheckRequest(
        text=_BAD,
        as_of=date(2024, 10, 31),
        format=RequestFormat.COMPETITION,
        platform_id=platform,
    )
    assert result(page) == _CORE.checking.check(asked)


def combo(page: TextCheckPage, name: str) -> QComboBox:
    found = page.findChild(QComboBox, name)
    assert found is not None
    return found


def test_the_answer_to_an_outdated_text_is_dropped(qtbot: QtBot) -> None:
    page = opened(qtbot, _Slow())
    edit(page).insertPlainText(_BAD)
    qtbot.waitUntil(lambda: page._live.busy)
    assert page._judged is None

    enter(edit(page), "末尾の言葉")
    judged(qtbot, page)

    asked = CheckRequest(text=f"{_BAD}末尾の言葉", as_of=_TODAY)
    assert result(page) == _CORE.checking.check(asked)


def test_a_repair_asked_for_too_early_is_made_once_the_text_is_judged(qtbot: QtBot) -> None:
    page = opened(qtbot, _Slow())
    pasted(qtbot, page, _BAD)
    current = page._findings.list.current

    enter(edit(page), "。")
    press(page, Qt.Key.Key_Period, _CONTROL)
    judged(qtbot, page)

    assert current is not None
    assert all(finding.rule != current.rule for finding in result(page).findings)


def test_why_tells_source_and_examples(qtbot: QtBot) -> None:
    page = opened(qtbot)
    pasted(qtbot, page, _BAD)

    press(page, Qt.Key.Key_F9)

    current = page._findings.list.current
    assert current is not None
    text = said(boxes(page)[0])
    assert current.sources[0].law in text
    assert "良い例" in text


def test_a_long_list_is_cut_and_says_how_many_follow(qtbot: QtBot) -> None:
    page = opened(qtbot)

    pasted(qtbot, page, f"{_BAD}\n" * 40)

    assert len(boxes(page)) == MOST_SHOWN
    assert f"ほかに {len(result(page).findings) - MOST_SHOWN:,}件" in said(page)


def test_the_outcome_is_copied_as_text(qtbot: QtBot) -> None:
    page = opened(qtbot)
    pasted(qtbot, page, _BAD)

    page.main_action().run()

    copied = QGuiApplication.clipboard().text()
    errors = result(page).count(Severity.ERROR)
    assert f"不適合 {errors}件" in copied
    assert "発注の形：仲介②（サービスで募集）" in copied


def test_an_emptied_text_has_no_findings(qtbot: QtBot) -> None:
    page = opened(qtbot)
    pasted(qtbot, page, _BAD)

    edit(page).selectAll()
    press(page, Qt.Key.Key_Delete)
    judged(qtbot, page)

    assert boxes(page) == []
    assert edit(page).extraSelections() == []


def test_an_item_leads_to_its_place(qtbot: QtBot) -> None:
    page = opened(qtbot)
    pasted(qtbot, page, _BAD)

    chip(page, "text_item_deadline").click()

    assert edit(page).textCursor().position() == _BAD.index("なるべく早く")
    assert edit(page).hasFocus()


def test_what_was_typed_is_still_there_after_leaving_the_page(qtbot: QtBot) -> None:
    window = WindowDesk().window()
    qtbot.addWidget(window, before_close_func=settled)
    with becoming_active(qtbot, window):
        window.show()
        window.activateWindow()
    window.go_to("check")
    assert isinstance(window.page, TextCheckPage)
    page = window.page
    pasted(qtbot, page, _BAD)

    window.go_to("home")
    window.show_rule("F01", _TODAY)
    window.go_to("check")

    assert edit(page).text() == _BAD
    assert "保存されません" in said(page)
    settled(window)


# The least window gives the page this much at each text size.
@pytest.mark.parametrize(
    ("scale", "width", "height"),
    [(1.0, 1226, 640), (1.0, 1040, 528), (1.5, 955, 913), (2.0, 880, 1288)],
)
def test_nothing_is_cut_and_everything_can_be_spoken(
    qtbot: QtBot, scale: float, width: int, height: int
) -> None:
    page = opened(qtbot)
    pasted(qtbot, page, "写真の整理です。\n報酬は応相談。")

    theme.manager().set_scale(scale)
    page.resize(width, height)
    judged(qtbot, page)
    for _ in range(4):
        QApplication.processEvents()

    assert audit.nameless(page) == []
    assert audit.reading_markup(page) == []
    # Platforms are called what they call themselves; items of a list are numbered No.
    names = re.findall("[A-Za-z]+", " ".join(p.name for p in _CORE.platforms.all()))
    assert audit.foreign_words(page, but=("No", *names)) == set()
    assert audit.cut_off(page) == []


def test_the_day_is_today_where_nothing_is_written(qtbot: QtBot) -> None:
    page = opened(qtbot)
    day = page.findChild(DateEdit)
    assert day is not None
    day.set_value(None)

    pasted(qtbot, page, _BAD)

    assert result(page).as_of == _TODAY


def test_a_blank_says_what_is_asked_and_which_words_it_stands_for(qtbot: QtBot) -> None:
    page = opened(qtbot)
    pasted(
        qtbot, page, "絵を描く仕事です。有名な漫画のキャラクターをそのまままねて描いてください。"
    )
    copied = next(f for f in result(page).findings if f.rule == "C08")

    page._repair(copied)

    advice = page._advice
    assert copied.fix in advice.text()
    assert "有名な漫画のキャラクターをそのまままねて描いてください" in advice.text()
    page._edit.go_to(0, 0)
    assert advice.isHidden()
    page._next_blank()
    assert copied.fix in advice.text()
    assert not advice.isHidden()


def test_rules_that_could_not_be_evaluated_are_counted_above_the_findings(qtbot: QtBot) -> None:
    class _Stopped(CheckingService):
        def check(self, request: CheckRequest) -> CheckResult:
            return replace(super().check(request), stopped_rules=("C01",))

    page = opened(qtbot, _Stopped())

    pasted(qtbot, page, _BAD)

    said = page.findChild(Banner, "text_check_stopped")
    assert said is not None
    assert said.isVisible()
    assert "1件のルールを確かめられませんでした" in said.message()
