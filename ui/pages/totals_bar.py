"""The foot of step ②: sums, budget, weeks, and the way to step ③."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QWidget

from cspdesk.domain.typed_values import format_yen
from cspdesk.services.budgeting import Budget
from cspdesk.services.case_plan import CasePlan
from cspdesk.services.reducing import Reduction
from ui.pages.plan_face import result_of
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip, StatusChip
from ui.widgets.labels import label, tip
from ui.widgets.named import named
from ui.widgets.week_bar import CRITICAL

_NARROW_SCALE = 1.3
_NARROWEST_SCALE = 1.75
_BAR_WIDTH = 110


class TotalsBar(QWidget):
    """Shows the sums of a `CasePlan`.

    Signals:
        reduction_wanted: a `Reduction`, chosen because the budget is passed.
        plan_wanted: the sums are to be seen in full.
        reason_wanted: the chip about missing reasons was pressed.
        going_on: the button to step ③ was pressed.
    """

    reduction_wanted = Signal(object)
    plan_wanted = Signal()
    reason_wanted = Signal()
    going_on = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sum = label("", "h3")
        self._sum.setObjectName("totals_sum")
        self._whole = label("", "small")
        self._whole.setObjectName("totals_whole")
        self._range = label("", "small")
        self._budget = label("", "small")
        self._bar = named(QProgressBar(), "totals_bar", "予算に対する割合")
        self._bar.setTextVisible(False)
        self._left = Chip("ok", "", "totals_left")
        self._left.clicked.connect(self._offer_ways)
        self._weeks = StatusChip("tag", "")
        self._path = Chip("tag", "", "totals_path")
        self._path.clicked.connect(self.plan_wanted)
        self._reasons = Chip("warn", "", "totals_reasons")
        self._reasons.clicked.connect(self.reason_wanted)
        self.go_button = Button("依頼形式へ", "decomposition_go", kind="primary", key="Alt+3")
        self.go_button.clicked.connect(self.going_on)
        self._ways: tuple[Reduction, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._caption = label("報酬の合計", "small")
        row.addWidget(self._caption)
        row.addWidget(self._sum)
        for part in self._parts():
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._reasons)
        row.addWidget(self.go_button)
        self._row = row
        self._measure()

    def show_plan(self, plan: CasePlan) -> None:
        """Show the sums; a passed budget offers the ways back under it."""
        totals, budget = plan.totals, plan.budget
        self._ways = plan.reductions
        unpriced = f"（ほかに金額未定 {totals.unpriced}件）" if totals.unpriced else ""
        self._sum.setText(f"{format_yen(totals.planned_yen)}{unpriced}")
        whole = (
            f"発注者総額 {format_yen(budget.planned.total_yen)}" if budget.planned.fee_yen else ""
        )
        missing = budget.fee_missing.partition("（")[0]
        self._whole.setText(f"手数料 {missing}" if missing else whole)
        known = totals.low_yen is not None and totals.high_yen is not None
        self._range.setText(
            f"目安 {totals.low_yen:,}〜{totals.high_yen:,}円" if known else "目安なし"
        )
        self._weeks.show_state("tag", f"{totals.weeks}週" if totals.weeks else "予定なし")
        self._path.show_state(
            "tag",
            f"{CRITICAL}余裕なし {len(plan.critical)}",
            f"遅れると全体が遅れる仕事 {len(plan.critical)}件、計画を見る",
        )
        self._path.setVisible(bool(plan.critical))
        self._reasons.setVisible(plan.missing_reasons > 0)
        self._reasons.show_state("warn", f"理由がない判定 {plan.missing_reasons}件")
        self._show_budget(budget)
        self._measure()

    def _parts(self) -> tuple[QWidget, ...]:
        return (
            self._whole,
            self._range,
            self._budget,
            self._bar,
            self._left,
            self._weeks,
            self._path,
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()

    def _show_budget(self, plan: Budget) -> None:
        budget, left = plan.ceiling_yen, plan.left_yen
        whole = plan.planned.total_yen
        self._bar.setProperty("known", budget is not None)
        if budget is None or left is None:
            self._budget.setText(plan.ceiling.words)
            self._left.hide()
            return
        self._budget.setText(plan.ceiling.words)
        self._budget.setToolTip(
            tip(f"「{plan.ceiling.quote}」とのお話" if plan.ceiling.told else "")
        )
        self._bar.setRange(0, max(budget, 1))
        self._bar.setValue(min(whole, max(budget, 1)))
        share = whole * 100 // max(budget, 1)
        self._bar.setAccessibleName(
            f"発注者総額 {format_yen(whole)}、{plan.ceiling.words}の {share}%"
        )
        over = left < 0
        words = f"{format_yen(-left)}の超過" if over else f"上限まで {format_yen(left)}"
        self._left.show_state("err" if over else "ok", words)
        self._left.show()

    def _offer_ways(self) -> None:
        if not self._ways:
            self.plan_wanted.emit()
            return
        menu = QMenu(self)
        for way in self._ways:
            action = menu.addAction(f"{way.way.label}：{result_of(way)}")
            action.triggered.connect(lambda *_, way=way: self.reduction_wanted.emit(way))
        menu.addSeparator()
        menu.addAction("中身を見てから決める").triggered.connect(self._ask_for_plan)
        menu.popup(self._left.mapToGlobal(self._left.rect().topLeft()))

    def _ask_for_plan(self) -> None:
        self.plan_wanted.emit()

    def _measure(self) -> None:
        current = theme()
        narrow = current.scale >= _NARROW_SCALE
        self._row.setSpacing(current.px(9))
        self._whole.setHidden(narrow or not self._whole.text())
        self._range.setHidden(narrow or not self._whole.isHidden())
        self._path.setHidden(narrow or self._path.isHidden())
        self._budget.setHidden(narrow)
        # At the largest sizes the sum, the budget and the way on are what has to be seen.
        for part in (self._caption, self._weeks):
            part.setHidden(current.scale >= _NARROWEST_SCALE)
        self._bar.setFixedWidth(current.px(_BAR_WIDTH))
        self._bar.setHidden(narrow or not self._bar.property("known"))
