"""The plan and the sums beside it: budget, first order, hands, what to prepare."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from tests.builders import accepted
from tests.ui.decomposition_page import (
    find,
    item_of,
    open_page,
    press,
    proposed,
    show_face,
)
from ui.widgets.labels import Paragraph


def test_totals_follow_and_say_when_the_budget_is_passed(qtbot: QtBot) -> None:
    page = open_page(
        qtbot,
        accepted("a", issue_id="s", unit_price_yen=60_000, quantity=2),
        proposed("b", unit_price_yen=90_000),
        budget_yen=100_000,
    )
    assert page._totals._sum.text() == "120,000円"
    assert page._totals._left.text() == "20,000円の超過"

    show_face(page, "plan")
    press(page, "plan_take_fewer")

    assert page._totals._sum.text() == "60,000円"
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

    assert page._totals._whole.text() == "発注者総額 105,500円"
    assert page._totals._left.text() == "1,500円の超過"


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

    assert page._panel.item_id == "b"


def test_fewer_hands_make_the_plan_longer(qtbot: QtBot) -> None:
    page = open_page(
        qtbot, accepted("a", issue_id="s", days=14), accepted("b", issue_id="s", days=14)
    )
    show_face(page, "plan")
    box = find(page, QComboBox, "plan_at_once")

    box.setCurrentIndex(1)
    box.activated.emit(1)

    assert page._spans["b"].starts_on > page._spans["a"].due_on


def test_the_preparation_list_is_seen_before_it_is_printed(qtbot: QtBot) -> None:
    page = open_page(qtbot, accepted("a", issue_id="s", inputs=("商品の現物",)))

    show_face(page, "prepare")

    assert "商品の現物" in page._preparation.toPlainText()
