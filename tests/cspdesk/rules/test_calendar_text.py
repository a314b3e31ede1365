from __future__ import annotations

from datetime import date

import holidays
import pytest

from cspdesk.rules.calendar_text import (
    banking_day_before,
    is_banking_day,
    payment_day_for,
    read_date,
    read_days,
)

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和8年12月18日", date(2026, 12, 18)),
        ("r9.1.29", date(2027, 1, 29)),
        ("2027/1/29", date(2027, 1, 29)),
        ("2027年1月29日", date(2027, 1, 29)),
        ("12月18日", date(2026, 12, 18)),
        ("1月8日", date(2027, 1, 8)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("2月30日または3月1日", date(2027, 3, 1)),
    ],
)
def test_date_is_read_as_people_write_it(text: str, day: date) -> None:
    read = read_date(text, TODAY)

    assert read is not None
    assert read[0] == day


@pytest.mark.parametrize("text", ["", "納期は相談", "13月40日", "2026年2月30日"])
def test_text_without_a_real_date_gives_none(text: str) -> None:
    assert read_date(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "days"), [("90日後", 90), ("2週間以内", 14), ("3か月", 90), ("末日", None)]
)
def test_length_of_time_is_read_in_days(text: str, days: int | None) -> None:
    assert read_days(text) == days


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        (date(2026, 12, 30), True),
        (date(2026, 12, 31), False),
        (date(2027, 1, 3), False),
        (date(2027, 1, 4), True),
        (date(2026, 11, 23), False),
        (date(2026, 11, 21), False),
        (date(2031, 1, 13), False),
    ],
)
def test_banks_are_closed_on_weekends_holidays_and_at_the_turn_of_the_year(
    day: date, *, open_: bool
) -> None:
    assert is_banking_day(day) is open_


def test_payment_day_is_the_last_banking_day_within_the_limit() -> None:
    assert payment_day_for(date(2026, 12, 18), 30) == date(2027, 1, 15)
    assert banking_day_before(date(2027, 1, 2)) == date(2026, 12, 30)


@pytest.mark.parametrize("year", range(2024, 2031))
def test_holidays_on_file_agree_with_the_library(year: int) -> None:
    computed = holidays.country_holidays("JP", years=year)

    closed = {day for day in computed if is_banking_day(day)}

    assert closed == set()
    assert is_banking_day(date(year, 6, 3)) is (date(year, 6, 3).weekday() < 5)
