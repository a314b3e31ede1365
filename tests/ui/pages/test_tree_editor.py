"""The tree: deciding, ordering, dividing and merging by key, click and drag."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from cspdesk.domain.decomposition import (
    ProposalState,
    Verdict,
)
from cspdesk.errors import DependencyCycle
from tests.builders import accepted

# ---- deciding ----
from tests.ui.decomposition_page import (
    find,
    item_of,
    items_of,
    notice_of,
    open_page,
    press,
    press_key,
    proposed,
    tree_of,
    with_proposals,
)
from tests.ui.keyboard import compose, enter
from ui.models.work_items import Column
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip
from ui.widgets.text_edit import TextEdit


@pytest.mark.parametrize(
    ("key", "state"),
    [(Qt.Key.Key_A, ProposalState.ACCEPTED), (Qt.Key.Key_Delete, ProposalState.REJECTED)],
)
def test_keys_take_and_drop_a_proposal(qtbot: QtBot, key: Qt.Key, state: ProposalState) -> None:
    page = open_page(qtbot, proposed("a"), proposed("b"))
    tree_of(page).select("b")

    press_key(page, key)

    assert item_of(page, "b").state is state
    assert item_of(page, "a").state is ProposalState.PROPOSED


def test_a_click_on_the_word_takes_a_proposal(qtbot: QtBot) -> None:
    page = open_page(qtbot, proposed("a"))
    cell = tree_of(page).rows.visualRect(tree_of(page).model.index_of("a", Column.DECISION))

    QTest.mouseClick(
        tree_of(page).rows.viewport(),
        Qt.MouseButton.LeftButton,
        pos=cell.topLeft() + QPoint(20, cell.height() // 2),
    )

    assert item_of(page, "a").state is ProposalState.ACCEPTED


def test_a_decision_on_an_issue_counts_for_all_its_proposals(qtbot: QtBot) -> None:
    page = open_page(qtbot, proposed("a"), proposed("b"))
    tree_of(page).select("s")

    press_key(page, Qt.Key.Key_A)

    assert {item.state for item in items_of(page)} == {ProposalState.ACCEPTED}


def test_space_takes_a_proposal_first_and_then_changes_the_verdict(qtbot: QtBot) -> None:
    page = open_page(qtbot, proposed("a"))
    tree_of(page).select("a")

    press_key(page, Qt.Key.Key_Space)
    after_first = item_of(page, "a")
    press_key(page, Qt.Key.Key_Space)

    assert (after_first.state, after_first.verdict) == (ProposalState.ACCEPTED, Verdict.ORDER)
    assert item_of(page, "a").verdict is Verdict.IN_HOUSE


@pytest.mark.parametrize(
    ("key", "verdict"),
    [
        (Qt.Key.Key_1, Verdict.ORDER),
        (Qt.Key.Key_2, Verdict.IN_HOUSE),
        (Qt.Key.Key_3, Verdict.PROFESSIONAL),
        (Qt.Key.Key_4, Verdict.POSTPONE),
    ],
)
def test_digits_set_the_verdict(qtbot: QtBot, key: Qt.Key, verdict: Verdict) -> None:
    page = open_page(qtbot, accepted("a", issue_id="s"))
    tree_of(page).select("a")

    press_key(page, key)

    assert item_of(page, "a").verdict is verdict


def test_no_key_decides_while_text_is_being_converted(qtbot: QtBot) -> None:
    page = open_page(qtbot, proposed("a"))
    tree_of(page).select("a")
    compose(tree_of(page).rows, "あ")

    press_key(page, Qt.Key.Key_A)
    during = item_of(page, "a").state
    enter(tree_of(page).rows, "")
    press_key(page, Qt.Key.Key_A)

    assert during is ProposalState.PROPOSED
    assert item_of(page, "a").state is ProposalState.ACCEPTED


def test_rejected_proposals_are_hidden_until_asked_for(qtbot: QtBot) -> None:
    page = open_page(
        qtbot, proposed("a"), accepted("b", issue_id="s", state=ProposalState.REJECTED)
    )
    hidden = tree_of(page).model.index_of("b").isValid()

    QTest.mouseClick(find(page, Chip, "decomposition_filter_rejected"), Qt.MouseButton.LeftButton)

    assert not hidden
    assert tree_of(page).model.index_of("b").isValid()


def test_a_verdict_filter_shows_only_its_work(qtbot: QtBot) -> None:
    page = open_page(
        qtbot, accepted("a", issue_id="s"), accepted("b", issue_id="t", verdict=Verdict.IN_HOUSE)
    )

    QTest.mouseClick(find(page, Chip, "decomposition_filter_in_house"), Qt.MouseButton.LeftButton)

    assert not tree_of(page).model.index_of("a").isValid()
    assert not tree_of(page).model.index_of("s").isValid()
    assert tree_of(page).model.index_of("b").isValid()


def test_deleting_work_can_be_undone(qtbot: QtBot) -> None:
    page = open_page(qtbot, accepted("a", issue_id="s"), accepted("b", "a", issue_id="s"))
    tree_of(page).select("a")

    press_key(page, Qt.Key.Key_Delete)
    left = items_of(page)
    page.session.undo()
    page.refresh()

    assert [(item.id, item.after) for item in left] == [("b", ())]
    assert item_of(page, "b").after == ("a",)


def test_what_was_chosen_together_is_deleted_in_one_step(qtbot: QtBot) -> None:
    page = open_page(qtbot, accepted("a", issue_id="s"), accepted("b", issue_id="s"), proposed("c"))
    tree_of(page).rows.selectAll()

    press_key(page, Qt.Key.Key_Delete)
    left = [item.id for item in items_of(page)]
    page.session.undo()
    page.refresh()

    assert left == ["c"]
    assert [item.id for item in items_of(page)] == ["a", "b", "c"]


def test_with_the_last_work_gone_the_page_offers_to_search_again(qtbot: QtBot) -> None:
    rejected = proposed("b", name="外した見本")
    page = open_page(
        qtbot, accepted("a", issue_id="s"), replace(rejected, state=ProposalState.REJECTED)
    )
    tree_of(page).select("a")
    assert not find(page, Button, "decomposition_find_again").isVisible()

    press_key(page, Qt.Key.Key_Delete)
    assert "仕事が残っていません。" in notice_of(page)

    with qtbot.waitSignal(page.proposed):
        press(page, "decomposition_find_again")
    assert any(item.state is ProposalState.PROPOSED for item in items_of(page))


# ---- order and days ----


def test_alt_arrows_move_work_within_its_issue(qtbot: QtBot) -> None:
    page = open_page(qtbot, accepted("a", issue_id="s"), accepted("b", issue_id="s"))
    tree_of(page).select("b")

    press_key(page, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)

    assert [item.id for item in items_of(page)] == ["b", "a"]
    assert tree_of(page).current_key() == "b"


def test_alt_sideways_moves_work_under_another_sub_issue_and_says_so(qtbot: QtBot) -> None:
    page = open_page(qtbot, accepted("a", issue_id="s"), accepted("b", issue_id="s"))
    tree_of(page).select("a")

    press_key(page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    said = notice_of(page)

    assert item_of(page, "a").issue_id == "t"
    assert "「仕事a」を「別の課題」に移しました" in said
    assert tree_of(page).current_key() == "a"

    for _ in range(2):
        press_key(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert item_of(page, "a").issue_id == "s"
    assert "この先に課題はありません" in notice_of(page)


def test_issues_without_work_are_folded_away_but_can_take_work(qtbot: QtBot) -> None:
    page = open_page(qtbot, accepted("a", issue_id="s"))
    model = tree_of(page).model
    tops = [model.data(model.index(row, 0)) for row in range(model.rowCount())]
    assert tops == ["見本の問題", "仕事のない課題 1件"]
    folded = model.index(1, 0)
    assert not tree_of(page).rows.isExpanded(folded)
    assert model.data(model.index(0, 0, folded)) == "見本の問題 › 別の課題"

    data = model.mimeData([model.index_of("a")])
    model.dropMimeData(data, Qt.DropAction.MoveAction, -1, 0, model.index(0, 0, folded))

    assert item_of(page, "a").issue_id == "t"


def test_dropping_work_on_another_issue_moves_it_there(qtbot: QtBot) -> None:
    page = open_page(qtbot, accepted("a", issue_id="s"), accepted("b", issue_id="t"))
    model = tree_of(page).model
    data = model.mimeData([model.index_of("a")])

    model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, model.index_of("t"))

    assert [item.id for item in items_of(page)] == ["a", "b"]
    assert item_of(page, "a").issue_id == "t"


def test_shift_arrows_move_the_plan_by_weeks(qtbot: QtBot) -> None:
    work = accepted("a", issue_id="s", days=7, verdict=Verdict.IN_HOUSE)
    page = open_page(qtbot, work, planned_order_on=date(2026, 12, 7))
    tree_of(page).select("a")

    press_key(page, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    moved = item_of(page, "a")
    both = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
    press_key(page, Qt.Key.Key_Right, both)

    assert (moved.starts_on, moved.due_on) == (date(2026, 12, 14), date(2026, 12, 18))
    assert (item_of(page, "a").starts_on, item_of(page, "a").days) == (date(2026, 12, 14), 12)


# ---- dividing, merging, goals ----


def test_d_divides_a_piece_and_undo_makes_it_whole_again(qtbot: QtBot) -> None:
    page = open_page(qtbot, accepted("a", issue_id="s", quantity=6, unit_price_yen=1_000))

    press_key(page, Qt.Key.Key_D)
    find(page, QComboBox, "divide_parts").setCurrentIndex(1)
    press(page, "divide_go")

    assert [(i.name, i.quantity) for i in items_of(page)] == [
        ("仕事a（1/3）", 2),
        ("仕事a（2/3）", 2),
        ("仕事a（3/3）", 2),
    ]
    page.session.undo()
    assert len(items_of(page)) == 1


def test_m_merges_the_chosen_pieces_and_keeps_them_among_the_rejected(qtbot: QtBot) -> None:
    page = open_page(
        qtbot,
        accepted("a", issue_id="s", unit_price_yen=1_000),
        accepted("b", issue_id="s", unit_price_yen=1_000, note="覚え書き"),
    )
    tree_of(page).rows.selectAll()

    press_key(page, Qt.Key.Key_M)

    assert [i.id for i in page.session.case.decomposition.ordered_items()] == ["a"]
    assert item_of(page, "a").quantity == 2
    assert item_of(page, "b").note.startswith("覚え書き")
    assert "1つの仕事にまとめました" in notice_of(page)


def test_what_cannot_be_merged_is_left_and_said_why(qtbot: QtBot) -> None:
    page = open_page(
        qtbot,
        accepted("a", issue_id="s"),
        accepted("b", issue_id="s", verdict=Verdict.IN_HOUSE),
    )
    before = items_of(page)
    tree_of(page).rows.selectAll()

    press_key(page, Qt.Key.Key_M)

    assert items_of(page) == before
    assert "まとめられません" in notice_of(page)


def test_a_change_in_the_tree_that_would_make_a_circle_is_refused_aloud(qtbot: QtBot) -> None:
    page = open_page(
        qtbot,
        accepted("a", issue_id="s"),
        accepted("b", "a", issue_id="s"),
        accepted("c", "b", issue_id="s"),
    )
    before = items_of(page)
    rows, model = tree_of(page).rows, tree_of(page).model
    rows.clearSelection()
    for key in ("a", "c"):
        chosen = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        rows.selectionModel().select(model.index_of(key), chosen)

    with qtbot.waitSignal(page.problem_met) as told:
        press_key(page, Qt.Key.Key_M)

    assert isinstance(told.args[0], DependencyCycle)
    assert items_of(page) == before


def test_enter_on_the_goal_row_fixes_the_measure_of_success(qtbot: QtBot) -> None:
    page = open_page(qtbot, accepted("a", issue_id="s"))
    index = tree_of(page).model.index_of("goal:p")
    assert index.data() == "成果の測り方：まだ決めていません"
    tree_of(page).select("goal:p")

    press_key(page, Qt.Key.Key_Return)
    text = find(page, TextEdit, "goal_text")
    text.set_text("月の問い合わせ 20件")
    press(page, "goal_keep")

    assert page.session.case.decomposition.issues[0].measure == "月の問い合わせ 20件"
    assert tree_of(page).model.index_of("goal:p").data() == "成果の測り方：月の問い合わせ 20件"


def test_work_cannot_be_dropped_on_the_goal_row(qtbot: QtBot) -> None:
    page = open_page(qtbot, accepted("a", issue_id="s"))
    index = tree_of(page).model.index_of("goal:p")

    assert not tree_of(page).model.flags(index) & Qt.ItemFlag.ItemIsDropEnabled


# ---- reading ----


def test_rows_are_read_out_with_verdict_amount_and_period(qtbot: QtBot) -> None:
    page = open_page(
        qtbot,
        accepted("a", issue_id="s", unit_price_yen=3_300, quantity=24, days=30),
        planned_order_on=date(2026, 12, 14),
    )
    index = tree_of(page).model.index_of("a")

    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)

    assert spoken == (
        "仕事a、発注する、79,200円、12月14日に募集を開始、12月24日から5週間、遅れると全体が遅れます"
    )


def test_a_problem_explains_how_to_go_about_it(qtbot: QtBot) -> None:
    model = with_proposals(qtbot)._tree.model
    top = model.index(0, 0, QModelIndex())

    assert "進める順番：" in str(model.data(top, Qt.ItemDataRole.ToolTipRole))
    spoken = str(model.data(top, Qt.ItemDataRole.AccessibleDescriptionRole))
    assert "つまずきやすい点：" in spoken


def test_sixty_pieces_of_work_are_shown_quickly(qtbot: QtBot) -> None:
    items = tuple(
        accepted(f"w{n}", issue_id="s", name="長い名前の仕事" * 8, unit_price_yen=99_999_999)
        for n in range(60)
    )
    page = open_page(qtbot, *items)

    page._edit_field("w59", "deliverable", "x")

    assert replace(items[59], deliverable="x") == item_of(page, "w59")
