"""Numbers and what they count, as people write them in a posting."""

from __future__ import annotations

# Alternatives of a pattern: what a posting counts its results in. None begins another.
PIECES = "本|枚|点|件|品|個|案|冊|ページ|頁|記事|商品|曲|社|名|店|画面|カット|問|項目|通|行"


def whole(digits: str) -> int:
    """Return a whole number that may have commas.

    >>> whole("1,200")
    1200
    """
    return int(digits.replace(",", ""))
