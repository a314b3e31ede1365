"""Home, case list, clients and settings over stores in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.domain.case import CaseStatus
from cspdesk.services.clients import ClientService
from cspdesk.services.ports import CaseOrder
from cspdesk.services.settings import Appearance, SettingsService
from tests.doubles import MemoryDesk, MemorySettingsStore
from tests.ui.keyboard import compose, enter
from tests.waiting import becoming_active
from ui import theme
from ui.models.case_list import NAME
from ui.pages.case_list import CaseListPage
from ui.pages.clients import ClientsPage
from ui.pages.home import HomePage
from ui.pages.new_case import NewCaseDialog
from ui.pages.page import Page
from ui.pages.settings import SettingsPage
from ui.widgets.buttons import Button
from ui.widgets.delegates import CELL_ROLE, TwoLineCell
from ui.widgets.row_table import RowTable
from ui.widgets.segmented import Segmented

P = TypeVar("P", bound=Page)
W = TypeVar("W", bound=QWidget)


@pytest.fixture
def desk() -> MemoryDesk:
    made = MemoryDesk()
    for name, words in (
        ("見本酒造", "卸の値下げ"),
        ("見本の宿", "館内の写真"),
        ("見本精工", "図面の電子化"),
    ):
        made.cases.create(client_name=name, words=words)
    return made


def opened(qtbot: QtBot, page: P) -> P:
    qtbot.addWidget(page)
    page.resize(1274, 640)
    with becoming_active(qtbot, page):
        page.show()
        page.activateWindow()
    page.opened()
    return page


def child(parent: QWidget, kind: type[W], name: str) -> W:
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found


def names(table: RowTable, column: int) -> list[str]:
    model = table.model()
    cells = [model.index(row, column).data(CELL_ROLE) for row in range(model.rowCount())]
    return [cell.name for cell in cells if isinstance(cell, TwoLineCell)]


def answer(button_name: str) -> Callable[[], None]:
    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        child(dialog, Button, button_name).click()

    return press


def test_home_shows_recent_cases_newest_first(qtbot: QtBot, desk: MemoryDesk) -> None:
    page = opened(qtbot, HomePage(desk.cases, desk.clock))

    assert names(child(page, RowTable, "home_recent"), 0) == ["見本精工", "見本の宿", "見本酒造"]


def test_enter_on_a_recent_case_asks_to_open_it(qtbot: QtBot, desk: MemoryDesk) -> None:
    page = opened(qtbot, HomePage(desk.cases, desk.clock))
    table = child(page, RowTable, "home_recent")

    with qtbot.waitSignal(page.case_wanted) as wanted:
        QTest.keyClick(table, Qt.Key.Key_Return)

    assert wanted.args is not None
    assert wanted.args[0] == "id6"


def test_home_without_cases_says_how_to_begin(qtbot: QtBot) -> None:
    empty = MemoryDesk()
    page = opened(qtbot, HomePage(empty.cases, empty.clock))

    assert page.focus_target() is child(page, QWidget, "home_new")
    assert not child(page, QWidget, "home_resume").isEnabled()


def test_the_list_is_narrowed_by_words(qtbot: QtBot, desk: MemoryDesk) -> None:
    page = opened(qtbot, CaseListPage(desk.cases, desk.clock))
    table = child(page, RowTable, "cases_table")
    page.search_field().setFocus()

    enter(page.search_field(), "宿")

    qtbot.waitUntil(lambda: names(table, NAME) == ["見本の宿"])


def test_the_list_is_not_searched_during_a_conversion(qtbot: QtBot, desk: MemoryDesk) -> None:
    page = opened(qtbot, CaseListPage(desk.cases, desk.clock))
    table = child(page, RowTable, "cases_table")
    page.search_field().setFocus()
    enter(page.search_field(), "宿")
    compose(page.search_field(), "やど")

    qtbot.wait(300)
    during = len(names(table, NAME))
    enter(page.search_field(), "")

    assert during == 3
    qtbot.waitUntil(lambda: names(table, NAME) == ["見本の宿"])


def test_a_search_without_result_offers_to_clear_it(qtbot: QtBot, desk: MemoryDesk) -> None:
    page = opened(qtbot, CaseListPage(desk.cases, desk.clock))
    enter(page.search_field(), "どこにもない")
    clear = child(page, Button, "cases_empty_clear")
    qtbot.waitUntil(clear.isVisible)

    clear.click()

    assert len(names(child(page, RowTable, "cases_table"), NAME)) == 3


def test_the_order_is_chosen_by_box_and_by_column(qtbot: QtBot, desk: MemoryDesk) -> None:
    page = opened(qtbot, CaseListPage(desk.cases, desk.clock))
    table = child(page, RowTable, "cases_table")

    table.horizontalHeader().sectionClicked.emit(NAME)
    by_column = page._model.query.order
    child(page, QComboBox, "cases_order").setCurrentIndex(2)

    assert (by_column, page._model.query.order) == (CaseOrder.FURIGANA, CaseOrder.DUE)


def test_marked_cases_are_put_away_together(qtbot: QtBot, desk: MemoryDesk) -> None:
    page = opened(qtbot, CaseListPage(desk.cases, desk.clock))
    table = child(page, RowTable, "cases_table")
    for row in (0, 2):
        table.set_current_row(row)
        QTest.keyClick(table, Qt.Key.Key_Space)

    child(page, Button, "cases_archive").click()

    assert names(table, NAME) == ["見本の宿"]


def test_a_case_comes_back_from_the_bin(qtbot: QtBot, desk: MemoryDesk) -> None:
    page = opened(qtbot, CaseListPage(desk.cases, desk.clock))
    table = child(page, RowTable, "cases_table")
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Delete)
    binned = [c for c, _ in desk.store.kept.values() if c.status is CaseStatus.BINNED]

    child(page, Segmented, "cases_status").chosen.emit("binned")
    child(page, QWidget, "cases_status_binned").click()  # type: ignore[attr-defined]
    child(page, Button, "cases_restore").click()

    assert len(binned) == 1
    assert all(c.status is CaseStatus.ACTIVE for c, _ in desk.store.kept.values())


def test_the_bin_is_emptied_only_after_a_question(qtbot: QtBot, desk: MemoryDesk) -> None:
    desk.cases.to_bin("id2")
    page = opened(qtbot, CaseListPage(desk.cases, desk.clock))
    child(page, QWidget, "cases_status_binned").click()  # type: ignore[attr-defined]
    empty = child(page, Button, "cases_empty")

    QTimer.singleShot(0, answer("question_keep"))
    empty.click()
    kept = "id2" in desk.store.kept
    QTimer.singleShot(0, answer("question_do"))
    empty.click()

    assert (kept, "id2" in desk.store.kept) == (True, False)


def test_a_copy_is_opened_at_once(qtbot: QtBot, desk: MemoryDesk) -> None:
    page = opened(qtbot, CaseListPage(desk.cases, desk.clock))
    table = child(page, RowTable, "cases_table")
    table.setFocus()

    with qtbot.waitSignal(page.case_wanted) as wanted:
        QTest.keyClick(table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)

    assert wanted.args is not None
    assert desk.cases.open(wanted.args[0]).case.title.endswith("（複製）")


def test_a_firm_is_corrected_and_stored(qtbot: QtBot, desk: MemoryDesk) -> None:
    page = opened(qtbot, ClientsPage(ClientService(desk.clients, desk.clock), desk.clock.today))
    shown_name = child(page, QLineEdit, "client_name").text()
    child(page, QLineEdit, "client_furigana").setText("みほん")
    number = child(page, QLineEdit, "client_corporate_number")
    number.setText("８７００１１０００５９０１")

    page.commit_pending()

    stored = next(c for c in desk.clients.kept.values() if c.name == shown_name)
    assert (stored.furigana, stored.corporate_number) == ("みほん", "8700110005901")


def test_a_wrong_corporate_number_is_explained_and_not_stored(
    qtbot: QtBot, desk: MemoryDesk
) -> None:
    page = opened(qtbot, ClientsPage(ClientService(desk.clients, desk.clock), desk.clock.today))
    number = child(page, QLineEdit, "client_corporate_number")
    number.setText("1234567890123")

    page.commit_pending()

    assert "法人番号" in number.accessibleDescription()
    assert all(c.corporate_number == "" for c in desk.clients.kept.values())


def test_two_records_of_one_firm_become_one(qtbot: QtBot, desk: MemoryDesk) -> None:
    desk.cases.create(client_name="（株）見本酒造", words="二つ目の相談")
    service = ClientService(desk.clients, desk.clock)
    page = opened(qtbot, ClientsPage(service, desk.clock.today))
    table = child(page, RowTable, "clients_table")
    table.set_current_row(next(n for n, w in enumerate(names(table, 0)) if w == "見本酒造"))
    merge = child(page, Button, "clients_merge")
    qtbot.waitUntil(merge.isVisible)

    QTimer.singleShot(0, answer("question_do"))
    merge.click()

    assert sorted(names(table, 0)) == ["見本の宿", "見本精工", "見本酒造"]
    assert {row.client.name: row.cases for row in service.find()}["見本酒造"] == 2


def test_a_new_case_needs_a_name_and_says_so(qtbot: QtBot, desk: MemoryDesk) -> None:
    dialog = NewCaseDialog(desk.cases, ClientService(desk.clients, desk.clock), "担当")
    qtbot.addWidget(dialog)
    dialog.show()

    child(dialog, Button, "new_case_start").click()

    assert dialog.opened is None
    assert "会社名" in child(dialog, QLineEdit, "new_case_client").accessibleDescription()


def test_a_known_firm_is_taken_again_for_a_new_case(qtbot: QtBot, desk: MemoryDesk) -> None:
    dialog = NewCaseDialog(desk.cases, ClientService(desk.clients, desk.clock), "担当")
    qtbot.addWidget(dialog)
    dialog.show()
    child(dialog, QLineEdit, "new_case_client").setText("株式会社　見本酒造")

    child(dialog, Button, "new_case_start").click()

    assert dialog.opened is not None
    assert (dialog.opened.client.id, dialog.opened.case.consultant) == ("id1", "担当")


def test_settings_take_effect_and_are_kept(qtbot: QtBot) -> None:
    service = SettingsService(MemorySettingsStore())
    page = opened(qtbot, SettingsPage(service, Path("見本の置き場所")))

    child(page, QWidget, "settings_appearance_dark").click()  # type: ignore[attr-defined]
    child(page, QWidget, "settings_scale_130").click()  # type: ignore[attr-defined]
    child(page, QLineEdit, "settings_consultant").setText("見本 太郎")
    page.commit_pending()

    kept = service.load()
    assert (kept.appearance, kept.text_scale, kept.consultant) == (
        Appearance.DARK,
        130,
        "見本 太郎",
    )
    assert (theme.theme().dark, theme.theme().scale) == (True, 1.3)


def test_names_with_markup_are_shown_as_typed(qtbot: QtBot, desk: MemoryDesk) -> None:
    opened_case = desk.cases.create(client_name="<b>見本</b>", words="見本")
    desk.cases.save_client(replace(opened_case.client, industry="<i>業</i>"))
    page = opened(qtbot, CaseListPage(desk.cases, desk.clock))

    assert "<b>見本</b>" in names(child(page, RowTable, "cases_table"), NAME)
