"""Step ④: a posting is drafted, settled and handed on; the page keeps its shape."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cspdesk.domain.case import Step
from cspdesk.domain.posting import PostingField
from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.repairing import blanks
from cspdesk.services.settling import is_settled
from tests.ui import audit
from tests.ui.posting_page import (
    broken,
    errors_in,
    field_of,
    find,
    open_page,
    posting_of,
    unshown,
    with_text,
    write,
)
from tests.ui.sample import core, first_item, framed, sample, undecided, undrafted
from ui import theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button

_F = PostingField


# ---- drafting ----


def test_what_was_told_after_the_draft_fills_its_blanks(qtbot: QtBot) -> None:
    page = unshown(undrafted(sample()[1]))
    qtbot.addWidget(page)
    page.apply_client("会社の情報", lambda client: replace(client, contact_name=""))
    page._redraft()
    assert "〔" in posting_of(page).text(_F.CONTACT)

    page.apply_client("会社の情報", lambda client: replace(client, contact_name="見本 花子"))
    page.opened()

    assert "見本 花子" in posting_of(page).text(_F.CONTACT)
    assert not blanks(posting_of(page))


def test_the_first_visit_drafts_the_posting(qtbot: QtBot) -> None:
    page = open_page(qtbot, undrafted(sample()[1]))

    posting = posting_of(page)
    assert posting.text(_F.TITLE)
    assert field_of(page, _F.TITLE).toPlainText() == posting.text(_F.TITLE)
    assert [version.cause for version in posting.versions] == ["ひな形から作成"]


def test_a_drafted_sample_has_no_error(qtbot: QtBot) -> None:
    page = open_page(qtbot, undrafted(sample()[1]))

    assert errors_in(page) == []


def test_work_without_a_format_leads_back_to_it(qtbot: QtBot) -> None:
    page = open_page(qtbot, undecided(sample()[1]))

    with qtbot.waitSignal(page.step_wanted) as caught:
        find(page, Button, "posting_back").click()

    assert caught.args == [Step.REQUEST_FORMAT, page._current]


def test_a_draft_that_was_undone_can_be_made_again(qtbot: QtBot) -> None:
    page = open_page(qtbot, undrafted(sample()[1]))
    page.session.undo()
    page.refresh()
    assert page._posting() is None

    find(page, Button, "posting_back").click()

    assert posting_of(page).text(_F.TITLE)


def test_without_ordered_work_the_page_leads_to_the_decomposition(qtbot: QtBot) -> None:
    case = sample()[1]
    page = open_page(
        qtbot,
        replace(case, decomposition=replace(case.decomposition, work_items=()), postings=()),
    )

    with qtbot.waitSignal(page.step_wanted) as caught:
        find(page, Button, "posting_back").click()

    assert caught.args[0] is Step.DECOMPOSITION


def test_writing_anew_for_a_changed_format_keeps_the_old_text_as_a_version(qtbot: QtBot) -> None:
    case = sample()[1]
    item = case.decomposition.ordered_items()[0]
    assert item.format_decision is not None
    assert item.format_decision.chosen is not RequestFormat.PROJECT
    decision = replace(item.format_decision, chosen=RequestFormat.PROJECT)
    tree = case.decomposition.with_work_item(replace(item, format_decision=decision))
    page = open_page(qtbot, replace(case, decomposition=tree))
    old = posting_of(page).texts
    assert find(page, Banner, "posting_notice").isVisible()

    find(page, Button, "posting_redraft").click()

    posting = posting_of(page)
    assert posting.format is RequestFormat.PROJECT
    assert old in [version.texts for version in posting.versions]
    assert not find(page, Banner, "posting_notice").isVisible()


# ---- finishing ----


def test_settling_keeps_a_version_and_leads_to_the_next_work(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    first = page._current

    find(page, Button, "check_finish").click()

    versions = posting_of(page).versions
    assert versions[-1].cause == "点検を確定"
    assert versions[-1].texts == posting_of(page).texts
    action = page.main_action()
    assert action is not None
    assert action.label == "次の仕事へ"
    action.run()
    assert page._current != first


def test_settling_says_that_it_worked_until_the_text_changes(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    said = find(page, Banner, "check_outcome")
    assert said.isHidden()

    find(page, Button, "check_finish").click()

    assert "確定しました" in said.message()
    assert said.isVisible()
    write(page, _F.HOURS, "約2時間（目安）")
    assert said.isHidden()


def test_a_double_click_settles_without_going_on(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    first = page._current
    finish = find(page, Button, "check_finish")

    QTest.mouseClick(finish, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(finish, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(finish, Qt.MouseButton.LeftButton)

    assert is_settled(posting_of(page))
    assert page._current == first


def test_errors_keep_a_posting_from_being_settled_and_are_counted(qtbot: QtBot) -> None:
    page = open_page(qtbot, broken())
    versions = posting_of(page).versions

    find(page, Button, "check_finish").click()

    said = find(page, Banner, "check_outcome")
    assert said.isVisible()
    assert f"{len(errors_in(page))}件" in said.message()
    assert page._check.list.current == errors_in(page)[0]
    assert posting_of(page).versions == versions


def test_blanks_keep_a_posting_from_being_settled_and_are_selected(qtbot: QtBot) -> None:
    page = open_page(qtbot, with_text(sample()[1], hours="約〔時間を記入〕です。"))
    assert len(blanks(posting_of(page))) == 1

    find(page, Button, "check_finish").click()

    assert find(page, Banner, "check_outcome").isVisible()
    assert field_of(page, _F.HOURS).textCursor().selectedText() == "〔時間を記入〕"


def test_an_edit_after_settling_opens_the_posting_again(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    find(page, Button, "check_finish").click()

    write(page, _F.HOURS, "約2時間（目安）")

    action = page.main_action()
    assert action is not None
    assert action.label == "点検を確定"


def test_the_whole_text_goes_to_the_clipboard_with_what_was_just_typed(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    field_of(page, _F.HOURS).setPlainText("いま打った文")

    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(page, Qt.Key.Key_C, modifiers)

    copied = QGuiApplication.clipboard().text()
    assert copied == page._preview._text.text
    assert "いま打った文" in copied


def test_the_first_field_with_an_error_is_where_work_goes_on(qtbot: QtBot) -> None:
    page = open_page(qtbot, broken())

    assert page.focus_target() is field_of(page, _F.CONTACT)
    assert open_page(qtbot).focus_target().objectName() == "posting_title"  # type: ignore[union-attr]


# ---- the look ----


@pytest.mark.parametrize(
    ("scale", "size"),
    [(1.0, (1056, 484)), (1.15, (1030, 460)), (1.3, (1010, 440)), (1.5, (990, 420))],
)
def test_nothing_is_cut_in_the_smallest_window(
    qtbot: QtBot, scale: float, size: tuple[int, int]
) -> None:
    theme.manager().set_scale(scale)
    page = unshown(broken())
    area = framed(page, size)
    qtbot.addWidget(area)
    area.show()

    def fits() -> None:
        assert audit.cut_off(page) == []
        assert not area.horizontalScrollBar().isVisible()

    qtbot.waitUntil(fits, timeout=2000)


def test_a_narrow_window_shows_check_or_preview(qtbot: QtBot) -> None:
    page = open_page(qtbot, size=(980, 600))
    assert page._check.isVisible()
    assert not page._preview.isVisible()

    page._columns.switch._buttons["preview"].click()

    assert page._preview.isVisible()
    assert not page._check.isVisible()


def test_the_page_can_be_heard_and_reads_as_japanese(qtbot: QtBot) -> None:
    page = open_page(qtbot, broken())

    services = " ".join(profile.name for profile in core().platforms.all())
    names = tuple(re.findall(r"[A-Za-z]{2,}", services))
    assert audit.nameless(page) == []
    assert audit.foreign_words(page, but=names) == set()


def test_the_first_item_of_the_sample_is_shown_first(qtbot: QtBot) -> None:
    page = open_page(qtbot)

    assert page._current == first_item(page.session).id
    assert page._fields.items.currentText().startswith("1. ")
