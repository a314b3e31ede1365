"""The evidence of a case as plain values for a JSON file; `docs/evidence-json.md` explains it."""

from __future__ import annotations

from cspdesk.domain.finding import Finding, ItemResult
from cspdesk.domain.posting import Exemption
from cspdesk.services.case_json import Json, as_json
from cspdesk.services.evidence import Evidence, Judgement
from cspdesk.services.law_changes import LawChange, LawChanges

FORM = "cspdesk-evidence-1"
"""Name and version of the shape; a key that is added leaves it, any other change raises it."""


def evidence_as_json(evidence: Evidence) -> dict[str, Json]:
    """Return the evidence; equal case and day give equal values.

    Days and moments are ISO 8601, places count code points, what is unknown is null.
    """
    case, pack = evidence.case, evidence.pack
    return {
        "form": FORM,
        "case_id": case.id,
        "case_title": case.theme,
        "client_name": evidence.client.name,
        "is_sample": case.is_sample or evidence.client.is_sample,
        "order_type": case.order_type.value,
        "platform_id": case.platform_id,
        "platform_name": evidence.platform,
        "platform_rules_applied": bool(evidence.platform),
        "as_of": evidence.as_of.isoformat(),
        "dated": evidence.today.isoformat(),
        "rules": {
            "version": pack.version,
            "digest": pack.digest,
            "checked_on": pack.checked_on.isoformat(),
        },
        "postings": [_posting(judged, case.consultant) for judged in evidence.judgements],
    }


def _posting(judged: Judgement, consultant: str) -> dict[str, Json]:
    result, posting = judged.result, judged.posting
    spoken_of = {f.rule for f in result.findings} | {item.rule for item in result.items}
    return {
        "number": judged.number,
        "posting_id": posting.id,
        "work_item_id": judged.item.id,
        "work_item_name": judged.item.name,
        "format": posting.format.value,
        "fingerprint_sha256": judged.fingerprint,
        "text": judged.text,
        "record": as_json(posting.check),
        "judged_by": (posting.check.checked_by if posting.check else "") or consultant,
        "items": [_item(item) for item in result.items],
        "recruiter_facts": [
            {"name": fact.name, "state": fact.state.value} for fact in judged.facts
        ],
        "findings": [_finding(finding) for finding in judged.standing],
        "exemptions": [_exemption(*pair) for pair in judged.exempted],
        "corrections": as_json(posting.corrections),
        "rules_without_finding": [r for r in result.applied_rules if r not in spoken_of],
        "stopped_rules": list(result.stopped_rules),
        "law_of_dated": _changes(judged.changes),
    }


def _item(item: ItemResult) -> Json:
    return {
        "item": item.item.value,
        "state": item.state.value,
        "rule": item.rule,
        "start": item.start,
        "end": item.end,
        "quote": item.text,
        "sources": as_json(item.sources),
    }


def _finding(finding: Finding) -> dict[str, Json]:
    return {
        "rule": finding.rule,
        "title": finding.title,
        "category": finding.category,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "start": finding.start,
        "end": finding.end,
        "quote": finding.text,
        "message": finding.message,
        "fix": finding.fix,
        "sources": as_json(finding.sources),
    }


def _exemption(finding: Finding, exemption: Exemption) -> Json:
    return {
        "finding": _finding(finding),
        "reason": exemption.reason,
        "decided_by": exemption.decided_by,
        "decided_at": exemption.decided_at.isoformat(),
    }


def _changes(changes: LawChanges | None) -> Json:
    """Return what the law of the day of the paper says otherwise, null if it is the same day."""
    if changes is None:
        return None
    return {
        "earlier": changes.earlier.isoformat(),
        "later": changes.later.isoformat(),
        "appearing": [_finding(finding) for finding in changes.appearing],
        "disappearing": [_finding(finding) for finding in changes.disappearing],
        "weighed_anew": [
            {"earlier": _finding(was), "later": _finding(now)} for was, now in changes.weighed_anew
        ],
        "law": [_law(change) for change in changes.law],
    }


def _law(change: LawChange) -> Json:
    return {
        "day": change.day.isoformat(),
        "kind": change.kind.value,
        "rule": change.rule,
        "title": change.title,
        "before": change.before,
        "after": change.after,
        "confidence": change.confidence.value,
        "source": as_json(change.source),
    }
