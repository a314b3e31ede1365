"""The fields of a posting, at the left of step ④."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cspdesk.documents.posting import posting_text
from cspdesk.domain.finding import Edit, Finding
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.repairing import Blank
from ui.text_places import units
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.full_height import FullHeight
from ui.widgets.growing_edit import GrowingEdit
from ui.widgets.labels import ElidedLabel, FieldError, field_label, label, tip
from ui.widgets.named import named
from ui.widgets.text_edit import TextEdit

_REQUIRED = {
    PostingField.TITLE,
    PostingField.WORK_CONTENT,
    PostingField.DEADLINE,
    PostingField.REWARD,
    PostingField.PAYMENT_DATE,
    PostingField.PAYMENT_METHOD,
    PostingField.EXPENSES,
    PostingField.INTELLECTUAL_PROPERTY,
    PostingField.CONTACT,
}
_NUMBERS = {
    PostingField.WORK_CONTENT: "① ",
    PostingField.DEADLINE: "② ",
    PostingField.REWARD: "③ ",
    PostingField.EXPENSES: "④ ",
    PostingField.INTELLECTUAL_PROPERTY: "⑤ ",
    PostingField.CONTACT: "⑥ ",
}
_TITLE_LIMIT = 40
PRICE_KEY = "Ctrl+K"
_PRICE_HINT = "総額と手取り"
# Fields that only mean something in some formats.
_ONLY_IN = {PostingField.UNUSED_PROPOSALS: (RequestFormat.PROJECT, RequestFormat.COMPETITION)}


class PostingFields(Card):
    """A column of text fields, with the piece of work to choose above them.

    Signals:
        edited: field and its whole text, when typing pauses.
        item_chosen: id of the work item the person moved to.
        price_wanted: the price card is to be opened.
    """

    edited = Signal(object, str)
    item_chosen = Signal(str)
    price_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("書く内容", "posting_fields", padded=False)
        self.items = named(QComboBox(), "posting_item", "仕事を選ぶ")
        self.items.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.items.activated.connect(self._choose)
        # The name of the work needs the room more than the gap after the title.
        self.head_row.setStretch(self.head_row.count() - 1, 0)
        self.head_row.addWidget(self.items, 1)
        self._rows: dict[PostingField, QWidget] = {}
        self._edits: dict[PostingField, TextEdit] = {}
        self._errors: dict[PostingField, FieldError] = {}
        self._title_count = label("", "hint")
        self._scroll = named(QScrollArea(), "posting_scroll", "依頼文の欄")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # From the outside in: putting a filled part into another styles everything in it anew.
        self.body.addWidget(self._scroll)
        content = QWidget()
        self._entries = QVBoxLayout(content)
        self._scroll.setWidget(content)
        for field in PostingField:
            self._entries.addWidget(self._row(field))
        self._entries.addStretch(1)
        price = Button("価格カード", "posting_price", icon_name="japanese-yen", key=PRICE_KEY)
        price.clicked.connect(self.price_wanted)
        self.foot_row.addWidget(price)
        self.foot_row.addWidget(ElidedLabel(_PRICE_HINT, "hint"), 1)
        self._fit()

    def show_items(self, names: tuple[tuple[str, str], ...], current_id: str) -> None:
        """Offer these pieces of work (id, name) without telling."""
        shown = tuple(
            (self.items.itemData(n), self.items.itemText(n)) for n in range(self.items.count())
        )
        if shown != names:
            self.items.clear()
            for item_id, name in names:
                self.items.addItem(name, item_id)
        self.items.setCurrentIndex(max(self.items.findData(current_id), 0))
        self.items.setToolTip(tip(self.items.currentText()))

    def show_posting(self, posting: Posting) -> None:
        """Show the texts without telling; a field being typed in keeps what is newer."""
        for field, edit in self._edits.items():
            edit.set_text(posting.text(field))
            formats = _ONLY_IN.get(field)
            fits = formats is None or posting.format in formats or bool(posting.text(field))
            self._rows[field].setVisible(fits)
        self._count_title(posting.text(PostingField.TITLE))

    def show_faults(self, faults: dict[PostingField, str]) -> None:
        """Mark the fields that have an error, with its sentence below."""
        for field, error in self._errors.items():
            sentence = faults.get(field, "")
            if sentence != error.text():
                error.show_error(sentence, self._edits[field])

    def edit(self, field: PostingField) -> TextEdit:
        """Return the input of a field."""
        return self._edits[field]

    def go_to(self, field: PostingField) -> None:
        """Bring a field into view and give it the focus."""
        self._rows[field].setVisible(True)
        self._edits[field].setFocus()
        # A row that was just shown gets its place with the next turn of the event loop.
        QTimer.singleShot(0, self, lambda: self._reveal(field))

    def select(self, field: PostingField, start: int, end: int) -> None:
        """Give a field the focus with this range (code points) of its text selected."""
        self.go_to(field)
        edit = self._edits[field]
        text = edit.text()
        cursor = edit.textCursor()
        cursor.setPosition(units(text[:start]))
        cursor.setPosition(units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        edit.setTextCursor(cursor)

    def select_words(self, posting: Posting, finding: Finding) -> None:
        """Select a finding's words where they stand in one field: typing takes their place."""
        for field, start, end in posting_text(posting).spans:
            if start <= finding.start < finding.end <= end:
                self.select(field, finding.start - start, finding.end - start)

    def go_to_repaired(self, field: PostingField, edit: Edit, blanks: tuple[Blank, ...]) -> None:
        """Show what a repair put in; a blank that it left is selected."""
        blank = next((b for b in blanks if b.field is field), None)
        if blank is not None and blank.text in edit.replacement:
            self.select(field, blank.start, blank.end)
        else:
            self.go_to(field)

    def commit_pending(self) -> None:
        """Hand over everything typed."""
        for edit in self._edits.values():
            edit.commit_pending()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_scroll"):
            self._fit()

    def _fit(self) -> None:
        side = theme().px(14)
        self._entries.setContentsMargins(side, theme().px(10), side, theme().px(10))
        self._entries.setSpacing(theme().px(9))

    def _reveal(self, field: PostingField) -> None:
        self._scroll.ensureWidgetVisible(self._rows[field], 0, theme().px(10))

    def _follow_caret(self, edit: TextEdit) -> None:
        """Keep a growing field in view, or the line being typed where it is too high for that."""
        row = next(self._rows[field] for field, other in self._edits.items() if other is edit)
        if edit.hasFocus() and row.height() <= self._scroll.viewport().height():
            self._scroll.ensureWidgetVisible(row, 0, theme().px(10))
            return
        caret = edit.cursorRect()
        content = self._scroll.widget()
        if edit.hasFocus() and content is not None:
            middle = edit.viewport().mapTo(content, caret.center())
            room = caret.height() + theme().px(10)
            self._scroll.ensureVisible(middle.x(), middle.y(), 0, room)

    def _row(self, field: PostingField) -> QWidget:
        row = FullHeight()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        holder = GrowingEdit(f"posting_{field.value}", field.label)
        edit = holder.edit
        holder.grown.connect(lambda: QTimer.singleShot(0, self, lambda: self._follow_caret(edit)))
        edit.edited.connect(self._teller(field))
        error = FieldError()
        name = field_label(
            f"{_NUMBERS.get(field, '')}{field.label}", edit, required=field in _REQUIRED
        )
        edit.setAccessibleName(field.label)
        column.addLayout(self._name_row(field, name))
        column.addWidget(holder)
        column.addWidget(error)
        self._edits[field] = edit
        self._errors[field] = error
        self._rows[field] = row
        return row

    def _name_row(self, field: PostingField, name: QLabel) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(name)
        line.addStretch(1)
        if field is PostingField.TITLE:
            line.addWidget(self._title_count)
        return line

    def _teller(self, field: PostingField) -> Callable[[str], None]:
        def tell(text: str) -> None:
            if field is PostingField.TITLE:
                self._count_title(text)
            self.edited.emit(field, text)

        return tell

    def _count_title(self, text: str) -> None:
        over = len(text) > _TITLE_LIMIT
        self._title_count.setText(f"{len(text)} / {_TITLE_LIMIT}字{'（長めです）' if over else ''}")

    def _choose(self, index: int) -> None:
        self.item_chosen.emit(str(self.items.itemData(index)))
