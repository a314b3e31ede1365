"""法令・ルール: what is judged, from when, on what it rests, and how it looks in a text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from cspdesk.services.rule_book import RuleBook, RuleEntry
from ui import ime, keys
from ui.latest import Latest
from ui.models.rules import CONFIDENCE, PERIOD, SOURCE, TITLE, RulesModel
from ui.pages.page import Action, Heading, Help, Page
from ui.pages.rule_changes import Change, RuleChanges
from ui.pages.rule_filter import RuleFilter
from ui.theme import icon, theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.delegates import CellDelegate, ChipDelegate, FigureDelegate, WrappingDelegate
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import ElidedLabel, LinkButton
from ui.widgets.named import named
from ui.widgets.row_table import RowTable
from ui.widgets.rule_reading import RuleReading
from ui.widgets.sizes import ANY_SIZE

_WIDTHS = (0, 164, 104, 94, 66)
_ROW, _LEAST_TITLE = 46, 180
_SEARCH_PAUSE_MS = 120
# Below this width, at 100 %, list and rule take turns in one place.
_WIDE = 900
# Below this one the groups stand above them instead of beside them.
_ALL_BESIDE = 1150
_READING = (300, 393)
_DETAIL, _CHANGES = "くわしく", "変わった所"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Query:
    words: str
    group: str
    as_of: date
    others: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    rows: tuple[RuleEntry, ...]
    groups: tuple[tuple[str, str, int], ...]
    changes: tuple[Change, ...]
    faults: tuple[tuple[str, str], ...]
    version: str


class RulesPage(Page):
    """Groups at the left, the rules in the middle, the chosen one at the right.

    Args:
        book: the rules.
        version: returns the version of the rules; called on a thread.
        today: the day that stands in the field at first.
    """

    def __init__(
        self, book: RuleBook, version: Callable[[], str], today: Callable[[], date]
    ) -> None:
        super().__init__()
        self._book = book
        self._version = version
        self._wanted = ""
        self._back: Action | None = None
        self._answer: _Answer | None = None
        self._model = RulesModel()
        self._ask = Latest(self._look_up, self._show, self.problem_met.emit, self)
        self._filter = RuleFilter(today)
        self._words = named(QLineEdit(), "rules_search", "ルールを検索")
        self._table = RowTable(
            "rules_table", "ルールの一覧", _WIDTHS, row_height=_ROW, least_share=_LEAST_TITLE
        )
        self._empty = EmptyState("scale", "", "")
        self._faces = QStackedWidget()
        self._version_note = ElidedLabel("", "hint")
        self._changes_link = LinkButton("変わった所を見る", "rules_changes_link")
        self._reading = RuleReading("rules_reading")
        self._changes = RuleChanges()
        self._shown = QStackedWidget()
        self._detail = Card(_DETAIL, "rules_detail", padded=False)
        self._close = Button("一覧に戻る", "rules_close", key="Esc")
        self._faults = Banner("rules_faults", "warn")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_PAUSE_MS)
        self._assemble()
        self._connect()
        self._arrange()
        QWidget.setTabOrder(self._filter.others, self._words)
        QWidget.setTabOrder(self._words, self._table)

    # ---- what the frame asks ----

    def heading(self) -> Heading:
        """Return the name of the page and the day."""
        return Heading(title="法令・ルール", note=f"{self._filter.as_of.isoformat()} の時点")

    def help(self) -> Help:
        """Return what the page is for."""
        return Help(
            purpose="点検が拠っている法令・指針とルールを、基準日を決めて読みます。"
            "要確認のルールは、指摘しても不適合にはしません。",
            keys=(
                ("Ctrl+F", "検索の欄へ"),
                ("↓ Enter", "検索の欄から一覧へ"),
                ("↑ ↓", "ルールを選ぶ"),
                ("Enter", "説明へ移る"),
                ("Esc", "一覧に戻る"),
                ("Alt+← →", "並べ替える列を変える"),
            ),
        )

    def side_actions(self) -> tuple[Action, ...]:
        """Return the way back to where a rule was asked for."""
        return (self._back,) if self._back is not None else ()

    def status_hint(self) -> str:
        """Return the hint about keys."""
        return "Enter くわしく ・ Ctrl+F 探す"

    def search_field(self) -> QLineEdit:
        """Return the search field."""
        return self._words

    def focus_target(self) -> QWidget:
        """Return the list; the rule itself where it was asked for."""
        if self._wanted or self._back is not None:
            return self._reading
        return self._table if self._model.rowCount() else self._words

    def opened(self) -> None:
        """Read the rules, off the GUI thread."""
        self._reload()

    def show_rule(self, rule_id: str, as_of: date, back: Action | None = None) -> None:
        """Show one rule as of a day, and offer a way back to where it was asked for."""
        self._wanted = rule_id
        self._back = back
        self._words.clear()
        self._filter.others.setChecked(True)
        self._filter.choose("", as_of)
        self._reload()
        self.heading_changed.emit()

    def commit_pending(self) -> None:
        """Read the day as typed; the next visit offers no way back any more."""
        self._filter.commit_pending()
        self._back = None

    # ---- building ----

    def _assemble(self) -> None:
        self._words.setPlaceholderText("ルール・法律・言葉から探す")
        self._words.addAction(icon("search", "text2"), QLineEdit.ActionPosition.LeadingPosition)
        self._table.setModel(self._model)
        for column in range(self._model.columnCount()):
            self._table.setItemDelegateForColumn(column, CellDelegate(self._table))
        self._table.setItemDelegateForColumn(PERIOD, FigureDelegate(self._table))
        for column in (TITLE, SOURCE):
            self._table.setItemDelegateForColumn(column, WrappingDelegate(self._table))
        self._table.setItemDelegateForColumn(CONFIDENCE, ChipDelegate(self._table))
        self._table.horizontalHeader().setSectionsClickable(True)
        self._faces.addWidget(self._table)
        self._faces.addWidget(self._empty)
        self._list = Card("", "rules_list", padded=False)
        self._top = QVBoxLayout()
        self._top.addWidget(self._words)
        self._list.body.addLayout(self._top)
        self._list.body.addWidget(self._faces, 1)
        self._list.foot_row.addWidget(self._version_note, 1)
        self._list.foot_row.addWidget(self._changes_link)
        self._shown.addWidget(self._reading)
        self._shown.addWidget(self._changes)
        self._detail.body.addWidget(self._shown)
        self._detail.head_row.addWidget(self._close)
        self._row = QHBoxLayout()
        self._row.addWidget(self._list, 1)
        self._row.addWidget(self._detail)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(self._faults)
        self._outer.addLayout(self._row, 1)
        self._faults.hide()

    def _connect(self) -> None:
        self._filter.changed.connect(self._reload)
        self._words.textChanged.connect(lambda _text: self._pause.start())
        self._words.returnPressed.connect(self._go_to_list)
        ime.guard().settled.connect(self._search_settled)
        self._pause.timeout.connect(self._reload)
        self._table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self._table.horizontalHeader().sectionClicked.connect(self._sort_by)
        self._table.opened.connect(lambda _row: self._go_into())
        self._close.clicked.connect(self._go_back)
        self._changes_link.clicked.connect(self._show_changes)
        for shortcut in (
            *keys.bind(self._list, "Alt+Right", lambda: self._sort_beside(1)),
            *keys.bind(self._list, "Alt+Left", lambda: self._sort_beside(-1)),
        ):
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # ---- asking ----

    def _query(self) -> _Query:
        return _Query(
            words=self._words.text().strip(),
            group=self._filter.group,
            as_of=self._filter.as_of,
            others=self._filter.others.isChecked(),
        )

    def _look_up(self, query: _Query) -> _Answer:
        groups = self._book.groups(query.as_of, with_others=query.others)
        known = query.group in {key for key, _name, _count in groups}
        return _Answer(
            rows=self._book.find(
                query.words,
                query.as_of,
                query.group if known else "",
                with_others=query.others,
            ),
            groups=groups,
            changes=tuple(Change(c.version, c.date, c.text, c.rules) for c in self._book.changes()),
            faults=self._book.faults(),
            version=self._version(),
        )

    def _reload(self) -> None:
        self._pause.stop()
        if not (ime.composing() and self._words.hasFocus()):
            self._ask.ask(self._query())

    def _search_settled(self) -> None:
        if self.isVisible():
            self._pause.start()

    # ---- showing ----

    def _show(self, query: _Query, answer: _Answer) -> None:
        if answer == self._answer and not self._wanted:
            return
        current = self._wanted or self._current_id()
        first = self._answer is None
        self._answer = answer
        self._filter.show_groups(answer.groups)
        self._model.show(answer.rows, self._filter.group_label)
        self._faces.setCurrentWidget(self._table if answer.rows else self._empty)
        if not answer.rows:
            self._empty.show_message(
                "条件に合うルールがありません",
                "言葉を減らすか、分類を「すべて」にすると表示されます。",
            )
        self._version_note.show_text(
            f"ルール版 {answer.version} ・ 要確認のルールは不適合にしません"
        )
        self._changes.show_changes(answer.changes)
        self._show_faults(answer.faults)
        self._table.set_current_row(max(self._model.row_of(current), 0))
        self._take_focus(first=first)
        self.heading_changed.emit()

    def _take_focus(self, *, first: bool) -> None:
        if self._wanted:
            self._wanted = ""
            self._go_into()
        elif first and self._words.hasFocus() and not self._words.text():
            # The list was still empty when the page was opened.
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_faults(self, faults: tuple[tuple[str, str], ...]) -> None:
        lines = "\n".join(f"{name}：{reason}" for name, reason in faults)
        lead = f"読めなかったルールが{len(faults)}件あります。ほかのルールで点検します。"
        self._faults.show_message(lead if faults else "", lines)

    def _row_chosen(self, current: QModelIndex) -> None:
        self._detail.set_title(_DETAIL)
        if not current.isValid():
            return
        entry = self._model.row(current.row())
        self._detail.set_title(f"{_DETAIL}（{entry.id}）")
        self._reading.show_entry(entry)
        self._shown.setCurrentWidget(self._reading)

    def _show_changes(self) -> None:
        self._detail.set_title(_CHANGES)
        self._shown.setCurrentWidget(self._changes)
        self._show_detail(shown=True)
        self._changes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_into(self) -> None:
        if self._current_id():
            self._row_chosen(self._table.currentIndex())
            self._show_detail(shown=True)
            self._reading.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_list(self) -> None:
        """Leave the search field for the list, which follows the words as soon as it can."""
        if not ime.composing():
            self._reload()
            self._show_detail(shown=False)
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_back(self) -> None:
        if self._current_id():
            self._row_chosen(self._table.currentIndex())
        self._show_detail(shown=False)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _current_id(self) -> str:
        row = self._table.current_row()
        return self._model.row(row).id if 0 <= row < self._model.rowCount() else ""

    def _sort_by(self, column: int) -> None:
        current = self._current_id()
        self._model.sort_by(column)
        self._table.set_current_row(max(self._model.row_of(current), 0))

    def _sort_beside(self, step: int) -> None:
        at = self._model.sorted_by
        columns = self._model.columnCount()
        self._sort_by(
            (at[0] + step) % columns if at is not None else (0 if step > 0 else -1) % columns
        )

    # ---- room ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the list with Esc, and from the search field to it with the arrow down."""
        if event.key() == Qt.Key.Key_Down and self._words.hasFocus():
            self._go_to_list()
            return
        if event.key() == Qt.Key.Key_Escape:
            self._go_back()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let list and rule take turns where both have no room."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_outer"):
            self._arrange()

    def _is_narrow(self) -> bool:
        return self.width() < theme().px(_WIDE)

    def _show_detail(self, *, shown: bool) -> None:
        narrow = self._is_narrow()
        self._detail.setVisible(shown or not narrow)
        self._list.setVisible(not (shown and narrow))
        self._close.setVisible(narrow)

    def _arrange(self) -> None:
        current = theme()
        side = current.px(14)
        narrow = self._is_narrow()
        above = self.width() < current.px(_ALL_BESIDE)
        self._filter.set_narrow(narrow=above)
        if above and self._outer.indexOf(self._filter) < 0:
            self._outer.insertWidget(1, self._filter)
        elif not above and self._row.indexOf(self._filter) < 0:
            self._row.insertWidget(0, self._filter)
        self._outer.setSpacing(side)
        self._row.setSpacing(side)
        self._top.setContentsMargins(side, current.px(8), side, current.px(8))
        least, most = map(current.px, _READING)
        width = min(max(self.width() * 3 // 10, least), most)
        self._detail.setMinimumWidth(0 if narrow else width)
        self._detail.setMaximumWidth(ANY_SIZE if narrow else width)
        self._show_detail(shown=self._list.isHidden())
