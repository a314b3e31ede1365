"""Three ways back under the ceiling: later, fewer, simpler; each worked out piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import Catalogue
from cspdesk.domain.decomposition import Decomposition, ProposalState, Verdict, WorkItem
from cspdesk.domain.typed_values import format_yen
from cspdesk.services.budgeting import budget_of, fee_points

_CORE = "core"
_POINTS = 10_000
_LATER_REASON = "予算の上限に収めるため、次の回に送ります。"


class Way(StrEnum):
    """How the sum is brought down."""

    LATER = "later"
    FEWER = "fewer"
    SIMPLER = "simpler"

    @property
    def label(self) -> str:
        """Return the words shown to people."""
        return {
            "later": "効果の小さい仕事を見送る",
            "fewer": "少ない数で試してから増やす",
            "simpler": "中身を絞った簡易版にする",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What happens to one piece of work, and what it costs before and after (yen incl. tax)."""

    before: WorkItem
    after: WorkItem
    words: str

    @property
    def saved_yen(self) -> int:
        """Return what this change saves in rewards."""
        left = (self.after.total_yen or 0) if self.after.ordered else 0
        return (self.before.total_yen or 0) - left


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduction:
    """One way, ready to be taken.

    Attributes:
        saved_yen: what the owner pays less, platform fee included.
        left_yen: what then remains of the ceiling; negative where it is still passed.
    """

    way: Way
    changes: tuple[Change, ...]
    saved_yen: int
    left_yen: int

    @property
    def enough(self) -> bool:
        """Tell whether the ceiling is kept then."""
        return self.left_yen >= 0


def reductions(case: Case, catalogue: Catalogue, on: date) -> tuple[Reduction, ...]:
    """Return up to three ways to keep the ceiling, those that are enough first.

    Nothing is offered while the ceiling is kept or was not told. Each way changes as little
    as it takes; where it cannot be enough, it goes as far as is sensible.
    """
    over = budget_of(case, on).over_yen
    if not over:
        return ()
    points = _POINTS + fee_points(case, on)
    # What has to come off the rewards so that, with the fee on them, the ceiling is kept.
    wanted = -(-over * _POINTS // points)
    tree = case.decomposition
    found = [
        _reduction(case, way, changes, on)
        for way, changes in (
            (Way.LATER, _later(tree, catalogue, wanted)),
            (Way.FEWER, _fewer(tree, catalogue, wanted)),
            (Way.SIMPLER, _simpler(tree, wanted)),
        )
        if changes
    ]
    return tuple(sorted(found, key=lambda reduction: not reduction.enough))


def reduced(case: Case, reduction: Reduction) -> Case:
    """Return the case with the changes of one way made to what is still there."""
    after = {change.before.id: change for change in reduction.changes}
    tree = case.decomposition
    items = tuple(
        after[item.id].after if item.id in after and after[item.id].before == item else item
        for item in tree.work_items
    )
    return replace(case, decomposition=replace(tree, work_items=items))


def _reduction(case: Case, way: Way, changes: tuple[Change, ...], on: date) -> Reduction:
    before = budget_of(case, on)
    trial = Reduction(way=way, changes=changes, saved_yen=0, left_yen=0)
    after = budget_of(reduced(case, trial), on)
    return replace(
        trial,
        saved_yen=before.planned.total_yen - after.planned.total_yen,
        left_yen=after.left_yen or 0,
    )


# ---- later ----


def _later(tree: Decomposition, catalogue: Catalogue, wanted: int) -> tuple[Change, ...]:
    """Postpone what does least for the problem until the sum is saved."""
    core = core_ids(tree, catalogue)
    needed = {a for i in tree.work_items if _goes_on(i) for a in i.after}
    free = [i for i in tree.ordered_items() if i.total_yen and i.id not in needed]
    # Least effect first: not of the core, little said about it, far down in the order.
    place = {item.id: number for number, item in enumerate(tree.work_items)}
    free.sort(key=lambda item: (item.id in core, len(item.why), -place[item.id]))
    if len(free) == len(tree.ordered_items()):
        free = free[:-1]  # something has to be ordered, or nothing changes for the owner
    chosen: list[WorkItem] = []
    for item in free:
        if _total(chosen) >= wanted:
            break
        chosen.append(item)
    for item in list(chosen):
        rest = [other for other in chosen if other is not item]
        if _total(rest) >= wanted:
            chosen = rest
    return tuple(map(_postponed, chosen))


def core_ids(tree: Decomposition, catalogue: Catalogue) -> set[str]:
    """Return the ids of work that the problem trees call the core of its sub-issue."""
    issues = {issue.id: issue.catalogue_id for issue in tree.issues}
    core = {
        (sub.id, link.item_id)
        for problem in catalogue.problems
        for sub in problem.sub_issues
        for link in sub.items
        if link.priority == _CORE
    }
    return {
        item.id
        for item in tree.work_items
        if (issues.get(item.issue_id, ""), item.catalogue_id) in core
    }


def _goes_on(item: WorkItem) -> bool:
    return item.state is ProposalState.ACCEPTED and item.verdict is not Verdict.POSTPONE


def _total(items: Iterable[WorkItem]) -> int:
    return sum(item.total_yen or 0 for item in items)


def _postponed(item: WorkItem) -> Change:
    reason = item.verdict_reason.strip() or _LATER_REASON
    after = replace(item, verdict=Verdict.POSTPONE, verdict_reason=reason)
    words = f"{item.name}を見送る（−{format_yen(item.total_yen or 0)}）"
    return Change(before=item, after=after, words=words)


# ---- fewer ----


def _fewer(tree: Decomposition, catalogue: Catalogue, wanted: int) -> tuple[Change, ...]:
    """Order fewer units, where most can be saved first, never below a sensible trial."""

    def saving(item: WorkItem) -> int:
        return (item.quantity - _trial(item, catalogue)) * (item.unit_price_yen or 0)

    def change(item: WorkItem, missing: int) -> Change:
        price = item.unit_price_yen or 1
        units = min(-(-missing // price), item.quantity - _trial(item, catalogue))
        return _with_quantity(item, item.quantity - units)

    return _greedy(tree.ordered_items(), saving, change, wanted)


def _trial(item: WorkItem, catalogue: Catalogue) -> int:
    """Return the least number worth ordering: the template's least, else a third of the plan."""
    entry = catalogue.item(item.catalogue_id)
    least = entry.quantity[0] if entry is not None else -(-item.quantity // 3)
    return min(max(least, 1), item.quantity)


def _with_quantity(item: WorkItem, quantity: int) -> Change:
    share = quantity / item.quantity
    fixed = item.starts_on is not None or item.due_on is not None
    remark = (
        f"予算のため {item.quantity:,}{item.unit}から {quantity:,}{item.unit}に"
        "減らしました。残りは出来を見てから頼みます。"
    )
    after = replace(
        item,
        quantity=quantity,
        hours=None if item.hours is None else round(item.hours * share, 1),
        days=item.days
        if item.days is None or fixed
        else max(-(-item.days * quantity // item.quantity), 1),
        note=_joined(item.note, remark),
    )
    saved = (item.total_yen or 0) - (after.total_yen or 0)
    words = (
        f"{item.name}を {item.quantity:,}{item.unit}から {quantity:,}{item.unit}に"
        f"（−{format_yen(saved)}）"
    )
    return Change(before=item, after=after, words=words)


# ---- simpler ----


def _simpler(tree: Decomposition, wanted: int) -> tuple[Change, ...]:
    """Narrow the content down to what the low end of the usual range pays for."""

    def saving(item: WorkItem) -> int:
        low, price = item.price_low_yen, item.unit_price_yen
        return 0 if low is None or price is None else max(price - low, 0) * item.quantity

    def change(item: WorkItem, missing: int) -> Change:
        del missing  # a version in between has no usual price that could be named
        return _simple(item)

    return _greedy(tree.ordered_items(), saving, change, wanted)


def _simple(item: WorkItem) -> Change:
    low = item.price_low_yen or 0
    remark = (
        f"予算のため簡易版にします（1{item.unit} {format_yen(item.unit_price_yen or 0)}から"
        f"目安の下限 {format_yen(low)}へ）。点数・ページ・修正の回数など、減らす中身を"
        "依頼文に書きます。中身を減らさずに金額だけを下げません。"
    )
    after = replace(item, unit_price_yen=low, note=_joined(item.note, remark))
    saved = (item.total_yen or 0) - (after.total_yen or 0)
    words = f"{item.name}を簡易版に（−{format_yen(saved)}）"
    return Change(before=item, after=after, words=words)


def _greedy(
    items: Sequence[WorkItem],
    saving: Callable[[WorkItem], int],
    change: Callable[[WorkItem, int], Change],
    wanted: int,
) -> tuple[Change, ...]:
    """Change the fewest pieces: one that is enough by itself, else the largest savings first."""
    worth = sorted((i for i in items if saving(i) > 0), key=saving, reverse=True)
    alone = [item for item in worth if saving(item) >= wanted]
    if alone:
        return (change(alone[-1], wanted),)
    made: list[Change] = []
    missing = wanted
    for item in worth:
        if missing <= 0:
            break
        made.append(change(item, missing))
        missing -= made[-1].saved_yen
    return tuple(made)


def _joined(note: str, remark: str) -> str:
    return f"{note}\n{remark}" if note.strip() else remark
