from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.domain.case import Step
from cspdesk.domain.decomposition import (
    Decomposition,
    Issue,
    KeptBack,
    KeptBackVerdict,
    ProposalState,
    Verdict,
    WorkItem,
)
from cspdesk.services.cases import OpenCase
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.decomposing import DecomposingService
from cspdesk.services.editing import CaseSession
from cspdesk.services.interview import InterviewService
from cspdesk.services.planning import PlanningService
from tests.builders import a_case, a_client, accepted
from tests.doubles import TODAY, MemoryDesk, counted_ids
from tests.ui import audit
from tests.waiting import becoming_active
from ui import theme
from ui.models.work_items import Column
from ui.pages.add_work_dialog import AddWorkDialog
from ui.pages.decomposition import DecompositionPage
from ui.pages.kept_back_list import KeptBackList
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip
from ui.widgets.drawer import Drawer
from ui.widgets.labels import Paragraph
from ui.widgets.segmented import Segmented
from ui.widgets.text_edit import TextEdit

WORDS = "ロゴを新しくしたい。チラシも作りたい。補助金の申請書も書いてほしい。"
DECOMPOSING = DecomposingService()
ISSUES = (
    Issue(id="p", name="見本の問題"),
    Issue(id="s", name="見本の課題", parent_id="p"),
    Issue(id="t", name="別の課題", parent_id="p"),
)


def _page(qtbot: QtBot, *items: WorkItem, words: str = WORDS, **changes: Any) -> DecompositionPage:
    desk = MemoryDesk()
    tree = Decomposition(
        issues=ISSUES if items else (), work_items=items, kept_back=changes.pop("kept_back", ())
    )
    case = a_case(words=words, decomposition=tree, **changes)
    page = DecompositionPage(
        DECOMPOSING,
        PlanningService(),
        InterviewService(),
        load_catalogue,
        lambda: TODAY,
        counted_ids("new"),
    )
    qtbot.addWidget(page)
    page.resize(1242, 610)
    page.show_case(CaseSession(OpenCase(case=case, client=a_client()), desk.cases))
    with becoming_active(qtbot, page):
        page.show()
        page.activateWindow()
    page.focus_target().setFocus()
    return page


def _find(page: QWidget, kind: type[Any], name: str) -> Any:
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def _press(page: QWidget, name: str) -> None:
    QTest.mouseClick(_find(page, Button, name), Qt.MouseButton.LeftButton)


def _show_face(page: DecompositionPage, face: str) -> None:
    button = _find(page, QToolButton, f"decomposition_face_{face}")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _notice(page: DecompositionPage) -> str:
    return "".join(p.plain_text() for p in page._notice.findChildren(Paragraph)) + "".join(
        label.text() for label in page._notice.findChildren(QLabel)
    )


def _items(page: DecompositionPage) -> tuple[WorkItem, ...]:
    return page.session.case.decomposition.work_items


def _item(page: DecompositionPage, item_id: str) -> WorkItem:
    return page.session.case.decomposition.work_item(item_id)


def _key(
    page: DecompositionPage,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    QTest.keyClick(page._tree.rows, key, modifiers)


def _proposed(item_id: str, **changes: Any) -> WorkItem:
    return accepted(item_id, issue_id="s", state=ProposalState.PROPOSED, **changes)


def _with_proposals(qtbot: QtBot) -> DecompositionPage:
    page = _page(qtbot)
    with qtbot.waitSignal(page.proposed):
        page.find_proposals()
    return page


# ---- proposals ----


def test_words_become_proposals_that_are_not_decided_yet(qtbot: QtBot) -> None:
    page = _with_proposals(qtbot)

    assert _items(page)
    assert {item.state for item in _items(page)} == {ProposalState.PROPOSED}
    assert page.session.case.decomposition.kept_back


def test_from_words_to_step_three_takes_three_actions(qtbot: QtBot) -> None:
    page = _page(qtbot)

    with qtbot.waitSignal(page.proposed):
        _press(page, "decomposition_find")
    _press(page, "decomposition_adopt")
    with qtbot.waitSignal(page.step_wanted) as wanted:
        _press(page, "decomposition_go")

    assert page.session.case.decomposition.ordered_items()
    assert wanted.args == [Step.REQUEST_FORMAT, ""]


def test_what_is_left_after_the_recommended_is_not_called_recommended(qtbot: QtBot) -> None:
    page = _page(qtbot, _proposed("a"), accepted("b", issue_id="s"))
    button = _find(page, Button, "decomposition_adopt")

    assert button.text() == button.accessibleName() == "残りもすべて採用"


def test_what_was_found_is_shown_whatever_was_looked_at_before(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page._tools.show_face("plan")

    with qtbot.waitSignal(page.proposed):
        page.find_proposals()

    assert page._tree.isVisible()
    assert page._tools.face() == "tree"


def test_the_main_action_is_the_one_thing_to_do_next(qtbot: QtBot) -> None:
    page = _page(qtbot)
    labels = [page.main_action()]

    with qtbot.waitSignal(page.proposed):
        page.find_proposals()
    labels.append(page.main_action())
    page.adopt_recommended()
    labels.append(page.main_action())

    assert [action.label for action in labels if action is not None] == [
        "困りごとから候補を出す",
        "おすすめをまとめて採用",
        "依頼形式へ",
    ]


def test_without_words_there_is_nothing_to_search_in(qtbot: QtBot) -> None:
    page = _page(qtbot, words="")

    assert not _find(page, Button, "decomposition_find").isEnabled()
    assert page.focus_target().objectName() == "decomposition_from_sample"


def test_searching_again_keeps_what_was_decided(qtbot: QtBot) -> None:
    page = _with_proposals(qtbot)
    first = _items(page)[0]
    page._decide([first.id], ProposalState.REJECTED)
    before = page.session.case.decomposition

    with qtbot.waitSignal(page.proposed):
        page.find_proposals()

    assert page.session.case.decomposition == before
    notice = _find(page, Banner, "decomposition_notice")
    assert "新しい候補は見つかりませんでした。" in notice.message()


def test_finding_proposals_is_one_step_of_undo(qtbot: QtBot) -> None:
    page = _with_proposals(qtbot)

    page.session.undo()
    page.refresh()

    assert _items(page) == ()
    assert page.focus_target().objectName() == "decomposition_find"


# ---- deciding ----


@pytest.mark.parametrize(
    ("key", "state"),
    [(Qt.Key.Key_A, ProposalState.ACCEPTED), (Qt.Key.Key_Delete, ProposalState.REJECTED)],
)
def test_keys_take_and_drop_a_proposal(qtbot: QtBot, key: Qt.Key, state: ProposalState) -> None:
    page = _page(qtbot, _proposed("a"), _proposed("b"))
    page._tree.select("b")

    _key(page, key)

    assert _item(page, "b").state is state
    assert _item(page, "a").state is ProposalState.PROPOSED


def test_a_click_on_the_word_takes_a_proposal(qtbot: QtBot) -> None:
    page = _page(qtbot, _proposed("a"))
    cell = page._tree.rows.visualRect(page._tree.model.index_of("a", Column.DECISION))

    QTest.mouseClick(
        page._tree.rows.viewport(),
        Qt.MouseButton.LeftButton,
        pos=cell.topLeft() + QPoint(20, cell.height() // 2),
    )

    assert _item(page, "a").state is ProposalState.ACCEPTED


def test_a_decision_on_an_issue_counts_for_all_its_proposals(qtbot: QtBot) -> None:
    page = _page(qtbot, _proposed("a"), _proposed("b"))
    page._tree.select("s")

    _key(page, Qt.Key.Key_A)

    assert {item.state for item in _items(page)} == {ProposalState.ACCEPTED}


def test_space_takes_a_proposal_first_and_then_changes_the_verdict(qtbot: QtBot) -> None:
    page = _page(qtbot, _proposed("a"))
    page._tree.select("a")

    _key(page, Qt.Key.Key_Space)
    after_first = _item(page, "a")
    _key(page, Qt.Key.Key_Space)

    assert (after_first.state, after_first.verdict) == (ProposalState.ACCEPTED, Verdict.ORDER)
    assert _item(page, "a").verdict is Verdict.IN_HOUSE


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
    page = _page(qtbot, accepted("a", issue_id="s"))
    page._tree.select("a")

    _key(page, key)

    assert _item(page, "a").verdict is verdict


def test_rejected_proposals_are_hidden_until_asked_for(qtbot: QtBot) -> None:
    page = _page(qtbot, _proposed("a"), accepted("b", issue_id="s", state=ProposalState.REJECTED))
    hidden = page._tree.model.index_of("b").isValid()

    QTest.mouseClick(_find(page, Chip, "decomposition_filter_rejected"), Qt.MouseButton.LeftButton)

    assert not hidden
    assert page._tree.model.index_of("b").isValid()


def test_a_verdict_filter_shows_only_its_work(qtbot: QtBot) -> None:
    page = _page(
        qtbot, accepted("a", issue_id="s"), accepted("b", issue_id="t", verdict=Verdict.IN_HOUSE)
    )

    QTest.mouseClick(_find(page, Chip, "decomposition_filter_in_house"), Qt.MouseButton.LeftButton)

    assert not page._tree.model.index_of("a").isValid()
    assert not page._tree.model.index_of("s").isValid()
    assert page._tree.model.index_of("b").isValid()


# ---- order, plan, money ----


def test_alt_arrows_move_work_within_its_issue(qtbot: QtBot) -> None:
    page = _page(qtbot, accepted("a", issue_id="s"), accepted("b", issue_id="s"))
    page._tree.select("b")

    _key(page, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)

    assert [item.id for item in _items(page)] == ["b", "a"]
    assert page._tree.current_key() == "b"


def test_dropping_work_on_another_issue_moves_it_there(qtbot: QtBot) -> None:
    page = _page(qtbot, accepted("a", issue_id="s"), accepted("b", issue_id="t"))
    model = page._tree.model
    data = model.mimeData([model.index_of("a")])

    model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, model.index_of("t"))

    assert [item.id for item in _items(page)] == ["a", "b"]
    assert _item(page, "a").issue_id == "t"


def test_shift_arrows_move_the_plan_by_weeks(qtbot: QtBot) -> None:
    page = _page(qtbot, accepted("a", issue_id="s", days=7), planned_order_on=date(2026, 12, 7))
    page._tree.select("a")

    _key(page, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    moved = _item(page, "a")
    both = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
    _key(page, Qt.Key.Key_Right, both)

    assert (moved.starts_on, moved.due_on) == (date(2026, 12, 14), date(2026, 12, 18))
    assert (_item(page, "a").starts_on, _item(page, "a").days) == (date(2026, 12, 14), 12)


def test_totals_follow_and_say_when_the_budget_is_passed(qtbot: QtBot) -> None:
    page = _page(
        qtbot,
        accepted("a", issue_id="s", unit_price_yen=60_000, quantity=2),
        _proposed("b", unit_price_yen=90_000),
        budget_yen=100_000,
    )
    assert page._totals._sum.text() == "120,000円"
    assert page._totals._left.text() == "20,000円の超過"

    _show_face(page, "plan")
    _press(page, "plan_take_fewer")

    assert page._totals._sum.text() == "60,000円"
    assert _item(page, "a").quantity == 1
    page.session.undo()
    assert _item(page, "a").quantity == 2


def test_the_fee_of_the_platform_stands_in_the_total_and_counts(qtbot: QtBot) -> None:
    page = _page(
        qtbot,
        accepted("a", issue_id="s", unit_price_yen=100_000),
        budget_yen=104_000,
        platform_id="lancers",
    )

    assert page._totals._whole.text() == "発注者総額 105,500円"
    assert page._totals._left.text() == "1,500円の超過"


def test_the_plan_names_the_first_order_and_reads_its_reason_aloud(qtbot: QtBot) -> None:
    page = _page(
        qtbot,
        accepted("a", issue_id="s", unit_price_yen=400_000),
        accepted("b", issue_id="s", unit_price_yen=20_000),
        budget_yen=500_000,
    )

    _show_face(page, "plan")
    said = " ".join(p.plain_text() for p in page.findChildren(Paragraph) if p.isVisible())
    assert "最初の1件は「仕事b」をおすすめします。20,000円で" in said

    _press(page, "plan_first_open")

    assert page._panel.item_id == "b"


def test_fewer_hands_make_the_plan_longer(qtbot: QtBot) -> None:
    page = _page(qtbot, accepted("a", issue_id="s", days=14), accepted("b", issue_id="s", days=14))
    _show_face(page, "plan")
    box = _find(page, QComboBox, "plan_at_once")

    box.setCurrentIndex(1)
    box.activated.emit(1)

    assert page._spans["b"].starts_on > page._spans["a"].due_on


def test_the_preparation_list_is_seen_before_it_is_printed(qtbot: QtBot) -> None:
    page = _page(qtbot, accepted("a", issue_id="s", inputs=("商品の現物",)))

    _show_face(page, "prepare")

    assert "商品の現物" in page._preparation.toPlainText()


# ---- dividing, merging, goals ----


def test_d_divides_a_piece_and_undo_makes_it_whole_again(qtbot: QtBot) -> None:
    page = _page(qtbot, accepted("a", issue_id="s", quantity=6, unit_price_yen=1_000))

    _key(page, Qt.Key.Key_D)
    _find(page, QComboBox, "divide_parts").setCurrentIndex(1)
    _press(page, "divide_go")

    assert [(i.name, i.quantity) for i in _items(page)] == [
        ("仕事a（1/3）", 2),
        ("仕事a（2/3）", 2),
        ("仕事a（3/3）", 2),
    ]
    page.session.undo()
    assert len(_items(page)) == 1


def test_m_merges_the_chosen_pieces_and_keeps_them_among_the_rejected(qtbot: QtBot) -> None:
    page = _page(
        qtbot,
        accepted("a", issue_id="s", unit_price_yen=1_000),
        accepted("b", issue_id="s", unit_price_yen=1_000, note="覚え書き"),
    )
    page._tree.rows.selectAll()

    _key(page, Qt.Key.Key_M)

    assert [i.id for i in page.session.case.decomposition.ordered_items()] == ["a"]
    assert _item(page, "a").quantity == 2
    assert _item(page, "b").note.startswith("覚え書き")
    assert "1つの仕事にまとめました" in _notice(page)


def test_what_cannot_be_merged_is_left_and_said_why(qtbot: QtBot) -> None:
    page = _page(
        qtbot,
        accepted("a", issue_id="s"),
        accepted("b", issue_id="s", verdict=Verdict.IN_HOUSE),
    )
    before = _items(page)
    page._tree.rows.selectAll()

    _key(page, Qt.Key.Key_M)

    assert _items(page) == before
    assert "まとめられません" in _notice(page)


def test_enter_on_the_goal_row_fixes_the_measure_of_success(qtbot: QtBot) -> None:
    page = _page(qtbot, accepted("a", issue_id="s"))
    index = page._tree.model.index_of("goal:p")
    assert index.data() == "成果の測り方：まだ決めていません"
    page._tree.select("goal:p")

    _key(page, Qt.Key.Key_Return)
    text = _find(page, TextEdit, "goal_text")
    text.set_text("月の問い合わせ 20件")
    _press(page, "goal_keep")

    assert page.session.case.decomposition.issues[0].measure == "月の問い合わせ 20件"
    assert page._tree.model.index_of("goal:p").data() == "成果の測り方：月の問い合わせ 20件"


def test_work_cannot_be_dropped_on_the_goal_row(qtbot: QtBot) -> None:
    page = _page(qtbot, accepted("a", issue_id="s"))
    index = page._tree.model.index_of("goal:p")

    assert not page._tree.model.flags(index) & Qt.ItemFlag.ItemIsDropEnabled


def test_rows_are_read_out_with_verdict_amount_and_period(qtbot: QtBot) -> None:
    page = _page(
        qtbot,
        accepted("a", issue_id="s", unit_price_yen=3_300, quantity=24, days=30),
        planned_order_on=date(2026, 12, 14),
    )
    index = page._tree.model.index_of("a")

    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)

    assert spoken == ("仕事a、発注する、79,200円、12月14日から5週間、遅れると全体が遅れます")


def test_deleting_work_can_be_undone(qtbot: QtBot) -> None:
    page = _page(qtbot, accepted("a", issue_id="s"), accepted("b", "a", issue_id="s"))
    page._tree.select("a")

    _key(page, Qt.Key.Key_Delete)
    left = _items(page)
    page.session.undo()
    page.refresh()

    assert [(item.id, item.after) for item in left] == [("b", ())]
    assert _item(page, "b").after == ("a",)


# ---- the drawer ----


def _opened(qtbot: QtBot, *items: WorkItem) -> DecompositionPage:
    page = _page(qtbot, *items)
    page._tree.select(items[0].id)
    _key(page, Qt.Key.Key_Return)
    assert _find(page, Drawer, "work_item_drawer").isVisible()
    return page


def test_enter_opens_the_drawer_and_esc_returns_to_the_row(qtbot: QtBot) -> None:
    page = _opened(qtbot, accepted("a", issue_id="s", deliverable="ロゴ"))

    QTest.keyClick(_find(page, QLineEdit, "item_name"), Qt.Key.Key_Escape)

    assert not _find(page, Drawer, "work_item_drawer").isVisible()
    assert page._tree.rows.hasFocus()
    assert page._tree.current_key() == "a"


def test_tab_stays_inside_the_drawer(qtbot: QtBot) -> None:
    page = _opened(qtbot, accepted("a", issue_id="s"))
    drawer = _find(page, Drawer, "work_item_drawer")

    for _ in range(40):
        QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
        assert drawer.isAncestorOf(page.window().focusWidget())


def test_every_field_of_the_drawer_reaches_the_case(qtbot: QtBot) -> None:
    page = _opened(qtbot, accepted("a", issue_id="s"))
    for name, text in (
        ("item_quantity", "２４点"),
        ("item_hours", "36時間"),
        ("item_days", "14"),
        ("item_starts_on", "令和8年12月14日"),
        ("item_due_on", "2027-01-15"),
        ("item_unit_price", "3,300円"),
        ("item_price_low", "2,200円"),
        ("item_price_high", "5,500円"),
    ):
        field = _find(page, QLineEdit, name)
        field.setFocus()
        field.setText(text)
    for name, text in (
        ("item_deliverable", "説明文"),
        ("item_inputs", "商品の一覧\n\n価格表"),
        ("item_acceptance", "誤字がない"),
        ("item_rights_note", "著作権を譲り受ける"),
        ("item_skills", "執筆の経験"),
        ("item_price_basis", "見積もり3社"),
    ):
        field = _find(page, TextEdit, name)
        field.setFocus()
        field.setPlainText(text)
    kinds = _find(page, QComboBox, "item_work_type")
    kinds.setCurrentIndex(1)
    kinds.activated.emit(kinds.currentIndex())
    page.commit_pending()

    item = _item(page, "a")

    assert (item.quantity, item.hours, item.days) == (24, 36.0, 14)
    assert (item.starts_on, item.due_on) == (date(2026, 12, 14), date(2027, 1, 15))
    assert (item.unit_price_yen, item.deliverable) == (3_300, "説明文")
    assert (item.inputs, item.acceptance) == (("商品の一覧", "価格表"), ("誤字がない",))
    assert (item.price_low_yen, item.price_high_yen) == (2_200, 5_500)
    assert item.price_basis == "見積もり3社"
    assert item.work_type == kinds.currentData() != ""
    assert (item.rights_note, item.skills) == ("著作権を譲り受ける", ("執筆の経験",))


def test_a_circle_of_prerequisites_is_refused_with_its_reason(qtbot: QtBot) -> None:
    page = _opened(qtbot, accepted("a", issue_id="s"), accepted("b", "a", issue_id="s"))
    box = _find(page, QComboBox, "item_after_add")

    box.activated.emit(box.findData("b"))

    assert _item(page, "a").after == ()
    assert "輪" in page._panel.form._after.error.text() or (
        "始められる仕事がなくなります" in page._panel.form._after.error.text()
    )


def test_a_prerequisite_can_be_added_and_taken_off(qtbot: QtBot) -> None:
    page = _opened(qtbot, accepted("a", issue_id="s"), accepted("b", issue_id="s"))
    box = _find(page, QComboBox, "item_after_add")

    box.activated.emit(box.findData("b"))
    added = _item(page, "a").after
    _find(page, Button, "item_after_b").click()

    assert added == ("b",)
    assert _item(page, "a").after == ()


def test_a_verdict_other_than_ordering_asks_for_its_reason(qtbot: QtBot) -> None:
    page = _opened(qtbot, accepted("a", issue_id="s"))
    segment = _find(page, Segmented, "item_verdict")

    segment.chosen.emit("in_house")
    asked = page._panel.form._reason_error.text()
    _find(page, TextEdit, "item_verdict_reason").setPlainText("社内に詳しい人がいる")
    page.commit_pending()

    assert asked == "発注しない理由を書いてください。書類に載ります。"
    assert page._panel.form._reason_error.text() == ""
    assert _item(page, "a").verdict_reason == "社内に詳しい人がいる"


def test_going_to_the_next_work_keeps_what_was_typed(qtbot: QtBot) -> None:
    page = _opened(qtbot, accepted("a", issue_id="s"), accepted("b", issue_id="s"))
    _find(page, TextEdit, "item_deliverable").setPlainText("半分だけ")

    _press(page, "item_next")

    assert _item(page, "a").deliverable == "半分だけ"
    assert page._panel.item_id == "b"
    assert _find(page, TextEdit, "item_deliverable").text() == ""


def test_ctrl_enter_in_the_drawer_leads_to_step_three_with_this_work(qtbot: QtBot) -> None:
    page = _opened(qtbot, accepted("a", issue_id="s"))
    action = page.main_action()
    assert action is not None

    with qtbot.waitSignal(page.step_wanted) as wanted:
        action.run()

    assert wanted.args == [Step.REQUEST_FORMAT, "a"]


# ---- adding ----


def test_templates_are_found_by_words_and_added_as_accepted_work(qtbot: QtBot) -> None:
    page = _page(qtbot, accepted("a", issue_id="s"))
    page._tree.select("a")
    _key(page, Qt.Key.Key_Insert)
    dialog = _find(page, AddWorkDialog, "add_work_dialog")
    _find(dialog, QLineEdit, "add_work_words").setText("ロゴ")

    QTest.keyClick(_find(dialog, QLineEdit, "add_work_words"), Qt.Key.Key_Return)

    added = _items(page)[-1]
    assert (added.catalogue_id, added.state) == ("des-logo", ProposalState.ACCEPTED)
    assert added.issue_id == "s"
    assert page._tree.current_key() == added.id


def test_own_work_opens_in_the_drawer(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page.add_work()
    dialog = _find(page, AddWorkDialog, "add_work_dialog")
    _find(dialog, QLineEdit, "add_work_words").setText("棚卸しの手伝い")

    _press(dialog, "add_work_own")

    assert _items(page)[-1].name == "棚卸しの手伝い"
    assert page._panel.item_id == _items(page)[-1].id


# ---- what is not ordered ----


def test_what_is_not_ordered_names_who_to_go_to_and_can_be_taken_off(qtbot: QtBot) -> None:
    kept = KeptBack(
        id="k",
        name="<b>申告書</b>の作成",
        verdict=KeptBackVerdict.PROFESSIONAL,
        who="税理士",
        reason="資格が要ります",
        instead="領収書の整理",
    )
    page = _page(qtbot, accepted("a", issue_id="s"), kept_back=(kept,))
    segment = _find(page, Segmented, "decomposition_face")
    segment.set_value("kept")
    segment.chosen.emit("kept")
    shown = _find(page, KeptBackList, "kept_back").isVisible()

    _press(page, "kept_back_remove_k")

    assert shown
    assert page.session.case.decomposition.kept_back == ()


def test_the_law_behind_a_reason_is_read_below_it_and_not_taken_for_a_quote(qtbot: QtBot) -> None:
    kept = KeptBack(
        id="k",
        name="申告書の作成",
        verdict=KeptBackVerdict.PROFESSIONAL,
        who="税理士",
        reason="資格が要ります\n根拠：税理士法 第52条（国税庁・要確認・2026-11-21）",
        why=(
            "資格が要ります",
            "根拠：税理士法 第52条（国税庁・要確認・2026-11-21）",
            "確定申告も",
        ),
    )
    page = _page(qtbot, accepted("a", issue_id="s"), kept_back=(kept,))

    said = [p.plain_text() for p in page.findChildren(Paragraph)]

    assert f"理由：{kept.reason}" in said
    assert "きっかけ：確定申告も" in said


def test_the_drawer_shows_what_the_template_says_of_law(qtbot: QtBot) -> None:
    page = _opened(qtbot, accepted("a", issue_id="s", catalogue_id="des-logo"))

    cautions = _find(page, Paragraph, "item_caution").plain_text()
    withholding = _find(page, Paragraph, "item_withholding_basis").plain_text()
    rights = _find(page, Paragraph, "item_rights_basis").plain_text()

    assert "商標の登録ができるかどうかの判断と出願は、弁理士に頼みます。" in cautions
    assert "弁理士法 第75条（特許庁・要確認・2026-11-21）" in cautions
    assert "所得税法 第204条（国税庁・確認済・2026-11-21）" in withholding
    assert "著作権法 第27条・第28条・第61条第2項（文化庁・確認済・2026-11-21）" in rights


def test_notes_take_no_room_for_work_of_the_consultants_own(qtbot: QtBot) -> None:
    page = _opened(qtbot, accepted("a", issue_id="s"))

    assert _find(page, Paragraph, "item_caution").isHidden()
    assert _find(page, Paragraph, "item_rights_basis").isHidden()
    assert _find(page, Paragraph, "item_withholding_basis").isHidden()


def test_a_problem_explains_how_to_go_about_it(qtbot: QtBot) -> None:
    model = _with_proposals(qtbot)._tree.model
    top = model.index(0, 0, QModelIndex())

    assert "進める順番：" in str(model.data(top, Qt.ItemDataRole.ToolTipRole))
    spoken = str(model.data(top, Qt.ItemDataRole.AccessibleDescriptionRole))
    assert "つまずきやすい点：" in spoken


def test_sixty_pieces_of_work_are_shown_quickly(qtbot: QtBot) -> None:
    items = tuple(
        accepted(f"w{n}", issue_id="s", name="長い名前の仕事" * 8, unit_price_yen=99_999_999)
        for n in range(60)
    )
    page = _page(qtbot, *items)

    page._edit_field("w59", "deliverable", "x")

    assert replace(items[59], deliverable="x") == _item(page, "w59")


# ---- what holds for every screen ----


@pytest.mark.parametrize("face", ["tree", "plan", "prepare", "kept"])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_everything_has_a_name_and_room(qtbot: QtBot, scale: float, face: str) -> None:
    theme.manager().set_scale(scale)
    page = _page(
        qtbot,
        accepted("a", issue_id="s", unit_price_yen=99_999_999),
        accepted("b", issue_id="s", verdict=Verdict.PROFESSIONAL),
        _proposed("c"),
        budget_yen=1_000,
    )
    page._tools.show_face(face)

    for _ in range(2):
        assert audit.nameless(page) == []
        assert audit.foreign_words(page, but=("CAD", "CG")) == set()
        assert audit.cut_off(page) == []
        assert audit.reading_markup(page) == []
        page.open_item("a")
        qtbot.wait(200)
