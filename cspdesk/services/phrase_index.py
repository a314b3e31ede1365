"""Likeness of what was said to whole sentences that owners are known to say."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from cspdesk.services.folding import Folded, fold_word
from cspdesk.services.topic_index import is_grammar, pairs

_HIRAGANA_SHARE = 0.3
_LEAST = 0.34
_FULL_INFORMATION = 30.0
_SPREAD = 60


@dataclass(frozen=True, slots=True)
class Likeness:
    """A sentence of the text that resembles a known phrase; places are folded."""

    target: str
    phrase: str
    degree: float
    start: int
    end: int


class PhraseIndex:
    """Finds phrases by shared pairs of characters, rare pairs counting more."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        self._phrases = tuple(phrases)
        grams = [frozenset(pairs(fold_word(phrase))) for _, phrase in self._phrases]
        spread = Counter(gram for found in grams for gram in found)
        total = len(grams) + 1
        self._value = {
            gram: math.log(total / count) * (_HIRAGANA_SHARE if is_grammar(gram) else 1.0)
            for gram, count in spread.items()
        }
        self._holders: dict[str, list[int]] = defaultdict(list)
        self._mass: list[float] = []
        for number, found in enumerate(grams):
            self._mass.append(sum(self._value[gram] for gram in found) or 1.0)
            for gram in found:
                if spread[gram] <= _SPREAD or not is_grammar(gram):
                    self._holders[gram].append(number)

    def find(self, folded: Folded) -> tuple[Likeness, ...]:
        """Return for each target its best likeness, degree between 0 and 1."""
        best: dict[str, Likeness] = {}
        for start, end in folded.sentences:
            shared: dict[int, float] = defaultdict(float)
            for gram in frozenset(pairs(folded.text[start:end])):
                value = self._value.get(gram, 0.0)
                for number in self._holders.get(gram, ()):
                    shared[number] += value
            for number, mass in shared.items():
                degree = self._degree(mass, self._mass[number])
                target, phrase = self._phrases[number]
                if degree > 0 and (target not in best or best[target].degree < degree):
                    best[target] = Likeness(target, phrase, degree, start, end)
        return tuple(best.values())

    @staticmethod
    def _degree(shared: float, whole: float) -> float:
        """Return 0 below the least share; short phrases say little however well they match."""
        share = shared / whole
        if share < _LEAST:
            return 0.0
        return (share - _LEAST) / (1 - _LEAST) * min(1.0, whole / _FULL_INFORMATION)
