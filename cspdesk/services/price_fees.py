"""The platform's fees on one order, each with its formula in words."""

from __future__ import annotations

from cspdesk.domain.price import FeeBase, PriceLine, PriceOrder, weakest
from cspdesk.domain.source import Confidence
from cspdesk.services.platform_fees import (
    Band,
    FeeTax,
    FeeTerms,
    Rounding,
    client_fee,
    fee_terms,
    percent,
)
from cspdesk.services.tax import consumption_tax_percent

CLIENT_FEE = "発注者の手数料"
WORKER_FEE = "受注者の手数料"
_POINTS = 10_000
_HALF = 5_000
_WHOLE = 100
_OPEN = "使うサービスが決まっていません。サービスを選ぶと計算します"
_FREE = "サービスを使わないため、手数料はかかりません"


def client_fee_line(order: PriceOrder, contract_yen: int, tax_yen: int) -> PriceLine:
    """Return what the platform takes from the client, its tax included."""
    if not order.platform_id:
        return _without_platform(order, CLIENT_FEE)
    terms = fee_terms(order.platform_id, order.format, order.on)
    fee = client_fee(order.platform_id, order.on)
    if fee is None:
        return _unknown(CLIENT_FEE, terms.client_note if terms else "")
    if not fee.value:
        return PriceLine(
            name=CLIENT_FEE,
            amount_yen=0,
            formula="発注者からは手数料を取らないサービスです（有料の選択肢を除きます）",
            confidence=fee.confidence,
            sources=(fee.source,),
        )
    base, base_yen = _base(order, terms, contract_yen, tax_yen)
    half_up = terms is not None and terms.client_rounding is Rounding.HALF_UP
    amount = (base_yen * fee.value + (_HALF if half_up else 0)) // _POINTS
    rounded = "、四捨五入" if half_up else ""
    return PriceLine(
        name=CLIENT_FEE,
        amount_yen=amount,
        formula=f"{base.label} {base_yen:,}円 × {percent(fee.value)}（消費税を含む率{rounded}）",
        confidence=weakest(fee.confidence, _base_confidence(order, terms)),
        sources=(fee.source,),
    )


def worker_fee_line(order: PriceOrder, contract_yen: int, tax_yen: int) -> PriceLine:
    """Return what the platform takes from the worker, its tax included as far as it is known."""
    if not order.platform_id:
        return _without_platform(order, WORKER_FEE)
    terms = fee_terms(order.platform_id, order.format, order.on)
    if terms is None or terms.source is None:
        return _unknown(WORKER_FEE, terms.note if terms else "")
    base, base_yen = _base(order, terms, contract_yen, tax_yen)
    fee = terms.fee_yen(base_yen)
    if fee is None:
        return _unknown(WORKER_FEE, terms.note)
    added = fee * consumption_tax_percent(order.on) // _WHOLE
    notes = [terms.note] if terms.note else []
    if terms.tax is FeeTax.UNKNOWN and fee:
        left = contract_yen - fee - added
        notes.append(
            "手数料に消費税が別にかかるかは未確認です。"
            f"別にかかるなら、受注者の手取りは{left:,}円です。"
        )
    total = fee + (added if terms.tax is FeeTax.ADDED else 0)
    return PriceLine(
        name=WORKER_FEE,
        amount_yen=total,
        formula=_worker_formula(terms, base, base_yen, fee, total - fee),
        confidence=weakest(terms.confidence, _base_confidence(order, terms)),
        sources=(terms.source,),
        note="".join(notes),
    )


def base_open(order: PriceOrder) -> bool:
    """Tell whether sources disagree or are silent about what the fee is taken from."""
    terms = fee_terms(order.platform_id, order.format, order.on) if order.platform_id else None
    return terms is not None and not terms.base_settled and terms.known


def _base(
    order: PriceOrder, terms: FeeTerms | None, contract_yen: int, tax_yen: int
) -> tuple[FeeBase, int]:
    said = terms.base if terms is not None else FeeBase.TAX_IN
    settled = terms is not None and terms.base_settled
    base = said if settled or order.fee_base is FeeBase.AS_SAID else order.fee_base
    return base, contract_yen - tax_yen if base is FeeBase.TAX_OUT else contract_yen


def _base_confidence(order: PriceOrder, terms: FeeTerms | None) -> Confidence:
    """Return how sure the base is; what the consultant saw on the platform's page is theirs."""
    if terms is None or terms.base_settled:
        return Confidence.CONFIRMED
    return Confidence.REFERENCE if order.fee_base is FeeBase.AS_SAID else Confidence.OWN


def _worker_formula(terms: FeeTerms, base: FeeBase, base_yen: int, fee: int, tax: int) -> str:
    if fee == 0:
        return "受注者からは手数料を取らないサービスです"
    if len(terms.bands) == 1:
        words = f"{base.label} {base_yen:,}円 × {percent(terms.bands[0].basis_points or 0)}"
    else:
        words = f"{base.label} {base_yen:,}円を区切り、{_parts(terms.bands, base_yen)}"
    if terms.tax is FeeTax.ADDED:
        return f"{words} ＝ {fee:,}円、その消費税 {tax:,}円を足す"
    return f"{words}（消費税を含む率）" if terms.tax is FeeTax.INCLUDED else words


def _parts(bands: tuple[Band, ...], base_yen: int) -> str:
    parts = []
    below = 0
    for band in bands:
        top = base_yen if band.upto_yen is None else min(base_yen, band.upto_yen)
        if top > below:
            parts.append(f"{top - below:,}円 × {percent(band.basis_points or 0)}")
            below = top
    return " ＋ ".join(parts)


def _without_platform(order: PriceOrder, name: str) -> PriceLine:
    if order.platform_open:
        return PriceLine(
            name=name, amount_yen=None, formula=_OPEN, confidence=Confidence.UNVERIFIED
        )
    return PriceLine(name=name, amount_yen=0, formula=_FREE, confidence=Confidence.CONFIRMED)


def _unknown(name: str, note: str) -> PriceLine:
    return PriceLine(
        name=name,
        amount_yen=None,
        formula="率を確認できていません。0円とはせず、計算しません",
        confidence=Confidence.UNVERIFIED,
        note=note,
    )
