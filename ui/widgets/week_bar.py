"""Weeks as columns and work as bars: scale, heading and painting of the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QWidget

from cspdesk.services.planning import Span
from ui.theme import theme
from ui.widgets.delegates import CellDelegate, Index

_LEAST_WEEKS = 10
_MOST_WEEKS = 60
_WEEK_WIDTH = 52
_BAR_HEIGHT = 20
_INSET = 3
CRITICAL = "◆"
"""Mark of work on the critical path."""


@dataclass(frozen=True, slots=True)
class WeekScale:
    """From a Monday on, `weeks` columns of equal width."""

    first: date
    weeks: int

    def left(self, day: date, width: int) -> float:
        """Return where a day begins in a drawing of this width."""
        return (day - self.first).days / (self.weeks * 7) * width

    def mondays(self) -> tuple[date, ...]:
        """Return the first day of each column."""
        return tuple(self.first + timedelta(weeks=n) for n in range(self.weeks))

    def least_width(self) -> int:
        """Return the width at which the days above the columns can be read."""
        return self.weeks * theme().px(_WEEK_WIDTH)


def scale_for(spans: Iterable[Span], start: date) -> WeekScale:
    """Return a scale that shows all spans, at least ten weeks, at most sixty."""
    known = list(spans)
    first = min((span.begins_on for span in known), default=start)
    last = max((span.ends_on for span in known), default=start)
    monday = first - timedelta(days=first.weekday())
    weeks = (last - monday).days // 7 + 1
    return WeekScale(monday, min(max(weeks, _LEAST_WEEKS), _MOST_WEEKS))


@dataclass(frozen=True, slots=True)
class WeekBar:
    """One bar; `tone` is order, inhouse, expert or skip; `open_` draws a mere proposal.

    What an order takes before and after the work is drawn as an outline around the bar of the
    work itself. A `critical` one carries a mark and a frame: any delay of it makes the whole late.
    """

    span: Span
    tone: str
    open_: bool
    critical: bool = False

    @property
    def word(self) -> str:
        """Return the length of the work in started weeks."""
        weeks = f"{(self.span.due_on - self.span.starts_on).days // 7 + 1}週"
        return f"{CRITICAL}{weeks}" if self.critical else weeks


class WeekHeader(QHeaderView):
    """Draws the Mondays above the columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._scale = WeekScale(date.min, 1)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(10)

    def show_scale(self, scale: WeekScale) -> None:
        """Use this scale."""
        self._scale = scale
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Draw the days, with the same sums as the bars."""
        del logical
        current = theme()
        painter.save()
        painter.fillRect(rect, current.colour("surfaceAlt"))
        painter.setFont(current.font(13))
        for monday in self._scale.mondays():
            left = rect.left() + self._scale.left(monday, rect.width())
            right = rect.left() + self._scale.left(monday + timedelta(weeks=1), rect.width())
            cell = QRectF(left, rect.top(), right - left, rect.height())
            _draw_edge(painter, monday, left, rect)
            painter.setPen(current.colour("text2"))
            text = f"{monday.month}/{monday.day}"
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)
        painter.setPen(current.colour("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()


class WeekBarDelegate(CellDelegate):
    """Draws the columns and the `WeekBar` that `bar_of` gives for a row."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.scale = WeekScale(date.min, 1)

    def bar_of(self, index: Index) -> WeekBar | None:
        """Return the bar of a row; overridden by the view's own delegate."""
        del index
        return None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the lines between weeks and the bar."""
        area: QRect = option.rect
        painter.save()
        for monday in self.scale.mondays():
            _draw_edge(painter, monday, area.left() + self.scale.left(monday, area.width()), area)
        bar = self.bar_of(index)
        if bar is not None:
            if bar.span.before or bar.span.after:
                _draw_outline(painter, self.bar_area(area, bar.span), bar)
            work = self._area(area, bar.span.starts_on, bar.span.due_on)
            _draw_bar(painter, work, bar)
            if bar.span.before:
                lead = self.bar_area(area, bar.span)
                lead.setRight(work.left())
                _draw_word(painter, lead, bar)
        painter.restore()

    def bar_area(self, area: QRect, span: Span) -> QRectF:
        """Return where the bar of a span lies in a row, all stages of an order included."""
        return self._area(area, span.begins_on, span.ends_on)

    def _area(self, area: QRect, first: date, last: date) -> QRectF:
        current = theme()
        left = self.scale.left(first, area.width())
        right = self.scale.left(last + timedelta(days=1), area.width())
        height = current.px(_BAR_HEIGHT)
        top = area.top() + (area.height() - height) / 2
        inset = current.px(_INSET)
        width = max(right - left - 2 * inset, current.px(8))
        return QRectF(area.left() + left + inset, top, width, height)


def draw_link(painter: QPainter, before: QRectF, after: QRectF) -> None:
    """Draw the line with an arrow from the end of one bar to the beginning of the next."""
    current = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(current.colour("text2"), 1.4))
    gap, head = current.px(6), current.px(5)
    start = QPointF(before.right(), before.center().y())
    end = QPointF(after.left(), after.center().y())
    room = end.x() - start.x()
    if room > 0:
        bend = start.x() + min(gap, room / 2)
        corners = [start, QPointF(bend, start.y()), QPointF(bend, end.y())]
    else:
        # The next bar begins before this one ends: go round between the rows.
        middle = after.top() - current.px(5) if end.y() > start.y() else after.bottom() + gap
        out, back = start.x() + gap, end.x() - gap
        corners = [
            start,
            QPointF(out, start.y()),
            QPointF(out, middle),
            QPointF(back, middle),
            QPointF(back, end.y()),
        ]
    corners.append(end)
    painter.drawPolyline(QPolygonF(corners))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(current.colour("text2"))
    painter.drawPolygon(
        QPolygonF(
            [
                end,
                QPointF(end.x() - head, end.y() - head / 1.6),
                QPointF(end.x() - head, end.y() + head / 1.6),
            ]
        )
    )
    painter.restore()


def _draw_edge(painter: QPainter, monday: date, left: float, area: QRect) -> None:
    """Draw the line before a week, stronger where a year begins."""
    new_year = (monday - timedelta(days=7)).year != monday.year
    painter.setPen(QPen(theme().colour("borderStrong" if new_year else "border"), 1))
    x = round(left)
    painter.drawLine(x, area.top(), x, area.bottom())


def _draw_outline(painter: QPainter, area: QRectF, bar: WeekBar) -> None:
    """Draw what lies around the work: recruiting before it, acceptance after it."""
    current = theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = Qt.PenStyle.DotLine if bar.open_ else Qt.PenStyle.SolidLine
    painter.setPen(QPen(current.colour(f"{bar.tone}Bar"), 1, line))
    painter.setBrush(current.colour("surface"))
    painter.drawRoundedRect(area, 3, 3)


def _draw_word(painter: QPainter, area: QRectF, bar: WeekBar) -> None:
    """Name the first stage where there is room."""
    painter.setFont(theme().font(12))
    painter.setPen(theme().colour(f"{bar.tone}Fg"))
    word = bar.span.before[0].name
    if painter.fontMetrics().horizontalAdvance(word) < area.width():
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, word)


def _draw_bar(painter: QPainter, area: QRectF, bar: WeekBar) -> None:
    current = theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = current.colour(f"{bar.tone}Bar")
    if bar.open_:
        painter.setPen(QPen(colour, 1.4, Qt.PenStyle.DashLine))
        painter.setBrush(current.colour("surface"))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
    painter.drawRoundedRect(area, 3, 3)
    if bar.critical:
        painter.setPen(QPen(current.colour("text"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, 3, 3)
    painter.setFont(current.font(12, bold=bar.critical))
    painter.setPen(current.colour(f"{bar.tone}Fg" if bar.open_ else "onAccent"))
    word = bar.word
    if bar.critical and painter.fontMetrics().horizontalAdvance(word) >= area.width():
        word = CRITICAL
    if painter.fontMetrics().horizontalAdvance(word) < area.width():
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, word)
