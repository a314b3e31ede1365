from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cspdesk.services import working_days as count

_DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))


@given(_DAYS, st.integers(1, 300))
def test_a_number_of_working_days_is_counted_from_its_first_to_its_last(
    day: date, length: int
) -> None:
    first = count.from_working_day(day)

    last = count.last_of(first, length)

    assert count.is_working_day(last)
    assert count.working_days_between(first, last) == length
    assert count.first_of(last, length) == first


@given(_DAYS)
def test_the_days_after_and_before_a_day_are_worked_and_the_nearest(day: date) -> None:
    after, before = count.next_working_day(day), count.previous_working_day(day)

    assert before < day < after
    assert count.working_days_between(before, after) == 2 + count.is_working_day(day)


def test_weekends_holidays_and_the_turn_of_the_year_are_no_working_days() -> None:
    free = (date(2026, 11, 28), date(2026, 11, 23), date(2026, 12, 31), date(2027, 1, 2))

    assert not any(map(count.is_working_day, free))
    assert count.is_working_day(date(2026, 12, 30))


def test_a_usual_length_in_calendar_days_holds_five_of_seven() -> None:
    assert [count.working_days_in(days) for days in (0, 1, 7, 14, 30)] == [1, 1, 5, 10, 22]


def test_lengths_far_beyond_any_plan_are_still_counted_forward_and_back() -> None:
    first = date(2026, 12, 1)
    last = count.last_of(first, 3_000)

    assert last > date(2037, 1, 1)
    assert count.first_of(last, 3_000) < date(2027, 6, 1)
