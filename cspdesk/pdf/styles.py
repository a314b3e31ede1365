"""Measures, colours and paragraph styles of the paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from cspdesk.documents.model import Mark
from cspdesk.pdf import fonts

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN_TOP = 15 * mm
MARGIN_LEFT = 18 * mm
MARGIN_RIGHT = 16 * mm
MARGIN_BOTTOM = 16 * mm
HEAD = 11 * mm
"""Height of running title and rule, below the upper margin."""
FOOT = 4 * mm
"""Room between the text and the lower margin, where rule and foot stand."""
BODY_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
BODY_HEIGHT = PAGE_HEIGHT - MARGIN_TOP - HEAD - MARGIN_BOTTOM - FOOT

INK = HexColor(0x17202E)
SOFT = HexColor(0x445062)
NAVY = HexColor(0x13294B)
BLUE = HexColor(0x1A5FB4)
LINE = HexColor(0xC3CCD8)
HEADER_FILL = HexColor(0xEDF1F6)
LABEL_FILL = HexColor(0xF4F6FA)
WHITE = HexColor(0xFFFFFF)

MARK_COLOURS: dict[Mark, Color] = {
    Mark.NONE: INK,
    Mark.OK: HexColor(0x17693A),
    Mark.WARN: HexColor(0x7A4B00),
    Mark.ERR: HexColor(0xA8201A),
    Mark.INFO: BLUE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """Paragraph styles by what they are for."""

    body: ParagraphStyle
    note: ParagraphStyle
    kicker: ParagraphStyle
    cover_title: ParagraphStyle
    addressee: ParagraphStyle
    sheet_title: ParagraphStyle
    heading: ParagraphStyle
    label: ParagraphStyle
    label_right: ParagraphStyle
    row_label: ParagraphStyle
    cell: ParagraphStyle
    cell_strong: ParagraphStyle
    figure: ParagraphStyle
    figure_strong: ParagraphStyle
    continued: ParagraphStyle


def _style(
    size: float, leading: float, *, font: str = fonts.TEXT, colour: Color = INK, right: bool = False
) -> ParagraphStyle:
    style = ParagraphStyle(
        name="",
        fontName=font,
        fontSize=size,
        leading=leading,
        textColor=colour,
        wordWrap="CJK",
        allowOrphans=1,
        allowWidows=1,
    )
    if right:
        style.alignment = TA_RIGHT
    return style


def _heavy(style: ParagraphStyle) -> ParagraphStyle:
    """Let letters be outlined as well: figures have no bold font of one width."""
    style.heavy = True
    return style


@cache
def styles() -> Styles:
    """Return the styles; the fonts are registered with the first call."""
    fonts.register()
    return Styles(
        body=_style(10, 16.5),
        note=_style(9, 13.5, colour=SOFT),
        kicker=_style(10, 14, colour=SOFT),
        cover_title=_style(20, 27, font=fonts.BOLD, colour=NAVY),
        addressee=_style(12.5, 20),
        sheet_title=_style(16, 22, font=fonts.BOLD, colour=NAVY),
        heading=_style(11.5, 16, font=fonts.BOLD, colour=NAVY),
        label=_style(9.3, 14, font=fonts.BOLD, colour=SOFT),
        label_right=_style(9.3, 14, font=fonts.BOLD, colour=SOFT, right=True),
        row_label=_style(9.3, 14, font=fonts.BOLD),
        cell=_style(9.3, 14),
        cell_strong=_style(9.3, 14, font=fonts.BOLD),
        figure=_style(9.3, 14, font=fonts.FIGURE, right=True),
        figure_strong=_heavy(_style(9.3, 14, font=fonts.FIGURE, right=True)),
        continued=_style(8, 11, colour=SOFT, right=True),
    )


@cache
def marked(style: ParagraphStyle, mark: Mark) -> ParagraphStyle:
    """Return the style in the colour of a state."""
    return ParagraphStyle(name="", parent=style, textColor=MARK_COLOURS[mark])
