"""The plan of a case: days, room and the critical path of its work, and its sums."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cspdesk.domain.decomposition import ProposalState, Verdict, WorkItem, in_working_order
from cspdesk.services.order_days import OrderDays, StageDays
from cspdesk.services.order_stages import order_days_of
from cspdesk.services.working_days import (
    first_of,
    from_working_day,
    last_of,
    next_working_day,
    previous_working_day,
    working_days_between,
    working_days_in,
)

_DAYS_PER_WEEK = 7
# Work without a usual length still takes a place in the plan.
_DEFAULT_DAYS = 7
LONGEST_DAYS = 3_650
"""Ten years: what is longer was typed by mistake, and sums of it run out of the calendar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Days of one stage of an order, both included."""

    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Planned days of one piece of work, both included.

    Attributes:
        starts_on, due_on: of the work itself, from contract to delivery.
        before, after: what the order takes around it, e.g. 募集 and 検収; none where the work
            is not ordered.
        made_while_open: the work is done while the posting is open; the consultant's first day
            is then that of the posting.
        preparing: days on which the client gets ready before the posting; none where nothing
            has to be prepared.
        slack_days: working days by which it may be late without moving the end of the whole;
            None for a mere proposal beside accepted work.
    """

    work_item_id: str
    starts_on: date
    due_on: date
    before: tuple[Stage, ...] = ()
    after: tuple[Stage, ...] = ()
    made_while_open: bool = False
    slack_days: int | None = None
    preparing: Stage | None = None

    @property
    def begins_on(self) -> date:
        """Return the first day of all, on which the posting goes out."""
        return self.before[0].starts_on if self.before else self.starts_on

    @property
    def told_on(self) -> date:
        """Return the first day as the consultant tells it for a piece of work."""
        return self.begins_on if self.made_while_open else self.starts_on

    @property
    def ends_on(self) -> date:
        """Return the last day of all, on which the delivery is accepted."""
        return self.after[-1].ends_on if self.after else self.due_on

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Return all stages in their order, the work itself among them."""
        ready = (self.preparing,) if self.preparing is not None else ()
        work = Stage(name="作業", starts_on=self.starts_on, ends_on=self.due_on)
        return (*ready, *self.before, work, *self.after)

    @property
    def critical(self) -> bool:
        """Tell whether any delay here makes the whole late (it lies on the critical path)."""
        return self.slack_days == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums over what is ordered.

    Attributes:
        planned_yen: sum of planned totals, yen incl. tax; items without a price are left out.
        low_yen, high_yen: sums of the usual ranges, yen incl. tax; None if no range is known.
        unpriced: how many ordered items have no price yet.
        budget_yen: the ceiling; None when not told.
        weeks: from the first posting to the last acceptance, in started weeks; 0 = no plan.
    """

    ordered: int
    planned_yen: int
    low_yen: int | None
    high_yen: int | None
    unpriced: int
    budget_yen: int | None
    weeks: int
    ends_on: date | None

    @property
    def left_yen(self) -> int | None:
        """Return what remains of the budget (negative = over); None without a budget."""
        return None if self.budget_yen is None else self.budget_yen - self.planned_yen


class PlanningService:
    """Adds up and lays out the work of a case; `order_days` tells what an order takes beside."""

    def __init__(self, order_days: Callable[[WorkItem], OrderDays | None] = order_days_of) -> None:
        self._order_days = order_days

    def schedule(
        self, items: Iterable[WorkItem], start: date, at_once: int | None = None
    ) -> tuple[Span, ...]:
        """Return the planned days of all work that is not rejected or postponed.

        Days the consultant fixed are kept; what comes before an order is counted back from
        them. All else goes out on `start` or on the working day after the last prerequisite is
        accepted, lasts its usual length in working days, and ends on a working day. Work that
        waits for nothing of the rest comes in the given order.

        Args:
            items: the work of a case.
            start: first day of the plan.
            at_once: how many pieces may be worked on side by side; None = as many as there
                are. Postings that wait for answers do not count.

        Raises:
            DependencyCycle: prerequisites run in a circle.
        """
        planned = [
            item
            for item in items
            if item.state is not ProposalState.REJECTED and item.verdict is not Verdict.POSTPONE
        ]
        plan = _Plan(start, at_once, self._order_days)
        order = in_working_order(planned)
        # What is fixed stands in any case; the rest finds its place around it.
        for item in (*filter(_fixed, order), *(i for i in order if not _fixed(i))):
            plan.place(item)
        spans = _with_slack(order, plan.spans, plan.waits)
        return tuple(spans[item.id] for item in planned)

    def totals(
        self,
        items: Iterable[WorkItem],
        budget_yen: int | None,
        start: date,
        at_once: int | None = None,
    ) -> Totals:
        """Return the sums over what goes out as orders.

        Raises:
            DependencyCycle: prerequisites run in a circle.
        """
        ordered = [item for item in items if item.ordered]
        spans = self.schedule(ordered, start, at_once)
        ends_on = max((span.ends_on for span in spans), default=None)
        first = min((span.begins_on for span in spans), default=None)
        weeks = 0
        if first is not None and ends_on is not None:
            weeks = ((ends_on - first).days // _DAYS_PER_WEEK) + 1
        return Totals(
            ordered=len(ordered),
            planned_yen=sum(item.total_yen or 0 for item in ordered),
            low_yen=_range_sum(ordered, low=True),
            high_yen=_range_sum(ordered, low=False),
            unpriced=sum(1 for item in ordered if item.unit_price_yen is None),
            budget_yen=budget_yen,
            weeks=weeks,
            ends_on=ends_on,
        )


def _fixed(item: WorkItem) -> bool:
    return item.starts_on is not None or item.due_on is not None


class _Plan:
    """Places pieces of work one by one; `waits` says who had to wait for a free hand."""

    def __init__(
        self,
        start: date,
        at_once: int | None,
        order_days: Callable[[WorkItem], OrderDays | None],
    ) -> None:
        self._start = start
        self._at_once = at_once
        self._order_days = order_days
        self.spans: dict[str, Span] = {}
        self.waits: dict[str, tuple[str, ...]] = {}

    def place(self, item: WorkItem) -> None:
        """Give one piece its days; its prerequisites are placed, or fixed elsewhere."""
        around = self._order_days(item)
        days = min(item.days or _DEFAULT_DAYS, LONGEST_DAYS)
        length = working_days_in(around.days_of_work(days) if around is not None else days)
        before = around.before if around is not None else ()
        open_ = around is not None and around.made_while_open
        if item.starts_on is None:
            begin = self._earliest(item, around)
        else:
            begin = _after(item.starts_on, before) if open_ else item.starts_on
        if item.starts_on is None and item.due_on is None:
            begin = self._free_from(item.id, begin, length)
        due_on = item.due_on or last_of(begin, length)
        begin = min(begin, due_on)
        leading = _leading_to(begin, before)
        posted = leading[0].starts_on if leading else begin
        ready = around.preparing if around is not None else None
        self.spans[item.id] = Span(
            work_item_id=item.id,
            starts_on=begin,
            due_on=due_on,
            made_while_open=open_,
            before=leading,
            after=_following(due_on, around.after if around is not None else ()),
            preparing=_leading_to(posted, (ready,))[0] if ready is not None else None,
        )

    def _earliest(self, item: WorkItem, around: OrderDays | None) -> date:
        """Return the first day of work if the posting goes out as soon as it can.

        The client gets ready from the first day of the plan, also while other work goes on.
        """
        done = [self.spans[a].ends_on for a in item.after if a in self.spans]
        before = around.before if around is not None else ()
        ready = (around.preparing,) if around is not None and around.preparing else ()
        start = _after(from_working_day(self._start), ready)
        posted = max((start, *(next_working_day(day) for day in done)))
        return _after(posted, before)

    def _free_from(self, item_id: str, begin: date, length: int) -> date:
        """Return the first day from which a piece never is one too many."""
        if self._at_once is None:
            return begin
        while True:
            end = last_of(begin, length)
            beside = [s for s in self.spans.values() if s.starts_on <= end and s.due_on >= begin]
            crowded = [day for day in self._counted(beside, begin) if day[1] >= self._at_once]
            if not crowded:
                return begin
            running = [s for s in beside if s.starts_on <= crowded[-1][0] <= s.due_on]
            first_free = min(running, key=lambda span: span.due_on)
            self.waits[item_id] = (first_free.work_item_id,)
            begin = next_working_day(first_free.due_on)

    def _counted(self, beside: Sequence[Span], begin: date) -> list[tuple[date, int]]:
        """Return how many run on the days on which their number can grow."""
        days = sorted({begin, *(s.starts_on for s in beside if s.starts_on > begin)})
        return [(d, sum(1 for s in beside if s.starts_on <= d <= s.due_on)) for d in days]


def _after(posted_on: date, stages: Sequence[StageDays]) -> date:
    """Return the first day after these stages; the day itself where there are none."""
    waiting = sum(working_days_in(stage.days) for stage in stages)
    return next_working_day(last_of(posted_on, waiting)) if waiting else posted_on


def _leading_to(begin: date, stages: Sequence[StageDays]) -> tuple[Stage, ...]:
    found: list[Stage] = []
    for stage in reversed(stages):
        last = previous_working_day(begin)
        begin = first_of(last, working_days_in(stage.days))
        found.insert(0, Stage(name=stage.name, starts_on=begin, ends_on=last))
    return tuple(found)


def _following(due_on: date, stages: Sequence[StageDays]) -> tuple[Stage, ...]:
    found: list[Stage] = []
    for stage in stages:
        begin = next_working_day(due_on)
        due_on = last_of(begin, working_days_in(stage.days))
        found.append(Stage(name=stage.name, starts_on=begin, ends_on=due_on))
    return tuple(found)


def _with_slack(
    order: Sequence[WorkItem], spans: Mapping[str, Span], waits: Mapping[str, tuple[str, ...]]
) -> dict[str, Span]:
    """Return the spans with their slack, from the end of the whole backwards."""
    accepted = [item for item in order if item.state is ProposalState.ACCEPTED]
    counted = accepted or list(order)
    found = dict(spans)
    if not counted:
        return found
    end = max(spans[item.id].ends_on for item in counted)
    latest = {item.id: end for item in counted}
    # By their beginning, so that who waits for a free hand comes after who gives it.
    for item in sorted(counted, key=lambda i: spans[i.id].starts_on, reverse=True):
        span = spans[item.id]
        posted = _shifted_back(span.begins_on, span.ends_on, latest[item.id])
        worked = _shifted_back(span.starts_on, span.ends_on, latest[item.id])
        for before in item.after:
            if before in latest:
                latest[before] = min(latest[before], previous_working_day(posted))
        for before in waits.get(item.id, ()):
            if before in latest:
                # The hand is free when the work is delivered; accepting it comes later still.
                checked = working_days_between(spans[before].due_on, spans[before].ends_on)
                free = last_of(previous_working_day(worked), max(checked, 1))
                latest[before] = min(latest[before], free)
        slack = working_days_between(span.ends_on, latest[item.id]) - 1
        found[item.id] = replace(span, slack_days=max(slack, 0))
    return found


def _shifted_back(first: date, last: date, latest: date) -> date:
    """Return where `first` comes to lie if `last` is put off to `latest`."""
    return first_of(latest, max(working_days_between(first, last), 1))


def _range_sum(items: Iterable[WorkItem], *, low: bool) -> int | None:
    ends = [(item.price_low_yen if low else item.price_high_yen, item.quantity) for item in items]
    known = [price * quantity for price, quantity in ends if price is not None]
    return sum(known) if known else None
