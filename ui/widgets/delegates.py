"""Painting of table cells: chips, bars, two lines. They take colours from the theme only."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import draw_icon, theme
from ui.widgets.chips import chip_size, draw_chip

CELL_ROLE = Qt.ItemDataRole.UserRole + 1
"""Under this role a model gives the value that the column's delegate draws."""

_SIDE = 10
_ROW = 36
_TWO_LINE_ROW = 51


@dataclass(frozen=True, slots=True)
class ChipCell:
    """A state for `ChipDelegate`; `state` is a key of `chips.LOOKS`."""

    state: str
    text: str


@dataclass(frozen=True, slots=True)
class BarCell:
    """A share for `BarDelegate`: words above a bar filled to `share` (0 to 1)."""

    text: str
    share: float


@dataclass(frozen=True, slots=True)
class TwoLineCell:
    """A name and a remark below it; `strong` makes the name bold."""

    name: str
    remark: str
    strong: bool = True


Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Draws the row's ground, its line and the focus; subclasses draw what is inside."""

    row_height = _ROW

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        painter.save()
        self.draw_ground(painter, option)
        inner = option.rect.adjusted(theme().px(_SIDE), 0, -theme().px(_SIDE), -1)
        self.draw_cell(painter, inner, index)
        painter.restore()

    def draw_cell(self, painter: QPainter, area: QRect, index: Index) -> None:
        """Draw the inside of the cell: text by default."""
        current = theme()
        painter.setFont(current.font(13))
        painter.setPen(current.colour("text2"))
        text = str(index.data() or "")
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _alignment(index), shown)

    def draw_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """Draw the ground, the line below the row and, on the whole current row, the focus."""
        current = theme()
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(area, current.colour("selection" if selected else "surface"))
        painter.setPen(current.colour("border"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        view: QWidget | None = option.widget
        if view is not None and selected and view.hasFocus():
            painter.setPen(QPen(current.colour("focus"), 2))
            painter.drawLine(area.left(), area.top() + 1, area.right(), area.top() + 1)
            painter.drawLine(area.left(), area.bottom(), area.right(), area.bottom())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of the row at the present scale."""
        width = super().sizeHint(option, index).width()
        return QSize(width + 2 * theme().px(_SIDE), theme().px(self.row_height))


class ChipDelegate(CellDelegate):
    """Draws a `ChipCell`."""

    def draw_cell(self, painter: QPainter, area: QRect, index: Index) -> None:
        """Draw the chip at the left."""
        cell = index.data(CELL_ROLE)
        if not isinstance(cell, ChipCell):
            return
        size = chip_size(cell.text, cell.state)
        top = area.top() + (area.height() - size.height()) // 2
        place = QRect(area.left(), top, min(size.width(), area.width()), size.height())
        draw_chip(painter, place, cell.state, cell.text)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room for the chip."""
        cell = index.data(CELL_ROLE)
        hint = super().sizeHint(option, index)
        if isinstance(cell, ChipCell):
            hint.setWidth(chip_size(cell.text, cell.state).width() + 2 * theme().px(_SIDE))
        return hint


class BarDelegate(CellDelegate):
    """Draws a `BarCell`."""

    row_height = _TWO_LINE_ROW

    def draw_cell(self, painter: QPainter, area: QRect, index: Index) -> None:
        """Draw the words and the bar below them."""
        cell = index.data(CELL_ROLE)
        if not isinstance(cell, BarCell):
            return
        current = theme()
        painter.setFont(current.font(12))
        painter.setPen(current.colour("text2"))
        height = painter.fontMetrics().height()
        bar = current.px(7)
        top = area.top() + (area.height() - height - bar - current.px(5)) // 2
        line = QRect(area.left(), top, area.width(), height)
        shown = painter.fontMetrics().elidedText(
            cell.text, Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, shown)
        groove = QRect(area.left(), line.bottom() + current.px(5), area.width(), bar)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(current.colour("border"))
        painter.setBrush(current.colour("surfaceAlt"))
        painter.drawRoundedRect(groove, bar / 2, bar / 2)
        if cell.share > 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(current.colour("accent"))
            filled = QRect(groove)
            filled.setWidth(max(bar, round(groove.width() * min(cell.share, 1.0))))
            painter.drawRoundedRect(filled, bar / 2, bar / 2)


class TwoLineDelegate(CellDelegate):
    """Draws a `TwoLineCell`."""

    row_height = _TWO_LINE_ROW

    def draw_cell(self, painter: QPainter, area: QRect, index: Index) -> None:
        """Draw the name and the remark below it."""
        cell = index.data(CELL_ROLE)
        if not isinstance(cell, TwoLineCell):
            return
        current = theme()
        name_font = current.font(13, bold=cell.strong)
        remark_font = current.font(12)
        name_height = QFontMetrics(name_font).height()
        remark_height = QFontMetrics(remark_font).height() if cell.remark else 0
        gap = current.px(3) if cell.remark else 0
        top = area.top() + (area.height() - name_height - remark_height - gap) // 2
        for font, colour, text, height in (
            (name_font, "text", cell.name, name_height),
            (remark_font, "text2", cell.remark, remark_height),
        ):
            painter.setFont(font)
            painter.setPen(current.colour(colour))
            shown = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, area.width()
            )
            painter.drawText(QRect(area.left(), top, area.width(), height), 0, shown)
            top += height + gap


class WrappingDelegate(TwoLineDelegate):
    """Draws a `TwoLineCell`; a long name without a remark takes both lines."""

    def draw_cell(self, painter: QPainter, area: QRect, index: Index) -> None:
        """Draw the name over two lines where one is too short for it."""
        cell = index.data(CELL_ROLE)
        if not isinstance(cell, TwoLineCell) or cell.remark:
            super().draw_cell(painter, area, index)
            return
        current = theme()
        painter.setFont(current.font(13, bold=cell.strong))
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(cell.name) <= area.width():
            super().draw_cell(painter, area, index)
            return
        first = _fitting(metrics, cell.name, area.width())
        rest = metrics.elidedText(cell.name[first:], Qt.TextElideMode.ElideRight, area.width())
        painter.setPen(current.colour("text"))
        height = metrics.height()
        top = area.top() + (area.height() - 2 * height) // 2
        for text in (cell.name[:first], rest):
            painter.drawText(QRect(area.left(), top, area.width(), height), 0, text)
            top += height


def _fitting(metrics: QFontMetrics, text: str, width: int) -> int:
    """Return how many signs of a text have room; a closing sign takes one along to its line."""
    count = len(text)
    while count > 1 and metrics.horizontalAdvance(text, count) > width:
        count -= 1
    while (
        1 < count < len(text) and text[count] in "、。）」ー・ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
    ):
        count -= 1
    return count


class MarkDelegate(CellDelegate):
    """Draws the box of `CheckStateRole` in the middle of the cell."""

    def draw_cell(self, painter: QPainter, area: QRect, index: Index) -> None:
        """Draw the box, with a tick while checked."""
        current = theme()
        checked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        size = current.px(16)
        box = QRect(0, 0, size, size)
        box.moveCenter(area.center())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(current.colour("accent" if checked else "borderStrong"), 1.5))
        painter.setBrush(current.colour("accent" if checked else "surface"))
        painter.drawRoundedRect(box, 3, 3)
        if checked:
            draw_icon(painter, "check", "onAccent", box.adjusted(1, 1, -1, -1))


class FigureDelegate(CellDelegate):
    """Draws amounts and days in figures of equal width."""

    def draw_cell(self, painter: QPainter, area: QRect, index: Index) -> None:
        """Draw the text as figures, in the colour the model names under `CELL_ROLE`."""
        current = theme()
        colour = index.data(CELL_ROLE)
        painter.setFont(current.font(13, figures=True))
        painter.setPen(current.colour(colour if isinstance(colour, str) else "text"))
        painter.drawText(area, _alignment(index), str(index.data() or ""))


def _alignment(index: Index) -> int:
    given = index.data(Qt.ItemDataRole.TextAlignmentRole)
    if isinstance(given, (int, Qt.AlignmentFlag)):
        return int(given) | int(Qt.AlignmentFlag.AlignVCenter)
    return int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
