"""The list of cases: find, sort, filter, open, copy, put away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cspdesk.domain.case import CaseStatus, Step
from cspdesk.errors import UserProblem
from cspdesk.services.cases import CaseService
from cspdesk.services.ports import CaseOrder, CaseQuery, Clock
from ui import ime, keys, problems
from ui.models.case_list import (
    AMOUNT,
    CHECK,
    COLUMNS,
    DUE,
    MARK,
    NAME,
    UPDATED,
    CaseListModel,
)
from ui.pages.page import Action, Heading, Help, Page
from ui.theme import icon, theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.delegates import (
    CellDelegate,
    ChipDelegate,
    FigureDelegate,
    MarkDelegate,
    TwoLineDelegate,
)
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import ElidedLabel, LinkButton, label
from ui.widgets.named import named
from ui.widgets.row_table import RowTable
from ui.widgets.segmented import Segmented

T = TypeVar("T")
_SEARCH_PAUSE_MS = 150
_WIDTHS = (44, 0, 170, 150, 120, 150, 104, 124)
_ORDERS = (
    ("更新が新しい順", CaseOrder.UPDATED, True),
    ("会社名の順", CaseOrder.FURIGANA, False),
    ("次の期日が近い順", CaseOrder.DUE, False),
    ("発注予定額が大きい順", CaseOrder.AMOUNT, True),
)
_CHECKS = (
    ("点検：すべて", ""),
    ("不適合あり", "error"),
    ("注意あり", "warning"),
    ("指摘なし", "ok"),
)


class CaseListPage(Page):
    """All cases, filtered and sorted by the store."""

    def __init__(self, cases: CaseService, clock: Clock) -> None:
        super().__init__()
        self._cases = cases
        self._model = CaseListModel(cases.find, clock.today)
        self._words = named(QLineEdit(), "cases_search", "案件を検索")
        self._step = named(QComboBox(), "cases_step", "段階で絞る")
        self._check = named(QComboBox(), "cases_check", "点検で絞る")
        self._order = named(QComboBox(), "cases_order", "並べ替え")
        self._clear = LinkButton("条件を消す", "cases_clear")
        self._status = Segmented(
            (("active", "進行中"), ("archived", "保管"), ("binned", "ごみ箱")),
            "cases_status",
            "置き場所",
        )
        self._table = RowTable("cases_table", "案件の一覧", _WIDTHS)
        self._empty = EmptyState("folder", "")
        self._faces = QStackedWidget()
        self._count = ElidedLabel("", "hint")
        self._marked = label("", "small")
        self._buttons = {
            "open": Button("開く", "cases_open", key="Enter"),
            "copy": Button("複製", "cases_copy", icon_name="copy", key="Ctrl+D"),
            "archive": Button("保管する", "cases_archive", icon_name="archive-restore"),
            "bin": Button("ごみ箱へ", "cases_bin", icon_name="trash-2"),
            "restore": Button("進行中に戻す", "cases_restore", icon_name="undo-2"),
            "empty": Button("ごみ箱を空にする", "cases_empty", icon_name="trash-2", kind="danger"),
        }
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_PAUSE_MS)
        self._assemble()
        self._connect()
        self._measure()

    # ---- what the frame asks ----

    def heading(self) -> Heading:
        """Return the name of the page and how many cases are shown."""
        return Heading(title="案件", note=self._status_word())

    def help(self) -> Help:
        """Return what the page is for."""
        return Help(
            purpose="案件を探し、並べ替え、絞り込みます。ごみ箱の案件は、空にするまで戻せます。",
            keys=(
                ("Ctrl+F", "検索の欄へ"),
                ("↑ ↓", "案件を選ぶ"),
                ("Enter", "開く"),
                ("Space", "印を付ける・外す"),
                ("Ctrl+D", "複製"),
                ("Delete", "ごみ箱へ"),
            ),
        )

    def main_action(self) -> Action:
        """Return starting a new case."""
        return Action(
            label="新しい案件", run=lambda: self.new_case_wanted.emit(""), icon="plus", key="Ctrl+N"
        )

    def search_field(self) -> QLineEdit:
        """Return the search field."""
        return self._words

    def focus_target(self) -> QWidget:
        """Return the table, or the search field where there is nothing to choose from."""
        return self._table if self._model.rowCount() else self._words

    def opened(self) -> None:
        """Read the list anew; the current case stays current."""
        row = self._table.current_row()
        current = self._model.row(row).id if 0 <= row < self._model.rowCount() else ""
        self._model.show(self._query())
        self._table.set_current_row(max(self._model.row_of(current), 0))

    # ---- building ----

    def _assemble(self) -> None:
        self._words.setPlaceholderText("会社名・テーマ・相談の言葉")
        self._words.addAction(icon("search", "text2"), QLineEdit.ActionPosition.LeadingPosition)
        self._words.setClearButtonEnabled(False)
        self._step.addItem("段階：すべて", "")
        for step in Step:
            self._step.addItem(step.label, step.value)
        for word, value in _CHECKS:
            self._check.addItem(word, value)
        for word, _order, _descending in _ORDERS:
            self._order.addItem(word)
        self._filters = FlowLayout()
        for widget in (
            self._words,
            self._step,
            self._check,
            self._order,
            self._status,
            self._clear,
        ):
            self._filters.addWidget(widget)
        self._faces.addWidget(self._table)
        self._faces.addWidget(self._empty)
        self._empty_clear = self._empty.add_button(Button("条件を消す", "cases_empty_clear"))
        self._empty_new = self._empty.add_button(
            Button("新しい案件", "cases_empty_new", icon_name="plus")
        )
        card = Card("", "cases_card", padded=False)
        card.body.addLayout(self._filters)
        card.body.addWidget(self._faces, 1)
        card.foot_row.addWidget(self._count, 1)
        card.foot_row.addWidget(self._marked)
        for button in self._buttons.values():
            card.foot_row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def _connect(self) -> None:
        self._table.setModel(self._model)
        for column in range(len(COLUMNS)):
            delegate = {
                MARK: MarkDelegate,
                NAME: TwoLineDelegate,
                CHECK: ChipDelegate,
                AMOUNT: FigureDelegate,
                DUE: FigureDelegate,
                UPDATED: FigureDelegate,
            }.get(column, CellDelegate)
            self._table.setItemDelegateForColumn(column, delegate(self._table))
        self._table.opened.connect(self._open_row)
        self._table.marked.connect(self._model.toggle)
        self._table.clicked.connect(
            lambda index: self._model.toggle(index.row()) if index.column() == MARK else None
        )
        self._table.horizontalHeader().setSectionsClickable(True)
        self._table.horizontalHeader().sectionClicked.connect(self._sort_by)
        self._model.loaded.connect(self._show_state)
        self._model.marks_changed.connect(lambda _count: self._show_marks())
        self._words.textChanged.connect(lambda _text: self._pause.start())
        self._pause.timeout.connect(self._reload)
        ime.guard().settled.connect(self._search_settled)
        for box in (self._step, self._check, self._order):
            box.currentIndexChanged.connect(lambda _index: self._reload())
        self._status.chosen.connect(lambda _value: self._reload())
        for clear in (self._clear, self._empty_clear):
            clear.clicked.connect(self._clear_filters)
        self._empty_new.clicked.connect(lambda: self.new_case_wanted.emit(self._words.text()))
        self._connect_actions()

    def _connect_actions(self) -> None:
        self._buttons["open"].clicked.connect(lambda: self._open_row(self._table.current_row()))
        self._buttons["copy"].clicked.connect(self._copy)
        self._buttons["archive"].clicked.connect(lambda: self._each(self._cases.archive))
        self._buttons["bin"].clicked.connect(lambda: self._each(self._cases.to_bin))
        self._buttons["restore"].clicked.connect(lambda: self._each(self._cases.activate))
        self._buttons["empty"].clicked.connect(self._empty_bin)
        for shortcut in (
            *keys.bind(self._table, "Ctrl+D", self._copy),
            *keys.bind(self._table, "Delete", lambda: self._each(self._cases.to_bin)),
        ):
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # ---- finding ----

    def _query(self) -> CaseQuery:
        _word, order, descending = _ORDERS[self._order.currentIndex()]
        return CaseQuery(
            words=self._words.text().strip(),
            status=CaseStatus(self._status.value()),
            step=str(self._step.currentData()),
            check=str(self._check.currentData()),
            order=order,
            descending=descending,
        )

    def _reload(self) -> None:
        self._pause.stop()
        if not (ime.composing() and self._words.hasFocus()):
            self._model.show(self._query())
            self._table.set_current_row(0)

    def _search_settled(self) -> None:
        if self._words.text().strip() != self._model.query.words:
            self._pause.start()

    def _sort_by(self, column: int) -> None:
        order = self._model.order_of(column)
        if order is None:
            return
        place = next(n for n, entry in enumerate(_ORDERS) if entry[1] is order)
        if place != self._order.currentIndex():
            self._order.setCurrentIndex(place)
        else:
            query = self._model.query
            self._model.show(replace(query, descending=not query.descending))

    def _clear_filters(self) -> None:
        for box in (self._step, self._check):
            box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(False)
        self._words.clear()
        self._reload()

    def _filtered(self) -> bool:
        query = self._model.query
        return bool(query.words or query.step or query.check)

    # ---- acting ----

    def _targets(self) -> tuple[str, ...]:
        marked = self._model.marked()
        row = self._table.current_row()
        if marked or not 0 <= row < self._model.rowCount():
            return marked
        return (self._model.row(row).id,)

    def _open_row(self, row: int) -> None:
        if not 0 <= row < self._model.rowCount():
            return
        found = self._model.row(row)
        if found.status is CaseStatus.BINNED:
            self._guarded(lambda: self._cases.activate(found.id))
        self.case_wanted.emit(found.id, None)

    def _copy(self) -> None:
        targets = self._targets()
        if len(targets) == 1:
            opened = self._guarded(lambda: self._cases.duplicate(targets[0]))
            if opened is not None:
                self.case_wanted.emit(opened.case.id, None)

    def _each(self, act: Callable[[str], None]) -> None:
        row = self._table.current_row()
        for case_id in self._targets():
            self._guarded(lambda case_id=case_id: act(case_id))  # type: ignore[misc]
        self._model.show(self._model.query)
        self._table.set_current_row(row)

    def _empty_bin(self) -> None:
        if problems.ask(
            self,
            title="ごみ箱を空にしますか",
            text=f"ごみ箱の案件 {self._model.total_text()}を消します。消した案件は戻せません。",
            do="ごみ箱を空にする",
        ):
            self._guarded(self._cases.empty_bin)
            self._reload()

    def _guarded(self, act: Callable[[], T]) -> T | None:
        try:
            return act()
        except UserProblem as problem:
            self.problem_met.emit(problem)
            return None

    # ---- showing ----

    def _status_word(self) -> str:
        word = {"active": "進行中", "archived": "保管", "binned": "ごみ箱"}[self._status.value()]
        return f"{word} {self._model.total_text()}"

    def _show_state(self) -> None:
        rows = self._model.rowCount()
        self._faces.setCurrentWidget(self._table if rows else self._empty)
        self._clear.setEnabled(self._filtered())
        self._count.show_text(
            f"{self._model.total_text()}中 {rows:,}件を表示・並び：{self._order.currentText()}"
        )
        if not rows:
            self._show_empty()
        self._show_marks()
        self.heading_changed.emit()

    def _show_empty(self) -> None:
        filtered = self._filtered()
        place = self._status.value()
        if filtered:
            self._empty.show_message(
                "条件に合う案件がありません", "言葉を減らすか、条件を消すと表示されます。"
            )
        elif place == "active":
            self._empty.show_message(
                "案件がまだありません",
                "会社名と相談の一言だけで始められます。見本はホームから開けます。",
            )
        else:
            word = "保管した案件" if place == "archived" else "ごみ箱の案件"
            self._empty.show_message(
                f"{word}はありません", "案件の一覧から移すと、ここに並びます。"
            )
        self._empty_clear.setVisible(filtered)
        self._empty_new.setVisible(not filtered and place == "active")

    def _show_marks(self) -> None:
        marked = len(self._model.marked())
        rows = bool(self._model.rowCount())
        place = self._status.value()
        self._marked.setText(f"{marked}件に印" if marked else "")
        shown = {
            "open": rows,
            "copy": rows and place != "binned",
            "archive": rows and place == "active",
            "bin": rows and place != "binned",
            "restore": rows and place != "active",
            "empty": rows and place == "binned",
        }
        for name, button in self._buttons.items():
            button.setVisible(shown[name])
        self._buttons["copy"].setEnabled(marked <= 1)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        current = theme()
        side = current.px(14)
        self._filters.setContentsMargins(side, current.px(10), side, current.px(10))
        self._filters.setSpacing(current.px(8))
        self._words.setFixedWidth(current.px(240))
