"""Whether a price is fair: per hour beside the minimum wage, per unit beside the usual range."""

from __future__ import annotations

from cspdesk.domain.price import (
    PriceLine,
    PriceOrder,
    PriceWarning,
    TransferPayer,
    weakest,
)
from cspdesk.domain.source import Confidence, Source
from cspdesk.rules.values import wage_entry
from cspdesk.services.price_grounds import ground

_MINUTES = 60
_NATION = "全国加重平均"
_UNVERIFIED = Confidence.UNVERIFIED.value


def hourly_lines(order: PriceOrder, untaxed_yen: int, net: PriceLine) -> tuple[PriceLine, ...]:
    """Return per hour what the worker keeps, then the contract amount without tax."""
    if not order.minutes:
        return ()
    hours = f"{order.minutes / _MINUTES:g}時間"
    kept = net.amount_yen
    return (
        PriceLine(
            name="受注者の手取り",
            amount_yen=None if kept is None else kept * _MINUTES // order.minutes,
            formula=f"手取り {net.amount_text()} ÷ {hours}" if kept is not None else net.formula,
            confidence=net.confidence,
        ),
        PriceLine(
            name="契約額（税抜）",
            amount_yen=untaxed_yen * _MINUTES // order.minutes,
            formula=f"税抜の契約額 {untaxed_yen:,}円 ÷ {hours}",
            confidence=Confidence.CONFIRMED,
        ),
    )


def wage_line(order: PriceOrder) -> PriceLine:
    """Return the minimum wage of the place and day; the country's average without a place."""
    place = order.prefecture or _NATION
    entry = wage_entry(place, order.on)
    name = "最低賃金の全国加重平均" if place == _NATION else f"{place}の最低賃金"
    if entry is None:
        return PriceLine(
            name=name,
            amount_yen=None,
            formula="この日の額が収録されていません",
            confidence=Confidence.UNVERIFIED,
        )
    return PriceLine(
        name=name,
        amount_yen=entry.value,
        formula=f"{entry.start.isoformat()}から",
        confidence=entry.confidence,
        sources=(entry.source,),
    )


def market_line(order: PriceOrder, contract_yen: int) -> PriceLine | None:
    """Return the price of one unit beside its usual range; None where none is known."""
    low, high = order.unit_low_yen, order.unit_high_yen
    if low is None or high is None:
        return None
    unit_yen = contract_yen // order.quantity
    span = f"目安の幅 {low:,}円〜{high:,}円"
    place = "より低い額です" if unit_yen < low else "より高い額です"
    if low <= unit_yen <= high:
        place = "の中にあります"
    basis = order.market_basis
    return PriceLine(
        name=f"1{order.unit}あたり（税込）",
        amount_yen=unit_yen,
        formula=f"契約額 ÷ {order.quantity:,}{order.unit}。{span}{place}",
        confidence=Confidence.UNVERIFIED
        if not basis or _UNVERIFIED in basis
        else Confidence.REFERENCE,
        sources=(Source(law=basis),) if basis else (),
    )


def warnings_of(
    order: PriceOrder, contract_yen: int, hourly: tuple[PriceLine, ...], wage: PriceLine
) -> tuple[PriceWarning, ...]:
    """Return why the price looks unfairly low, each reason with its measure."""
    found = [_below_wage(order, hourly, wage), _below_range(order, contract_yen)]
    transfer = ground("transfer", order.on)
    if order.transfer_payer is TransferPayer.WORKER and transfer is not None:
        found.append(
            PriceWarning(
                text=transfer.text, sources=(transfer.source,), confidence=transfer.confidence
            )
        )
    return tuple(warning for warning in found if warning is not None)


def _below_wage(
    order: PriceOrder, hourly: tuple[PriceLine, ...], wage: PriceLine
) -> PriceWarning | None:
    basis = ground("hourly", order.on)
    if not hourly or wage.amount_yen is None or basis is None:
        return None
    kept, agreed = hourly
    low = next(
        (
            line
            for line in (agreed, kept)
            if line.amount_yen is not None and line.amount_yen < wage.amount_yen
        ),
        None,
    )
    if low is None:
        return None
    before = "手数料を引く前の" if low is agreed else "手数料を引いた後の"
    return PriceWarning(
        text=f"{before}{low.name}は1時間{low.amount_text()}で、"
        f"{wage.name}の{wage.amount_text()}を下回ります。{basis.text}",
        sources=(basis.source, *wage.sources),
        confidence=weakest(basis.confidence, wage.confidence, low.confidence),
    )


def _below_range(order: PriceOrder, contract_yen: int) -> PriceWarning | None:
    line = market_line(order, contract_yen)
    low = order.unit_low_yen
    if line is None or low is None or (line.amount_yen or 0) >= low:
        return None
    return PriceWarning(
        text=f"1{order.unit}あたり{line.amount_text()}は、目安の下限 {low:,}円より低い額です。"
        "件数・作業の範囲・単価のどれかを見直してください。",
        sources=line.sources,
        confidence=line.confidence,
    )
