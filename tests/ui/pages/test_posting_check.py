"""The findings beside a posting: gone through, mended with one press."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.domain.posting import PostingField
from tests.doubles import StandingClock
from tests.ui.posting_page import (
    broken,
    errors_in,
    field_of,
    find,
    finding_of,
    open_page,
    posting_of,
    result_of,
    with_text,
    write,
)
from tests.ui.sample import sample
from ui.widgets.chips import Chip

_F = PostingField


def test_a_check_with_the_same_outcome_touches_no_widget_of_the_panel(qtbot: QtBot) -> None:
    page = open_page(qtbot, broken())
    boxes = [box for box in page._check.list.boxes if box.isVisible()]
    scroll = page._check.list.verticalScrollBar()
    scroll.setValue(30)

    write(page, _F.BACKGROUND, f"{posting_of(page).text(_F.BACKGROUND)}です。")

    assert [box for box in page._check.list.boxes if box.isVisible()] == boxes
    assert scroll.value() == 30


def test_f8_goes_through_the_findings_and_round_the_end(qtbot: QtBot) -> None:
    page = open_page(qtbot, broken())
    findings = list(result_of(page).findings)
    page._check.list.set_current(findings[0])

    seen = []
    for _ in findings:
        QTest.keyClick(page, Qt.Key.Key_F8)
        seen.append(page._check.list.current)

    assert seen == [*findings[1:], findings[0]]


def test_shift_f8_goes_back(qtbot: QtBot) -> None:
    page = open_page(qtbot, broken())
    findings = result_of(page).findings
    page._check.list.set_current(findings[0])

    QTest.keyClick(page, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)

    assert page._check.list.current == findings[-1]


def test_going_to_a_finding_gives_its_field_the_focus(qtbot: QtBot) -> None:
    page = open_page(qtbot, broken())
    page._check.list.set_current(None)

    QTest.keyClick(page, Qt.Key.Key_F8)

    assert page._check.list.current == errors_in(page)[0]
    assert field_of(page, _F.CONTACT).hasFocus()


def test_a_press_on_a_mark_makes_its_finding_current(qtbot: QtBot) -> None:
    page = open_page(qtbot, broken())
    wanted = finding_of(page, "C13")
    view = page._preview.view
    page._preview.bring_into_view(wanted)
    start, _ = page._preview._span(wanted) or (0, 0)
    cursor = QTextCursor(view.document())
    cursor.setPosition(start + 1)
    place = QPointF(view.cursorRect(cursor).center())

    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        left = Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, place, place, left, left, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(view.viewport(), event)

    assert page._check.list.current == wanted


def test_the_current_finding_stays_current_while_text_above_it_grows(qtbot: QtBot) -> None:
    page = open_page(qtbot, broken())
    page._check.list.set_current(finding_of(page, "C13"))

    write(page, _F.BACKGROUND, "前に足した文です。" * 3)

    assert page._check.list.current == finding_of(page, "C13")


def test_ctrl_full_stop_repairs_the_current_finding_and_undo_takes_it_back(qtbot: QtBot) -> None:
    page = open_page(qtbot, broken())
    before = posting_of(page)
    page._check.list.set_current(finding_of(page, "D03"))

    QTest.keyClick(page, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)

    assert "検収後" not in posting_of(page).text(_F.PAYMENT_DATE)
    assert not any(f.rule == "D03" for f in result_of(page).findings)
    focused = QApplication.focusWidget()
    assert focused is field_of(page, _F.PAYMENT_DATE)
    assert not focused.document().isUndoAvailable(), "Ctrl+Z has to reach the window"
    page.session.undo()
    page.refresh()
    assert posting_of(page).texts == before.texts


def test_what_is_missing_is_filled_with_the_facts_of_the_case(qtbot: QtBot) -> None:
    page = open_page(qtbot, broken())
    client = page.session.client

    page._repair(finding_of(page, "G08"))

    assert client.contact_name in posting_of(page).text(_F.CONTACT)
    assert not any(f.rule == "G08" for f in result_of(page).findings)


def test_what_was_repaired_is_seen_in_field_and_preview(qtbot: QtBot) -> None:
    page = open_page(qtbot, broken())

    page._repair(finding_of(page, "G08"))

    view = page._preview.view
    assert view.rect().contains(view.cursorRect().center())
    assert view.textCursor().position() == page._preview._places[_F.CONTACT]
    row = page._fields._rows[_F.CONTACT]
    qtbot.waitUntil(lambda: row.visibleRegion().boundingRect().height() == row.height())


def test_one_press_repairs_one_finding_only(qtbot: QtBot) -> None:
    page = open_page(qtbot, broken())
    changed = posting_of(page)

    page._repair(finding_of(page, "G08"))

    texts = dict(posting_of(page).texts)
    del texts[_F.CONTACT]
    assert texts == dict(changed.texts)


@pytest.mark.parametrize("place", range(5))
def test_all_repairs_together_leave_no_error_in_an_emptied_posting(
    qtbot: QtBot, place: int
) -> None:
    case = sample()[1]
    item = case.decomposition.ordered_items()[place]
    posting = case.posting_for(item.id)
    assert posting is not None
    empty = replace(posting, texts=((_F.TITLE, posting.text(_F.TITLE)),))
    page = open_page(qtbot, case.with_posting(empty))
    page.show_work_item(item.id)
    assert errors_in(page)

    for _ in range(20):
        if not (errors := errors_in(page)):
            break
        page._repair(errors[0])

    assert errors_in(page) == []


def test_every_error_without_a_repair_leads_to_a_field(qtbot: QtBot) -> None:
    page = open_page(
        qtbot,
        with_text(
            sample()[1],
            conditions="応募の際に登録料5,000円を先にお支払いください。連絡は直接LINEでお願いします。",
        ),
    )
    assert errors_in(page)

    for finding in errors_in(page):
        page._jump(finding)
        assert field_of(page, _F.CONDITIONS).hasFocus()


def test_an_error_stands_below_its_field(qtbot: QtBot) -> None:
    page = open_page(qtbot, broken())

    error = page._fields._errors[_F.CONTACT]

    assert error.isVisible()
    assert error.text() == field_of(page, _F.CONTACT).accessibleDescription()


def test_a_chip_of_an_item_leads_to_its_field(qtbot: QtBot) -> None:
    page = open_page(qtbot)

    find(page, Chip, "check_expenses").click()

    assert field_of(page, _F.EXPENSES).hasFocus()


def test_the_six_facts_of_the_recruiter_are_shown_and_lead_to_their_fields(qtbot: QtBot) -> None:
    page = open_page(qtbot, with_text(sample()[1], workplace=""))
    facts = page._check.top.facts
    assert [chip.text() for chip in facts] == ["名称", "所在地", "連絡先", "業務", "場所", "報酬"]
    assert [chip.state for chip in facts] == [*["present"] * 4, "absent", "present"]

    facts[4].click()

    assert field_of(page, _F.WORKPLACE).hasFocus()


def test_the_check_can_be_seen_by_todays_law_without_changing_the_record(qtbot: QtBot) -> None:
    page = open_page(qtbot, replace(sample()[1], planned_order_on=date(2026, 12, 1)))
    recorded = posting_of(page).check
    assert result_of(page).as_of == date(2026, 12, 1)

    find(page, QWidget, "check_basis").click()

    assert result_of(page).as_of == StandingClock().today()
    assert "今日" in page._check.top.basis.text()
    assert posting_of(page).check == recorded


def test_without_a_planned_day_there_is_only_todays_law(qtbot: QtBot) -> None:
    page = open_page(qtbot, replace(sample()[1], planned_order_on=None))

    assert not find(page, QWidget, "check_basis").isVisible()
