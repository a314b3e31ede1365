"""The one way by which text reaches paper: as typed, with every character visible.

ReportLab's paragraph parser never sees this text, so nothing in it can be markup.
"""

from __future__ import annotations

import re
import unicodedata

from cspdesk.pdf import fonts

GETA = "〓"
"""Printed in the place of a character that the fonts lack."""

_TAB = "    "
_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Decomposed letters only: composing everything would turn variants of name characters into others.
_DECOMPOSED = re.compile(r".[\u0300-\u036f\u3099\u309a]+")
# Characters without ink: joiners, variation selectors, direction marks, soft hyphen.
_INKLESS = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
    r"\U000e0100-\U000e01ef]"
)


def plain(text: str) -> str:
    r"""Return `text` as it can be drawn: only line feeds break, all blanks are kept.

    >>> plain("a\tb\r\nか\u3099")
    'a    b\nが'
    """
    return "".join(
        character if character == "\n" or ord(character) in fonts.printable() else GETA
        for character in _tidy(text)
    )


def missing(text: str) -> tuple[str, ...]:
    """Return characters that the fonts lack, each once, in reading order."""
    can = fonts.printable()
    lacking = (c for c in _tidy(text) if c != "\n" and ord(c) not in can)
    return tuple(dict.fromkeys(lacking))


def _tidy(text: str) -> str:
    text = _LINE_ENDS.sub("\n", text).replace("\t", _TAB)
    text = _INKLESS.sub("", text)
    return _DECOMPOSED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
