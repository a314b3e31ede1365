"""Amounts, counts and days as people type them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.typed_values import (
    format_day_long,
    parse_count,
    parse_day,
    parse_prefecture,
    parse_yen,
    parse_yen_ceiling,
)

TODAY = date(2026, 11, 21)
FULL_WIDTH = str.maketrans("0123456789/.", "０１２３４５６７８９／．")


@pytest.mark.parametrize(
    ("typed", "yen"),
    [
        ("３０万円", 300_000),
        ("30万5千円", 305_000),
        ("三十万円", 300_000),
        ("1億2000万円", 120_000_000),
        ("税込30万円まで", 300_000),
        ("約5,000円", 5_000),
        ("0", 0),
        ("", None),
        ("30万か40万", None),
        ("-500", None),
        ("1.23円", None),
        ("円", None),
        ("9" * 50, None),
    ],
)
def test_yen_is_read_or_refused(typed: str, yen: int | None) -> None:
    assert parse_yen(typed) == yen


@given(st.integers(min_value=0, max_value=10**9))
def test_every_written_amount_is_read_back(amount: int) -> None:
    assert parse_yen(f"{amount:,}円") == amount
    assert parse_yen(str(amount).translate(FULL_WIDTH)) == amount
    assert parse_count(f"{amount}件") == amount


@given(st.dates(min_value=date(1926, 12, 25), max_value=date(2117, 12, 31)))
def test_every_written_day_is_read_back(day: date) -> None:
    assert parse_day(format_day_long(day), TODAY) == day
    assert parse_day(day.isoformat().replace("-", "/").translate(FULL_WIDTH), TODAY) == day
    assert parse_day(f"{day:%Y%m%d}", TODAY) == day


@given(st.dates(min_value=date(2019, 5, 1), max_value=date(2117, 12, 31)))
def test_every_day_of_the_present_era_is_read_back(day: date) -> None:
    year = "元" if day.year == 2019 else str(day.year - 2018)

    assert parse_day(f"令和{year}年{day.month}月{day.day}日", TODAY) == day
    assert parse_day(f"R{day.year - 2018}/{day.month}/{day.day}", TODAY) == day


@given(
    day=st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)),
    today=st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 1, 1)),
)
def test_a_day_without_a_year_lies_ahead(day: date, today: date) -> None:
    read = parse_day(f"{day.month}/{day.day}", today)

    assert read is not None
    assert read >= today
    assert (read.month, read.day) == (day.month, day.day)
    assert read - today <= timedelta(days=366 * 8)


@pytest.mark.parametrize(
    "typed",
    ["平成31年5月1日", "昭和64年1月8日", "令和元年4月30日", "2026/13/1", "13月", "3日", "来週"],
)
def test_days_that_do_not_exist_are_refused(typed: str) -> None:
    assert parse_day(typed, TODAY) is None


@pytest.mark.parametrize("typed", ["9999年12月31日", "2200-01-01", "0001年1月1日", "0026/3/5"])
def test_days_that_no_plan_can_mean_are_refused(typed: str) -> None:
    assert parse_day(typed, TODAY) is None


@given(st.text(max_size=80))
def test_no_typed_text_raises(text: str) -> None:
    for value in (parse_yen(text), parse_yen_ceiling(text), parse_count(text)):
        assert value is None or value >= 0
    assert parse_day(text, TODAY) is None or isinstance(parse_day(text, TODAY), date)
    assert parse_prefecture(text) == "" or text
