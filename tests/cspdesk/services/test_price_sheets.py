"""What the price sheets of a case say, and what they leave open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cspdesk.documents.model import Document, Table
from cspdesk.documents.plain_text import to_text
from cspdesk.domain.case import Case
from cspdesk.domain.request_format import OrderType
from cspdesk.services.price_card import price_card
from cspdesk.services.price_sheets import order_of, order_to_try, price_text, prices_of
from tests.builders import a_case, accepted
from tests.cspdesk.documents.sample_case import CLIENT, TODAY


def _case(**changes: object) -> Case:
    item = accepted(
        "a",
        quantity=24,
        unit="点",
        unit_price_yen=3_300,
        price_low_yen=2_000,
        price_high_yen=4_500,
        price_basis="点あたりの目安・未確認（根拠：推定。税込に換算）",
        work_type="article",
        hours=36.0,
    )
    return replace(a_case(item), platform_id="lancers", **changes)  # type: ignore[arg-type]


def _sheets(case: Case) -> Document:
    return prices_of(case, CLIENT, TODAY)


def test_the_three_amounts_stand_side_by_side_with_their_formulas() -> None:
    three = next(block for block in _sheets(_case()).blocks if isinstance(block, Table))

    assert three.header == ("発注者の総額", "契約額（税込）", "受注者の手取り")
    assert [cell.text for cell in three.rows[0]] == ["83,556円", "79,200円", "66,132円"]
    assert "発注者の手数料" in three.rows[1][0].text


def test_each_figure_points_to_its_source_which_is_listed_once_with_its_day() -> None:
    text = to_text(_sheets(_case()))
    listed = text.split("出どころと確認日")[1]

    assert "要確認［4］" in text
    assert "［4］消費税法・令和8年度税制改正" in listed
    assert "2026-11-21確認" in listed
    assert text.count("所得税法 第204条") == 1


def test_rounding_and_the_rule_about_unknown_rates_are_said_once_for_all_orders() -> None:
    case = _case()
    both = (*case.decomposition.work_items, replace(case.decomposition.work_items[0], id="b"))
    tree = replace(case.decomposition, work_items=both)
    text = to_text(_sheets(replace(case, decomposition=tree)))

    assert text.count("切り捨てます") == 1
    assert text.count("0円とせず") == 1
    assert text.count("金額の内訳") == 2


def test_what_cannot_be_reckoned_is_said_so_and_never_printed_as_nothing() -> None:
    text = to_text(_sheets(replace(_case(), platform_id="shufti")))

    assert "計算できません" in text
    assert "手数料が未確認で、計算できないサービス：" in text


def test_an_order_without_a_price_is_named_as_left_out() -> None:
    case = a_case(accepted("a", name="見本の仕事", unit_price_yen=None))

    assert "単価が未定のため計算していない仕事：見本の仕事" in to_text(_sheets(case))


def test_a_case_without_orders_says_so() -> None:
    assert "まだ決まっていません" in to_text(_sheets(a_case()))


def test_the_law_of_the_planned_day_counts() -> None:
    text = to_text(_sheets(_case(planned_order_on=date(2028, 10, 1))))

    assert "控除できる50%" in text


def test_an_order_takes_place_time_and_range_from_the_case() -> None:
    case = _case()
    order = order_of(case, CLIENT, case.decomposition.work_items[0], TODAY)

    assert order is not None
    assert (order.minutes, order.prefecture) == (36 * 60, "新潟県")
    assert (order.unit_low_yen, order.unit_high_yen) == (2_000, 4_500)


def test_a_card_that_was_tried_out_is_copied_as_it_stands() -> None:
    case = _case()
    order = order_of(case, CLIENT, case.decomposition.work_items[0], TODAY)
    assert order is not None

    text = price_text(case, CLIENT, "説明文", replace(order, amount_yen=110_000), TODAY)

    assert "116,050円" in text


def test_while_the_platform_is_open_its_fees_are_not_taken_for_nothing() -> None:
    case = replace(_case(), platform_id="", order_type=OrderType.BROKER_MATCH)
    direct = replace(case, order_type=OrderType.DIRECT)
    item = case.decomposition.work_items[0]

    opened, free = (order_of(each, CLIENT, item, TODAY) for each in (case, direct))
    assert opened is not None
    assert free is not None
    assert price_card(opened).client_total.amount_text() == "計算できません"
    assert price_card(free).client_total.amount_yen == 79_200
    assert "サービスが未定" in to_text(_sheets(case))


def test_a_price_still_to_be_typed_can_be_tried_out() -> None:
    case = a_case(accepted("a", unit_price_yen=None))

    assert order_to_try(case, CLIENT, case.decomposition.work_items[0], TODAY).amount_yen == 0
