"""Text at the border of the store: what may be kept, and how it is compared and sorted."""

from __future__ import annotations

import re
import unicodedata

from cspdesk.domain.kana import to_hiragana

# Lone surrogates cannot be bound, NUL ends `length()` and `LIKE` early, and the other control
# characters are never meant; tab and line feed are.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|\x85")
# Kanji of names as their bearers write them (\ufa10, \ufa19, \ufa1b); NFC would replace them.
_NAME_KANJI = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")


def clean(text: str) -> str:
    r"""Return `text` as it may be stored.

    Line ends become line feeds; lone surrogates, NUL and control characters other than tab and
    line feed go; letters and their marks are joined as in NFC, but variants of kanji stay.
    Never NFKC: it would turn ① into 1 and ㈱ into (株).

    >>> clean("①\r\n㈱\x00")
    '①\n㈱'
    """
    if _UNWANTED.search(text):
        text = _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))
    if unicodedata.is_normalized("NFC", text):
        return text
    parts = _NAME_KANJI.split(text)
    parts[::2] = [unicodedata.normalize("NFC", part) for part in parts[::2]]
    return "".join(parts)


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
