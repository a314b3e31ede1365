"""Evaluates signals on one text: its lines are read once, then combined by place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, reduce
from operator import or_
from typing import NamedTuple

from cspdesk.domain.request_format import RequestFormat
from cspdesk.rules.lines import (
    IN_A_LINE,
    NEGATION_REACH,
    Heading,
    KnownLines,
    Line,
    hit_in,
    occurs,
    places_inside,
)
from cspdesk.rules.model import Scope, Signal, Vocabulary
from cspdesk.rules.patterns import Patterns, Place, Places
from cspdesk.rules.text import INSIDE, Clause, Span, containing
from cspdesk.rules.wording import Worded, Wording

# So many characters around a place are looked at for what shows that it is meant otherwise.
_BESIDE = 24


class Hit(NamedTuple):
    """Where a signal was found, in the normal form."""

    start: int
    end: int
    signal: Signal


class Matcher:
    """Compiled vocabulary and the lines read last; shared by all checks and threads."""

    def __init__(self, vocabulary: Vocabulary, parts: frozenset[str] = frozenset()) -> None:
        """Take the parts that the rules look for; others are found too, only more slowly."""
        self.patterns = Patterns(vocabulary, parts)
        self.known = KnownLines(self.patterns)

    def lines(self, original: str) -> tuple[Line, ...]:
        """Return the lines of a text; those that were seen before are not read again."""
        found: list[Line] = []
        heading: Heading = frozenset()
        title = True
        for row in original.split("\n"):
            line = self.known.line(row, heading, title=title)
            heading = line.heading
            title = title and line.is_blank
            found.append(line)
        return tuple(found)


class Scan:
    """One text under examination; every look-up is made at most once.

    Attributes:
        original: the text as given.
        text: its normal form, line by line.
    """

    def __init__(
        self,
        original: str,
        matcher: Matcher,
        request_format: RequestFormat | None = None,
    ) -> None:
        self.original = original
        self._format = request_format
        self._patterns = matcher.patterns
        self._lines = matcher.lines(original)
        self.text = "\n".join([line.text for line in self._lines])
        self._offsets: list[int] = []
        self._origins: list[int] = []
        self._masks = [line.candidates.mask for line in self._lines]
        self._mask = reduce(or_, self._masks, 0)
        self._topics: Heading = frozenset().union(*[line.topics for line in self._lines])
        self._found: dict[str, Places] = {}
        self._place_lines()

    def _place_lines(self) -> None:
        offset = origin = 0
        for line in self._lines:
            self._offsets.append(offset)
            self._origins.append(origin)
            offset += len(line.text) + 1
            origin += line.length + 1

    def place(self, start: int, end: int) -> Place:
        """Return the range of the original that `[start, end)` of the normal form came from."""
        if start >= end:
            return start, max(start, end)
        first, last = self._line_at(start), self._line_at(end - 1)
        begin = start - self._offsets[first]
        stop = end - self._offsets[last]
        return (
            self._origins[first] + self._lines[first].normal.place(begin, begin + 1)[0],
            self._origins[last] + self._lines[last].normal.place(stop - 1, stop)[1],
        )

    def _line_at(self, place: int) -> int:
        return bisect_right(self._offsets, place) - 1

    def line_end(self, place: int) -> int:
        """Return where the line of a place of the normal form ends."""
        index = self._line_at(place)
        return self._offsets[index] + len(self._lines[index].text)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Return the sentences of the text."""
        return tuple(
            [
                Span(sentence.start + offset, sentence.end + offset)
                for offset, line in zip(self._offsets, self._lines, strict=True)
                for sentence in line.sentences
            ]
        )

    @cached_property
    def _sentence_starts(self) -> tuple[int, ...]:
        return tuple([span.start for span in self.sentences])

    def sentence_at(self, place: int) -> Span | None:
        """Return the sentence that holds a place, or ends before it."""
        index = bisect_right(self._sentence_starts, place) - 1
        return self.sentences[index] if index >= 0 else None

    def sentences_over(self, places: Iterable[Place]) -> list[Span]:
        """Return the sentences that one of these places touches, in reading order."""
        starts = self._sentence_starts
        touched: set[int] = set()
        for start, end in places:
            touched.update(range(max(bisect_right(starts, start) - 1, 0), bisect_left(starts, end)))
        return [self.sentences[index] for index in sorted(touched)]

    def worded(self, wording: Wording) -> Iterator[Worded]:
        """Yield the places that are worded like a code, in reading order.

        All checks that share their lines share the reading too.
        """
        for offset, line in zip(self._offsets, self._lines, strict=True):
            for start, end, code, margin in line.worded(wording):
                yield Worded(start + offset, end + offset, code, margin)

    def clauses_about(self, topics: frozenset[str]) -> Iterator[Clause]:
        """Yield the clauses that have one of these topics, in reading order."""
        for offset, line in zip(self._offsets, self._lines, strict=True):
            if not line.topics.isdisjoint(topics):
                for clause in line.clauses:
                    if not clause.topics.isdisjoint(topics):
                        yield clause.moved(offset)

    def clause_at(self, place: int) -> Clause | None:
        """Return the clause that holds a place, or ends before it in the same line."""
        index = self._line_at(place)
        offset = self._offsets[index]
        clause = self._lines[index].clause_at(place - offset)
        return clause.moved(offset) if clause is not None else None

    def spans(self, part: str) -> Places:
        """Return all places of a concept or pattern, in reading order."""
        known = self._found.get(part)
        if known is None:
            found: list[Place] = []
            for index in self._lines_that_may_hold(self._patterns.mask((part,))):
                offset = self._offsets[index]
                places = self._lines[index].spans(part)
                found += [(start + offset, end + offset) for start, end in places]
            known = self._found[part] = tuple(found)
        return known

    def _lines_that_may_hold(self, parts: int) -> Sequence[int]:
        """Return the lines in which all of these parts (a mask) may stand."""
        if self._mask & parts != parts:
            return ()
        return [index for index, mask in enumerate(self._masks) if mask & parts == parts]

    def holds(self, part: str) -> bool:
        """Tell whether a part stands anywhere in the text."""
        known = self._found.get(part)
        if known is not None:
            return bool(known)
        lines = self._lines_that_may_hold(self._patterns.mask((part,)))
        return any(self._lines[index].spans(part) for index in lines)

    def occurs(self, part: str, start: int, end: int) -> bool:
        """Tell whether a part begins inside a range of the text."""
        return any(
            occurs(self._lines[index], part, start - offset, end - offset)
            for index, offset in self._lines_between(start, end)
        )

    def inside(self, part: str, start: int, end: int) -> Places:
        """Return the places of a part that begin inside a range of the text."""
        return tuple(
            [
                (first + offset, last + offset)
                for index, offset in self._lines_between(start, end)
                for first, last in places_inside(
                    self._lines[index], part, start - offset, end - offset
                )
            ]
        )

    def _lines_between(self, start: int, end: int) -> Iterable[tuple[int, int]]:
        """Return the lines that a range touches, each with the place at which it begins."""
        if start >= end:
            return ()
        first, stop = self._line_at(start), bisect_left(self._offsets, end)
        return zip(range(first, stop), self._offsets[first:stop], strict=True)

    def negated(self, place: int, end: int) -> bool:
        """Tell whether the words behind `place` take it back."""
        return self._patterns.negated(self.text, place, min(end, place + NEGATION_REACH))

    def find(self, signal: Signal, aside: tuple[str, ...] = ()) -> tuple[Hit, ...]:
        """Return the places at which a signal holds, at most one per range of its scope.

        Places beside which a part of `aside` stands, or that ask, are left out; see `is_aside`.
        """
        hits = tuple(self._hits(signal))
        if aside:
            hits = tuple([hit for hit in hits if not self.is_aside(aside, hit.start, hit.end)])
        return hits if hits and self._surroundings_fit(signal) else ()

    def earliest(self, signal: Signal, aside: tuple[str, ...] = ()) -> Hit | None:
        """Return the hit of a signal that begins first, without looking for all others."""
        hits = iter(self._hits(signal))
        if aside:
            hits = (hit for hit in hits if not self.is_aside(aside, hit.start, hit.end))
        if signal.scope in IN_A_LINE:
            hit = next(hits, None)
        else:
            hit = min(hits, key=lambda hit: hit.start, default=None)
        return hit if hit is not None and self._surroundings_fit(signal) else None

    def is_aside(self, parts: tuple[str, ...], start: int, end: int) -> bool:
        """Tell whether one of these parts stands beside a place, or its sentence only asks.

        Only its own sentence counts, and of a long one the words around the place; what the
        finished work is to say is aside altogether.
        """
        clause = self.clause_at(start)
        if clause is not None and INSIDE in clause.topics:
            return True
        index = containing(self.sentences, self._sentence_starts, start)
        if index < 0:
            return False
        first, last = self.sentences[index]
        if self.text[last : last + 1] == "?" and end <= last:
            return True
        line = self._line_at(start)
        offset = self._offsets[line]
        first, last = max(first, start - _BESIDE) - offset, min(last, end + _BESIDE) - offset
        for turn, behind in self._lines[line].turns:
            if behind <= start - offset or turn == start - offset:
                first = max(first, turn)
            elif turn >= end - offset:
                last = min(last, turn)
        for part in parts:
            # Places lie apart, so that the last one that begins early enough reaches furthest.
            places = self._lines[line].spans(part)
            index = bisect_left(places, (last, last))
            if index and places[index - 1][1] > first:
                return True
        return False

    def _may_hold(self, signal: Signal) -> bool:
        """Tell whether all that a signal needs may stand somewhere in the text."""
        needed = self._patterns.needed(signal)
        if self._mask & needed != needed:
            return False
        if signal.formats and self._format not in signal.formats:
            return False
        in_a_line = signal.scope in IN_A_LINE
        return not (in_a_line and signal.topics and self._topics.isdisjoint(signal.topics))

    def _hits(self, signal: Signal) -> Iterable[Hit]:
        if not self._may_hold(signal):
            return ()
        if signal.scope not in IN_A_LINE:
            return self._across_lines(signal)
        lines = self._lines_that_may_hold(self._patterns.needed(signal))
        return self._line_by_line(signal, lines) if lines else ()

    def _line_by_line(self, signal: Signal, lines: Sequence[int]) -> Iterator[Hit]:
        for index in lines:
            for start, end in self._lines[index].hits(signal):
                offset = self._offsets[index]
                if not self._is_beside(signal.none_near, start + offset):
                    yield Hit(start + offset, end + offset, signal)

    def _surroundings_fit(self, signal: Signal) -> bool:
        if any(self.holds(part) for part in signal.absent):
            return False
        return not signal.elsewhere or any(self.holds(part) for part in signal.elsewhere)

    def _across_lines(self, signal: Signal) -> Iterator[Hit]:
        if not all(self.holds(part) for part in signal.all):
            return
        rarest = min(signal.all, key=lambda part: len(self.spans(part)))
        for span in dict.fromkeys(self._ranges(rarest, signal)):
            hit = hit_in(self, signal, span, self._patterns)
            if hit is not None and not self._is_beside(signal.none_near, span[0]):
                yield Hit(*hit, signal)

    def _ranges(self, part: str, signal: Signal) -> Iterator[Place]:
        """Yield the stretches around the places of a part in which the others may stand."""
        if signal.scope is Scope.TEXT:
            yield 0, len(self.text)
            return
        before = -1
        for place, _ in self.spans(part):
            index = containing(self.sentences, self._sentence_starts, place)
            if index in {-1, before}:
                continue
            before = index
            here = self.sentences[index]
            if self._is_about(here, signal):
                yield self.sentences[max(index - 1, 0)].start, here.end
                yield here.start, self.sentences[min(index + 1, len(self.sentences) - 1)].end

    def _is_about(self, sentence: Span, signal: Signal) -> bool:
        index = self._line_at(sentence.start)
        offset = self._offsets[index]
        there = Span(sentence.start - offset, sentence.end - offset)
        return self._lines[index].sentence_about(there, signal)

    def _is_beside(self, parts: tuple[str, ...], place: int) -> bool:
        """Tell whether a part stands in the sentence of a place or the two beside it."""
        if not parts:
            return False
        index = containing(self.sentences, self._sentence_starts, place)
        first = self.sentences[max(index - 1, 0)].start
        last = self.sentences[min(index + 1, len(self.sentences) - 1)].end
        return any(self.occurs(part, first, last) for part in parts)
