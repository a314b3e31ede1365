"""Judge the posting of a case: with what the case and its client tell beside the text."""

from __future__ import annotations

import re
from datetime import date, datetime

from cspdesk.documents.posting import posting_text
from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import WorkItem
from cspdesk.domain.finding import CheckRecord, CheckResult, Finding, Severity
from cspdesk.domain.order_facts import OrderFacts
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.domain.request_format import OrderType
from cspdesk.domain.typed_values import format_yen
from cspdesk.rules.platforms import platform_ids
from cspdesk.services.checking import CheckRequest
from cspdesk.services.clients import is_company
from cspdesk.services.ports import TextJudge

_TIME = re.compile(r"\d\s*(?:時間|分)")
_DIGIT = re.compile(r"\d")
_HOUR = 60


class JudgingService:
    """Judges postings within their case."""

    def __init__(self, checking: TextJudge) -> None:
        self._checking = checking

    def judge(self, case: Case, client: Client, posting: Posting, on: date) -> CheckResult:
        """Return what the law of `on` and the case's platform say about a posting."""
        return self._checking.check(judged_text(case, client, posting, on))


def judged_text(case: Case, client: Client, posting: Posting, on: date) -> CheckRequest:
    """Return a posting as it is judged: its text as published, and what is known beside it."""
    shown = posting_text(posting)
    item = next((w for w in case.decomposition.work_items if w.id == posting.work_item_id), None)
    return CheckRequest(
        text=shown.text,
        as_of=on,
        format=posting.format,
        order_type=case.order_type,
        industry=client.industry,
        prefecture=client.prefecture,
        spans=shown.spans,
        facts=order_facts(case, client, item, posting),
        platform_id=judged_platform(case),
    )


def judged_platform(case: Case) -> str:
    """Return the platform whose rules are applied; one that is unknown here counts as none."""
    return case.platform_id if case.platform_id in platform_ids() else ""


def order_facts(case: Case, client: Client, item: WorkItem | None, posting: Posting) -> OrderFacts:
    """Return what is known of an order beside its text; the rest stays unknown.

    The client's size counts where the client itself orders. Where a broker orders and passes
    the work on, the law looks at the broker, of whom nothing is on file; what is known is
    that the work goes on to a customer. The worker is not known before somebody applies, nor
    how often the contract is renewed.
    """
    passed_on = case.order_type is OrderType.BROKER_RESELL
    reward_yen, minutes = (None, None) if item is None else _priced_time(item, posting)
    says_deadline = _DIGIT.search(posting.text(PostingField.DEADLINE))
    return OrderFacts(
        client_employees=None if passed_on else client.employees,
        client_is_company=None if passed_on else is_company(client),
        client_capital_yen=None if passed_on else client.capital_yen,
        resale=True if passed_on else None,
        work_type=item.work_type if item else "",
        starts_on=item.starts_on if item else None,
        deadline=item.due_on if item and not says_deadline else None,
        reward_yen=reward_yen,
        tax_included=None if reward_yen is None else True,
        minutes=minutes,
    )


def _priced_time(item: WorkItem, posting: Posting) -> tuple[int | None, int | None]:
    """Return planned reward and time where the posting does not tell the time itself.

    A given sum goes before the one in the text, so it is only given where they agree.
    """
    if not item.hours or any(_TIME.search(text) for _, text in posting.texts):
        return None, None
    minutes = round(item.hours * _HOUR)
    total = item.total_yen
    if total is None or format_yen(total) not in posting.text(PostingField.REWARD):
        return None, minutes
    return total, minutes


def standing(result: CheckResult, posting: Posting) -> tuple[Finding, ...]:
    """Return the findings that count: those the consultant did not let stand."""
    return tuple(f for f in result.findings if posting.exemption_for(f.rule, f.text) is None)


def exempted(result: CheckResult, posting: Posting) -> tuple[Finding, ...]:
    """Return the findings that were let stand with a reason."""
    return tuple(f for f in result.findings if posting.exemption_for(f.rule, f.text) is not None)


def check_record(result: CheckResult, case: Case, posting: Posting, at: datetime) -> CheckRecord:
    """Return what the case keeps of a check; findings that were let stand are counted apart."""
    weights = [finding.severity for finding in standing(result, posting)]
    return CheckRecord(
        as_of=result.as_of,
        pack_version=result.pack_version,
        pack_digest=result.pack_digest,
        checked_at=at,
        errors=weights.count(Severity.ERROR),
        warnings=weights.count(Severity.WARNING),
        infos=weights.count(Severity.INFO),
        states=tuple((item.item, item.state) for item in result.items),
        exempted=len(result.findings) - len(weights),
        checked_by=case.consultant,
        platform_id=judged_platform(case),
    )
