"""From a problem to orderable work: issues, pieces of work, and what is kept back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from cspdesk.domain.request_format import FormatAnswer, FormatDecision
from cspdesk.errors import DependencyCycle


class Verdict(StrEnum):
    """What is done with a piece of work."""

    ORDER = "order"
    IN_HOUSE = "in_house"
    PROFESSIONAL = "professional"
    POSTPONE = "postpone"

    @property
    def label(self) -> str:
        """Return the word shown to people."""
        return {
            "order": "発注する",
            "in_house": "社内",
            "professional": "士業",
            "postpone": "見送り",
        }[self.value]


class KeptBackVerdict(StrEnum):
    """Why something is not ordered."""

    IN_HOUSE = "in_house"
    PROFESSIONAL = "professional"
    AVOID = "avoid"
    NEVER = "never"

    @property
    def label(self) -> str:
        """Return the word shown to people."""
        return {
            "in_house": "社内で行う",
            "professional": "有資格者へ",
            "avoid": "この頼み方はしない",
            "never": "だれにも頼まない",
        }[self.value]


class ProposalState(StrEnum):
    """What the consultant did with a proposal."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A business problem or one of its sub-issues.

    Attributes:
        parent_id: id of the problem above; empty for a problem itself.
        catalogue_id: `P-SALES` or `P-SALES.new`; empty when the consultant wrote it.
        why: reason sentences first, then words quoted from the owner.
        measure: how success is told (KPI), fixed before ordering.
    """

    id: str
    name: str
    parent_id: str = ""
    catalogue_id: str = ""
    why: tuple[str, ...] = ()
    measure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """仕事: one piece of work that can be ordered by itself.

    Attributes:
        issue_id: the sub-issue it belongs to; empty when it stands alone.
        catalogue_id: `des-logo` and the like; empty when the consultant wrote it.
        verdict_reason: required by the screen for every verdict but `ORDER`.
        who: who does it instead, where it is not ordered.
        quantity, unit: e.g. 24 and 点.
        unit_price_yen: planned price of one unit, yen including consumption tax.
        price_low_yen, price_high_yen: usual range for one unit, yen including tax.
        price_basis: where the range comes from; 「目安・未確認」 is said with it.
        hours: usual working time for all units, in hours; None = unknown.
        days: calendar days from contract to delivery.
        inputs: what the owner has to prepare.
        after: ids of work that must be finished first.
        starts_on, due_on: planned days; None = not planned yet.
        asked: how strongly the owner's words and answers ask for it, in percent; None where
            nothing was read, as for what the consultant added.
        format_answers: what the consultant answered to questions of the format model.
    """

    id: str
    name: str
    issue_id: str = ""
    catalogue_id: str = ""
    category: str = ""
    work_type: str = ""
    state: ProposalState = ProposalState.PROPOSED
    verdict: Verdict = Verdict.ORDER
    verdict_reason: str = ""
    who: str = ""
    deliverable: str = ""
    quantity: int = 1
    unit: str = "件"
    unit_price_yen: int | None = None
    price_low_yen: int | None = None
    price_high_yen: int | None = None
    price_basis: str = ""
    hours: float | None = None
    days: int | None = None
    inputs: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    acceptance: tuple[str, ...] = ()
    rights_note: str = ""
    withholding: str = ""
    personal_data: str = ""
    after: tuple[str, ...] = ()
    starts_on: date | None = None
    due_on: date | None = None
    note: str = ""
    why: tuple[str, ...] = ()
    format_answers: tuple[FormatAnswer, ...] = ()
    format_decision: FormatDecision | None = None
    asked: int | None = None

    @property
    def ordered(self) -> bool:
        """Tell whether this piece goes out as an order."""
        return self.state is ProposalState.ACCEPTED and self.verdict is Verdict.ORDER

    @property
    def total_yen(self) -> int | None:
        """Return planned price times quantity, yen including tax; None while unknown."""
        return None if self.unit_price_yen is None else self.unit_price_yen * self.quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBack:
    """Something that must not be ordered, with who to go to instead.

    Attributes:
        reason: a sentence, and the law it rests on as a second line where there is one.
        catalogue_id: `P-SALES.x1` and the like; empty when the consultant wrote it.
        instead: what may be done or ordered in its place.
        why: reason sentences first, then words quoted from the owner.
    """

    id: str
    name: str
    verdict: KeptBackVerdict
    who: str
    reason: str
    instead: str = ""
    catalogue_id: str = ""
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decomposition:
    """The tree of step ②: problems, sub-issues, pieces of work in the consultant's order."""

    issues: tuple[Issue, ...] = ()
    work_items: tuple[WorkItem, ...] = ()
    kept_back: tuple[KeptBack, ...] = ()

    def work_item(self, work_item_id: str) -> WorkItem:
        """Return one piece of work.

        Raises:
            KeyError: there is none with this id.
        """
        for item in self.work_items:
            if item.id == work_item_id:
                return item
        raise KeyError(work_item_id)

    def ordered_items(self) -> tuple[WorkItem, ...]:
        """Return what goes out as orders, in the consultant's order."""
        return tuple(item for item in self.work_items if item.ordered)

    def with_work_item(self, changed: WorkItem) -> Decomposition:
        """Return the tree with `changed` in the place of the item of the same id, or added last.

        Raises:
            DependencyCycle: its prerequisites lead back to itself.
        """
        known = any(item.id == changed.id for item in self.work_items)
        items = tuple(changed if item.id == changed.id else item for item in self.work_items)
        if not known:
            items = (*items, changed)
        refuse_cycle(items)
        return replace(self, work_items=items)

    def without_work_item(self, work_item_id: str) -> Decomposition:
        """Return the tree without this item; nobody waits for it any more."""
        items = tuple(
            replace(item, after=tuple(a for a in item.after if a != work_item_id))
            if work_item_id in item.after
            else item
            for item in self.work_items
            if item.id != work_item_id
        )
        return replace(self, work_items=items)

    def moved(self, work_item_id: str, steps: int) -> Decomposition:
        """Return the tree with the item moved inside its issue by `steps` places, negative: up."""
        item = self.work_item(work_item_id)
        siblings = [i for i, w in enumerate(self.work_items) if w.issue_id == item.issue_id]
        place = next(n for n, i in enumerate(siblings) if self.work_items[i].id == work_item_id)
        target = min(max(place + steps, 0), len(siblings) - 1)
        order = list(self.work_items)
        order.insert(siblings[target], order.pop(siblings[place]))
        return replace(self, work_items=tuple(order))


def refuse_cycle(items: Iterable[WorkItem]) -> None:
    """Raise if the prerequisites of `items` run in a circle.

    Raises:
        DependencyCycle: carries the names along the circle.
    """
    by_id = {item.id: item for item in items}
    done: set[str] = set()
    for start in by_id:
        trail: list[str] = []
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            current, leaving = stack.pop()
            if leaving:
                done.add(current)
                trail.pop()
                continue
            if current in trail:
                circle = (*trail[trail.index(current) :], current)
                raise DependencyCycle(tuple(by_id[i].name for i in circle))
            if current in done or current not in by_id:
                continue
            trail.append(current)
            stack.append((current, True))
            stack.extend((before, False) for before in by_id[current].after)


def in_working_order(items: Iterable[WorkItem]) -> tuple[WorkItem, ...]:
    """Return the items with every prerequisite before what waits for it.

    Among items that could come next, the given order decides. Prerequisites that are not
    among `items` are taken as already there.

    Raises:
        DependencyCycle: there is no such order.
    """
    pending = list(items)
    refuse_cycle(pending)
    ids = {item.id for item in pending}
    placed: set[str] = set()
    ordered: list[WorkItem] = []
    while pending:
        following = next(
            item for item in pending if all(a in placed for a in item.after if a in ids)
        )
        pending.remove(following)
        placed.add(following.id)
        ordered.append(following)
    return tuple(ordered)
