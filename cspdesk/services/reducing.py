"""Ways back under the ceiling: later, fewer, simpler, by oneself; worked out piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import Catalogue
from cspdesk.domain.decomposition import Decomposition, ProposalState, Verdict, WorkItem
from cspdesk.domain.typed_values import format_yen
from cspdesk.services.budgeting import budget_of, fee_points
from cspdesk.services.wishes import load_wish_words, most_wanted_first

_POINTS = 10_000
_MOST_WAYS = 3
_LATER_REASON = "予算の上限に収めるため、次の回に送ります。"


class Way(StrEnum):
    """How the sum is brought down."""

    LATER = "later"
    FEWER = "fewer"
    SIMPLER = "simpler"
    OWN_HANDS = "own_hands"
    SIMPLER_LATER = "simpler_later"
    SIMPLER_OWN_HANDS = "simpler_own_hands"
    MAIN_ONLY = "main_only"

    @property
    def label(self) -> str:
        """Return the words shown to people."""
        return {
            "later": "一番の望みを残し、ほかを次の回に送る",
            "fewer": "少ない数で試してから増やす",
            "simpler": "中身を絞った簡易版にする",
            "own_hands": "一部を社内で行う",
            "simpler_later": "簡易版にしたうえで、残りを次の回に送る",
            "simpler_own_hands": "簡易版にしたうえで、一部を社内で行う",
            "main_only": "一番の望みだけを頼む",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What happens to one piece of work, and what it costs before and after (yen incl. tax).

    Attributes:
        words: what is done, with what it saves.
        gives_up: what the owner does without for it.
    """

    before: WorkItem
    after: WorkItem
    words: str
    gives_up: str

    @property
    def saved_yen(self) -> int:
        """Return what this change saves in rewards."""
        left = (self.after.total_yen or 0) if self.after.ordered else 0
        return (self.before.total_yen or 0) - left


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduction:
    """One way, ready to be taken.

    Attributes:
        total_yen: what the owner then pays, platform fee included as far as it is known.
        saved_yen: what the owner pays less, platform fee included.
        left_yen: what then remains of the ceiling; negative where it is still passed.
        keeps: names of what is still ordered, what was asked for most first.
    """

    way: Way
    changes: tuple[Change, ...]
    total_yen: int
    saved_yen: int
    left_yen: int
    keeps: tuple[str, ...]

    @property
    def enough(self) -> bool:
        """Tell whether the ceiling is kept then."""
        return self.left_yen >= 0

    @property
    def gives_up(self) -> tuple[str, ...]:
        """Return what the owner does without, each thing once."""
        return tuple(dict.fromkeys(change.gives_up for change in self.changes))


def reductions(case: Case, catalogue: Catalogue, on: date) -> tuple[Reduction, ...]:
    """Return up to three ways to keep the ceiling, those that are enough first.

    Nothing is offered while the ceiling is kept or neither entered nor told. Each way changes
    as little as it takes; where it cannot be enough, it goes as far as is sensible. What the owner
    asked for most is ordered in every way. Where no single way is enough, they are joined;
    one that does not even save half of what is missing is left out beside better ones.
    """
    over = budget_of(case, on).over_yen
    if not over:
        return ()
    points = _POINTS + fee_points(case, on)
    # What has to come off the rewards so that, with the fee on them, the ceiling is kept.
    wanted = -(-over * _POINTS // points)
    tree = case.decomposition
    wishes = most_wanted_first(case, tree.ordered_items(), catalogue)
    found = [
        _reduction(case, way, changes, wishes, on)
        for way, changes in (
            (Way.LATER, _later(tree, wishes, wanted)),
            (Way.FEWER, _fewer(tree, catalogue, wanted)),
            (Way.SIMPLER, _simpler(tree, wanted)),
            (Way.OWN_HANDS, _own_hands(wishes, wanted)),
        )
        if changes
    ]
    if not any(reduction.enough for reduction in found):
        joined = (
            _reduction(case, way, changes, wishes, on)
            for way, changes in _two_in_one(tree, wishes, wanted)
        )
        found = [*_different(joined), *found]
    worth = [way for way in found if way.enough or way.saved_yen * 2 >= over]
    return tuple(sorted(worth or found, key=lambda reduction: not reduction.enough))[:_MOST_WAYS]


def reduced(case: Case, reduction: Reduction) -> Case:
    """Return the case with the changes of one way made to what is still there."""
    return _with_changes(case, reduction.changes)


def _with_changes(case: Case, changes: Iterable[Change]) -> Case:
    after = {change.before.id: change for change in changes}
    tree = case.decomposition
    items = tuple(
        after[item.id].after if item.id in after and after[item.id].before == item else item
        for item in tree.work_items
    )
    return replace(case, decomposition=replace(tree, work_items=items))


def _reduction(
    case: Case, way: Way, changes: tuple[Change, ...], wishes: Sequence[WorkItem], on: date
) -> Reduction:
    changed = _with_changes(case, changes)
    before, after = budget_of(case, on), budget_of(changed, on)
    ordered = {item.id for item in changed.decomposition.ordered_items()}
    return Reduction(
        way=way,
        changes=changes,
        total_yen=after.planned.total_yen,
        saved_yen=before.planned.total_yen - after.planned.total_yen,
        left_yen=after.left_yen or 0,
        keeps=tuple(item.name for item in wishes if item.id in ordered),
    )


# ---- later ----


def _later(tree: Decomposition, wishes: Sequence[WorkItem], wanted: int) -> tuple[Change, ...]:
    """Postpone what was asked for least until the sum is saved, never the main wish."""
    return tuple(map(_postponed, _to_postpone(tree, wishes, wanted)))


def _to_postpone(
    tree: Decomposition, wishes: Sequence[WorkItem], wanted: int
) -> tuple[WorkItem, ...]:
    """Return what goes, least wanted first; work that others wait for goes only after them."""
    chosen: list[WorkItem] = []
    while _total(chosen) < wanted:
        rest = [item for item in wishes[1:] if item.total_yen and item not in chosen]
        free = [item for item in rest if item.id not in _needed(tree, chosen)]
        if not free:
            break
        chosen.append(free[-1])
    # What the last and largest made superfluous stays, the most wanted first.
    for item in reversed(list(chosen)):
        rest = [other for other in chosen if other is not item]
        if _total(rest) >= wanted and not set(item.after) & {other.id for other in rest}:
            chosen = rest
    return tuple(chosen)


def _needed(tree: Decomposition, gone: Sequence[WorkItem]) -> set[str]:
    """Return the ids of work that some piece waits for which is still done."""
    return {
        a for item in tree.work_items if _goes_on(item) and item not in gone for a in item.after
    }


def _goes_on(item: WorkItem) -> bool:
    return item.state is ProposalState.ACCEPTED and item.verdict is not Verdict.POSTPONE


def _total(items: Iterable[WorkItem]) -> int:
    return sum(item.total_yen or 0 for item in items)


def _postponed(item: WorkItem) -> Change:
    reason = item.verdict_reason.strip() or _LATER_REASON
    after = replace(item, verdict=Verdict.POSTPONE, verdict_reason=reason)
    words = f"{item.name}を見送る（−{format_yen(item.total_yen or 0)}）"
    return Change(
        before=item, after=after, words=words, gives_up=f"「{item.name}」は今回できません"
    )


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
    left = f"{item.quantity - quantity:,}{item.unit}"
    return Change(
        before=item, after=after, words=words, gives_up=f"「{item.name}」の残り{left}は後になります"
    )


# ---- simpler ----


def _simpler(tree: Decomposition, wanted: int) -> tuple[Change, ...]:
    """Narrow the content down to what the low end of the usual range pays for."""

    def change(item: WorkItem, missing: int) -> Change:
        del missing  # a version in between has no usual price that could be named
        return _simple(item)

    return _greedy(tree.ordered_items(), _simple_saving, change, wanted)


def _simple_saving(item: WorkItem) -> int:
    low, price = item.price_low_yen, item.unit_price_yen
    return 0 if low is None or price is None else max(price - low, 0) * item.quantity


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
    less = f"「{item.name}」の点数・ページ・修正の回数などを減らします"
    return Change(before=item, after=after, words=words, gives_up=less)


# ---- by oneself ----


def _own_hands(wishes: Sequence[WorkItem], wanted: int) -> tuple[Change, ...]:
    """Let the firm do what it can, beginning with what was asked for least; not the main wish."""
    changes: list[Change] = []
    for item in reversed(wishes[1:]):
        if sum(change.saved_yen for change in changes) >= wanted:
            break
        if item.total_yen and (change := _by_oneself(item)) is not None:
            changes.append(change)
    for change in reversed(list(changes)):
        rest = [other for other in changes if other is not change]
        if sum(other.saved_yen for other in rest) >= wanted:
            changes = rest
    return tuple(changes)


def _by_oneself(item: WorkItem) -> Change | None:
    known = load_wish_words().own_hands
    found = next((own for own in known if item.catalogue_id in own.items), None)
    if found is None:
        return None
    reason = item.verdict_reason.strip() or f"予算の上限に収めるため、{found.how}。"
    after = replace(item, verdict=Verdict.IN_HOUSE, verdict_reason=reason)
    words = f"{item.name}を社内で行う。{found.how}（−{format_yen(item.total_yen or 0)}）"
    less = f"「{item.name}」は、{found.gives_up}を譲ります"
    return Change(before=item, after=after, words=words, gives_up=less)


# ---- joined ----


def _two_in_one(
    tree: Decomposition, wishes: Sequence[WorkItem], wanted: int
) -> tuple[tuple[Way, tuple[Change, ...]], ...]:
    """Return the ways that join two others; of each what is left has its simple version."""
    simple = {item.id: _simple(item) for item in wishes if _simple_saving(item) > 0}
    small = {item_id: change.after for item_id, change in simple.items()}
    cheap = [small.get(item.id, item) for item in wishes]
    trimmed = replace(tree, work_items=tuple(small.get(i.id, i) for i in tree.work_items))
    missing = wanted - sum(change.saved_yen for change in simple.values())
    later = {item.id for item in _to_postpone(trimmed, cheap, missing)}
    own = {change.before.id for change in _own_hands(cheap, missing)}
    alone = _but_main(tree, wishes)
    return tuple(
        (way, _restored(wishes, gone, simple, wanted, make))
        for way, gone, make in (
            (Way.SIMPLER_LATER, later, _postponed),
            (Way.SIMPLER_OWN_HANDS, own, _by_oneself),
            (Way.MAIN_ONLY, alone, _postponed),
        )
        if gone
    )


def _but_main(tree: Decomposition, wishes: Sequence[WorkItem]) -> set[str]:
    """Return the ids of all orders but the main wish and what it waits for."""
    by_id = {item.id: item for item in tree.work_items}
    kept: set[str] = set()
    pending = [item.id for item in wishes[:1]]
    while pending:
        current = pending.pop()
        if current in by_id and current not in kept:
            kept.add(current)
            pending.extend(by_id[current].after)
    return {item.id for item in wishes if item.id not in kept and item.total_yen}


def _restored(
    wishes: Sequence[WorkItem],
    gone: set[str],
    simple: Mapping[str, Change],
    wanted: int,
    make: Callable[[WorkItem], Change | None],
) -> tuple[Change, ...]:
    """Return the changes; what stays has its full version as far as the sum allows.

    The most wanted gets it first.
    """
    spare = sum(c.saved_yen for item_id, c in simple.items() if item_id not in gone)
    spare += _total(item for item in wishes if item.id in gone) - wanted
    changes: list[Change] = []
    for item in wishes:
        if item.id in gone:
            change = make(item)
            changes += [] if change is None else [change]
        elif item.id in simple and simple[item.id].saved_yen <= spare:
            spare -= simple[item.id].saved_yen
        elif item.id in simple:
            changes.append(simple[item.id])
    return tuple(changes)


def _different(ways: Iterable[Reduction]) -> list[Reduction]:
    """Leave out what comes to the same as a way before it."""
    found: list[Reduction] = []
    for way in ways:
        ends = {(change.after.id, change.after.verdict, change.saved_yen) for change in way.changes}
        if not any(
            ends == {(c.after.id, c.after.verdict, c.saved_yen) for c in other.changes}
            for other in found
        ):
            found.append(way)
    return found


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
