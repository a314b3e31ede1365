"""Japanese line breaking without 禁則 faults, and a ReportLab paragraph that uses it.

ReportLab's own breaker never looks at characters that may not end a line, lets one character
stick out of the frame and drops full-width blanks. Here text is cut into units that must stay
together; lines are filled with whole units (追い出し), so nothing sticks out and nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph
from reportlab.platypus.paraparser import ParaFrag

from cspdesk.pdf import fonts

NOT_AT_START = frozenset(
    "、。,.,.・:;:;?!?!‼⁇⁈⁉‥…ー゛゜ヽヾゝゞ々〻〜~～‐゠–—―"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    ")」』】〕〉》〗〙〟)]}]}⦆｠»’”"
    "、。・ーァィゥェォッャュョ」゙゚％%‰℃°′″¢"
    "，．！？：；）］｝｡､･ｰ｣ﾞﾟｧｨｩｪｫｯｬｭｮ"
)
"""行頭禁則: characters that may not start a line."""

NOT_AT_END = frozenset("「『【〔〈《〖〘〝([{（［｛⦅｟«‘“「｢¥\\$£€￥＄￡#＃№〒")
"""行末禁則: characters that may not end a line."""

BLANKS = " \u3000\u00a0"
_FUZZ = 1e-6
_ASCENT = 0.88
_OUTLINE = 0.35
_MARKS = r"[\u0300-\u036f\u3099\u309a]*"
_WORD = r"0-9A-Za-z\u00c0-\u024f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_UNIT = re.compile(
    rf"(?:[+\-−](?=[0-9]))?[{_WORD}](?:[{_WORD}@.,\-_/:&=+'’%?#~]*[{_WORD}/_%])?"
    rf"|…+|‥+|―+|—+|[{BLANKS}]+|.{_MARKS}",
    re.DOTALL,
)
_CLUSTER = re.compile(rf".{_MARKS}", re.DOTALL)

Line = tuple[str, float]
"""Text of a line and its width without blanks at its end."""


def units(text: str) -> Iterator[str]:
    """Cut a text without line feeds into pieces between which a line may end.

    >>> list(units("(約3,300円)です。"))
    ['(約', '3,300', '円)', 'で', 'す。']
    """
    held = ""
    open_end = False
    for found in _UNIT.finditer(text):
        unit = found[0]
        blank = unit[0] in BLANKS
        # A blank before a closing character belongs to the unit before it.
        deciding = text[found.end() : found.end() + 1] if blank else unit[0]
        if held and not open_end and deciding not in NOT_AT_START:
            yield held
            held = ""
        held += unit
        if not blank:
            open_end = unit[-1] in NOT_AT_END
    if held:
        yield held


def break_lines(
    text: str, first: float, later: float, widths: Mapping[str, float], size: float
) -> list[Line]:
    """Return the lines of a text without line feeds; joined they are the text.

    Args:
        text: what is set.
        first: width of the first line, in points.
        later: width of the other lines, in points.
        widths: width of each character at size 1.
        size: font size in points.
    """
    filler = _Filler(widths, size, first, later)
    for unit in units(text):
        filler.add(unit)
    return filler.finish()


class _Filler:
    """Fills lines greedily with units."""

    def __init__(
        self, widths: Mapping[str, float], size: float, first: float, later: float
    ) -> None:
        self._widths = widths
        self._size = size
        self._limit = first + _FUZZ
        self._later = later + _FUZZ
        self._lines: list[Line] = []
        self._parts: list[str] = []
        self._used = 0.0
        self._ink = 0.0

    def _measure(self, text: str) -> float:
        return sum(map(self._widths.__getitem__, text)) * self._size

    def add(self, unit: str) -> None:
        """Set one unit on this line, on the next one, or in parts if it exceeds a whole line."""
        width = self._measure(unit)
        body = unit.rstrip(BLANKS)
        ink = width if len(body) == len(unit) else self._measure(body)
        hangs = not body and width <= self._later and bool(self._parts)
        if hangs or self._used + ink <= self._limit:
            self._place(unit, width, self._ink if not body else self._used + ink)
            return
        if self._parts:
            self._end_line()
        if ink > self._limit:
            unit = self._force(unit)
            width = self._measure(unit)
            ink = self._measure(unit.rstrip(BLANKS))
        self._place(unit, width, ink)

    def _place(self, unit: str, width: float, ink: float) -> None:
        self._parts.append(unit)
        self._used += width
        self._ink = ink

    def _end_line(self) -> None:
        self._lines.append(("".join(self._parts), self._ink))
        self._parts = []
        self._used = self._ink = 0.0
        self._limit = self._later

    def _force(self, unit: str) -> str:
        """Set a unit that is wider than a line, as lawfully as it goes; return the rest."""
        clusters = _CLUSTER.findall(unit)
        start = 0
        while True:
            used, end = 0.0, start
            while end < len(clusters):
                used += self._measure(clusters[end])
                if used > self._limit and end > start:
                    break
                end += 1
            if end == len(clusters):
                return "".join(clusters[start:])
            cut = _lawful_cut(clusters, start, end)
            part = "".join(clusters[start:cut])
            self._place(part, 0.0, self._measure(part.rstrip(BLANKS)))
            self._end_line()
            start = cut

    def finish(self) -> list[Line]:
        """Return all lines; at least one."""
        if self._parts or not self._lines:
            self._end_line()
        return self._lines


def _lawful_cut(clusters: Sequence[str], start: int, end: int) -> int:
    """Return the last place up to `end` where a line may end; `end` if there is none."""
    for cut in range(end, start, -1):
        if clusters[cut - 1][-1] not in NOT_AT_END and clusters[cut][0] not in NOT_AT_START:
            return cut
    return end


class JapaneseParagraph(Paragraph):
    """A paragraph of plain text in one style, broken by `break_lines`.

    It takes text that went through `plain`, without line feeds.
    """

    def __init__(
        self,
        text: str | None,
        style: ParagraphStyle,
        bulletText: str | None = None,  # noqa: N803 - ReportLab hands it over under this name
        frags: list[Any] | None = None,
        **_: object,
    ) -> None:
        fonts.register()
        self._broken: tuple[float, float, list[Line]] | None = None
        runs = [_run(text or "", style)] if frags is None else frags
        super().__init__("", style, bulletText=bulletText, frags=runs)

    blPara: Any  # noqa: N815 - set by ReportLab

    def breakLinesCJK(self, maxWidths: Any) -> Any:  # noqa: N802, N803 - overrides ReportLab
        """Return the lines in ReportLab's form for a paragraph of one run."""
        run = self.frags[0]
        if getattr(self, "_splitpara", 0):
            return run.clone(kind=0, lines=self.blPara.lines)
        first, later = maxWidths
        lines = self._lines(run, first, later)
        limits = [first] + [later] * (len(lines) - 1)
        return run.clone(
            kind=0,
            lines=[
                (limit - width, [line]) for limit, (line, width) in zip(limits, lines, strict=True)
            ],
            ascent=(self.style.leading - run.fontSize) / 2 + _ASCENT * run.fontSize,
            descent=-0.12 * run.fontSize,
        )

    def beginText(self, x: float, y: float) -> Any:  # noqa: N802 - overrides ReportLab
        """Begin to draw; a heavy style outlines its letters in their own colour."""
        text = super().beginText(x, y)
        if getattr(self.style, "heavy", False):
            self.canv.setStrokeColor(self.style.textColor)
            self.canv.setLineWidth(_OUTLINE)
            text.setTextRenderMode(2)  # fill and outline
        return text

    def hand_over(self, lines: list[Line], width: float) -> None:
        """Take lines that were already broken for this width, so that it is not done twice."""
        self._broken = (width, width, lines)

    def _lines(self, run: Any, first: float, later: float) -> list[Line]:
        if self._broken is None or self._broken[:2] != (first, later):
            text = run.text if hasattr(run, "text") else "".join(run.words)
            lines = break_lines(text, first, later, fonts.widths(run.fontName), run.fontSize)
            self._broken = (first, later, lines)
        return self._broken[2]


def _run(text: str, style: ParagraphStyle) -> Any:
    return ParaFrag(
        text=text,
        fontName=style.fontName,
        fontSize=style.fontSize,
        textColor=style.textColor,
        bold=0,
        italic=0,
        rise=0,
        greek=0,
        link=[],
        us_lines=[],
    )
