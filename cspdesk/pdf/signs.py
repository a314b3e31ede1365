"""Signs drawn as shapes: the fonts lack ticks, and shapes read in black and white."""

from __future__ import annotations

from typing import assert_never

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from cspdesk.documents.model import Mark
from cspdesk.pdf import fonts
from cspdesk.pdf.styles import MARK_COLOURS, NAVY, WHITE

_DIAMETER = 9.0
_STROKE = 0.9
SIGN_GUTTER = 12.5
"""Room for a sign before its word, in points."""
BADGE_GUTTER = 22.0
_BADGE_RADIUS = 7.4
_BADGE_NUMBERS = {chr(0x2460 + n): str(n + 1) for n in range(20)}


class Signed(Flowable):
    """A flowable with a sign in a gutter on its left, level with its first line."""

    def __init__(self, inner: Flowable, mark: Mark, line_height: float) -> None:
        super().__init__()
        self._inner = inner
        self._mark = mark
        self._line_height = line_height

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        """Return the size; the inner flowable gets the width without the gutter."""
        _, self.height = self._inner.wrap(aW - SIGN_GUTTER, aH)
        self.width = aW
        return self.width, self.height

    def draw(self) -> None:
        """Draw sign and inner flowable."""
        middle = self.height - self._line_height / 2
        draw_sign(self.canv, self._mark, _DIAMETER / 2 + 0.3, middle)
        self._inner.drawOn(self.canv, SIGN_GUTTER, 0)


class Badged(Flowable):
    """A label with a number in a disc before it."""

    def __init__(self, inner: Flowable, badge: str, line_height: float) -> None:
        super().__init__()
        self._inner = inner
        self._badge = _BADGE_NUMBERS.get(badge, badge)
        self._line_height = line_height

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        """Return the size; the label gets the width without the disc."""
        _, height = self._inner.wrap(aW - BADGE_GUTTER, aH)
        self.width, self.height = aW, max(height, 2 * _BADGE_RADIUS)
        return self.width, self.height

    def draw(self) -> None:
        """Draw disc, number and label."""
        canvas = self.canv
        size = 8.5
        middle = self.height - self._line_height / 2
        canvas.saveState()
        canvas.setFillColor(NAVY)
        canvas.circle(_BADGE_RADIUS, middle, _BADGE_RADIUS, stroke=0, fill=1)
        canvas.setFillColor(WHITE)
        canvas.setFont(fonts.BOLD, size)
        canvas.drawCentredString(_BADGE_RADIUS, middle - size * 0.36, self._badge)
        canvas.restoreState()
        self._inner.drawOn(canvas, BADGE_GUTTER, self.height - self._inner.height)


def draw_sign(canvas: Canvas, mark: Mark, x: float, y: float) -> None:
    """Draw the sign of a state around (x, y) in its colour."""
    radius = _DIAMETER / 2
    canvas.saveState()
    canvas.setStrokeColor(MARK_COLOURS[mark])
    canvas.setFillColor(MARK_COLOURS[mark])
    canvas.setLineWidth(_STROKE)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    match mark:
        case Mark.NONE:
            pass
        case Mark.OK:
            canvas.circle(x, y, radius)
            _strokes(canvas, x, y, ((-2, 0), (-0.5, -1.6), (2.1, 1.5)))
        case Mark.WARN:
            corners = ((-radius, -radius + 0.6), (radius, -radius + 0.6), (0, radius))
            _strokes(canvas, x, y, (*corners, corners[0]))
            _strokes(canvas, x, y, ((0, 1.5), (0, -0.9)))
            canvas.circle(x, y - 2.4, 0.45, stroke=0, fill=1)
        case Mark.ERR:
            canvas.circle(x, y, radius)
            _strokes(canvas, x, y, ((-1.6, -1.6), (1.6, 1.6)))
            _strokes(canvas, x, y, ((-1.6, 1.6), (1.6, -1.6)))
        case Mark.INFO:
            canvas.circle(x, y, radius)
            _strokes(canvas, x, y, ((0, 0.4), (0, -2.2)))
            canvas.circle(x, y + 2.1, 0.5, stroke=0, fill=1)
        case _:
            assert_never(mark)
    canvas.restoreState()


def _strokes(canvas: Canvas, x: float, y: float, points: tuple[tuple[float, float], ...]) -> None:
    path = canvas.beginPath()
    path.moveTo(x + points[0][0], y + points[0][1])
    for across, up in points[1:]:
        path.lineTo(x + across, y + up)
    canvas.drawPath(path, stroke=1, fill=0)
