"""Tells whether a regular expression could take more than linear time."""

from __future__ import annotations

import re

# An open-ended repeat may take more than linear time by itself.
_OPEN_REPEAT = re.compile(r"(?<!\\)(?:[*+]|\{\d*,\})")
_SET = re.compile(r"\[(?:\\.|[^\]\\])*\]")
_ESCAPED = re.compile(r"\\.")
_REPEAT = re.compile(r"\?|\{(\d+)(?:,(\d+))?\}")
# A repeat is tried at every place, so its bound counts for every character of the text.
_MOST = 200
_SIGNS = re.compile(r"\(|\)|\?(?![:=!<P])|\{\d+(?:,\d+)?\}")


def repeat_fault(pattern: str) -> str:
    """Return the repeat that could run away, empty if there is none.

    >>> repeat_fault("あ{1,3}(?:い|う)?"), repeat_fault("あ*"), repeat_fault("(?:あ{1,9}){1,9}")
    ('', '*', '(…){1,9}')
    """
    plain = _ESCAPED.sub("x", _SET.sub("x", pattern))
    found = _OPEN_REPEAT.search(_SET.sub("[]", pattern))
    return found[0] if found else _repeat_out_of_bounds(plain)


def _repeat_out_of_bounds(plain: str) -> str:
    """Return a repeat that is too long or holds one of varying length, empty if there is none."""
    varying = [False]
    closed = (-1, False)
    for sign in _SIGNS.finditer(plain):
        if sign[0] == "(":
            varying.append(False)
        elif sign[0] == ")":
            inner = varying.pop() if len(varying) > 1 else False
            varying[-1] |= inner
            closed = (sign.end(), inner)
        else:
            low, high = _range(sign[0])
            if high > _MOST:
                return sign[0]
            if closed == (sign.start(), True) and high > 1:
                return f"(…){sign[0]}"
            varying[-1] |= low != high
    return ""


def _range(repeat: str) -> tuple[int, int]:
    bounds = _REPEAT.fullmatch(repeat)
    if bounds is None or bounds[1] is None:
        return 0, 1
    return int(bounds[1]), int(bounds[2] or bounds[1])
