"""When the client has to be ready for each order."""

from __future__ import annotations

from datetime import date

from cspdesk.documents.preparation import Order
from cspdesk.domain.case import Case
from cspdesk.services.planning import PlanningService
from cspdesk.services.working_days import previous_working_day


def orders_of(case: Case, start: date, at_once: int | None = None) -> tuple[Order, ...]:
    """Return what is ordered with the days of the plan, numbered in the consultant's order.

    Raises:
        DependencyCycle: prerequisites run in a circle.
    """
    tree = case.decomposition
    spans = PlanningService().schedule(tree.work_items, start, at_once)
    starts = {span.work_item_id: span.starts_on for span in spans}
    return tuple(
        Order(
            number=number,
            item=item,
            starts_on=starts[item.id],
            ready_by=previous_working_day(starts[item.id]),
        )
        for number, item in enumerate(tree.ordered_items(), start=1)
    )
