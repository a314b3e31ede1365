"""Amounts in the owner's words take the place of what is usual, where they are plain."""

from __future__ import annotations

import pytest

from cspdesk.domain.catalogue import CatalogueItem
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.told_quantity import told_quantity
from cspdesk.services.tree_filling import work_item_from


def entry(item_id: str) -> CatalogueItem:
    found = load_catalogue().item(item_id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("item_id", "quotes", "value"),
    [
        ("ofc-card-entry", ("紙の台帳が1,200人分あって",), 1_200),
        ("ofc-card-entry", ("台帳が８００件ある", "８００件を打ち込みたい"), 800),
        ("ofc-card-entry", ("台帳が800件ある", "そのうち300件が古い"), None),
        ("ofc-card-entry", ("月に30件ほど増える",), None),
        ("ofc-card-entry", ("問い合わせが1件もない",), None),
        ("ofc-card-entry", ("台帳が山ほどある",), None),
        ("des-catalog", ("今のカタログは24ページ",), 24),
        ("des-logo", ("商品が40点あるのにロゴがない",), None),
    ],
)
def test_one_plain_amount_in_the_unit_of_the_work_is_told(
    item_id: str, quotes: tuple[str, ...], value: int | None
) -> None:
    told = told_quantity(entry(item_id), quotes)

    assert (told and told.value) == value


def test_an_amount_beyond_all_reason_is_left_to_the_consultant() -> None:
    assert told_quantity(entry("ofc-card-entry"), ("台帳が99,999,999件ある",)) is None


def test_the_told_amount_fills_the_work_and_is_named_among_its_reasons() -> None:
    item = entry("ofc-card-entry")

    work = work_item_from(item, id="w", told=told_quantity(item, ("台帳が1,200人分あって",)))

    assert work.quantity == 1_200
    assert work.hours == item.hours * 1_200
    assert work.days == item.days[1]
    assert "数量はお話の「1,200人分」からです" in work.why


@pytest.mark.parametrize(("said", "place"), [("50件", 0), ("500件", 1), ("9,000件", 2)])
def test_the_days_follow_the_amount(said: str, place: int) -> None:
    item = entry("ofc-card-entry")

    work = work_item_from(item, id="w", told=told_quantity(item, (f"台帳が{said}ある",)))

    assert work.days == item.days[place]
