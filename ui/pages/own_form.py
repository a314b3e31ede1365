"""The form of one own entry: a part behind each tab, what is still missing counted on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QScrollArea,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from cspdesk.services.own_fields import Field, OwnKind, Part, form_of
from cspdesk.services.own_texts import with_copy, without_copy
from ui.pages.own_field import OwnField
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.current_stack import CurrentStack
from ui.widgets.labels import FieldError, Paragraph
from ui.widgets.named import named

# Below this width, at 100 %, fields of one line stand below each other.
_SIDE_BY_SIDE = 380


class OwnForm(QWidget):
    """Fields of an entry; it knows texts only, not what they mean.

    Args:
        pick: asks for work, at most so many (0 = any number), and returns ids.
        name_of: returns the name of a piece of work.

    Signals:
        edited: key of the field that was changed.
    """

    edited = Signal(str)

    def __init__(
        self, pick: Callable[[int], tuple[str, ...]], name_of: Callable[[str], str]
    ) -> None:
        super().__init__()
        self._pick = pick
        self._name_of = name_of
        self._kind: OwnKind | None = None
        self._texts: dict[str, str] = {}
        self._faults: Mapping[str, str] = {}
        self._fields: dict[str, OwnField] = {}
        self._place: dict[str, int] = {}
        self._lines: list[QHBoxLayout] = []
        self._missing: dict[str, FieldError] = {}
        self._tabs = named(QTabBar(), "own_tabs", "項目の分類")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(True)
        self._parts = CurrentStack()
        self._tabs.currentChanged.connect(self._show_part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addWidget(self._parts, 1)

    def texts(self) -> dict[str, str]:
        """Return everything as typed, with what belongs to the entry but has no field."""
        for field in self._fields.values():
            field.commit_pending()
        return dict(self._texts)

    def show_entry(self, kind: OwnKind, texts: Mapping[str, str], *, locked: bool = False) -> None:
        """Show an entry; `locked` ones can be read only."""
        self._texts = dict(texts)
        if kind is not self._kind or self._shape(kind) != set(self._fields):
            fresh = kind is not self._kind
            self._build(kind, 0 if fresh else self._tabs.currentIndex())
        for key, field in self._fields.items():
            field.show_text(self._texts.get(key, ""))
        for number in range(self._parts.count()):
            area = self._parts.widget(number)
            if isinstance(area, QScrollArea) and (inside := area.widget()) is not None:
                inside.setEnabled(not locked)
        self.show_faults({})

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say at each field what is wrong with it, and on each tab how much."""
        self._faults = faults
        for key, field in self._fields.items():
            field.show_fault(faults.get(key, ""))
        for key, error in self._missing.items():
            error.show_error(faults.get(key, ""), error)
        if self._kind is None:
            return
        for number, part in enumerate(form_of(self._kind)):
            count = sum(1 for key in faults if self._place.get(key) == number)
            self._tabs.setTabText(number, f"{part.word}  {count}" if count else part.word)

    def set_text(self, key: str, text: str) -> None:
        """Fill a field that the person left blank."""
        self._texts[key] = text
        if key in self._fields:
            self._fields[key].show_text(text)

    def go_to_next_fault(self) -> None:
        """Go to the first field that something is wrong with, behind the one with the focus."""
        keys = [key for key in self._faults if key in self._place]
        if not keys:
            return
        focused = next((k for k, f in self._fields.items() if f.input.hasFocus()), "")
        order = list(self._fields)
        after = order.index(focused) if focused else -1
        behind = [k for k in keys if k in self._fields and order.index(k) > after]
        self.go_to((behind or keys)[0])

    def go_to(self, key: str) -> None:
        """Bring a field into view and give it the focus."""
        self._tabs.setCurrentIndex(self._place.get(key, 0))
        field = self._fields.get(key)
        if field is not None:
            field.go_into()
            QTimer.singleShot(0, field, lambda: self._reveal(field))

    def first_field(self) -> QWidget:
        """Return the first input of the form."""
        return next(iter(self._fields.values())) if self._fields else self

    # ---- building ----

    def _shape(self, kind: OwnKind) -> set[str]:
        return {f.key for part in form_of(kind) for f in part.all_fields(self._texts)}

    def _build(self, kind: OwnKind, current: int) -> None:
        self._kind = kind
        self._fields, self._place, self._lines, self._missing = {}, {}, [], {}
        self._tabs.blockSignals(True)
        while self._tabs.count():
            self._tabs.removeTab(0)
        while (old := self._parts.widget(0)) is not None:
            self._parts.removeWidget(old)
            old.setParent(None)
            old.deleteLater()
        for number, part in enumerate(form_of(kind)):
            self._tabs.addTab(part.word)
            self._parts.addWidget(self._area(number, part))
        self._tabs.setVisible(self._tabs.count() > 1)
        self._tabs.blockSignals(False)
        self._tabs.setCurrentIndex(current)
        self._parts.setCurrentIndex(current)
        self._turn_lines()

    def _area(self, number: int, part: Part) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        current = theme()
        side = current.px(14)
        column.setContentsMargins(side, current.px(10), side, current.px(12))
        column.setSpacing(current.px(11))
        if part.repeats:
            self._add_copies(column, number, part)
        else:
            self._add_fields(column, number, part.fields)
        column.addStretch(1)
        area = named(QScrollArea(), f"own_part_{number}", part.word)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setProperty("role", "plain")
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        return area

    def _add_fields(self, column: QVBoxLayout, number: int, fields: tuple[Field, ...]) -> None:
        line = QHBoxLayout()
        for field in fields:
            if not field.beside:
                line = QHBoxLayout()
                line.setSpacing(theme().px(10))
                column.addLayout(line)
                self._lines.append(line)
            made = OwnField(field, self._pick, self._name_of)
            made.edited.connect(lambda text, key=field.key: self._edit(key, text))
            line.addWidget(made, 1)
            self._fields[field.key] = made
            self._place[field.key] = number

    def _add_copies(self, column: QVBoxLayout, number: int, part: Part) -> None:
        self._place[part.repeats] = number
        missing = self._missing[part.repeats] = FieldError()
        copies = part.copies(self._texts)
        if not copies:
            column.addWidget(Paragraph(f"{part.word}は、まだありません。", "hint"))
        column.addWidget(missing)
        for place, copy in enumerate(copies, start=1):
            name = f"own_{part.repeats}_{copy}"
            card = Card(f"{part.word} {place}", name)
            delete = Button(
                "消す", f"{name}_delete", icon_name="trash-2", spoken=f"{part.word} {place}を消す"
            )
            delete.clicked.connect(lambda *, part=part, copy=copy: self._drop(part, copy))
            card.head_row.addWidget(delete)
            self._add_fields(card.body, number, part.copy(copy))
            column.addWidget(card)
        add = Button(f"{part.word}を足す", f"own_{part.repeats}_add", icon_name="plus")
        add.clicked.connect(lambda: self._add_copy(part))
        row = QHBoxLayout()
        row.addWidget(add)
        row.addStretch(1)
        column.addLayout(row)

    # ---- changing ----

    def _edit(self, key: str, text: str) -> None:
        if self._texts.get(key, "") != text:
            self._texts[key] = text
            self.edited.emit(key)

    def _add_copy(self, part: Part) -> None:
        texts, number = with_copy(part, self.texts())
        self._show_changed(texts, part.repeats)
        first = part.copy(number)[0].key
        self._fields[first].setFocus()
        QTimer.singleShot(0, self._fields[first], lambda: self._reveal(self._fields[first]))

    def _drop(self, part: Part, number: str) -> None:
        self._show_changed(without_copy(part, self.texts(), number), part.repeats)

    def _show_changed(self, texts: dict[str, str], key: str) -> None:
        if self._kind is not None:
            self.show_entry(self._kind, texts)
            self.edited.emit(key)

    def _show_part(self, number: int) -> None:
        self._parts.setCurrentIndex(number)

    def _reveal(self, field: OwnField) -> None:
        area = self._parts.currentWidget()
        inside = area.widget() if isinstance(area, QScrollArea) else None
        if isinstance(area, QScrollArea) and inside is not None and inside.isAncestorOf(field):
            top = field.mapTo(inside, QPoint(0, 0)).y()
            area.ensureVisible(0, top + field.height(), 0, 0)
            area.ensureVisible(0, top, 0, 0)

    # ---- room ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put fields below each other where a line is too short for them."""
        super().resizeEvent(event)
        self._turn_lines()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_lines"):
            self._turn_lines()

    def _turn_lines(self) -> None:
        ways = QBoxLayout.Direction
        wide = self.width() >= theme().px(_SIDE_BY_SIDE)
        for line in self._lines:
            line.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
