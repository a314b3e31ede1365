"""When the client has to be ready for each order."""

from __future__ import annotations

from datetime import date

from cspdesk.documents.model import Document
from cspdesk.documents.preparation import Order, build_preparation
from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
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


def preparation_of(case: Case, client: Client, today: date, at_once: int | None = None) -> Document:
    """Return the list of what the client gets ready before each order."""
    orders = orders_of(case, case.judged_on(today), at_once)
    return build_preparation(case, client, orders=orders, today=today)
