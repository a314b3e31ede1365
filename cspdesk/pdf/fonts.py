"""The shipped fonts: registered once, with their widths and what they can print."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFStream
from reportlab.pdfbase.ttfonts import TTFont

from cspdesk import data_files

TEXT = "BIZUDPGothic-Regular"
BOLD = "BIZUDPGothic-Bold"
FIGURE = "BIZUDGothic-Regular"
_ALL = (TEXT, BOLD, FIGURE)
_TO_UNICODE = "toUnicodeCMap:"
_BEYOND_FOUR_DIGITS = re.compile(r"(?<=> <)[0-9A-F]{5,6}(?=>)")


class _Font(TTFont):
    """A font whose rarer kanji (𠮟, 𩸽) are found and copied as what they are."""

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 - ReportLab's name
        """Write the font into a document."""
        super().addObjects(doc)
        # ReportLab names them by one number; the format asks for two halves of UTF-16, and
        # readers take the first four digits of what is longer.
        for name, part in doc.idToObject.items():
            if name.startswith(_TO_UNICODE) and isinstance(part, PDFStream):
                part.content = _BEYOND_FOUR_DIGITS.sub(_utf16, part.content)


def _utf16(number: re.Match[str]) -> str:
    return chr(int(number[0], 16)).encode("utf-16-be").hex().upper()


class Widths(dict[str, float]):
    """Width of each character at size 1, filled on demand."""

    def __init__(self, font: TTFont) -> None:
        super().__init__()
        self._table = font.face.charWidths
        self._default = font.face.defaultWidth

    def __missing__(self, character: str) -> float:
        width = float(self._table.get(ord(character), self._default)) / 1000
        self[character] = width
        return width


@cache
def _loaded() -> dict[str, TTFont]:
    fonts: dict[str, TTFont] = {}
    for name in _ALL:
        font = _Font(name, BytesIO(data_files.read_bytes(f"fonts/{name}.ttf")))
        pdfmetrics.registerFont(font)
        fonts[name] = font
    return fonts


def register() -> None:
    """Make the fonts known to ReportLab; the first call reads them, later ones are free."""
    _loaded()


@cache
def widths(name: str) -> Widths:
    """Return the table of character widths of a font."""
    return Widths(_loaded()[name])


@cache
def printable() -> frozenset[int]:
    """Return the code points that every shipped font can print."""
    fonts = _loaded().values()
    return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in fonts))
