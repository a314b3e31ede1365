"""Any pasted text is judged as it is typed, without a case."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from cspdesk.domain.finding import CheckResult, Severity
from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.checking import CheckingService, CheckRequest
from tests.ui import audit
from tests.ui.desk import WindowDesk
from tests.ui.keyboard import compose, enter
from tests.ui.text_check_page import (
    BAD_POSTING,
    CORE,
    SHIFT,
    TODAY,
    SlowChecking,
    boxes_of,
    chip_of,
    choose,
    choose_part,
    combo_of,
    edit_of,
    findings_of,
    open_page,
    paste,
    press,
    result_of,
    settled,
    until_judged,
    words_on,
)
from tests.waiting import becoming_active
from ui import theme
from ui.pages.text_check import TextCheckPage
from ui.pages.text_findings import MOST_SHOWN
from ui.widgets.banner import Banner
from ui.widgets.date_edit import DateEdit


def test_a_pasted_text_is_judged_without_a_case(qtbot: QtBot) -> None:
    page = open_page(qtbot)

    paste(qtbot, page, BAD_POSTING)

    asked = CheckRequest(text=BAD_POSTING, as_of=TODAY)
    assert result_of(page) == CORE.checking.check(asked)
    assert len(boxes_of(page)) == len(result_of(page).findings)
    assert chip_of(page, "text_item_deadline").state == "partial"
    assert chip_of(page, "text_fact_0").state == "absent"


def test_nothing_is_judged_while_the_input_method_converts(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    paste(qtbot, page, BAD_POSTING)
    before = result_of(page)

    compose(edit_of(page), "けんしゅうご")
    until_judged(qtbot, page)
    assert result_of(page) is before

    enter(edit_of(page), "検収後")
    until_judged(qtbot, page)
    assert result_of(page) is not before


def test_marks_stand_over_the_words_that_were_found(qtbot: QtBot) -> None:
    page = open_page(qtbot)

    paste(qtbot, page, f"𠮷田の募集です。\n{BAD_POSTING}")

    marked = {s.cursor.selectedText() for s in edit_of(page).extraSelections()}
    assert marked == {f.text for f in result_of(page).findings if f.start < f.end}
    assert any("応相談" in words for words in marked)


def test_f8_goes_through_the_findings_and_round(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    paste(qtbot, page, BAD_POSTING)
    findings = result_of(page).findings
    seen = [findings_of(page).current]

    for _ in findings:
        press(page, Qt.Key.Key_F8)
        seen.append(findings_of(page).current)

    assert seen == [*findings, findings[0]]
    press(page, Qt.Key.Key_F8, SHIFT)
    assert findings_of(page).current == findings[-1]


def test_f8_puts_the_caret_to_the_place(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    paste(qtbot, page, BAD_POSTING)

    for _ in result_of(page).findings:
        press(page, Qt.Key.Key_F8)
        current = findings_of(page).current
        if current is not None and current.start < current.end:
            assert edit_of(page).textCursor().position() == current.start
    assert edit_of(page).hasFocus()


def test_a_part_of_a_posting_is_not_asked_for_its_items(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    paste(qtbot, page, BAD_POSTING)
    assert chip_of(page, "text_item_deadline").isVisible()

    choose_part(page)
    until_judged(qtbot, page)

    assert not chip_of(page, "text_item_deadline").isVisible()
    assert result_of(page).items == ()


def test_format_order_type_platform_and_day_are_judged_for(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    paste(qtbot, page, BAD_POSTING)
    qtbot.waitUntil(lambda: combo_of(page, "text_check_platform").count() > 1)
    platform = str(combo_of(page, "text_check_platform").itemData(1))

    choose(page, "text_check_format", RequestFormat.COMPETITION)
    choose(page, "text_check_platform", platform)
    day = page.findChild(QLineEdit, "text_check_day")
    assert day is not None
    day.setFocus()
    day.setText("令和6年10月31日")
    press(page, Qt.Key.Key_Return)
    until_judged(qtbot, page)

    asked = CheckRequest(
        text=BAD_POSTING,
        as_of=date(2024, 10, 31),
        format=RequestFormat.COMPETITION,
        platform_id=platform,
    )
    assert result_of(page) == CORE.checking.check(asked)


def test_the_answer_to_an_outdated_text_is_dropped(qtbot: QtBot) -> None:
    page = open_page(qtbot, SlowChecking())
    edit_of(page).insertPlainText(BAD_POSTING)
    qtbot.waitUntil(lambda: page._live.busy)
    assert page._judged is None

    enter(edit_of(page), "末尾の言葉")
    until_judged(qtbot, page)

    asked = CheckRequest(text=f"{BAD_POSTING}末尾の言葉", as_of=TODAY)
    assert result_of(page) == CORE.checking.check(asked)


def test_why_tells_source_and_examples(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    paste(qtbot, page, BAD_POSTING)

    press(page, Qt.Key.Key_F9)

    current = findings_of(page).current
    assert current is not None
    text = words_on(boxes_of(page)[0])
    assert current.sources[0].law in text
    assert "良い例" in text


def test_a_long_list_is_cut_and_says_how_many_follow(qtbot: QtBot) -> None:
    page = open_page(qtbot)

    paste(qtbot, page, f"{BAD_POSTING}\n" * 40)

    assert len(boxes_of(page)) == MOST_SHOWN
    assert f"ほかに {len(result_of(page).findings) - MOST_SHOWN:,}件" in words_on(page)


def test_the_outcome_is_copied_as_text(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    paste(qtbot, page, BAD_POSTING)

    page.main_action().run()

    copied = QGuiApplication.clipboard().text()
    errors = result_of(page).count(Severity.ERROR)
    assert f"不適合 {errors}件" in copied
    assert "発注の形：仲介②（サービスで募集）" in copied


def test_an_emptied_text_has_no_findings(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    paste(qtbot, page, BAD_POSTING)

    edit_of(page).selectAll()
    press(page, Qt.Key.Key_Delete)
    until_judged(qtbot, page)

    assert boxes_of(page) == []
    assert edit_of(page).extraSelections() == []


def test_an_item_leads_to_its_place(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    paste(qtbot, page, BAD_POSTING)

    chip_of(page, "text_item_deadline").click()

    assert edit_of(page).textCursor().position() == BAD_POSTING.index("なるべく早く")
    assert edit_of(page).hasFocus()


def test_what_was_typed_is_still_there_after_leaving_the_page(qtbot: QtBot) -> None:
    window = WindowDesk().window()
    qtbot.addWidget(window, before_close_func=settled)
    with becoming_active(qtbot, window):
        window.show()
        window.activateWindow()
    window.go_to("check")
    assert isinstance(window.page, TextCheckPage)
    page = window.page
    paste(qtbot, page, BAD_POSTING)

    window.go_to("home")
    window.show_rule("F01", TODAY)
    window.go_to("check")

    assert edit_of(page).text() == BAD_POSTING
    assert "保存されません" in words_on(page)
    settled(window)


# The least window gives the page this much at each text size.
@pytest.mark.parametrize(
    ("scale", "width", "height"),
    [(1.0, 1226, 640), (1.0, 1040, 528), (1.5, 955, 913), (2.0, 880, 1288)],
)
def test_nothing_is_cut_and_everything_can_be_spoken(
    qtbot: QtBot, scale: float, width: int, height: int
) -> None:
    page = open_page(qtbot)
    paste(qtbot, page, "写真の整理です。\n報酬は応相談。")

    theme.manager().set_scale(scale)
    page.resize(width, height)
    until_judged(qtbot, page)
    for _ in range(4):
        QApplication.processEvents()

    assert audit.nameless(page) == []
    assert audit.reading_markup(page) == []
    # Platforms are called what they call themselves; items of a list are numbered No.
    names = re.findall("[A-Za-z]+", " ".join(p.name for p in CORE.platforms.all()))
    assert audit.foreign_words(page, but=("No", *names)) == set()
    assert audit.cut_off(page) == []


def test_the_day_is_today_where_nothing_is_written(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    day = page.findChild(DateEdit)
    assert day is not None
    day.set_value(None)

    paste(qtbot, page, BAD_POSTING)

    assert result_of(page).as_of == TODAY


def test_rules_that_could_not_be_evaluated_are_counted_above_the_findings(qtbot: QtBot) -> None:
    class _Stopped(CheckingService):
        def check(self, request: CheckRequest) -> CheckResult:
            return replace(super().check(request), stopped_rules=("C01",))

    page = open_page(qtbot, _Stopped())

    paste(qtbot, page, BAD_POSTING)

    said = page.findChild(Banner, "text_check_stopped")
    assert said is not None
    assert said.isVisible()
    assert "1件のルールを確かめられませんでした" in said.message()
