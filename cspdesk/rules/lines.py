"""One line of a text, with all that was ever found out about it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from threading import Lock
from typing import NamedTuple, Protocol

from cspdesk.rules.model import Scope, Signal
from cspdesk.rules.patterns import Patterns, Place, Places
from cspdesk.rules.text import TURN, Clause, Span, containing, normalise, sentences, statements
from cspdesk.rules.wording import Worded, Wording

Heading = frozenset[str]

IN_A_LINE = frozenset({Scope.CLAUSE, Scope.STATEMENT, Scope.SENTENCE})
NEGATION_REACH = 34
_MAX_TRIES = 12
_MAX_KEPT = 60_000


class Searched(Protocol):
    """Something in which parts are looked for: a line, or a whole text."""

    @property
    def text(self) -> str:
        """Return the normal form."""

    def spans(self, part: str) -> Places:
        """Return all places of a part, in reading order."""


def occurs(where: Searched, part: str, start: int, end: int) -> bool:
    """Tell whether a part begins inside a range."""
    found = where.spans(part)
    index = bisect_left(found, (start, start))
    return index < len(found) and found[index][0] < end


def places_inside(where: Searched, part: str, start: int, end: int) -> Places:
    """Return the places of a part that begin inside a range."""
    found = where.spans(part)
    return found[bisect_left(found, (start, start)) : bisect_left(found, (end, end))]


def hit_in(where: Searched, signal: Signal, span: Place, patterns: Patterns) -> Place | None:
    """Return where a signal holds inside a range; words beside the range do not count."""
    start, end = span
    if any(occurs(where, part, start, end) for part in signal.none):
        return None
    chosen = _choose(where, signal, start, end)
    if chosen is None:
        return None
    first = min(begin for begin, _ in chosen)
    last = max(stop for _, stop in chosen)
    if signal.within and last - first > signal.within:
        return None
    reach = min(end, last + NEGATION_REACH)
    if signal.negatable and patterns.negated(where.text, last, reach):
        return None
    return first, last


def _choose(where: Searched, signal: Signal, start: int, end: int) -> list[Place] | None:
    """Pick one place per part; for ordered signals each behind the one before."""
    inside: list[Places] = []
    for part in signal.all:
        places = places_inside(where, part, start, end)
        if not places:
            return None
        inside.append(places)
    if not signal.ordered:
        if signal.within and signal.scope is Scope.TEXT:
            return _together(inside, signal.within)
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


def _together(inside: list[Places], within: int) -> list[Place] | None:
    """Pick places no further apart than that, around one of the last of the rarest part."""
    for anchor in reversed(min(inside, key=len)[-_MAX_TRIES:]):
        chosen = [_nearest(places, anchor) for places in inside]
        if max(stop for _, stop in chosen) - min(begin for begin, _ in chosen) <= within:
            return chosen
    return None


def _closest(inside: list[Places]) -> list[Place]:
    """Pick places that lie close together: around the last place of the rarest part."""
    if len(inside) == 1:
        return [inside[0][-1]]
    anchor = min(inside, key=len)[-1]
    return [_nearest(places, anchor) for places in inside]


def _nearest(places: Places, anchor: Place) -> Place:
    return min(places, key=lambda place: abs(place[0] - anchor[0]))


def is_about(clause: Clause, signal: Signal) -> bool:
    """Tell whether a clause has a topic that a signal asks for, and none that it refuses."""
    if signal.labelled and not clause.labelled:
        return False
    if not clause.topics.isdisjoint(signal.not_topics):
        return False
    return not signal.topics or not clause.topics.isdisjoint(signal.topics)


class Line:
    """A line in normal form below its heading; its places count from its own beginning.

    No part of a signal reaches over a line end, so an edit leaves what is known of all other
    lines. What is looked for is remembered, so the second look costs nothing.

    Attributes:
        length: code points of the original line.
        candidates: where known parts may begin.
        heading: topics that the lines below stand under.
        topics: topics of any clause.
    """

    def __init__(self, row: str, above: Heading, patterns: Patterns, *, title: bool) -> None:
        """Take the topics of the heading above; `title` marks the first line with words."""
        self._patterns = patterns
        self.normal = normalise(row)
        self.text = self.normal.text
        self.length = len(row)
        self.candidates = patterns.candidates(self.text)
        self.heading, self.clauses = patterns.topics.read_line(self.text, above, title=title)
        self.topics: Heading = frozenset().union(*[clause.topics for clause in self.clauses])
        self.sentences: tuple[Span, ...] = sentences(self.text)
        self._sentence_starts = tuple([sentence.start for sentence in self.sentences])
        self._clause_starts = tuple([clause.start for clause in self.clauses])
        self._places: dict[str, Places] = {}
        self._hits: dict[Signal, Places] = {}
        self._worded: tuple[Worded, ...] | None = None

    @property
    def is_blank(self) -> bool:
        """Tell whether there are no words in it."""
        return not self.text.strip()

    @cached_property
    def statements(self) -> tuple[Span, ...]:
        """Return its sentences, cut where another matter begins."""
        return statements(self.text, self.sentences, self.clauses)

    @cached_property
    def turns(self) -> Places:
        """Return the words with which a sentence turns from others to the order, or back."""
        return tuple([match.span() for match in TURN.finditer(self.text)])

    @cached_property
    def _statement_starts(self) -> tuple[int, ...]:
        return tuple([span.start for span in self.statements])

    def spans(self, part: str) -> Places:
        """Return all places of a part, in reading order."""
        known = self._places.get(part)
        if known is None:
            known = self._patterns.spans(part, self.text, self.candidates)
            self._places[part] = known
        return known

    def hits(self, signal: Signal) -> Places:
        """Return where a signal whose scope is a sentence or clause holds."""
        known = self._hits.get(signal)
        if known is None:
            known = self._hits[signal] = self._find(signal)
        return known

    def worded(self, wording: Wording) -> tuple[Worded, ...]:
        """Return the places that are worded like a code; a line has one reading only."""
        if self._worded is None:
            self._worded = wording.places(self.text, self.sentences)
        return self._worded

    def _find(self, signal: Signal) -> Places:
        if signal.topics and self.topics.isdisjoint(signal.topics):
            return ()
        rarest: Places = ()
        for part in signal.all:
            places = self.spans(part)
            if not places:
                return ()
            if not rarest or len(places) < len(rarest):
                rarest = places
        found: list[Place] = []
        before: Span | Clause | None = None
        for place, _ in rarest:
            scope = self._scope_at(place, signal)
            if scope is None or scope is before:
                continue
            before = scope
            if not self._fits(scope, signal):
                continue
            hit = hit_in(self, signal, (scope.start, scope.end), self._patterns)
            if hit is not None:
                found.append(hit)
        return tuple(found)

    def _scope_at(self, place: int, signal: Signal) -> Span | Clause | None:
        if signal.scope is Scope.CLAUSE:
            return self.clause_at(place)
        if signal.scope is Scope.STATEMENT:
            index = containing(self.statements, self._statement_starts, place)
            return self.statements[index] if index >= 0 else None
        index = containing(self.sentences, self._sentence_starts, place)
        return self.sentences[index] if index >= 0 else None

    def clause_at(self, place: int) -> Clause | None:
        """Return the clause that holds a place, or ends before it."""
        index = bisect_right(self._clause_starts, place) - 1
        return self.clauses[index] if index >= 0 else None

    def _fits(self, scope: Span | Clause, signal: Signal) -> bool:
        if isinstance(scope, Clause):
            return is_about(scope, signal)
        return self.sentence_about(scope, signal)

    def sentence_about(self, sentence: Span, signal: Signal) -> bool:
        """Tell whether one of a sentence's clauses has a topic that a signal asks for."""
        if not signal.topics:
            return True
        first = max(bisect_right(self._clause_starts, sentence.start) - 1, 0)
        last = bisect_left(self._clause_starts, sentence.end)
        return any(is_about(clause, signal) for clause in self.clauses[first:last])


class _Key(NamedTuple):
    row: str
    above: Heading
    title: bool


class KnownLines:
    """Lines of the texts seen last, so that an edit costs only the lines that it touches.

    Two generations, each of a bounded number of characters: what is used moves to the younger
    one, and when that is full it becomes the older one, whose lines are forgotten. Any thread
    may ask; equal lines are equal in all they know, so it does not matter which one is kept.

    Attributes:
        read: characters read anew so far.
    """

    def __init__(self, patterns: Patterns) -> None:
        self.read = 0
        self._patterns = patterns
        self._lock = Lock()
        self._young: dict[_Key, Line] = {}
        self._old: dict[_Key, Line] = {}
        self._room = _MAX_KEPT

    @property
    def characters(self) -> int:
        """Return how many characters of lines are remembered."""
        with self._lock:
            return sum(len(key.row) for key in {**self._young, **self._old})

    def line(self, row: str, above: Heading, *, title: bool) -> Line:
        """Return what is known of a line of the original text."""
        key = _Key(row, above, title)
        known = self._young.get(key)
        if known is not None:
            return known
        known = self._old.get(key)
        if known is None:
            known = Line(row, above, self._patterns, title=title)
            self.read += len(row)
        if len(row) <= _MAX_KEPT:
            self._keep(key, known)
        return known

    def _keep(self, key: _Key, line: Line) -> None:
        with self._lock:
            if len(key.row) > self._room:
                self._old, self._young, self._room = self._young, {}, _MAX_KEPT
            self._young[key] = line
            self._room -= len(key.row)
