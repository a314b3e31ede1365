"""When a posting counts as settled."""

from __future__ import annotations

from datetime import datetime

from cspdesk.domain.case import Case
from cspdesk.domain.posting import Posting

SETTLED = "点検を確定"
"""Cause of the version that is kept when the consultant settles a posting."""


def settled(posting: Posting, settled_at: datetime) -> Posting:
    """Return the posting with its present texts kept as a settled version."""
    return posting.with_version(SETTLED, settled_at)


def is_settled(posting: Posting | None) -> bool:
    """Tell whether the present texts are those of the last settled version, still without error.

    A finding that counts again, or another platform, can bring an error to the same texts.
    """
    if posting is None or not posting.versions:
        return False
    if posting.check is not None and posting.check.errors:
        return False
    last = posting.versions[-1]
    return last.cause == SETTLED and last.texts == posting.texts


def next_unsettled(case: Case, beside: str = "") -> str | None:
    """Return the first work item to be ordered whose posting is not settled, None = all are.

    Args:
        case: the case.
        beside: id of a work item that is passed over.
    """
    return next(
        (
            item.id
            for item in case.decomposition.ordered_items()
            if item.id != beside and not is_settled(case.posting_for(item.id))
        ),
        None,
    )
