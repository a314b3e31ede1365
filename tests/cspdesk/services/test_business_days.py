"""Banking days in Japan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.services.business_days import (
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
