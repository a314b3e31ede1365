"""What a sentence that uses no listed turn of phrase sounds like for the choice of a format.

The readings are learned from own sentences, see `heard_sentences` and `eval/heard/formats.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from cspdesk.services.catalogue import open_entry
from cspdesk.services.folding import Folded
from cspdesk.services.format_patterns import TURNS_FILE, Reading
from cspdesk.services.heard_sentences import HeardSentences, load_heard

HEARD_FORMATS_FILE = "catalogue/heard_formats.bin"

_COMMA = "、"
_LEAST_DEGREE = 0.3
# What is dictated without a stop is read by its first clauses, so that it costs no more.
_MOST_CLAUSES = 12
_FULL = 100


class FormatHearing:
    """Hears answers to the format model's questions in sentences and their clauses."""

    def __init__(self, heard: HeardSentences, gives: Mapping[str, Mapping[str, float]]) -> None:
        self._heard = heard
        self._gives = gives

    def read(self, folded: Folded) -> Iterator[Reading]:
        """Yield what the text sounds like; the surer, the stronger."""
        for heard in self._heard.read(replace(folded, sentences=_windows(folded))):
            if heard.degree < _LEAST_DEGREE:
                continue
            quote = folded.quote(heard.start, heard.end)
            for target, weight in self._gives[heard.target].items():
                yield Reading(target, weight * heard.degree, quote)


def load_hearing() -> FormatHearing:
    """Return the hearing of the shipped files.

    Raises:
        DataFileError: a file is missing or invalid.
    """
    told = open_entry(TURNS_FILE).entry("heard")
    heard = load_heard(HEARD_FORMATS_FILE)
    gives = {
        name: {target: int(points) / _FULL for target, points in told.raw(name).items()}
        for name in heard.targets
    }
    return FormatHearing(heard, gives)


def _windows(folded: Folded) -> tuple[tuple[int, int], ...]:
    """Return the places of each sentence, of its clauses, and of two clauses in a row.

    A hint is often one clause of a sentence that otherwise says what is made.
    """
    windows: list[tuple[int, int]] = []
    for start, end in folded.sentences:
        cuts = [start]
        while (comma := folded.text.find(_COMMA, cuts[-1], end)) >= 0:
            if len(cuts) == _MOST_CLAUSES:
                break
            cuts.append(comma + 1)
        cuts.append(end)
        windows.append((start, end))
        windows.extend(pairwise(cuts))
        windows.extend(zip(cuts, cuts[2:], strict=False))
    return tuple(dict.fromkeys(windows))
