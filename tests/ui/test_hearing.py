from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QProgressBar,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cspdesk.domain.case import Step
from cspdesk.domain.catalogue import Choice
from cspdesk.domain.hearing import Answer, AnswerState, Channel, Obstacle
from cspdesk.services.decomposing import DecomposingService
from cspdesk.services.editing import CaseSession
from cspdesk.services.interview import InterviewService
from cspdesk.services.narrowing import MOST_QUESTIONS
from tests.doubles import TODAY, MemoryDesk, counted_ids
from tests.ui import audit
from tests.waiting import becoming_active
from ui import background, theme
from ui.pages.hearing import HearingPage
from ui.pages.hearing_choice import ChoiceCard
from ui.pages.hearing_outline import HearingOutline
from ui.pages.hearing_rows import outline_rows
from ui.pages.hearing_summary import HearingSummary
from ui.pages.meetings_dialog import MeetingsDialog
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.delegates import CELL_ROLE
from ui.widgets.row_table import RowTable
from ui.widgets.text_edit import TextEdit


def _page(qtbot: QtBot, words: str = "") -> HearingPage:
    desk = MemoryDesk()
    opened = desk.cases.create(client_name="見本商店", words=words)
    page = HearingPage(InterviewService(), DecomposingService(), lambda: TODAY, counted_ids("m"))
    qtbot.addWidget(page)
    page.resize(1274, 640)
    page.show_case(CaseSession(opened, desk.cases))
    with becoming_active(qtbot, page):
        page.show()
        page.activateWindow()
    page.focus_target().setFocus()
    return page


def _find(page: HearingPage, kind: type[Any], name: str) -> Any:
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def _summary_text(page: HearingPage) -> str:
    return str(_find(page, QTextBrowser, "hearing_summary_text").toPlainText())


def _outlook(page: HearingPage) -> str:
    """Return the part of the summary that stands above what was heard."""
    above, head, _below = _summary_text(page).partition("聞き取ったこと")
    return above if head else ""


def _missing(page: HearingPage) -> str:
    return str(_find(page, Banner, "hearing_missing").message())


def _commit(field: QWidget, text: str) -> None:
    """Enter text as an input method does when a conversion is accepted."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def _press(page: HearingPage, name: str) -> None:
    QTest.mouseClick(_find(page, Button, name), Qt.MouseButton.LeftButton)


def _answer(page: HearingPage, question_id: str) -> Answer | None:
    return page.session.case.hearing.answer(question_id)


def _shown_question(page: HearingPage) -> str:
    return page._question.question_id


def test_a_new_case_opens_at_the_owners_words(qtbot: QtBot) -> None:
    page = _page(qtbot)

    assert page.focus_target().objectName() == "hearing_owner_words"


def test_typed_words_are_kept_as_they_are_typed(qtbot: QtBot) -> None:
    page = _page(qtbot)
    field = _find(page, TextEdit, "hearing_owner_words")

    field.setPlainText("お客さんが来ない。\n困った")
    page.commit_pending()

    assert page.session.case.hearing.owner_words == "お客さんが来ない。\n困った"


def test_with_words_there_the_first_question_is_asked(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")

    assert _shown_question(page) == "industry"


def test_a_chosen_option_is_stored_and_fills_the_clients_trade(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")

    _find(page, ChoiceCard, "hearing_choice_maker").click()

    assert page.session.client.industry == "製造業"
    assert _answer(page, "industry") == Answer(
        question_id="industry", state=AnswerState.ANSWERED, choices=("maker",)
    )


def test_one_of_several_options_replaces_the_other(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")

    _find(page, ChoiceCard, "hearing_choice_maker").click()
    _find(page, ChoiceCard, "hearing_choice_shop").click()

    answer = _answer(page, "industry")
    assert answer is not None
    assert answer.choices == ("shop",)


def test_enter_on_an_option_answers_and_goes_on(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")

    QTest.keyClick(_find(page, ChoiceCard, "hearing_choice_maker"), Qt.Key.Key_Return)

    assert _answer(page, "industry") is not None
    assert _shown_question(page) == "employees"


def test_alt_letters_choose_options(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")

    QTest.keyClick(page.focus_target(), Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)

    answer = _answer(page, "industry")
    assert answer is not None
    assert answer.choices == ("build",)


def test_unknown_and_skipped_are_marked_and_the_next_question_follows(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")

    _press(page, "hearing_unknown")
    _press(page, "hearing_skip")

    industry, employees = _answer(page, "industry"), _answer(page, "employees")
    assert industry is not None
    assert employees is not None
    assert (industry.state, employees.state) == (AnswerState.UNKNOWN, AnswerState.SKIPPED)
    assert _shown_question(page) == "prefecture"


def test_ctrl_u_in_a_typed_field_marks_unknown_instead_of_deleting(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")
    page._go_to("employees")

    QTest.keyClick(
        _find(page, QLineEdit, "hearing_line"), Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier
    )

    answer = _answer(page, "employees")
    assert answer is not None
    assert answer.state is AnswerState.UNKNOWN


def test_full_width_digits_fill_the_number_of_people(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")
    page._go_to("employees")

    _commit(_find(page, QLineEdit, "hearing_line"), "１４名")

    assert page.session.client.employees == 14
    assert "14人" in page._question._heard.text()


def test_a_sum_of_money_is_asked_with_a_sample_in_yen(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")
    line = _find(page, QLineEdit, "hearing_line")

    page._go_to("budget")
    assert "60万円" in line.placeholderText()
    page._go_to("employees")
    assert "円" not in line.placeholderText()


def test_a_long_option_in_a_narrow_card_takes_a_second_line(qtbot: QtBot) -> None:
    choice = Choice(id="c", label="法人の取引先を増やしたい・下請けから抜け出したい", hint="見本")
    card = ChoiceCard(choice, several=True, key="Alt+Q", parent=_page(qtbot))

    assert card.heightForWidth(900) == card.sizeHint().height()
    assert card.heightForWidth(300) > card.sizeHint().height()


def test_an_unreadable_date_is_kept_as_typed_and_said_so(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")
    page._go_to("deadline")

    _commit(_find(page, QLineEdit, "hearing_line"), "来年のどこか")

    answer = _answer(page, "deadline")
    assert answer is not None
    assert answer.text == "来年のどこか"
    assert page.session.case.deadline is None
    assert page._question._heard.text() == "値として読めないため、書いたまま残します。"


def test_emptying_an_answer_takes_back_what_it_filled(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")
    page._go_to("employees")
    line = _find(page, QLineEdit, "hearing_line")
    QTest.keyClicks(line, "14")

    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Backspace)

    assert _answer(page, "employees") is None
    assert page.session.client.employees is None


def test_typing_one_answer_is_one_step_of_undo(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")
    page._go_to("employees")
    line = _find(page, QLineEdit, "hearing_line")
    QTest.keyClicks(line, "145")

    page.session.undo()
    page.refresh()

    assert _answer(page, "employees") is None
    assert line.text() == ""


def test_answers_open_further_questions(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")
    before = {q.id for q in page._asked()}
    page._go_to("area")

    _find(page, ChoiceCard, "hearing_choice_sales").click()

    assert "sales_route" in {q.id for q in page._asked()} - before


def test_obstacles_come_from_the_answers(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")
    page._go_to("obstacles")

    _find(page, ChoiceCard, "hearing_choice_awareness").click()

    assert page.session.case.hearing.obstacles == (Obstacle.AWARENESS,)


def test_the_summary_follows_and_names_what_is_missing(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")
    assert "困りごと ・" in _missing(page)
    page._go_to("trouble")

    _find(page, TextEdit, "hearing_words").setPlainText("<b>注文</b>が減った")
    page.commit_pending()

    assert "<b>注文</b>が減った" in _summary_text(page)
    assert "困りごと ・" not in _missing(page)


def test_nothing_goes_on_while_text_is_being_converted(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")
    page._go_to("trouble")
    field = _find(page, TextEdit, "hearing_words")
    field.setFocus()
    QApplication.sendEvent(field, QInputMethodEvent("へんかん", []))

    page.main_action().run()

    assert _shown_question(page) == "trouble"
    assert _answer(page, "trouble") is None


def test_after_the_last_question_the_next_step_is_offered(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")
    while page._place != "end":
        page._leave_as(AnswerState.UNKNOWN)

    with qtbot.waitSignal(page.step_wanted) as wanted:
        page.main_action().run()

    assert wanted.args == [Step.DECOMPOSITION, ""]


def test_five_actions_answer_five_questions(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")

    QTest.keyClick(page.focus_target(), Qt.Key.Key_Return)
    page.focus_target().setText("14")  # type: ignore[attr-defined]
    QTest.keyClick(page.focus_target(), Qt.Key.Key_Return)
    _press(page, "hearing_skip")
    QTest.keyClick(page.focus_target(), Qt.Key.Key_Return)
    QTest.keyClick(page.focus_target(), Qt.Key.Key_Return)

    assert _shown_question(page) == "trouble"


def test_the_review_leads_back_to_a_question(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")
    _press(page, "hearing_review")
    table = _find(page, RowTable, "hearing_review_table")

    table.opened.emit(2)

    assert _shown_question(page) == "prefecture"


def test_back_returns_to_the_question_before(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")
    page._go_to("prefecture")

    QTest.keyClick(page.focus_target(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)

    assert _shown_question(page) == "employees"


def test_a_group_in_the_outline_leads_to_its_first_open_question(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")
    outline = _find(page, HearingOutline, "hearing_outline")

    outline.chosen.emit("お金と体制")

    assert _shown_question(page) == "budget"


def test_a_click_in_the_outline_leads_into_the_field_to_answer_in(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")
    outline = _find(page, HearingOutline, "hearing_outline")
    outline.chosen.emit("お金と体制")
    outline.setFocus()

    row = outline.visualRect(outline.indexBelow(outline.currentIndex()))
    QTest.mousePress(outline.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    QApplication.processEvents()  # the options of the question are laid out
    QTest.mouseRelease(outline.viewport(), Qt.MouseButton.LeftButton, pos=row.center())

    assert _shown_question(page) != "budget"
    assert page._question.answer_field().hasFocus()


def test_a_click_in_the_outline_marks_the_question_that_is_asked(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")
    outline = _find(page, HearingOutline, "hearing_outline")
    outline.chosen.emit("お金と体制")
    last = outline.model().index(outline.model().rowCount() - 1, 0)

    spot = outline.visualRect(last).center()
    QTest.mouseClick(outline.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    marked = [index.data(CELL_ROLE).key for index in outline.selectionModel().selectedIndexes()]
    assert marked == [_shown_question(page)]


def test_what_is_left_until_the_proposals_are_settled_is_counted_apart(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")
    interview, hearing = page._interview, page.session.case.hearing
    said = _find(page, QLabel, "hearing_settling")
    left = [interview.progress(hearing).to_settle]
    assert f"多くてあと {left[0]}問" in said.text()

    while (question_id := interview.narrowing.next_id(hearing)) != "":
        question = interview.question(question_id, hearing)
        assert question is not None
        given = Answer(
            question_id=question_id,
            state=AnswerState.ANSWERED,
            choices=(question.choices[0].id,),
        )
        hearing = hearing.with_answer(given)
        left.append(interview.progress(hearing).to_settle)
    page.apply("答え", lambda case: replace(case, hearing=hearing))
    page.refresh()

    assert left == sorted(left, reverse=True)
    assert left[0] <= MOST_QUESTIONS
    assert left[-1] == 0
    background.wait_for_all()
    assert "ここまでで候補は固まりました" in said.text()


@pytest.mark.parametrize("width", [1179, 1274])
def test_the_summary_can_be_reached_at_every_width(qtbot: QtBot, width: int) -> None:
    page = _page(qtbot, words="困った")
    page.resize(width, 640)

    _press(page, "hearing_fold")

    assert _find(page, HearingSummary, "hearing_summary").isVisible()


def _meetings(qtbot: QtBot, page: HearingPage) -> MeetingsDialog:
    page.open_meetings()
    dialog: MeetingsDialog = _find(page, MeetingsDialog, "meetings_dialog")
    qtbot.addWidget(dialog)
    return dialog


def test_a_meeting_can_be_added_changed_and_deleted(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")
    dialog = _meetings(qtbot, page)

    _press_in(dialog, "meeting_add")
    note = dialog.findChild(TextEdit, "meeting_note")
    minutes = dialog.findChild(QLineEdit, "meeting_minutes")
    next_on = dialog.findChild(QLineEdit, "meeting_next_on")
    assert note is not None
    assert minutes is not None
    assert next_on is not None
    note.setPlainText("現状をうかがった")
    note.commit_pending()
    minutes.setText("９０分")
    next_on.setText("12/8")
    dialog.accept()

    meeting = page.session.case.hearing.meetings[0]
    assert (meeting.held_on, meeting.minutes, meeting.channel) == (TODAY, 90, Channel.DESK)
    assert (meeting.note, meeting.next_on) == ("現状をうかがった", date(2026, 12, 8))

    dialog = MeetingsDialog(
        page.session.case.hearing.meetings, today=lambda: TODAY, new_id=counted_ids()
    )
    qtbot.addWidget(dialog)
    _press_in(dialog, "meeting_delete")
    assert dialog.meetings() == ()


def _press_in(dialog: MeetingsDialog, name: str) -> None:
    button = dialog.findChild(Button, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("place", ["owner_words", "industry", "budget", "review", "end"])
def test_everything_has_a_name_and_room(qtbot: QtBot, place: str, scale: float) -> None:
    theme.manager().set_scale(scale)
    page = _page(qtbot, words="困った")
    page._go_to(place)
    QApplication.processEvents()

    assert audit.nameless(page) == []
    assert audit.foreign_words(page) == set()
    assert audit.cut_off(page) == []
    assert audit.reading_markup(page) == []


def test_each_answer_shows_at_once_in_the_outlook(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page._go_to("area")
    _find(page, ChoiceCard, "hearing_choice_people").click()
    assert "人を採りたい" in _outlook(page)

    page._go_on()
    assert _shown_question(page) == "narrow.problem:people"
    _find(page, ChoiceCard, "hearing_choice_P-RECRUIT").click()
    assert "新 " in _outlook(page)


def test_an_answer_is_shown_within_fifty_milliseconds(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page._go_to("area")
    _find(page, ChoiceCard, "hearing_choice_people").click()
    page._go_on()
    card = _find(page, ChoiceCard, "hearing_choice_P-RECRUIT")
    taken = []
    for _ in range(3):
        started = time.process_time()
        card.click()
        taken.append(time.process_time() - started)

    assert min(taken) <= 0.05


def _answers_with_a_changed_ground(page: HearingPage) -> None:
    for place, choice in (
        ("area", "people"),
        ("narrow.problem:people", "P-RECRUIT"),
        ("area", "web"),
    ):
        page._go_to(place)
        next(card for card in page._question.choices() if card.choice_id == choice).click()


def test_the_review_marks_what_rests_on_a_changed_answer(qtbot: QtBot) -> None:
    page = _page(qtbot)
    _answers_with_a_changed_ground(page)
    page._go_to("review")

    again = [row.question_id for row in page._review._rows if row.state == "again"]
    assert again == ["narrow.problem:people"]


def test_answers_may_be_kept_as_they_stand(qtbot: QtBot) -> None:
    page = _page(qtbot)
    _answers_with_a_changed_ground(page)
    page._go_to("review")

    _press(page, "hearing_keep")

    assert all(row.state != "again" for row in page._review._rows)
    kept = _answer(page, "narrow.problem:people")
    assert kept is not None
    assert kept.choices == ("P-RECRUIT",)


def test_an_obstacle_in_the_words_shows_with_its_remedy(qtbot: QtBot) -> None:
    page = _page(qtbot, words="パソコンは苦手です。")

    assert "「パソコンは苦手" in _summary_text(page)
    assert "手当て：" in _summary_text(page)


def test_unknown_answers_gather_in_the_list_of_what_to_ask(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page._go_to("employees")
    page._leave_as(AnswerState.UNKNOWN)
    text = _summary_text(page)

    assert "・働いている方は何人ですか" in text.partition("確認すること")[2]


def test_the_sheet_is_printed_from_here(qtbot: QtBot) -> None:
    page = _page(qtbot)

    with qtbot.waitSignal(page.sheet_wanted):
        _press(page, "hearing_sheet")


TALK = "看板を60万くらいで、年内に直したい。パート入れて7人です。"


def test_what_the_talk_tells_is_offered_beside_the_field_and_taken_with_one_key(
    qtbot: QtBot,
) -> None:
    page = _page(qtbot, words=TALK)
    page._go_to("budget")
    assert "「60万くらい」→ 600,000円" in page._question.told.message()

    page.focus_target().setFocus()
    QTest.keyClick(page.focus_target(), Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)

    assert page.session.case.budget_yen == 600_000
    assert _find(page, QLineEdit, "hearing_line").text() == "600,000円"
    assert page._question.told.isHidden()
    assert page.focus_target().hasFocus()


def test_what_was_typed_is_never_replaced_by_what_the_talk_tells(qtbot: QtBot) -> None:
    page = _page(qtbot, words=TALK)
    page._go_to("budget")
    _commit(_find(page, QLineEdit, "hearing_line"), "45万")

    assert page._question.told.isHidden()
    page._take_shown()
    assert page.session.case.budget_yen == 450_000


def test_all_that_the_talk_tells_is_taken_at_once_from_the_words_and_undone_at_once(
    qtbot: QtBot,
) -> None:
    page = _page(qtbot, words=TALK)
    page._go_to("owner_words")
    assert page._words.told.message().count("→") == 3

    _press(page, "hearing_words_told_take")
    case = page.session.case
    assert (case.budget_yen, case.deadline) == (600_000, date(2026, 12, 31))
    assert page.session.client.employees == 7

    page.session.undo()
    page.refresh()
    undone = page.session
    assert (undone.case.budget_yen, undone.case.deadline) == (None, None)
    assert undone.client.employees is None


def test_a_question_without_a_told_value_offers_none(qtbot: QtBot) -> None:
    page = _page(qtbot, words=TALK)
    page._go_to("prefecture")

    assert page._question.told.isHidden()


def _outline_group(page: HearingPage, group: str) -> tuple[str, str]:
    rows = outline_rows(page._interview, page.session.case.hearing, page._place)
    row = next(row for row, _ in rows if row.key == group)
    return row.state, row.count


def test_a_group_left_for_later_is_not_done(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")
    for _ in range(5):
        page._leave_as(AnswerState.SKIPPED)
    assert _outline_group(page, "会社のこと") == ("skipped", "0/5")

    page._go_to("employees")
    page._leave_as(AnswerState.UNKNOWN)
    assert _outline_group(page, "会社のこと") == ("skipped", "0/5")
    for question in page._asked()[:5]:
        page._go_to(question.id)
        page._leave_as(AnswerState.UNKNOWN)
    assert _outline_group(page, "会社のこと") == ("unknown", "0/5")


def test_only_answers_fill_the_bar_and_what_was_left_is_named(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")
    page._leave_as(AnswerState.SKIPPED)
    page._leave_as(AnswerState.UNKNOWN)
    bar = _find(page, QProgressBar, "hearing_progress")

    assert bar.value() == 0
    assert page._left._count.text().endswith("0問・不明 1問・あとで 1問")
    assert "業種\nあとで聞きます" in _summary_text(page)


def test_the_outline_marks_what_rests_on_a_changed_answer(qtbot: QtBot) -> None:
    page = _page(qtbot)
    _answers_with_a_changed_ground(page)

    rows = outline_rows(page._interview, page.session.case.hearing, "")
    below = {row.key: row for _, inside in rows for row in inside}
    assert below["narrow.problem:people"].state == "again"
    assert below["narrow.problem:people"].remark.startswith("見直し：")
    assert _outline_group(page, "困りごと")[0] == "again"


def test_the_summary_scrolls_as_one(qtbot: QtBot) -> None:
    page = _page(qtbot, words=TALK)
    summary = _find(page, HearingSummary, "hearing_summary")

    assert len(summary.findChildren(QAbstractScrollArea)) == 1


def test_without_room_for_three_columns_the_summary_takes_the_place_of_the_question(
    qtbot: QtBot,
) -> None:
    page = _page(qtbot, words="困った")
    page.resize(1179, 640)
    qtbot.waitUntil(lambda: page._folded)

    _press(page, "hearing_fold")
    assert page._summary.isVisible()
    assert not page._faces.isVisible()
    page._leave_as(AnswerState.SKIPPED)
    assert page.session.case.hearing.answers == ()

    page.main_action().run()
    assert _shown_question(page) == "industry"
    assert page._faces.isVisible()
    assert not page._summary.isVisible()


def test_an_answer_that_opens_questions_shows_in_the_count_at_once(qtbot: QtBot) -> None:
    page = _page(qtbot, words="困った")
    page._go_to("area")

    _find(page, ChoiceCard, "hearing_choice_sales").click()

    assert page._question._number.text().endswith(f"/ {len(page._asked())}")
