"""Moments and days in the short forms of lists."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from cspdesk.domain.japan import in_japan


def moment(at: datetime, today: date) -> str:
    """Return 今日 14:32, 昨日, 11-20 or, in another year, 2025-11-20.

    >>> from datetime import UTC
    >>> moment(datetime(2026, 11, 24, 5, 32, tzinfo=UTC), date(2026, 11, 24))
    '今日 14:32'
    """
    local = in_japan(at)
    if local.date() == today:
        return f"今日 {clock_time(at)}"
    if local.date() == today - timedelta(days=1):
        return "昨日"
    return day(local.date(), today)


def clock_time(at: datetime) -> str:
    """Return hours and minutes in Japan.

    >>> from datetime import UTC
    >>> clock_time(datetime(2026, 11, 24, 5, 32, tzinfo=UTC))
    '14:32'
    """
    return f"{in_japan(at):%H:%M}"


def day(on: date, today: date) -> str:
    """Return 11-24, or 2027-01-18 in another year than `today`.

    >>> day(date(2027, 1, 18), date(2026, 11, 24)), day(date(2026, 11, 27), date(2026, 11, 24))
    ('2027-01-18', '11-27')
    """
    return f"{on:%m-%d}" if on.year == today.year else on.isoformat()


def due(on: date, today: date) -> str:
    """Return 今日, 明日, the day itself, or how many days it is over.

    >>> today = date(2026, 11, 24)
    >>> due(date(2026, 11, 25), today), due(date(2026, 11, 23), today)
    ('明日', '1日過ぎています')
    """
    days = (on - today).days
    if days < 0:
        return f"{-days}日過ぎています"
    return {0: "今日", 1: "明日"}.get(days, day(on, today))
