"""Which of the proposals a consultant would take at once, and which are the rest."""

from __future__ import annotations

from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import Catalogue
from cspdesk.domain.decomposition import Decomposition, ProposalState, WorkItem
from cspdesk.services.ceiling import ceiling_of
from cspdesk.services.wishes import core_ids

# Of what the words ask for most strongly; below it a reading is more often wrong than right.
_LEAST_SHARE_PERCENT = 45
_WHOLE = 100
# A paper on what is needed pays off where the work after it costs several times as much.
_TIMES_THE_PAPER = 3
_PAPER, _TRIAL = "dev-requirements", "dev-app-proto"
_DEVELOPMENT = frozenset({"system_dev", "app_dev", "server"})


def recommended(case: Case, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the ids of open proposals worth taking together.

    These are the ones that the owner's words ask for about as strongly as for the best one; of
    proposals without such a reading, the core of a sub-issue and what stands under none. Where
    that leaves nothing, all of them. What only prepares a development is among them where the
    development is large enough to be worth it and within the budget.
    """
    tree = case.decomposition
    proposed = [
        item
        for item in tree.work_items
        if item.state is ProposalState.PROPOSED and _pays_off(item, case, catalogue)
    ]
    return tuple(item.id for item in _first_to_take(case, catalogue) or proposed)


def only_rest_open(case: Case, catalogue: Catalogue) -> bool:
    """Tell whether work was accepted and only what is not recommended outright is open."""
    items = case.decomposition.work_items
    accepted = any(item.state is ProposalState.ACCEPTED for item in items)
    return accepted and not _first_to_take(case, catalogue)


def _first_to_take(case: Case, catalogue: Catalogue) -> list[WorkItem]:
    tree = case.decomposition
    best = max((i.asked for i in tree.work_items if i.asked is not None), default=0)
    core, issues = core_ids(tree, catalogue), {issue.id for issue in tree.issues}

    def first(item: WorkItem) -> bool:
        if item.asked is not None:
            return item.asked * _WHOLE >= best * _LEAST_SHARE_PERCENT
        return item.id in core or item.issue_id not in issues

    return [
        item
        for item in tree.work_items
        if item.state is ProposalState.PROPOSED and first(item) and _pays_off(item, case, catalogue)
    ]


def _pays_off(item: WorkItem, case: Case, catalogue: Catalogue) -> bool:
    """Tell whether something follows that is worth being prepared; yes of all other work."""
    if item.catalogue_id not in (_PAPER, _TRIAL):
        return True
    following = _following(item, case.decomposition, catalogue)
    if not following:
        # Where nothing is to be developed yet, the owner may well begin with this.
        return not any(
            other.work_type in _DEVELOPMENT and other.catalogue_id not in (_PAPER, _TRIAL)
            for other in case.decomposition.work_items
            if other.state is not ProposalState.REJECTED
        )
    times = _TIMES_THE_PAPER if item.catalogue_id == _PAPER else 1
    least = (item.total_yen or 0) * times
    return any(least <= (other.total_yen or 0) <= _ceiling(case, other) for other in following)


def _ceiling(case: Case, item: WorkItem) -> int:
    """Return what may be spent; without a budget as much as the work costs."""
    ceiling = ceiling_of(case).yen
    return ceiling if ceiling is not None else (item.total_yen or 0)


def _following(item: WorkItem, tree: Decomposition, catalogue: Catalogue) -> list[WorkItem]:
    return [
        other
        for other in tree.work_items
        if other.state is not ProposalState.REJECTED
        and (entry := catalogue.item(other.catalogue_id)) is not None
        and item.catalogue_id in entry.prerequisites
    ]
