"""Text at the border of the store: what may be kept, and how it is compared and sorted."""

from __future__ import annotations

import re
import unicodedata

from cspdesk.domain.kana import to_hiragana

# Lone surrogates cannot be bound, NUL ends `length()` and `LIKE` early, and the other control
# characters are never meant; tab and line feed are.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|\x85")


def clean(text: str) -> str:
    r"""Return `text` as it may be stored.

    Line ends become line feeds; lone surrogates, NUL and control characters other than tab and
    line feed go; the rest is in NFC. Never NFKC: it would turn ① into 1 and ㈱ into (株).

    >>> clean("①\r\n㈱\x00")
    '①\n㈱'
    """
    if _UNWANTED.search(text):
        text = _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return `text` for comparing: width, case and the two kana told apart no more.

    >>> fold("ﾛｺﾞ ＡＢＣ")
    'ろご abc'
    """
    narrow = unicodedata.normalize("NFKC", clean(text)).casefold()
    return to_hiragana(unicodedata.normalize("NFKC", narrow))


def reading_order(furigana: str, name: str) -> str:
    """Return the sorting key of a client: by reading, those without one last and by name.

    Keys with a reading start with 0, the others with 1 (`NO_READING`).
    """
    reading = " ".join(fold(furigana).split())
    if reading:
        return f"0{reading}\t{fold(name)}"
    return f"{NO_READING}{fold(name)}"


NO_READING = "1"
