"""The price cards of a case: what is known of each order, and the sheets that show it."""

from __future__ import annotations

from datetime import date

from cspdesk.documents.model import Document
from cspdesk.documents.plain_text import to_text
from cspdesk.documents.price_sheet import PricedWork, build_price_sheets
from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import WorkItem
from cspdesk.domain.price import PriceOrder
from cspdesk.domain.request_format import OrderType, RequestFormat
from cspdesk.services.price_card import price_card
from cspdesk.services.price_comparing import compared

_MINUTES = 60


def order_of(case: Case, client: Client, item: WorkItem, on: date) -> PriceOrder | None:
    """Return what is known of an order; None while it has no price.

    The place is that of the client: where the worker lives is not known before the contract.
    """
    if item.total_yen is None:
        return None
    return _order(case, client, item, on)


def _order(case: Case, client: Client, item: WorkItem, on: date) -> PriceOrder:
    decision = item.format_decision
    return PriceOrder(
        amount_yen=item.total_yen or 0,
        tax_included=True,
        platform_id=case.platform_id,
        platform_open=not case.platform_id and case.order_type is OrderType.BROKER_MATCH,
        on=on,
        format=decision.chosen if decision is not None else RequestFormat.PROJECT,
        work_type=item.work_type,
        prefecture=client.prefecture,
        minutes=None if not item.hours else max(round(item.hours * _MINUTES), 1),
        quantity=max(item.quantity, 1),
        unit=item.unit,
        unit_low_yen=item.price_low_yen,
        unit_high_yen=item.price_high_yen,
        market_basis=item.price_basis,
    )


def order_to_try(case: Case, client: Client, item: WorkItem, on: date) -> PriceOrder:
    """Return what is known of an order; an amount of 0 stands for a price still to be typed."""
    return _order(case, client, item, on)


def prices_of(case: Case, client: Client, today: date) -> Document:
    """Return one sheet for each order of the case, by the rates of its planned day."""
    works, unpriced = [], []
    for item in case.decomposition.ordered_items():
        order = order_of(case, client, item, case.judged_on(today))
        if order is None:
            unpriced.append(item.name)
        else:
            works.append(_priced(item.name, order))
    return build_price_sheets(case, client, works=works, unpriced=unpriced, today=today)


def price_text(case: Case, client: Client, name: str, order: PriceOrder, today: date) -> str:
    """Return the card of one order as plain text, with whatever was tried out in it."""
    works = (_priced(name, order),)
    return to_text(build_price_sheets(case, client, works=works, unpriced=(), today=today))


def _priced(name: str, order: PriceOrder) -> PricedWork:
    return PricedWork(name=name, card=price_card(order), compared=compared(order))
