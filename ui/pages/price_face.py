"""What a price card says: three amounts side by side, then every figure with its formula."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from cspdesk.domain.price import PriceCard, PriceLine
from cspdesk.domain.source import Confidence
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.chips import StatusChip
from ui.widgets.labels import Paragraph, label

_BAR = 14
_FAIR = "最低賃金の参考額と目安の幅に照らして、低すぎる所は見つかりません。"


class PriceThree(QWidget):
    """発注者の総額, 契約額, 受注者の手取り side by side."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QGridLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)

    def show_card(self, card: PriceCard) -> None:
        """Show the three amounts of a card."""
        _clear(self._row)
        self._row.setSpacing(theme().px(10))
        for column, line in enumerate((card.client_total, card.contract, card.worker_net)):
            self._row.addWidget(_amount_card(line), 0, column)
            self._row.setColumnStretch(column, 1)


class PriceFigures(QWidget):
    """Warnings, per hour and per unit, then all figures with formula, source and day."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_card(self, card: PriceCard) -> None:
        """Show the figures of a card."""
        _clear(self._column)
        self._column.setSpacing(theme().px(10))
        for number, warning in enumerate(card.warnings):
            banner = Banner(f"price_warning_{number}", "warn")
            banner.show_message(warning.text, f"根拠：{warning.source_text()}")
            self._column.addWidget(banner)
        self._column.addWidget(_hourly_card(card))
        lines = Card("金額の内訳", "price_lines", icon_name="japanese-yen")
        lines.body.addLayout(_figures((*card.lines, card.received, card.burden)))
        self._column.addWidget(lines)
        notes = "\n".join(f"・{hint}" for hint in (*card.hints, card.rounding))
        self._column.addWidget(Paragraph(notes, "hint"))
        self._column.addStretch(1)


def _amount_card(line: PriceLine) -> Card:
    made = Card()
    made.setAccessibleName(f"{line.name} {line.amount_text()}")
    made.body.addWidget(label(line.name, "label"))
    role = "figure" if line.amount_yen is not None else "title"
    made.body.addWidget(label(line.amount_text(), role))
    made.body.addWidget(Paragraph(line.formula, "small"))
    made.body.addWidget(_sure_chip(line.confidence))
    made.body.addStretch(1)
    return made


def _sure_chip(confidence: Confidence) -> StatusChip:
    state = "ok" if confidence is Confidence.CONFIRMED else "warn"
    return StatusChip("info" if confidence is Confidence.OWN else state, _sure_word(confidence))


def _sure_word(confidence: Confidence) -> str:
    return "ご自分で入力" if confidence is Confidence.OWN else confidence.value


def _hourly_card(card: PriceCard) -> Card:
    made = Card("1時間あたり・相場", "price_hourly", icon_name="clock")
    grid = QGridLayout()
    grid.setSpacing(theme().px(6))
    lines = (*card.hourly, card.wage) if card.hourly else (card.wage,)
    most = max((line.amount_yen or 0 for line in lines), default=0)
    for row, line in enumerate(lines):
        grid.addWidget(label(line.name, "small"), row, 0)
        own = row < len(card.hourly)
        grid.addWidget(_Bar(line.amount_yen or 0, most, "accent" if own else "text3"), row, 1)
        grid.addWidget(label(line.amount_text("円/時"), "strong"), row, 2, _RIGHT)
    grid.setColumnStretch(1, 1)
    made.body.addLayout(grid)
    said = [*card.hourly, card.wage, *((card.market,) if card.market else ())]
    words = [f"{line.name}：{line.formula}（{line.source_text()}）" for line in said]
    if card.market is not None:
        unit = f"{card.market.name} {card.market.amount_text()}"
        made.body.addWidget(label(unit, "strong"))
    measured = (*card.hourly, card.wage)
    if card.hourly and not card.warnings and all(x.amount_yen is not None for x in measured):
        words.insert(0, _FAIR)
    made.body.addWidget(Paragraph("\n".join(words), "hint"))
    return made


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


def _figures(lines: Sequence[PriceLine]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().px(12))
    grid.setVerticalSpacing(theme().px(8))
    top = Qt.AlignmentFlag.AlignTop
    for row, line in enumerate(lines):
        grid.addWidget(label(line.name, "small"), row, 0, top)
        grid.addWidget(label(line.amount_text(), "strong"), row, 1, _RIGHT)
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(Paragraph(line.formula, "small"))
        more = "\n".join(part for part in (line.note, line.source_text()) if part)
        text.addWidget(Paragraph(more, "hint"))
        grid.addLayout(text, row, 2)
    grid.setColumnStretch(2, 1)
    return grid


class _Bar(QWidget):
    """A length beside other lengths; the figure stands beside it in words."""

    def __init__(self, value: int, most: int, colour: str) -> None:
        super().__init__()
        self._share = value / most if most else 0.0
        self._colour = colour
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the height at the present scale."""
        return QSize(theme().px(80), theme().px(_BAR))

    def minimumSizeHint(self) -> QSize:
        """Allow any width."""
        return QSize(theme().px(20), theme().px(_BAR))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the whole length, and the share over it."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("surfaceAlt"))
        full = QRect(0, 0, round(self.width() * self._share), self.height())
        painter.fillRect(full, theme().colour(self._colour))
        painter.end()


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
