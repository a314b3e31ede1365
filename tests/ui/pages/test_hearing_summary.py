"""The summary beside the interview follows each answer."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractScrollArea
from pytestqt.qtbot import QtBot

from tests.ui.hearing_page import TALK, find, go_to, open_page, press, shown_question, summary_text
from ui.pages.hearing import HearingPage
from ui.pages.hearing_choice import ChoiceCard
from ui.pages.hearing_summary import HearingSummary
from ui.widgets.banner import Banner
from ui.widgets.text_edit import TextEdit


def _outlook(page: HearingPage) -> str:
    """Return the part of the summary that stands above what was heard."""
    above, head, _below = summary_text(page).partition("聞き取ったこと")
    return above if head else ""


def _missing(page: HearingPage) -> str:
    return str(find(page, Banner, "hearing_missing").message())


def test_the_summary_follows_and_names_what_is_missing(qtbot: QtBot) -> None:
    page = open_page(qtbot, words="困った")
    assert "困りごと ・" in _missing(page)
    go_to(page, "trouble")

    find(page, TextEdit, "hearing_words").setPlainText("<b>注文</b>が減った")
    page.commit_pending()

    assert "<b>注文</b>が減った" in summary_text(page)
    assert "困りごと ・" not in _missing(page)


def test_each_answer_shows_at_once_in_the_outlook(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    go_to(page, "area")
    find(page, ChoiceCard, "hearing_choice_people").click()
    assert "人を採りたい" in _outlook(page)

    page.main_action().run()
    assert shown_question(page) == "narrow.problem:people"
    find(page, ChoiceCard, "hearing_choice_P-RECRUIT").click()
    assert "新 " in _outlook(page)


def test_an_obstacle_in_the_words_shows_with_its_remedy(qtbot: QtBot) -> None:
    page = open_page(qtbot, words="パソコンは苦手です。")

    assert "「パソコンは苦手" in summary_text(page)
    assert "手当て：" in summary_text(page)


def test_unknown_answers_gather_in_the_list_of_what_to_ask(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    go_to(page, "employees")
    press(page, "hearing_unknown")
    text = summary_text(page)

    assert "・働いている方は何人ですか" in text.partition("確認すること")[2]


def test_the_sheet_is_printed_from_here(qtbot: QtBot) -> None:
    page = open_page(qtbot)

    with qtbot.waitSignal(page.sheet_wanted):
        press(page, "hearing_sheet")


def test_the_summary_scrolls_as_one(qtbot: QtBot) -> None:
    page = open_page(qtbot, words=TALK)
    summary = find(page, HearingSummary, "hearing_summary")

    assert len(summary.findChildren(QAbstractScrollArea)) == 1
