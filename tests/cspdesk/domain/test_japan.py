"""Moments are kept in UTC; days and clocks shown are those of Japan."""

from __future__ import annotations

from datetime import UTC, date, datetime

from cspdesk.domain.japan import day_in_japan, in_japan


def test_the_day_begins_nine_hours_before_that_of_utc() -> None:
    assert day_in_japan(datetime(2026, 11, 21, 14, 59, tzinfo=UTC)) == date(2026, 11, 21)
    assert day_in_japan(datetime(2026, 11, 21, 15, 0, tzinfo=UTC)) == date(2026, 11, 22)


def test_clocks_are_not_put_forward_in_summer() -> None:
    assert in_japan(datetime(2026, 7, 1, 3, 0, tzinfo=UTC)).hour == 12
    assert in_japan(datetime(2026, 1, 1, 3, 0, tzinfo=UTC)).hour == 12
