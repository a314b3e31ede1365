"""Turns of phrase that answer the format model's questions, read sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cspdesk.domain.kana import to_hiragana
from cspdesk.errors import DataFileError
from cspdesk.services.catalogue import Entry, open_entry
from cspdesk.services.folding import Folded

TURNS_FILE = "catalogue/format_turns.toml"
PATTERN_FILES = ("catalogue/format_patterns.toml", TURNS_FILE)

_PART = re.compile(r"<([a-z_]+)>")
_FULL = 100


@dataclass(frozen=True, slots=True)
class Pattern:
    """One turn of phrase.

    Attributes:
        unless: where this is said too, the pattern says nothing.
        across: `unless` counts anywhere in the text, otherwise in the same sentence.
        gives: `question=value` or `gate=id` with a strength between 0 and 1.
    """

    when: re.Pattern[str]
    unless: re.Pattern[str] | None
    across: bool
    gives: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Something a text says: `question=value` or `gate=id`, how surely, in which words."""

    target: str
    weight: float
    quote: str


class PatternReader:
    """Reads the patterns of a data file out of folded texts."""

    def __init__(self, patterns: tuple[Pattern, ...]) -> None:
        self._patterns = patterns

    def read(self, folded: Folded) -> Iterator[Reading]:
        """Yield what the text says, each pattern at most once a sentence."""
        for pattern in self._patterns:
            barred = pattern.across and pattern.unless is not None
            if barred and pattern.unless is not None and pattern.unless.search(folded.text):
                continue
            for first, last in folded.sentences:
                # A slice, so that `$` means the end of the sentence.
                sentence = folded.text[first:last]
                found = pattern.when.search(sentence)
                if found is None or (pattern.unless and pattern.unless.search(sentence)):
                    continue
                quote = folded.clause_quote(first + found.start(), first + found.end())
                for target, weight in pattern.gives:
                    yield Reading(target, weight, quote)


def load_patterns() -> tuple[Pattern, ...]:
    """Return the patterns of the shipped files; a file knows the parts of those before it.

    Raises:
        DataFileError: an unknown part or an expression that cannot be read.
    """
    parts: dict[str, str] = {}
    patterns: list[Pattern] = []
    for file in PATTERN_FILES:
        entry = open_entry(file)
        for name, expression in entry.raw("parts").items():
            parts[name] = _filled(entry, str(expression), parts)
        patterns.extend(_pattern(found, parts) for found in entry.entries("pattern"))
    return tuple(patterns)


def _pattern(entry: Entry, parts: dict[str, str]) -> Pattern:
    unless = entry.text_or("unless", "")
    ways = entry.texts("any") or (entry.text("when", empty=False),)
    gives = tuple((name, int(points) / _FULL) for name, points in entry.raw("gives").items())
    pattern = Pattern(
        when=_compiled(entry, "|".join(ways), parts),
        unless=_compiled(entry, unless, parts) if unless else None,
        across=entry.flag("across"),
        gives=gives,
    )
    entry.done()
    return pattern


def _compiled(entry: Entry, expression: str, parts: dict[str, str]) -> re.Pattern[str]:
    filled = _filled(entry, expression, parts)
    try:
        return re.compile(to_hiragana(filled.lower()))
    except re.error as error:
        raise DataFileError(entry.file, entry.label, f"bad expression: {error}") from error


def _filled(entry: Entry, expression: str, parts: dict[str, str]) -> str:
    def part(found: re.Match[str]) -> str:
        if found[1] not in parts:
            raise DataFileError(entry.file, entry.label, f"unknown part {found[1]}")
        return parts[found[1]]

    # (?<! and (?<= stay, since a part's name ends with >.
    return _PART.sub(part, expression)
