"""The compiled words of a rule pack, and which of them can stand in a line at all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from itertools import chain
from operator import or_
from typing import NamedTuple

from cspdesk.rules.beginnings import LENGTH, REFERENCE, BeginningReader, Folded, fold, folded
from cspdesk.rules.literals import required_words
from cspdesk.rules.model import Signal, Vocabulary
from cspdesk.rules.text import TopicReader

_MAX_NESTING = 4
# From so many places on among as many letters, a search of the line is the faster way.
_DENSE = 2

Place = tuple[int, int]
Places = tuple[Place, ...]


def expand(part: str, concepts: dict[str, str]) -> str:
    """Return the regular expression of a signal's part.

    `@name` and `<name>` stand for the words of a concept.

    >>> expand("(?:@aa|z)1", {"aa": "x|<bb>", "bb": "y"})
    '(?:(?:x|(?:y))|z)1'
    """
    for _ in range(_MAX_NESTING):
        part = REFERENCE.sub(lambda found: f"(?:{concepts[found[1] or found[2]]})", part)
    return part


def references(part: str) -> tuple[str, ...]:
    """Return the names of the concepts that a part refers to."""
    return tuple(found[1] or found[2] for found in REFERENCE.finditer(part))


def parts_of(vocabulary: Vocabulary, signals: Iterable[Signal]) -> frozenset[str]:
    """Return every part that signals look for, and the concepts that only code asks for."""
    parts = frozenset(
        part
        for signal in signals
        for parts in (signal.all, signal.none, signal.none_near, signal.elsewhere, signal.absent)
        for part in parts
    )
    named = {
        name for words in (*parts, *vocabulary.concepts.values()) for name in references(words)
    }
    return parts | {f"@{name}" for name in vocabulary.concepts.keys() - named}


class Candidates(NamedTuple):
    """What may stand in a line of the parts of a rule pack.

    Attributes:
        mask: the bits of the parts that may stand in the line; see `Patterns.mask`.
        runs: those of the runs that parts begin with or need.
        line: the line in which they stand.
    """

    mask: int
    runs: frozenset[str]
    line: Folded


class _Presence:
    """Which parts may stand in a line, told from the short runs of signs that stand there.

    A part needs one of its beginnings, and one of the words that it cannot do without.
    """

    def __init__(self, count: int) -> None:
        self._all = (1 << count) - 1
        # The upper half of each number is about beginnings, the lower about needed words.
        self._upper = count
        self._always = 0
        self._of_run: defaultdict[str, int] = defaultdict(int)

    def add(self, bit: int, beginnings: Iterable[str], needed: Iterable[str]) -> None:
        """Take what a part needs; nothing means that it does without."""
        for runs, half in ((beginnings, bit << self._upper), (needed, bit)):
            if not runs:
                self._always |= half
            for run in runs:
                self._of_run[run] |= half

    def runs(self) -> Iterable[str]:
        """Return all runs that tell something."""
        return self._of_run.keys()

    def mask(self, runs: Iterable[str]) -> int:
        """Return the bits of the parts that may stand where these runs, all known, do."""
        both = reduce(or_, map(self._of_run.__getitem__, runs), self._always)
        return both & (both >> self._upper) & self._all


class Patterns:
    """Compiled vocabulary; fills itself as concepts are asked for."""

    def __init__(self, vocabulary: Vocabulary, parts: frozenset[str] = frozenset()) -> None:
        """Take the parts that will be looked for; others are found too, only more slowly."""
        self._concepts = vocabulary.concepts
        self.topics = TopicReader(vocabulary.topics)
        self.negation = re.compile(vocabulary.negation)
        self.exception = re.compile(vocabulary.exception)
        self._compiled: dict[str, re.Pattern[str]] = {}
        self._words: dict[str, tuple[str, ...]] = {}
        self._beginnings: dict[str, frozenset[str]] = {}
        self._bits: dict[str, int] = {}
        self._needed_by: dict[Signal, int] = {}
        self._presence = _Presence(len(parts))
        reader = BeginningReader(vocabulary.concepts)
        for number, part in enumerate(sorted(parts)):
            bit = self._bits[part] = 1 << number
            beginnings = reader.beginnings(part)
            if beginnings:
                self._beginnings[part] = beginnings
            needed = {folded(word)[:LENGTH] for word in self._required(part)}
            self._presence.add(bit, beginnings, needed)
        self._runs = frozenset(self._presence.runs())

    def mask(self, parts: Iterable[str]) -> int:
        """Return one bit for each of these parts; those that were not announced have none.

        A line whose own mask lacks one of the bits does not hold that part.
        """
        mask = 0
        for part in parts:
            mask |= self._bits.get(part, 0)
        return mask

    def pattern(self, part: str) -> re.Pattern[str]:
        """Return the compiled form of a concept reference or pattern."""
        known = self._compiled.get(part)
        if known is None:
            known = self._compiled[part] = re.compile(expand(part, self._concepts))
        return known

    def needed(self, signal: Signal) -> int:
        """Return the mask of the parts without which a signal cannot hold."""
        known = self._needed_by.get(signal)
        if known is None:
            known = self._needed_by[signal] = self.mask(signal.all)
        return known

    def candidates(self, line: str) -> Candidates:
        """Return what may stand in a line.

        One pass over the line finds it for all parts together; where a part begins nowhere, or
        a word is lacking that it cannot do without, its pattern is never tried.
        """
        there = fold(line)
        runs = self._runs.intersection(there.runs())
        return Candidates(self._presence.mask(runs), runs, there)

    def spans(self, part: str, line: str, candidates: Candidates) -> Places:
        """Return all places of a part in a line, whose candidates are known, in reading order."""
        bit = self._bits.get(part)
        if bit is None:
            if not self.may(part, line):
                return ()
        elif not candidates.mask & bit:
            return ()
        beginnings = self._beginnings.get(part)
        pattern = self.pattern(part)
        if beginnings is None:
            return tuple([match.span() for match in pattern.finditer(line)])
        there = [candidates.line.places(word) for word in beginnings & candidates.runs]
        places = there[0] if len(there) == 1 else sorted(chain.from_iterable(there))
        if len(places) * _DENSE > len(line):
            return tuple([match.span() for match in pattern.finditer(line, places[0])])
        found: list[Place] = []
        stop = 0
        for place in places:
            match = pattern.match(line, place) if place >= stop else None
            if match is not None:
                found.append(match.span())
                stop = match.end()
        return tuple(found)

    def may(self, part: str, line: str) -> bool:
        """Tell whether one of the words that a part cannot do without stands in a line."""
        words = self._required(part)
        return not words or any(word in line for word in words)

    def _required(self, part: str) -> tuple[str, ...]:
        words = self._words.get(part)
        if words is None:
            words = self._words[part] = required_words(expand(part, self._concepts))
        return words

    def negated(self, text: str, place: int, reach: int) -> bool:
        """Tell whether the words from `place` to `reach` take back what stands before them."""
        match = self.negation.search(text, place, reach)
        if match is None:
            return False
        return self.exception.search(text, place, match.end() + 4) is None
