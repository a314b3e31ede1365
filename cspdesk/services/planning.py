"""Totals of budget and weeks over the work of a case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from cspdesk.domain.decomposition import ProposalState, Verdict, WorkItem, in_working_order

_DAYS_PER_WEEK = 7
# Work without a usual length still takes a place in the plan.
_DEFAULT_DAYS = 7
LONGEST_DAYS = 3_650
"""Ten years: what is longer was typed by mistake, and sums of it run out of the calendar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Planned days of one piece of work, both included."""

    work_item_id: str
    starts_on: date
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums over what is ordered.

    Attributes:
        planned_yen: sum of planned totals, yen incl. tax; items without a price are left out.
        low_yen, high_yen: sums of the usual ranges, yen incl. tax; None if no range is known.
        unpriced: how many ordered items have no price yet.
        budget_yen: the ceiling; None when not told.
        weeks: from the first start to the last due day, in started weeks; 0 = nothing planned.
    """

    ordered: int
    planned_yen: int
    low_yen: int | None
    high_yen: int | None
    unpriced: int
    budget_yen: int | None
    weeks: int
    ends_on: date | None

    @property
    def left_yen(self) -> int | None:
        """Return what remains of the budget (negative = over); None without a budget."""
        return None if self.budget_yen is None else self.budget_yen - self.planned_yen


class PlanningService:
    """Adds up and lays out the work of a case."""

    def schedule(self, items: Iterable[WorkItem], start: date) -> tuple[Span, ...]:
        """Return the planned days of all work that is not rejected or postponed.

        Days the consultant fixed are kept; the others begin on `start` or on the day after
        the last prerequisite is due, and last the item's calendar days.

        Raises:
            DependencyCycle: prerequisites run in a circle.
        """
        planned = [
            item
            for item in items
            if item.state is not ProposalState.REJECTED and item.verdict is not Verdict.POSTPONE
        ]
        spans: dict[str, Span] = {}
        for item in in_working_order(planned):
            earliest = max(
                (spans[a].due_on + timedelta(days=1) for a in item.after if a in spans),
                default=start,
            )
            starts_on = item.starts_on or max(earliest, start)
            days = min(item.days or _DEFAULT_DAYS, LONGEST_DAYS)
            length = timedelta(days=max(days - 1, 0))
            due_on = item.due_on or starts_on + length
            starts_on = min(starts_on, due_on)
            spans[item.id] = Span(work_item_id=item.id, starts_on=starts_on, due_on=due_on)
        return tuple(spans[item.id] for item in planned)

    def totals(self, items: Iterable[WorkItem], budget_yen: int | None, start: date) -> Totals:
        """Return the sums over what goes out as orders.

        Raises:
            DependencyCycle: prerequisites run in a circle.
        """
        ordered = [item for item in items if item.ordered]
        spans = self.schedule(ordered, start)
        ends_on = max((span.due_on for span in spans), default=None)
        first = min((span.starts_on for span in spans), default=None)
        weeks = 0
        if first is not None and ends_on is not None:
            weeks = ((ends_on - first).days // _DAYS_PER_WEEK) + 1
        return Totals(
            ordered=len(ordered),
            planned_yen=sum(item.total_yen or 0 for item in ordered),
            low_yen=_range_sum(ordered, low=True),
            high_yen=_range_sum(ordered, low=False),
            unpriced=sum(1 for item in ordered if item.unit_price_yen is None),
            budget_yen=budget_yen,
            weeks=weeks,
            ends_on=ends_on,
        )


def _range_sum(items: Iterable[WorkItem], *, low: bool) -> int | None:
    ends = [(item.price_low_yen if low else item.price_high_yen, item.quantity) for item in items]
    known = [price * quantity for price, quantity in ends if price is not None]
    return sum(known) if known else None
