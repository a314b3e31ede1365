"""What a sentence sounds like: a linear reading of its characters, learned from own sentences.

It recognises needs that nobody's list of words foresaw, since every target was learned from
dozens of ways in which owners say it. `scripts/train_heard.py` makes the weights; nothing is
learned at run time and no library for learning is needed.
"""

from __future__ import annotations

import json
import math
import struct
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cspdesk import data_files
from cspdesk.errors import DataFileError
from cspdesk.services.folding import Folded

LONGEST = 3
"""Longest run of characters that is looked at."""

SHARPNESS = 4
"""How much a margin counts when the share of a target is told."""

# A sentence of six characters has as many; what is shorter is a greeting or a slip.
_LEAST_RUNS = 15
_KEPT_SENTENCES = 4096
_HEAD = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class Heard:
    """A target that a sentence sounds like.

    Attributes:
        degree: its share among all that the sentence may mean; 1 = nothing else comes near.
        start, end: folded places of the sentence.
    """

    target: str
    degree: float
    start: int
    end: int


class HeardSentences:
    """Tells what each sentence of a text sounds like.

    A sentence is the vector of its runs of one to three characters, each counted as
    `1 + ln(times)` times its rarity and the whole brought to length one; a target's margin is
    the sum of its weights plus its start. Margin -1 is as far as other targets' sentences lie,
    +1 as near as its own; the degree is the target's share of all `exp(4 * margin)`.

    Attributes:
        targets: ids of all that can be heard.
    """

    def __init__(self, targets: tuple[str, ...], starts: array[float], runs: _Runs) -> None:
        self.targets = targets
        self._starts = starts
        self._runs = runs
        self._sums = lru_cache(maxsize=_KEPT_SENTENCES)(self._sums_of)
        self._degrees = lru_cache(maxsize=_KEPT_SENTENCES)(self._degrees_of)

    def read(self, folded: Folded, settled: tuple[tuple[int, int], ...] = ()) -> tuple[Heard, ...]:
        """Return the clearest place of every target that the text sounds like.

        Args:
            folded: the text.
            settled: parts that are passed over, see `stance.settled_spans`.
        """
        best: dict[int, Heard] = {}
        for start, end in folded.sentences:
            for number, degree in self._degrees(without(folded.text, start, end, settled)):
                if number not in best or degree > best[number].degree:
                    best[number] = Heard(self.targets[number], degree, start, end)
        return tuple(sorted(best.values(), key=lambda heard: -heard.degree))

    def degrees(self, sentence: str) -> dict[str, float]:
        """Return the share of every target that a folded sentence comes near to, 0 to 1.

        It is empty for a sentence of fewer than six characters or so.
        """
        return {self.targets[number]: degree for number, degree in self._degrees(sentence)}

    def margins_together(self, sentences: Iterable[tuple[str, float]]) -> dict[str, float]:
        """Return the margin of every target for sentences taken as one.

        Args:
            sentences: folded sentences, each with its part between 0 and 1. A sentence of
                small part still counts in the length, so that a talk with little to the point
                comes near to nothing.
        """
        together, square = array("f", bytes(4 * len(self._starts))), 0.0
        for sentence, part in sentences:
            found = self._sums(sentence)
            if found.known < _LEAST_RUNS:
                continue
            square += found.length * found.length
            for number, one in enumerate(found.sums):
                together[number] += part * one
        length = math.sqrt(square) or 1.0
        return {
            target: start + found / length
            for target, start, found in zip(self.targets, self._starts, together, strict=True)
        }

    def _sums_of(self, sentence: str) -> _Sums:
        sums = array("f", bytes(4 * len(self._starts)))
        square, known, runs = 0.0, 0, self._runs
        for name, times in runs_of(sentence).items():
            run = runs.numbers.get(name)
            if run is None:
                continue
            value = (1 + math.log(times)) * runs.rarity[run]
            square += value * value
            known += 1
            for place in range(runs.ends[run], runs.ends[run + 1]):
                sums[runs.targets[place]] += value * runs.weights[place]
        return _Sums(sums, math.sqrt(square) or 1.0, known)

    def _degrees_of(self, sentence: str) -> tuple[tuple[int, float], ...]:
        found = self._sums(sentence)
        if found.known < _LEAST_RUNS:
            return ()
        margins = (
            start + one / found.length for start, one in zip(self._starts, found.sums, strict=True)
        )
        near = [(number, math.exp(SHARPNESS * m)) for number, m in enumerate(margins) if m > -1]
        whole = sum(size for _, size in near)
        return tuple((number, size / whole) for number, size in near)


class _Sums(NamedTuple):
    """The weighed sum of every target, the length of the sentence's vector, its known runs."""

    sums: array[float]
    length: float
    known: int


def without(text: str, start: int, end: int, left_out: tuple[tuple[int, int], ...]) -> str:
    """Return the part of a folded text between two places, less what is left out."""
    parts = []
    for first, last in left_out:
        if start <= first < end:
            parts.append(text[start:first])
            start = min(last, end)
    return "".join((*parts, text[start:end]))


@dataclass(frozen=True, slots=True)
class _Runs:
    """The learned runs of characters; `ends[n]` to `ends[n + 1]` are the weights of run n."""

    numbers: Mapping[str, int]
    rarity: array[float]
    ends: array[int]
    targets: array[int]
    weights: array[float]


def runs_of(sentence: str) -> Counter[str]:
    """Return how often each run of one to three characters occurs in a folded sentence."""
    return Counter(
        sentence[start : start + length]
        for length in range(1, LONGEST + 1)
        for start in range(len(sentence) - length + 1)
    )


def load_heard(name: str) -> HeardSentences:
    """Return the reading whose weights are kept in a data file.

    The file is the length of a JSON head in four bytes (little-endian), the head with
    `targets`, `runs`, `scale` and the sizes, then arrays: rarity (float32), number of weights
    of each run (uint16), their targets (uint16), their sizes (int8, times `scale`), and the
    starts of the targets (float32).

    Raises:
        DataFileError: the file is missing or cut off.
    """
    return unpack_heard(name, data_files.read_bytes(name))


def unpack_heard(name: str, content: bytes) -> HeardSentences:
    """Return the reading that the content of a weights file makes, see `load_heard`.

    Raises:
        DataFileError: the content is cut off; it is spoken of by `name`.
    """
    try:
        size = _HEAD.unpack_from(content)[0]
        head = json.loads(content[_HEAD.size : _HEAD.size + size])
        body = _Body(content, _HEAD.size + size)
        runs, targets = head["runs"], tuple(head["targets"])
        rarity = array("f", body.take("f", len(runs)))
        counts = array("H", body.take("H", len(runs)))
        owners = array("H", body.take("H", sum(counts)))
        sizes = array("b", body.take("b", sum(counts)))
        weights = array("f", (size * head["scale"] for size in sizes))
        starts = array("f", body.take("f", len(targets)))
    except (struct.error, ValueError, KeyError) as error:
        raise DataFileError(name, "", str(error)) from error
    ends = array("I", [0])
    for count in counts:
        ends.append(ends[-1] + count)
    numbers = {run: number for number, run in enumerate(runs)}
    return HeardSentences(targets, starts, _Runs(numbers, rarity, ends, owners, weights))


class _Body:
    """Arrays one after the other, little-endian."""

    def __init__(self, content: bytes, place: int) -> None:
        self._content = content
        self._place = place

    def take(self, kind: str, number: int) -> bytes:
        """Return the bytes of the next `number` values of an array type code."""
        end = self._place + number * array(kind).itemsize
        if end > len(self._content):
            raise ValueError("cut off")
        values, self._place = self._content[self._place : end], end
        return values
