"""Everything that a rule about facts may look at: the text, what is given, the day."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cspdesk.domain.finding import ItemState, Severity
from cspdesk.domain.order_facts import OrderFacts
from cspdesk.domain.party_law import PartyLaws
from cspdesk.domain.payment_terms import PaymentLimits
from cspdesk.domain.posting import PostingField
from cspdesk.domain.source import Confidence, Source
from cspdesk.rules.engine import Scan
from cspdesk.rules.party_law import laws_between
from cspdesk.rules.read_reward import PricedTime, read_priced_time
from cspdesk.rules.read_statements import StatedDay, stated_deadlines
from cspdesk.rules.read_terms import SaidTerms, read_terms
from cspdesk.rules.values import value


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a rule about facts has to say.

    Attributes:
        start, end: place in the normal form; both 0 for what was given beside the text.
        words: what `{name}` in the message and the fix stands for.
        severity, confidence: replace the rule's own, if set.
        state: partial where nothing could be compared.
        sources: rest of what the statement stands on, such as the figure of the day.
    """

    start: int = 0
    end: int = 0
    words: tuple[tuple[str, str], ...] = ()
    severity: Severity | None = None
    confidence: Confidence | None = None
    state: ItemState | None = None
    sources: tuple[Source, ...] = ()


class Situation:
    """One text with its facts on one day; what is read from the text is read once."""

    def __init__(
        self,
        scan: Scan,
        facts: OrderFacts,
        as_of: date,
        place: str = "",
        fields: tuple[tuple[PostingField, int, int], ...] = (),
    ) -> None:
        """Take the prefecture that wages are compared with where the worker's is not known.

        `fields` says which part of the original text belongs to which field of a posting.
        """
        self.scan = scan
        self.facts = facts
        self.as_of = as_of
        self.place = facts.worker_prefecture or place
        self._fields = {name.value: (start, end) for name, start, end in fields}

    def has_field(self, name: str) -> bool:
        """Tell whether the text is a posting with this field filled."""
        return name in self._fields

    def is_in_field(self, name: str, start: int, end: int) -> bool:
        """Tell whether a place of the normal form begins inside a field of the posting."""
        first, last = self._fields.get(name, (0, 0))
        return first <= self.scan.place(start, end)[0] < last

    def range_of(self, field: PostingField) -> tuple[int, int] | None:
        """Return the range of the normal form that a posting's field fills, None if empty."""
        first, last = self._fields.get(field.value, (0, 0))
        if first >= last:
            return None
        spans = self.scan.sentences
        begin, end = (
            bisect_left(spans, place, key=lambda span: self.scan.place(span.start, span.end)[0])
            for place in (first, last)
        )
        return (spans[begin].start, spans[end - 1].end) if begin < end else None

    def figure(self, name: str) -> int | None:
        """Return a figure of the law on the day that counts."""
        return value(name, self.as_of)

    @cached_property
    def laws(self) -> PartyLaws:
        """Return which law holds between the two sides."""
        return laws_between(self.facts, self.as_of)

    @cached_property
    def limits(self) -> PaymentLimits | None:
        """Return the limits of payment; None before the law holds."""
        days = self.figure("payment.max_days")
        months = self.figure("payment.closing_months")
        resale = self.figure("payment.resale_days")
        if days is None or months is None or resale is None:
            return None
        return PaymentLimits(max_days=days, closing_months=months, resale_days=resale)

    @cached_property
    def said(self) -> SaidTerms:
        """Return the days that the text itself states."""
        return read_terms(self.scan, self.as_of, self.facts.receipt_date)

    @cached_property
    def deadlines_stated(self) -> tuple[StatedDay, ...]:
        """Return the days on which the text says the whole order is due."""
        return stated_deadlines(self.scan, self.as_of)

    @cached_property
    def priced_time(self) -> PricedTime | None:
        """Return reward and time as given, else as the text states them."""
        facts = self.facts
        if facts.reward_yen is not None and facts.minutes:
            return PricedTime(facts.reward_yen, facts.minutes, facts.tax_included, 0, 0)
        return read_priced_time(self.scan)


FactPredicate = Callable[[Situation], tuple[Statement, ...]]
