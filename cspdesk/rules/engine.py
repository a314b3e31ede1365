"""Evaluates signals on one text: concepts are looked up once, then combined by place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from cspdesk.domain.request_format import RequestFormat
from cspdesk.rules.literals import required_words
from cspdesk.rules.model import Scope, Signal, Vocabulary
from cspdesk.rules.text import Clause, NormalText, Span, TopicReader, containing, sentences

_NEGATION_REACH = 34
_MAX_TRIES = 12
_MAX_NESTING = 4
_MAX_LINES = 1000
_REFERENCE = re.compile(r"@([a-z][a-z0-9_]+)|<([a-z][a-z0-9_]+)>")


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a signal was found, in the normal form."""

    start: int
    end: int
    signal: Signal


class Line(dict[str, tuple[tuple[int, int], ...]]):
    """A line of text with the places of every part that was looked for in it.

    No part reaches over a line end, so an edit leaves what is known of all other lines.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        pairs = set(map("".join, pairwise(text)))
        self._beginnings = pairs.union(text)

    def search(self, part: str, matcher: Matcher) -> tuple[tuple[int, int], ...]:
        """Look for a part and remember where it is."""
        needed = matcher.needed(part)
        if needed.words and (
            needed.beginnings.isdisjoint(self._beginnings)
            or not any(word in self._text for word in needed.words)
        ):
            places: tuple[tuple[int, int], ...] = ()
        else:
            places = tuple(m.span() for m in matcher.pattern(part).finditer(self._text))
        self[part] = places
        return places


@dataclass(frozen=True, slots=True)
class Needed:
    """Words of which one must occur, with their first two characters; empty if unknown."""

    words: tuple[str, ...]
    beginnings: frozenset[str]


class Matcher:
    """Compiled vocabulary; shared by all checks, fills itself as concepts are asked for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.topics = TopicReader(vocabulary.topics)
        self.negation = re.compile(vocabulary.negation)
        self.exception = re.compile(vocabulary.exception)
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._needed: dict[str, Needed] = {}
        self._seen: dict[str, Line] = {}

    def pattern(self, part: str) -> re.Pattern[str]:
        """Return the compiled form of a concept reference or pattern."""
        known = self._patterns.get(part)
        if known is None:
            known = self._patterns[part] = re.compile(expand(part, self.vocabulary.concepts))
        return known

    def lines(self, text: str) -> tuple[tuple[int, Line], ...]:
        """Return the lines of a text with their offsets; lines seen before are known."""
        found: list[tuple[int, Line]] = []
        offset = 0
        if len(self._seen) > _MAX_LINES:
            self._seen.clear()
        for row in text.split("\n"):
            if row:
                line = self._seen.get(row)
                if line is None:
                    line = Line(row)
                    if len(self._seen) <= _MAX_LINES:
                        self._seen[row] = line
                found.append((offset, line))
            offset += len(row) + 1
        return tuple(found)

    def needed(self, part: str) -> Needed:
        """Return the words of which one must occur for `part` to occur."""
        known = self._needed.get(part)
        if known is None:
            words = required_words(expand(part, self.vocabulary.concepts))
            known = self._needed[part] = Needed(words, frozenset(word[:2] for word in words))
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
            found: list[tuple[int, int]] = []
            for offset, line in self._lines:
                places = line.get(part)
                if places is None:
                    places = line.search(part, self._matcher)
                if places:
                    found.extend((start + offset, end + offset) for start, end in places)
            known = self._found[part] = tuple(found)
        return known

    @cached_property
    def _lines(self) -> tuple[tuple[int, Line], ...]:
        return self._matcher.lines(self.text)

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
        if signal.none_near and self._beside(signal.none_near, start):
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

    def _beside(self, parts: tuple[str, ...], place: int) -> bool:
        index = containing(self.sentences, self._sentence_starts, place)
        first = self.sentences[max(index - 1, 0)].start
        last = self.sentences[min(index + 1, len(self.sentences) - 1)].end
        return any(self.occurs(part, first, last) for part in parts)

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
