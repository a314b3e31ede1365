"""Consumption tax, withholding, the invoice's part and the bank's fee on one order."""

from __future__ import annotations

from cspdesk.domain.price import (
    InvoiceStatus,
    PriceLine,
    PriceOrder,
    TransferPayer,
    weakest,
)
from cspdesk.domain.request_format import RequestFormat
from cspdesk.domain.source import Confidence
from cspdesk.domain.withholding import WithholdingRates, withheld_yen
from cspdesk.rules.values import entry_on
from cspdesk.rules.work_kinds import Withholding, kind_of
from cspdesk.services.platform_fees import percent
from cspdesk.services.price_grounds import ground

_WHOLE = 100
_MAN = 10_000
_PRIZE_YEN = 50_000
WITHHOLDING = "源泉徴収"
INVOICE = "控除できない消費税"
TRANSFER = "振込手数料"


def tax_line(order: PriceOrder, contract_yen: int) -> PriceLine:
    """Return the consumption tax inside the contract amount.

    Raises:
        ValueError: the day lies before the first rate on file.
    """
    rate = entry_on("tax.consumption_percent", order.on)
    if rate is None:
        raise ValueError(f"no rate of consumption tax is on file for {order.on}")
    if order.tax_included:
        tax = contract_yen * rate.value // (_WHOLE + rate.value)
        formula = f"税込 {contract_yen:,}円 × {rate.value} ÷ {_WHOLE + rate.value}"
    else:
        tax = order.amount_yen * rate.value // _WHOLE
        formula = f"税抜 {order.amount_yen:,}円 × {rate.value}%"
    return PriceLine(
        name="うち消費税",
        amount_yen=tax,
        formula=formula,
        confidence=rate.confidence,
        sources=(rate.source,),
    )


def withholding_line(order: PriceOrder, untaxed_yen: int) -> PriceLine:
    """Return the income tax withheld; None where it is not settled whether any is."""
    kind = kind_of(order.work_type)
    if order.worker_is_company:
        return _nothing_withheld("法人への支払いからは、原則として源泉徴収しません")
    if kind.withholding is Withholding.NO:
        return _nothing_withheld(f"対象にならない仕事です（{kind.why}）")
    below = entry_on("tax.withholding_basis_points", order.on)
    above = entry_on("tax.withholding_above_basis_points", order.on)
    threshold = entry_on("tax.withholding_threshold_yen", order.on)
    if below is None or above is None or threshold is None:
        return _open_withholding("この日の率が収録されていません", Confidence.UNVERIFIED)
    rates = WithholdingRates(
        basis_points=below.value, above_basis_points=above.value, threshold_yen=threshold.value
    )
    amount = withheld_yen(untaxed_yen, rates)
    words = f"税抜 {untaxed_yen:,}円 × {percent(below.value)}"
    if untaxed_yen > threshold.value:
        limit = f"{threshold.value // _MAN:,}万円"
        words = (
            f"税抜 {untaxed_yen:,}円のうち{limit}まで{percent(below.value)}、"
            f"超える部分{percent(above.value)}"
        )
    unsure = kind.withholding is Withholding.UNSURE
    return PriceLine(
        name=WITHHOLDING,
        amount_yen=None if unsure else amount,
        formula=f"徴収するなら {words} ＝ {amount:,}円" if unsure else words,
        confidence=weakest(below.confidence, above.confidence, threshold.confidence)
        if not unsure
        else Confidence.TO_CHECK,
        sources=(below.source,),
        missing="要確認",
        note=_withholding_note(order, kind.why, untaxed_yen, unsure=unsure),
    )


def _withholding_note(order: PriceOrder, why: str, untaxed_yen: int, *, unsure: bool) -> str:
    notes = [f"要るかどうかは見解が分かれます（{why}）。税務署か税理士に確かめてください。"]
    if not unsure:
        notes = [f"受注者が個人のときの額です（{why}）。"]
    notes.append("請求書で消費税を分けて書く場合の計算です。")
    if order.platform_id:
        notes.append("サービスを通すときは、だれが徴収するかをサービスに確かめてください。")
    prize = ground("prize", order.on)
    small = untaxed_yen <= _PRIZE_YEN
    if order.format is RequestFormat.COMPETITION and small and prize and not unsure:
        notes.append(prize.text)
    return "".join(notes)


def _nothing_withheld(formula: str) -> PriceLine:
    return PriceLine(
        name=WITHHOLDING, amount_yen=0, formula=formula, confidence=Confidence.CONFIRMED
    )


def _open_withholding(formula: str, confidence: Confidence) -> PriceLine:
    return PriceLine(name=WITHHOLDING, amount_yen=None, formula=formula, confidence=confidence)


def invoice_line(order: PriceOrder, tax_yen: int) -> PriceLine:
    """Return the part of the tax that the client cannot deduct for want of a number."""
    if order.invoice is InvoiceStatus.REGISTERED:
        formula = "登録番号があるため、消費税の全額を控除できます"
        return PriceLine(
            name=INVOICE, amount_yen=0, formula=formula, confidence=Confidence.CONFIRMED
        )
    credit = entry_on("tax.invoice_credit_percent", order.on)
    if credit is None:
        return PriceLine(
            name=INVOICE,
            amount_yen=None,
            formula="この日の割合が収録されていません",
            confidence=Confidence.UNVERIFIED,
        )
    lost = tax_yen - tax_yen * credit.value // _WHOLE
    words = f"消費税 {tax_yen:,}円 − 控除できる{credit.value}%"
    known = order.invoice is InvoiceStatus.UNREGISTERED
    caution = ground("no_number", order.on)
    return PriceLine(
        name=INVOICE,
        amount_yen=lost if known else None,
        formula=words if known else f"登録番号が未確認です。ないときは {words} ＝ {lost:,}円",
        confidence=credit.confidence if known else Confidence.TO_CHECK,
        missing="要確認",
        sources=(credit.source,),
        note="原則課税の会社の場合です。簡易課税・免税の会社には響きません。"
        + (caution.text if caution else ""),
    )


def transfer_line(order: PriceOrder) -> PriceLine:
    """Return the bank's fee and who bears it; the law's caution where it is the worker."""
    payer = order.transfer_payer
    caution = ground("transfer", order.on) if payer is TransferPayer.WORKER else None
    known = order.transfer_fee_yen is not None
    return PriceLine(
        name=TRANSFER,
        amount_yen=order.transfer_fee_yen,
        formula=f"{payer.label}が負担します"
        + ("" if known else "。額が未定のため、どの額にも入れていません"),
        confidence=Confidence.OWN if known else Confidence.UNVERIFIED,
        sources=(caution.source,) if caution else (),
        note=caution.text if caution else "",
        missing="未定",
    )
