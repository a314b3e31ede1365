"""What is known of a platform: its formats, what it forbids, and where that is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cspdesk.domain.request_format import RequestFormat
from cspdesk.domain.source import Confidence, Source


class ContactPolicy(StrEnum):
    """Whether a platform lets the two sides talk outside it."""

    NEVER = "never"
    APPLICATION = "application"
    AFTER_ESCROW = "after_escrow"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """Return the words shown to people."""
        return {
            "never": "いつでも使えません",
            "application": "申請と承認が要ります",
            "after_escrow": "発注（仮払い）の後なら使えます",
            "unknown": "確かめていません",
        }[self.value]


class PageKind(StrEnum):
    """Who wrote a page; only the operator's own confirms what it forbids."""

    OPERATOR = "公式"
    THIRD_PARTY = "第三者"
    PRESS = "報道"


class OfferKind(StrEnum):
    """Ways in which a platform takes orders: the three formats, a notice, or a purchase."""

    PROJECT = "project"
    COMPETITION = "competition"
    TASK = "task"
    LISTING = "listing"
    BUY = "buy"


class TermKind(StrEnum):
    """What a platform's term asks for.

    A watched term is recognised in a posting by the rules that it names; a heading is only told.
    """

    WATCH = "watch"
    HEADING = "heading"
    MUST_WRITE = "must_write"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformPage:
    """A page that a statement about a platform rests on.

    Attributes:
        dated: day shown on the page, as it is worded there; empty where it shows none.
    """

    id: str
    publisher: str
    title: str
    url: str
    kind: PageKind
    dated: str
    checked_on: date

    def source(self) -> Source:
        """Return the page as the source of a finding."""
        return Source(
            law=self.title,
            publisher=self.publisher,
            dated=self.dated,
            checked_on=self.checked_on,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformFormat:
    """One way in which a platform takes orders, under the platform's own name for it.

    Attributes:
        offered: false where the platform says that it has no such format.
        recruit_days_max: longest time of recruiting; None = not known.
        min_count: least number of pieces in one order; None = not known.
    """

    kind: OfferKind
    label: str
    offered: bool
    confidence: Confidence
    pages: tuple[PlatformPage, ...]
    recruit_days_max: int | None = None
    min_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideContact:
    """Whether the two sides may talk outside the platform, in a sentence for people."""

    policy: ContactPolicy
    text: str
    confidence: Confidence
    pages: tuple[PlatformPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformTerm:
    """Something that a platform forbids, or wants to be written.

    Attributes:
        key: key of the common heading it belongs to, or a name of its own.
        start: first day on which it held; None = not known.
        found_by: ids of the rules that recognise it in a posting.
    """

    kind: TermKind
    key: str
    text: str
    confidence: Confidence
    pages: tuple[PlatformPage, ...]
    start: date | None = None
    found_by: tuple[str, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Tell whether the term is known to hold on a day."""
        return self.start is None or self.start <= day


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformProfile:
    """One platform, as its pages describe it.

    Attributes:
        category: 種類, e.g. 総合型.
        checked_on: day on which its pages were last looked at.
    """

    id: str
    name: str
    url: str
    category: str
    checked_on: date
    outside_contact: OutsideContact
    formats: tuple[PlatformFormat, ...]
    terms: tuple[PlatformTerm, ...]
    pages: tuple[PlatformPage, ...]

    def terms_found_by(self, rule_id: str, day: date) -> tuple[PlatformTerm, ...]:
        """Return the terms of that day which a rule recognises."""
        return tuple(t for t in self.terms if rule_id in t.found_by and t.holds_on(day))

    def format(self, wanted: RequestFormat) -> PlatformFormat | None:
        """Return the platform's own form of a format, None where it has none on file."""
        return next((f for f in self.formats if f.kind.value == wanted.value), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonHeading:
    """A heading that recurs in the terms of several platforms.

    Attributes:
        seen_in: ids of the platforms in whose terms it was seen.
        found_by: ids of the rules that recognise it in a posting.
    """

    key: str
    text: str
    seen_in: tuple[str, ...]
    found_by: tuple[str, ...]
    checked_on: date
