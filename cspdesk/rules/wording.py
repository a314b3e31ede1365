"""What a sentence is worded like: a linear reading of its characters, beside the rules.

It knows wordings that no list of words foresees, since every code was learned from many ways
of saying it and as many innocent ways of saying nearly the same. `scripts/train_wording.py`
makes the weights from `eval/`; nothing is learned at run time, and no library for learning is
needed.
"""

from __future__ import annotations

import json
import re
import struct
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from operator import add
from typing import NamedTuple

from cspdesk.errors import DataFileError
from cspdesk.rules.text import Span

LONGEST = 2
"""Longest run of characters that has weights."""

MOST_WORDS = 3
"""How many of the words that weighed most are told."""

# So far beyond its threshold a sentence has to lie alone where another stands beside it: alone it
# may lack what makes it innocent.
_ALONE_MORE = 1 / 3
# So far below its threshold a sentence is no example of its code.
_UNLIKE = -0.6

# What is shorter is a label or a greeting, what is longer is no sentence.
_SHORTEST, _LONGEST_SENTENCE = 8, 400
_HEAD = struct.Struct("<I")
# Beside the codes: squared rarity, and one for each run.
_FURTHER = 2
_ZERO = 128
_LANE_BYTES = 4
_LANE = 8 * _LANE_BYTES
_WORD = re.compile(
    r"[一-鿋々]+(?:[いえきけしちびみめりれ][一-鿋々]+)?[ぁ-ゖ]{0,2}|[ァ-ヺー]{2,}|[a-z0-9]+|[ぁ-ゖー]{2,6}"
)
END = "$"
_PARTICLES = "のをがはにでともへや"


class Likeness(NamedTuple):
    """A code that a sentence is worded like.

    Attributes:
        margin: how far it lies beyond the code's threshold; never below 0.
    """

    code: str
    margin: float


class Worded(NamedTuple):
    """A place whose wording is like a code.

    Attributes:
        margin: how far it lies beyond the code's threshold; never below 0.
    """

    start: int
    end: int
    code: str
    margin: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a code is told: as a remark of this rule.

    Attributes:
        question: stands for `{question}` in the rule's advice.
        doubts: what the rule found in a sentence that is worded quite unlike the code is only
            said for consideration.
        unless: pattern of sentences in normal form that figures clear; empty = none.
    """

    category: str
    rule: str
    question: str = ""
    doubts: bool = False
    unless: str = ""

    def is_cleared(self, sentence: str) -> bool:
        """Tell whether figures show that a sentence is no example of the code."""
        return bool(self.unless) and re.search(self.unless, sentence) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What is said of a wording around what the rule says; `{title}` is the rule's title.

    Attributes:
        title: instead of the rule's title.
        message: before the rule's message; `{words}` are the words that weighed most.
        fix: behind the rule's advice.
    """

    title: str
    message: str
    fix: str
    doubt: str
    readings: tuple[Reading, ...]
    few_sentences: int = 0
    more_among_many: float = 0.0

    def least_margin(self, sentences: int) -> float:
        """Return from which margin on a sentence is told in a text of so many."""
        return self.more_among_many if sentences > self.few_sentences else 0.0


class Wording:
    """Tells which codes a sentence is worded like.

    A sentence is the set of its characters and pairs of characters, those at its end once more
    with a mark. Each run that was learned has a
    weight for every code, all of them in one whole number of several lanes, so that a
    sentence is read by adding numbers up. The sum of a code's weights, brought to the length
    of the sentence, less one is its margin. Pairs were learned as they stand; words of two
    characters that occur in no example have the weights of the words whose company they keep
    elsewhere.

    Attributes:
        codes: all that can be told.
        telling: how they are told.
    """

    def __init__(
        self, codes: tuple[str, ...], runs: Mapping[str, int], scales: _Scales, telling: Telling
    ) -> None:
        self.codes = codes
        self.telling = telling
        self._runs = runs
        self._scales = scales
        self._lanes = len(codes) + _FURTHER

    def read(self, sentence: str) -> tuple[Likeness, ...]:
        """Return the codes that a sentence in normal form is worded like, clearest first."""
        if not _SHORTEST <= len(sentence) <= _LONGEST_SENTENCE:
            return ()
        return self._near(self._whole(sentence))

    def places(self, line: str, sentences: Sequence[Span]) -> tuple[Worded, ...]:
        """Return the places of a line that are worded like a code, in reading order.

        A sentence is read alone, and together with the one before where none of the two is
        told of alone. In a line of several sentences one alone has to lie further beyond its
        threshold.
        """
        alone_from = 1 + (_ALONE_MORE if len(sentences) > 1 else 0.0)
        found: list[Worded] = []
        before, whole_before = Span(0, 0), 0
        alone_before: set[str] = set()
        for sentence in sentences:
            start, end = sentence
            words = line[start:end]
            if not _SHORTEST <= end - start <= _LONGEST_SENTENCE:
                before, whole_before = sentence, 0
                continue
            whole = self._whole(words)
            alone = dict(self._near(whole, alone_from))
            found += [Worded(start, end, code, alone[code]) for code in alone]
            if whole_before:
                together = dict(self._near(whole_before + whole))
                found += [
                    Worded(before.start, end, code, together[code])
                    for code in together.keys() - alone.keys() - alone_before
                ]
            before, whole_before, alone_before = sentence, whole, set(alone)
        return tuple(sorted(found))

    def margins(self, sentence: str) -> dict[str, float]:
        """Return how far each code lies beyond its threshold, below 0 where it is not told."""
        whole = self._whole(sentence)
        if not whole:
            return {}
        sums, zero, one = self._read(whole)
        return {code: (sum_ - zero) / one - 1 for code, sum_ in zip(self.codes, sums, strict=True)}

    def words(self, sentence: str, code: str) -> tuple[str, ...]:
        """Return the words of a sentence that spoke most for a code, in reading order."""
        lane = _LANE * self.codes.index(code)
        weights = {
            run: (known >> lane & 0xFF) - _ZERO
            for run in runs_of(sentence)
            if (known := self._runs.get(run))
        }
        spoken: dict[str, int] = {}
        for found in _WORD.finditer(sentence):
            word = found[0].rstrip(_PARTICLES) or found[0]
            spoken[word] = sum(weights.get(run, 0) for run in runs_of(word))
        ranked = sorted(spoken, key=lambda word: -spoken[word])[:MOST_WORDS]
        told = [word for word in ranked if spoken[word] > 0] or ranked[:1]
        return tuple(sorted(told, key=sentence.index))

    def is_unlike(self, sentences: Iterable[str], code: str) -> bool:
        """Tell whether none of some readings of a place comes anywhere near a code.

        It never is where nothing can be read.
        """
        lane = self.codes.index(code)
        unlike = False
        for sentence in sentences:
            readable = _SHORTEST <= len(sentence) <= _LONGEST_SENTENCE
            if readable and (whole := self._whole(sentence)):
                sums, zero, one = self._read(whole)
                if (sums[lane] - zero) / one - 1 >= _UNLIKE:
                    return False
                unlike = True
        return unlike

    def _near(self, whole: int, least: float = 1.0) -> tuple[Likeness, ...]:
        if not whole:
            return ()
        sums, zero, one = self._read(whole)
        told_from = zero + least * one
        if max(sums) < told_from:
            return ()
        near = [
            Likeness(code, (sum_ - zero) / one - 1)
            for code, sum_ in zip(self.codes, sums, strict=True)
            if sum_ >= told_from
        ]
        return tuple(sorted(near, key=lambda like: -like.margin))

    def _whole(self, sentence: str) -> int:
        """Return the sums of all lanes as one number, 0 where nothing is known."""
        return sum(filter(None, map(self._runs.get, runs_of(sentence))))

    def _read(self, whole: int) -> tuple[array[int], int, float]:
        """Return the sums of the codes, what stands for 0 in them, and how far on 1 is."""
        sums = array("I", whole.to_bytes(_LANE_BYTES * self._lanes, "little"))
        known, squares = sums.pop(), sums.pop()
        return sums, _ZERO * known, sqrt(squares * self._scales.square) / self._scales.weight or 1.0


class _Scales(NamedTuple):
    """What the whole numbers stand for."""

    weight: float
    square: float


def runs_of(sentence: str) -> set[str]:
    """Return the characters and pairs of a sentence, and its ends with a mark.

    >>> sorted(runs_of("やめ"))
    ['め', 'め$', 'や', 'やめ', 'やめ$']
    """
    if not sentence:
        return set()
    last = sentence[-1] + END, sentence[-LONGEST:] + END
    return {*sentence, *map(add, sentence, sentence[1:]), *last}


def unpack_wording(name: str, content: bytes, telling: Telling) -> Wording:
    """Return the reading that the content of a weights file makes.

    The content is the length of a JSON head in four bytes (little-endian), the head with
    `codes`, `weight`, `square` and `runs`, then for each run one byte a lane.

    Raises:
        DataFileError: the content is cut off, or lacks a code; it is spoken of by `name`.
    """
    try:
        size = _HEAD.unpack_from(content)[0]
        head = json.loads(content[_HEAD.size : _HEAD.size + size])
        codes, runs = tuple(head["codes"]), head["runs"]
        scales = _Scales(head["weight"], head["square"])
    except (struct.error, ValueError, KeyError) as error:
        raise DataFileError(name, "", str(error)) from error
    lanes = len(codes) + _FURTHER
    body = content[_HEAD.size + size :]
    if len(body) != lanes * len(runs):
        raise DataFileError(name, "", "cut off")
    if unknown := {reading.category for reading in telling.readings} ^ set(codes):
        raise DataFileError(name, "", f"codes and readings differ: {min(unknown)}")
    spread = bytearray(_LANE_BYTES * len(body))
    spread[::_LANE_BYTES] = body
    width = _LANE_BYTES * lanes
    numbers = (
        int.from_bytes(spread[place : place + width], "little")
        for place in range(0, len(spread), width)
    )
    return Wording(codes, dict(zip(runs, numbers, strict=True)), scales, telling)
