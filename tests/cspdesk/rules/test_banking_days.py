"""Banking days in Japan."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.rules.banking_days import (
    is_banking_day,
    next_banking_day,
    previous_banking_day,
)


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 23), False),
        (date(2026, 12, 30), True),
        (date(2026, 12, 31), False),
        (date(2027, 1, 4), True),
        (date(2027, 1, 11), False),
        (date(2027, 3, 22), False),
    ],
)
def test_weekends_holidays_and_the_turn_of_the_year_are_closed(day: date, *, open_: bool) -> None:
    assert is_banking_day(day) is open_


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2060, 1, 1)))
def test_neighbouring_banking_days_enclose_every_day_within_ten_days(day: date) -> None:
    before, after = previous_banking_day(day), next_banking_day(day)

    assert is_banking_day(before)
    assert is_banking_day(after)
    assert before <= day <= after
    assert after - before <= timedelta(days=11)


@pytest.mark.parametrize("year", range(2024, 2031))
def test_holidays_on_file_agree_with_the_library(year: int) -> None:
    computed = set(holidays.country_holidays("JP", years=year))
    weekdays = {day for day in computed if day.weekday() < 5}

    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    closed = {
        day for day in days if day.year == year and day.weekday() < 5 and not is_banking_day(day)
    }
    turn = {date(year, 1, 1), date(year, 1, 2), date(year, 1, 3), date(year, 12, 31)}

    assert weekdays <= closed
    assert closed - weekdays <= turn
