from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.domain.case import Case, Step
from cspdesk.domain.request_format import OrderType
from cspdesk.services.cases import OpenCase
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.editing import CaseSession
from cspdesk.services.planning import PlanningService
from tests.builders import a_case, a_client, accepted
from tests.doubles import TODAY, MemoryDesk
from tests.ui import audit
from tests.ui.desk import WindowDesk
from tests.waiting import becoming_active
from ui import theme
from ui.pages.client_dialog import ClientDialog
from ui.pages.overview import OverviewPage
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.row_table import RowTable


def _page(qtbot: QtBot, case: Case) -> OverviewPage:
    page = OverviewPage(PlanningService(), lambda: TODAY, load_catalogue)
    qtbot.addWidget(page)
    page.resize(1242, 610)
    page.show_case(CaseSession(OpenCase(case=case, client=a_client()), MemoryDesk().cases))
    with becoming_active(qtbot, page):
        page.show()
        page.activateWindow()
    page.focus_target().setFocus()
    return page


def _find(page: QWidget, kind: type[Any], name: str) -> Any:
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def _type(page: QWidget, name: str, text: str) -> None:
    field = _find(page, QLineEdit, name)
    field.setFocus()
    field.setText(text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_one_action_leads_to_what_is_to_be_done_next(qtbot: QtBot) -> None:
    page = _page(qtbot, a_case(accepted("a"), words="困った"))
    said = _find(page, Banner, "overview_next").message()

    with qtbot.waitSignal(page.step_wanted) as wanted:
        QTest.mouseClick(_find(page, Button, "overview_go"), Qt.MouseButton.LeftButton)

    assert said == "次にすること：「仕事a」の依頼形式を決めます。"
    assert wanted.args == [Step.REQUEST_FORMAT, "a"]


def test_enter_opens_the_step_at_the_cursor_in_any_order(qtbot: QtBot) -> None:
    page = _page(qtbot, a_case())
    table = _find(page, RowTable, "overview_steps")
    table.set_current_row(3)

    with qtbot.waitSignal(page.step_wanted) as wanted:
        QTest.keyClick(table, Qt.Key.Key_Return)

    assert wanted.args == [Step.POSTING, ""]


def test_steps_are_read_out_with_their_state(qtbot: QtBot) -> None:
    page = _page(qtbot, a_case(accepted("a"), words="困った"))
    model = _find(page, RowTable, "overview_steps").model()

    spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]

    assert spoken == ["① 相談・ヒアリング、完了", "② 課題分解、完了  1件"]


def test_what_belongs_to_the_whole_case_can_be_changed_here(qtbot: QtBot) -> None:
    page = _page(qtbot, a_case())
    _type(page, "overview_budget", "４０万")
    _type(page, "overview_planned_on", "令和8年12月1日")
    _type(page, "overview_deadline", "2027-03-31")
    _type(page, "overview_consent", "11/20")
    _find(page, QLineEdit, "overview_consultant").setFocus()
    QTest.keyClicks(page.window().focusWidget(), "Mihon")
    box = _find(page, QComboBox, "overview_order_type")
    box.setCurrentIndex(box.findData(OrderType.DIRECT))
    box.activated.emit(box.currentIndex())

    case, client = page.session.case, page.session.client

    assert (case.budget_yen, case.planned_order_on) == (400_000, date(2026, 12, 1))
    assert (case.deadline, case.order_type) == (date(2027, 3, 31), OrderType.DIRECT)
    assert (case.consultant, client.consent_on) == ("Mihon", date(2027, 11, 20))


def test_money_says_what_is_left_of_the_budget(qtbot: QtBot) -> None:
    item = accepted("a", unit_price_yen=30_000)
    page = _page(qtbot, a_case(item, budget_yen=20_000))

    assert page._sum.text() == "30,000円"
    assert page._left.text() == "10,000円の超過"


def test_the_client_is_changed_in_one_step_of_undo(qtbot: QtBot) -> None:
    page = _page(qtbot, a_case())
    page.open_client()
    dialog = _find(page, ClientDialog, "client_dialog")
    _find(dialog, QLineEdit, "client_industry").setText("織物業")
    _find(dialog, QLineEdit, "client_employees").setText("１４名")

    QTest.mouseClick(_find(dialog, Button, "client_dialog_keep"), Qt.MouseButton.LeftButton)
    changed = page.session.client
    page.session.undo()

    assert (changed.industry, changed.employees) == ("織物業", 14)
    assert page.session.client == a_client()


def test_the_window_leads_to_the_entry_and_back(qtbot: QtBot) -> None:
    desk = WindowDesk()
    window = desk.window()
    qtbot.addWidget(window)
    case_id = desk.services.cases.create(client_name="見本商店", words="困った").case.id
    with becoming_active(qtbot, window):
        window.show()
        window.activateWindow()
    window.open_case(case_id, Step.HEARING)

    QTest.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    entry = window.workspace.current_page()
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    step = window.workspace.current_page()

    assert isinstance(entry, OverviewPage)
    assert step is not None
    assert step.step is Step.DECOMPOSITION
    window.close()


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_everything_has_a_name_and_room(qtbot: QtBot, scale: float) -> None:
    theme.manager().set_scale(scale)
    page = _page(qtbot, a_case(accepted("a", unit_price_yen=99_999_999), budget_yen=1))

    assert audit.nameless(page) == []
    assert audit.foreign_words(page) == set()
    assert audit.cut_off(page) == []
    assert audit.reading_markup(page) == []
