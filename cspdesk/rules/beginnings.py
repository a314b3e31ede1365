"""With which characters a pattern's matches begin: where to try it, instead of everywhere.

A run of digits counts as one sign, so that `[0-9]{1,3}日` is known to begin with `0日`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import add
from typing import NamedTuple

REFERENCE = re.compile(r"@([a-z][a-z0-9_]+)|<([a-z][a-z0-9_]+)>")

# An alternative that is nothing but a word, as most are.
_WORD = re.compile(r"[^\\\[\](){}.*+?|^$@<]{1,40}(?=\||$)")
# Other braces are signs like any other.
_BOUNDS = re.compile(r"\{(?=[0-9,])([0-9]*)(,?)([0-9]*)\}")
LENGTH = 2
_MANY = 150
_MAX_SET = 40
_ZERO_WIDTH = ("(?=", "(?!", "(?<=", "(?<!")
_ZERO_WIDTH_ESCAPES = "bBAZ"
_DIGITS = re.compile("[0-9]+")


class _Known(NamedTuple):
    """The beginning of a match; `whole` while what follows in the pattern follows in it."""

    words: str
    whole: bool


def folded(words: str) -> str:
    """Return words with a zero for each run of digits."""
    return _DIGITS.sub("0", words)


class Folded(NamedTuple):
    """A line with a zero for each run of digits.

    Attributes:
        origins: for each sign and for the end its place in the line; empty where nothing moved.
    """

    line: str
    origins: Sequence[int]

    def runs(self) -> Iterable[str]:
        """Return all runs of up to `LENGTH` signs, which are two.

        >>> sorted(fold("計12日").runs())
        ['0', '0日', '日', '計', '計0']
        """
        return chain(self.line, map(add, self.line, self.line[1:]))

    def places(self, words: str) -> list[int]:
        """Return the places in the line at which words stand, which are folded.

        >>> fold("計12日").places("0日")
        [1, 2]
        """
        found: list[int] = []
        place = self.line.find(words)
        while place >= 0:
            if self.origins:
                found.extend(range(self.origins[place], self.origins[place + 1]))
            else:
                found.append(place)
            place = self.line.find(words, place + 1)
        return found


def fold(line: str) -> Folded:
    """Return a line folded, with the way back.

    >>> fold("計12日")
    Folded(line='計0日', origins=[0, 1, 3, 4])
    """
    short = folded(line)
    if len(short) == len(line):
        return Folded(short, ())
    origins: list[int] = []
    done = 0
    for run in _DIGITS.finditer(line):
        origins.extend(range(done, run.start() + 1))
        done = run.end()
    origins.extend(range(done, len(line) + 1))
    return Folded(short, origins)


_Beginnings = frozenset[_Known]
_ANYTHING: _Beginnings = frozenset({_Known("", whole=False)})
_NOTHING: _Beginnings = frozenset({_Known("", whole=True)})


class BeginningReader:
    """Finds the beginnings of patterns; those of concepts are worked out once."""

    def __init__(self, concepts: dict[str, str]) -> None:
        self._concepts = concepts
        self._of_concept: dict[str, _Beginnings] = {}

    def beginnings(self, part: str) -> frozenset[str]:
        """Return words of which one stands at the beginning of every match; empty if unknown.

        They are folded, and so has to be the line in which they are looked for.

        >>> reader = BeginningReader({"bank": "口座|銀行"})
        >>> sorted(reader.beginnings("お?支払い|@bank[^。]{0,4}へ"))
        ['お支', '口座', '支払', '銀行']
        >>> reader.beginnings(".円"), reader.beginnings("あ?")
        (frozenset(), frozenset())
        """
        words = {known.words for known in self._of_alternatives(part)}
        if "" in words:
            return frozenset()
        return frozenset(
            word for word in words if not any(word[:n] in words for n in range(1, len(word)))
        )

    def _of_alternatives(self, pattern: str) -> _Beginnings:
        found: set[_Known] = set()
        branch = _NOTHING
        place = 0
        while place < len(pattern):
            if (word := _WORD.match(pattern, place)) is not None and branch is _NOTHING:
                beginning = folded(word[0])
                found.add(_Known(beginning[:LENGTH], len(beginning) < LENGTH))
                place = word.end() + 1
                continue
            if pattern[place] == "|":
                found |= branch
                branch = _NOTHING
                place += 1
                continue
            end = _end_of_piece(pattern, place)
            piece = pattern[place:end]
            place, fewest, most = _repeats(pattern, end)
            if any(known.whole for known in branch):
                branch = _joined(branch, _repeated(self._of_piece(piece), fewest, most))
        if place == len(pattern):
            found |= branch
        return frozenset(found)

    def _of_piece(self, piece: str) -> _Beginnings:
        reference = REFERENCE.fullmatch(piece)
        if reference is not None:
            return self._of_named(reference[1] or reference[2])
        if piece.startswith("(?:"):
            return self._of_alternatives(piece[3:-1])
        return _of_sign(piece)

    def _of_named(self, name: str) -> _Beginnings:
        if name not in self._of_concept:
            self._of_concept[name] = self._of_alternatives(self._concepts[name])
        return self._of_concept[name]


def _of_sign(piece: str) -> _Beginnings:
    """Return the beginnings of a letter, a set, or a group that takes no room."""
    if piece.startswith(_ZERO_WIDTH) or piece in "^$":
        return _NOTHING
    if piece.startswith("["):
        letters = _letters_of(piece[1:-1])
        return frozenset(_Known(letter, whole=True) for letter in letters) or _ANYTHING
    if piece.startswith("\\"):
        if piece[1] in _ZERO_WIDTH_ESCAPES:
            return _NOTHING
        return _ANYTHING if piece[1].isalnum() else frozenset({_Known(piece[1], whole=True)})
    if piece.startswith("(") or piece == ".":
        return _ANYTHING
    return frozenset({_Known(folded(piece), whole=True)})


def _letters_of(inside: str) -> set[str]:
    """Return the letters of a set, none if they are many or not listed one by one."""
    if inside.startswith("^") or "\\" in inside:
        return set()
    found: set[str] = set()
    place = 0
    while place < len(inside):
        if inside[place + 1 : place + 2] == "-" and place + 2 < len(inside):
            first, last = ord(inside[place]), ord(inside[place + 2])
            if last - first > _MAX_SET:
                return set()
            found |= {folded(chr(code)) for code in range(first, last + 1)}
            place += 3
        else:
            found.add(folded(inside[place]))
            place += 1
    return found if len(found) <= _MAX_SET else set()


def _repeated(piece: _Beginnings, fewest: int, most: int) -> _Beginnings:
    # Two suffice: more of them begin with the same signs.
    often = piece if most == 1 else _joined(piece, piece | _NOTHING)
    return often if fewest else often | _NOTHING


def _run_on(words: str, more: str) -> str:
    """Put folded words together; digits that meet are one run."""
    return words + (more[1:] if words.endswith("0") and more.startswith("0") else more)


def _joined(known: _Beginnings, following: _Beginnings) -> _Beginnings:
    """Let every beginning that is not cut off yet go on in every way that follows."""
    cut_off = {entry for entry in known if not entry.whole}
    growing = [entry.words for entry in known if entry.whole]
    for length in range(LENGTH, 0, -1):
        ways = {(more[:length], whole and len(more) < length) for more, whole in following}
        if len(growing) > 1 and len(growing) * len(ways) > _MANY:
            continue
        grown = {(_run_on(words, more), whole) for words in growing for more, whole in ways}
        return frozenset(cut_off).union(
            _Known(words[:length], whole and len(words) < length) for words, whole in grown
        )
    return frozenset(_Known(words, whole=False) for words, _ in known)


def _end_of_piece(pattern: str, place: int) -> int:
    """Return the index behind the letter, set or group that begins at `place`."""
    sign = pattern[place]
    if sign in "@<" and (reference := REFERENCE.match(pattern, place)) is not None:
        return reference.end()
    if sign == "\\":
        return pattern.index("}", place) + 1 if pattern[place + 1] == "N" else place + 2
    if sign == "[":
        place += 1 if pattern[place + 1] != "^" else 2
        while pattern[place] != "]":
            place += 2 if pattern[place] == "\\" else 1
        return place + 1
    if sign != "(":
        return place + 1
    place += 1
    if pattern.startswith(("?<=", "?<!"), place):
        place += 3
    while pattern[place] != ")":
        place = _end_of_piece(pattern, place)
    return place + 1


def _repeats(pattern: str, place: int) -> tuple[int, int, int]:
    """Return the index behind a repeat sign, and how often at least and at most it repeats."""
    sign = pattern[place : place + 1]
    fewest, most = 1, 1
    if sign == "?":
        place, fewest = place + 1, 0
    elif sign in {"*", "+"} and sign:
        place, fewest, most = place + 1, int(sign == "+"), 2
    elif (bounds := _BOUNDS.match(pattern, place)) is not None:
        low, parted, high = bounds.groups()
        fewest = int(low or 0)
        most = int(high) if high else 2 if parted else fewest
        place = bounds.end()
    else:
        return place, fewest, most
    if pattern[place : place + 1] == "?":
        place += 1
    return place, fewest, most
