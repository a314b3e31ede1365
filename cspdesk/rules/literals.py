"""Words that a pattern cannot do without: a cheap look before an expensive search."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SPECIAL = frozenset("\\[](){}.*+?|^$")
# What parts a pattern: groups and alternatives; sets and escaped signs are none.
_PARTING = re.compile(r"\\.|\[(?:\\.|[^\\\]])*\]|[()|]", re.DOTALL)
_OPTIONAL = re.compile(r"\?|\*|\{0?,|\{0,")
_MIN_USEFUL = 1


def required_words(pattern: str) -> tuple[str, ...]:
    """Return words of which at least one occurs wherever `pattern` matches.

    Empty when some alternative has no such word; the pattern then has to be searched.

    >>> required_words("口コミ|星[1-5]つ?|(?:広告|宣伝)だ")
    ('口コミ', '星', 'だ')
    >>> required_words("口コミ|[0-9]")
    ()
    """
    words: list[str] = []
    for branch in _branches(pattern):
        word = max(_runs(branch), key=len, default="")
        if len(word) >= _MIN_USEFUL:
            words.append(word)
            continue
        more = next(filter(None, map(required_words, _groups(branch))), ())
        if not more:
            return ()
        words.extend(more)
    return tuple(dict.fromkeys(words))


def _branches(pattern: str) -> list[str]:
    """Split at the alternation signs of the outermost level."""
    found: list[str] = []
    depth = begin = 0
    for sign in _PARTING.finditer(pattern):
        depth += (sign[0] == "(") - (sign[0] == ")")
        if sign[0] == "|" and depth == 0:
            found.append(pattern[begin : sign.start()])
            begin = sign.end()
    found.append(pattern[begin:])
    return found


def _end_of_set(pattern: str, place: int) -> int:
    """Return the index behind the set that begins at `place`."""
    place += 1
    while place < len(pattern) and pattern[place] != "]":
        place += 2 if pattern[place] == "\\" else 1
    return place + 1


def _end_of_group(pattern: str, place: int) -> int:
    depth = 0
    for sign in _PARTING.finditer(pattern, place):
        depth += (sign[0] == "(") - (sign[0] == ")")
        if depth == 0:
            return sign.end()
    return len(pattern)


def _runs(branch: str) -> list[str]:
    """Return the runs of letters that every match of a branch holds."""
    found: list[str] = []
    run = ""
    place = 0
    while place < len(branch):
        sign = branch[place]
        if sign not in _SPECIAL:
            if _OPTIONAL.match(branch, place + 1):
                found.append(run)
                run = ""
            elif branch[place + 1 : place + 2] == "{":
                found.append(run + sign)
                run = ""
            else:
                run += sign
            place += 1
            continue
        found.append(run)
        run = ""
        if sign == "\\":
            place += 2
        elif sign == "[":
            place = _end_of_set(branch, place)
        elif sign == "(":
            place = _end_of_group(branch, place)
        elif sign == "{":
            # A brace that nothing closes is a letter like any other.
            place = branch.find("}", place) + 1 or place + 1
        else:
            place += 1
    found.append(run)
    return [word for word in found if word]


def _groups(branch: str) -> Iterator[str]:
    """Yield the insides of the plain groups that are not optional."""
    place = 0
    while place < len(branch):
        if branch[place] == "[":
            place = _end_of_set(branch, place)
        elif branch[place] == "\\":
            place += 2
        elif branch[place] == "(":
            end = _end_of_group(branch, place)
            plain = branch.startswith("(?:", place)
            if plain and not _OPTIONAL.match(branch, end):
                yield branch[place + 3 : end - 1]
            place = end
        else:
            place += 1
