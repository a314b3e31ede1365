"""カード: the work of step ② as cards, issue by issue, for reading with the owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cspdesk.domain.decomposition import ProposalState, Verdict, WorkItem
from cspdesk.domain.typed_values import format_yen
from cspdesk.services.planning import Span
from ui.models.work_items import GOAL, OWN_MARK, Node, is_own, stages_of
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.chips import StatusChip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Paragraph, label
from ui.widgets.named import named, set_property
from ui.widgets.scroll_area import exchange_inside

_WIDTH = 268
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class WorkCard(QFrame):
    """One piece of work.

    Signals:
        reached: its key; it has got the focus.
        key_pressed: a key with its modifiers, for the page to act on; it sets `accepted`.
        opened: its key, by a double click.
        decided: its key and the `ProposalState` of the button that was pressed.
        stepped: -1 or +1, towards another card.
    """

    reached = Signal(str)
    key_pressed = Signal(object)
    opened = Signal(str)
    decided = Signal(str, object)
    stepped = Signal(int)

    def __init__(self, item: WorkItem, spoken: str, span: Span | None) -> None:
        super().__init__()
        self.key = item.id
        named(self, f"work_card_{item.id}", spoken)
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedWidth(theme().px(_WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme().px(11),) * 4)
        column.setSpacing(theme().px(6))
        column.addWidget(label(item.name, "strong", wrap=True))
        head = QHBoxLayout()
        head.addWidget(StatusChip(item.verdict.value, item.verdict.label))
        if is_own(item):
            head.addWidget(StatusChip("tag", OWN_MARK))
        if item.state is not ProposalState.ACCEPTED:
            rejected = item.state is ProposalState.REJECTED
            head.addWidget(StatusChip("tag", "外した候補" if rejected else "候補"))
        head.addStretch(1)
        head.addWidget(label(_amount(item), "strong"))
        column.addLayout(head)
        days = stages_of(span) if span is not None else ""
        for text in (item.deliverable, days, item.verdict_reason):
            if text.strip():
                column.addWidget(Paragraph(text, "hint"))
        column.addStretch(1)
        if item.state is not ProposalState.ACCEPTED:
            column.addLayout(self._decisions(item))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step to the next card by arrow; all other keys are the page's."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.stepped.emit(step)
            return
        event.ignore()
        self.key_pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Frame the card and tell that it was reached."""
        super().focusInEvent(event)
        set_property(self, "current", "true")
        self.reached.emit(self.key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the frame away."""
        super().focusOutEvent(event)
        set_property(self, "current", "false")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the work."""
        super().mouseDoubleClickEvent(event)
        self.opened.emit(self.key)

    def _decisions(self, item: WorkItem) -> QHBoxLayout:
        words = (
            (("採用", ProposalState.ACCEPTED), ("外す", ProposalState.REJECTED))
            if item.state is ProposalState.PROPOSED
            else (("戻す", ProposalState.PROPOSED),)
        )
        row = QHBoxLayout()
        for word, state in words:
            name = f"work_card_{state.value}_{item.id}"
            button = Button(word, name, spoken=f"{word}、{item.name}")
            button.clicked.connect(lambda *_, state=state: self.decided.emit(self.key, state))
            row.addWidget(button)
        row.addStretch(1)
        return row


class WorkItemCards(QScrollArea):
    """Cards below the names of their issues.

    Signals:
        reached, key_pressed, opened, decided: see `WorkCard`.
    """

    reached = Signal(str)
    key_pressed = Signal(object)
    opened = Signal(str)
    decided = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        named(self, "work_cards", "仕事のカード")
        self.setProperty("role", "plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._cards: list[WorkCard] = []
        self._shown: object = None
        self._last: tuple[tuple[Node, ...], Mapping[str, Span], Mapping[str, str], str] | None
        self._last = None

    def show_work(
        self,
        tops: Sequence[Node],
        spans: Mapping[str, Span],
        spoken: Mapping[str, str],
        current: str,
    ) -> None:
        """Show the work of these rows; the card of `current` keeps the focus.

        Args:
            tops: the rows of the tree.
            spans: planned days by id.
            spoken: how each row is read out, by id.
            current: id of the work the person is at.
        """
        groups = [(path, items) for top in tops for path, items in _groups(top)]
        content = (groups, dict(spans))
        self._last = (tuple(tops), spans, spoken, current)
        if content == self._shown:
            return
        self._shown = content
        focused = any(card.hasFocus() for card in self._cards)
        place = self.verticalScrollBar().value()
        self._fill(groups, spans, spoken)
        self.verticalScrollBar().setValue(place)
        if focused:
            self.focus_card(current)

    def focus_card(self, key: str) -> None:
        """Move to the card of a piece of work, to the first where there is none."""
        card = next((c for c in self._cards if c.key == key), None)
        if card is None and self._cards:
            card = self._cards[0]
        if card is not None:
            card.setFocus()
            self.ensureWidgetVisible(card)

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and getattr(self, "_last", None):
            tops, spans, spoken, current = self._last or ((), {}, {}, "")
            self._shown = None
            if self.isVisible():
                self.show_work(tops, spans, spoken, current)

    def _fill(
        self,
        groups: Sequence[tuple[str, list[WorkItem]]],
        spans: Mapping[str, Span],
        spoken: Mapping[str, str],
    ) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(*(theme().px(14),) * 4)
        column.setSpacing(theme().px(8))
        self._cards = []
        for path, items in groups:
            column.addWidget(label(path, "h3", wrap=True))
            row = QWidget()
            flow = FlowLayout(row, theme().px(10), even=True)
            for item in items:
                flow.addWidget(self._card(item, spoken.get(item.id, item.name), spans))
            column.addWidget(row)
        column.addStretch(1)
        exchange_inside(self, inner)

    def _card(self, item: WorkItem, spoken: str, spans: Mapping[str, Span]) -> WorkCard:
        card = WorkCard(item, spoken, spans.get(item.id))
        card.reached.connect(self.reached)
        card.key_pressed.connect(self.key_pressed)
        card.opened.connect(self.opened)
        card.decided.connect(self.decided)
        card.stepped.connect(lambda step: self._step(card, step))
        self._cards.append(card)
        return card

    def _step(self, card: WorkCard, step: int) -> None:
        place = self._cards.index(card) + step
        if 0 <= place < len(self._cards):
            self._cards[place].setFocus()
            self.ensureWidgetVisible(self._cards[place])


def _groups(node: Node, path: str = "") -> list[tuple[str, list[WorkItem]]]:
    """Return the work below a row with the path to it, in the order of the tree."""
    name = node.issue.name if node.issue is not None else "そのほかの仕事"
    here = f"{path} › {name}" if path else name
    own = [child.item for child in node.children if child.item is not None]
    found = [(here, own)] if own else []
    below = (c for c in node.children if c.item is None and not c.key.startswith(GOAL))
    return found + [group for child in below for group in _groups(child, here)]


def _amount(item: WorkItem) -> str:
    if item.verdict is Verdict.PROFESSIONAL:
        return "別途"
    if item.verdict is not Verdict.ORDER:
        return "―"
    return format_yen(item.total_yen) if item.total_yen is not None else "未定"
