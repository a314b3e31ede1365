"""最初の1件: the order to begin with, small enough for the purse and safe enough for the nerves."""

from __future__ import annotations

from dataclasses import dataclass

from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import Catalogue, CatalogueItem
from cspdesk.domain.decomposition import Decomposition, ProposalState, Verdict, WorkItem
from cspdesk.domain.hearing import AnswerState, Obstacle
from cspdesk.domain.request_format import RequestFormat
from cspdesk.domain.typed_values import format_yen
from cspdesk.services.ceiling import Ceiling, ceiling_of
from cspdesk.services.entrusting import entrusted
from cspdesk.services.format_advice import expected_format
from cspdesk.services.obstacles import noticed
from cspdesk.services.wishes import core_ids

_TRIED = "ordered"
_SMALL_SHARE, _LARGE_SHARE = 20, 50
_SMALL_YEN, _LARGE_YEN = 30_000, 150_000
_SHORT_DAYS, _LONG_DAYS = 14, 30
_MOST_REASONS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstOrder:
    """The order to begin with.

    Attributes:
        cautious: the owner never ordered this way, or has doubts; risk weighs double then.
        reasons: why this one, the strongest first, each a clause that ends in a full stop.
        others: (name, why it comes later) of the next candidates.
    """

    item: WorkItem
    cautious: bool
    reasons: tuple[str, ...]
    others: tuple[tuple[str, str], ...]

    @property
    def say(self) -> str:
        """Return what the consultant may read aloud to the owner."""
        lead = f"最初の1件は「{self.item.name}」をおすすめします。"
        care = "はじめは小さく頼み、出来を見てから次へ進みましょう。" if self.cautious else ""
        return f"{lead}{''.join(self.reasons)}{care}"


@dataclass(frozen=True, slots=True)
class _Point:
    """One thing that speaks for (positive) or against beginning with a piece of work."""

    weight: int
    text: str


def first_order(case: Case, catalogue: Catalogue) -> FirstOrder | None:
    """Return the order to begin with, None where nothing is to be ordered.

    Only work that waits for no other work is a candidate. Small, quick, comparable at sight
    and free of secrets and personal data comes first; for an owner with doubts all the more.
    """
    tree = case.decomposition
    cautious = _is_cautious(case)
    core = core_ids(tree, catalogue)
    ranked = [
        (item, _points(item, case, catalogue, cautious=cautious, core=item.id in core))
        for item in _candidates(tree)
    ]
    if not ranked:
        return None
    # Equal points keep the consultant's order.
    ranked.sort(key=lambda pair: -sum(point.weight for point in pair[1]))
    item, points = ranked[0]
    good = sorted((p for p in points if p.weight > 0), key=lambda p: -p.weight)
    reasons = tuple(point.text for point in good[:_MOST_REASONS])
    return FirstOrder(
        item=item,
        cautious=cautious,
        reasons=reasons or ("ほかの仕事を待たずに始められます。",),
        others=tuple(
            (other.name, _why_later(other, points, ranked[0])) for other, points in ranked[1:3]
        ),
    )


def _candidates(tree: Decomposition) -> list[WorkItem]:
    ordered = [i for i in tree.work_items if i.ordered] or [
        item
        for item in tree.work_items
        if item.state is ProposalState.PROPOSED and item.verdict is Verdict.ORDER
    ]
    open_ = {
        item.id
        for item in tree.work_items
        if item.state is ProposalState.ACCEPTED and item.verdict is not Verdict.POSTPONE
    }
    free = [item for item in ordered if not open_.intersection(item.after)]
    return free or ordered


def _is_cautious(case: Case) -> bool:
    """Tell whether the owner is new to this or has doubts; what was not asked counts as new."""
    experience = case.hearing.answer("experience")
    known = experience is not None and experience.state is AnswerState.ANSWERED
    tried = known and experience is not None and _TRIED in experience.choices
    return bool(noticed(case.hearing)) or not tried


def _points(
    item: WorkItem, case: Case, catalogue: Catalogue, *, cautious: bool, core: bool
) -> list[_Point]:
    entry = catalogue.item(item.catalogue_id)
    personal = _personal(item, case, catalogue)
    points = [*_size(item, ceiling_of(case)), *_length(item), *_risk(item, entry, personal)]
    if cautious:
        points = [_Point(point.weight * 2, point.text) for point in points]
    points += _comparable(item, case, catalogue)
    if core:
        points.append(_Point(2, "困りごとの中心に効く仕事です。"))
    if not item.inputs or len(item.inputs) <= 2:  # noqa: PLR2004
        points.append(_Point(1, "用意していただくものが少なくて済みます。"))
    return points


def _size(item: WorkItem, ceiling: Ceiling) -> list[_Point]:
    total = item.total_yen
    if total is None:
        return [_Point(-1, "金額がまだ決まっていません。")]
    if ceiling.yen:
        name = "お話の予算" if ceiling.told else "予算の上限"
        return _share(total, total * 100 // ceiling.yen, name)
    if total <= _SMALL_YEN:
        return [_Point(3, f"{format_yen(total)}で、小さく始められます。")]
    if total > _LARGE_YEN:
        return [_Point(-3, f"{format_yen(total)}で、はじめの1件には大きい仕事です。")]
    return []


def _share(total: int, share: int, of: str) -> list[_Point]:
    said = format_yen(total)
    if share <= _SMALL_SHARE:
        return [_Point(3, f"{said}で、{of}の{max(share, 1)}%ほどです。")]
    if share > 100:  # noqa: PLR2004
        return [_Point(-5, f"{said}で、{of}を超えます。")]
    if share > _LARGE_SHARE:
        return [_Point(-3, f"{said}で、{of}の{share}%を使います。")]
    return []


def _length(item: WorkItem) -> list[_Point]:
    if item.days is None:
        return []
    if item.days <= _SHORT_DAYS:
        return [_Point(2, f"{item.days}日ほどで出来が分かります。")]
    if item.days > _LONG_DAYS:
        return [_Point(-2, f"出来が分かるまで{item.days}日ほどかかります。")]
    return []


def _personal(item: WorkItem, case: Case, catalogue: Catalogue) -> str:
    """Return none, possible or yes, as far as answers and words tell of this work."""
    told = entrusted(case, item, catalogue)
    known = {"none": "none", "yes": "yes"}
    return known.get(told.value, item.personal_data) if told is not None else item.personal_data


def _risk(item: WorkItem, entry: CatalogueItem | None, of_people: str) -> list[_Point]:
    personal = {"yes": -3, "possible": -2}.get(of_people, 0)
    secret = {"yes": -3, "possible": -1}.get(entry.secret, 0) if entry is not None else 0
    profile = dict(entry.format_profile) if entry is not None else {}
    points: list[_Point] = []
    if personal:
        points.append(_Point(personal, "個人情報の扱いを先に決める必要があります。"))
    if secret:
        points.append(_Point(secret, "社外秘の資料の扱いを先に決める必要があります。"))
    if profile.get("system_access") == "yes":
        points.append(_Point(-2, "社内のしくみに入る許しが要ります。"))
    if profile.get("dialogue") == "essential":
        points.append(_Point(-1, "相談を重ねながら進める仕事です。"))
    if not points and (of_people == "none" or entry is not None):
        points.append(_Point(2, "個人情報や社外秘の資料を渡さずに頼めます。"))
    return points


def _comparable(item: WorkItem, case: Case, catalogue: Catalogue) -> list[_Point]:
    entry = catalogue.item(item.catalogue_id)
    doubts = Obstacle.EXISTING_SUPPLIERS_AND_QUALITY in noticed(case.hearing)
    profile = dict(entry.format_profile) if entry is not None else {}
    match profile.get("comparable"):
        case "yes" if expected_format(item, case, catalogue) is RequestFormat.COMPETITION:
            return [_Point(3 if doubts else 2, "出来を見比べて選べるので、良し悪しが分かります。")]
        case "no":
            return [_Point(-2 if doubts else -1, "出来を一目では見比べにくい仕事です。")]
        case _:
            return []


def _why_later(item: WorkItem, points: list[_Point], first: tuple[WorkItem, list[_Point]]) -> str:
    """Return what speaks against this piece and not against the first as well."""
    shared = {point.text for point in first[1]}
    against = [p for p in points if p.weight < 0 and p.text not in shared]
    if against:
        return min(against, key=lambda point: point.weight).text
    if (item.total_yen or 0) > (first[0].total_yen or 0):
        return f"{format_yen(item.total_yen or 0)}で、最初の1件より大きい仕事です。"
    return "次の1件として頼めます。"
