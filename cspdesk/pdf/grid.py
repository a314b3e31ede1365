"""A table of flowables: rows stay whole, the header row is repeated on each page.

ReportLab's own table measures all remaining rows again on each page; here each row is measured
once, so that a field of a million characters is set in linear time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable, PageBreak

from cspdesk.pdf.breaking import JapaneseParagraph
from cspdesk.pdf.styles import LINE, styles

PAD_X = 6.5
PAD_Y = 4.2
_LINE_WIDTH = 0.6
_CONTINUED = "次の頁へ続く"
# Lines up to this height (points) go to the next page whole.
_KEPT_TOGETHER = 130
_CONTINUED_HEIGHT = 13.0


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """Flowables one below the other; `span` counts columns."""

    content: tuple[Flowable, ...]
    fill: Color | None = None
    span: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One row; `joined` = it continues the row above, without a line between them."""

    cells: tuple[GridCell, ...]
    joined: bool = False


class Grid(Flowable):
    """A framed table with columns of fixed width."""

    def __init__(
        self,
        widths: Sequence[float],
        rows: Sequence[GridRow],
        *,
        header: GridRow | None = None,
        heights: Sequence[float] | None = None,
        continued: bool = False,
    ) -> None:
        super().__init__()
        self._widths = tuple(widths)
        self._header = header
        self._rows = tuple(rows)
        self._continued = continued
        self._header_height = self._measure(header, goes_on=False) if header else 0.0
        followers = (*(row.joined for row in self._rows[1:]), False)
        self._heights = tuple(
            heights
            or (
                self._measure(row, goes_on=joined)
                for row, joined in zip(self._rows, followers, strict=True)
            )
        )

    def _measure(self, row: GridRow, *, goes_on: bool) -> float:
        tallest = 0.0
        column = 0
        for cell in row.cells:
            width = self._width(column, cell.span) - 2 * PAD_X
            tallest = max(tallest, sum(part.wrap(width, 1e6)[1] for part in cell.content))
            column += cell.span
        # A row and the one that continues it read as one text, so nothing parts them.
        padding = (0 if row.joined else PAD_Y) + (0 if goes_on else PAD_Y)
        return max(tallest, styles().cell.leading) + padding

    def _width(self, column: int, span: int) -> float:
        return sum(self._widths[column : column + span])

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Return the size of the whole table."""
        self.width = sum(self._widths)
        self.height = self._header_height + sum(self._heights)
        if self._continued:
            self.height += _CONTINUED_HEIGHT
        return self.width, self.height

    def split(self, aW: float, aH: float, /) -> list[Flowable]:  # noqa: N803
        """Return the rows that fit and the rest; nothing if not even one row fits."""
        room = aH - self._header_height - _CONTINUED_HEIGHT
        fitting = 0
        for height in self._heights:
            room -= height
            if room < 0:
                break
            fitting += 1
        if not 0 < fitting < len(self._rows):
            return []
        filled, fitting = fitting, self._cut(fitting)
        # What would have fitted would be set below its own "continued" again.
        moved_on = [PageBreak()] if fitting < filled else []
        return [
            Grid(
                self._widths,
                self._rows[:fitting],
                header=self._header,
                heights=self._heights[:fitting],
                continued=True,
            ),
            *moved_on,
            Grid(
                self._widths,
                self._rows[fitting:],
                header=self._header,
                heights=self._heights[fitting:],
                continued=self._continued,
            ),
        ]

    def _cut(self, fitting: int) -> int:
        """Return after how many rows to part: in no short line, and with no line left alone.

        A line is a row with those that continue it.
        """
        starts = [place for place, row in enumerate(self._rows) if not row.joined]
        earlier = [place for place in starts if 0 < place < fitting]
        later = [place for place in starts if place >= fitting]
        inside = self._rows[fitting].joined
        alone = not inside and len(later) == 1
        if not (inside or alone) or not earlier:
            return fitting
        stop = (later or [len(self._rows)])[0] if inside else fitting
        moved = sum(self._heights[earlier[-1] : stop])
        return earlier[-1] if moved <= _KEPT_TOGETHER else fitting

    def draw(self) -> None:
        """Draw fills, contents and lines."""
        canvas = self.canv
        canvas.saveState()
        canvas.setLineWidth(_LINE_WIDTH)
        top = self.height
        if self._header is not None:
            self._draw_row(self._header, top, self._header_height, first=True)
            top -= self._header_height
        for place, (row, height) in enumerate(zip(self._rows, self._heights, strict=True)):
            self._draw_row(row, top, height, first=place == 0)
            top -= height
        canvas.setStrokeColor(LINE)
        canvas.rect(0, top, self.width, self.height - top, stroke=1, fill=0)
        canvas.restoreState()
        if self._continued:
            remark = JapaneseParagraph(_CONTINUED, styles().continued)
            remark.wrap(self.width, _CONTINUED_HEIGHT)
            remark.drawOn(canvas, 0, 0)

    def _draw_row(self, row: GridRow, top: float, height: float, *, first: bool) -> None:
        canvas = self.canv
        column, left = 0, 0.0
        for cell in row.cells:
            width = self._width(column, cell.span)
            if cell.fill is not None:
                canvas.setFillColor(cell.fill)
                canvas.rect(left, top - height, width, height, stroke=0, fill=1)
            y = top if row.joined else top - PAD_Y
            for part in cell.content:
                _, part_height = part.wrap(width - 2 * PAD_X, 1e6)
                y -= part_height
                part.drawOn(canvas, left + PAD_X, y)
            canvas.setStrokeColor(LINE)
            if column:
                canvas.line(left, top, left, top - height)
            column += cell.span
            left += width
        if not (row.joined and not first):
            canvas.line(0, top, self.width, top)
