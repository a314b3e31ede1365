"""The case (案件): one client, one consultation, all steps."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from cspdesk.domain.decomposition import Decomposition
from cspdesk.domain.hearing import Hearing
from cspdesk.domain.posting import Posting
from cspdesk.domain.request_format import OrderType
from cspdesk.domain.step import Step, StepState

__all__ = ["Case", "CaseStatus", "Step", "StepState"]


class CaseStatus(StrEnum):
    """Where a case is kept."""

    ACTIVE = "active"
    ARCHIVED = "archived"
    BINNED = "binned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Aggregate of one consultation; saved whole or not at all.

    Frozen: each change gives a new value, so earlier states serve as undo steps and may
    cross threads. Equal parts are shared between states.

    Attributes:
        title: theme in a few words.
        platform_id: id of the platform the postings are meant for; empty = not chosen.
        planned_order_on: day whose law judges the case; None = not fixed, today applies.
        budget_yen: ceiling, yen including tax; None = not told.
        deadline: when the owner wants to be done.
        at_once: how many pieces of work may run side by side; None = as many as there are.
        consultant: name printed on the cover.
        binned_at: when it was put into the bin.
        version: grows by one with each save; 0 = never saved.
    """

    id: str
    client_id: str
    title: str
    created_at: datetime
    updated_at: datetime
    order_type: OrderType = OrderType.BROKER_MATCH
    platform_id: str = ""
    status: CaseStatus = CaseStatus.ACTIVE
    planned_order_on: date | None = None
    budget_yen: int | None = None
    deadline: date | None = None
    at_once: int | None = None
    consultant: str = ""
    hearing: Hearing = field(default_factory=Hearing)
    decomposition: Decomposition = field(default_factory=Decomposition)
    postings: tuple[Posting, ...] = ()
    is_sample: bool = False
    binned_at: datetime | None = None
    version: int = 0

    def posting_for(self, work_item_id: str) -> Posting | None:
        """Return the posting of a piece of work, None while there is none."""
        return next((p for p in self.postings if p.work_item_id == work_item_id), None)

    def with_posting(self, posting: Posting) -> Case:
        """Return the case with `posting` in the place of the one for the same work item."""
        others = tuple(p for p in self.postings if p.work_item_id != posting.work_item_id)
        return replace(self, postings=(*others, posting))

    def without_work_item(self, work_item_id: str) -> Case:
        """Return the case without this piece of work and its posting."""
        return replace(
            self,
            decomposition=self.decomposition.without_work_item(work_item_id),
            postings=tuple(p for p in self.postings if p.work_item_id != work_item_id),
        )

    @property
    def theme(self) -> str:
        """Return the title that somebody thought of; empty while it repeats the owner's talk.

        A new case is named after its first words, so that it can be found again. What is
        said across the table is neither the title of a document nor fit to be published.
        """
        said = "".join(self.hearing.owner_words.split())
        start = "".join(self.title.removesuffix("…").split())
        return "" if start and start in said else self.title

    def judged_on(self, today: date) -> date:
        """Return the day whose law applies: the planned order date, else today."""
        return self.planned_order_on or today
