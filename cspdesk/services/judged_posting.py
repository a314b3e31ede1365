"""A posting together with its check, as a screen works with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from cspdesk.domain.finding import CheckResult, Edit, Finding, Severity
from cspdesk.domain.posting import Exemption, Posting, PostingField
from cspdesk.services.judging import exempted, standing
from cspdesk.services.repairing import Blank, best_edit, blanks, field_of


@dataclass(frozen=True, kw_only=True)
class JudgedPosting:
    """What a check says about a posting, and what can be done about it.

    Attributes:
        drafted: a fresh draft of the same work, for the words of repairs; None = there is none.
    """

    posting: Posting
    result: CheckResult
    drafted: Posting | None = None

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Return the findings that count."""
        return standing(self.result, self.posting)

    @cached_property
    def edits(self) -> tuple[Edit | None, ...]:
        """Return the repair to offer for each of these findings, in their order."""
        return tuple(best_edit(self.posting, f, self.drafted) for f in self.findings)

    @cached_property
    def exempted(self) -> tuple[tuple[Finding, Exemption], ...]:
        """Return the findings that were let stand, each with its reason."""
        return tuple(
            (finding, exemption)
            for finding in exempted(self.result, self.posting)
            if (exemption := self.posting.exemption_for(finding.rule, finding.text))
        )

    @cached_property
    def blanks(self) -> tuple[Blank, ...]:
        """Return what is still to be filled in."""
        return blanks(self.posting)

    @property
    def errors(self) -> int:
        """Return how many errors count."""
        return sum(1 for finding in self.findings if finding.severity is Severity.ERROR)

    @cached_property
    def faults(self) -> dict[PostingField, str]:
        """Return what the first error of each field says."""
        found: dict[PostingField, str] = {}
        for finding in self.findings:
            field = field_of(self.posting, finding)
            if finding.severity is Severity.ERROR and field is not None:
                found.setdefault(field, finding.message)
        return found

    def like(self, finding: Finding) -> Finding | None:
        """Return the finding of this check that an earlier check gave; typing may have moved it."""
        same = (
            other
            for other in self.result.findings
            if (other.rule, other.text) == (finding.rule, finding.text)
        )
        return min(same, key=lambda other: abs(other.start - finding.start), default=None)
