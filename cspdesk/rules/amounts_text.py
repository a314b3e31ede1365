"""Numbers and what they count, as people write them in a posting."""

from __future__ import annotations

import re

# Alternatives of a pattern: what a posting counts its results in. None begins another.
PIECES = "本|枚|点|件|品|個|案|冊|ページ|頁|記事|商品|曲|社|名|店|画面|カット|問|項目|通|行"
# A number in digits, with the signs for ten thousand and the like behind it, or in characters.
NUMBER = (
    r"(?:[0-9][0-9,]{0,9}(?:\.[0-9]{1,3})?(?:万[0-9]千|[万千百]?[0-9]{0,4})"
    r"|[一二三四五六七八九十百千万]{1,9})"
)

_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIAD = 10_000
_FIGURE = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)([万千百]?)([0-9]*)(千?)")


def whole(digits: str) -> int:
    """Return a whole number that may have commas.

    >>> whole("1,200")
    1200
    """
    return int(digits.replace(",", ""))


def number(words: str) -> float:
    """Return a number as `NUMBER` finds it.

    >>> number("1,200"), number("2千"), number("1.5万"), number("1万5千"), number("三万五千")
    (1200.0, 2000.0, 15000.0, 15000.0, 35000.0)
    """
    figure = _FIGURE.fullmatch(words)
    if figure is not None:
        unit = {"": 1, "万": _MYRIAD, **_TENS}[figure[2]]
        rest = float(figure[3] or 0) * (_TENS["千"] if figure[4] else 1)
        return float(figure[1].replace(",", "")) * unit + rest
    total = group = digit = 0
    for sign in words:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _TENS:
            group += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            total += (group + digit or 1) * _MYRIAD
            group = digit = 0
    return float(total + group + digit)
