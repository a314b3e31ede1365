"""What the owner pays in all: the fees agreed, their tax, and what the platform adds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cspdesk.domain.case import Case
from cspdesk.domain.decomposition import WorkItem
from cspdesk.domain.request_format import OrderType
from cspdesk.domain.source import Confidence
from cspdesk.rules.model import DatedValue
from cspdesk.rules.values import value
from cspdesk.services.ceiling import Ceiling, ceiling_of
from cspdesk.services.platform_fees import client_fee
from cspdesk.services.platforms import PlatformsService
from cspdesk.services.tax import consumption_tax_percent

_WHOLE = 100
_POINTS = 10_000
_CREDIT = "tax.invoice_credit_percent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """One way in which it may come out, in whole yen.

    Attributes:
        reward_yen: fees for the workers including tax.
        tax_yen: the consumption tax inside `reward_yen`.
        fee_yen: what the platform takes from the owner, tax included; None where it cannot be
            told yet.
    """

    reward_yen: int
    tax_yen: int
    fee_yen: int | None

    @property
    def total_yen(self) -> int:
        """Return what leaves the owner's account, as far as it is known."""
        return self.reward_yen + (self.fee_yen or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What is ordered as it may come out, against the ceiling.

    Attributes:
        low, planned, high: at the low end of the usual ranges, as planned, at the high end.
            Work without a range counts with its planned price in all three.
        unpriced: how many pieces have no price and are left out.
        ceiling: the budget of the case, entered or told.
        fee_missing: why there is no fee in the sums, in a few words; empty where there is one.
        notes: what is inside the figures and what is not, one sentence each.
    """

    low: Amounts
    planned: Amounts
    high: Amounts
    unpriced: int
    ceiling: Ceiling
    fee_missing: str
    notes: tuple[str, ...]

    @property
    def ceiling_yen(self) -> int | None:
        """Return the ceiling in yen including tax; None where there is none."""
        return self.ceiling.yen

    @property
    def left_yen(self) -> int | None:
        """Return what remains of the ceiling as planned (negative = over); None without one."""
        return None if self.ceiling_yen is None else self.ceiling_yen - self.planned.total_yen

    @property
    def over_yen(self) -> int:
        """Return by how much the plan passes the ceiling; 0 where it does not."""
        return max(-(self.left_yen or 0), 0)


def budget_of(case: Case, on: date) -> Budget:
    """Return the sums of what is ordered, with fee and tax of a day."""
    items = case.decomposition.ordered_items()
    fee = client_fee(case.platform_id, on)
    points = 0 if fee is None else fee.value
    missing = _fee_missing(case, fee)

    def amounts(units: Iterable[int | None]) -> Amounts:
        reward = sum(u * i.quantity for u, i in zip(units, items, strict=True) if u is not None)
        percent = consumption_tax_percent(on)
        tax = reward * percent // (_WHOLE + percent)
        # Taken from each reward and rounded up: a budget is better a yen too high.
        fee_yen = None if missing else -(-reward * points // _POINTS)
        return Amounts(reward_yen=reward, tax_yen=tax, fee_yen=fee_yen)

    return Budget(
        low=amounts(_low(item) for item in items),
        planned=amounts(item.unit_price_yen for item in items),
        high=amounts(_high(item) for item in items),
        unpriced=sum(1 for item in items if item.unit_price_yen is None),
        ceiling=ceiling_of(case),
        fee_missing=missing,
        notes=(_tax_note(on), _credit_note(on), _fee_note(case, fee)),
    )


def fee_points(case: Case, on: date) -> int:
    """Return the owner's fee in hundredths of a percent; 0 where none applies or is known."""
    fee = client_fee(case.platform_id, on)
    return fee.value if fee is not None else 0


def _low(item: WorkItem) -> int | None:
    known = [p for p in (item.price_low_yen, item.unit_price_yen) if p is not None]
    return min(known, default=None)


def _high(item: WorkItem) -> int | None:
    known = [p for p in (item.price_high_yen, item.unit_price_yen) if p is not None]
    return max(known, default=None)


def _fee_missing(case: Case, fee: DatedValue | None) -> str:
    """Return why the fee cannot be told; without any platform there is none to be told."""
    if case.platform_id:
        return "計算できません（手数料が未確認）" if fee is None else ""
    return "未定（サービスが未定）" if case.order_type is OrderType.BROKER_MATCH else ""


def _tax_note(on: date) -> str:
    percent = consumption_tax_percent(on)
    return (
        f"金額はどれも消費税（{percent}%）を含みます。受注する方への支払いは、"
        "税込の金額で約束します。"
    )


def _credit_note(on: date) -> str:
    percent = value(_CREDIT, on)
    if percent is None:
        return "受注する方に登録番号（インボイス）がないときの控除は、税理士に確かめてください。"
    return (
        "受注する方に登録番号（インボイス）がないとき、控除できるのは消費税分の"
        f"{percent}%までです（原則課税の会社の場合。{on.isoformat()}の割合）。"
    )


def _fee_note(case: Case, fee: DatedValue | None) -> str:
    if not case.platform_id:
        if case.order_type is OrderType.BROKER_MATCH:
            return "使うサービスが決まっていないため、サービスの手数料は含みません。"
        return "サービスを使わない頼み方のため、サービスの手数料は含みません。"
    name = PlatformsService().get(case.platform_id).name
    if fee is None:
        return f"{name}が発注者から受け取る手数料は確かめられていません。金額に含みません。"
    basis = f"（{fee.confidence}・{fee.source.checked_on}、{fee.source.publisher}）"
    if not fee.value:
        free = "かかりません" if fee.confidence is Confidence.CONFIRMED else "かからない見込みです"
        return f"{name}では、発注者の手数料は{free}{basis}。"
    return f"{name}の発注者の手数料は、税込の報酬の{fee.value / _WHOLE:g}%です{basis}。"
