from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.case import Case
from cspdesk.domain.decomposition import Verdict
from cspdesk.domain.request_format import OrderType
from cspdesk.services.budgeting import budget_of
from tests.builders import a_case, accepted

_DAY = date(2026, 11, 24)


def _case(platform_id: str = "", **changes: object) -> Case:
    item = accepted(
        "a", quantity=10, unit_price_yen=11_000, price_low_yen=5_500, price_high_yen=22_000
    )
    return replace(a_case(item), platform_id=platform_id, **changes)  # type: ignore[arg-type]


def test_it_may_come_out_low_as_planned_or_high() -> None:
    budget = budget_of(_case(), _DAY)

    amounts = (budget.low, budget.planned, budget.high)
    assert [a.total_yen for a in amounts] == [55_000, 110_000, 220_000]


def test_the_tax_inside_the_planned_reward_is_told() -> None:
    assert budget_of(_case(), _DAY).planned.tax_yen == 10_000


def test_the_fee_of_the_chosen_platform_counts_against_the_ceiling() -> None:
    budget = budget_of(_case("lancers", budget_yen=115_000), _DAY)

    assert budget.planned.fee_yen == 6_050
    assert (budget.left_yen, budget.over_yen) == (-1_050, 1_050)
    assert any("5.5%" in note and "確認済" in note for note in budget.notes)


def test_a_fraction_of_a_yen_is_rather_counted_than_left_out() -> None:
    case = replace(a_case(accepted("a", unit_price_yen=1_010)), platform_id="lancers")

    assert budget_of(case, _DAY).planned.fee_yen == 56


def test_a_fee_that_nobody_confirmed_is_said_to_be_unknown_and_not_counted() -> None:
    budget = budget_of(_case("shufti"), _DAY)

    assert budget.planned.fee_yen is None
    assert budget.planned.total_yen == 110_000
    assert budget.fee_missing.startswith("計算できません")
    assert any("確かめられていません" in note for note in budget.notes)


@pytest.mark.parametrize(
    ("platform_id", "said"), [("crowdworks", "かかりません"), ("craudia", "かからない見込みです")]
)
def test_no_fee_is_only_said_for_certain_where_it_was_confirmed(
    platform_id: str, said: str
) -> None:
    budget = budget_of(_case(platform_id), _DAY)

    assert budget.planned.fee_yen == 0
    assert any(said in note for note in budget.notes)


def test_a_fee_is_not_taken_before_its_first_day() -> None:
    assert budget_of(_case("lancers"), date(2022, 9, 30)).planned.fee_yen is None


def test_a_platform_that_takes_nothing_from_the_owner_says_so() -> None:
    budget = budget_of(_case("crowdworks"), _DAY)

    assert (budget.planned.fee_yen, budget.fee_missing) == (0, "")
    assert any("かかりません" in note for note in budget.notes)


def test_where_no_platform_is_used_there_is_no_fee() -> None:
    direct = budget_of(_case(order_type=OrderType.DIRECT), _DAY)

    assert any("サービスを使わない" in note for note in direct.notes)
    assert (direct.planned.fee_yen, direct.fee_missing) == (0, "")


def test_while_the_platform_is_open_the_fee_is_open_and_not_nothing() -> None:
    budget = budget_of(_case(), _DAY)

    assert (budget.planned.fee_yen, budget.fee_missing) == (None, "未定（サービスが未定）")
    assert any("決まっていないため" in note for note in budget.notes)


def test_only_what_is_ordered_costs_and_what_has_no_price_is_counted() -> None:
    case = a_case(
        accepted("a", unit_price_yen=1_000),
        accepted("b", unit_price_yen=9_000, verdict=Verdict.IN_HOUSE),
        accepted("c"),
    )

    budget = budget_of(case, _DAY)

    assert budget.planned.total_yen == 1_000
    assert budget.unpriced == 1
    assert budget.over_yen == 0


@given(
    st.lists(st.tuples(st.integers(1, 99), *[st.none() | st.integers(0, 10**6)] * 3), max_size=6),
    st.sampled_from(("", "lancers", "crowdworks")),
)
def test_low_is_never_above_planned_nor_planned_above_high(
    rows: list[tuple[int, int | None, int | None, int | None]], platform_id: str
) -> None:
    items = [
        accepted(str(n), quantity=q, unit_price_yen=p, price_low_yen=low, price_high_yen=high)
        for n, (q, p, low, high) in enumerate(rows)
    ]

    budget = budget_of(replace(a_case(*items), platform_id=platform_id), _DAY)

    if not budget.unpriced:
        assert budget.low.total_yen <= budget.planned.total_yen <= budget.high.total_yen
