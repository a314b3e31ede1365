"""発注しないもの: what must not be ordered, why, who to go to, and what may be ordered instead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cspdesk.domain.decomposition import KeptBack, KeptBackVerdict
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.chips import StatusChip
from ui.widgets.labels import Paragraph, label

_STATES = {
    KeptBackVerdict.IN_HOUSE: "in_house",
    KeptBackVerdict.PROFESSIONAL: "professional",
    KeptBackVerdict.AVOID: "attention",
    KeptBackVerdict.NEVER: "err",
}


class KeptBackList(QScrollArea):
    """One card per entry.

    Signals:
        remove_wanted: id of the entry to take off the list.
    """

    remove_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("kept_back")
        self.setAccessibleName("発注しないもの")
        self.setProperty("role", "plain")
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._shown: tuple[KeptBack, ...] | None = None

    def show_entries(self, entries: Sequence[KeptBack]) -> None:
        """Show these entries."""
        if tuple(entries) == self._shown:
            return
        self._shown = tuple(entries)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(*(theme().px(14),) * 4)
        column.setSpacing(theme().px(10))
        if not entries:
            column.addWidget(
                Paragraph(
                    "発注しないものはありません。候補を出すと、頼んではいけないものと"
                    "相談先がここに並びます。"
                )
            )
        for entry in entries:
            column.addWidget(self._card(entry))
        column.addStretch(1)
        self.setWidget(inner)

    def _card(self, entry: KeptBack) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        card.setAccessibleName(f"{entry.name}、{entry.verdict.label}")
        column = QVBoxLayout(card)
        column.setContentsMargins(*(theme().px(12),) * 4)
        head = QHBoxLayout()
        head.addWidget(label(entry.name, "strong", wrap=True), 1)
        head.addWidget(StatusChip(_STATES[entry.verdict], entry.verdict.label))
        remove = Button("外す", f"kept_back_remove_{entry.id}", spoken=f"外す、{entry.name}")
        remove.clicked.connect(lambda *, key=entry.id: self.remove_wanted.emit(key))
        head.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        for heading, text in (
            ("理由", entry.reason),
            ("相談先", "" if entry.who == entry.verdict.label else entry.who),
            ("代わりに頼めること", entry.instead),
            ("きっかけ", " ／ ".join(_quotes(entry))),
        ):
            if text:
                column.addWidget(Paragraph(f"{heading}：{text}"))
        return card


def _quotes(entry: KeptBack) -> list[str]:
    """Return what stands in `why` beside the reason and the way round, i.e. the owner's words."""
    reason = entry.reason.splitlines()
    said = [why for why in entry.why if why not in reason]
    return [why for why in said if not entry.instead or entry.instead not in why]
