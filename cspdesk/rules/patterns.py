"""The compiled words of a rule pack, and which of them can stand in a line at all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from cspdesk.rules.beginnings import REFERENCE, BeginningReader, pairs
from cspdesk.rules.literals import required_words
from cspdesk.rules.model import Signal, Vocabulary
from cspdesk.rules.text import TopicReader

_MAX_NESTING = 4
# From so many places on among as many letters, a search of the line is the faster way.
_DENSE = 2
# So many places are tried faster than the words are looked for that a part cannot do without.
_FEW = 2
_DIGITS = frozenset("0123456789")

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
    """Where in a line the parts of a rule pack may begin.

    Attributes:
        mask: the bits of the parts that may stand in the line; see `Patterns.mask`.
        places: for each beginning of a part that stands in the line, where it does.
    """

    mask: int
    places: dict[str, list[int]]


class Patterns:
    """Compiled vocabulary; fills itself as concepts are asked for."""

    def __init__(self, vocabulary: Vocabulary, parts: frozenset[str] = frozenset()) -> None:
        """Take the parts that will be looked for; others are found too, only more slowly."""
        self._concepts = vocabulary.concepts
        self.topics = TopicReader(vocabulary.topics)
        self.negation = re.compile(vocabulary.negation)
        self.exception = re.compile(vocabulary.exception)
        self._compiled: dict[str, re.Pattern[str]] = {}
        self._needed: dict[str, tuple[str, ...]] = {}
        self._beginnings: dict[str, frozenset[str]] = {}
        self._bits: dict[str, int] = {}
        self._masks: defaultdict[str, int] = defaultdict(int)
        self._always = 0
        self._needed_by: dict[Signal, int] = {}
        reader = BeginningReader(vocabulary.concepts)
        for number, part in enumerate(sorted(parts)):
            bit = self._bits[part] = 1 << number
            beginnings = reader.beginnings(part)
            if not beginnings:
                self._always |= bit
                continue
            if "0" in beginnings:
                beginnings |= _DIGITS
            self._beginnings[part] = beginnings
            for beginning in beginnings:
                self._masks[beginning] |= bit

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
        """Return the places at which parts may begin.

        One pass over the line finds them for all parts together; where a part begins nowhere,
        its pattern is never tried.
        """
        mask, masks = self._always, self._masks
        places: dict[str, list[int]] = {}
        for beginnings in (line, pairs(line)):
            for place, beginning in enumerate(beginnings):
                if beginning in masks:
                    if beginning in places:
                        places[beginning].append(place)
                    else:
                        places[beginning] = [place]
                        mask |= masks[beginning]
        return Candidates(mask, places)

    def spans(self, part: str, line: str, candidates: Candidates) -> Places:
        """Return all places of a part in a line, whose candidates are known, in reading order."""
        beginnings = self._beginnings.get(part)
        if beginnings is None:
            if not self.may(part, line):
                return ()
            return tuple([match.span() for match in self.pattern(part).finditer(line)])
        there = [candidates.places[word] for word in beginnings.intersection(candidates.places)]
        if not there:
            return ()
        places = there[0] if len(there) == 1 else sorted(chain.from_iterable(there))
        if len(places) > _FEW and not self.may(part, line):
            return ()
        pattern = self.pattern(part)
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
        words = self._needed.get(part)
        if words is None:
            words = self._needed[part] = required_words(expand(part, self._concepts))
        return not words or any(word in line for word in words)

    def negated(self, text: str, place: int, reach: int) -> bool:
        """Tell whether the words from `place` to `reach` take back what stands before them."""
        match = self.negation.search(text, place, reach)
        if match is None:
            return False
        return self.exception.search(text, place, match.end() + 4) is None
