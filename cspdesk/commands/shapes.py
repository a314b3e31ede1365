"""JSON shapes of the command line; a stable contract."""

from __future__ import annotations

from datetime import date
from typing import Any

from cspdesk.domain.catalogue import Catalogue
from cspdesk.domain.finding import CheckResult, Finding
from cspdesk.domain.party_law import PartyLaws
from cspdesk.domain.source import Source
from cspdesk.services.decomposing import Proposal
from cspdesk.services.format_advice import Advice
from cspdesk.services.ports import CaseRow
from cspdesk.services.told_values import ToldValue, ToldValues

Shape = dict[str, Any]


def proposal_shape(text_id: str | int, proposal: Proposal, told: ToldValues) -> Shape:
    """Return what `decompose` says of one text, best first in each list.

    `told` holds what the words tell by the way, and is left out where they tell nothing;
    offsets are code points into the given text.
    """
    shape: Shape = {
        "id": text_id,
        "problems": [
            {
                "id": match.problem_id,
                "name": match.name,
                "score": round(match.score, 3),
                "why": [*match.why, *match.quotes],
            }
            for match in proposal.problems
        ],
        "work_items": [
            {
                "id": match.item_id,
                "name": match.name,
                "verdict": match.verdict.value,
                "score": round(match.score, 3),
                "why": [*match.why, *match.quotes],
            }
            for match in proposal.work_items
        ],
        "not_to_order": [
            {
                "id": match.id,
                "name": match.name,
                "verdict": match.verdict.value,
                "who": match.who,
                "why": [*match.why, *match.quotes],
            }
            for match in proposal.not_to_order
        ],
        "ask": list(proposal.ask),
    }
    heard = _told_values(told)
    return {**shape, "told": heard} if heard else shape


def _told_values(told: ToldValues) -> Shape:
    values = (
        ("budget_yen", told.budget_yen),
        ("deadline", told.deadline),
        ("employees", told.employees),
    )
    return {name: _told(found) for name, found in values if found is not None}


def _told(found: ToldValue[int] | ToldValue[date]) -> Shape:
    value = found.value
    return {
        "value": value.isoformat() if isinstance(value, date) else value,
        "quote": found.quote,
        "start": found.start,
        "end": found.end,
        "sure": found.sure.value,
    }


def advice_shape(text_id: str | int, advice: Advice) -> Shape:
    """Return what `recommend` says of one text."""
    return {
        "id": text_id,
        "format": advice.format.value,
        "scores": {score.format.value: score.points for score in advice.scores},
        "excluded": {
            score.format.value: [exclusion.reason for exclusion in score.exclusions]
            for score in advice.scores
            if score.excluded
        },
        "gates": [{"id": gate_id, "reason": reason} for gate_id, reason in advice.gates],
        "reasons": list(advice.reasons),
        "open_questions": [question.ask for question in advice.open_questions],
    }


def check_shape(text_id: str | int, result: CheckResult) -> Shape:
    """Return what `check` says of one text; offsets are code points into the given text."""
    return {
        "id": text_id,
        "disclosure": {item.item.value: item.state.value for item in result.items},
        "findings": [_finding(finding) for finding in result.findings],
        "as_of": result.as_of.isoformat(),
        "rule_pack": f"{result.pack_version}+{result.pack_digest}",
    }


def _finding(finding: Finding) -> Shape:
    return {
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity.value,
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
        "message": finding.message,
        "fix": finding.fix,
        "source": "、".join(source_line(source) for source in finding.sources),
    }


def laws_shape(laws: PartyLaws) -> Shape:
    """Return how the laws stand that depend on the two sides."""
    return {
        verdict.law.value: {
            "standing": verdict.standing.value,
            "articles": list(verdict.articles),
            "reasons": list(verdict.reasons),
            "source": "、".join(source_line(source) for source in verdict.sources),
        }
        for verdict in (laws.freelance, laws.toriteki)
    }


def source_line(source: Source) -> str:
    """Return law, article, publisher and the day it was checked, for people."""
    parts = [source.label(), source.publisher, source.dated]
    if source.checked_on is not None:
        parts.append(f"{source.checked_on.isoformat()}確認")
    extra = "、".join(part for part in parts[1:] if part)
    return f"{parts[0]}（{extra}）" if extra else parts[0]


def case_rows_shape(rows: tuple[CaseRow, ...]) -> list[Shape]:
    """Return what `cases` lists."""
    return [
        {
            "id": row.id,
            "client": row.client_name,
            "title": row.title,
            "updated_at": row.updated_at.isoformat(),
        }
        for row in rows
    ]


def catalogue_shape(catalogue: Catalogue) -> list[Shape]:
    """Return what `catalogue` lists; formats best first."""
    return [
        {
            "id": item.id,
            "name": item.name,
            "category": item.category,
            "work_type": item.work_type,
            "formats": [hint.format.value for hint in item.formats],
        }
        for item in catalogue.items
    ]


def problems_shape(catalogue: Catalogue) -> list[Shape]:
    """Return what `problems` lists."""
    return [{"id": problem.id, "name": problem.name} for problem in catalogue.problems]
