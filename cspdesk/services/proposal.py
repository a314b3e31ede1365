"""What a reading of the owner's words proposes; nothing here is stored as it stands."""

from __future__ import annotations

from dataclasses import dataclass

from cspdesk.domain.catalogue import NotToOrder
from cspdesk.domain.decomposition import KeptBackVerdict, Verdict
from cspdesk.domain.source import grounds_line

_KEPT_BACK = {
    "inside": KeptBackVerdict.IN_HOUSE,
    "avoid": KeptBackVerdict.AVOID,
    "never": KeptBackVerdict.NEVER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemMatch:
    """A business problem that the words speak of.

    Attributes:
        score: between 0 and 1.
        why: reason sentences.
        quotes: the owner's own words.
        sub_issue_ids: sub-issues that the words point to, strongest first.
    """

    problem_id: str
    name: str
    score: float
    why: tuple[str, ...]
    quotes: tuple[str, ...]
    sub_issue_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItemMatch:
    """A piece of work that would help; `sub_issue_id` is empty when it stands under no problem."""

    item_id: str
    name: str
    verdict: Verdict
    score: float
    why: tuple[str, ...]
    quotes: tuple[str, ...]
    sub_issue_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotToOrderMatch:
    """Something that must not be ordered; `id` is a problem tree's entry or an `N-` entry.

    Attributes:
        basis: the law behind the reason, as one line; empty where none is named.
    """

    id: str
    name: str
    verdict: KeptBackVerdict
    who: str
    reason: str
    instead: str
    basis: str
    score: float
    why: tuple[str, ...]
    quotes: tuple[str, ...]

    @classmethod
    def of(cls, entry: NotToOrder, score: float, quotes: tuple[str, ...] = ()) -> NotToOrderMatch:
        """Return the match of an entry of the catalogue."""
        basis = grounds_line(entry.grounds)
        why = (entry.reason, f"代わりに：{entry.instead}")
        return cls(
            id=entry.id,
            name=entry.name,
            verdict=_KEPT_BACK.get(entry.verdict, KeptBackVerdict.PROFESSIONAL),
            who=entry.who,
            reason=entry.reason,
            instead=entry.instead,
            basis=basis,
            score=round(score, 3),
            why=(*why, basis) if basis else why,
            quotes=quotes,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Problems, work and what is kept back, each best first; `ask` = what to find out next."""

    problems: tuple[ProblemMatch, ...] = ()
    work_items: tuple[WorkItemMatch, ...] = ()
    not_to_order: tuple[NotToOrderMatch, ...] = ()
    ask: tuple[str, ...] = ()
