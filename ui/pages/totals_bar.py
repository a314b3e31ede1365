"""The foot of step ②: sums, budget, weeks, and the way to step ③."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QWidget

from cspdesk.domain.decomposition import WorkItem
from cspdesk.domain.typed_values import format_yen
from cspdesk.services.planning import Totals
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip, StatusChip
from ui.widgets.labels import label
from ui.widgets.named import named

_NARROW_SCALE = 1.3
_BAR_WIDTH = 110


class TotalsBar(QWidget):
    """Shows `Totals`.

    Signals:
        postpone_wanted: id of the work item to postpone, chosen because the budget is passed.
        reason_wanted: the chip about missing reasons was pressed.
        going_on: the button to step ③ was pressed.
    """

    postpone_wanted = Signal(str)
    reason_wanted = Signal()
    going_on = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sum = label("", "h3")
        self._sum.setObjectName("totals_sum")
        self._range = label("", "small")
        self._budget = label("", "small")
        self._bar = named(QProgressBar(), "totals_bar", "予算に対する割合")
        self._bar.setTextVisible(False)
        self._left = Chip("ok", "", "totals_left")
        self._left.clicked.connect(self._offer_saving)
        self._weeks = StatusChip("tag", "")
        self._reasons = Chip("warn", "", "totals_reasons")
        self._reasons.clicked.connect(self.reason_wanted)
        self.go_button = Button("依頼形式へ", "decomposition_go", kind="primary", key="Alt+3")
        self.go_button.clicked.connect(self.going_on)
        self._saving: tuple[WorkItem, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label("報酬の合計", "small"))
        row.addWidget(self._sum)
        for part in (self._range, self._budget, self._bar, self._left, self._weeks):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._reasons)
        row.addWidget(self.go_button)
        self._row = row
        self._measure()

    def show_totals(self, totals: Totals, saving: Sequence[WorkItem], missing_reasons: int) -> None:
        """Show sums; `saving` are the pieces to postpone where the budget is passed."""
        self._saving = tuple(saving)
        unpriced = f"（ほかに金額未定 {totals.unpriced}件）" if totals.unpriced else ""
        self._sum.setText(f"{format_yen(totals.planned_yen)}{unpriced}")
        known = totals.low_yen is not None and totals.high_yen is not None
        self._range.setText(
            f"目安 {totals.low_yen:,}〜{totals.high_yen:,}円" if known else "目安なし"
        )
        self._weeks.show_state("tag", f"{totals.weeks}週" if totals.weeks else "予定なし")
        self._reasons.setVisible(missing_reasons > 0)
        self._reasons.show_state("warn", f"理由がない判定 {missing_reasons}件")
        self._show_budget(totals)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()

    def _show_budget(self, totals: Totals) -> None:
        budget, left = totals.budget_yen, totals.left_yen
        self._bar.setProperty("known", budget is not None)
        if budget is None or left is None:
            self._budget.setText("予算の上限 未定")
            self._left.hide()
            return
        self._budget.setText(f"予算の上限 {format_yen(budget)}")
        self._bar.setRange(0, max(budget, 1))
        self._bar.setValue(min(totals.planned_yen, max(budget, 1)))
        share = totals.planned_yen * 100 // max(budget, 1)
        self._bar.setAccessibleName(
            f"報酬の合計 {format_yen(totals.planned_yen)}、"
            f"予算の上限 {format_yen(budget)}の {share}%"
        )
        over = left < 0
        words = f"{format_yen(-left)}の超過" if over else f"上限まで {format_yen(left)}"
        self._left.show_state("err" if over else "ok", words)
        self._left.show()

    def _offer_saving(self) -> None:
        if not self._saving:
            return
        menu = QMenu(self)
        for item in self._saving:
            action = menu.addAction(f"{item.name}を見送る（−{format_yen(item.total_yen or 0)}）")
            action.triggered.connect(lambda *_, key=item.id: self.postpone_wanted.emit(key))
        menu.popup(self._left.mapToGlobal(self._left.rect().topLeft()))

    def _measure(self) -> None:
        current = theme()
        narrow = current.scale >= _NARROW_SCALE
        self._row.setSpacing(current.px(9))
        self._range.setHidden(narrow)
        self._budget.setHidden(narrow)
        self._bar.setFixedWidth(current.px(_BAR_WIDTH))
        self._bar.setHidden(narrow or not self._bar.property("known"))
