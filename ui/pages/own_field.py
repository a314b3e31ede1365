"""One field of an own entry: label, input, hint, and the sentence that says what is wrong."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from cspdesk.services.own_fields import Field, Form
from ui.pages.work_picks import WorkPicks
from ui.theme import theme
from ui.widgets.labels import FieldError, field_label
from ui.widgets.named import named
from ui.widgets.sizes import free_width
from ui.widgets.text_edit import TextEdit

_LINES = {Form.TEXT: 2, Form.LINES: 4}


class OwnField(QWidget):
    """Shows and takes one text.

    Args:
        field: what is written here.
        pick: asks for a piece of work and returns its ids; for fields that hold work.
        name_of: returns the name of a piece of work.

    Signals:
        edited: the text, each time it was changed by the person.
    """

    edited = Signal(str)

    def __init__(
        self,
        field: Field,
        pick: Callable[[int], tuple[str, ...]],
        name_of: Callable[[str], str],
    ) -> None:
        super().__init__()
        self.field = field
        self._fault = ""
        self._touched = False
        name = f"own_{field.key.replace('.', '_')}"
        self.input = self._made(name, pick, name_of)
        self._label = field_label(field.word, self.input, required=bool(field.missing))
        self._label.setWordWrap(True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self._error = FieldError()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._label)
        self._column.addWidget(self.input)
        self._column.addWidget(self._error)
        self._column.addStretch(1)
        self.setFocusProxy(self.input)
        self._measure()

    def show_text(self, text: str) -> None:
        """Show another text without telling."""
        match self.input:
            case QLineEdit():
                if self.input.text() != text:
                    self.input.setText(text)
            case TextEdit():
                self.input.set_text(text)
            case QComboBox():
                self._show_choice(self.input, text)
            case WorkPicks():
                self.input.show_ids(text)
        self._touched = bool(text.strip())

    def show_fault(self, sentence: str) -> None:
        """Say what is wrong, as soon as the person was here."""
        self._fault = sentence
        self._error.show_error(sentence if self._touched else "", self.input)

    def go_into(self) -> None:
        """Take the focus and say what is wrong even where nothing was typed yet."""
        self._touched = True
        self.show_fault(self._fault)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def commit_pending(self) -> None:
        """Hand over what is still being typed."""
        if isinstance(self.input, TextEdit):
            self.input.commit_pending()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._measure()

    def _made(
        self,
        name: str,
        pick: Callable[[int], tuple[str, ...]],
        name_of: Callable[[str], str],
    ) -> QLineEdit | TextEdit | QComboBox | WorkPicks:
        field = self.field
        if field.form is Form.CHOICE:
            box = named(QComboBox(), name, field.word)
            for value, word in field.options:
                box.addItem(word, value)
            free_width(box)
            box.activated.connect(lambda _row: self._tell(str(box.currentData())))
            return box
        if field.form is Form.WORK:
            picks = WorkPicks(name, field, pick, name_of)
            picks.changed.connect(self._tell)
            return picks
        if field.form in _LINES:
            text = TextEdit(name, field.word, lines=_LINES[field.form], placeholder=field.hint)
            text.edited.connect(self._tell)
            return text
        line = named(QLineEdit(), name, field.word)
        line.setPlaceholderText(field.hint)
        line.textEdited.connect(self._tell)
        return line

    def _show_choice(self, box: QComboBox, value: str) -> None:
        row = box.findData(value)
        if row < 0:
            # Kept as it stands; the sentence below asks to choose again.
            box.addItem("（今はない答え）", value)
            row = box.count() - 1
        box.setCurrentIndex(row)

    def _tell(self, text: str) -> None:
        self._touched = True
        self.edited.emit(text)

    def _measure(self) -> None:
        self._column.setSpacing(theme().px(4))
