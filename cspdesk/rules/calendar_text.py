"""Dates and lengths of time as people write them in a posting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from cspdesk.rules.banking_days import previous_banking_day

_REIWA_OFFSET = 2018
# 9999年12月31日 means "no end"; no days can be added to it.
_LAST_YEAR = 9000
LAST_DAY_TO_COUNT_FROM = date(_LAST_YEAR, 12, 31)
_DAYS_PER = {"日": 1, "営業日": 1, "週間": 7, "週": 7, "か月": 30, "年": 365}
_DATE = re.compile(
    r"(?=[令r0-9])(?:(?:(?:令和|r)(?P<era>[0-9]{1,2}|元)[年./]|(?P<year>[0-9]{4})[年/.-]) ?"
    r"(?P<month>[0-9]{1,2})[月/.-] ?(?P<day>[0-9]{1,2})(?:日(?!曜))?"
    r"|(?P<month2>[0-9]{1,2})月 ?(?P<day2>[0-9]{1,2})日)"
)
_LENGTH = re.compile(r"(?P<number>[0-9]{1,3}|半) ?(?P<unit>営業日|日|週間|週|か月|年)")


def date_places(text: str) -> Iterator[tuple[int, int]]:
    """Yield where something stands in a normal form that is written like a date."""
    return (match.span() for match in _DATE.finditer(text))


def read_date(text: str, near: date, start: int = 0) -> tuple[date, int, int, bool] | None:
    """Return the first date in a normal form, its place, and whether the year was written.

    A date without a year is the next such day from `near` on.
    """
    for match in _DATE.finditer(text, start):
        era, year = match["era"], match["year"]
        month = int(match["month"] or match["month2"])
        day = int(match["day"] or match["day2"])
        if era is not None:
            number = _REIWA_OFFSET + (1 if era == "元" else int(era))
        elif year is not None:
            number = int(year)
        else:
            number = near.year
        found = _valid(number, month, day)
        if found is None:
            continue
        explicit = era is not None or year is not None
        if not explicit and found < near:
            found = _valid(number + 1, month, day) or found
        return found, match.start(), match.end(), explicit
    return None


def _valid(year: int, month: int, day: int) -> date | None:
    if year > _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_days(text: str) -> int | None:
    """Return the first length of time in days, None if there is none.

    >>> read_days("納品から90日後"), read_days("半年後"), read_days("翌月")
    (90, 182, None)
    """
    match = _LENGTH.search(text)
    if match is None:
        return None
    if match["number"] == "半":
        return _DAYS_PER[match["unit"]] // 2
    return int(match["number"]) * _DAYS_PER[match["unit"]]


def payment_day_for(receipt: date, days: int) -> date:
    """Return the last banking day within `days` days of receipt; the day of receipt is day 1.

    >>> payment_day_for(date(2026, 12, 18), 30)
    datetime.date(2027, 1, 15)
    """
    return previous_banking_day(receipt + timedelta(days=days - 1))
