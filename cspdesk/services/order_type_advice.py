"""Who should order: the firm itself, through a go-between, or on a service; with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cspdesk.domain.case import Case
from cspdesk.domain.format_sizing import OrderTypeAdvice, OrderTypeReason
from cspdesk.domain.request_format import OrderType
from cspdesk.services.catalogue import open_entry
from cspdesk.services.obstacles import spoken_of

_FILE = "catalogue/order_types.toml"
_MANY_ORDERS = 4
_FORMAT_FACTS = ("named_worker", "prepay_ok", "personal_data")


@dataclass(frozen=True, slots=True)
class _Rule:
    when: tuple[tuple[str, tuple[str, ...]], ...]
    gives: tuple[tuple[OrderType, int], ...]
    text: str


@dataclass(frozen=True, slots=True)
class _Knowledge:
    base: Mapping[OrderType, int]
    meanings: Mapping[OrderType, str]
    conditions: Mapping[OrderType, tuple[str, ...]]
    rules: tuple[_Rule, ...]
    questions: tuple[tuple[str, str], ...]


def advise_order_type(case: Case) -> OrderTypeAdvice:
    """Return the order type that hearing and ordered work speak for; ties keep the case's own."""
    known = _load()
    told = _told(case)
    points = dict(known.base)
    reasons = []
    for rule in known.rules:
        if not all(told.get(name, frozenset()) & set(values) for name, values in rule.when):
            continue
        for order_type, gain in rule.gives:
            points[order_type] += gain
            reasons.append(OrderTypeReason(order_type=order_type, points=gain, text=rule.text))
    best = max(OrderType, key=lambda t: (points[t], t is case.order_type))
    found = sorted(reasons, key=lambda r: (r.order_type is not best, -abs(r.points)))
    return OrderTypeAdvice(
        order_type=best,
        reasons=tuple(found),
        meaning=known.meanings[best],
        conditions=known.conditions[best],
        open_questions=tuple(
            ask
            for name, ask in known.questions
            if name not in told and (name != "licence" or best is OrderType.BROKER_RESELL)
        ),
    )


def _told(case: Case) -> dict[str, frozenset[str]]:
    told = {a.question_id: frozenset(a.choices) for a in case.hearing.answers if a.choices}
    # An answer that gives an obstacle away has its own rule and would count twice.
    told["obstacle"] = frozenset(obstacle.value for obstacle in spoken_of(case.hearing))
    ordered = case.decomposition.ordered_items()
    if ordered:
        count = len(ordered)
        size = "one" if count == 1 else "few" if count < _MANY_ORDERS else "many"
        told["fact.orders"] = frozenset({size})
    for name in _FORMAT_FACTS:
        told[f"fact.{name}"] = frozenset(
            answer.value
            for item in ordered
            for answer in item.format_answers
            if answer.question_id == name
        )
    return told


@cache
def _load() -> _Knowledge:
    entry = open_entry(_FILE)
    types = [(OrderType(t.text("order_type")), t) for t in entry.entries("type")]
    return _Knowledge(
        base={OrderType(name): int(points) for name, points in entry.raw("base").items()},
        meanings={order_type: t.text("meaning", empty=False) for order_type, t in types},
        conditions={order_type: t.texts("conditions") for order_type, t in types},
        rules=tuple(
            _Rule(
                when=tuple((name, tuple(v)) for name, v in r.raw("when").items()),
                gives=tuple((OrderType(name), int(n)) for name, n in r.raw("gives").items()),
                text=r.text("text", empty=False),
            )
            for r in entry.entries("reason")
        ),
        questions=tuple((q.text("id"), q.text("ask")) for q in entry.entries("question")),
    )
