"""Step ③: three formats side by side, one action for the best, a reason for any other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.domain.case import Case, Step
from cspdesk.domain.request_format import OrderType, RequestFormat
from cspdesk.services.editing import CaseSession
from tests.doubles import MOMENT
from tests.ui import audit
from tests.ui.sample import core, first_item, framed, opened_sample, sample, undecided
from tests.waiting import becoming_active
from ui import theme
from ui.pages.format_answers import FormatAnswersDialog
from ui.pages.format_card import FormatCard
from ui.pages.request_format import _REASON_SAMPLES, RequestFormatPage
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel, Paragraph


def _page(
    qtbot: QtBot, case: Case | None = None, *, size: tuple[int, int] = (1242, 612)
) -> RequestFormatPage:
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


def _unshown(case: Case | None = None) -> RequestFormatPage:
    page = RequestFormatPage(core().advice, lambda: MOMENT)
    page.show_case(opened_sample(case or undecided(sample()[1])))
    return page


def _find(page: QWidget, kind: type[Any], name: str) -> Any:
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def _card(page: RequestFormatPage, format_: RequestFormat) -> FormatCard:
    card = _find(page, FormatCard, f"format_{format_.value}")
    assert isinstance(card, FormatCard)
    return card


def _by_rank(page: RequestFormatPage, word: str) -> FormatCard:
    return next(card for card in page.findChildren(FormatCard) if card.rank.text() == word)


def _points(page: RequestFormatPage) -> dict[RequestFormat, str]:
    return {card.format: card.points.text() for card in page.findChildren(FormatCard)}


def _note(page: RequestFormatPage) -> str:
    return str(_find(page, Paragraph, "format_note").plain_text())


def _work_name(page: RequestFormatPage) -> str:
    return str(_find(page, ElidedLabel, "format_work_name").text())


def _chosen(session: CaseSession) -> RequestFormat | None:
    decision = first_item(session).format_decision
    return decision.chosen if decision else None


def _with_dialog(page: RequestFormatPage, act: Any) -> None:
    """Open the dialog of answers, do something in it, close it."""
    ran = []

    def inside() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FormatAnswersDialog)
        try:
            act(dialog)
            ran.append(True)
        finally:
            dialog.accept()

    QTimer.singleShot(0, inside)
    _find(page, QWidget, "format_edit_answers").click()
    assert ran


def test_the_recommendation_is_taken_with_one_press(qtbot: QtBot) -> None:
    page = _page(qtbot)
    best = _by_rank(page, "おすすめ")

    QTest.mouseClick(best.pick, Qt.MouseButton.LeftButton)

    decision = first_item(page.session).format_decision
    assert decision is not None
    assert decision.chosen is best.format
    assert decision.recommended is best.format
    assert not decision.overridden


def test_the_page_opens_on_the_button_of_the_recommendation(qtbot: QtBot) -> None:
    page = _page(qtbot)

    assert page.focus_target() is _by_rank(page, "おすすめ").pick


def test_the_recommended_card_stands_first_and_excluded_ones_last(qtbot: QtBot) -> None:
    page = _page(qtbot)

    cards = sorted(page.findChildren(FormatCard), key=lambda card: (card.y(), card.x()))
    ranks = [card.rank.text() for card in cards]
    assert (ranks[0], ranks[-1]) == ("おすすめ", "選べません")


def test_key_1_takes_the_card_that_stands_first(qtbot: QtBot) -> None:
    page = _page(qtbot)

    first = _by_rank(page, "おすすめ").format

    QTest.keyClick(page, Qt.Key.Key_1)

    assert _chosen(page.session) is first
    assert _by_rank(page, "選択中").format is first


def test_another_format_asks_for_a_reason_and_keeps_it(qtbot: QtBot) -> None:
    page = _page(qtbot)
    other = _by_rank(page, "次の候補")

    other.pick.click()
    assert _chosen(page.session) is None
    sample = _find(page, QLineEdit, "format_override").placeholderText()
    assert sample == _REASON_SAMPLES[other.format]
    _find(page, QLineEdit, "format_override").setText("同じ人に続けて頼みたいため")
    _find(page, Button, "format_override_keep").click()

    decision = first_item(page.session).format_decision
    assert decision is not None
    assert decision.chosen is other.format
    assert decision.override_reason == "同じ人に続けて頼みたいため"
    assert "同じ人に続けて頼みたいため" in _note(page)


@pytest.mark.parametrize("reason", ["", "   ", "　"])
def test_a_blank_reason_decides_nothing(qtbot: QtBot, reason: str) -> None:
    page = _page(qtbot)

    _by_rank(page, "次の候補").pick.click()
    _find(page, QLineEdit, "format_override").setText(reason)
    _find(page, Button, "format_override_keep").click()

    assert _chosen(page.session) is None
    assert _find(page, Banner, "format_reason").isVisible()


def test_digits_typed_into_the_reason_choose_nothing(qtbot: QtBot) -> None:
    page = _page(qtbot)
    _by_rank(page, "次の候補").pick.click()
    line = _find(page, QLineEdit, "format_override")

    QTest.keyClicks(line, "1w2")

    assert line.text() == "1w2"
    assert _chosen(page.session) is None
    assert QApplication.activeModalWidget() is None


def test_a_reason_under_conversion_is_not_taken(qtbot: QtBot) -> None:
    page = _page(qtbot)
    _by_rank(page, "次の候補").pick.click()
    line = _find(page, QLineEdit, "format_override")
    line.setText("続けて")
    QApplication.sendEvent(line, QInputMethodEvent("たのむ", []))

    QTest.keyClick(line, Qt.Key.Key_Return)

    assert _chosen(page.session) is None


def test_an_excluded_format_says_why_and_how_it_could_be_used(qtbot: QtBot) -> None:
    page = _page(qtbot)
    excluded = _by_rank(page, "選べません")

    shown = [p.plain_text() for p in excluded.findChildren(Paragraph)]
    assert any(text.startswith("こうすれば使えます：") for text in shown)
    excluded.pick.click()

    said = _find(page, Banner, "format_refusal")
    assert said.isVisible()
    assert excluded.format.label in said.message()
    assert "こうすれば使えます" in said.message()
    assert _chosen(page.session) is None


def test_each_card_says_what_to_make_sure_of_before_publishing(qtbot: QtBot) -> None:
    page = _page(qtbot)

    said = [p.plain_text() for p in _card(page, RequestFormat.TASK).findChildren(Paragraph)]

    assert any(text.startswith("・承認の決まり") for text in said)
    assert any("雇用のような頼み方" in text for text in said)


def test_a_new_answer_moves_the_points_at_once_and_is_kept(qtbot: QtBot) -> None:
    page = _page(qtbot)
    before = _points(page)

    def answer(dialog: FormatAnswersDialog) -> None:
        box = _find(dialog, QComboBox, "format_answer_units")
        box.setCurrentIndex(box.findData("many"))
        now = _points(page)
        assert now != before

    _with_dialog(page, answer)

    given = {a.question_id: a.value for a in first_item(page.session).format_answers}
    assert given == {"units": "many"}
    assert page.session.dirty


def test_an_answer_can_be_taken_back(qtbot: QtBot) -> None:
    page = _page(qtbot)
    before = _points(page)

    def answer_and_take_back(dialog: FormatAnswersDialog) -> None:
        box = _find(dialog, QComboBox, "format_answer_units")
        box.setCurrentIndex(box.findData("many"))
        box.setCurrentIndex(box.findData(""))

    _with_dialog(page, answer_and_take_back)

    assert first_item(page.session).format_answers == ()
    assert _points(page) == before


def test_undo_takes_a_choice_back(qtbot: QtBot) -> None:
    page = _page(qtbot)
    _by_rank(page, "おすすめ").pick.click()

    page.session.undo()
    page.refresh()

    assert _chosen(page.session) is None
    assert _by_rank(page, "おすすめ").isVisible()


def test_a_chosen_card_leads_to_the_next_undecided_work(qtbot: QtBot) -> None:
    page = _page(qtbot)
    first = _work_name(page)
    _by_rank(page, "おすすめ").pick.click()

    _by_rank(page, "選択中").pick.click()

    assert _work_name(page) != first
    shown = next(
        item for item in page.session.case.decomposition.work_items if item.name == _work_name(page)
    )
    assert shown.format_decision is None


def test_after_the_last_choice_the_posting_comes_next(qtbot: QtBot) -> None:
    page = _page(qtbot, sample()[1])

    with qtbot.waitSignal(page.step_wanted) as caught:
        _by_rank(page, "選択中").pick.click()

    assert caught.args[0] is Step.POSTING


def test_a_decision_tells_when_answers_changed_after_it(qtbot: QtBot) -> None:
    page = _page(qtbot)
    _by_rank(page, "おすすめ").pick.click()

    def answer(dialog: FormatAnswersDialog) -> None:
        box = _find(dialog, QComboBox, "format_answer_units")
        box.setCurrentIndex(box.findData("many"))

    _with_dialog(page, answer)

    assert "選び直す" in _note(page)


def test_without_ordered_work_the_page_leads_back(qtbot: QtBot) -> None:
    case = sample()[1]
    empty = replace(case, decomposition=replace(case.decomposition, work_items=()), postings=())
    page = _page(qtbot, empty)

    with qtbot.waitSignal(page.step_wanted) as caught:
        _find(page, Button, "format_to_decomposition").click()

    assert caught.args[0] is Step.DECOMPOSITION
    assert page.main_action() is None


@pytest.mark.parametrize(
    ("scale", "size"),
    [(1.0, (1056, 484)), (1.15, (1030, 460)), (1.3, (1010, 440)), (1.5, (990, 420))],
)
def test_nothing_is_cut_in_the_smallest_window(
    qtbot: QtBot, scale: float, size: tuple[int, int]
) -> None:
    theme.manager().set_scale(scale)
    page = _unshown()
    area = framed(page, size)
    qtbot.addWidget(area)
    area.show()

    def fits() -> None:
        assert audit.cut_off(page) == []
        assert not area.horizontalScrollBar().isVisible()

    qtbot.waitUntil(fits, timeout=2000)


def test_the_page_can_be_heard_and_reads_as_japanese(qtbot: QtBot) -> None:
    page = _page(qtbot)

    assert audit.nameless(page) == []
    assert audit.foreign_words(page) == set()
    assert audit.reading_markup(page) == []


def test_names_with_markup_are_shown_as_typed(qtbot: QtBot) -> None:
    case = undecided(sample()[1])
    item = case.decomposition.ordered_items()[0]
    tree = case.decomposition.with_work_item(replace(item, name="<b>見本</b>の仕事"))

    page = _page(qtbot, replace(case, decomposition=tree))

    assert _work_name(page) == "<b>見本</b>の仕事"
    assert audit.reading_markup(page) == []


def test_who_orders_is_chosen_below_the_cards_with_reasons(qtbot: QtBot) -> None:
    page = _page(qtbot)
    choice = _find(page, QComboBox, "format_order_type")

    assert OrderType(choice.currentData()) is page.session.case.order_type
    place = choice.findData(OrderType.DIRECT)
    choice.setCurrentIndex(place)
    choice.activated.emit(place)

    assert page.session.case.order_type is OrderType.DIRECT
    assert "おすすめは" in _find(page, Paragraph, "format_order_type_why").text()


def test_a_card_tells_what_the_work_would_come_to(qtbot: QtBot) -> None:
    page = _page(qtbot)
    card = _by_rank(page, "おすすめ")

    told = " ".join(text.text() for text in card.findChildren(Paragraph))

    assert "円" in told
    assert "採らなかった" in told or "見積もり" in told
