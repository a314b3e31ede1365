"""One evaluator per kind of check; each turns a rule and a text into remarks."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from cspdesk.domain.finding import ItemState, Severity
from cspdesk.domain.source import Confidence, Source
from cspdesk.rules.engine import Hit, Scan
from cspdesk.rules.fact_predicates import FACT_PREDICATES
from cspdesk.rules.model import Group, Kind, Pack, Rule, Signal
from cspdesk.rules.predicates import PREDICATES
from cspdesk.rules.situation import Situation, Statement


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule has to say, in places of the normal form.

    Attributes:
        state: of a `missing` rule: how far the thing is there.
        severity: replaces the rule's own, if set.
        parts, against: names of the groups that spoke, for a `combination` rule.
        words: what `{name}` in the rule's message and fix stands for.
        confidence: replaces the rule's own, if set.
        sources: what the remark stands on beside the rule's own sources.
        clues: of a remark that rests on the wording alone: the words that weighed most.
    """

    start: int
    end: int
    state: ItemState | None = None
    severity: Severity | None = None
    parts: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    confidence: Confidence | None = None
    sources: tuple[Source, ...] = ()
    clues: tuple[str, ...] = ()


def evaluate(rule: Rule, pack: Pack, now: Situation) -> tuple[Remark, ...]:
    """Return the remarks of one rule on one text.

    A `missing` rule always gives exactly one remark, which says where the thing stands or
    that it is absent; the others give one for each place that they object to.
    """
    scan, limit = now.scan, None
    if rule.check.limit:
        limit = pack.value_on(rule.check.limit, now.as_of)
    match rule.check.kind:
        case Kind.MISSING:
            return (_missing(rule, now),)
        case Kind.EXPRESSION:
            return _expression(rule.check.signals, scan)
        case Kind.COMBINATION:
            return _combination(rule, scan)
        case Kind.NUMERIC | Kind.DATE | Kind.SCOPE:
            about_facts = FACT_PREDICATES.get(rule.check.predicate)
            if about_facts is not None:
                return tuple(map(_remark, about_facts(now)))
            places = PREDICATES[rule.check.predicate](scan, limit, now.as_of)
            return tuple(Remark(place.start, place.end) for place in places)


def _remark(said: Statement) -> Remark:
    return Remark(
        said.start,
        said.end,
        state=said.state,
        severity=said.severity,
        words=said.words,
        confidence=said.confidence,
        sources=said.sources,
    )


def _missing(rule: Rule, now: Situation) -> Remark:
    """Say how far the thing is there; a posting's own field for it speaks before all others.

    A day in another field (when the result of the check is told) must not stand in for a
    deadline that says no more than as soon as possible.
    """
    if not _is_asked(rule, now):
        return Remark(0, 0, ItemState.PRESENT)
    elsewhere: Remark | None = None
    for state, signals in (
        (ItemState.PRESENT, rule.check.present),
        (ItemState.PARTIAL, rule.check.partial),
    ):
        for signal in signals:
            if not now.has_field(rule.field):
                if (hit := now.scan.earliest(signal, rule.check.aside)) is not None:
                    return Remark(hit.start, hit.end, state)
                continue
            hits = now.scan.find(signal, rule.check.aside)
            own = [hit for hit in hits if now.is_in_field(rule.field, hit.start, hit.end)]
            if not hits:
                continue
            first = min(own or hits, key=lambda hit: hit.start)
            remark = Remark(first.start, first.end, state)
            if own:
                return remark
            elsewhere = elsewhere or remark
    return elsewhere or Remark(0, 0, ItemState.ABSENT)


def _is_asked(rule: Rule, now: Situation) -> bool:
    check = rule.check
    if not check.when and not check.needs:
        return True
    if check.needs and getattr(now.facts, check.needs):
        return True
    return any(now.scan.earliest(signal) for signal in check.when)


def _expression(signals: tuple[Signal, ...], scan: Scan) -> tuple[Remark, ...]:
    hits = [hit for signal in signals for hit in scan.find(signal)]
    return tuple(
        Remark(
            hit.start,
            hit.end,
            severity=hit.signal.severity,
            words=(("question", hit.signal.question),) if hit.signal.question else (),
        )
        for hit in _apart(hits)
    )


def _apart(hits: list[Hit]) -> list[Hit]:
    """Keep one of the hits that overlap: the first signal's, being the surest."""
    kept: list[Hit] = []
    taken: list[tuple[int, int]] = []
    for hit in hits:
        index = bisect_left(taken, (hit.end, hit.end))
        if index == 0 or taken[index - 1][1] <= hit.start:
            taken.insert(index, (hit.start, hit.end))
            kept.append(hit)
    return kept


def _combination(rule: Rule, scan: Scan) -> tuple[Remark, ...]:
    check = rule.check
    alone = _expression(check.signals, scan)
    spoken = _spoken(check.groups, scan)
    if not alone and len(spoken) < check.threshold:
        return ()
    counters = [group for group, _ in _spoken(check.counter_groups, scan)]
    taken_back = {name for group in counters for name in group.against}
    standing = [group.name for group, _ in spoken if group.name not in taken_back]
    # Many signs are not talked away by one sentence about freedom; they only weigh less.
    if not alone and len(standing) < check.threshold and len(spoken) < check.error_from:
        return ()
    names = tuple(group.name for group, _ in spoken)
    against = tuple(group.name for group in counters)
    heavy = bool(check.error_from) and (bool(alone) or len(standing) >= check.error_from)
    places = [(remark.start, remark.end) for remark in alone]
    places += [(hit.start, hit.end) for _, hit in spoken]
    start, end = min(places)
    severity = Severity.ERROR if heavy else None
    return (Remark(start, end, severity=severity, parts=names, against=against),)


def _spoken(groups: tuple[Group, ...], scan: Scan) -> list[tuple[Group, Hit]]:
    found = []
    for group in groups:
        hits = next(filter(None, map(scan.find, group.signals)), ())
        found += [(group, hit) for hit in hits[:1]]
    return found
