"""The compiled words of a rule pack, and which of them can stand in a line at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import add

from cspdesk.rules.literals import required_words
from cspdesk.rules.model import Signal, Vocabulary
from cspdesk.rules.text import TopicReader

_MAX_NESTING = 4
_BEGINNING = 2
_REFERENCE = re.compile(r"@([a-z][a-z0-9_]+)|<([a-z][a-z0-9_]+)>")


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


def parts_of(signals: Iterable[Signal]) -> frozenset[str]:
    """Return every part that signals look for."""
    return frozenset(
        part
        for signal in signals
        for parts in (signal.all, signal.none, signal.none_near, signal.elsewhere, signal.absent)
        for part in parts
    )


class Patterns:
    """Compiled vocabulary; fills itself as concepts are asked for."""

    def __init__(self, vocabulary: Vocabulary, parts: frozenset[str] = frozenset()) -> None:
        """Take the parts that will be looked for; others are found too, only more slowly."""
        self._concepts = vocabulary.concepts
        self.topics = TopicReader(vocabulary.topics)
        self.negation = re.compile(vocabulary.negation)
        self.exception = re.compile(vocabulary.exception)
        self.parts = parts
        self._compiled: dict[str, re.Pattern[str]] = {}
        self._needed: dict[str, tuple[str, ...]] = {}
        self._anywhere: list[str] = []
        self._by_word: dict[str, list[str]] = {}
        self._words: dict[str, list[str]] = {}
        for part in sorted(parts):
            self._enter(part)
        self._beginnings = frozenset(self._words)

    def _enter(self, part: str) -> None:
        words = self.needed(part)
        if not words:
            self._anywhere.append(part)
        for word in words:
            if word not in self._by_word:
                self._by_word[word] = []
                self._words.setdefault(word[:_BEGINNING], []).append(word)
            self._by_word[word].append(part)

    def pattern(self, part: str) -> re.Pattern[str]:
        """Return the compiled form of a concept reference or pattern."""
        known = self._compiled.get(part)
        if known is None:
            known = self._compiled[part] = re.compile(expand(part, self._concepts))
        return known

    def needed(self, part: str) -> tuple[str, ...]:
        """Return words of which one must stand where `part` is found; empty if unknown."""
        known = self._needed.get(part)
        if known is None:
            known = self._needed[part] = required_words(expand(part, self._concepts))
        return known

    def possible(self, line: str) -> frozenset[str]:
        """Return those of the known parts that may stand in a line, told by their words."""
        found = set(self._anywhere)
        beginnings = {*line, *map(add, line, line[1:])}
        for beginning in self._beginnings & beginnings:
            for word in self._words[beginning]:
                if word in line:
                    found.update(self._by_word[word])
        return frozenset(found)

    def may_hold(self, line: str, part: str) -> bool:
        """Tell whether a part that is not among the known ones may stand in a line."""
        words = self.needed(part)
        return not words or any(word in line for word in words)

    def negated(self, text: str, place: int, reach: int) -> bool:
        """Tell whether the words from `place` to `reach` take back what stands before them."""
        match = self.negation.search(text, place, reach)
        if match is None:
            return False
        return self.exception.search(text, place, match.end() + 4) is None
