"""The plan and the sums beside it: budget, first order, hands, what to prepare."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

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
)
from ui.pages.plan_face import PlanFace
from ui.pages.preparation_face import PreparationFace
from ui.widgets.chips import Chip
from ui.widgets.labels import Paragraph


def test_totals_follow_and_say_when_the_budget_is_passed(qtbot: QtBot) -> None:
    page = open_page(
        qtbot,
        accepted("a", issue_id="s", unit_price_yen=60_000, quantity=2),
        proposed("b", unit_price_yen=90_000),
        budget_yen=100_000,
    )
    assert find(page, QLabel, "totals_sum").text() == "120,000円"
    assert find(page, Chip, "totals_left").text() == "20,000円の超過"

    show_face(page, "plan")
    press(page, "plan_take_fewer")

    assert find(page, QLabel, "totals_sum").text() == "60,000円"
    assert item_of(page, "a").quantity == 1
    page.session.undo()
    assert item_of(page, "a").quantity == 2


def test_the_fee_of_the_platform_stands_in_the_total_and_counts(qtbot: QtBot) -> None:
    page = open_page(
        qtbot,
        accepted("a", issue_id="s", unit_price_yen=100_000),
        budget_yen=104_000,
        platform_id="lancers",
    )

    assert find(page, QLabel, "totals_whole").text() == "発注者総額 105,500円"
    assert find(page, Chip, "totals_left").text() == "1,500円の超過"


def test_the_plan_names_the_first_order_and_reads_its_reason_aloud(qtbot: QtBot) -> None:
    page = open_page(
        qtbot,
        accepted("a", issue_id="s", unit_price_yen=400_000),
        accepted("b", issue_id="s", unit_price_yen=20_000),
        budget_yen=500_000,
    )

    show_face(page, "plan")
    said = " ".join(p.plain_text() for p in page.findChildren(Paragraph) if p.isVisible())
    assert "最初の1件は「仕事b」をおすすめします。20,000円で" in said

    press(page, "plan_first_open")

    assert panel_of(page).item_id == "b"


def test_fewer_hands_make_the_plan_longer(qtbot: QtBot) -> None:
    page = open_page(
        qtbot, accepted("a", issue_id="s", days=14), accepted("b", issue_id="s", days=14)
    )
    show_face(page, "plan")
    box = find(page, QComboBox, "plan_at_once")

    box.setCurrentIndex(1)
    box.activated.emit(1)

    assert page._spans["b"].starts_on > page._spans["a"].due_on
    assert page.session.case.at_once == 1
    page.session.undo()
    assert page.session.case.at_once is None


def test_an_open_fee_is_said_to_be_open_and_never_nothing(qtbot: QtBot) -> None:
    page = open_page(qtbot, accepted("a", issue_id="s", unit_price_yen=100_000))

    show_face(page, "plan")

    labels = [label.text() for label in part_of(page, PlanFace).findChildren(QLabel)]
    assert "未定（サービスが未定）" in labels
    assert "0円" not in labels
    assert find(page, QLabel, "totals_whole").text() == "手数料 未定"


def test_each_way_tells_what_is_paid_kept_and_given_up(qtbot: QtBot) -> None:
    page = open_page(
        qtbot,
        accepted("a", issue_id="s", asked=95, unit_price_yen=60_000),
        accepted("b", issue_id="s", asked=40, unit_price_yen=50_000),
        budget_yen=100_000,
    )

    show_face(page, "plan")

    said = "\n".join(p.plain_text() for p in part_of(page, PlanFace).findChildren(Paragraph))
    assert "発注者総額 60,000円。" in said
    assert "「仕事b」は今回できません" in said
    assert "頼むもの：仕事a" in said


def test_recruiting_stands_in_the_plan(qtbot: QtBot) -> None:
    page = open_page(qtbot, accepted("a", issue_id="s", days=14))

    show_face(page, "plan")

    said = "\n".join(p.plain_text() for p in part_of(page, PlanFace).findChildren(Paragraph))
    assert "募集 " in said
    assert "選定・契約・仮払い" in said
    assert "目安・未確認" in said


def test_the_preparation_list_is_seen_before_it_is_printed(qtbot: QtBot) -> None:
    page = open_page(qtbot, accepted("a", issue_id="s", inputs=("商品の現物",)))

    show_face(page, "prepare")

    assert "商品の現物" in part_of(page, PreparationFace).toPlainText()
