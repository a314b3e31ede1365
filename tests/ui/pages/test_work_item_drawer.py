"""The drawer: every field of a piece of work reaches the case."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot

from cspdesk.domain.case import Step
from cspdesk.domain.decomposition import Verdict
from tests.builders import accepted
from tests.ui.decomposition_page import (
    find,
    item_of,
    open_page,
    opened_drawer,
    panel_of,
    press,
    tree_of,
)
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip
from ui.widgets.drawer import Drawer
from ui.widgets.labels import Paragraph
from ui.widgets.segmented import Segmented
from ui.widgets.text_edit import TextEdit


def test_enter_opens_the_drawer_and_esc_returns_to_the_row(qtbot: QtBot) -> None:
    page = opened_drawer(qtbot, accepted("a", issue_id="s", deliverable="ロゴ"))

    QTest.keyClick(find(page, QLineEdit, "item_name"), Qt.Key.Key_Escape)

    assert not find(page, Drawer, "work_item_drawer").isVisible()
    assert tree_of(page).rows.hasFocus()
    assert tree_of(page).current_key() == "a"


def test_tab_stays_inside_the_drawer(qtbot: QtBot) -> None:
    page = opened_drawer(qtbot, accepted("a", issue_id="s"))
    drawer = find(page, Drawer, "work_item_drawer")

    for _ in range(40):
        QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
        assert drawer.isAncestorOf(page.window().focusWidget())


def test_every_field_of_the_drawer_reaches_the_case(qtbot: QtBot) -> None:
    page = opened_drawer(qtbot, accepted("a", issue_id="s"))
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
        field = find(page, QLineEdit, name)
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
        field = find(page, TextEdit, name)
        field.setFocus()
        field.setPlainText(text)
    kinds = find(page, QComboBox, "item_work_type")
    kinds.setCurrentIndex(1)
    kinds.activated.emit(kinds.currentIndex())
    page.commit_pending()

    item = item_of(page, "a")

    assert (item.quantity, item.hours, item.days) == (24, 36.0, 14)
    assert (item.starts_on, item.due_on) == (date(2026, 12, 14), date(2027, 1, 15))
    assert (item.unit_price_yen, item.deliverable) == (3_300, "説明文")
    assert (item.inputs, item.acceptance) == (("商品の一覧", "価格表"), ("誤字がない",))
    assert (item.price_low_yen, item.price_high_yen) == (2_200, 5_500)
    assert item.price_basis == "見積もり3社"
    assert item.work_type == kinds.currentData() != ""
    assert (item.rights_note, item.skills) == ("著作権を譲り受ける", ("執筆の経験",))


def test_a_circle_of_prerequisites_is_refused_with_its_reason(qtbot: QtBot) -> None:
    page = opened_drawer(qtbot, accepted("a", issue_id="s"), accepted("b", "a", issue_id="s"))
    box = find(page, QComboBox, "item_after_add")

    box.activated.emit(box.findData("b"))

    assert item_of(page, "a").after == ()
    assert "輪" in panel_of(page).form._after.error.text() or (
        "始められる仕事がなくなります" in panel_of(page).form._after.error.text()
    )


def test_a_prerequisite_can_be_added_and_taken_off(qtbot: QtBot) -> None:
    page = opened_drawer(qtbot, accepted("a", issue_id="s"), accepted("b", issue_id="s"))
    box = find(page, QComboBox, "item_after_add")

    box.activated.emit(box.findData("b"))
    added = item_of(page, "a").after
    find(page, Button, "item_after_b").click()

    assert added == ("b",)
    assert item_of(page, "a").after == ()


def test_a_verdict_other_than_ordering_asks_for_its_reason(qtbot: QtBot) -> None:
    page = opened_drawer(qtbot, accepted("a", issue_id="s"))
    segment = find(page, Segmented, "item_verdict")

    segment.chosen.emit("in_house")
    asked = panel_of(page).form._reason_error.text()
    find(page, TextEdit, "item_verdict_reason").setPlainText("社内に詳しい人がいる")
    page.commit_pending()

    assert asked == "発注しない理由を書いてください。書類に載ります。"
    assert panel_of(page).form._reason_error.text() == ""
    assert item_of(page, "a").verdict_reason == "社内に詳しい人がいる"


def test_going_to_the_next_work_keeps_what_was_typed(qtbot: QtBot) -> None:
    page = opened_drawer(qtbot, accepted("a", issue_id="s"), accepted("b", issue_id="s"))
    find(page, TextEdit, "item_deliverable").setPlainText("半分だけ")

    press(page, "item_next")

    assert item_of(page, "a").deliverable == "半分だけ"
    assert panel_of(page).item_id == "b"
    assert find(page, TextEdit, "item_deliverable").text() == ""


def test_after_the_last_work_comes_the_first_and_before_it_the_last(qtbot: QtBot) -> None:
    page = opened_drawer(qtbot, *(accepted(name, issue_id="s") for name in ("a", "b", "c")))
    shown = []

    for button in ("item_previous", "item_next", "item_next"):
        press(page, button)
        shown.append(panel_of(page).item_id)

    assert shown == ["c", "a", "b"]


def test_two_fields_typed_in_one_after_the_other_are_two_steps_of_undo(qtbot: QtBot) -> None:
    page = opened_drawer(qtbot, accepted("a", issue_id="s"))
    for name, text in (("item_deliverable", "説明文"), ("item_skills", "執筆の経験")):
        find(page, TextEdit, name).setPlainText(text)
        page.commit_pending()

    page.session.undo()

    assert (item_of(page, "a").deliverable, item_of(page, "a").skills) == ("説明文", ())


def test_a_missing_reason_is_led_to_at_its_field(qtbot: QtBot) -> None:
    page = open_page(
        qtbot,
        accepted("a", issue_id="s"),
        accepted("b", issue_id="s", verdict=Verdict.IN_HOUSE, verdict_reason=""),
    )

    find(page, Chip, "totals_reasons").click()

    assert panel_of(page).item_id == "b"
    assert find(page, TextEdit, "item_verdict_reason").isVisible()


def test_ctrl_enter_in_the_drawer_leads_to_step_three_with_this_work(qtbot: QtBot) -> None:
    page = opened_drawer(qtbot, accepted("a", issue_id="s"))
    action = page.main_action()
    assert action is not None

    with qtbot.waitSignal(page.step_wanted) as wanted:
        action.run()

    assert wanted.args == [Step.REQUEST_FORMAT, "a"]


def test_the_drawer_shows_what_the_template_says_of_law(qtbot: QtBot) -> None:
    page = opened_drawer(qtbot, accepted("a", issue_id="s", catalogue_id="des-logo"))

    cautions = find(page, Paragraph, "item_caution").plain_text()
    withholding = find(page, Paragraph, "item_withholding_basis").plain_text()
    rights = find(page, Paragraph, "item_rights_basis").plain_text()

    assert "商標の登録ができるかどうかの判断と出願は、弁理士に頼みます。" in cautions
    assert "弁理士法 第75条（特許庁・要確認・2026-11-21）" in cautions
    assert "所得税法 第204条（国税庁・確認済・2026-11-21）" in withholding
    assert "著作権法 第27条・第28条・第61条第2項（文化庁・確認済・2026-11-21）" in rights


def test_notes_take_no_room_for_work_of_the_consultants_own(qtbot: QtBot) -> None:
    page = opened_drawer(qtbot, accepted("a", issue_id="s"))

    assert find(page, Paragraph, "item_caution").isHidden()
    assert find(page, Paragraph, "item_rights_basis").isHidden()
    assert find(page, Paragraph, "item_withholding_basis").isHidden()


def test_long_names_of_issues_and_work_do_not_widen_the_drawer(qtbot: QtBot) -> None:
    long = "とても長い名前の仕事" * 8
    page = opened_drawer(
        qtbot,
        accepted("a", "b", issue_id="s"),
        accepted("b", issue_id="s", name=long),
        accepted("c", issue_id="s", name=long),
    )
    qtbot.wait(1)

    form = panel_of(page).form
    part = form._parts.currentWidget()
    assert isinstance(part, QScrollArea)
    inner = part.widget()
    assert inner is not None
    assert inner.minimumSizeHint().width() <= part.viewport().width()


def test_the_days_of_the_plan_stand_below_those_that_may_be_fixed(qtbot: QtBot) -> None:
    page = opened_drawer(qtbot, accepted("a", issue_id="s", days=14))

    assert "計画：募集 " in panel_of(page).form._planned.plain_text()
