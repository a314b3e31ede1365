"""The entry of a case: how far its steps are, the one thing to do next, its main facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from cspdesk.domain.case import Case, Step, StepState
from cspdesk.domain.catalogue import Catalogue
from cspdesk.domain.client import Client
from cspdesk.domain.request_format import OrderType
from cspdesk.domain.typed_values import format_day, format_yen
from cspdesk.services.ceiling import ceiling_of
from cspdesk.services.next_action import NextAction, next_action, step_detail
from cspdesk.services.planning import PlanningService
from cspdesk.services.progress import step_progress
from ui.pages.client_dialog import ClientDialog
from ui.pages.page import Action, Help, StepPage
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chips import StatusChip
from ui.widgets.date_edit import DateEdit
from ui.widgets.delegates import (
    CELL_ROLE,
    CellDelegate,
    ChipCell,
    ChipDelegate,
    Index,
    TwoLineCell,
    TwoLineDelegate,
)
from ui.widgets.labels import LinkButton, Paragraph, field_label, label
from ui.widgets.named import named
from ui.widgets.row_table import RowTable
from ui.widgets.yen_edit import YenEdit

_ROW = 64
_CHIP_WIDTH = 150
_WORD_WIDTH = 84
_WORDS = {
    StepState.TODO: "始める",
    StepState.DOING: "続ける",
    StepState.DONE: "開く",
    StepState.ATTENTION: "直す",
}
_EXCERPT = 60
_WORD_COLUMN = 2
_BAR_WIDTH = 126
_PLAN_COLUMNS = 3


class OverviewPage(StepPage):
    """Shows and leads to the steps; keeps what belongs to the case as a whole."""

    def __init__(
        self,
        planning: PlanningService,
        today: Callable[[], date],
        catalogue: Callable[[], Catalogue],
    ) -> None:
        super().__init__()
        self._planning = planning
        self._catalogue = catalogue
        self._today = today
        self._next = Banner("overview_next", "info")
        self._go = self._next.add_button(
            Button("開く", "overview_go", kind="primary", key="Ctrl+Enter")
        )
        self._done = label("", "small")
        self._bar = named(QProgressBar(), "overview_bar", "段階の進み")
        self._model = QStandardItemModel(self)
        self._table = RowTable(
            "overview_steps",
            "この案件の進み方",
            (0, _CHIP_WIDTH, _WORD_WIDTH),
            header=False,
            row_height=_ROW,
        )
        self._client_rows: dict[str, Paragraph] = {}
        self._edit_client = LinkButton("編集", "overview_edit_client", "会社の情報を編集")
        self._sum = label("", "figure")
        self._budget = YenEdit("overview_budget", "予算の上限（税込）")
        self._left = StatusChip("tag", "")
        self._planned_on = DateEdit("overview_planned_on", "発注の予定日", today=today)
        self._deadline = DateEdit("overview_deadline", "形にしたい日", today=today)
        self._consent = DateEdit("overview_consent", "記録の同意を得た日", today=today)
        self._order_type = named(QComboBox(), "overview_order_type", "発注のタイプ")
        for order_type in OrderType:
            self._order_type.addItem(order_type.label, order_type)
        self._consultant = named(QLineEdit(), "overview_consultant", "担当の相談員")
        self._title = named(QLineEdit(), "overview_title", "相談のテーマ")
        self._theme_note = Paragraph("", "hint")
        self._assemble()
        self._connect()

    # ---- what the frame asks ----

    def refresh(self) -> None:
        """Show the case as the session has it."""
        case, client = self.session.case, self.session.client
        self._show_next(next_action(case, self._catalogue()))
        self._show_steps(case)
        self._show_client(case, client)
        self._show_money(case)
        self._planned_on.set_value(case.planned_order_on)
        self._deadline.set_value(case.deadline)
        self._consent.set_value(client.consent_on)
        self._order_type.setCurrentIndex(self._order_type.findData(case.order_type))
        for line, text in ((self._consultant, case.consultant), (self._title, case.title)):
            if line.text() != text:
                line.setText(text)

    def help(self) -> Help:
        """Return what the screen is for."""
        return Help(
            purpose="段階の進み具合と、次にすることを確かめます。会社とお金の情報もここで直せます。",
            keys=(
                ("Ctrl+Enter", "次にすることを開く"),
                ("Enter", "選んだ段階を開く"),
                ("Alt+1〜4", "段階を開く"),
            ),
        )

    def main_action(self) -> Action:
        """Return the next thing to do."""
        return Action(label=self._go.text(), run=self.go_on, key="Ctrl+Enter")

    def status_hint(self) -> str:
        """Return the key of the next thing to do."""
        return "Ctrl+Enter 次にすること"

    def focus_target(self) -> QWidget:
        """Return the list of steps."""
        return self._table

    def commit_pending(self) -> None:
        """Hand over what is typed."""
        self._budget.commit_pending()
        for day in (self._planned_on, self._deadline, self._consent):
            day.commit_pending()

    def go_on(self) -> None:
        """Go where the next thing is done."""
        self.commit_pending()
        action = next_action(self.session.case, self._catalogue())
        self.step_wanted.emit(action.step, action.work_item_id)

    # ---- building ----

    def _assemble(self) -> None:
        gap = theme().px(14)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, parts in (
            (left, (self._next, self._steps_card(), self._plan_card())),
            (right, (self._client_card(), self._money_card())),
        ):
            column.setSpacing(gap)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap)
        row.addLayout(left, 16)
        row.addLayout(right, 10)

    def _steps_card(self) -> Card:
        card = Card("この案件の進み方", "overview_card", icon_name="list-checks", padded=False)
        self._bar.setTextVisible(False)
        self._measure()
        card.head_row.addWidget(self._done)
        card.head_row.addWidget(self._bar)
        self._table.setModel(self._model)
        self._table.setItemDelegateForColumn(0, TwoLineDelegate(self._table))
        self._table.setItemDelegateForColumn(1, ChipDelegate(self._table))
        self._table.setItemDelegateForColumn(2, _WordDelegate(self._table))
        card.body.addWidget(self._table)
        return card

    def _client_card(self) -> Card:
        card = Card("会社と相談", "overview_client")
        card.head_row.addWidget(self._edit_client)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setHorizontalSpacing(theme().px(14))
        form.setVerticalSpacing(theme().px(6))
        for name in ("相談者", "所在地", "業種・規模", "相談の一言"):
            self._client_rows[name] = Paragraph("", "small")
            form.addRow(label(name, "hint"), self._client_rows[name])
        card.body.addLayout(form)
        card.body.addWidget(field_label("相談のテーマ", self._title))
        card.body.addWidget(self._title)
        card.body.addWidget(self._theme_note)
        return card

    def _money_card(self) -> Card:
        card = Card("お金", "overview_money")
        row = QHBoxLayout()
        parts = (("報酬の合計（予定）", self._sum), ("予算の上限（税込）", self._budget))
        for word, widget in parts:
            cell = QVBoxLayout()
            heading = label(word, "hint")
            cell.addWidget(heading)
            cell.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
            row.addLayout(cell, 1)
        card.body.addLayout(row)
        card.body.addWidget(self._left)
        return card

    def _plan_card(self) -> Card:
        card = Card("発注の予定と記録", "overview_plan")
        fields: tuple[tuple[str, QWidget], ...] = (
            ("発注の予定日", self._planned_on),
            ("形にしたい日", self._deadline),
            ("発注のタイプ", self._order_type),
            ("担当の相談員", self._consultant),
            ("記録の同意を得た日", self._consent),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(14))
        grid.setVerticalSpacing(theme().px(4))
        for place, (word, field) in enumerate(fields):
            row, column = place // _PLAN_COLUMNS * 2, place % _PLAN_COLUMNS
            grid.addWidget(field_label(word, field), row, column)
            grid.addWidget(field, row + 1, column, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(grid)
        card.body.addWidget(
            Paragraph("点検は、発注の予定日の法令で行います。空欄のときは今日です。", "hint")
        )
        return card

    def _connect(self) -> None:
        self._go.clicked.connect(self.go_on)
        self._table.opened.connect(lambda row: self.step_wanted.emit(tuple(Step)[row], ""))
        self._table.clicked.connect(self._step_clicked)
        self._edit_client.clicked.connect(self.open_client)
        self._budget.changed.connect(lambda value: self._set_case("予算の上限", budget_yen=value))
        self._planned_on.changed.connect(
            lambda value: self._set_case("発注の予定日", planned_order_on=value)
        )
        self._deadline.changed.connect(lambda value: self._set_case("形にしたい日", deadline=value))
        self._consent.changed.connect(
            lambda value: self._change_client(
                "記録の同意", lambda client: replace(client, consent_on=value)
            )
        )
        self._order_type.activated.connect(
            lambda _row: self._set_case(
                "発注のタイプ", order_type=OrderType(self._order_type.currentData())
            )
        )
        self._consultant.textEdited.connect(
            lambda text: self._set_case("担当の相談員", merge="consultant", consultant=text)
        )
        self._title.textEdited.connect(
            lambda text: self._set_case("相談のテーマ", merge="title", title=text)
        )

    # ---- changing ----

    def _step_clicked(self, index: QModelIndex) -> None:
        if index.column() == _WORD_COLUMN:
            self._table.opened.emit(index.row())

    def _set_case(self, word: str, *, merge: str = "", **values: object) -> None:
        # Names and types are those of the fields above.
        if self.apply(word, lambda case: replace(case, **values), merge_key=merge):  # type: ignore[arg-type]
            self.refresh()
            self.heading_changed.emit()

    def _change_client(self, word: str, change: Callable[[Client], Client]) -> None:
        if self.apply_client(word, change):
            self.refresh()
            self.heading_changed.emit()

    def open_client(self) -> None:
        """Open the fields of the client."""
        dialog = ClientDialog(self.session.client, self._today, self)
        dialog.edited.connect(
            lambda client: self._change_client("会社の情報", lambda _before: client)
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # ---- showing ----

    def _show_next(self, action: NextAction) -> None:
        state = "err" if action.urgent else "ok" if action.finished else "info"
        self._next.show_message("", f"次にすること：{action.sentence}", state)
        name = action.step.label.split(" ", 1)[-1]
        self._go.set_content(f"{name}を開く", key="Ctrl+Enter")

    def _show_steps(self, case: Case) -> None:
        progress = step_progress(case)
        done = sum(1 for entry in progress if entry.state is StepState.DONE)
        self._done.setText(f"{len(progress)}段階中 {done}段階 完了")
        self._bar.setRange(0, len(progress))
        self._bar.setValue(done)
        row = max(self._table.current_row(), 0)
        self._model.setRowCount(len(progress))
        self._model.setColumnCount(3)
        for place, entry in enumerate(progress):
            detail = step_detail(case, entry.step)
            words = f"{entry.state.label}  {entry.detail}" if entry.detail else entry.state.label
            cells: tuple[tuple[object, str], ...] = (
                (TwoLineCell(entry.step.label, detail), f"{entry.step.label}、{detail}"),
                (ChipCell(entry.state.value, words), words),
                (None, _WORDS[entry.state]),
            )
            for column, (cell, text) in enumerate(cells):
                item = QStandardItem(text)
                item.setData(cell, CELL_ROLE)
                item.setData(f"{entry.step.label}、{words}", Qt.ItemDataRole.AccessibleTextRole)
                self._model.setItem(place, column, item)
        self._table.set_current_row(row)

    def _show_client(self, case: Case, client: Client) -> None:
        self._theme_note.show_text(
            "表紙の題と、依頼文の「背景・目的」に使います。"
            if case.theme
            else "いまは相談者の言葉の出だしです。"
            "短く書き直すと、表紙の題と、依頼文の「背景・目的」に使います。"
        )
        size = f"{client.employees:,}名" if client.employees is not None else ""
        capital = f"資本金 {format_yen(client.capital_yen)}" if client.capital_yen else ""
        words = " ".join(case.hearing.owner_words.split())
        excerpt = words if len(words) <= _EXCERPT else f"{words[:_EXCERPT]}…"
        deadline = f"（{format_day(case.deadline)}まで）" if case.deadline else ""
        for name, text in (
            ("相談者", " ".join(part for part in (client.name, client.contact_name) if part)),
            ("所在地", f"{client.prefecture}{client.address.removeprefix(client.prefecture)}"),
            ("業種・規模", "・".join(part for part in (client.industry, size, capital) if part)),
            ("相談の一言", f"{excerpt}{deadline}"),
        ):
            self._client_rows[name].show_text(text or "まだ聞いていません")

    def _show_money(self, case: Case) -> None:
        start = case.judged_on(self._today())
        ceiling = ceiling_of(case)
        totals = self._planning.totals(case.decomposition.work_items, ceiling.yen, start)
        self._sum.setText(format_yen(totals.planned_yen) if totals.ordered else "未定")
        self._budget.set_value(case.budget_yen)
        left = totals.left_yen
        limit = f"{ceiling.words}まで" if ceiling.told else "上限まで"
        told = f"{ceiling.words}から" if ceiling.told else ""
        if left is None:
            self._left.show_state("tag", "予算の上限を入れると、残りを出します")
        elif left < 0:
            self._left.show_state("err", f"{told} {format_yen(-left)}の超過".strip())
        else:
            self._left.show_state("ok", f"{limit} {format_yen(left)}")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        current = theme()
        self._bar.setFixedWidth(current.px(_BAR_WIDTH))
        self._table.setFixedHeight(current.px(_ROW) * len(Step) + 2)


class _WordDelegate(CellDelegate):
    """Draws the word that opens a step, as a button."""

    row_height = _ROW

    def draw_cell(self, painter: QPainter, area: QRect, index: Index) -> None:
        """Draw the word with a frame around it."""
        current = theme()
        height = current.px(30)
        top = area.top() + (area.height() - height) // 2
        place = QRect(area.left(), top, area.width(), height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(current.colour("borderStrong"), 1))
        painter.setBrush(current.colour("surface"))
        painter.drawRoundedRect(place, 4, 4)
        painter.setFont(current.font(13))
        painter.setPen(current.colour("text"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(index.data() or ""))
