"""What an evidence sheet says of one posting, in words, before it is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from cspdesk.documents.model import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """One thing that was checked.

    Attributes:
        state: the word shown to people, e.g. 適合.
        quote: the words of the posting it rests on; empty when there are none.
        source: law or guideline with its article.
    """

    rule: str
    title: str
    mark: Mark
    state: str
    quote: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """One of the six facts about the recruiter and how far it is there."""

    name: str
    mark: Mark
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionRow:
    """A finding that the consultant let stand, and why.

    Attributes:
        mark, severity: the weight it would have.
        quote: the words it was found in; empty for something that is missing.
    """

    rule: str
    title: str
    mark: Mark
    severity: str
    quote: str
    reason: str
    decided_by: str
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow:
    """A repair made because of a finding; `before` is empty where words were added."""

    made_at: datetime
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceRow:
    """What the law of the day of the paper says otherwise than that of the case's day."""

    rule: str
    title: str
    change: str
    mark: Mark
    severity: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LawRow:
    """A rule or a figure that changes between the two days; `day` is its first one."""

    day: date
    change: str
    title: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingEvidence:
    """Outcome of checking one posting.

    Attributes:
        rows: what is printed line by line.
        clear: further rules that found nothing to remark.
        errors, warnings, infos: remarks that count; those let stand are in `exempted`.
        stopped: how many rules could not be evaluated.
        fingerprint: digest of the text that was checked.
        checked_at, checked_by: of the last check on record.
        judged_anew: the record says something else, or is of other rules than this outcome.
        platform: whose rules were applied too, in words.
        today: day of the paper.
        differences: what the law of that day says otherwise.
        law: what changes between the two days, whatever the text.
    """

    rows: tuple[EvidenceRow, ...]
    clear: tuple[EvidenceRow, ...] = ()
    errors: int
    warnings: int
    infos: int
    as_of: date
    stopped: int = 0
    fingerprint: str = ""
    checked_at: datetime | None = None
    checked_by: str = ""
    judged_anew: bool = False
    platform: str = ""
    order_type: str = ""
    today: date | None = None
    facts: tuple[FactRow, ...] = ()
    exempted: tuple[ExemptionRow, ...] = ()
    corrections: tuple[CorrectionRow, ...] = ()
    differences: tuple[DifferenceRow, ...] = ()
    law: tuple[LawRow, ...] = ()

    @property
    def exempted_errors(self) -> int:
        """Return how many errors were let stand: with one, a posting is never plainly in order."""
        return sum(1 for row in self.exempted if row.mark is Mark.ERR)

    @property
    def mark(self) -> Mark:
        """Return the heaviest state."""
        if self.errors:
            return Mark.ERR
        return Mark.WARN if self.warnings or self.stopped or self.exempted_errors else Mark.OK

    @property
    def state(self) -> str:
        """Return the outcome in words."""
        if self.errors:
            return "不適合"
        if self.exempted_errors:
            return "例外（不適合）あり"
        return "注意あり" if self.warnings or self.stopped else "適合"

    @property
    def counts(self) -> str:
        """Return the numbers of remarks in words."""
        said = f"不適合 {self.errors}・注意 {self.warnings}・案内 {self.infos}"
        return f"{said}・例外 {len(self.exempted)}" if self.exempted else said


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePackInfo:
    """Which rule pack judged; `checked_on` is the day its authors last looked at the sources."""

    version: str
    digest: str
    checked_on: date
