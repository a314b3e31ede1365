"""Small domain values for tests; each argument overrides one detail."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import Decomposition, ProposalState, Verdict, WorkItem
from cspdesk.domain.hearing import Hearing
from tests.doubles import MOMENT


def a_client(**changes: Any) -> Client:
    """Return a client named 見本商店."""
    client = Client(id="c1", name="見本商店", created_at=MOMENT, updated_at=MOMENT)
    return replace(client, **changes)


def a_case(*items: WorkItem, words: str = "", **changes: Any) -> Case:
    """Return a case with these pieces of work."""
    case = Case(
        id="case1",
        client_id="c1",
        title="見本の相談",
        created_at=MOMENT,
        updated_at=MOMENT,
        hearing=Hearing(owner_words=words),
        decomposition=Decomposition(work_items=items),
    )
    return replace(case, **changes)


def accepted(item_id: str, *after: str, **changes: Any) -> WorkItem:
    """Return an accepted piece of work that waits for `after`."""
    item = WorkItem(
        id=item_id,
        name=f"仕事{item_id}",
        state=ProposalState.ACCEPTED,
        verdict=Verdict.ORDER,
        after=after,
    )
    return replace(item, **changes)
