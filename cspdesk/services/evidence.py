"""What proves how the postings of a case were judged, before it becomes a sheet or JSON."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from cspdesk.documents.posting import posting_text
from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import WorkItem
from cspdesk.domain.finding import CheckResult, Finding
from cspdesk.domain.posting import Exemption, Posting
from cspdesk.rules.model import Pack
from cspdesk.rules.platforms import read_profile
from cspdesk.services.judging import JudgingService, judged_platform, standing
from cspdesk.services.law_changes import LawChanges, changes_between
from cspdesk.services.ports import RuleJudge
from cspdesk.services.recruiter_facts import RecruiterFact, recruiter_facts
from cspdesk.services.repairing import blanks


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One posting with all that is said of it.

    Attributes:
        number: place among the ordered pieces of work, from 1.
        text: the posting as it was judged.
        fingerprint: digest of `text`.
        result: by the law of the case's day, exempted findings among its findings.
        standing: the findings that count.
        exempted: the others, each with why it may stand.
        facts: the six facts about the recruiter; none before the law asked for them.
        changes: what differs by the law of the day of the paper; None if that is the same day.
    """

    number: int
    item: WorkItem
    posting: Posting
    text: str
    fingerprint: str
    result: CheckResult
    standing: tuple[Finding, ...]
    exempted: tuple[tuple[Finding, Exemption], ...]
    facts: tuple[RecruiterFact, ...]
    changes: LawChanges | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All judgements of one case by one rule pack, as told on the day `today`.

    Attributes:
        as_of: the day whose law judged.
        platform: name of the platform whose rules were applied; empty = the common headings.
    """

    case: Case
    client: Client
    pack: Pack
    today: date
    as_of: date
    platform: str
    judgements: tuple[Judgement, ...]


class EvidenceService:
    """Judges every written posting of a case; equal case and day give equal evidence."""

    def __init__(self, checking: RuleJudge) -> None:
        self._checking = checking
        self._judging = JudgingService(checking)

    def of(self, case: Case, client: Client, today: date) -> Evidence:
        """Return the evidence for the postings of all ordered pieces of work."""
        pack = self._checking.pack()
        written = [
            (number, item, posting)
            for number, item in enumerate(case.decomposition.ordered_items(), start=1)
            if (posting := case.posting_for(item.id)) is not None and posting.texts
        ]
        return Evidence(
            case=case,
            client=client,
            pack=pack,
            today=today,
            as_of=case.judged_on(today),
            platform=read_profile(platform).name if (platform := judged_platform(case)) else "",
            judgements=tuple(
                self._judgement(case, client, posting, item, number, pack, today)
                for number, item, posting in written
            ),
        )

    def _judgement(  # noqa: PLR0913, PLR0917 - one posting with its surroundings
        self,
        case: Case,
        client: Client,
        posting: Posting,
        item: WorkItem,
        number: int,
        pack: Pack,
        today: date,
    ) -> Judgement:
        as_of = case.judged_on(today)
        result = self._judging.judge(case, client, posting, as_of)
        shown = posting_text(posting)
        changes = None
        if today != as_of:
            changes = changes_between(
                lambda day: _counting(
                    result if day == as_of else self._judging.judge(case, client, posting, day),
                    posting,
                ),
                pack.rule,
                as_of,
                today,
                prefecture=client.prefecture,
            )
        let_stand = [(f, posting.exemption_for(f.rule, f.text)) for f in result.findings]
        return Judgement(
            number=number,
            item=item,
            posting=posting,
            text=shown.text,
            fingerprint=shown.fingerprint,
            result=result,
            standing=standing(result, posting),
            exempted=tuple((f, exemption) for f, exemption in let_stand if exemption is not None),
            facts=recruiter_facts(result, blanks(posting)) if _asks_for_facts(result, pack) else (),
            changes=changes,
        )


def _counting(result: CheckResult, posting: Posting) -> CheckResult:
    """Return the result without what was let stand."""
    return replace(result, findings=standing(result, posting))


def _asks_for_facts(result: CheckResult, pack: Pack) -> bool:
    asking = {rule.id for rule in pack.rules if rule.category == "article12"}
    return not asking.isdisjoint(result.applied_rules)
