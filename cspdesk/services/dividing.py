"""分ける and まとめる: one piece of work made several, several made one; nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from cspdesk.domain.case import Case
from cspdesk.domain.decomposition import ProposalState, WorkItem, refuse_cycle

FEWEST_PARTS, MOST_PARTS = 2, 10
"""How many pieces one may become; more are typed by mistake."""
_SET = "式"
_STRICTEST_FIRST = ("yes", "possible", "", "none")
_PIECE_NAME = re.compile(r"(.+)（(\d+)/(\d+)）", re.DOTALL)


def can_divide(item: WorkItem) -> bool:
    """Tell whether a piece of work may be divided; one that was taken off may not."""
    return item.state is not ProposalState.REJECTED


def divided(case: Case, item_id: str, parts: int, new_id: Callable[[], str]) -> Case:
    """Return the case with one piece of work as `parts` pieces in its place.

    Several units are shared out, and the pieces can be made side by side. A single unit
    becomes stages of which each waits for the one before. Money, hours and days add up to
    what they were. The first piece keeps the id and with it posting and chosen format;
    whoever waited for the whole now waits for every piece.

    Raises:
        KeyError: there is no such piece of work.
        ValueError: `parts` is below `FEWEST_PARTS` or above `MOST_PARTS`.
    """
    item = case.decomposition.work_item(item_id)
    if not FEWEST_PARTS <= parts <= MOST_PARTS:
        raise ValueError(f"parts must be {FEWEST_PARTS} to {MOST_PARTS}, got {parts}")
    if item.quantity >= parts:
        pieces = _shares(item, parts, new_id)
    else:
        pieces = _stages(item, parts, new_id)
    ids = tuple(piece.id for piece in pieces)
    items: list[WorkItem] = []
    for other in case.decomposition.work_items:
        if other.id == item_id:
            items += pieces
        else:
            items.append(replace(other, after=_put_in(other.after, item_id, ids)))
    return replace(case, decomposition=replace(case.decomposition, work_items=tuple(items)))


def _put_in(after: tuple[str, ...], old: str, new: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(n for a in after for n in (new if a == old else (a,)))


def _shares(item: WorkItem, parts: int, new_id: Callable[[], str]) -> list[WorkItem]:
    quantities = _shared(item.quantity, parts)
    hours = _shared_hours(item.hours, quantities)
    return [
        replace(
            _piece(item, number, parts, new_id),
            quantity=quantity,
            hours=hours[number],
            # The first and largest share decides how long the pieces take side by side.
            days=None if item.days is None else -(-item.days * quantity // item.quantity),
        )
        for number, quantity in enumerate(quantities)
    ]


def _stages(item: WorkItem, parts: int, new_id: Callable[[], str]) -> list[WorkItem]:
    # Fewer units than pieces: every stage works on all of them, at its share of the price.
    prices = _shared_price(item.unit_price_yen, parts)
    lows, highs = (_shared_price(p, parts) for p in (item.price_low_yen, item.price_high_yen))
    hours = _shared_hours(item.hours, [1] * parts)
    days = _shared_days(item.days, parts)
    pieces: list[WorkItem] = []
    for number in range(parts):
        piece = replace(
            _piece(item, number, parts, new_id),
            unit_price_yen=prices[number],
            price_low_yen=lows[number],
            price_high_yen=highs[number],
            hours=hours[number],
            days=days[number],
        )
        if pieces:
            piece = replace(piece, after=(pieces[-1].id,))
        pieces.append(piece)
    return _with_dates(item, pieces)


def _piece(item: WorkItem, number: int, parts: int, new_id: Callable[[], str]) -> WorkItem:
    name = f"{item.name}（{number + 1}/{parts}）"
    if number == 0:
        return replace(item, name=name)
    # The format was decided for the whole; each further piece is decided by itself.
    return replace(item, id=new_id(), name=name, format_decision=None)


def _with_dates(whole: WorkItem, pieces: list[WorkItem]) -> list[WorkItem]:
    """Share a period fixed by the consultant out to the stages, in days and without gaps."""
    if whole.starts_on is None or whole.due_on is None:
        last = len(pieces) - 1
        return [
            replace(
                piece,
                starts_on=whole.starts_on if number == 0 else None,
                due_on=whole.due_on if number == last else None,
            )
            for number, piece in enumerate(pieces)
        ]
    length = max((whole.due_on - whole.starts_on).days + 1, 1)
    dated: list[WorkItem] = []
    start = whole.starts_on
    for piece, days in zip(pieces, _shared(length, len(pieces)), strict=True):
        # A period shorter than the stages puts the last of them on its last day.
        begin = min(start, whole.due_on)
        end = min(begin + timedelta(days=max(days - 1, 0)), whole.due_on)
        dated.append(replace(piece, starts_on=begin, due_on=end))
        start = end + timedelta(days=1)
    return dated


def _shared(total: int, parts: int) -> list[int]:
    """Return `total` in nearly equal whole parts, the larger ones first."""
    share, rest = divmod(total, parts)
    return [share + (1 if number < rest else 0) for number in range(parts)]


def _shared_price(yen: int | None, parts: int) -> list[int | None]:
    return [None] * parts if yen is None else list(_shared(yen, parts))


def _shared_hours(hours: float | None, weights: Sequence[int]) -> list[float | None]:
    """Return hours by weight in tenths; the first part takes what the rounding leaves."""
    if hours is None:
        return [None] * len(weights)
    tenths, whole = round(hours * 10), sum(weights)
    parts = [tenths * weight // whole for weight in weights]
    first = hours - sum(parts[1:]) / 10
    return [round(first, 4), *(part / 10 for part in parts[1:])]


def _shared_days(days: int | None, parts: int) -> list[int | None]:
    # A stage takes at least a day, however short the whole was.
    return [None] * parts if days is None else [max(part, 1) for part in _shared(days, parts)]


def can_merge(items: Sequence[WorkItem]) -> bool:
    """Tell whether pieces of work may become one: two or more, of one verdict, none taken off."""
    usable = all(item.state is not ProposalState.REJECTED for item in items)
    return len(items) > 1 and usable and len({item.verdict for item in items}) == 1


def merged(case: Case, item_ids: Iterable[str]) -> Case:
    """Return the case with these pieces of work as one, in the place of the first.

    The others stay among what was taken off, with their postings and all that was typed, so
    that no search proposes them again and each can be brought back. Where only one of them
    had a posting, the merged piece goes on with it.

    Raises:
        DependencyCycle: work in between would have to come before and after the merged piece.
        ValueError: the pieces cannot be merged (see `can_merge`).
    """
    wanted = set(item_ids)
    tree = case.decomposition
    parts = [item for item in tree.work_items if item.id in wanted]
    if not can_merge(parts):
        raise ValueError("only two or more pieces of the same verdict can be merged")
    whole = _whole(parts)
    items = tuple(
        whole if item.id == whole.id else _absorbed(item, whole, wanted) for item in tree.work_items
    )
    refuse_cycle(items)
    changed = replace(case, decomposition=replace(tree, work_items=items))
    return _with_posting_of(changed, whole.id, parts)


def _absorbed(item: WorkItem, whole: WorkItem, wanted: set[str]) -> WorkItem:
    if item.id not in wanted:
        mapped = (whole.id if a in wanted else a for a in item.after)
        return replace(item, after=tuple(dict.fromkeys(mapped)))
    note = _lines((item.note, f"「{whole.name}」にまとめました。"))
    return replace(item, state=ProposalState.REJECTED, note=note)


def _with_posting_of(case: Case, whole_id: str, parts: Sequence[WorkItem]) -> Case:
    """Hand a posting over to the merged piece where exactly one of the others has one."""
    if case.posting_for(whole_id) is not None:
        return case
    ids = {part.id for part in parts}
    written = [posting for posting in case.postings if posting.work_item_id in ids]
    if len(written) != 1:
        return case
    postings = tuple(
        replace(posting, work_item_id=whole_id) if posting is written[0] else posting
        for posting in case.postings
    )
    return replace(case, postings=postings)


def _whole(parts: Sequence[WorkItem]) -> WorkItem:
    first, ids = parts[0], {part.id for part in parts}
    after = dict.fromkeys(a for part in parts for a in part.after if a not in ids)
    hours = [part.hours for part in parts if part.hours is not None]
    accepted = any(part.state is ProposalState.ACCEPTED for part in parts)
    starts = [part.starts_on for part in parts if part.starts_on is not None]
    dues = [part.due_on for part in parts if part.due_on is not None]
    whole = replace(
        first,
        name=_undivided(parts) or "・".join(dict.fromkeys(part.name for part in parts)),
        state=ProposalState.ACCEPTED if accepted else first.state,
        deliverable=_lines(part.deliverable for part in parts),
        verdict_reason=_lines(part.verdict_reason for part in parts),
        who=_one_line(part.who for part in parts),
        rights_note=_lines(part.rights_note for part in parts),
        note=_lines(part.note for part in parts),
        inputs=_union(part.inputs for part in parts),
        skills=_union(part.skills for part in parts),
        acceptance=_union(part.acceptance for part in parts),
        why=_union(part.why for part in parts),
        withholding=_common({part.withholding for part in parts}, "要確認"),
        personal_data=min((p.personal_data for p in parts), key=_strictness),
        after=tuple(after),
        hours=round(sum(hours), 4) if hours else None,
        days=_days(parts),
        starts_on=_fixed(starts, min),
        due_on=_fixed(dues, max),
    )
    return _priced(whole, parts)


def _fixed(days: list[date], choose: Callable[[list[date]], date]) -> date | None:
    return choose(days) if days else None


def _priced(whole: WorkItem, parts: Sequence[WorkItem]) -> WorkItem:
    """Keep the unit where all have the same price for it; else count one set at the sum.

    Stages of one piece were each made on all of its units: these are as many as before.
    """
    basis = _lines(part.price_basis for part in parts)
    if _are_stages(parts):
        return replace(
            whole,
            unit_price_yen=_all(part.unit_price_yen for part in parts),
            price_low_yen=_all(part.price_low_yen for part in parts),
            price_high_yen=_all(part.price_high_yen for part in parts),
            price_basis=basis,
        )
    if len({(p.unit, p.unit_price_yen, p.price_low_yen, p.price_high_yen) for p in parts}) == 1:
        return replace(whole, quantity=sum(p.quantity for p in parts), price_basis=basis)
    counts = "、".join(f"{part.name} {part.quantity:,}{part.unit}" for part in parts)
    unpriced = "、".join(part.name for part in parts if part.unit_price_yen is None)
    remark = f"金額を決めていない仕事：{unpriced}" if unpriced else ""
    return replace(
        whole,
        deliverable=_lines((whole.deliverable, f"内訳：{counts}")),
        note=_lines((whole.note, remark)),
        quantity=1,
        unit=_SET,
        unit_price_yen=_sum(part.total_yen for part in parts),
        price_low_yen=_all(_times(part.price_low_yen, part.quantity) for part in parts),
        price_high_yen=_all(_times(part.price_high_yen, part.quantity) for part in parts),
        price_basis=basis,
    )


def _times(yen: int | None, quantity: int) -> int | None:
    return None if yen is None else yen * quantity


def _sum(amounts: Iterable[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _all(amounts: Iterable[int | None]) -> int | None:
    """Return the sum, None where one is unknown: half a range would look like a whole one."""
    found = list(amounts)
    return None if any(amount is None for amount in found) else _sum(found)


def _undivided(parts: Sequence[WorkItem]) -> str:
    """Return the name before dividing where these are all pieces of it, else nothing."""
    found = [_PIECE_NAME.fullmatch(part.name) for part in parts]
    told = {match.groups() for match in found if match is not None}
    name, count = next(((name, count) for name, _, count in told), ("", ""))
    every = {(name, str(number), count) for number in range(1, len(parts) + 1)}
    return name if told == every and count == str(len(parts)) else ""


def _are_stages(parts: Sequence[WorkItem]) -> bool:
    """Tell whether these were divided from one piece, each waiting for the one before it."""
    names = [_PIECE_NAME.fullmatch(part.name) for part in parts]
    whole = {match.group(1, 3) for match in names if match is not None}
    counted = {(part.quantity, part.unit, part.unit_price_yen is None) for part in parts}
    return (
        None not in names
        and len(whole) == 1
        and len(counted) == 1
        and all(before.id in part.after for before, part in pairwise(parts))
    )


def _days(parts: Sequence[WorkItem]) -> int | None:
    """Return the days of the longest chain among the pieces; side by side they overlap.

    Pieces of what was divided go back to one pair of hands: their days add up again.
    """
    by_id = {part.id: part for part in parts}
    if all(part.days is None for part in parts):
        return None
    if _undivided(parts):
        return sum(part.days or 0 for part in parts)
    ends: dict[str, int] = {}

    def end(part: WorkItem) -> int:
        if part.id not in ends:
            before = [end(by_id[a]) for a in part.after if a in by_id]
            ends[part.id] = (part.days or 0) + max(before, default=0)
        return ends[part.id]

    return max(end(part) for part in parts)


def _strictness(value: str) -> int:
    known = value in _STRICTEST_FIRST
    return _STRICTEST_FIRST.index(value) if known else 0


def _common(values: set[str], otherwise: str) -> str:
    return next(iter(values)) if len(values) == 1 else otherwise


def _union(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry for entries in lists for entry in entries))


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text.strip()))


def _one_line(texts: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(text for text in texts if text.strip()))
