"""The days that a posting names: closing, start, delivery, answer and payment."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cspdesk.domain.decomposition import WorkItem
from cspdesk.domain.request_format import RequestFormat
from cspdesk.rules.banking_days import next_banking_day, previous_banking_day
from cspdesk.services.planning import LONGEST_DAYS

MONTH_UNITS = ("月", "か月", "ヶ月", "カ月")

_OPEN_DAYS = 10
_CLOSING_BEFORE_START = 3
_SHORTEST_LEAD = 3
_COMPETITION_OPEN_DAYS = 14
_CHOOSING_DAYS = 7
_FINISHING_DAYS = 7
_SHORTEST_TASK = 7
_DEFAULT_DAYS = 14
_CHECKING_DAYS = 7
# The guideline asks for payment within 30 days; the day of delivery counts as the first.
_PAYING_DAYS = 28
_MONTHLY_PAYING_DAYS = 25
_MOST_MONTHS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingDays:
    """Days of one posting, in the order of the work.

    Attributes:
        announced_on: when the winner of a competition is told; equals `starts_on` elsewhere.
        first_due_on: end of the first month of monthly work; equals `due_on` elsewhere.
        confirmed_on: when the answer to the (first) delivery is given at the latest.
        paid_on: day of each payment, on banking days.
    """

    apply_by: date
    announced_on: date
    starts_on: date
    first_due_on: date
    due_on: date
    confirmed_on: date
    paid_on: tuple[date, ...]


def is_monthly(item: WorkItem, format_: RequestFormat) -> bool:
    """Tell whether the work runs over months and is delivered month by month."""
    return item.unit in MONTH_UNITS and format_ is RequestFormat.PROJECT


def plan_days(item: WorkItem, format_: RequestFormat, today: date) -> PostingDays:
    """Return the days for a posting that is published on `today`.

    Days planned by the consultant are kept as long as they lie ahead; the rest is counted
    from the usual length of the work and falls on banking days.
    """
    if item.days is not None:
        item = replace(item, days=min(item.days, LONGEST_DAYS))
    if is_monthly(item, format_):
        return _monthly(item, today)
    match format_:
        case RequestFormat.PROJECT:
            return _project(item, today)
        case RequestFormat.COMPETITION:
            return _competition(item, today)
        case RequestFormat.TASK:
            return _task(item, today)


def _planned(day: date | None, today: date) -> date | None:
    return day if day is not None and day > today else None


def _with_payment(apply_by: date, announced_on: date, starts_on: date, due_on: date) -> PostingDays:
    return PostingDays(
        apply_by=apply_by,
        announced_on=announced_on,
        starts_on=starts_on,
        first_due_on=due_on,
        due_on=due_on,
        confirmed_on=next_banking_day(due_on + timedelta(days=_CHECKING_DAYS)),
        paid_on=(previous_banking_day(due_on + timedelta(days=_PAYING_DAYS)),),
    )


def _start(item: WorkItem, due_on: date | None, today: date) -> date:
    planned = item.starts_on
    far_enough = planned is not None and planned >= today + timedelta(days=_SHORTEST_LEAD)
    if planned is not None and far_enough and (due_on is None or planned < due_on):
        return planned
    if due_on is None:
        return next_banking_day(today + timedelta(days=_OPEN_DAYS))
    return today + timedelta(days=min(_OPEN_DAYS, (due_on - today).days // 3))


def _closing(starts_on: date) -> date:
    return previous_banking_day(starts_on - timedelta(days=_CLOSING_BEFORE_START))


def _project(item: WorkItem, today: date) -> PostingDays:
    due_on = _planned(item.due_on, today)
    starts_on = _start(item, due_on, today)
    if due_on is None:
        due_on = next_banking_day(starts_on + timedelta(days=item.days or _DEFAULT_DAYS))
    apply_by = max(today, _closing(starts_on))
    return _with_payment(apply_by, starts_on, starts_on, due_on)


def _competition(item: WorkItem, today: date) -> PostingDays:
    apply_by = next_banking_day(today + timedelta(days=_COMPETITION_OPEN_DAYS))
    announced_on = next_banking_day(apply_by + timedelta(days=_CHOOSING_DAYS))
    usual_due = max(
        announced_on + timedelta(days=_FINISHING_DAYS), today + timedelta(days=item.days or 0)
    )
    due_on = _planned(item.due_on, today)
    if due_on is None:
        due_on = next_banking_day(usual_due)
    elif due_on < announced_on + timedelta(days=_FINISHING_DAYS):
        # Little time: half of it for the entries, a quarter each for choosing and finishing.
        length = (due_on - today).days
        apply_by = today + timedelta(days=length // 2)
        announced_on = today + timedelta(days=length * 3 // 4)
    return _with_payment(apply_by, announced_on, announced_on, due_on)


def _task(item: WorkItem, today: date) -> PostingDays:
    days = max(item.days or _DEFAULT_DAYS, _SHORTEST_TASK)
    due_on = _planned(item.due_on, today) or next_banking_day(today + timedelta(days=days))
    return _with_payment(due_on, today, today, due_on)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _first_of_month(day: date) -> date:
    return day if day.day == 1 else _months_later(day.replace(day=1), 1)


def _monthly(item: WorkItem, today: date) -> PostingDays:
    planned = item.starts_on
    if planned is not None and planned >= today + timedelta(days=_SHORTEST_LEAD):
        starts_on = planned
    else:
        starts_on = _first_of_month(today + timedelta(days=_OPEN_DAYS))
    ends = [
        _months_later(starts_on, month) - timedelta(days=1)
        for month in range(1, min(max(item.quantity, 1), _MOST_MONTHS) + 1)
    ]
    return PostingDays(
        apply_by=max(today, _closing(starts_on)),
        announced_on=starts_on,
        starts_on=starts_on,
        first_due_on=ends[0],
        due_on=ends[-1],
        confirmed_on=next_banking_day(ends[0] + timedelta(days=_CHECKING_DAYS)),
        paid_on=tuple(
            previous_banking_day(end + timedelta(days=_MONTHLY_PAYING_DAYS)) for end in ends
        ),
    )
