"""Which problems are helped by which kinds of work, derived from the problem trees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from cspdesk.documents.correlation_sheet import (
    Correlation,
    CorrelationRow,
    HelpedProblem,
    Helping,
    Strength,
    build_correlation,
)
from cspdesk.documents.model import Document
from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import Catalogue, Problem
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import Issue, Verdict
from cspdesk.services.catalogue import open_entry
from cspdesk.services.sample import SAMPLE_FILE

_CORE = "core"


@dataclass(frozen=True, slots=True)
class Example:
    """A worked case that may be shown: its title and the catalogue items ordered in it."""

    title: str
    item_ids: frozenset[str]


def strengths(catalogue: Catalogue, problem: Problem) -> Mapping[str, Strength]:
    """Return work type → how strongly it helps; types that do not help are left out.

    A work type helps strongly where one of its items is at the core of a sub-issue.
    """
    found: dict[str, Strength] = {}
    for sub in problem.sub_issues:
        for link in sub.items:
            item = catalogue.item(link.item_id)
            if item is None:
                continue
            if link.priority == _CORE:
                found[item.work_type] = Strength.CORE
            else:
                found.setdefault(item.work_type, Strength.NICE)
    return {w.id: found[w.id] for w in catalogue.work_types if w.id in found}


def matrix(catalogue: Catalogue) -> tuple[CorrelationRow, ...]:
    """Return every problem with how each of the six categories helps it, the strongest told."""
    return tuple(_row(catalogue, problem) for problem in catalogue.problems)


def _row(catalogue: Catalogue, problem: Problem) -> CorrelationRow:
    by_type = strengths(catalogue, problem)
    by_category: dict[str, Strength] = {}
    for work_type in catalogue.work_types:
        strength = by_type.get(work_type.id)
        if strength is not None and by_category.get(work_type.category) is not Strength.CORE:
            by_category[work_type.category] = strength
    return CorrelationRow(name=problem.name, by_category=by_category)


def helped_problems(
    catalogue: Catalogue, case: Case, examples: Iterable[Example] = ()
) -> tuple[HelpedProblem, ...]:
    """Return the problems of a case that the catalogue knows, with the work that helps each."""
    known = tuple(examples)
    found = []
    for issue in case.decomposition.issues:
        problem = catalogue.problem(issue.catalogue_id) if not issue.parent_id else None
        if problem is not None:
            found.append(_helped(catalogue, case, (issue, problem), known))
    return tuple(found)


def _helped(
    catalogue: Catalogue,
    case: Case,
    pair: tuple[Issue, Problem],
    examples: tuple[Example, ...],
) -> HelpedProblem:
    issue, problem = pair
    linked = {link.item_id for sub in problem.sub_issues for link in sub.items}
    ordered = case.decomposition.ordered_items()
    types = {w.id: w for w in catalogue.work_types}
    helping = []
    for type_id, strength in strengths(catalogue, problem).items():
        ids = {i.id for i in catalogue.items if i.id in linked and i.work_type == type_id}
        helping.append(
            Helping(
                category_name=types[type_id].category_name,
                type_name=types[type_id].name,
                strength=strength,
                work=tuple(i.name for i in catalogue.items if i.id in ids),
                ordered=tuple(w.name for w in ordered if w.catalogue_id in ids),
                examples=tuple(e.title for e in examples if e.item_ids & ids),
            )
        )
    return HelpedProblem(name=issue.name, row=_row(catalogue, problem), helping=tuple(helping))


@cache
def shipped_examples() -> tuple[Example, ...]:
    """Return the shipped sample case as an example.

    Raises:
        DataFileError: the sample file is invalid.
    """
    file = open_entry(SAMPLE_FILE)
    ordered = frozenset(
        entry.text("item")
        for entry in file.entries("work")
        if entry.text_or("verdict", Verdict.ORDER.value) == Verdict.ORDER.value
    )
    return (Example(file.text("title", empty=False), ordered),)


def correlation_of(case: Case, client: Client, today: date, catalogue: Catalogue) -> Document:
    """Return 課題とクラウドソーシングの対応表 of a case, linked to worked cases that are alike."""
    examples = () if case.is_sample else shipped_examples()
    correlation = Correlation(
        categories={w.category: w.category_name for w in catalogue.work_types},
        helped=helped_problems(catalogue, case, examples),
        rows=matrix(catalogue),
    )
    return build_correlation(case, client, correlation, today)
