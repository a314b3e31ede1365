"""自前の仕事: the consultant's own work, prices and problems, to write, hand out and take in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cspdesk.domain.catalogue import Catalogue, CatalogueItem
from cspdesk.errors import UserProblem
from cspdesk.services.folding import fold_word
from cspdesk.services.own_exchange import Key
from cspdesk.services.own_fields import OwnKind
from cspdesk.services.own_work import OwnRow, OwnWork, Use
from ui import ime, keys, problems
from ui.models.own_work import OwnWorkModel
from ui.pages.add_work_dialog import AddWorkDialog
from ui.pages.own_form import OwnForm
from ui.pages.own_import_dialog import OwnImportDialog
from ui.pages.page import Action, Heading, Help, Page
from ui.theme import icon, theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.delegates import ChipDelegate, TwoLineDelegate
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import ElidedLabel
from ui.widgets.named import named
from ui.widgets.row_table import RowTable

_PAUSE_MS = 350
_FILES = "自前の仕事のファイル (*.toml);;すべてのファイル (*)"
_LEAST_LIST = 252
_USED = {
    OwnKind.ITEM: "②の「仕事を足す」と候補に出ます。",
    OwnKind.PRICE: "この仕事を足すときの金額に使います。",
    OwnKind.PROBLEM: "相談の言葉から、②の課題の候補に出ます。",
}


class OwnWorkPage(Page):
    """List at the left, the chosen entry at the right; everything typed is kept at once."""

    def __init__(self, work: OwnWork, catalogue: Callable[[], Catalogue]) -> None:
        super().__init__()
        self._work = work
        self._catalogue = catalogue
        self._key: Key | None = None
        self._edited = ""
        self._model = OwnWorkModel()
        self._words = named(QLineEdit(), "own_search", "自前の仕事を検索")
        self._table = RowTable("own_table", "自前の仕事の一覧", (0, 108), least_share=110)
        self._empty = EmptyState("book-open", "", "")
        self._faces = QStackedWidget()
        self._form = OwnForm(self._pick_work, work.name_of)
        self._notes = Banner("own_notes", "warn")
        self._told = Banner("own_told", "ok")
        self._undo_button = self._told.add_button(
            Button("元に戻す", "own_undo", icon_name="undo-2", key="Ctrl+Z")
        )
        self._failed = Banner("own_failed", "err")
        self._retry = self._failed.add_button(Button("もう一度保存", "own_retry"))
        self._state = Banner("own_state", "info")
        self._next = self._state.add_button(Button("次の所へ", "own_next", key="F8"))
        self._copy = Button("写しを作る", "own_copy", icon_name="copy")
        self._delete = Button("消す", "own_delete", kind="danger", icon_name="trash-2")
        self._take_in = Button("取り込む", "own_import", icon_name="file-up")
        self._hand_out = Button("書き出す", "own_export", icon_name="file-down")
        self._card = Card("", "own_card", padded=False)
        self._saved = ElidedLabel("書いたものは自動で保存します", "hint")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._assemble()
        self._connect()
        self._measure()

    # ---- what the frame asks ----

    def heading(self) -> Heading:
        """Return the name of the page and how much is used."""
        used = sum(1 for row in self._model.rows if row.use in (Use.USED, Use.CHANGING))
        return Heading(title="自前の仕事", note=f"使えるもの {used}件")

    def main_action(self) -> Action:
        """Return adding work."""
        return Action(label="仕事を足す", run=self.add_work, key="Ctrl+Enter", icon="plus")

    def side_actions(self) -> tuple[Action, ...]:
        """Return adding prices and problems."""
        return (
            Action(label="相場を足す", run=lambda: self._add(OwnKind.PRICE), icon="japanese-yen"),
            Action(label="困りごとを足す", run=lambda: self._add(OwnKind.PROBLEM), icon="plus"),
        )

    def help(self) -> Help:
        """Return what the page is for."""
        return Help(
            purpose="付属の見本にない仕事や、地元の相場、困りごとを書きます。欄がそろうと、"
            "すぐに②の候補と「仕事を足す」に出ます。1つのファイルで同僚に渡せます。",
            keys=(
                ("Ctrl+Enter", "仕事を足す"),
                ("Ctrl+F", "検索の欄へ"),
                ("↑ ↓", "一覧から選ぶ"),
                ("Enter", "内容の欄へ"),
                ("Esc", "一覧へ戻る"),
                ("F8", "足りない所へ"),
                ("Delete", "選んだものを消す"),
                ("Ctrl+Z", "元に戻す"),
                ("Ctrl+Y", "やり直す"),
            ),
        )

    def status_hint(self) -> str:
        """Return the hint about keys."""
        return "F8 足りない所へ ・ Ctrl+Z 元に戻す"

    def search_field(self) -> QLineEdit:
        """Return the search field."""
        return self._words

    def focus_target(self) -> QWidget:
        """Return the list, or what begins it."""
        return self._table if self._model.rows else self._empty_button

    def opened(self) -> None:
        """Read everything again."""
        self._work.reload()
        self._told.hide()
        self._reload(self._key)

    def commit_pending(self) -> None:
        """Keep what is typed now."""
        texts = self._form.texts()
        self._pause.stop()
        if self._edited and self._key is not None and not self._is_locked():
            self._put(self._key, texts)

    def undo(self) -> None:
        """Take the last change back."""
        self._travel(self._work.undo, "元に戻しました")

    def redo(self) -> None:
        """Make it again."""
        self._travel(self._work.redo, "やり直しました")

    # ---- building ----

    def _assemble(self) -> None:
        self._words.setPlaceholderText("名前から探す")
        self._words.addAction(icon("search", "text2"), QLineEdit.ActionPosition.LeadingPosition)
        self._table.setModel(self._model)
        self._table.setItemDelegateForColumn(0, TwoLineDelegate(self._table))
        self._table.setItemDelegateForColumn(1, ChipDelegate(self._table))
        self._empty_button = self._empty.add_button(
            Button("仕事を足す", "own_first", icon_name="plus")
        )
        self._faces.addWidget(self._table)
        self._faces.addWidget(self._empty)
        left = self._list = Card("", "own_list", padded=False)
        self._top = QHBoxLayout()
        self._top.addWidget(self._words)
        left.body.addLayout(self._top)
        left.body.addWidget(self._faces, 1)
        left.foot_row.addWidget(self._take_in)
        left.foot_row.addWidget(self._hand_out)
        left.foot_row.addStretch(1)
        self._card.body.addWidget(self._state)
        self._card.body.addWidget(self._form, 1)
        self._card.foot_row.addWidget(self._copy)
        self._card.foot_row.addWidget(self._delete)
        self._card.foot_row.addWidget(self._saved, 1)
        self._row = QHBoxLayout()
        self._row.addWidget(left, 10)
        self._row.addWidget(self._card, 16)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        for banner in (self._failed, self._notes, self._told):
            banner.hide()
            self._outer.addWidget(banner)
        self._outer.addLayout(self._row, 1)
        self._card.hide()

    def _connect(self) -> None:
        self._words.textChanged.connect(lambda _text: self._search())
        ime.guard().settled.connect(self._search)
        self._table.selectionModel().currentRowChanged.connect(
            lambda current, _previous: self._choose(current.row())
        )
        self._table.opened.connect(lambda _row: self._form.first_field().setFocus())
        self._form.edited.connect(self._typed)
        self._pause.timeout.connect(self.commit_pending)
        self._retry.clicked.connect(self.commit_pending)
        self._next.clicked.connect(self._form.go_to_next_fault)
        self._undo_button.clicked.connect(self.undo)
        self._copy.clicked.connect(self._copy_entry)
        self._delete.clicked.connect(self._remove)
        self._empty_button.clicked.connect(self.add_work)
        self._take_in.clicked.connect(self._import)
        self._hand_out.clicked.connect(self._export)
        for key, owner, act in (
            ("F8", self, self._form.go_to_next_fault),
            ("Delete", self._table, self._remove),
            ("Esc", self._card, self._to_list),
        ):
            for shortcut in keys.bind(owner, key, act):
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # ---- showing ----

    def _search(self) -> None:
        if self.isVisible() and not ime.composing():
            self.commit_pending()
            self._reload(self._key)

    def _reload(self, key: Key | None, *, keep_form: bool = False) -> None:
        words = [fold_word(word) for word in self._words.text().split()]
        rows = tuple(
            row
            for row in self._work.rows()
            if row.key == key or all(word in fold_word(row.name) for word in words)
        )
        self._model.show(rows)
        self._faces.setCurrentWidget(self._table if rows else self._empty)
        self._empty.show_message(
            "条件に合うものがありません" if words else "自前の仕事は、まだありません",
            "言葉を減らすと表示されます。"
            if words
            else "付属の見本にない仕事、地元の相場、困りごとを書いておけます。"
            "見本を写して直すこともできます。",
        )
        notes = self._work.notes()
        lead = "使っていないファイルがあります" if notes else ""
        self._notes.show_message(lead, "\n".join(notes))
        at = max(self._model.row_of(key), 0)
        self._card.setVisible(bool(rows))
        if not rows:
            self._key = None
        elif not keep_form:
            self._table.set_current_row(at)
            self._show_row(rows[at])
        self.heading_changed.emit()

    def _choose(self, number: int) -> None:
        if not 0 <= number < len(self._model.rows):
            return
        row = self._model.rows[number]
        if row.key != self._key:
            self.commit_pending()
            self._show_row(row)

    def _show_row(self, row: OwnRow) -> None:
        self._key, self._edited = row.key, ""
        texts = self._work.texts(row.key)
        self._form.show_entry(row.key[0], texts, locked=bool(row.file))
        self._show_state(row, {} if row.file else self._work.faults(row.key, texts))

    def _show_state(self, row: OwnRow, faults: dict[str, str]) -> None:
        self._card.set_title(row.name)
        self._form.show_faults(faults)
        self._delete.setVisible(not row.file)
        self._next.setVisible(bool(faults))
        lead, text, state = "", f"{row.use.label}。{_USED[row.key[0]]}", "ok"
        if row.file:
            lead = f"手書きのファイル「{row.file}」にあります。"
            text, state = "画面では直せません。「写しを作る」と、直せる写しができます。", "info"
        elif row.use is Use.LEFT_OUT:
            lead, text, state = f"{row.use.label}。", row.fault, "err"
        elif faults:
            lead, state = f"{row.use.label}です。あと {len(faults)}か所で使えます。", "info"
            still = row.use is Use.CHANGING
            text = (
                "直し終わるまで、前の内容で使います。" if still else "書いた所まで保存しています。"
            )
        self._state.show_message(lead, text, state)

    # ---- writing ----

    def add_work(self) -> None:
        """Begin a piece of work, from a template or blank."""
        self.commit_pending()
        dialog = AddWorkDialog(self._catalogue(), self, take="見本を写して書く")
        dialog.chosen.connect(self._start_from)
        dialog.own_wanted.connect(lambda name: self._add(OwnKind.ITEM, name))
        dialog.exec()

    def _start_from(self, items: tuple[CatalogueItem, ...]) -> None:
        def begin() -> Key:
            found = [self._work.start_from(item) for item in items]
            return found[0]

        self._begin(begin)

    def _add(self, kind: OwnKind, name: str = "") -> None:
        self.commit_pending()
        texts = {"name": name, "quantity": "1"} if name else None
        self._begin(lambda: self._work.add(kind, texts))

    def _copy_entry(self) -> None:
        self.commit_pending()
        if (key := self._key) is not None:
            self._begin(lambda: self._work.copy(key))

    def _begin(self, begin: Callable[[], Key]) -> None:
        try:
            key = begin()
        except UserProblem as problem:
            self.problem_met.emit(problem)
            return
        self._told.hide()
        self._words.clear()
        self._reload(key)
        self._form.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self, key: str) -> None:
        if self._edited and self._edited != key:
            # Each field is a step of undo of its own.
            self.commit_pending()
        self._edited = key
        if self._key is not None and self._key[0] is OwnKind.PRICE and key == "item":
            self._offer_unit()
        self._pause.start()

    def _offer_unit(self) -> None:
        texts = self._form.texts()
        item = self._catalogue().item(texts.get("item", ""))
        if item is not None and not texts.get("per", "").strip():
            self._form.set_text("per", item.price.per or f"1{item.unit}")

    def _put(self, key: Key, texts: dict[str, str]) -> None:
        try:
            self._key, faults = self._work.put(key, texts, self._edited)
        except UserProblem as problem:
            self._failed.show_message("保存できません。", problems.short_sentence(problem))
            return
        self._failed.hide()
        self._told.hide()
        self._edited = ""
        self._reload(self._key, keep_form=True)
        row = self._row_shown()
        if row is not None:
            self._show_state(row, faults)
            self._table.selectionModel().blockSignals(True)
            self._table.set_current_row(self._model.row_of(row.key))
            self._table.selectionModel().blockSignals(False)

    def _remove(self) -> None:
        row = self._row_shown()
        if row is None or row.file:
            return
        self.commit_pending()
        at = self._model.row_of(row.key)
        try:
            refusal = self._work.remove(row.key)
        except UserProblem as problem:
            self.problem_met.emit(problem)
            return
        if refusal:
            self._say("消せません。", refusal, "warn", undo=False)
            return
        rest = [other.key for other in self._model.rows if other.key != row.key]
        self._reload(rest[min(at, len(rest) - 1)] if rest else None)
        self._say(f"「{row.name}」を消しました。", "", "info", undo=True)
        self.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _travel(self, go: Callable[[], str], said: str) -> None:
        self.commit_pending()
        try:
            label = go()
        except UserProblem as problem:
            self.problem_met.emit(problem)
            return
        if label:
            self._reload(self._key)
            self._say(f"{said}：{label}", "", "info", undo=False)

    def _say(self, lead: str, text: str, state: str, *, undo: bool) -> None:
        self._undo_button.setVisible(undo)
        self._told.show_message(lead, text, state)

    # ---- one file for colleagues ----

    def _export(self) -> None:
        self.commit_pending()
        used, unfinished = self._work.count_to_export()
        if not used:
            text = "使えるものがまだありません。欄をそろえてから書き出してください。"
            self._say("書き出せません。", text, "warn", undo=False)
            return
        start = Path(_documents()) / self._work.suggested_name()
        chosen, _ = QFileDialog.getSaveFileName(self, "自前の仕事を書き出す", str(start), _FILES)
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix else path.with_suffix(".toml")
        try:
            self._work.export(path)
        except UserProblem as problem:
            self.problem_met.emit(problem)
            return
        left = f"書きかけの {unfinished}件は入れていません。" if unfinished else ""
        lead = f"{used}件を「{path.name}」に書き出しました。"
        text = f"{left}受け取った方は、この画面の「取り込む」で読めます。"
        self._say(lead, text, "ok", undo=False)

    def _import(self) -> None:
        self.commit_pending()
        chosen, _ = QFileDialog.getOpenFileName(self, "自前の仕事を取り込む", _documents(), _FILES)
        if not chosen:
            return
        offer = self._work.look_into(Path(chosen))
        dialog = OwnImportDialog(offer, self._work.take_in, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._reload(self._key)
            self._say(f"「{offer.name}」を取り込みました。", "", "ok", undo=True)

    # ---- inside ----

    def _row_shown(self) -> OwnRow | None:
        at = self._model.row_of(self._key)
        return self._model.rows[at] if at >= 0 else None

    def _is_locked(self) -> bool:
        row = self._row_shown()
        return row is not None and bool(row.file)

    def _to_list(self) -> None:
        self.commit_pending()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick_work(self, most: int) -> tuple[str, ...]:
        dialog = AddWorkDialog(self._catalogue(), self, take="仕事を選ぶ", own=False)
        found: list[str] = []
        dialog.chosen.connect(lambda items: found.extend(item.id for item in items))
        dialog.exec()
        return tuple(found[:most] if most else found)

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
        self._list.setMinimumWidth(current.px(_LEAST_LIST))
        self._outer.setSpacing(current.px(10))


def _documents() -> str:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return QStandardPaths.writableLocation(place)
