"""Step ④: what is typed is seen and checked at once, mended with one press, never lost."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QMouseEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.domain.case import Case, Step
from cspdesk.domain.finding import CheckResult, Finding, Severity
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.repairing import blanks
from cspdesk.services.settling import is_settled
from cspdesk.services.writing import WritingService
from tests.doubles import StandingClock, counted_ids
from tests.ui import audit
from tests.ui.sample import core, first_item, framed, opened_sample, sample, undecided, undrafted
from tests.waiting import becoming_active
from ui import theme
from ui.pages.posting import PostingPage
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip
from ui.widgets.text_edit import TextEdit

_F = PostingField


def make_page() -> PostingPage:
    services, clock = core(), StandingClock()
    writing = WritingService(services.drafting, services.judging, services.checking, clock)
    return PostingPage(writing, services.platforms, services.rule_book, clock, counted_ids("p"))


def _unshown(case: Case | None = None) -> PostingPage:
    page = make_page()
    page.show_case(opened_sample(case or sample()[1]))
    page.opened()
    return page


def test_what_was_told_after_the_draft_fills_its_blanks(qtbot: QtBot) -> None:
    page = _unshown(undrafted(sample()[1]))
    qtbot.addWidget(page)
    page.apply_client("会社の情報", lambda client: replace(client, contact_name=""))
    page._redraft()
    assert "〔" in _posting(page).text(_F.CONTACT)

    page.apply_client("会社の情報", lambda client: replace(client, contact_name="見本 花子"))
    page.opened()

    assert "見本 花子" in _posting(page).text(_F.CONTACT)
    assert not blanks(_posting(page))


def _page(
    qtbot: QtBot, case: Case | None = None, *, size: tuple[int, int] = (1242, 612)
) -> PostingPage:
    page = _unshown(case)
    qtbot.addWidget(page)
    page.resize(*size)
    with becoming_active(qtbot, page):
        page.show()
        page.activateWindow()
    target = page.focus_target()
    if target is not None:
        target.setFocus()
    return page


def _find(page: QWidget, kind: type[Any], name: str) -> Any:
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def _field(page: PostingPage, field: PostingField) -> TextEdit:
    return page._fields.edit(field)


def _write(page: PostingPage, field: PostingField, text: str) -> None:
    _field(page, field).setPlainText(text)
    page.commit_pending()


def _posting(page: PostingPage) -> Posting:
    posting = page.session.case.posting_for(page._current)
    assert posting is not None
    return posting


def _result(page: PostingPage) -> CheckResult:
    assert page._judged is not None
    return page._judged.result


def _errors(page: PostingPage) -> list[Finding]:
    return [f for f in _result(page).findings if f.severity is Severity.ERROR]


def _finding(page: PostingPage, rule: str) -> Finding:
    return next(f for f in _result(page).findings if f.rule == rule)


def _with_text(case: Case, **texts: str) -> Case:
    posting = case.posting_for(case.decomposition.ordered_items()[0].id)
    assert posting is not None
    for name, text in texts.items():
        posting = posting.with_text(PostingField(name), text)
    return case.with_posting(posting)


def _broken() -> Case:
    return _with_text(
        sample()[1],
        payment_date="検収後お支払い",
        expenses="応相談",
        contact="",
        revisions="納得いくまで何度でも修正をお願いします。",
    )


# ---- drafting ----


def test_the_first_visit_drafts_the_posting(qtbot: QtBot) -> None:
    page = _page(qtbot, undrafted(sample()[1]))

    posting = _posting(page)
    assert posting.text(_F.TITLE)
    assert _field(page, _F.TITLE).toPlainText() == posting.text(_F.TITLE)
    assert [version.cause for version in posting.versions] == ["ひな形から作成"]


def test_a_drafted_sample_has_no_error(qtbot: QtBot) -> None:
    page = _page(qtbot, undrafted(sample()[1]))

    assert _errors(page) == []


def test_work_without_a_format_leads_back_to_it(qtbot: QtBot) -> None:
    page = _page(qtbot, undecided(sample()[1]))

    with qtbot.waitSignal(page.step_wanted) as caught:
        _find(page, Button, "posting_back").click()

    assert caught.args == [Step.REQUEST_FORMAT, page._current]


def test_a_draft_that_was_undone_can_be_made_again(qtbot: QtBot) -> None:
    page = _page(qtbot, undrafted(sample()[1]))
    page.session.undo()
    page.refresh()
    assert page._posting() is None

    _find(page, Button, "posting_back").click()

    assert _posting(page).text(_F.TITLE)


def test_without_ordered_work_the_page_leads_to_the_decomposition(qtbot: QtBot) -> None:
    case = sample()[1]
    page = _page(
        qtbot,
        replace(case, decomposition=replace(case.decomposition, work_items=()), postings=()),
    )

    with qtbot.waitSignal(page.step_wanted) as caught:
        _find(page, Button, "posting_back").click()

    assert caught.args[0] is Step.DECOMPOSITION


def test_writing_anew_for_a_changed_format_keeps_the_old_text_as_a_version(qtbot: QtBot) -> None:
    case = sample()[1]
    item = case.decomposition.ordered_items()[0]
    assert item.format_decision is not None
    assert item.format_decision.chosen is not RequestFormat.PROJECT
    decision = replace(item.format_decision, chosen=RequestFormat.PROJECT)
    tree = case.decomposition.with_work_item(replace(item, format_decision=decision))
    page = _page(qtbot, replace(case, decomposition=tree))
    old = _posting(page).texts
    assert _find(page, Banner, "posting_notice").isVisible()

    _find(page, Button, "posting_redraft").click()

    posting = _posting(page)
    assert posting.format is RequestFormat.PROJECT
    assert old in [version.texts for version in posting.versions]
    assert not _find(page, Banner, "posting_notice").isVisible()


# ---- typing ----


def test_typing_changes_posting_preview_and_check(qtbot: QtBot) -> None:
    page = _page(qtbot)

    _write(page, _F.PAYMENT_DATE, "検収後お支払い")

    assert _posting(page).text(_F.PAYMENT_DATE) == "検収後お支払い"
    assert "検収後お支払い" in page._preview.view.toPlainText()
    assert any(f.text == "検収後お支払い"[: len(f.text)] for f in _result(page).findings if f.text)


def test_an_amended_preview_reads_as_one_written_anew(qtbot: QtBot) -> None:
    page = _page(qtbot)

    for text in ("前置き。𠮷野が書きます。", "𠮷野が書き直します。", "一行目\n二行目"):
        _write(page, _F.WORK_CONTENT, text)
    amended = page._preview.view.toPlainText()
    places = dict(page._preview._places)
    page._preview.restyle()

    assert page._preview.view.toPlainText() == amended
    assert page._preview._places == places


def test_keys_in_a_row_are_one_undo_step(qtbot: QtBot) -> None:
    page = _page(qtbot)
    before = _posting(page).text(_F.HOURS)

    for text in ("約2", "約2時", "約2時間"):
        _write(page, _F.HOURS, text)
    page.session.undo()
    page.refresh()

    assert _posting(page).text(_F.HOURS) == before
    assert _field(page, _F.HOURS).toPlainText() == before


def test_text_under_conversion_is_neither_stored_nor_checked(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _page(qtbot)
    edit = _field(page, _F.TITLE)
    edit.setFocus()
    before = _posting(page)
    checks: list[Posting] = []
    monkeypatch.setattr(page._writing, "judge", lambda *given: checks.append(given[2]))

    QApplication.sendEvent(edit, QInputMethodEvent("へんかんちゅう", []))
    qtbot.wait(350)
    QTest.keyClick(page, Qt.Key.Key_F8)

    assert checks == []
    assert _posting(page) == before


def test_a_finished_conversion_is_stored(qtbot: QtBot) -> None:
    page = _page(qtbot)
    edit = _field(page, _F.TITLE)
    edit.setFocus()
    edit.moveCursor(QTextCursor.MoveOperation.End)
    QApplication.sendEvent(edit, QInputMethodEvent("へんかん", []))
    done = QInputMethodEvent()
    done.setCommitString("変換")

    QApplication.sendEvent(edit, done)
    page.commit_pending()

    assert _posting(page).text(_F.TITLE).endswith("変換")


def test_nothing_typed_is_lost_by_going_to_another_piece_of_work(qtbot: QtBot) -> None:
    page = _page(qtbot)
    first = page._current
    _field(page, _F.HOURS).setPlainText("打ちかけの文")

    QTest.keyClick(page, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)

    assert page._current != first
    kept = page.session.case.posting_for(first)
    assert kept is not None
    assert kept.text(_F.HOURS) == "打ちかけの文"
    assert _field(page, _F.HOURS).toPlainText() != "打ちかけの文"


def test_the_title_says_how_long_it_is(qtbot: QtBot) -> None:
    page = _page(qtbot)

    _write(page, _F.TITLE, "あ" * 41)

    assert page._fields._title_count.text() == "41 / 40字（長めです）"


def test_five_thousand_characters_are_taken_and_scroll_inside_their_field(qtbot: QtBot) -> None:
    page = _page(qtbot)
    text = "見本の長い説明文です。" * 455

    _write(page, _F.WORK_CONTENT, text)

    assert _posting(page).text(_F.WORK_CONTENT) == text
    assert _field(page, _F.WORK_CONTENT).height() < 400


@pytest.mark.parametrize("text", ["<b>太字</b>&amp;<script>", '<img src="x">', "<a href='y'>z</a>"])
def test_markup_is_shown_as_typed(qtbot: QtBot, text: str) -> None:
    page = _page(qtbot)

    _write(page, _F.EXPENSES, f"応相談{text}")

    assert text in page._preview.view.toPlainText()
    assert audit.reading_markup(page) == []


def test_a_check_with_the_same_outcome_touches_no_widget_of_the_panel(qtbot: QtBot) -> None:
    page = _page(qtbot, _broken())
    boxes = [box for box in page._check.list.boxes if box.isVisible()]
    scroll = page._check.list.verticalScrollBar()
    scroll.setValue(30)

    _write(page, _F.BACKGROUND, f"{_posting(page).text(_F.BACKGROUND)}です。")

    assert [box for box in page._check.list.boxes if box.isVisible()] == boxes
    assert scroll.value() == 30


# ---- findings ----


def test_f8_goes_through_the_findings_and_round_the_end(qtbot: QtBot) -> None:
    page = _page(qtbot, _broken())
    findings = list(_result(page).findings)
    page._check.list.set_current(findings[0])

    seen = []
    for _ in findings:
        QTest.keyClick(page, Qt.Key.Key_F8)
        seen.append(page._check.list.current)

    assert seen == [*findings[1:], findings[0]]


def test_shift_f8_goes_back(qtbot: QtBot) -> None:
    page = _page(qtbot, _broken())
    findings = _result(page).findings
    page._check.list.set_current(findings[0])

    QTest.keyClick(page, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)

    assert page._check.list.current == findings[-1]


def test_going_to_a_finding_gives_its_field_the_focus(qtbot: QtBot) -> None:
    page = _page(qtbot, _broken())
    page._check.list.set_current(None)

    QTest.keyClick(page, Qt.Key.Key_F8)

    assert page._check.list.current == _errors(page)[0]
    assert _field(page, _F.CONTACT).hasFocus()


def test_a_press_on_a_mark_makes_its_finding_current(qtbot: QtBot) -> None:
    page = _page(qtbot, _broken())
    wanted = _finding(page, "C13")
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
    page = _page(qtbot, _broken())
    page._check.list.set_current(_finding(page, "C13"))

    _write(page, _F.BACKGROUND, "前に足した文です。" * 3)

    assert page._check.list.current == _finding(page, "C13")


def test_ctrl_full_stop_repairs_the_current_finding_and_undo_takes_it_back(qtbot: QtBot) -> None:
    page = _page(qtbot, _broken())
    before = _posting(page)
    page._check.list.set_current(_finding(page, "D03"))

    QTest.keyClick(page, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)

    assert "検収後" not in _posting(page).text(_F.PAYMENT_DATE)
    assert not any(f.rule == "D03" for f in _result(page).findings)
    focused = QApplication.focusWidget()
    assert focused is _field(page, _F.PAYMENT_DATE)
    assert not focused.document().isUndoAvailable(), "Ctrl+Z has to reach the window"
    page.session.undo()
    page.refresh()
    assert _posting(page).texts == before.texts


def test_what_is_missing_is_filled_with_the_facts_of_the_case(qtbot: QtBot) -> None:
    page = _page(qtbot, _broken())
    client = page.session.client

    page._repair(_finding(page, "G08"))

    assert client.contact_name in _posting(page).text(_F.CONTACT)
    assert not any(f.rule == "G08" for f in _result(page).findings)


def test_what_was_repaired_is_seen_in_field_and_preview(qtbot: QtBot) -> None:
    page = _page(qtbot, _broken())

    page._repair(_finding(page, "G08"))

    view = page._preview.view
    assert view.rect().contains(view.cursorRect().center())
    assert view.textCursor().position() == page._preview._places[_F.CONTACT]
    row = page._fields._rows[_F.CONTACT]
    qtbot.waitUntil(lambda: row.visibleRegion().boundingRect().height() == row.height())


def test_one_press_repairs_one_finding_only(qtbot: QtBot) -> None:
    page = _page(qtbot, _broken())
    changed = _posting(page)

    page._repair(_finding(page, "G08"))

    texts = dict(_posting(page).texts)
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
    page = _page(qtbot, case.with_posting(empty))
    page.show_work_item(item.id)
    assert _errors(page)

    for _ in range(20):
        if not (errors := _errors(page)):
            break
        page._repair(errors[0])

    assert _errors(page) == []


def test_every_error_without_a_repair_leads_to_a_field(qtbot: QtBot) -> None:
    page = _page(
        qtbot,
        _with_text(
            sample()[1],
            conditions="応募の際に登録料5,000円を先にお支払いください。連絡は直接LINEでお願いします。",
        ),
    )
    assert _errors(page)

    for finding in _errors(page):
        page._jump(finding)
        assert _field(page, _F.CONDITIONS).hasFocus()


def test_an_error_stands_below_its_field(qtbot: QtBot) -> None:
    page = _page(qtbot, _broken())

    error = page._fields._errors[_F.CONTACT]

    assert error.isVisible()
    assert error.text() == _field(page, _F.CONTACT).accessibleDescription()


def test_a_chip_of_an_item_leads_to_its_field(qtbot: QtBot) -> None:
    page = _page(qtbot)

    _find(page, Chip, "check_expenses").click()

    assert _field(page, _F.EXPENSES).hasFocus()


def test_the_six_facts_of_the_recruiter_are_shown_and_lead_to_their_fields(qtbot: QtBot) -> None:
    page = _page(qtbot, _with_text(sample()[1], workplace=""))
    facts = page._check.top.facts
    assert [chip.text() for chip in facts] == ["名称", "所在地", "連絡先", "業務", "場所", "報酬"]
    assert [chip.state for chip in facts] == [*["present"] * 4, "absent", "present"]

    facts[4].click()

    assert _field(page, _F.WORKPLACE).hasFocus()


def test_the_check_can_be_seen_by_todays_law_without_changing_the_record(qtbot: QtBot) -> None:
    page = _page(qtbot, replace(sample()[1], planned_order_on=date(2026, 12, 1)))
    recorded = _posting(page).check
    assert _result(page).as_of == date(2026, 12, 1)

    _find(page, QWidget, "check_basis").click()

    assert _result(page).as_of == StandingClock().today()
    assert "今日" in page._check.top.basis.text()
    assert _posting(page).check == recorded


def test_without_a_planned_day_there_is_only_todays_law(qtbot: QtBot) -> None:
    page = _page(qtbot, replace(sample()[1], planned_order_on=None))

    assert not _find(page, QWidget, "check_basis").isVisible()


# ---- finishing ----


def test_settling_keeps_a_version_and_leads_to_the_next_work(qtbot: QtBot) -> None:
    page = _page(qtbot)
    first = page._current

    _find(page, Button, "check_finish").click()

    versions = _posting(page).versions
    assert versions[-1].cause == "点検を確定"
    assert versions[-1].texts == _posting(page).texts
    action = page.main_action()
    assert action is not None
    assert action.label == "次の仕事へ"
    action.run()
    assert page._current != first


def test_settling_says_that_it_worked_until_the_text_changes(qtbot: QtBot) -> None:
    page = _page(qtbot)
    said = _find(page, Banner, "check_outcome")
    assert said.isHidden()

    _find(page, Button, "check_finish").click()

    assert "確定しました" in said.message()
    assert said.isVisible()
    _write(page, _F.HOURS, "約2時間（目安）")
    assert said.isHidden()


def test_a_double_click_settles_without_going_on(qtbot: QtBot) -> None:
    page = _page(qtbot)
    first = page._current
    finish = _find(page, Button, "check_finish")

    QTest.mouseClick(finish, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(finish, Qt.MouseButton.LeftButton)

    assert is_settled(_posting(page))
    assert page._current == first


def test_errors_keep_a_posting_from_being_settled_and_are_counted(qtbot: QtBot) -> None:
    page = _page(qtbot, _broken())
    versions = _posting(page).versions

    _find(page, Button, "check_finish").click()

    said = _find(page, Banner, "check_outcome")
    assert said.isVisible()
    assert f"{len(_errors(page))}件" in said.message()
    assert page._check.list.current == _errors(page)[0]
    assert _posting(page).versions == versions


def test_blanks_keep_a_posting_from_being_settled_and_are_selected(qtbot: QtBot) -> None:
    page = _page(qtbot, _with_text(sample()[1], hours="約〔時間を記入〕です。"))
    assert len(blanks(_posting(page))) == 1

    _find(page, Button, "check_finish").click()

    assert _find(page, Banner, "check_outcome").isVisible()
    assert _field(page, _F.HOURS).textCursor().selectedText() == "〔時間を記入〕"


def test_an_edit_after_settling_opens_the_posting_again(qtbot: QtBot) -> None:
    page = _page(qtbot)
    _find(page, Button, "check_finish").click()

    _write(page, _F.HOURS, "約2時間（目安）")

    action = page.main_action()
    assert action is not None
    assert action.label == "点検を確定"


def test_the_whole_text_goes_to_the_clipboard_with_what_was_just_typed(qtbot: QtBot) -> None:
    page = _page(qtbot)
    _field(page, _F.HOURS).setPlainText("いま打った文")

    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(page, Qt.Key.Key_C, modifiers)

    copied = QGuiApplication.clipboard().text()
    assert copied == page._preview._text.text
    assert "いま打った文" in copied


def test_the_first_field_with_an_error_is_where_work_goes_on(qtbot: QtBot) -> None:
    page = _page(qtbot, _broken())

    assert page.focus_target() is _field(page, _F.CONTACT)
    assert _page(qtbot).focus_target().objectName() == "posting_title"  # type: ignore[union-attr]


# ---- the look ----


@pytest.mark.parametrize(
    ("scale", "size"),
    [(1.0, (1056, 484)), (1.15, (1030, 460)), (1.3, (1010, 440)), (1.5, (990, 420))],
)
def test_nothing_is_cut_in_the_smallest_window(
    qtbot: QtBot, scale: float, size: tuple[int, int]
) -> None:
    theme.manager().set_scale(scale)
    page = _unshown(_broken())
    area = framed(page, size)
    qtbot.addWidget(area)
    area.show()

    def fits() -> None:
        assert audit.cut_off(page) == []
        assert not area.horizontalScrollBar().isVisible()

    qtbot.waitUntil(fits, timeout=2000)


def test_a_narrow_window_shows_check_or_preview(qtbot: QtBot) -> None:
    page = _page(qtbot, size=(980, 600))
    assert page._check.isVisible()
    assert not page._preview.isVisible()

    page._columns.switch._buttons["preview"].click()

    assert page._preview.isVisible()
    assert not page._check.isVisible()


def test_the_page_can_be_heard_and_reads_as_japanese(qtbot: QtBot) -> None:
    page = _page(qtbot, _broken())

    services = " ".join(profile.name for profile in core().platforms.all())
    names = tuple(re.findall(r"[A-Za-z]{2,}", services))
    assert audit.nameless(page) == []
    assert audit.foreign_words(page, but=names) == set()


def test_fields_are_as_high_as_their_text(qtbot: QtBot) -> None:
    page = _page(qtbot)
    edit = _field(page, _F.HOURS)
    _write(page, _F.HOURS, "1行")
    low = edit.height()

    _write(page, _F.HOURS, "1行\n2行\n3行")

    qtbot.waitUntil(lambda: edit.height() > low)
    assert not edit.verticalScrollBar().isVisible()


def test_the_first_item_of_the_sample_is_shown_first(qtbot: QtBot) -> None:
    page = _page(qtbot)

    assert page._current == first_item(page.session).id
    assert page._fields.items.currentText().startswith("1. ")
