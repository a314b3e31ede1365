"""The two kana told apart no more, for comparing and sorting."""

from __future__ import annotations

_FIRST, _LAST = ord("ァ"), ord("ヶ")
_DISTANCE = ord("ァ") - ord("ぁ")
_TO_HIRAGANA = {code: code - _DISTANCE for code in range(_FIRST, _LAST + 1)}


def to_hiragana(text: str) -> str:
    """Return the text with full-width katakana as hiragana; its length stays the same.

    >>> to_hiragana("ロゴのヴァイオリン")
    'ろごのゔぁいおりん'
    """
    return text.translate(_TO_HIRAGANA)
