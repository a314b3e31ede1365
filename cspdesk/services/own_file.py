"""One file of a consultant's own work, prices and problems: its values, and how it is written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from cspdesk.domain.catalogue import (
    CatalogueItem,
    FormatHint,
    NotToOrder,
    PriceRange,
    Problem,
    SubIssue,
)

Value = str | int | float | date | Sequence["Value"] | Mapping[str, "Value"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPrice:
    """What a consultant saw being paid for a piece of work of the catalogue."""

    item_id: str
    price: PriceRange


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFile:
    """What one file adds."""

    name: str
    items: tuple[CatalogueItem, ...] = ()
    problems: tuple[Problem, ...] = ()
    prices: tuple[OwnPrice, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether the file adds nothing."""
        return not (self.items or self.problems or self.prices)


def to_toml(file: OwnFile, remark: str) -> str:
    """Return the file as it is written; reading it again gives the same entries.

    Args:
        file: what is written; its name is not part of it.
        remark: stands at the top as a comment, one line.
    """
    blocks = [
        f"# {remark}",
        *map(_block, file.items),
        *map(_block, file.prices),
        *map(_block, file.problems),
    ]
    return "\n\n".join(blocks) + "\n"


# One entry changes at a time; the others are written as they were.
@lru_cache(maxsize=4096)
def _block(entry: CatalogueItem | OwnPrice | Problem) -> str:
    match entry:
        case CatalogueItem():
            return "\n".join(_item(entry))
        case OwnPrice():
            return "\n".join(_price_entry(entry))
        case Problem():
            return "\n".join(_problem(entry))


def _written(value: Value) -> str:
    if isinstance(value, str):
        # The escapes of JSON are TOML's; DEL is the one sign that only TOML wants escaped.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_written(k)} = {_written(v)}" for k, v in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    return f"[{', '.join(_written(part) for part in value)}]"


def _lines(head: str, values: Iterable[tuple[str, Value]]) -> Iterator[str]:
    yield f"[[{head}]]"
    for key, value in values:
        yield f"{key} = {_written(value)}"


def _hints(hints: tuple[FormatHint, ...]) -> list[Value]:
    return [{"format": hint.format.value, "why": hint.why} for hint in hints]


def _price(price: PriceRange) -> dict[str, Value]:
    """Return a price by its keys; an own one rests on one source."""
    basis = price.sources[0]
    assert basis.checked_on is not None  # noqa: S101 - as it was read
    return {
        "low": price.low_yen,
        "typical": price.typical_yen,
        "high": price.high_yen,
        "per": price.per,
        "basis": basis.law,
        "checked_on": basis.checked_on,
        "confidence": price.confidence,
    }


def _price_entry(price: OwnPrice) -> Iterator[str]:
    yield from _lines("price", (("item", price.item_id), *_price(price.price).items()))


def _item(item: CatalogueItem) -> Iterator[str]:
    yield from _lines(
        "item",
        (
            ("id", item.id),
            ("work_type", item.work_type),
            ("name", item.name),
            ("deliverable", item.deliverable),
            ("unit", item.unit),
            ("quantity", item.quantity),
            ("inputs", item.inputs),
            ("skills", item.skills),
            ("formats", _hints(item.formats)),
            ("unsuitable", _hints(item.unsuitable)),
            ("price", _price(item.price)),
            ("hours", item.hours),
            ("days", item.days),
            ("acceptance", item.acceptance),
            ("rights_note", item.rights_note),
            ("withholding", item.withholding),
            ("withholding_why", item.withholding_why),
            ("personal_data", item.personal_data),
            ("secret", item.secret),
            ("legal_notes", item.legal_notes),
            ("grounds", tuple(ground.id for ground in item.grounds)),
            ("prerequisites", item.prerequisites),
            ("keywords", item.keywords),
            ("paraphrases", item.paraphrases),
            ("format_profile", dict(item.format_profile)),
            ("checked_on", item.checked_on),
        ),
    )


def _problem(problem: Problem) -> Iterator[str]:
    yield from _lines(
        "problem",
        (
            ("id", problem.id),
            ("name", problem.name),
            ("paraphrases", problem.paraphrases),
            ("keywords", problem.keywords),
            ("order_of_work", problem.order_of_work),
            ("pitfalls", problem.pitfalls),
            ("checked_on", problem.checked_on),
        ),
    )
    for question in problem.questions:
        yield from _lines(
            "problem.question",
            (
                ("id", question.id),
                ("ask", question.ask),
                ("why", question.why),
                ("points_to", question.points_to),
            ),
        )
    for goal in problem.goals:
        yield from _lines("problem.goal", (("goal", goal.goal), ("measure", goal.measure)))
    for sub_issue in problem.sub_issues:
        yield from _sub_issue(sub_issue)
    for kept in problem.not_to_order:
        yield from _kept_back(kept)


def _sub_issue(sub_issue: SubIssue) -> Iterator[str]:
    links: list[Value] = [
        {"item": link.item_id, "priority": link.priority, "when": link.when}
        for link in sub_issue.items
    ]
    yield from _lines(
        "problem.sub_issue",
        (
            ("id", sub_issue.id),
            ("name", sub_issue.name),
            ("signs", sub_issue.signs),
            ("reason", sub_issue.reason),
            ("depends_on", sub_issue.depends_on),
            ("keep_inside", sub_issue.keep_inside),
            ("items", links),
        ),
    )


def _kept_back(kept: NotToOrder) -> Iterator[str]:
    yield from _lines(
        "problem.not_to_order",
        (
            ("id", kept.id),
            ("name", kept.name),
            ("verdict", kept.verdict),
            ("who", kept.who),
            ("reason", kept.reason),
            ("instead", kept.instead),
            ("grounds", tuple(ground.id for ground in kept.grounds)),
        ),
    )
