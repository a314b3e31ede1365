"""The day and the clock in Japan; everything is kept in UTC."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

# Japan keeps no summer time, so no zone data is needed.
JAPAN = timezone(timedelta(hours=9), "JST")


def in_japan(at: datetime) -> datetime:
    """Return a moment as the clocks in Japan show it."""
    return at.astimezone(JAPAN)


def day_in_japan(at: datetime) -> date:
    """Return the day that it is in Japan at a moment."""
    return in_japan(at).date()
