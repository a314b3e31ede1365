from __future__ import annotations

from dataclasses import replace
from datetime import date

from cspdesk.domain.price import PriceOrder
from cspdesk.domain.request_format import RequestFormat
from cspdesk.domain.source import Confidence
from cspdesk.rules.platforms import platform_ids
from cspdesk.services.price_comparing import compared

_ORDER = PriceOrder(
    amount_yen=79_200,
    tax_included=True,
    platform_id="lancers",
    on=date(2026, 11, 24),
    minutes=36 * 60,
)


def test_every_platform_has_its_row_and_no_platform_comes_last() -> None:
    rows = compared(_ORDER)

    assert sorted(row.card.order.platform_id for row in rows[:-1]) == sorted(platform_ids())
    assert rows[-1].card.order.platform_id == ""
    assert rows[-1].remark


def test_confirmed_fees_come_first_and_what_cannot_be_reckoned_behind() -> None:
    rows = compared(_ORDER)[:-1]

    assert [row.card.order.platform_id for row in rows[:2]] == ["workshift", "crowdworks"]
    nets = [row.card.worker_net.amount_yen for row in rows]
    assert nets.index(None) > max(n for n, net in enumerate(nets) if net is not None)
    assert rows[0].hourly_yen == 1_841
    assert all(
        row.confidence is Confidence.UNVERIFIED
        for row in rows
        if None in (row.card.worker_net.amount_yen, row.card.client_total.amount_yen)
    )


def test_a_platform_without_the_format_says_so_behind_all_others() -> None:
    rows = compared(replace(_ORDER, format=RequestFormat.COMPETITION))[:-1]
    without = [n for n, row in enumerate(rows) if row.remark == "コンペ形式はありません"]

    assert without
    assert without == list(range(len(rows) - len(without), len(rows)))


def test_rates_that_nobody_confirmed_are_worded_as_such() -> None:
    rates = {row.card.order.platform_id: row.rates for row in compared(_ORDER)}

    assert rates["jobhub"] == "発注者 未確認・受注者 未確認"
    assert rates["shufti"] == "発注者 未確認・受注者 10%（税の扱いは未確認）"
    assert rates["crowdworks"].endswith("20万円まで10%、超える部分5%＋税")
