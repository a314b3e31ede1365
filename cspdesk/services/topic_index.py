"""Which topic a whole text is about: BM25 over pairs of characters, as a degree per topic."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cspdesk.services.folding import Folded, fold_word

_SATURATION = 1.2
_LENGTH_SHARE = 0.75
_GRAMMAR_SHARE = 0.3
_MOST_REPEATS = 2
_EVERYWHERE = 0.3
_SURE = 14.0
_KEPT_SENTENCES = 4096
_LEAST_DISTANCE, _FULL_DISTANCE = 1.0, 3.5


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic that the text is about; `start` and `end` are the most telling sentence."""

    target: str
    degree: float
    start: int
    end: int


class TopicIndex:
    """Compares a text with the joint wording of each topic.

    A topic's degree tells how far it stands out from the other topics of the same index,
    damped where the text shares little wording with any of them.
    """

    def __init__(self, topics: Mapping[str, Iterable[str]]) -> None:
        counts = {
            name: Counter(gram for text in texts for gram in pairs(fold_word(text)))
            for name, texts in topics.items()
        }
        self._names = tuple(counts)
        sizes = [sum(found.values()) for found in counts.values()]
        average = sum(sizes) / max(len(sizes), 1) or 1.0
        spread = Counter(gram for found in counts.values() for gram in found)
        values = _values(spread, len(sizes))
        self._weights: dict[str, list[tuple[int, float]]] = {gram: [] for gram in values}
        # Only the sentence that was edited is read again.
        self._read = lru_cache(maxsize=_KEPT_SENTENCES)(self._read_sentence)
        for number, (found, size) in enumerate(zip(counts.values(), sizes, strict=True)):
            damping = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * size / average)
            for gram, count in found.items():
                if gram in values:
                    strength = values[gram] * count / (count + damping)
                    self._weights[gram].append((number, strength))

    def find(self, folded: Folded) -> tuple[Topic, ...]:
        """Return the topics that stand out, strongest first."""
        if not self._names or not folded.sentences:
            return ()
        totals = [0.0] * len(self._names)
        best: list[tuple[float, tuple[int, int]]] = [(0.0, (0, 0))] * len(self._names)
        seen: Counter[str] = Counter()
        for start, end in folded.sentences:
            sentence = self._read(folded.text[start:end])
            seen.update(sentence.grams)
            shares = dict(sentence.shares)
            for gram in sentence.grams:
                if seen[gram] > _MOST_REPEATS:
                    for number, strength in self._weights[gram]:
                        shares[number] -= strength
            for number, share in shares.items():
                totals[number] += share
                if share > best[number][0]:
                    best[number] = (share, (start, end))
        return self._standing_out(totals, [place for _, place in best])

    def _read_sentence(self, text: str) -> _Sentence:
        grams = tuple(sorted(gram for gram in set(pairs(text)) if gram in self._weights))
        shares: dict[int, float] = {}
        for gram in grams:
            for number, strength in self._weights[gram]:
                shares[number] = shares.get(number, 0.0) + strength
        return _Sentence(grams, tuple(shares.items()))

    def _standing_out(
        self, totals: list[float], places: list[tuple[int, int]]
    ) -> tuple[Topic, ...]:
        mean = sum(totals) / len(totals)
        deviation = math.sqrt(sum((t - mean) ** 2 for t in totals) / len(totals)) or 1.0
        topics = []
        for number, total in enumerate(totals):
            distance = (total - mean) / deviation
            span = _FULL_DISTANCE - _LEAST_DISTANCE
            degree = min(max((distance - _LEAST_DISTANCE) / span, 0.0), 1.0)
            degree *= min(1.0, total / _SURE)
            if degree > 0:
                topics.append(Topic(self._names[number], degree, *places[number]))
        return tuple(sorted(topics, key=lambda topic: -topic.degree))


class _Sentence(NamedTuple):
    """The telling pairs of a sentence, and what they add up to by number of the topic."""

    grams: tuple[str, ...]
    shares: tuple[tuple[int, float], ...]


def _values(spread: Mapping[str, int], total: int) -> dict[str, float]:
    """Return what sharing a pair is worth; pairs found in too many topics are worth nothing."""
    return {
        gram: math.log(1 + (total - count + 0.5) / (count + 0.5))
        * (1 + _SATURATION)
        * (_GRAMMAR_SHARE if is_grammar(gram) else 1.0)
        for gram, count in spread.items()
        if count <= max(_EVERYWHERE * total, 1)
    }


def pairs(text: str) -> list[str]:
    """Return all pairs of neighbouring characters."""
    return [text[i : i + 2] for i in range(len(text) - 1)]


@lru_cache(maxsize=16384)
def is_grammar(gram: str) -> bool:
    """Tell whether a pair is grammar rather than content."""
    return all("\u3041" <= char <= "\u309f" or char in "、。ー「」" for char in gram)
