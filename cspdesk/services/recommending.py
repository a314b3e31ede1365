"""Which of the proposals a consultant would take at once, and which are the rest."""

from __future__ import annotations

from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import Catalogue
from cspdesk.domain.decomposition import ProposalState, WorkItem
from cspdesk.services.groundwork import pays_off
from cspdesk.services.wishes import core_ids

# Of what the words ask for most strongly; below it a reading is more often wrong than right.
_LEAST_SHARE_PERCENT = 45
_WHOLE = 100


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
        if item.state is ProposalState.PROPOSED and pays_off(item, case, catalogue)
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
        if item.state is ProposalState.PROPOSED and first(item) and pays_off(item, case, catalogue)
    ]
