"""What platforms take from either side, by day: read from dated data, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import pairwise

from cspdesk import data_files
from cspdesk.domain.price import FeeBase
from cspdesk.domain.request_format import RequestFormat
from cspdesk.domain.source import Confidence, Source
from cspdesk.rules.model import DatedValue, entry_in_force
from cspdesk.rules.platforms import platform_ids
from cspdesk.rules.table import Table, choice, choice_or_none, source_of
from cspdesk.rules.values import values_of

_CLIENT = "platforms/common/client_fees.toml"
_WORKER = "platforms/common/worker_fees.toml"
_POINTS = 10_000
_PERCENT = 100
_TEN_THOUSAND = 10_000


class FeeTax(StrEnum):
    """How consumption tax stands to the fee."""

    ADDED = "added"
    INCLUDED = "included"
    UNKNOWN = "unknown"


class Rounding(StrEnum):
    """What becomes of fractions of a yen."""

    DOWN = "down"
    HALF_UP = "half_up"


@dataclass(frozen=True, slots=True)
class Band:
    """A rate up to an amount (None = without end); a rate of None is not known."""

    upto_yen: int | None
    basis_points: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeTerms:
    """What a platform takes from the worker from a day on.

    Attributes:
        base_settled: false where the sources disagree or are silent about the base.
        source: None where nobody says anything.
    """

    platform_id: str
    format: RequestFormat | None
    start: date
    base: FeeBase
    base_settled: bool
    tax: FeeTax
    bands: tuple[Band, ...]
    confidence: Confidence
    source: Source | None
    client_rounding: Rounding
    note: str
    client_note: str

    @property
    def known(self) -> bool:
        """Tell whether every rate is known."""
        return all(band.basis_points is not None for band in self.bands)

    def fee_yen(self, base_yen: int) -> int | None:
        """Return the fee before a tax that is added to it; None where a rate is not known."""
        if not self.known:
            return None
        total = below = 0
        for band in self.bands:
            top = base_yen if band.upto_yen is None else min(base_yen, band.upto_yen)
            total += max(top - below, 0) * (band.basis_points or 0)
            below = max(top, below)
        return total // _POINTS

    def rates(self) -> str:
        """Return the rates in words, e.g. 10万円まで20%、超過5%＋税."""
        if not self.known:
            return "率が未確認"
        if len(self.bands) == 1:
            rate = self.bands[0].basis_points or 0
            return f"{percent(rate)}{self._tax_word() if rate else ''}"
        named = [
            f"{_short(band.upto_yen)}まで{percent(band.basis_points or 0)}"
            if band.upto_yen is not None
            else f"超える部分{percent(band.basis_points or 0)}"
            for band in self.bands
        ]
        return f"{'、'.join(named)}{self._tax_word()}"

    def _tax_word(self) -> str:
        return {"added": "＋税", "included": "（税込）", "unknown": "（税の扱いは未確認）"}[
            self.tax
        ]


def percent(basis_points: int) -> str:
    """Return hundredths of a percent in words.

    >>> percent(550), percent(2000)
    ('5.5%', '20%')
    """
    return f"{basis_points / _PERCENT:g}%"


def client_fee(platform_id: str, on: date) -> DatedValue | None:
    """Return what a platform takes from the client, in hundredths of a percent; None: unknown."""
    return entry_in_force(_client_fees().get(f"client_fee.{platform_id}_basis_points", ()), on)


def fee_terms(platform_id: str, wanted: RequestFormat, on: date) -> FeeTerms | None:
    """Return what a platform takes from the worker; None where nothing is on file for the day."""
    begun = [t for t in _all_terms() if t.platform_id == platform_id and t.start <= on]
    own = [t for t in begun if t.format is wanted] or [t for t in begun if t.format is None]
    return max(own, key=lambda t: t.start, default=None)


@cache
def _client_fees() -> dict[str, tuple[DatedValue, ...]]:
    return values_of(Table(_CLIENT, "", data_files.read_toml(_CLIENT)))


@cache
def _all_terms() -> tuple[FeeTerms, ...]:
    table = Table(_WORKER, "", data_files.read_toml(_WORKER))
    found = tuple(_terms(entry) for entry in table.tables("fee"))
    table.done()
    return found


def _terms(entry: Table) -> FeeTerms:
    start = entry.day("from")
    confidence = choice(entry, "confidence", Confidence)
    terms = FeeTerms(
        platform_id=entry.text("platform"),
        format=choice_or_none(entry, "format", RequestFormat),
        start=start,
        base=choice(entry, "base", FeeBase),
        base_settled=entry.flag("base_settled", False),
        tax=choice(entry, "tax", FeeTax),
        bands=tuple(_band(band) for band in entry.tables("band")),
        confidence=confidence,
        source=source_of(entry.table("source"), start) if "source" in entry.names() else None,
        client_rounding=choice(entry, "client_rounding", Rounding, Rounding.DOWN.value),
        note=entry.text("note", ""),
        client_note=entry.text("client_note", ""),
    )
    entry.done()
    _judge(entry, terms)
    return terms


def _band(entry: Table) -> Band:
    known = entry.names()
    band = Band(
        entry.count("upto") if "upto" in known else None,
        entry.count("basis_points") if "basis_points" in known else None,
    )
    entry.done()
    return band


def _judge(entry: Table, terms: FeeTerms) -> None:
    if terms.platform_id not in platform_ids():
        entry.fail("platform", f"no platform named {terms.platform_id}")
    if terms.base is FeeBase.AS_SAID:
        entry.fail("base", "must be tax_in or tax_out")
    if not terms.bands or terms.bands[-1].upto_yen is not None:
        entry.fail("band", "the last one must have no end")
    tops = [band.upto_yen or 0 for band in terms.bands[:-1]]
    if any(top <= 0 for top in tops) or any(b <= a for a, b in pairwise(tops)):
        entry.fail("band", "must rise")
    if terms.source is None and terms.known:
        entry.fail("source", "a rate needs the page that says so")


def _short(yen: int) -> str:
    whole, rest = divmod(yen, _TEN_THOUSAND)
    return f"{whole:,}万円" if not rest else f"{yen:,}円"
