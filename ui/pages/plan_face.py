"""計画とお金: what it costs in all, ways back under the ceiling, and the order to begin with."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from cspdesk.domain.hearing import NoticedObstacle
from cspdesk.domain.typed_values import format_yen
from cspdesk.services.budgeting import Amounts, Budget
from cspdesk.services.case_plan import CasePlan
from cspdesk.services.first_order import FirstOrder
from cspdesk.services.order_days import load_order_days
from cspdesk.services.reducing import Reduction
from ui.models.work_items import stages_of
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import Paragraph, field_label, label
from ui.widgets.named import named
from ui.widgets.scroll_area import exchange_inside
from ui.widgets.week_bar import CRITICAL

_MOST_AT_ONCE = 5


class PlanFace(QScrollArea):
    """Cards: the order to begin with, ways to save, remedies, the sums, the days.

    Signals:
        reduction_wanted: a `Reduction` to be made.
        open_wanted: id of the work item to open.
        at_once_chosen: how many pieces may run side by side, None = as many as there are.
    """

    reduction_wanted = Signal(object)
    open_wanted = Signal(str)
    at_once_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        named(self, "plan_face", "計画とお金")
        self.setProperty("role", "plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._shown: CasePlan | None = None

    def show_plan(self, plan: CasePlan) -> None:
        """Show this plan; an equal one keeps place and focus."""
        if plan == self._shown:
            return
        self._shown = plan
        place = self.verticalScrollBar().value()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(*(theme().px(14),) * 4)
        column.setSpacing(theme().px(12))
        for card in self._cards(plan):
            column.addWidget(card)
        column.addStretch(1)
        exchange_inside(self, inner)
        self.verticalScrollBar().setValue(place)

    def _cards(self, plan: CasePlan) -> list[QWidget]:
        cards: list[QWidget] = []
        if plan.first is not None:
            cards.append(self._first(plan.first))
        if plan.budget.over_yen:
            cards.append(self._savings(plan.budget, plan.reductions))
        if plan.obstacles:
            cards.append(_remedies(plan.obstacles))
        cards += [_sums(plan.budget), self._days(plan)]
        return cards

    def _first(self, first: FirstOrder) -> Card:
        card = Card("最初の1件", "plan_first", icon_name="flag")
        card.body.addWidget(Paragraph(first.say))
        for name, why in first.others:
            card.body.addWidget(Paragraph(f"「{name}」を後にする理由：{why}", "hint"))
        open_ = Button("この仕事を開く", "plan_first_open", icon_name="pencil")
        open_.clicked.connect(lambda: self.open_wanted.emit(first.item.id))
        card.body.addWidget(open_, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _savings(self, budget: Budget, ways: Sequence[Reduction]) -> Card:
        limit = budget.ceiling.words if budget.ceiling.told else "上限"
        card = Card(f"{limit}を {format_yen(budget.over_yen)} 超えています", "plan_savings")
        if not ways:
            card.body.addWidget(
                Paragraph("単価や目安がないため、減らし方を計算できません。「お金」を書きます。")
            )
        for number, way in enumerate(ways, start=1):
            card.body.addWidget(label(f"{number}　{way.way.label}", "strong", wrap=True))
            card.body.addWidget(
                Paragraph(f"発注者総額 {format_yen(way.total_yen)}。{result_of(way)}")
            )
            card.body.addWidget(Paragraph("\n".join(f"・{c.words}" for c in way.changes)))
            given = "\n".join(f"・{thing}" for thing in way.gives_up)
            card.body.addWidget(Paragraph(f"譲るもの\n{given}", "hint"))
            card.body.addWidget(Paragraph(f"頼むもの：{'、'.join(way.keeps)}", "hint"))
            take = Button(
                "この方法にする",
                f"plan_take_{way.way.value}",
                spoken=f"この方法にする、{way.way.label}、{result_of(way)}",
            )
            take.clicked.connect(lambda *_, way=way: self.reduction_wanted.emit(way))
            card.body.addWidget(take, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _days(self, plan: CasePlan) -> Card:
        card = Card("予定の組み方", "plan_days", icon_name="calendar")
        box = named(QComboBox(), "plan_at_once", "同時に進める仕事の数")
        box.addItem("決めない（空いた順に進める）", None)
        for count in range(1, _MOST_AT_ONCE + 1):
            box.addItem(f"{count}件まで", count)
        box.setCurrentIndex(max(box.findData(plan.at_once), 0))
        box.activated.connect(lambda _row: self.at_once_chosen.emit(box.currentData()))
        card.body.addWidget(field_label("同時に進める仕事の数（見る方の手が足りる数）", box))
        card.body.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(
            Paragraph(
                "土日・祝日と年末年始（12月31日〜1月3日）を休みとして並べています。"
                "日数は、暦の7日を営業日5日に直します。"
                f"募集・選考・検収などの日数は{load_order_days().basis}です。",
                "hint",
            )
        )
        if plan.critical:
            path = " → ".join(plan.critical)
            counted = "採用した仕事だけで計算" if plan.accepted else "まだ候補のまま計算"
            card.body.addWidget(
                Paragraph(f"{CRITICAL} 遅れると全体が遅れる仕事：{path}（{counted}）")
            )
        if plan.early:
            card.body.addWidget(
                Paragraph(
                    f"募集が間に合わない仕事：{'、'.join(plan.early)}。"
                    "決めた開始日から数えると、計画の初日より前に募集を始めることになります。"
                )
            )
        card.body.addLayout(_stages(plan))
        return card


def _stages(plan: CasePlan) -> QGridLayout:
    """Return the days of each stage, work by work in the order in which they begin."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().px(18))
    grid.setVerticalSpacing(theme().px(4))
    grid.setColumnStretch(1, 1)
    for row, (name, span) in enumerate(plan.in_order()):
        mark = f"{CRITICAL} " if span.critical else ""
        grid.addWidget(label(f"{mark}{name}", wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Paragraph(stages_of(span), "hint"), row, 1)
    return grid


def result_of(way: Reduction) -> str:
    """Return what a way saves and what remains of the ceiling then."""
    saved = f"{format_yen(way.saved_yen)}減り、"
    if way.enough:
        return f"{saved}上限まで {format_yen(way.left_yen)} になります。"
    return f"{saved}それでも {format_yen(-way.left_yen)} 超えます。ほかの方法と合わせます。"


def _remedies(obstacles: Sequence[NoticedObstacle]) -> Card:
    card = Card("気がかりへの手当て", "plan_remedies", icon_name="circle-check")
    for found in obstacles:
        card.body.addWidget(label(found.obstacle.label, "strong"))
        card.body.addWidget(Paragraph("\n".join(f"・{r.text}" for r in found.remedies)))
        card.body.addWidget(Paragraph("、".join(found.why), "hint"))
    return card


def _sums(budget: Budget) -> Card:
    card = Card("費用の見通し（税込）", "plan_sums", icon_name="japanese-yen")
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().px(18))
    grid.setVerticalSpacing(theme().px(6))
    for column, head in enumerate(("", "低め", "予定", "高め")):
        grid.addWidget(label(head, "label"), 0, column, _side(column))
    for row, (head, amounts) in enumerate(_rows(budget), start=1):
        role = "strong" if head.startswith("発注者総額") else ""
        grid.addWidget(label(head, role), row, 0)
        if None in amounts:
            grid.addWidget(label(budget.fee_missing), row, 1, 1, 3, _side(1))
            continue
        for column, amount in enumerate(amounts, start=1):
            grid.addWidget(label(format_yen(amount or 0), role), row, column, _side(column))
    grid.setColumnStretch(4, 1)
    card.body.addLayout(grid)
    unpriced = [f"金額を決めていない仕事が {budget.unpriced}件あり、含みません。"]
    for note in (*(unpriced if budget.unpriced else ()), *budget.notes):
        card.body.addWidget(Paragraph(note, "hint"))
    return card


def _rows(budget: Budget) -> tuple[tuple[str, tuple[int | None, ...]], ...]:
    ways: tuple[Amounts, ...] = (budget.low, budget.planned, budget.high)
    whole = "発注者総額（手数料を除く）" if budget.fee_missing else "発注者総額"
    return (
        ("報酬（税込）", tuple(a.reward_yen for a in ways)),
        ("　うち消費税", tuple(a.tax_yen for a in ways)),
        ("サービスの手数料", tuple(a.fee_yen for a in ways)),
        (whole, tuple(a.total_yen for a in ways)),
    )


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
