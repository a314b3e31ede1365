"""Reads budget, deadline and number of people out of a talk."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from cspdesk.services.folding import fold
from cspdesk.services.told_days import told_days
from cspdesk.services.told_money import told_budget
from cspdesk.services.told_people import told_employees
from cspdesk.services.told_values import ToldValues


# A screen asks again at each change around the same words.
@lru_cache(maxsize=16)
def read_told(words: str, today: date) -> ToldValues:
    """Return what the words tell of budget, deadline and headcount; `today` is the day of talk.

    >>> told = read_told("60万くらいで、年内に。パート入れて7人です", date(2026, 11, 22))
    >>> (told.budget_yen.value, told.deadline.value, told.employees.value)
    (600000, datetime.date(2026, 12, 31), 7)
    """
    folded = fold(words)
    days = told_days(folded, today)
    return ToldValues(
        budget_yen=told_budget(folded),
        deadline=days.deadline,
        employees=told_employees(folded),
        wish=days.wish,
        safer=days.safer,
    )
