"""Places in a text: Qt counts in UTF-16 units, everything else in code points."""

from __future__ import annotations

import re
from bisect import bisect_left

_WIDE_SIGN = re.compile("[\U00010000-\U0010ffff]")


def units(text: str) -> int:
    """Return how many of Qt's positions a text takes."""
    return len(text.encode("utf-16-le")) // 2


class Places:
    """The places of one text, for many look-ups."""

    def __init__(self, text: str) -> None:
        self._wide = [found.start() for found in _WIDE_SIGN.finditer(text)]

    def of(self, place: int) -> int:
        """Return Qt's position of a place."""
        return place + bisect_left(self._wide, place)

    def back(self, position: int) -> int:
        """Return the place of one of Qt's positions."""
        before = sum(1 for number, wide in enumerate(self._wide) if wide + number < position)
        return position - before
