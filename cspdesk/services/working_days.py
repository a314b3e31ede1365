"""Counting in working days of Japan: the plan begins, ends and waits on days when people work."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import cache

from cspdesk.rules.banking_days import is_banking_day

_WEEK, _WORKING = 7, 5
# Years whose holidays are on file. What is planned further ahead is only known by the week.
_FIRST_YEAR, _LAST_YEAR = 2024, 2030


def is_working_day(day: date) -> bool:
    """Tell whether small firms work: no weekend, public holiday, 31 December to 3 January.

    >>> is_working_day(date(2026, 11, 23)), is_working_day(date(2026, 11, 24))
    (False, True)
    """
    return _number(day) > _number(day - timedelta(days=1))


def working_days_in(calendar_days: int) -> int:
    """Return how many working days a usual length in calendar days holds, at least one.

    >>> working_days_in(7), working_days_in(10), working_days_in(1)
    (5, 8, 1)
    """
    return max(-(-calendar_days * _WORKING // _WEEK), 1)


def from_working_day(day: date) -> date:
    """Return `day` itself if people work, else the next working day."""
    return _day_of(_number(day - timedelta(days=1)) + 1, day)


def next_working_day(day: date) -> date:
    """Return the first working day after `day`.

    >>> next_working_day(date(2026, 12, 30))
    datetime.date(2027, 1, 4)
    """
    return _day_of(_number(day) + 1, day)


def previous_working_day(day: date) -> date:
    """Return the last working day before `day`."""
    return _day_of(_number(day - timedelta(days=1)), day)


def last_of(first: date, count: int) -> date:
    """Return the last of `count` working days that begin on `first` or right after it.

    >>> last_of(date(2026, 12, 28), 5)
    datetime.date(2027, 1, 5)
    """
    return _day_of(_number(first - timedelta(days=1)) + count, first)


def first_of(last: date, count: int) -> date:
    """Return the first of `count` working days that end on `last` or right before it."""
    return _day_of(_number(last) - count + 1, last)


def working_days_between(first: date, last: date) -> int:
    """Return how many working days lie from `first` to `last`, both included; 0 if none do.

    >>> working_days_between(date(2026, 11, 20), date(2026, 11, 24))
    2
    """
    return max(_number(last) - _number(first - timedelta(days=1)), 0)


@cache
def _free_weekdays() -> tuple[int, ...]:
    """Return the ordinals of days from Monday to Friday on which nobody works."""
    start, end = date(_FIRST_YEAR, 1, 1), date(_LAST_YEAR, 12, 31)
    days = (start + timedelta(days=n) for n in range((end - start).days + 1))
    return tuple(d.toordinal() for d in days if d.weekday() < _WORKING and not is_banking_day(d))


def _number(day: date) -> int:
    """Return how many working days there were up to and including `day`."""
    # The first day of the calendar is a Monday, so its days fall into whole weeks.
    weeks, rest = divmod(day.toordinal(), _WEEK)
    return weeks * _WORKING + min(rest, _WORKING) - bisect_right(_free_weekdays(), day.toordinal())


def _day_of(number: int, near: date) -> date:
    """Return the working day of this number; `near` is a guess from which it is looked for."""
    day = near
    while (missing := number - _number(day)) > 0:
        day += timedelta(days=missing)
    # Now no earlier than wanted: halve the way back to the first day that has the number.
    low = day - timedelta(days=1)
    while _number(low) >= number:
        low -= timedelta(days=2 * (_number(low) - number) + _WEEK)
    while (day - low).days > 1:
        middle = low + (day - low) // 2
        low, day = (low, middle) if _number(middle) >= number else (middle, day)
    return day
