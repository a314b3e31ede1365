"""Painting of the cells of step ②: names, verdicts, proposals, amounts and bars."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from cspdesk.domain.decomposition import ProposalState, Verdict, WorkItem
from cspdesk.services.planning import Span
from ui.models.work_items import OWN_MARK, Column, Node, Role, is_own
from ui.theme import draw_icon, theme
from ui.widgets.chips import LOOKS, chip_size, draw_chip
from ui.widgets.delegates import CellDelegate, Index
from ui.widgets.week_bar import WeekBar, WeekBarDelegate

ROW_HEIGHT = 32
_TONES = {
    Verdict.ORDER: "order",
    Verdict.IN_HOUSE: "inhouse",
    Verdict.PROFESSIONAL: "expert",
    Verdict.POSTPONE: "skip",
}

DECISIONS = {
    "採用": ProposalState.ACCEPTED,
    "外す": ProposalState.REJECTED,
    "戻す": ProposalState.PROPOSED,
}
"""Words that stand in the row of a proposal, and what a click on them makes of it."""


class CellPainter(CellDelegate):
    """Draws the cells left of the weeks; the view draws the grounds."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        node = index.data(Role.NODE)
        if not isinstance(node, Node):
            return
        current = theme()
        side = current.px(4 if index.column() == Column.NAME else 8)
        area: QRect = option.rect.adjusted(side, 0, -current.px(8), 0)
        painter.save()
        match index.column():
            case Column.VERDICT if node.item is not None:
                _draw_verdict(painter, area, node.item)
            case Column.DECISION if node.item is not None:
                for word, place in decision_places(option.rect, node.item):
                    _draw_word_button(painter, place, word)
            case _:
                _draw_text(painter, area, node, index)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of the row."""
        del option, index
        return QSize(theme().px(60), theme().px(ROW_HEIGHT))


class BarPainter(WeekBarDelegate):
    """Finds the bar of a row in the model."""

    def bar_of(self, index: Index) -> WeekBar | None:
        """Return the bar of a piece of work that is planned."""
        node, span = index.data(Role.NODE), index.data(Role.SPAN)
        if not isinstance(node, Node) or node.item is None or not isinstance(span, Span):
            return None
        proposed = node.item.state is ProposalState.PROPOSED
        return WeekBar(span, _TONES[node.item.verdict], proposed, span.critical)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of the row."""
        del option, index
        return QSize(theme().px(60), theme().px(ROW_HEIGHT))


def decision_places(cell: QRect, item: WorkItem) -> tuple[tuple[str, QRect], ...]:
    """Return the words that decide a proposal and where they stand in the cell."""
    words = {
        ProposalState.PROPOSED: ("採用", "外す"),
        ProposalState.REJECTED: ("戻す",),
        ProposalState.ACCEPTED: (),
    }[item.state]
    current = theme()
    width, height = current.px(44), current.px(24)
    top = cell.top() + (cell.height() - height) // 2
    return tuple(
        (
            word,
            QRect(
                cell.left() + current.px(4) + place * (width + current.px(4)), top, width, height
            ),
        )
        for place, word in enumerate(words)
    )


def _draw_text(painter: QPainter, area: QRect, node: Node, index: Index) -> None:
    current = theme()
    issue = node.item is None and not node.goal
    figures = index.column() == Column.AMOUNT
    dim = node.item is not None and (
        node.item.state is not ProposalState.ACCEPTED or node.item.verdict is Verdict.POSTPONE
    )
    font = current.font(13, bold=issue, figures=figures)
    font.setStrikeOut(
        node.item is not None
        and node.item.state is ProposalState.REJECTED
        and index.column() == Column.NAME
    )
    painter.setFont(font)
    dim = dim or node.goal
    painter.setPen(current.colour("text2" if dim or index.column() == Column.AFTER else "text"))
    side = Qt.AlignmentFlag.AlignRight if figures else Qt.AlignmentFlag.AlignLeft
    name = index.column() == Column.NAME
    if name and node.item is not None and is_own(node.item):
        area = area.adjusted(_draw_own_mark(painter, area), 0, 0, 0)
    # Names that begin alike differ at their end.
    elide = Qt.TextElideMode.ElideMiddle if name else Qt.TextElideMode.ElideRight
    text = painter.fontMetrics().elidedText(str(index.data() or ""), elide, area.width())
    painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, text)


def _draw_own_mark(painter: QPainter, area: QRect) -> int:
    """Mark work of the consultant's own catalogue; return the room taken."""
    size = chip_size(OWN_MARK, "tag")
    top = area.top() + (area.height() - size.height()) // 2
    painter.save()
    draw_chip(painter, QRect(area.left(), top, size.width(), size.height()), "tag", OWN_MARK)
    painter.restore()
    return size.width() + theme().px(6)


def _draw_verdict(painter: QPainter, area: QRect, item: WorkItem) -> None:
    """Draw the verdict as a chip; of a mere proposal as an open one with a broken line."""
    size = chip_size(item.verdict.label)
    place = QRect(
        area.left(),
        area.top() + (area.height() - size.height()) // 2,
        min(size.width(), area.width()),
        size.height(),
    )
    if item.state is ProposalState.ACCEPTED:
        draw_chip(painter, place, item.verdict.value, item.verdict.label)
        return
    current = theme()
    look = LOOKS[item.verdict.value]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(current.colour(look.foreground), 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place.adjusted(0, 0, -1, -1), place.height() / 2, place.height() / 2)
    mark = current.px(13)
    left = place.left() + current.px(8)
    top = place.top() + (place.height() - mark) // 2
    draw_icon(painter, look.icon, look.foreground, QRect(left, top, mark, mark))
    painter.setFont(current.font(12))
    painter.setPen(current.colour(look.foreground))
    words = place.adjusted(current.px(8 + 13 + 4), 0, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, item.verdict.label)


def _draw_word_button(painter: QPainter, place: QRect, word: str) -> None:
    current = theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(current.colour("accent" if word != "外す" else "borderStrong"), 1))
    painter.setBrush(current.colour("surface"))
    painter.drawRoundedRect(place, 4, 4)
    painter.setFont(current.font(12))
    painter.setPen(current.colour("accent" if word != "外す" else "text"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, word)
