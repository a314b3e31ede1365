"""What a consultant does with the tree of step ②, as functions from case to case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import CatalogueItem
from cspdesk.domain.decomposition import (
    Decomposition,
    ProposalState,
    Verdict,
    WorkItem,
    refuse_cycle,
)
from cspdesk.services.alternatives import taken_up_again
from cspdesk.services.tree_filling import work_item_from


def with_item(case: Case, item: WorkItem) -> Case:
    """Return the case with this piece of work changed or added last.

    Raises:
        DependencyCycle: its prerequisites lead back to itself.
    """
    return replace(case, decomposition=case.decomposition.with_work_item(item))


def with_templates(
    case: Case, entries: Iterable[CatalogueItem], issue_id: str, new_id: Callable[[], str]
) -> Case:
    """Return the case with accepted work from these templates added under an issue.

    Work waits for what its template needs first, as far as that is in the case.
    """
    for entry in entries:
        there = case.decomposition.work_items
        known = {item.catalogue_id: item.id for item in there if item.catalogue_id}
        item = work_item_from(entry, id=new_id(), issue_id=issue_id)
        after = tuple(known[p] for p in entry.prerequisites if p in known)
        case = with_item(case, replace(item, state=ProposalState.ACCEPTED, after=after))
    return case


def lacks_reason(item: WorkItem) -> bool:
    """Tell whether work is not ordered without anybody having said why."""
    decided = item.state is ProposalState.ACCEPTED and item.verdict is not Verdict.ORDER
    return decided and not item.verdict_reason.strip()


def edited_item(case: Case, item_id: str, change: Callable[[WorkItem], WorkItem]) -> Case:
    """Return the case with `change` made to one piece of work; unchanged if it is gone.

    Raises:
        DependencyCycle: prerequisites would run in a circle.
    """
    found = next((i for i in case.decomposition.work_items if i.id == item_id), None)
    return case if found is None else with_item(case, change(found))


def decided(case: Case, item_ids: Iterable[str], state: ProposalState) -> Case:
    """Return the case with these pieces accepted, rejected or back among the proposals.

    Proposals that only waited for a better alternative are taken up where it is rejected.
    """
    wanted = set(item_ids)
    items = tuple(
        replace(item, state=state) if item.id in wanted else item
        for item in case.decomposition.work_items
    )
    if state is ProposalState.REJECTED:
        items = taken_up_again(items, wanted)
    return _with_items(case, items)


def with_verdict(case: Case, item_ids: Iterable[str], verdict: Verdict) -> Case:
    """Return the case with this verdict on these pieces; deciding one accepts it."""
    wanted = set(item_ids)
    items = tuple(
        replace(item, verdict=verdict, state=ProposalState.ACCEPTED) if item.id in wanted else item
        for item in case.decomposition.work_items
    )
    return _with_items(case, items)


def next_verdict(verdict: Verdict) -> Verdict:
    """Return the verdict that follows in the circle."""
    verdicts = tuple(Verdict)
    return verdicts[(verdicts.index(verdict) + 1) % len(verdicts)]


def moved(case: Case, item_id: str, steps: int) -> Case:
    """Return the case with the piece `steps` places further down (negative = up) in its issue."""
    return replace(case, decomposition=case.decomposition.moved(item_id, steps))


def placed(case: Case, item_id: str, issue_id: str, before_id: str) -> Case:
    """Return the case with the piece under `issue_id`, before another one or last (empty)."""
    tree = case.decomposition
    item = replace(tree.work_item(item_id), issue_id=issue_id)
    others = [i for i in tree.work_items if i.id != item_id]
    place = next((n for n, i in enumerate(others) if i.id == before_id), len(others))
    return _with_items(case, (*others[:place], item, *others[place:]))


def moved_across(case: Case, item_id: str, step: int) -> Case:
    """Return the case with the piece under the sub-issue after (1) or before (-1) its own.

    Sub-issues come as the tree shows them, at the end the place of work that stands under none;
    at either end nothing changes. Going on, the piece comes first there; going back, last.
    """
    tree = case.decomposition
    places = places_of_work(tree)
    issue_id = tree.work_item(item_id).issue_id
    place = places.index(issue_id) if issue_id in places else len(places) - 1
    if not 0 <= place + step < len(places):
        return case
    target = places[place + step]
    there = (item.id for item in tree.work_items if _place_of(item, places) == target)
    return placed(case, item_id, target, next(there, "") if step > 0 else "")


def places_of_work(tree: Decomposition) -> tuple[str, ...]:
    """Return the ids of all issues that take work, problem by problem, and "" for none."""
    ids = {issue.id for issue in tree.issues}
    found: list[str] = []
    for problem in tree.issues:
        if problem.parent_id not in ids:
            below = [issue.id for issue in tree.issues if issue.parent_id == problem.id]
            found += below or [problem.id]
    return (*found, "")


def _place_of(item: WorkItem, places: Sequence[str]) -> str:
    return item.issue_id if item.issue_id in places else ""


def scheduled(case: Case, item_id: str, starts_on: date, due_on: date) -> Case:
    """Return the case with the planned days of a piece fixed, never due before the start."""
    return edited_item(
        case,
        item_id,
        lambda item: replace(
            item,
            starts_on=starts_on,
            due_on=max(due_on, starts_on),
            days=(max(due_on, starts_on) - starts_on + timedelta(days=1)).days,
        ),
    )


def without_work(case: Case, item_ids: Iterable[str]) -> Case:
    """Return the case without these pieces of work and their postings."""
    for item_id in item_ids:
        case = case.without_work_item(item_id)
    return case


def without_kept_back(case: Case, kept_back_id: str) -> Case:
    """Return the case without this entry of what is not ordered."""
    tree = case.decomposition
    kept = tuple(entry for entry in tree.kept_back if entry.id != kept_back_id)
    return replace(case, decomposition=replace(tree, kept_back=kept))


def with_measure(case: Case, issue_id: str, measure: str) -> Case:
    """Return the case with this goal and measure (KPI) of an issue; unchanged if it is gone."""
    tree = case.decomposition
    issues = tuple(
        replace(issue, measure=measure.strip()) if issue.id == issue_id else issue
        for issue in tree.issues
    )
    return replace(case, decomposition=replace(tree, issues=issues))


def possible_prerequisites(tree: Decomposition, item_id: str) -> tuple[WorkItem, ...]:
    """Return the pieces that are neither rejected nor the piece itself, in order."""
    return tuple(
        item
        for item in tree.work_items
        if item.id != item_id and item.state is not ProposalState.REJECTED
    )


def _with_items(case: Case, items: tuple[WorkItem, ...]) -> Case:
    if items == case.decomposition.work_items:
        return case
    refuse_cycle(items)
    return replace(case, decomposition=replace(case.decomposition, work_items=items))


def without_issue(case: Case, issue_id: str) -> Case:
    """Return the case without an issue and its sub-issues, as far as no work stands below."""
    tree = case.decomposition
    gone = {issue_id, *(i.id for i in tree.issues if i.parent_id == issue_id)}
    if any(item.issue_id in gone for item in tree.work_items):
        return case
    issues = tuple(issue for issue in tree.issues if issue.id not in gone)
    return replace(case, decomposition=replace(tree, issues=issues))
