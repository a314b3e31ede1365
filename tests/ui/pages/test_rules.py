"""The rules to read: narrowed down, sorted, opened and left by keys."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.bootstrap import Core
from cspdesk.services.rule_book import RuleBook, RuleState
from tests.builders import OWN_RULE
from tests.ui import audit
from tests.ui.desk import WindowDesk
from tests.ui.keyboard import compose
from tests.waiting import becoming_active, until_active
from ui import background, theme
from ui.main_window import MainWindow
from ui.models.rules import CONFIDENCE, SOURCE, TITLE
from ui.pages.rules import RulesPage
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.labels import LinkButton
from ui.widgets.row_table import RowTable
from ui.widgets.rule_reading import RuleReading

_TODAY = date(2026, 11, 21)
_CORE = Core()
_BOOK = _CORE.rule_book


class _FaultyBook(RuleBook):
    def faults(self) -> tuple[tuple[str, str], ...]:
        return (("見本.toml", "message がありません"),)


def settled(_widget: QWidget) -> None:
    background.wait_for_all()
    QApplication.processEvents()


def opened(qtbot: QtBot, book: RuleBook = _BOOK, width: int = 1274) -> RulesPage:
    page = RulesPage(book, lambda: "2026.11", lambda: _TODAY)
    qtbot.addWidget(page, before_close_func=settled)
    page.resize(width, 640)
    with becoming_active(qtbot, page):
        page.show()
        page.activateWindow()
    page.opened()
    qtbot.waitUntil(lambda: table(page).model().rowCount() > 0)
    return page


def table(page: QWidget) -> RowTable:
    found = page.findChild(RowTable, "rules_table")
    assert found is not None
    return found


def titles(page: QWidget) -> list[str]:
    model = table(page).model()
    return [str(model.index(row, TITLE).data()) for row in range(model.rowCount())]


def reading(page: QWidget) -> RuleReading:
    found = page.findChild(RuleReading)
    assert found is not None
    return found


def text_of(widget: QWidget) -> str:
    return "\n".join(audit.words_on_screen(widget))


def typed(qtbot: QtBot, page: RulesPage, words: str) -> None:
    field = page.search_field()
    before = titles(page)
    field.setText(words)
    qtbot.waitUntil(lambda: titles(page) != before)


def on_day(qtbot: QtBot, page: RulesPage, words: str) -> None:
    field = page.findChild(QLineEdit, "rules_day")
    assert field is not None
    field.setFocus()
    field.setText(words)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert page._ask.busy
    qtbot.waitUntil(lambda: not page._ask.busy)


def test_all_rules_stand_there_with_their_number(qtbot: QtBot) -> None:
    page = opened(qtbot)

    assert len(titles(page)) == len(_BOOK.entries(_TODAY))
    header = table(page).model().headerData(TITLE, Qt.Orientation.Horizontal)
    assert header == f"ルール（{len(titles(page))}件）"


def test_a_group_shows_its_own_rules_only(qtbot: QtBot) -> None:
    page = opened(qtbot)
    groups = page.findChild(RowTable, "rules_groups")
    assert groups is not None
    key, name, count = _BOOK.groups(_TODAY)[1]

    groups.set_current_row(2)
    qtbot.waitUntil(lambda: len(titles(page)) == count)

    assert titles(page) == [entry.title for entry in _BOOK.find("", _TODAY, key)]
    header = table(page).model().headerData(TITLE, Qt.Orientation.Horizontal)
    assert header == f"ルール（{name} {count}件）"


def test_words_are_found_however_they_are_typed(qtbot: QtBot) -> None:
    page = opened(qtbot)

    typed(qtbot, page, "ｆ０１")

    assert titles(page)[0] == _BOOK.entry("F01", _TODAY).title


def test_nothing_is_searched_while_the_input_method_converts(qtbot: QtBot) -> None:
    page = opened(qtbot)
    page.search_field().setFocus()
    compose(page.search_field(), "しはら")
    before = titles(page)

    page.search_field().returnPressed.emit()
    background.wait_for_all()
    QApplication.processEvents()

    assert titles(page) == before


def test_no_match_says_what_to_do(qtbot: QtBot) -> None:
    page = opened(qtbot)

    typed(qtbot, page, "どこにもない言葉です")

    assert "条件に合うルールがありません" in text_of(page)


@pytest.mark.parametrize("typed_day", ["2024-10-31", "２０２４年１０月３１日", "令和6年10月31日"])
def test_the_day_is_read_as_people_write_it(qtbot: QtBot, typed_day: str) -> None:
    page = opened(qtbot)

    on_day(qtbot, page, typed_day)

    assert page.heading().note == "2024-10-31 の時点"


def test_rules_not_in_force_on_the_day_say_so_and_can_be_left_out(qtbot: QtBot) -> None:
    page = opened(qtbot)
    day = date(2024, 10, 31)
    on_day(qtbot, page, "2024-10-31")
    model = table(page).model()
    row = titles(page).index(_BOOK.entry("F01", day).title)
    assert model.index(row, CONFIDENCE).data() == RuleState.COMING.label

    others = page.findChild(QWidget, "rules_others")
    assert others is not None
    others.setFocus()
    QTest.keyClick(others, Qt.Key.Key_Space)
    wanted = _BOOK.find("", day, with_others=False)
    qtbot.waitUntil(lambda: len(titles(page)) == len(wanted))

    assert _BOOK.entry("F01", day).title not in titles(page)


def test_the_chosen_rule_tells_source_day_period_and_examples(qtbot: QtBot) -> None:
    page = opened(qtbot)
    entry = _BOOK.entry("D02", _TODAY)

    page.show_rule("D02", _TODAY)
    qtbot.waitUntil(lambda: reading(page).title() == entry.title)

    said = text_of(reading(page))
    for words in (
        entry.message,
        entry.sources[0].law,
        entry.sources[0].article,
        entry.sources[0].publisher,
        "2026-11-21確認",
        "2024-11-01 から",
        entry.applies_to,
        "良い例",
        "悪い例",
        entry.bad[0].text,
    ):
        assert words in said


def test_a_rule_that_is_to_be_checked_says_that_it_never_makes_a_fault(qtbot: QtBot) -> None:
    page = opened(qtbot)

    page.show_rule("D07", _TODAY)
    qtbot.waitUntil(lambda: "不適合にはしません" in text_of(reading(page)))

    assert "要確認" in text_of(reading(page))


def test_a_rule_asked_for_gets_the_focus(qtbot: QtBot) -> None:
    page = opened(qtbot)

    page.show_rule("G04", date(2026, 1, 1))

    qtbot.waitUntil(lambda: reading(page).hasFocus())
    assert page.heading().note == "2026-01-01 の時点"


def test_enter_goes_to_the_rule_and_esc_back_to_the_list(qtbot: QtBot) -> None:
    page = opened(qtbot)
    table(page).setFocus()

    QTest.keyClick(table(page), Qt.Key.Key_Down)
    QTest.keyClick(table(page), Qt.Key.Key_Return)
    assert reading(page).hasFocus()
    assert reading(page).title() == titles(page)[1]

    QTest.keyClick(reading(page), Qt.Key.Key_Escape)
    assert table(page).hasFocus()


def test_columns_are_sorted_up_down_and_as_found(qtbot: QtBot) -> None:
    page = opened(qtbot)
    found = titles(page)
    press = table(page).horizontalHeader().sectionClicked.emit

    press(TITLE)
    assert titles(page) == sorted(found)
    press(TITLE)
    assert titles(page) == sorted(found, reverse=True)
    press(TITLE)
    assert titles(page) == found


def test_the_order_can_be_changed_by_keys(qtbot: QtBot) -> None:
    page = opened(qtbot)
    table(page).setFocus()

    QTest.keyClick(table(page), Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(table(page), Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)

    header = table(page).model().headerData(SOURCE, Qt.Orientation.Horizontal)
    assert header == "出どころ ↑"


def test_the_changes_of_the_rules_are_shown_and_left_by_esc(qtbot: QtBot) -> None:
    page = opened(qtbot)
    link = page.findChild(LinkButton, "rules_changes_link")
    assert link is not None

    link.click()
    newest = _BOOK.changes()[0]
    assert newest.version in text_of(page)
    assert newest.text in text_of(page)

    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    assert reading(page).isVisible()


def test_own_rules_that_could_not_be_read_are_named_with_the_reason(qtbot: QtBot) -> None:
    page = opened(qtbot, _FaultyBook(_CORE.checking))
    banner = page.findChild(Banner, "rules_faults")
    assert banner is not None

    assert banner.isVisible()
    assert "見本.toml：message がありません" in banner.message()


def test_a_narrow_page_shows_list_and_rule_in_turn(qtbot: QtBot) -> None:
    page = opened(qtbot, width=860)
    choice = page.findChild(QComboBox, "rules_group_choice")
    close = page.findChild(Button, "rules_close")
    assert choice is not None
    assert close is not None
    assert choice.isVisible()
    assert not reading(page).isVisible()

    table(page).setFocus()
    QTest.keyClick(table(page), Qt.Key.Key_Return)
    assert reading(page).isVisible()
    assert not table(page).isVisible()

    close.click()
    assert table(page).isVisible()


def test_from_a_rule_one_comes_back_to_where_one_was(qtbot: QtBot) -> None:
    desk = WindowDesk()
    window = desk.window()
    qtbot.addWidget(window, before_close_func=settled)
    with becoming_active(qtbot, window):
        window.show()
        window.activateWindow()
    opened_case = desk.desk.cases.create(client_name="見本商店", words="品目が多い")
    window.open_case(opened_case.case.id)

    window.show_rule("F01", _TODAY)
    assert window.frame.rail.button("rules").isChecked()
    settled(window)
    until_active(window)
    QTest.keyClick(reading(window), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)

    assert window.page is window.workspace


@pytest.mark.parametrize(("scale", "width"), [(1.0, 1226), (1.0, 1040), (1.5, 1040), (2.0, 1040)])
def test_nothing_is_cut_and_everything_can_be_spoken(
    qtbot: QtBot, scale: float, width: int
) -> None:
    page = opened(qtbot, width=width)

    theme.manager().set_scale(scale)
    QApplication.processEvents()

    assert audit.nameless(page) == []
    assert audit.foreign_words(page) == set()
    assert audit.reading_markup(page) == []
    assert _cut(page) == []


def _cut(page: QWidget) -> list[str]:
    QApplication.processEvents()
    return audit.cut_off(page)


def test_the_window_offers_the_page_at_the_rail(qtbot: QtBot) -> None:
    window = WindowDesk().window()
    qtbot.addWidget(window, before_close_func=settled)

    window.go_to("rules")

    assert isinstance(window, MainWindow)
    assert window.frame.rail.button("rules").isChecked()


def test_rule_of_the_own_body_is_told_apart_from_law(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "X-SNS.toml").write_text(OWN_RULE, encoding="utf-8")
    shown = RuleReading("own_reading")
    qtbot.addWidget(shown)

    shown.show_entry(Core(tmp_path).rule_book.entry("X-SNS", _TODAY))

    said = [label.text() for label in shown.findChildren(QLabel) if not label.isHidden()]
    assert any("自社のルール" in text for text in said)
    assert any("法令の確認ではない" in text for text in said)


def test_the_arrow_down_and_enter_lead_from_the_search_to_the_list(qtbot: QtBot) -> None:
    page = opened(qtbot)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        page.search_field().setFocus()

        QTest.keyClick(page.search_field(), key)

        assert table(page).hasFocus()
