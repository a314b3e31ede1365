"""The price of one order to the yen; the amounts of the tables are worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.price import (
    FeeBase,
    InvoiceStatus,
    PriceCard,
    PriceLine,
    PriceOrder,
    TransferPayer,
)
from cspdesk.domain.request_format import RequestFormat
from cspdesk.domain.source import Confidence
from cspdesk.errors import UnknownPlatform
from cspdesk.rules.platforms import platform_ids
from cspdesk.services.price_card import price_card

_DAY = date(2026, 11, 24)
_PLATFORMS = st.sampled_from(("", *platform_ids()))
_YEN = st.integers(min_value=0, max_value=50_000_000)


def _order(amount: int = 79_200, platform: str = "lancers", **changes: object) -> PriceOrder:
    order = PriceOrder(
        amount_yen=amount, tax_included=True, platform_id=platform, on=_DAY, work_type="article"
    )
    return replace(order, **changes)  # type: ignore[arg-type]


def _line(card: PriceCard, name: str) -> PriceLine:
    return next(line for line in card.lines if line.name == name)


@pytest.mark.parametrize(
    ("platform", "amount", "total", "net"),
    [
        # What the operators, or those who write about them, reckon themselves.
        ("crowdworks", 11_000, 11_000, 8_580),
        ("crowdworks", 10_000, 10_000, 7_800),
        ("lancers", 11_000, 11_605, 9_185),
        ("coconala", 10_000, 10_550, 7_800),
        ("workshift", 60_000, 60_000, 49_000),
        # 199.8 and 19.9: both cut off.
        ("crowdworks", 999, 999, 781),
        ("crowdworks", 100_000, 100_000, 78_000),
        # 20,000 + 0.1 = 20,000; its tax 2,000.
        ("crowdworks", 100_001, 100_001, 78_001),
        ("crowdworks", 100_010, 100_010, 78_009),
        ("crowdworks", 200_000, 200_000, 167_000),
        ("crowdworks", 200_020, 200_020, 167_019),
        ("crowdworks", 300_000, 300_000, 261_500),
        ("lancers", 1, 1, 1),
        # 5.555 and 16.665.
        ("lancers", 101, 106, 85),
        ("lancers", 1_000_000, 1_055_000, 835_000),
        # 55.55 is rounded to 56, 222.2 cut off.
        ("coconala", 1_010, 1_066, 788),
        ("workshift", 50_000, 50_000, 40_000),
        ("workshift", 50_010, 50_010, 40_009),
        ("workshift", 500_010, 500_010, 445_009),
        ("craudia", 50_000, 50_000, 42_500),
        ("craudia", 50_020, 50_020, 42_518),
        ("craudia", 100_020, 100_020, 87_519),
        ("craudia", 1_000_000, 1_000_000, 942_500),
        ("craudia", 1_000_100, 1_000_100, 942_597),
        ("bizseek", 100_020, None, 90_019),
        ("shufti", 79_200, None, 71_280),
        ("mamaworks", 30_000, None, 30_000),
        ("skillshift", 30_000, None, None),
        ("jobhub", 30_000, None, None),
        ("", 30_000, 30_000, 30_000),
    ],
)
def test_what_is_paid_and_kept_comes_out_to_the_yen(
    platform: str, amount: int, total: int | None, net: int | None
) -> None:
    card = price_card(_order(amount, platform))

    assert (card.client_total.amount_yen, card.worker_net.amount_yen) == (total, net)


def test_a_task_may_have_a_rate_of_its_own() -> None:
    card = price_card(_order(300_000, "crowdworks", format=RequestFormat.TASK))

    assert card.worker_net.amount_yen == 234_000


@given(_YEN, _PLATFORMS, st.sampled_from(RequestFormat), st.booleans())
def test_the_three_amounts_and_the_fees_always_add_up(
    amount: int, platform: str, form: RequestFormat, included: bool
) -> None:
    card = price_card(_order(amount, platform, format=form, tax_included=included))
    contract = card.contract.amount_yen
    assert contract is not None
    tax = _line(card, "うち消費税").amount_yen

    assert tax == contract * 10 // 110
    assert included or contract == amount * 110 // 100
    for fee, whole, sign in (
        (card.client_fee, card.client_total, 1),
        (card.worker_fee, card.worker_net, -1),
    ):
        if fee.amount_yen is None:
            assert whole.amount_yen is None
            assert whole.amount_text() == "計算できません"
            assert fee.confidence is Confidence.UNVERIFIED
        else:
            assert fee.amount_yen >= 0
            assert whole.amount_yen == contract + sign * fee.amount_yen
    assert card.worker_net.amount_yen is None or 0 <= card.worker_net.amount_yen <= contract


@given(_YEN, st.integers(min_value=0, max_value=5_000), _PLATFORMS)
def test_a_higher_amount_never_costs_or_leaves_less(amount: int, more: int, platform: str) -> None:
    one, other = (price_card(_order(yen, platform)) for yen in (amount, amount + more))

    for before, after in (
        (one.client_total, other.client_total),
        (one.worker_fee, other.worker_fee),
        (one.worker_net, other.worker_net),
    ):
        if before.amount_yen is not None and after.amount_yen is not None:
            # Fee and its tax are cut off one by one: a step may cost a yen more than it brings.
            assert after.amount_yen >= before.amount_yen - 1


@given(_YEN, st.integers(min_value=1, max_value=60_000), _PLATFORMS)
def test_every_figure_says_how_it_comes_about_and_how_sure_it_is(
    amount: int, minutes: int, platform: str
) -> None:
    card = price_card(_order(amount, platform, minutes=minutes, prefecture="新潟県"))

    for line in (*card.lines, card.client_total, card.worker_net, *card.hourly, card.wage):
        assert line.formula
        assert line.source_text()
        assert (line.amount_yen is None) == (not line.amount_text().endswith("円"))


def test_where_sources_disagree_the_fee_is_taken_from_the_chosen_amount() -> None:
    as_said = price_card(_order(10_000, tax_included=False))
    untaxed = price_card(_order(10_000, tax_included=False, fee_base=FeeBase.TAX_OUT))

    assert as_said.client_fee.amount_yen == 605
    assert untaxed.client_fee.amount_yen == 550
    assert as_said.client_fee.confidence is Confidence.REFERENCE
    assert any("税抜の契約額から取るなら、発注者の手数料が550円" in hint for hint in as_said.hints)


def test_where_the_base_is_settled_it_cannot_be_chosen() -> None:
    card = price_card(_order(11_000, "crowdworks", fee_base=FeeBase.TAX_OUT))

    assert card.worker_net.amount_yen == 8_580
    assert not any("手数料のもと" in hint for hint in card.hints)


def test_before_the_first_rate_on_file_nothing_is_guessed() -> None:
    card = price_card(_order(11_000, on=date(2022, 9, 30)))

    assert (card.client_total.amount_yen, card.worker_net.amount_yen) == (None, None)


def test_a_tax_on_the_fee_that_nobody_names_is_told_with_what_it_would_leave() -> None:
    fee = price_card(_order(79_200, "shufti")).worker_fee

    assert fee.confidence is Confidence.REFERENCE
    # 7,920 and a tax of 792.
    assert "70,488円" in fee.note


@pytest.mark.parametrize(
    ("amount", "withheld"),
    [
        (79_200, 7_351),
        (1_100_000, 102_100),
        (1_320_000, 142_940),
    ],
)
def test_income_tax_is_withheld_from_the_amount_without_tax(amount: int, withheld: int) -> None:
    card = price_card(_order(amount, ""))

    assert _line(card, "源泉徴収").amount_yen == withheld
    assert card.received.amount_yen == amount - withheld


def test_nothing_is_withheld_from_a_company_or_for_work_the_law_leaves_out() -> None:
    company = price_card(_order(worker_is_company=True))
    system = price_card(_order(work_type="system_dev"))

    assert [_line(card, "源泉徴収").amount_yen for card in (company, system)] == [0, 0]


def test_where_it_is_open_whether_tax_is_withheld_the_amount_stays_open() -> None:
    card = price_card(_order(work_type="movie"))
    line = _line(card, "源泉徴収")

    assert (line.amount_yen, line.amount_text()) == (None, "要確認")
    assert "7,351円" in line.formula
    assert card.received.amount_yen is None


def test_from_2027_the_rate_is_told_as_to_be_checked() -> None:
    card = price_card(_order(on=date(2027, 1, 4)))

    assert _line(card, "源泉徴収").amount_yen == 7_351
    assert _line(card, "源泉徴収").confidence is Confidence.TO_CHECK


@pytest.mark.parametrize(
    ("on", "lost"),
    [
        (date(2026, 9, 30), 1_440),
        (date(2026, 10, 1), 2_160),
        (date(2028, 10, 1), 3_600),
        (date(2030, 10, 1), 5_040),
        (date(2031, 10, 1), 7_200),
    ],
)
def test_without_a_number_less_and_less_of_the_tax_is_deducted(on: date, lost: int) -> None:
    card = price_card(_order(on=on, invoice=InvoiceStatus.UNREGISTERED))

    assert _line(card, "控除できない消費税").amount_yen == lost
    assert card.burden.amount_yen == 83_556 + lost


def test_a_number_not_asked_for_yet_is_not_taken_for_one() -> None:
    line = _line(price_card(_order()), "控除できない消費税")

    assert (line.amount_yen, line.amount_text()) == (None, "要確認")
    assert "2,160円" in line.formula
    assert (
        _line(price_card(_order(invoice=InvoiceStatus.REGISTERED)), "控除できない消費税").amount_yen
        == 0
    )


def test_the_banks_fee_falls_on_the_client_unless_chosen_otherwise() -> None:
    client = price_card(_order(transfer_fee_yen=330))
    worker = price_card(_order(transfer_fee_yen=330, transfer_payer=TransferPayer.WORKER))

    assert client.burden.amount_yen == 83_556 + 330
    assert client.received.amount_yen == 66_132 - 7_351
    assert worker.received.amount_yen == 66_132 - 7_351 - 330
    assert not client.warnings
    assert any("報酬の減額" in warning.text for warning in worker.warnings)


def test_a_fee_of_the_bank_that_is_not_known_is_not_nothing() -> None:
    worker = price_card(_order(transfer_payer=TransferPayer.WORKER))

    assert _line(worker, "振込手数料").amount_text() == "未定"
    assert worker.received.amount_yen is None


def test_per_hour_the_reward_stands_beside_the_wage_of_place_and_day() -> None:
    card = price_card(_order(minutes=36 * 60, prefecture="新潟県"))

    assert [line.amount_yen for line in card.hourly] == [1_837, 2_000]
    assert card.wage.amount_yen == 1_108
    assert not card.warnings
    # In Iwate the new amount begins on 1 December.
    for on, wage in ((date(2026, 11, 30), 1_031), (date(2026, 12, 1), None)):
        later = price_card(_order(on=on, prefecture="岩手県")).wage.amount_yen
        assert later == wage if wage else later is not None and later > 1_031


def test_without_a_place_the_average_of_the_country_is_the_measure() -> None:
    card = price_card(_order(minutes=60))

    assert card.wage.amount_yen == 1_177
    assert any("全国加重平均" in hint for hint in card.hints)


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        # 72,000 / 60 = 1,200 agreed, 66,132 / 60 = 1,102 kept; the wage is 1,108.
        (60, "手数料を引いた後の"),
        (65, "手数料を引く前の"),
    ],
)
def test_less_than_the_wage_per_hour_is_warned_of_with_its_basis(hours: int, words: str) -> None:
    card = price_card(_order(minutes=hours * 60, prefecture="新潟県"))

    (warning,) = card.warnings
    assert words in warning.text
    assert "1,108円" in warning.text
    assert {source.publisher for source in warning.sources} == {"厚生労働省"}


def test_exactly_the_wage_is_not_warned_of() -> None:
    # 55,400 without tax in 50 hours.
    card = price_card(_order(60_940, "", minutes=50 * 60, prefecture="新潟県"))

    assert card.hourly[1].amount_yen == 1_108
    assert not card.warnings


def test_without_a_working_time_nothing_is_said_per_hour() -> None:
    card = price_card(_order())

    assert card.hourly == ()
    assert not card.warnings
    assert any("作業時間が未定" in hint for hint in card.hints)


def test_less_than_the_usual_range_is_warned_of_with_where_it_comes_from() -> None:
    card = price_card(
        _order(
            24_000,
            quantity=24,
            unit="点",
            unit_low_yen=2_000,
            unit_high_yen=4_500,
            market_basis="推定・未確認",
        )
    )

    (warning,) = card.warnings
    assert "1点あたり1,000円" in warning.text
    assert "2,000円" in warning.text
    assert warning.confidence is Confidence.UNVERIFIED
    assert warning.sources[0].law == "推定・未確認"


def test_an_unknown_platform_is_refused() -> None:
    with pytest.raises(UnknownPlatform):
        price_card(_order(platform="nowhere"))


@pytest.mark.parametrize("changes", [{"amount_yen": -1}, {"quantity": 0}])
def test_what_is_no_price_is_refused(changes: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="needs an amount"):
        price_card(_order(**changes))  # type: ignore[arg-type]
