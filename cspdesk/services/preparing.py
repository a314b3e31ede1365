"""When the client has to be ready for each order."""

from __future__ import annotations

from datetime import date

from cspdesk.documents.model import Block, Document
from cspdesk.documents.preparation import Order, build_preparation, plan_blocks
from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.services.order_days import load_order_days
from cspdesk.services.planning import PlanningService
from cspdesk.services.working_days import previous_working_day


def orders_of(
    case: Case, start: date, planning: PlanningService | None = None
) -> tuple[Order, ...]:
    """Return what is ordered with the days of the plan, numbered in the consultant's order.

    Raises:
        DependencyCycle: prerequisites run in a circle.
    """
    tree = case.decomposition
    planned = (planning or PlanningService()).schedule(tree.work_items, start, case.at_once)
    spans = {span.work_item_id: span for span in planned}
    return tuple(
        Order(
            number=number,
            item=item,
            ready_by=previous_working_day(spans[item.id].begins_on),
            stages=tuple((s.name, s.starts_on, s.ends_on) for s in spans[item.id].stages),
            critical=spans[item.id].critical,
        )
        for number, item in enumerate(tree.ordered_items(), start=1)
    )


def preparation_of(
    case: Case, client: Client, today: date, planning: PlanningService | None = None
) -> Document:
    """Return the list of what the client gets ready before each order, with its days."""
    orders = orders_of(case, case.judged_on(today), planning)
    basis = load_order_days().basis
    return build_preparation(case, client, orders=orders, today=today, basis=basis)


def days_of(case: Case, today: date, planning: PlanningService | None = None) -> tuple[Block, ...]:
    """Return the days of all orders for a paper that tells of more than them."""
    orders = orders_of(case, case.judged_on(today), planning)
    return plan_blocks(orders, load_order_days().basis)
