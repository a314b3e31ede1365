"""Write the posting of a piece of work: draft, judge, repair, let a finding stand, compare days.

Whatever changes a posting gives it a fresh record of its check.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import WorkItem
from cspdesk.domain.finding import CheckResult, Edit, Finding
from cspdesk.domain.posting import Exemption, Posting
from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.checking import CheckingService
from cspdesk.services.drafting import DraftingService
from cspdesk.services.judging import JudgingService, check_record
from cspdesk.services.law_changes import LawChanges, changes_between
from cspdesk.services.ports import Clock
from cspdesk.services.repairing import blanks, corrected, filled_in

DRAFTED = "ひな形から作成"
"""Cause of the version that is kept when a posting was drafted."""
_BEFORE_REDRAFT = "書き直す前"


class WritingService:
    """What step ④ does with a posting; every method gives new values."""

    def __init__(
        self,
        drafting: DraftingService,
        judging: JudgingService,
        checking: CheckingService,
        clock: Clock,
    ) -> None:
        self._drafting = drafting
        self._judging = judging
        self._checking = checking
        self._clock = clock

    def draft(
        self,
        case: Case,
        client: Client,
        item: WorkItem,
        format_: RequestFormat,
        posting_id: str,
    ) -> Posting:
        """Return a fresh draft, to be published on the planned day if that lies ahead."""
        today = self._clock.today()
        return self._drafting.draft(
            case,
            client,
            item,
            format_,
            posting_id=posting_id,
            today=max(case.judged_on(today), today),
        )

    def first_draft(
        self,
        case: Case,
        client: Client,
        item: WorkItem,
        format_: RequestFormat,
        posting_id: str,
    ) -> Posting:
        """Return a fresh draft with its first version kept."""
        drafted = self.draft(case, client, item, format_, posting_id)
        return drafted.with_version(DRAFTED, self._clock.now())

    def redrafted(
        self, case: Case, client: Client, item: WorkItem, format_: RequestFormat, posting: Posting
    ) -> Posting:
        """Return the posting written anew; its old texts stay as a version."""
        kept = posting.with_version(_BEFORE_REDRAFT, self._clock.now())
        drafted = replace(
            self.draft(case, client, item, format_, posting.id),
            versions=kept.versions,
            exemptions=posting.exemptions,
            corrections=posting.corrections,
        )
        return drafted.with_version(DRAFTED, self._clock.now())

    def filled(self, case: Case, client: Client, item: WorkItem, posting: Posting) -> Posting:
        """Return the posting with what was told since in the place of its blanks."""
        if not blanks(posting):
            return posting
        return filled_in(posting, self.draft(case, client, item, posting.format, posting.id))

    def judge(
        self, case: Case, client: Client, posting: Posting, on: date | None = None
    ) -> CheckResult:
        """Judge a posting by the law of a day; without one by that of the planned order date."""
        day = on if on is not None else case.judged_on(self._clock.today())
        return self._judging.judge(case, client, posting, day)

    def checked(self, case: Case, client: Client, posting: Posting) -> tuple[Posting, CheckResult]:
        """Return the posting with a fresh record of its check, and the check."""
        result = self.judge(case, client, posting)
        record = check_record(result, case, posting, self._clock.now())
        return replace(posting, check=record), result

    def for_platform(self, case: Case, client: Client, platform_id: str) -> Case:
        """Return the case meant for this platform (empty = none yet), its postings judged anew."""
        case = replace(case, platform_id=platform_id)
        postings = tuple(self.checked(case, client, posting)[0] for posting in case.postings)
        return replace(case, postings=postings)

    def repaired(self, posting: Posting, finding: Finding, edit: Edit) -> Posting:
        """Return the posting with the repair made and on record."""
        return corrected(posting, finding, edit, self._clock.now())

    def let_stand(self, case: Case, posting: Posting, finding: Finding, reason: str) -> Posting:
        """Return the posting with a finding let stand for this reason.

        Raises:
            ValueError: there is no reason.
        """
        if not reason.strip():
            raise ValueError("a finding is let stand for a reason")
        return posting.with_exemption(
            Exemption(
                rule=finding.rule,
                quote=finding.text,
                reason=reason.strip(),
                decided_by=case.consultant,
                decided_at=self._clock.now(),
            )
        )

    def law_changes(
        self, case: Case, client: Client, posting: Posting, days: tuple[date, date]
    ) -> LawChanges:
        """Return what changes for a posting between two days."""
        return changes_between(
            lambda on: self._judging.judge(case, client, posting, on),
            self._checking.pack().rule,
            *days,
            prefecture=client.prefecture,
        )
