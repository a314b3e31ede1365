"""Work of which one piece does for the same wish: the best is ordered, the others wait."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from cspdesk.domain.decomposition import ProposalState, Verdict, WorkItem
from cspdesk.services.catalogue import open_entry

_FILE = "catalogue/alternatives.toml"
# Shorter overlaps of quotes are particles and chance.
_LEAST_SHARED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternativeGroup:
    """Ids of work that stands for each other, and why one is enough."""

    items: tuple[str, ...]
    why: str


@cache
def load_alternatives() -> tuple[AlternativeGroup, ...]:
    """Return the groups of work that exclude each other.

    Raises:
        DataFileError: the file is invalid.
    """
    file = open_entry(_FILE)
    file.day("checked_on")
    groups = tuple(
        AlternativeGroup(items=entry.texts("items"), why=entry.text("why", empty=False))
        for entry in file.entries("group")
    )
    file.done()
    return groups


def best_alone(items: Sequence[WorkItem], fresh: Iterable[str]) -> tuple[WorkItem, ...]:
    """Return the items with those among `fresh` put off for which a better one stands there.

    Better is what was accepted before, then what the words ask for more strongly.
    """
    among = set(fresh)
    ranked = sorted(filter(_may_win, items), key=lambda item: _rank(item, among), reverse=True)
    put_off: dict[str, str] = {}
    for place, item in enumerate(ranked):
        better = (other for other in ranked[:place] if other.id not in put_off)
        found = next(((b, why) for b in better if (why := _one_is_enough(b, item))), None)
        if item.id in among and found is not None:
            put_off[item.id] = f"{_instead_of(found[0])}のため、見送ります。{found[1]}"
    return tuple(
        replace(item, verdict=Verdict.POSTPONE, verdict_reason=put_off[item.id])
        if item.id in put_off
        else item
        for item in items
    )


def taken_up_again(items: Sequence[WorkItem], gone: Iterable[str]) -> tuple[WorkItem, ...]:
    """Return the items with the proposals ordered again that only waited for work now gone."""
    names = tuple(_instead_of(item) for item in items if item.id in set(gone))
    waiting = [
        item.id
        for item in items
        if item.state is ProposalState.PROPOSED
        and item.verdict is Verdict.POSTPONE
        and item.verdict_reason.startswith(names)
    ]
    opened = [
        replace(item, verdict=Verdict.ORDER, verdict_reason="") if item.id in waiting else item
        for item in items
    ]
    return best_alone(opened, waiting)


def _may_win(item: WorkItem) -> bool:
    return item.state is not ProposalState.REJECTED and item.verdict is Verdict.ORDER


def _rank(item: WorkItem, fresh: set[str]) -> tuple[bool, bool, int]:
    accepted = item.state is ProposalState.ACCEPTED
    return accepted, item.id not in fresh, -1 if item.asked is None else item.asked


def _instead_of(item: WorkItem) -> str:
    return f"「{item.name}」の代わりになる仕事"


def _one_is_enough(one: WorkItem, other: WorkItem) -> str:
    """Return why one of the two is enough, empty where both have their own purpose."""
    pair = {one.catalogue_id, other.catalogue_id}
    group = next((g for g in load_alternatives() if len(pair) > 1 and pair <= set(g.items)), None)
    if group is None:
        return ""
    together = bool(one.issue_id) and one.issue_id == other.issue_id
    return group.why if together or _share_words(one, other) else ""


def _share_words(one: WorkItem, other: WorkItem) -> bool:
    return any(
        min(len(a), len(b)) >= _LEAST_SHARED and (a in b or b in a)
        for a in one.why
        for b in other.why
    )
