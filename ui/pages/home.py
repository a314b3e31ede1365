"""Home: what has to be done today, and where to go on."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cspdesk.domain.case import Step
from cspdesk.domain.typed_values import format_day_long
from cspdesk.services.cases import CaseService
from cspdesk.services.ports import CaseQuery, CaseRow, Clock
from ui.models.short_cases import DueModel, RecentModel, ShortCasesModel
from ui.pages.page import Action, Heading, Help, Page
from ui.theme import theme
from ui.widgets.card import Card
from ui.widgets.chips import Chip, StatusChip
from ui.widgets.delegates import BarDelegate, ChipDelegate, FigureDelegate, TwoLineDelegate
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import LinkButton, Paragraph, label
from ui.widgets.quick_start import QuickStart
from ui.widgets.row_table import RowTable

_RECENT = 6
_DUE = 6
_ATTENTION = 3
_SIDE_BY_SIDE = 860
_STARTS_IN_ROW = 600


class HomePage(Page):
    """Quick starts, due days and recent cases; what needs care and which rules apply.

    Signals:
        sample_wanted: the bundled sample shall be opened.
    """

    sample_wanted = Signal()

    def __init__(self, cases: CaseService, clock: Clock) -> None:
        super().__init__()
        self._cases = cases
        self._clock = clock
        self._recent: tuple[CaseRow, ...] = ()
        self._new = QuickStart("home_new", "plus", "新しい案件", key="Ctrl+N")
        self._resume = QuickStart("home_resume", "message-square", "続きを開く")
        self._sample = QuickStart("home_sample", "graduation-cap", "見本を開く")
        self._due_model = DueModel()
        self._due = RowTable("home_due", "近い期日", (120, 0, 190), header=False)
        self._due_empty = EmptyState("calendar", "近い期日はありません")
        self._due_chip = StatusChip("overdue", "")
        self._recent_model = RecentModel()
        self._recent_table = RowTable("home_recent", "最近の案件", (0, 190, 130))
        self._recent_empty = EmptyState(
            "folder",
            "案件がまだありません",
            "会社名と相談の一言だけで始められます。見本で練習することもできます。",
        )
        self._care = Card("手当てが必要なこと", "home_care", icon_name="flag")
        self._rules_card = Card("法令・ルール", "home_rules", icon_name="scale")
        self._rules_text = Paragraph()
        self._assemble()
        self._connect()
        self._measure()

    def heading(self) -> Heading:
        """Return the name of the page and today's date."""
        return Heading(title="ホーム", note=format_day_long(self._clock.today()))

    def help(self) -> Help:
        """Return what the page is for."""
        return Help(
            purpose="近い期日と、最近の案件を示します。続きの案件はここから開けます。",
            keys=(("Enter", "選んだ案件を開く"), ("Ctrl+N", "新しい案件を始める")),
        )

    def main_action(self) -> Action:
        """Return starting a new case."""
        return Action(
            label="新しい案件", run=lambda: self.new_case_wanted.emit(""), icon="plus", key="Ctrl+N"
        )

    def focus_target(self) -> QWidget:
        """Return the first due day, else the recent cases, else the quick start."""
        if self._due_model.rowCount():
            return self._due
        return self._recent_table if self._recent else self._new

    def opened(self) -> None:
        """Read what is due and what is recent."""
        today = self._clock.today()
        due = self._cases.due_soon(_DUE)
        self._recent = self._cases.find(CaseQuery(limit=_RECENT)).rows
        self._show_due(due, today)
        self._recent_model.show(self._recent, today)
        self._show_table(self._recent_table, self._recent_model)
        self._resume.setEnabled(bool(self._recent))
        first = self._recent[0] if self._recent else None
        self._resume.show_remark(
            f"{first.client_name}・{first.title}" if first else "まだ案件がありません"
        )
        self._new.show_remark("会社名と相談の一言だけで始めます")
        self._sample.show_remark("見本の案件で練習します")
        self._show_care()

    def show_rules(self, version: str, checked_on: date) -> None:
        """Show which rule pack judges and when its sources were last looked at."""
        self._rules_text.show_text(
            f"ルール版 {version}（確認日 {format_day_long(checked_on)}）で点検しています。"
            "点検は案件ごとの発注予定日の基準で行い、決めていないときは今日の基準で行います。"
            "点検は法律の助言に代わるものではありません。"
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the right column below the left one where both do not fit side by side."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()

    def _assemble(self) -> None:
        self._starts = QHBoxLayout()
        for start in (self._new, self._resume, self._sample):
            self._starts.addWidget(start)
        due_card = Card("近い期日", "home_due_card", icon_name="calendar", padded=False)
        due_card.head_row.addWidget(self._due_chip)
        due_card.body.addWidget(_stack(self._due, self._due_empty))
        recent_card = Card("最近の案件", "home_recent_card", icon_name="folder", padded=False)
        self._all = LinkButton("案件一覧", "home_all")
        recent_card.head_row.addWidget(self._all)
        recent_card.head_row.addWidget(label("Ctrl+2", "kbd"))
        recent_card.body.addWidget(_stack(self._recent_table, self._recent_empty))
        self._rules_card.body.addWidget(self._rules_text)
        self._rules_card.body.addStretch(1)
        self._left = QVBoxLayout()
        self._left.addLayout(self._starts)
        self._left.addWidget(due_card, 4)
        self._left.addWidget(recent_card, 5)
        self._right = QVBoxLayout()
        self._right.addWidget(self._care, 1)
        self._right.addWidget(self._rules_card, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addLayout(self._left, 16)
        self._row.addLayout(self._right, 10)

    def _connect(self) -> None:
        self._new.clicked.connect(lambda: self.new_case_wanted.emit(""))
        self._resume.clicked.connect(lambda: self.case_wanted.emit(self._recent[0].id, None))
        self._sample.clicked.connect(self.sample_wanted)
        self._all.clicked.connect(lambda: self.place_wanted.emit("cases"))
        for table, model in (
            (self._due, self._due_model),
            (self._recent_table, self._recent_model),
        ):
            table.setModel(model)
            table.opened.connect(
                lambda row, model=model: self.case_wanted.emit(model.row(row).id, None)
            )
        delegates = (
            (self._due, (FigureDelegate, TwoLineDelegate, ChipDelegate)),
            (self._recent_table, (TwoLineDelegate, BarDelegate, FigureDelegate)),
        )
        for table, classes in delegates:
            for column, delegate in enumerate(classes):
                table.setItemDelegateForColumn(column, delegate(table))

    def _show_due(self, rows: tuple[CaseRow, ...], today: date) -> None:
        self._due_model.show(rows, today)
        urgent = sum(1 for row in rows if row.next_due is not None and row.next_due <= today)
        self._due_chip.setVisible(bool(urgent))
        self._due_chip.show_state("overdue", f"今日まで {urgent}件")
        self._due_empty.show_message(
            "近い期日はありません", "2週間以内の期日があると、ここに並びます。"
        )
        self._show_table(self._due, self._due_model)

    def _show_table(self, table: RowTable, model: ShortCasesModel) -> None:
        stack = table.parent()
        if isinstance(stack, QStackedWidget):
            stack.setCurrentIndex(0 if model.rowCount() else 1)
        table.set_current_row(0)

    def _show_care(self) -> None:
        body = self._care.body
        while (item := body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        found = self._cases.find(CaseQuery(check="error", limit=_ATTENTION)).rows
        for row in found:
            chip = Chip(
                "err",
                f"不適合 {row.errors}件　{row.client_name}",
                f"home_care_{row.id}",
                f"不適合 {row.errors}件、{row.client_name}、依頼文を開く",
            )
            chip.clicked.connect(lambda _checked=False, row=row: self._open_posting(row))
            body.addWidget(chip)
            body.addWidget(Paragraph(row.title, "hint"))
        if not found:
            body.addWidget(Paragraph("点検で不適合になっている案件はありません。"))
        body.addStretch(1)

    def _open_posting(self, row: CaseRow) -> None:
        self.case_wanted.emit(row.id, Step.POSTING)

    def _arrange(self) -> None:
        below = self.width() < theme().px(_SIDE_BY_SIDE)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if below else ways.LeftToRight)
        short = self.width() < theme().px(_STARTS_IN_ROW)
        self._starts.setDirection(ways.TopToBottom if short else ways.LeftToRight)

    def _measure(self) -> None:
        gap = theme().px(14)
        for layout in (self._starts, self._left, self._right, self._row):
            layout.setSpacing(gap)


def _stack(table: RowTable, empty: EmptyState) -> QStackedWidget:
    made = QStackedWidget()
    made.addWidget(table)
    made.addWidget(empty)
    made.setMinimumHeight(theme().px(150))
    return made
