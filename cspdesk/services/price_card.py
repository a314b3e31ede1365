"""The price of one order: what is agreed, what the client pays, what the worker keeps.

Everything is reckoned in whole yen from dated figures. What nobody confirmed is None and said to
be so; it is never taken for nothing.
"""

from __future__ import annotations

from dataclasses import replace

from cspdesk.domain.price import (
    FeeBase,
    PriceCard,
    PriceLine,
    PriceOrder,
    TransferPayer,
    weakest,
)
from cspdesk.domain.source import Confidence
from cspdesk.services.platforms import PlatformsService
from cspdesk.services.price_fairness import hourly_lines, market_line, wage_line, warnings_of
from cspdesk.services.price_fees import base_open, client_fee_line, worker_fee_line
from cspdesk.services.price_taxes import invoice_line, tax_line, transfer_line, withholding_line
from cspdesk.services.tax import with_tax

DIRECT_NAME = "サービスを使わない"
OPEN_NAME = "サービスが未定"
ROUNDING = (
    "金額は円単位です。1円未満は、手数料、その消費税、源泉徴収、控除の額ごとに切り捨てます。"
    "ココナラの発注者の手数料だけは四捨五入します。"
)


def price_card(order: PriceOrder) -> PriceCard:
    """Return all figures of an order.

    Raises:
        UnknownPlatform: no platform has this id.
        ValueError: the amount is negative, the quantity not positive, or the day lies before
            the first rate of consumption tax on file.
    """
    if order.amount_yen < 0 or order.quantity < 1:
        raise ValueError("needs an amount from 0 on and at least one piece")
    contract_yen = order.amount_yen if order.tax_included else with_tax(order.amount_yen, order.on)
    tax = tax_line(order, contract_yen)
    tax_yen = tax.amount_yen or 0
    client_fee = client_fee_line(order, contract_yen, tax_yen)
    worker_fee = worker_fee_line(order, contract_yen, tax_yen)
    contract = _contract(order, contract_yen, tax)
    total = _sum(order, contract_yen, client_fee, 1)
    net = _sum(order, contract_yen, worker_fee, -1)
    withheld = withholding_line(order, contract_yen - tax_yen)
    invoice, transfer = invoice_line(order, tax_yen), transfer_line(order)
    hourly = hourly_lines(order, contract_yen - tax_yen, net)
    wage, market = wage_line(order), market_line(order, contract_yen)
    return PriceCard(
        order=order,
        platform_name=OPEN_NAME if order.platform_open else platform_name(order.platform_id),
        contract=contract,
        client_total=total,
        worker_net=net,
        client_fee=client_fee,
        worker_fee=worker_fee,
        lines=(tax, client_fee, worker_fee, withheld, invoice, transfer),
        received=_received(order, net, withheld, transfer),
        burden=_burden(order, total, invoice, transfer),
        hourly=hourly,
        wage=wage,
        market=market,
        warnings=warnings_of(order, contract_yen, hourly, wage),
        hints=_hints(order, contract_yen, tax_yen),
        rounding=ROUNDING,
    )


def platform_name(platform_id: str) -> str:
    """Return the name of a platform; an empty id stands for none.

    Raises:
        UnknownPlatform: no platform has this id.
    """
    return PlatformsService().get(platform_id).name if platform_id else DIRECT_NAME


def _contract(order: PriceOrder, contract_yen: int, tax: PriceLine) -> PriceLine:
    words = "入力した額（税込）"
    if not order.tax_included:
        words = f"税抜 {order.amount_yen:,}円 ＋ 消費税 {tax.amount_text()}"
    return PriceLine(
        name="契約額（税込）",
        amount_yen=contract_yen,
        formula=words,
        confidence=Confidence.CONFIRMED if order.tax_included else tax.confidence,
        sources=() if order.tax_included else tax.sources,
    )


def _sum(order: PriceOrder, contract_yen: int, fee: PriceLine, sign: int) -> PriceLine:
    """Return the client's total (sign 1) or what the worker keeps (sign −1)."""
    fee_yen = fee.amount_yen
    name = "発注者の総額" if sign > 0 else "受注者の手取り"
    words = f"契約額 {'＋' if sign > 0 else '−'} {fee.name}"
    return PriceLine(
        name=name,
        amount_yen=None if fee_yen is None else contract_yen + sign * fee_yen,
        formula=_why_not(order, fee) if fee_yen is None else words,
        confidence=fee.confidence,
        sources=fee.sources,
    )


def _received(
    order: PriceOrder, net: PriceLine, withheld: PriceLine, transfer: PriceLine
) -> PriceLine:
    parts = ["手取り", "源泉徴収"]
    used = [net, withheld]
    amount = None
    if net.amount_yen is not None and withheld.amount_yen is not None:
        amount = net.amount_yen - withheld.amount_yen
    if order.transfer_payer is TransferPayer.WORKER:
        parts.append("振込手数料")
        known = amount is not None and transfer.amount_yen is not None
        amount = (amount or 0) - (transfer.amount_yen or 0) if known else None
        used.append(transfer)
    confidence = weakest(*(line.confidence for line in used))
    missing = "、".join(line.name for line in used if line.amount_yen is None)
    return PriceLine(
        name="受注者に届く額",
        amount_yen=amount,
        formula=f"{missing}が決まらないため、計算できません" if missing else " − ".join(parts),
        confidence=confidence,
    )


def _burden(
    order: PriceOrder, total: PriceLine, invoice: PriceLine, transfer: PriceLine
) -> PriceLine:
    """Return the client's total with what else is known to fall on the client."""
    parts, amount, left_out = ["発注者の総額"], total.amount_yen, []
    ours = (invoice, transfer) if order.transfer_payer is TransferPayer.CLIENT else (invoice,)
    for line in ours:
        if line.amount_yen is None:
            left_out.append(line.name)
        elif line.amount_yen:
            parts.append(line.name)
            amount = None if amount is None else amount + line.amount_yen
    words = " ＋ ".join(parts)
    if left_out:
        words += f"（{'、'.join(left_out)}は未定のため含みません）"
    if amount is None:
        words = "発注者の総額が計算できません"
    used = [total.confidence, *(line.confidence for line in ours if line.amount_yen)]
    return PriceLine(
        name="発注者の負担", amount_yen=amount, formula=words, confidence=weakest(*used)
    )


def _hints(order: PriceOrder, contract_yen: int, tax_yen: int) -> tuple[str, ...]:
    found = []
    if base_open(order):
        found.append(
            "手数料を税込・税抜のどちらの額から取るかは、資料が分かれるか、書かれていません。"
            f"{_other_base(order, contract_yen, tax_yen)}"
            "支払いの画面の額と照らしてください。価格カードの「手数料のもと」で切り替えられます。"
        )
    if order.platform_id:
        found.append("有料の選択肢と、受注者が報酬を引き出すときの手数料は入っていません。")
    if not order.minutes:
        found.append("作業時間が未定のため、1時間あたりの額は計算していません。")
    if not order.prefecture:
        found.append("働く場所が未定のため、最低賃金は全国加重平均を参考にしています。")
    return tuple(found)


def _other_base(order: PriceOrder, contract_yen: int, tax_yen: int) -> str:
    """Return both fees as they would be from the other amount."""
    used = FeeBase.TAX_OUT if order.fee_base is FeeBase.TAX_OUT else FeeBase.TAX_IN
    base = FeeBase.TAX_IN if used is FeeBase.TAX_OUT else FeeBase.TAX_OUT
    other = replace(order, fee_base=base)
    fees = (
        f"{line.name}が{line.amount_text()}"
        for line in (
            client_fee_line(other, contract_yen, tax_yen),
            worker_fee_line(other, contract_yen, tax_yen),
        )
        if line.amount_yen is not None
    )
    return f"{base.label}から取るなら、{'、'.join(fees)}です。"


def _why_not(order: PriceOrder, fee: PriceLine) -> str:
    reason = "サービスが未定の" if order.platform_open else f"{fee.name}が未確認の"
    return f"{reason}ため、計算できません"
