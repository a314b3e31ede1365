"""Adding work: from the catalogue by words, or of one's own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from cspdesk.domain.decomposition import (
    ProposalState,
)
from tests.builders import accepted
from tests.ui.decomposition_page import (
    find,
    items_of,
    open_page,
    panel_of,
    press,
    press_key,
    tree_of,
)
from ui.pages.add_work_dialog import AddWorkDialog


def test_templates_are_found_by_words_and_added_as_accepted_work(qtbot: QtBot) -> None:
    page = open_page(qtbot, accepted("a", issue_id="s"))
    tree_of(page).select("a")
    press_key(page, Qt.Key.Key_Insert)
    dialog = find(page, AddWorkDialog, "add_work_dialog")
    find(dialog, QLineEdit, "add_work_words").setText("ロゴ")

    QTest.keyClick(find(dialog, QLineEdit, "add_work_words"), Qt.Key.Key_Return)

    added = items_of(page)[-1]
    assert (added.catalogue_id, added.state) == ("des-logo", ProposalState.ACCEPTED)
    assert added.issue_id == "s"
    assert tree_of(page).current_key() == added.id


def test_work_added_at_a_problem_waits_for_its_place_among_the_sub_issues(qtbot: QtBot) -> None:
    page = open_page(qtbot, accepted("a", issue_id="s"))
    tree_of(page).select("p")
    press_key(page, Qt.Key.Key_Insert)
    words = find(find(page, AddWorkDialog, "add_work_dialog"), QLineEdit, "add_work_words")
    words.setText("ロゴ")

    QTest.keyClick(words, Qt.Key.Key_Return)

    assert items_of(page)[-1].issue_id == ""


def test_own_work_opens_in_the_drawer(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    page.add_work()
    dialog = find(page, AddWorkDialog, "add_work_dialog")
    find(dialog, QLineEdit, "add_work_words").setText("棚卸しの手伝い")

    press(dialog, "add_work_own")

    assert items_of(page)[-1].name == "棚卸しの手伝い"
    assert panel_of(page).item_id == items_of(page)[-1].id
