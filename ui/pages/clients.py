"""The firms: find, correct, and make one of two records of the same firm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QStackedWidget, QWidget

from cspdesk.domain.client import Client
from cspdesk.errors import UserProblem
from cspdesk.services.clients import ClientService
from ui import ime, problems
from ui.models.client_list import ClientListModel
from ui.pages.client_form import ClientForm
from ui.pages.page import Action, Heading, Help, Page
from ui.theme import icon, theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.delegates import FigureDelegate, TwoLineDelegate
from ui.widgets.empty_state import EmptyState
from ui.widgets.named import named
from ui.widgets.row_table import RowTable


class ClientsPage(Page):
    """List at the left, the chosen firm at the right; changes are stored on leaving."""

    def __init__(self, clients: ClientService, today: Callable[[], date]) -> None:
        super().__init__()
        self._clients = clients
        self._shown: Client | None = None
        self._model = ClientListModel()
        self._words = named(QLineEdit(), "clients_search", "会社を検索")
        self._table = RowTable("clients_table", "会社の一覧", (0, 80))
        self._empty = EmptyState("building-2", "会社がまだありません")
        self._faces = QStackedWidget()
        self._form = ClientForm(today)
        self._double = Banner("clients_double", "warn")
        self._merge = self._double.add_button(Button("1つにまとめる", "clients_merge"))
        self._cases = Button("この会社で新しい案件", "clients_new_case", icon_name="plus")
        self._card = Card("会社の情報", "clients_card", icon_name="building-2")
        self._assemble()
        self._connect()
        self._measure()

    def heading(self) -> Heading:
        """Return the name of the page."""
        return Heading(title="会社", note=f"{len(self._model.rows)}社")

    def main_action(self) -> Action:
        """Return storing the firm."""
        return Action(label="保存", run=self.commit_pending, key="Ctrl+Enter")

    def help(self) -> Help:
        """Return what the page is for."""
        return Help(
            purpose="相談を受けた会社の情報です。同じ会社が 2つあるときは、1つにまとめられます。",
            keys=(("Ctrl+F", "検索の欄へ"), ("↑ ↓", "会社を選ぶ"), ("Ctrl+Enter", "保存")),
        )

    def search_field(self) -> QLineEdit:
        """Return the search field."""
        return self._words

    def focus_target(self) -> QWidget:
        """Return the list."""
        return self._table if self._model.rows else self._words

    def opened(self) -> None:
        """Read the list anew."""
        current = self._shown.id if self._shown is not None else ""
        self._reload(current)

    def commit_pending(self) -> None:
        """Store what was changed."""
        changed = self._form.read_client()
        if changed is None or self._shown is None or changed == self._shown:
            return
        try:
            stored = self._clients.save(changed)
        except UserProblem as problem:
            self.problem_met.emit(problem)
            return
        self._shown = stored
        self._form.accept(stored)
        self._reload(stored.id)

    def _assemble(self) -> None:
        self._words.setPlaceholderText("会社名・ふりがな")
        self._words.addAction(icon("search", "text2"), QLineEdit.ActionPosition.LeadingPosition)
        self._table.setModel(self._model)
        self._table.setItemDelegateForColumn(0, TwoLineDelegate(self._table))
        self._table.setItemDelegateForColumn(1, FigureDelegate(self._table))
        self._faces.addWidget(self._table)
        self._faces.addWidget(self._empty)
        left = Card("", "clients_list_card", padded=False)
        self._top = QHBoxLayout()
        self._top.addWidget(self._words)
        left.body.addLayout(self._top)
        left.body.addWidget(self._faces, 1)
        area = named(QScrollArea(), "clients_area", "会社の情報")
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._form.setProperty("role", "plain")
        area.setWidget(self._form)
        self._card.body.addWidget(self._double)
        self._card.body.addWidget(area, 1)
        self._card.foot_row.addWidget(self._cases)
        self._card.foot_row.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(left, 10)
        self._row.addWidget(self._card, 16)
        self._double.hide()

    def _connect(self) -> None:
        self._words.textChanged.connect(lambda _text: self._search())
        ime.guard().settled.connect(self._search)
        self._table.selectionModel().currentRowChanged.connect(
            lambda current, _previous: self._choose(current.row())
        )
        self._cases.clicked.connect(lambda: self.new_case_wanted.emit(self._name()))
        self._merge.clicked.connect(self._merge_double)

    def _search(self) -> None:
        if self.isVisible() and not ime.composing():
            self._reload(self._shown.id if self._shown is not None else "")

    def _reload(self, client_id: str) -> None:
        self._model.show(self._clients.find(self._words.text().strip()))
        has_rows = bool(self._model.rows)
        self._faces.setCurrentWidget(self._table if has_rows else self._empty)
        lead = (
            "条件に合う会社がありません" if self._words.text().strip() else "会社がまだありません"
        )
        self._empty.show_message(lead, "新しい案件を始めると、会社がここに並びます。")
        self._card.setEnabled(has_rows)
        self._table.set_current_row(max(self._model.row_of(client_id), 0))
        self.heading_changed.emit()

    def _choose(self, row: int) -> None:
        if not 0 <= row < len(self._model.rows):
            return
        client = self._model.rows[row].client
        if self._shown is None or client.id != self._shown.id or client != self._shown:
            if self._shown is not None and self._shown.id != client.id:
                self.commit_pending()
            self._shown = client
            self._form.show_client(client)
        self._card.set_title(client.name)
        self._show_double(client)

    def _show_double(self, client: Client) -> None:
        others = self._clients.look_alikes(client.name, but=client.id)
        if others:
            self._double.show_message(
                "同じ名前の会社がもう 1つあります",
                f"「{others[0].name}」の案件を、この会社に移してまとめられます。",
            )
        self._double.setVisible(bool(others))

    def _merge_double(self) -> None:
        client = self._shown
        others = self._clients.look_alikes(client.name, but=client.id) if client else ()
        if client is None or not others:
            return
        if problems.ask(
            self,
            title="2つの会社を 1つにまとめますか",
            text=f"「{others[0].name}」の案件をすべて「{client.name}」に移します。"
            "空欄は相手の内容で埋めます。まとめた後は分けられません。",
            do="1つにまとめる",
        ):
            try:
                merged = self._clients.merge(client.id, others[0].id)
            except UserProblem as problem:
                self.problem_met.emit(problem)
                return
            self._shown = None
            self._reload(merged.id)

    def _name(self) -> str:
        return self._shown.name if self._shown is not None else ""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        current = theme()
        side = current.px(14)
        self._top.setContentsMargins(side, current.px(10), side, current.px(10))
        self._row.setSpacing(side)
