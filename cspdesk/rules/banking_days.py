"""Days on which banks in Japan work: weekends, public holidays and the turn of the year."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from cspdesk import data_files

_HOLIDAYS = "calendar/public_holidays.toml"
_SATURDAY = 5
_TURN_OF_THE_YEAR = {(12, 31), (1, 1), (1, 2), (1, 3)}


@cache
def _public_holidays(year: int) -> frozenset[date]:
    days = data_files.read_toml(_HOLIDAYS)["days"].get(str(year))
    if days is None:
        # Years that are not on file are computed; the library costs a quarter of a second.
        import holidays  # noqa: PLC0415

        return frozenset(holidays.country_holidays("JP", years=year))
    return frozenset(date.fromisoformat(f"{year}-{day}") for day in days)


def is_banking_day(day: date) -> bool:
    """Tell whether banks work on `day`.

    Source: 銀行法施行令 第5条 (Saturdays, 31 December to 3 January), 国民の祝日に関する法律
    (2026-11-21確認).

    >>> is_banking_day(date(2026, 12, 30)), is_banking_day(date(2026, 12, 31))
    (True, False)
    """
    if day.weekday() >= _SATURDAY or (day.month, day.day) in _TURN_OF_THE_YEAR:
        return False
    return day not in _public_holidays(day.year)


def previous_banking_day(day: date) -> date:
    """Return `day` itself if banks work, else the last banking day before it.

    >>> previous_banking_day(date(2027, 1, 3))
    datetime.date(2026, 12, 30)
    """
    while not is_banking_day(day):
        day -= timedelta(days=1)
    return day


def next_banking_day(day: date) -> date:
    """Return `day` itself if banks work, else the first banking day after it.

    >>> next_banking_day(date(2026, 12, 31))
    datetime.date(2027, 1, 4)
    """
    while not is_banking_day(day):
        day += timedelta(days=1)
    return day
