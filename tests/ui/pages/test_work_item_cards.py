"""The work of step ② as cards: reading, deciding and opening without the table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cspdesk.domain.decomposition import ProposalState, Verdict
from tests.builders import accepted
from tests.ui.decomposition_page import (
    find,
    item_of,
    open_page,
    panel_of,
    part_of,
    press,
    proposed,
    show_face,
    tree_of,
)
from ui.pages.decomposition import DecompositionPage
from ui.pages.work_item_cards import WorkCard, WorkItemCards
from ui.widgets.chips import Chip, StatusChip
from ui.widgets.drawer import Drawer


def _card(page: DecompositionPage, item_id: str) -> WorkCard:
    found: WorkCard = find(part_of(page, WorkItemCards), WorkCard, f"work_card_{item_id}")
    return found


def _cards(qtbot: QtBot) -> DecompositionPage:
    page = open_page(
        qtbot,
        accepted("a", issue_id="s", unit_price_yen=1_000),
        proposed("b"),
        accepted("c", issue_id="t", verdict=Verdict.PROFESSIONAL),
    )
    show_face(page, "cards")
    return page


def _names(page: DecompositionPage) -> list[str]:
    shown = part_of(page, WorkItemCards).widget()
    assert shown is not None
    cards = shown.findChildren(WorkCard)
    return [card.accessibleName().split("、")[0] for card in cards]


def test_own_work_is_marked_on_its_card(qtbot: QtBot) -> None:
    page = open_page(
        qtbot,
        accepted("a", issue_id="s", catalogue_id="X-dye-01"),
        accepted("b", issue_id="s", catalogue_id="des-logo"),
    )
    show_face(page, "cards")

    marks = {
        key: [c.text() for c in _card(page, key).findChildren(StatusChip)] for key in ("a", "b")
    }
    assert "自前" in marks["a"]
    assert "自前" not in marks["b"]


def test_every_piece_is_a_card_below_its_problem_and_issue(qtbot: QtBot) -> None:
    page = _cards(qtbot)

    heads = [label.text() for label in part_of(page, WorkItemCards).findChildren(QLabel)]
    assert "見本の問題 › 見本の課題" in heads
    assert "見本の問題 › 別の課題" in heads
    assert _names(page) == ["仕事a", "仕事b", "仕事c"]
    assert "発注する、1,000円" in _card(page, "a").accessibleName()


def test_keys_of_the_table_work_on_the_card_and_it_keeps_the_focus(qtbot: QtBot) -> None:
    page = _cards(qtbot)
    part_of(page, WorkItemCards).focus_card("a")

    QTest.keyClick(_card(page, "a"), Qt.Key.Key_2)

    assert item_of(page, "a").verdict is Verdict.IN_HOUSE
    assert _card(page, "a").hasFocus()


def test_arrows_go_from_card_to_card_and_stop_at_the_ends(qtbot: QtBot) -> None:
    page = _cards(qtbot)
    part_of(page, WorkItemCards).focus_card("a")
    reached = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(_card(page, tree_of(page).current_key()), key)
        reached.append(tree_of(page).current_key())

    assert reached == ["a", "b", "c", "c"]


def test_a_proposal_is_taken_on_its_card(qtbot: QtBot) -> None:
    page = _cards(qtbot)

    press(page, "work_card_accepted_b")

    assert item_of(page, "b").state is ProposalState.ACCEPTED


def test_enter_opens_the_drawer_and_closing_it_comes_back_to_the_card(qtbot: QtBot) -> None:
    page = _cards(qtbot)
    part_of(page, WorkItemCards).focus_card("c")

    QTest.keyClick(_card(page, "c"), Qt.Key.Key_Return)
    assert find(page, Drawer, "work_item_drawer").isVisible()
    assert panel_of(page).item_id == "c"
    press(page, "item_close")

    assert _card(page, "c").hasFocus()


def test_a_filter_leaves_only_its_cards(qtbot: QtBot) -> None:
    page = _cards(qtbot)

    find(page, Chip, "decomposition_filter_professional").click()

    assert _names(page) == ["仕事c"]
