"""Lines below marked words whose kind tells the weight where colours do not.

WORKAROUND: Qt cuts underlines of extra selections off where a font puts them below its
descent, as BIZ UDPGothic does. To go when such underlines are drawn whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QPainter,
    QPen,
    QPolygonF,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit

from cspdesk.domain.finding import Severity
from ui.theme import theme


class LineKind(StrEnum):
    """How a line is drawn."""

    WAVE = "wave"
    SOLID = "solid"
    DOTS = "dots"
    DASHES = "dashes"


# Colour tokens of ground and line, and the kind of line.
LOOKS = {
    Severity.ERROR: ("errBg", "errFg", LineKind.WAVE),
    Severity.WARNING: ("warnBg", "warnFg", LineKind.SOLID),
    Severity.INFO: ("infoBg", "infoFg", LineKind.DOTS),
}
_COLOUR = QTextFormat.Property.UserProperty + 1
_KIND = QTextFormat.Property.UserProperty + 2
_PENS = {
    LineKind.WAVE: Qt.PenStyle.SolidLine,
    LineKind.SOLID: Qt.PenStyle.SolidLine,
    LineKind.DOTS: Qt.PenStyle.DotLine,
    LineKind.DASHES: Qt.PenStyle.DashLine,
}


def mark_finding(
    cursor: QTextCursor, severity: Severity, *, current: bool
) -> QTextEdit.ExtraSelection:
    """Return a mark of what a cursor selects and a finding is about."""
    ground, colour, kind = LOOKS[severity]
    return mark(cursor, "selection" if current else ground, colour, kind)


def mark_blank(cursor: QTextCursor) -> QTextEdit.ExtraSelection:
    """Return a mark of what a cursor selects and somebody still has to fill in."""
    return mark(cursor, "neuBg", "neuFg", LineKind.DASHES)


def mark(cursor: QTextCursor, ground: str, colour: str, kind: LineKind) -> QTextEdit.ExtraSelection:
    """Return a mark of what a cursor selects, with colour tokens of its ground and line."""
    form = QTextCharFormat()
    form.setBackground(theme().colour(ground))
    form.setProperty(_COLOUR, colour)
    form.setProperty(_KIND, kind.value)
    made = QTextEdit.ExtraSelection()
    made.cursor = cursor
    made.format = form
    return made


def draw_lines(view: QTextEdit) -> None:
    """Draw the lines of the marks in view; called after the text itself was painted."""
    selections = view.extraSelections()
    if not selections:
        return
    area = view.viewport().rect()
    first = view.cursorForPosition(area.topLeft()).position()
    last = view.cursorForPosition(area.bottomRight()).position()
    painter = QPainter(view.viewport())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-view.horizontalScrollBar().value(), -view.verticalScrollBar().value())
    for selection in selections:
        colour, kind = selection.format.property(_COLOUR), selection.format.property(_KIND)
        start, end = selection.cursor.selectionStart(), selection.cursor.selectionEnd()
        if colour and start <= last and first <= end:
            for below in _below(view, start, end):
                _draw(painter, below, str(colour), LineKind(str(kind)))
    painter.end()


def _below(view: QTextEdit, start: int, end: int) -> Iterator[QRectF]:
    """Yield a rectangle below each part of a range that stands on one line."""
    block = view.document().findBlock(start)
    while block.isValid() and block.position() < end:
        yield from _in_block(block, start - block.position(), end - block.position())
        block = block.next()


def _in_block(block: QTextBlock, start: int, end: int) -> Iterator[QRectF]:
    layout = block.layout()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        first = max(start, line.textStart())
        last = min(end, line.textStart() + line.textLength())
        if first >= last:
            continue
        left, right = _x(line.cursorToX(first)), _x(line.cursorToX(last))
        top = line.y() + line.ascent() + line.descent()
        yield QRectF(left, top, right - left, theme().px(3)).translated(layout.position())


def _x(found: object) -> float:
    # The binding gives the position that was meant back beside its place.
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]


def _draw(painter: QPainter, area: QRectF, colour: str, kind: LineKind) -> None:
    width = max(theme().px(3) / 2, 1.5)
    painter.setPen(QPen(theme().colour(colour), width, _PENS[kind]))
    if kind is not LineKind.WAVE:
        middle = area.top() + width / 2
        painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle))
        return
    step = area.height()
    points, place, high = [], area.left(), False
    while place < area.right():
        points.append(QPointF(place, area.top() if high else area.bottom()))
        place, high = place + step, not high
    painter.drawPolyline(QPolygonF(points))
