"""Tells whether a regular expression could take more than linear time."""

from __future__ import annotations

import re
from dataclasses import dataclass

# What is escaped or stands in a set neither opens, repeats nor parts anything.
_ESCAPED = re.compile(r"\\(?:N\{[^}]*\}|.)", re.DOTALL)
_SET = re.compile(r"\[\^?\]?[^\]]*\]")
# An open-ended repeat may take more than linear time by itself.
_OPEN_REPEAT = re.compile(r"[*+]|\{\d*,\}")
_REPEAT = re.compile(r"\?|\{(\d*)(,?)(\d*)\}")
# A repeat is tried at every place, so its bound counts for every character of the text.
_MOST = 200
# In how many ways a pattern may fit the same signs, counted without what concepts stand for.
_MOST_WAYS = 50_000
_SIGNS = re.compile(r"\(|\)|\||\?(?![:=!<P>])|\{(?:\d+(?:,\d*)?|,\d+)\}")
_ESCAPED_NAME = re.compile(r"(?<!\\)(?:\\\\)*\\([@<][a-z])")
_EMPTY_SET = re.compile(r"\[\^?\]")
# Where patterns begin and what they hold is read without these.
_UNREAD = re.compile(r"\(\?#|\[\^?\]|\{(?!\d+(?:,\d*)?\}|,\d+\})")


@dataclass(slots=True)
class _Group:
    """What was read of a group: ways of its alternatives so far, and whether its length varies."""

    most: int = 1
    ways: int = 1
    parted: bool = False
    varying: bool = False

    def part(self) -> None:
        self.most, self.ways, self.parted = max(self.most, self.ways), 1, True

    @property
    def all_ways(self) -> int:
        return max(self.most, self.ways)


def repeat_fault(pattern: str) -> str:
    """Return the repeat that could run away, empty if there is none.

    >>> repeat_fault("あ{1,3}(?:い|う)?"), repeat_fault("あ*"), repeat_fault("(?:あ{1,9}){1,9}")
    ('', '*', '(…){1,9}')
    """
    plain = _SET.sub("x", _ESCAPED.sub("x", pattern))
    found = _OPEN_REPEAT.search(plain)
    return found[0] if found else _repeat_out_of_bounds(plain)


def unread_sign(part: str) -> str:
    r"""Return the first sign that patterns here do not know, empty if there is none.

    >>> unread_sign("{氏名}"), unread_sign(r"\{氏名\}[{}]あ{2}")
    ('{', '')
    """
    if (found := _ESCAPED_NAME.search(part)) is not None:
        return found[1]
    bare = _ESCAPED.sub("x", part)
    found = _UNREAD.search(bare) if _EMPTY_SET.search(bare) else _UNREAD.search(_SET.sub("x", bare))
    return found[0] if found else ""


def ways_fault(part: str) -> str:
    """Return the first repeat with which a part has too many ways to fit, empty if none.

    >>> ways_fault("あ{0,20}い{0,20}"), ways_fault("あ{0,100}い{0,100}う{0,100}")
    ('', '{0,100}')
    """
    return _repeat_out_of_bounds(_SET.sub("x", _ESCAPED.sub("x", part)), _MOST_WAYS)


def _repeat_out_of_bounds(plain: str, most_ways: int | None = None) -> str:
    """Return a repeat that is too long, or one around what can fit in more than one way."""
    groups = [_Group()]
    closed, inner = -1, _Group()
    for sign in _SIGNS.finditer(plain):
        if sign[0] == "(":
            groups.append(_Group())
        elif sign[0] == "|":
            groups[-1].part()
        elif sign[0] == ")":
            closed, inner = sign.end(), groups.pop() if len(groups) > 1 else _Group()
            groups[-1].varying |= inner.varying
            groups[-1].ways *= inner.all_ways
        else:
            low, high = _range(sign[0])
            if high > _MOST:
                return sign[0]
            if closed == sign.start() and high > 1 and (inner.varying or inner.parted):
                return f"(…){sign[0]}"
            groups[-1].varying |= low != high
            groups[-1].ways *= high - low + 1
            if most_ways is not None and groups[-1].ways > most_ways:
                return sign[0]
    return ""


def _range(repeat: str) -> tuple[int, int]:
    bounds = _REPEAT.fullmatch(repeat)
    if bounds is None or repeat == "?":
        return 0, 1
    low = int(bounds[1] or 0)
    return low, int(bounds[3]) if bounds[2] else low
