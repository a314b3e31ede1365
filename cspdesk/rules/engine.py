"""Evaluates signals on one text: concepts are looked up once, then combined by place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from cspdesk.domain.request_format import RequestFormat
from cspdesk.rules.literals import required_words
from cspdesk.rules.model import Scope, Signal, Vocabulary
from cspdesk.rules.text import Clause, NormalText, Span, TopicReader, containing, sentences

_NEGATION_REACH = 34
_MAX_TRIES = 12
_MAX_NESTING = 3
_REFERENCE = re.compile(r"@([a-z][a-z0-9_]+)|<([a-z][a-z0-9_]+)>")


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a signal was found, in the normal form."""

    start: int
    end: int
    signal: Signal


class Matcher:
    """Compiled vocabulary; shared by all checks, fills itself as concepts are asked for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.topics = TopicReader(vocabulary.topics)
        self.negation = re.compile(vocabulary.negation)
        self.exception = re.compile(vocabulary.exception)
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._literals: dict[str, tuple[str, ...]] = {}

    def pattern(self, part: str) -> re.Pattern[str]:
        """Return the compiled form of a concept reference or pattern."""
        known = self._patterns.get(part)
        if known is None:
            known = self._patterns[part] = re.compile(expand(part, self.vocabulary.concepts))
        return known

    def literals(self, part: str) -> tuple[str, ...]:
        """Return words of which one must occur for `part` to occur; empty if unknown."""
        known = self._literals.get(part)
        if known is None:
            known = self._literals[part] = required_words(expand(part, self.vocabulary.concepts))
        return known


def expand(part: str, concepts: dict[str, str]) -> str:
    """Return the regular expression of a signal's part.

    `@name` and `<name>` stand for the words of a concept.

    >>> expand("(?:@aa|z)1", {"aa": "x|<bb>", "bb": "y"})
    '(?:(?:x|(?:y))|z)1'
    """
    for _ in range(_MAX_NESTING):
        part = _REFERENCE.sub(lambda found: f"(?:{concepts[found[1] or found[2]]})", part)
    return part


def references(part: str) -> tuple[str, ...]:
    """Return the names of the concepts that a part refers to."""
    return tuple(found[1] or found[2] for found in _REFERENCE.finditer(part))


class Scan:
    """One text under examination; every look-up is made at most once."""

    def __init__(
        self,
        normal: NormalText,
        matcher: Matcher,
        request_format: RequestFormat | None = None,
    ) -> None:
        self._format = request_format
        self.normal = normal
        self.text = normal.text
        self._matcher = matcher
        self._found: dict[str, tuple[tuple[int, int], ...]] = {}

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Return the sentences of the text."""
        return sentences(self.text)

    @cached_property
    def _sentence_starts(self) -> tuple[int, ...]:
        return tuple(span.start for span in self.sentences)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Return the clauses of the text with their topics."""
        return self._matcher.topics.clauses(self.text)

    @cached_property
    def _clause_starts(self) -> tuple[int, ...]:
        return tuple(clause.start for clause in self.clauses)

    def spans(self, part: str) -> tuple[tuple[int, int], ...]:
        """Return all places of a concept or pattern, in reading order."""
        known = self._found.get(part)
        if known is None:
            words = self._matcher.literals(part)
            if words and not any(word in self.text for word in words):
                known = ()
            else:
                known = tuple(
                    match.span() for match in self._matcher.pattern(part).finditer(self.text)
                )
            self._found[part] = known
        return known

    def occurs(self, part: str, start: int, end: int) -> bool:
        """Tell whether a part begins inside a range of the text."""
        found = self.spans(part)
        index = bisect_left(found, (start, start))
        return index < len(found) and found[index][0] < end

    def clause_at(self, place: int) -> Clause | None:
        """Return the clause that holds a place."""
        index = bisect_right(self._clause_starts, place) - 1
        return self.clauses[index] if index >= 0 else None

    def find(self, signal: Signal) -> tuple[Hit, ...]:
        """Return the places at which a signal holds, at most one per range of its scope."""
        if not self._possible(signal):
            return ()
        rarest = min(signal.all, key=lambda part: len(self.spans(part)))
        hits: list[Hit] = []
        seen: set[tuple[int, int]] = set()
        for place, _ in self.spans(rarest):
            for scope in self._ranges(place, signal):
                if scope in seen:
                    continue
                seen.add(scope)
                hit = self._in_range(signal, *scope)
                if hit is not None:
                    hits.append(hit)
        return tuple(hits)

    def _possible(self, signal: Signal) -> bool:
        if signal.formats and self._format not in signal.formats:
            return False
        if not all(self.spans(part) for part in signal.all):
            return False
        if any(self.spans(part) for part in signal.absent):
            return False
        return not signal.elsewhere or any(self.spans(part) for part in signal.elsewhere)

    def _ranges(self, place: int, signal: Signal) -> tuple[tuple[int, int], ...]:
        if signal.scope is Scope.TEXT:
            return ((0, len(self.text)),)
        if signal.scope is Scope.CLAUSE:
            clause = self.clause_at(place)
            fits = clause is not None and _about(clause, signal)
            return ((clause.start, clause.end),) if clause is not None and fits else ()
        index = containing(self.sentences, self._sentence_starts, place)
        if index < 0 or not self._sentence_about(self.sentences[index], signal):
            return ()
        here = self.sentences[index]
        if signal.scope is Scope.SENTENCE:
            return ((here.start, here.end),)
        before = self.sentences[max(index - 1, 0)]
        after = self.sentences[min(index + 1, len(self.sentences) - 1)]
        return ((before.start, here.end), (here.start, after.end))

    def _sentence_about(self, sentence: Span, signal: Signal) -> bool:
        if not signal.topics:
            return True
        first = max(bisect_right(self._clause_starts, sentence.start) - 1, 0)
        last = bisect_left(self._clause_starts, sentence.end)
        return any(_about(clause, signal) for clause in self.clauses[first:last])

    def _in_range(self, signal: Signal, start: int, end: int) -> Hit | None:
        if any(self.occurs(part, start, end) for part in signal.none):
            return None
        chosen = self._choose(signal, start, end)
        if chosen is None:
            return None
        first = min(begin for begin, _ in chosen)
        last = max(stop for _, stop in chosen)
        if signal.within and last - first > signal.within:
            return None
        if signal.negatable and self.negated(last, end):
            return None
        return Hit(first, last, signal)

    def _choose(self, signal: Signal, start: int, end: int) -> list[tuple[int, int]] | None:
        """Pick one place per part; for ordered signals each behind the one before."""
        inside = [self._inside(part, start, end) for part in signal.all]
        if not all(inside):
            return None
        if not signal.ordered:
            return _closest(inside)
        for first in inside[0][:_MAX_TRIES]:
            chosen = [first]
            for places in inside[1:]:
                following = next((p for p in places if p[0] >= chosen[-1][1]), None)
                if following is None:
                    break
                chosen.append(following)
            if len(chosen) == len(inside) and not (
                signal.within and chosen[-1][1] - first[0] > signal.within
            ):
                return chosen
        return None

    def _inside(self, part: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
        found = self.spans(part)
        return found[bisect_left(found, (start, start)) : bisect_left(found, (end, end))]

    def negated(self, place: int, end: int) -> bool:
        """Tell whether the words behind `place` take it back."""
        reach = min(end, place + _NEGATION_REACH)
        match = self._matcher.negation.search(self.text, place, reach)
        if match is None:
            return False
        return self._matcher.exception.search(self.text, place, match.end() + 4) is None


def _about(clause: Clause, signal: Signal) -> bool:
    if signal.labelled and not clause.labelled:
        return False
    if not clause.topics.isdisjoint(signal.not_topics):
        return False
    return not signal.topics or not clause.topics.isdisjoint(signal.topics)


def _closest(inside: list[tuple[tuple[int, int], ...]]) -> list[tuple[int, int]]:
    """Pick places that lie close together: around the last place of the rarest part."""
    anchor = min(inside, key=len)[-1]
    return [min(places, key=lambda p: abs(p[0] - anchor[0])) for places in inside]
