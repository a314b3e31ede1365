"""From a proposal to the tree of a case, without touching what the consultant decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import Catalogue, CatalogueItem, PriceRange
from cspdesk.domain.decomposition import (
    Decomposition,
    Issue,
    KeptBack,
    ProposalState,
    WorkItem,
    refuse_cycle,
)
from cspdesk.domain.hearing import Hearing
from cspdesk.errors import DependencyCycle
from cspdesk.services.alternatives import best_alone
from cspdesk.services.measures import measure_of
from cspdesk.services.proposal import Proposal, WorkItemMatch
from cspdesk.services.tax import with_tax
from cspdesk.services.told_quantity import ToldQuantity, told_quantity

_WHOLE = 100

# What nobody said a word of and hardly comes up would only make the list longer.
_LIKELY_KEPT_BACK = 0.35


def work_item_from(
    entry: CatalogueItem,
    *,
    id: str,  # noqa: A002
    issue_id: str = "",
    why: tuple[str, ...] = (),
    told: ToldQuantity | None = None,
) -> WorkItem:
    """Return a proposed piece of work filled with what is usual for its template.

    Prices include the tax of the day on which the template was checked; prerequisites are
    left out, since they are ids within a case. An amount that was told takes the place of
    the usual one, and says so among the reasons.
    """
    quantity = told.value if told is not None else entry.quantity[1]
    if told is not None:
        why = (*why, f"数量はお話の「{told.quote}」からです")
    price, day = entry.price, entry.checked_on
    return WorkItem(
        id=id,
        name=entry.name,
        issue_id=issue_id,
        catalogue_id=entry.id,
        category=entry.category,
        work_type=entry.work_type,
        deliverable=entry.deliverable,
        quantity=quantity,
        unit=entry.unit,
        unit_price_yen=with_tax(price.typical_yen, day),
        price_low_yen=with_tax(price.low_yen, day),
        price_high_yen=with_tax(price.high_yen, day),
        price_basis=_price_basis(price),
        hours=entry.hours * quantity,
        days=_usual_days(entry, quantity),
        inputs=entry.inputs,
        skills=entry.skills,
        acceptance=entry.acceptance,
        rights_note=entry.rights_note,
        withholding=entry.withholding,
        personal_data=entry.personal_data,
        why=why,
    )


def _usual_days(entry: CatalogueItem, quantity: float) -> int:
    """Return the days for this much: more than usual, or less, takes the next span told."""
    low, usual, high = entry.quantity
    if quantity >= high > usual:
        return entry.days[2]
    return entry.days[0] if quantity <= low < usual else entry.days[1]


def _price_basis(price: PriceRange) -> str:
    named = "、".join(f"{s.publisher}「{s.law}」{s.dated}" for s in price.sources)
    return f"{price.per}あたりの目安・{price.confidence}（根拠：{named or '推定'}。税込に換算）"


def fill_tree(
    case: Case, proposal: Proposal, catalogue: Catalogue, new_id: Callable[[], str]
) -> Case:
    """Return the case with the proposal added to its tree.

    What is there already stays as it is: matched by catalogue id, whatever its state.
    """
    tree = case.decomposition
    issues, issue_ids = _issues(tree, case.hearing, proposal, catalogue, new_id)
    items, fresh = _work_items(tree, proposal, catalogue, issue_ids, new_id)
    kept = _kept_back(tree, proposal, new_id)
    changed = Decomposition(
        issues=issues,
        work_items=_linked(list(best_alone(items, fresh)), fresh, catalogue),
        kept_back=kept,
    )
    return replace(case, decomposition=changed)


def _issues(
    tree: Decomposition,
    hearing: Hearing,
    proposal: Proposal,
    catalogue: Catalogue,
    new_id: Callable[[], str],
) -> tuple[tuple[Issue, ...], dict[str, str]]:
    issues = list(tree.issues)
    ids = {issue.catalogue_id: issue.id for issue in issues if issue.catalogue_id}
    used = {match.sub_issue_id for match in proposal.work_items if match.sub_issue_id}
    for match in proposal.problems:
        problem = catalogue.problem(match.problem_id)
        if problem is None:
            continue
        named = set(match.sub_issue_ids)
        subs = [s for s in problem.sub_issues if s.id in used or s.id in named]
        if match.problem_id not in ids:
            ids[match.problem_id] = new_id()
            issues.append(
                Issue(
                    id=ids[match.problem_id],
                    name=match.name,
                    catalogue_id=match.problem_id,
                    why=(*match.why, *match.quotes),
                    measure=measure_of(problem, hearing),
                )
            )
        for sub in subs:
            if sub.id not in ids:
                ids[sub.id] = new_id()
                issues.append(
                    Issue(
                        id=ids[sub.id],
                        name=sub.name,
                        parent_id=ids[match.problem_id],
                        catalogue_id=sub.id,
                        why=(sub.reason,) if sub.reason else (),
                    )
                )
    return tuple(issues), ids


def _work_items(
    tree: Decomposition,
    proposal: Proposal,
    catalogue: Catalogue,
    issue_ids: Mapping[str, str],
    new_id: Callable[[], str],
) -> tuple[list[WorkItem], set[str]]:
    items = list(tree.work_items)
    known = {item.catalogue_id for item in items if item.catalogue_id}
    fresh: set[str] = set()
    for match in proposal.work_items:
        entry = catalogue.item(match.item_id)
        if entry is None or match.item_id in known:
            continue
        known.add(match.item_id)
        item = work_item_from(
            entry,
            id=new_id(),
            issue_id=issue_ids.get(match.sub_issue_id, ""),
            why=(*match.why, *match.quotes),
            told=told_quantity(entry, match.quotes),
        )
        items.append(replace(_with_verdict(item, match), asked=round(match.score * _WHOLE)))
        fresh.add(item.id)
    return items, fresh


def _with_verdict(item: WorkItem, match: WorkItemMatch) -> WorkItem:
    reason = match.why[0] if match.why and item.verdict is not match.verdict else ""
    return replace(item, verdict=match.verdict, verdict_reason=reason)


def _linked(items: list[WorkItem], fresh: set[str], catalogue: Catalogue) -> tuple[WorkItem, ...]:
    """Give new items their prerequisites within the case; a rejected one is not waited for."""
    ids = {
        item.catalogue_id: item.id
        for item in items
        if item.catalogue_id and item.state is not ProposalState.REJECTED
    }
    linked = list(items)
    for place, item in enumerate(items):
        entry = catalogue.item(item.catalogue_id)
        if item.id not in fresh or entry is None:
            continue
        after = tuple(ids[p] for p in entry.prerequisites if p in ids and ids[p] != item.id)
        linked[place] = replace(item, after=after)
        try:
            refuse_cycle(linked)
        except DependencyCycle:
            linked[place] = item
    return tuple(linked)


def _kept_back(
    tree: Decomposition, proposal: Proposal, new_id: Callable[[], str]
) -> tuple[KeptBack, ...]:
    kept = list(tree.kept_back)
    known = {entry.catalogue_id for entry in kept if entry.catalogue_id}
    for match in proposal.not_to_order:
        if match.id in known or not (match.quotes or match.score >= _LIKELY_KEPT_BACK):
            continue
        known.add(match.id)
        kept.append(
            KeptBack(
                id=new_id(),
                name=match.name,
                verdict=match.verdict,
                who=match.who,
                # The basis is part of what is stored: it is as old as the decision itself.
                reason="\n".join(part for part in (match.reason, match.basis) if part),
                instead=match.instead,
                catalogue_id=match.id,
                why=(*match.why, *match.quotes),
            )
        )
    return tuple(kept)
