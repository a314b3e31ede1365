"""The same order on every platform, row by row."""

from __future__ import annotations

from dataclasses import replace

from cspdesk.domain.price import ComparedPrice, PriceOrder, weakest
from cspdesk.domain.request_format import RequestFormat
from cspdesk.domain.source import Confidence
from cspdesk.services.platform_fees import client_fee, fee_terms, percent
from cspdesk.services.platforms import PlatformsService
from cspdesk.services.price_card import price_card

_NO_ESCROW = "仮払いを預かる人がいません"
_SURE = (Confidence.CONFIRMED, Confidence.OWN)


def compared(order: PriceOrder) -> tuple[ComparedPrice, ...]:
    """Return the order on every platform, and last without one.

    First those whose fees their operators confirm, then those known at second hand, then those of
    which one or both sides cannot be reckoned; within each, what leaves the worker more comes
    first. Platforms that say they have no such format come behind all others.

    Raises:
        ValueError: as for `price_card`.
    """
    platforms = PlatformsService().all()
    rows = [_row(order, profile.id) for profile in platforms]
    return (*sorted(rows, key=lambda row: _rank(row, order.format)), _row(order, ""))


def _row(order: PriceOrder, platform_id: str) -> ComparedPrice:
    card = price_card(replace(order, platform_id=platform_id, platform_open=False))
    return ComparedPrice(
        card=card,
        rates=_rates(order, platform_id),
        remark=_remark(order.format, platform_id),
        confidence=weakest(card.client_total.confidence, card.worker_net.confidence),
    )


def _rates(order: PriceOrder, platform_id: str) -> str:
    if not platform_id:
        return "手数料なし"
    fee = client_fee(platform_id, order.on)
    terms = fee_terms(platform_id, order.format, order.on)
    client = "未確認" if fee is None else percent(fee.value)
    worker = "未確認" if terms is None or not terms.known else terms.rates()
    return f"発注者 {client}・受注者 {worker}"


def _remark(wanted: RequestFormat, platform_id: str) -> str:
    if not platform_id:
        return _NO_ESCROW
    offer = PlatformsService().get(platform_id).format(wanted)
    if offer is None:
        return f"{wanted.label}があるかは未確認です"
    return "" if offer.offered else f"{wanted.label}はありません"


def _rank(row: ComparedPrice, wanted: RequestFormat) -> tuple[int, int, int, str]:
    offer = PlatformsService().get(row.card.order.platform_id).format(wanted)
    missing = offer is not None and not offer.offered
    net = row.card.worker_net.amount_yen
    unknown = (net, row.card.client_total.amount_yen).count(None)
    place = 0 if row.confidence in _SURE else 1 + unknown
    return int(missing), place, -(net or 0), row.card.platform_name
