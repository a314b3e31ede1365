"""The compiled words of a rule pack, and which of them can stand in a line at all."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cspdesk.rules.beginnings import REFERENCE, BeginningReader
from cspdesk.rules.literals import required_words
from cspdesk.rules.model import Signal, Vocabulary
from cspdesk.rules.text import TopicReader

_MAX_NESTING = 4

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


class _Node:
    """Parts that begin with the signs on the way to this node, and the ways on from it."""

    __slots__ = ("after", "parts")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.after: dict[str, _Node] = {}

    def enter(self, beginning: str, part: str) -> None:
        """Note a part at the end of its beginning."""
        node = self
        for sign in beginning:
            node = node.after.setdefault(sign, _Node())
        node.parts.append(part)


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
        self.parts = parts
        self._tree = _Node()
        placed: set[str] = set()
        reader = BeginningReader(vocabulary.concepts)
        for part in sorted(parts):
            for beginning in reader.beginnings(part):
                self._tree.enter(beginning, part)
                placed.add(part)
        self._placed = frozenset(placed)
        self._unplaced = tuple(sorted(parts - placed))

    def pattern(self, part: str) -> re.Pattern[str]:
        """Return the compiled form of a concept reference or pattern."""
        known = self._compiled.get(part)
        if known is None:
            known = self._compiled[part] = re.compile(expand(part, self._concepts))
        return known

    def candidates(self, line: str) -> dict[str, list[int]]:
        """Return the places at which known parts may begin; parts without any are left out.

        One pass over the line finds them for all parts together; where a part begins nowhere,
        its pattern is never tried.
        """
        found: dict[str, list[int]] = {part: [] for part in self._unplaced if self.may(part, line)}
        first_signs = self._tree.after
        for place, sign in enumerate(line):
            node = first_signs.get(sign)
            following = place
            while node is not None:
                for part in node.parts:
                    if part in found:
                        found[part].append(place)
                    else:
                        found[part] = [place]
                following += 1
                node = node.after.get(line[following : following + 1])
        return found

    def spans(self, part: str, line: str, candidates: dict[str, list[int]]) -> Places:
        """Return all places of a part in a line, whose candidates are known, in reading order."""
        if part not in self._placed:
            if part not in candidates and not self.may(part, line):
                return ()
            return tuple([match.span() for match in self.pattern(part).finditer(line)])
        found: list[Place] = []
        stop = 0
        for place in candidates.get(part, ()):
            match = self.pattern(part).match(line, place) if place >= stop else None
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
