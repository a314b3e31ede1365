"""The price of one order as three people see it: what is agreed, paid and kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cspdesk.domain.request_format import RequestFormat
from cspdesk.domain.source import Confidence, Source


class InvoiceStatus(StrEnum):
    """Whether the worker has a number for qualified invoices."""

    UNKNOWN = "unknown"
    REGISTERED = "registered"
    UNREGISTERED = "unregistered"

    @property
    def label(self) -> str:
        """Return the words shown to people."""
        return {"unknown": "未確認", "registered": "あり", "unregistered": "なし"}[self.value]


class TransferPayer(StrEnum):
    """Who bears the bank's fee for paying the reward."""

    CLIENT = "client"
    WORKER = "worker"

    @property
    def label(self) -> str:
        """Return the words shown to people."""
        return {"client": "発注者", "worker": "受注者"}[self.value]


class FeeBase(StrEnum):
    """From which amount a platform takes its fee; as the sources say, unless chosen."""

    AS_SAID = "as_said"
    TAX_IN = "tax_in"
    TAX_OUT = "tax_out"

    @property
    def label(self) -> str:
        """Return the words shown to people."""
        return {
            "as_said": "資料のとおり",
            "tax_in": "税込の契約額",
            "tax_out": "税抜の契約額",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceOrder:
    """One order whose price is looked at.

    Attributes:
        amount_yen: the whole reward agreed.
        tax_included: whether `amount_yen` holds the consumption tax.
        platform_id: empty where no platform is used, or none is chosen yet.
        platform_open: a platform is to be used and not chosen yet, so that no fee is known.
        on: day whose rates count.
        prefecture: where the work is done; empty = not known, the country's average counts.
        minutes: working time expected for the whole order; None = not known.
        worker_is_company: nothing is withheld from a company.
        transfer_fee_yen: the bank's fee; None = not known.
        fee_base: overrides what the sources say of a platform's base.
        unit_low_yen, unit_high_yen: usual range of one unit including tax; None = not known.
        market_basis: where that range comes from.
    """

    amount_yen: int
    tax_included: bool
    platform_id: str
    on: date
    platform_open: bool = False
    format: RequestFormat = RequestFormat.PROJECT
    work_type: str = ""
    prefecture: str = ""
    minutes: int | None = None
    worker_is_company: bool = False
    invoice: InvoiceStatus = InvoiceStatus.UNKNOWN
    transfer_payer: TransferPayer = TransferPayer.CLIENT
    transfer_fee_yen: int | None = None
    fee_base: FeeBase = FeeBase.AS_SAID
    quantity: int = 1
    unit: str = "件"
    unit_low_yen: int | None = None
    unit_high_yen: int | None = None
    market_basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLine:
    """One figure with how it comes about; an amount of None is never read as nothing.

    Attributes:
        formula: how it is reckoned, or why it cannot be, in words.
        note: what else has to be known of it; may be empty.
        missing: what stands in the place of an amount of None.
    """

    name: str
    amount_yen: int | None
    formula: str
    confidence: Confidence
    sources: tuple[Source, ...] = ()
    note: str = ""
    missing: str = "計算できません"

    def amount_text(self, unit: str = "円") -> str:
        """Return the amount for people.

        >>> PriceLine(name="", amount_yen=4356, formula="",
        ...           confidence=Confidence.CONFIRMED).amount_text()
        '4,356円'
        """
        if self.amount_yen is not None:
            return f"{self.amount_yen:,}{unit}"
        return self.missing

    def source_text(self) -> str:
        """Return the publications with their days, and how sure the figure is."""
        return _sourced(self.sources, self.confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceWarning:
    """Why a price looks unfairly low, with the figures it is measured by."""

    text: str
    sources: tuple[Source, ...]
    confidence: Confidence

    def source_text(self) -> str:
        """Return the publications with their days, and how sure the warning is."""
        return _sourced(self.sources, self.confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceCard:
    """All figures of one order; yen, fractions cut off as `rounding` says.

    Attributes:
        contract: the amount agreed including consumption tax.
        client_total: contract amount and what the platform takes from the client.
        worker_net: contract amount without what the platform takes from the worker.
        lines: consumption tax, fees, withholding, invoice, transfer fee, in this order.
        received: what reaches the worker's account after all deductions.
        burden: what the order costs the client with the bank's fee and the tax not deductible.
        hourly: figures per hour; empty while the working time is not known.
        wage: minimum wage to compare with; None where no hourly figure can be compared.
        market: usual range of one unit in words; None where none is known.
        hints: what stands behind the figures or is still open, one sentence each.
    """

    order: PriceOrder
    platform_name: str
    contract: PriceLine
    client_total: PriceLine
    worker_net: PriceLine
    client_fee: PriceLine
    worker_fee: PriceLine
    lines: tuple[PriceLine, ...]
    received: PriceLine
    burden: PriceLine
    hourly: tuple[PriceLine, ...]
    wage: PriceLine
    market: PriceLine | None
    warnings: tuple[PriceWarning, ...]
    hints: tuple[str, ...]
    rounding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedPrice:
    """One platform in the comparison.

    Attributes:
        rates: what it takes from either side, in a few words.
        remark: what stands against it; may be empty.
    """

    card: PriceCard
    rates: str
    remark: str
    confidence: Confidence

    @property
    def hourly_yen(self) -> int | None:
        """Return what the worker keeps per hour; None where it is not known."""
        return self.card.hourly[0].amount_yen if self.card.hourly else None

    @property
    def nothing_known(self) -> bool:
        """Tell whether neither side's fee can be reckoned."""
        card = self.card
        return card.client_total.amount_yen is None and card.worker_net.amount_yen is None


def _sourced(sources: tuple[Source, ...], confidence: Confidence) -> str:
    named = "、".join(named_source(source) for source in sources)
    sure = confidence.value
    if not named or sure in named:
        return named or sure
    return f"{named}・{sure}"


def named_source(source: Source) -> str:
    """Return a publication with who published it, and the days, as one line for people."""
    said = [source.publisher] if source.publisher else []
    if source.dated:
        said.append(source.dated)
    if source.checked_on is not None:
        said.append(f"{source.checked_on.isoformat()}確認")
    return f"{source.label()}（{'、'.join(said)}）" if said else source.label()


_WEAKEST_FIRST = (
    Confidence.UNVERIFIED,
    Confidence.TO_CHECK,
    Confidence.REFERENCE,
    Confidence.OWN,
    Confidence.CONFIRMED,
)


def weakest(*confidences: Confidence) -> Confidence:
    """Return how sure a figure is that rests on several.

    >>> weakest(Confidence.CONFIRMED, Confidence.REFERENCE)
    <Confidence.REFERENCE: '参考'>
    """
    return min(confidences, key=_WEAKEST_FIRST.index)
