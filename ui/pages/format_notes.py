"""Who orders, and what is said below the three formats."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from cspdesk.domain.format_sizing import OrderTypeAdvice
from cspdesk.domain.request_format import FormatDecision, OrderType
from cspdesk.services.format_advice import Advice
from ui.theme import theme
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.full_height import FullHeight
from ui.widgets.labels import Paragraph, label, tip
from ui.widgets.named import named

_SHOWN_REASONS = 2
_WHY_WIDTH = 600


class OrderTypeRow(FullHeight):
    """The case's order type with the one that the hearing speaks for.

    Signals:
        chosen: the person takes this order type.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.choice = named(QComboBox(), "format_order_type", "頼み方の型")
        for order_type in OrderType:
            self.choice.addItem(order_type.label, order_type)
        self.choice.activated.connect(
            lambda _: self.chosen.emit(OrderType(self.choice.currentData()))
        )
        self._why = Paragraph("", "hint")
        self._why.setObjectName("format_order_type_why")
        self._why.setMinimumWidth(theme().px(_WHY_WIDTH))
        row = FlowLayout(self)
        row.addWidget(label("だれが頼むか：", "hint"))
        row.addWidget(self.choice)
        row.addWidget(self._why)

    def show_advice(self, present: OrderType, advice: OrderTypeAdvice) -> None:
        """Show the present type and what speaks for the best."""
        self.choice.setCurrentIndex(self.choice.findData(present))
        good = [r.text for r in advice.reasons if r.order_type is advice.order_type]
        told = "。".join(good[:_SHOWN_REASONS]) or "決め手になる話がまだありません"
        self._why.show_text(f"おすすめは{advice.order_type.label}です。{told}。")
        conditions = "\n".join(f"・{text}" for text in advice.conditions)
        self.choice.setToolTip(tip(f"{advice.meaning}。\n先に確かめること：\n{conditions}"))


def closing_note(advice: Advice, decision: FormatDecision | None) -> str:
    """Return what is said below the cards: reasons kept, open questions, ways to split."""
    lines = []
    if decision is not None and decision.override_reason:
        lines.append(f"選んだ理由：{decision.override_reason}")
    if decision is not None and decision.scores != advice.scores:
        lines.append(
            "決めた後に答えか仕事の内容が変わりました。選び直すと、いまの点数が理由として残ります。"
        )
    if decision is None and advice.open_questions:
        more = len(advice.open_questions) - 1
        others = f"（ほか {more}問）" if more else ""
        lines.append(f"次に聞くと確かになること：{advice.open_questions[0].ask}{others}")
    if advice.split:
        steps = " → ".join(f"{step.what}（{step.format.label}）" for step in advice.split)
        lines.append(f"募集を分ける進め方：{steps}")
    lines.extend(advice.combine)
    lines.append("除外の条件は点数より優先します。差が1点以内のときは並べて示し、人が決めます。")
    return "\n".join(lines)
