"""Consumption tax at the rate of a day."""

from __future__ import annotations

from datetime import date
from functools import cache

from cspdesk.rules.values import value

_RATE = "tax.consumption_percent"
_WHOLE = 100


@cache
def consumption_tax_percent(on: date) -> int:
    """Return the standard rate in force on a day, in percent.

    Raises:
        ValueError: the day lies before the first rate on file.

    >>> consumption_tax_percent(date(2026, 11, 22))
    10
    """
    percent = value(_RATE, on)
    if percent is None:
        raise ValueError(f"no rate of consumption tax is on file for {on}")
    return percent


def with_tax(yen: int, on: date) -> int:
    """Return a price with the consumption tax of a day, fractions of a yen cut off.

    >>> with_tax(1005, date(2026, 11, 22))
    1105
    """
    return yen * (_WHOLE + consumption_tax_percent(on)) // _WHOLE
