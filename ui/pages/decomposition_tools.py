"""The row above the tree of step ②: adding, deciding, filtering by verdict, tree or list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from cspdesk.domain.decomposition import Decomposition, ProposalState, Verdict, WorkItem
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip
from ui.widgets.segmented import Segmented

_NARROW_SCALE = 1.3
_NARROWEST_SCALE = 1.75
_SIDE = 12
_SHORT = {Verdict.ORDER: "発注"}


class DecompositionTools(QWidget):
    """Buttons and filters.

    Signals:
        add_wanted, find_wanted, accept_wanted, reject_wanted, open_wanted, divide_wanted,
        merge_wanted: a button was pressed.
        view_changed: another filter or face was chosen.
    """

    add_wanted = Signal()
    find_wanted = Signal()
    accept_wanted = Signal()
    reject_wanted = Signal()
    open_wanted = Signal()
    divide_wanted = Signal()
    merge_wanted = Signal()
    view_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._verdict: Verdict | None = None
        self._with_rejected = False
        self._kept = 0
        self._undecided = False
        self._counted = Decomposition()
        self._add = Button("仕事を足す", "decomposition_add", icon_name="plus", key="Ins")
        self._find = Button(
            "候補を出す",
            "decomposition_again",
            icon_name="wand-sparkles",
            spoken="もう一度候補を出す",
        )
        self._accept = Button("採用", "decomposition_accept", icon_name="check")
        self._reject = Button("外す", "decomposition_reject", icon_name="x")
        self._open = Button("くわしく", "decomposition_open", icon_name="pencil")
        self._divide = Button("分ける", "decomposition_divide")
        self._merge = Button("まとめる", "decomposition_merge")
        self._more = Button("", "decomposition_more", icon_name="ellipsis", spoken="ほかの操作")
        self._chips = {
            verdict: Chip(verdict.value, verdict.label, f"decomposition_filter_{verdict.value}")
            for verdict in Verdict
        }
        self._rejected = Chip("tag", "", "decomposition_filter_rejected")
        self._face = Segmented(
            (
                ("tree", "表と週"),
                ("cards", "カード"),
                ("plan", "計画・お金"),
                ("prepare", "準備"),
                ("kept", "発注しないもの"),
            ),
            "decomposition_face",
            "見るもの",
        )
        self._assemble()
        self._connect()
        self._measure()

    def _assemble(self) -> None:
        self._filters = QWidget(self)
        self._chip_row = QHBoxLayout(self._filters)
        self._chip_row.setContentsMargins(0, 0, 0, 0)
        for chip in (*self._chips.values(), self._rejected):
            self._chip_row.addWidget(chip)
        self._chip_row.addStretch(1)
        self._row = QHBoxLayout()
        for button in self._buttons():
            self._row.addWidget(button)
        self._row.addWidget(self._filters, 1)
        self._row.addWidget(self._face)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._row)
        self._second_row = False
        # The filters go down where there is no room, so the row must not claim the width.
        self.setMinimumWidth(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def shown(self, items: Sequence[WorkItem]) -> tuple[WorkItem, ...]:
        """Return the work that the filters let through, in the same order."""
        return tuple(
            item
            for item in items
            if (self._with_rejected or item.state is not ProposalState.REJECTED)
            and (self._verdict is None or item.verdict is self._verdict)
        )

    def face(self) -> str:
        """Return what is looked at: tree, cards, plan, prepare or kept."""
        return self._face.value()

    def show_face(self, face: str) -> None:
        """Look at something else."""
        self._face.set_value(face)
        self.view_changed.emit()

    def _buttons(self) -> tuple[Button, ...]:
        return (
            self._add,
            self._divide,
            self._merge,
            self._find,
            self._accept,
            self._reject,
            self._open,
            self._more,
        )

    def show_counts(self, tree: Decomposition) -> None:
        """Show how much there is of each verdict."""
        self._counted = tree
        there = [i for i in tree.work_items if i.state is not ProposalState.REJECTED]
        for verdict, chip in self._chips.items():
            count = sum(1 for item in there if item.verdict is verdict)
            only = self._verdict is verdict
            name = _SHORT.get(verdict, verdict.label) if self._narrow() else verdict.label
            word = f"{name} {count}"
            chip.show_state(
                verdict.value,
                f"{word} だけ" if only else word,
                f"{verdict.label}だけを見る、{count}件" + ("、選択中" if only else ""),
            )
            chip.setVisible(count > 0 or only)
        self._undecided = any(
            item.state is not ProposalState.ACCEPTED for item in self.shown(there)
        )
        for button in (self._accept, self._reject):
            button.setVisible(self._undecided and not self._narrow())
        rejected = len(tree.work_items) - len(there)
        self._rejected.setVisible(rejected > 0 or self._with_rejected)
        self._rejected.show_state(
            "tag",
            f"外した候補 {rejected}" + (" を隠す" if self._with_rejected else ""),
            f"外した候補 {rejected}件を{'隠す' if self._with_rejected else '見る'}",
        )
        self._kept = len(tree.kept_back)
        self._name_faces()
        self._fit()

    def enable_finding(self, *, enabled: bool) -> None:
        """Offer another search for proposals or not."""
        self._find.setEnabled(enabled)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the filters into a row of their own where there is no room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        parts = (*self._buttons(), self._face, self._filters)
        shown = [part for part in parts if not part.isHidden()]
        gaps = self._row.spacing() * len(shown) + 2 * theme().px(_SIDE)
        second = sum(part.sizeHint().width() for part in shown) + gaps > self.width()
        if second == self._second_row:
            return
        self._second_row = second
        self._row.removeWidget(self._filters)
        self._column.removeWidget(self._filters)
        if second:
            self._row.insertStretch(self._row.count() - 1, 1)
            self._column.addWidget(self._filters)
        else:
            self._row.takeAt(self._row.count() - 2)
            self._row.insertWidget(self._row.count() - 1, self._filters, 1)

    def _connect(self) -> None:
        for button, signal in (
            (self._add, self.add_wanted),
            (self._find, self.find_wanted),
            (self._accept, self.accept_wanted),
            (self._reject, self.reject_wanted),
            (self._open, self.open_wanted),
            (self._divide, self.divide_wanted),
            (self._merge, self.merge_wanted),
        ):
            button.clicked.connect(lambda *_, signal=signal: signal.emit())
        for verdict, chip in self._chips.items():
            chip.clicked.connect(lambda *_, verdict=verdict: self._filter(verdict))
        self._rejected.clicked.connect(self._toggle_rejected)
        self._more.clicked.connect(self._offer_more)
        self._face.chosen.connect(lambda _value: self.view_changed.emit())

    def _offer_more(self) -> None:
        """Offer what has no room in the row."""
        menu = QMenu(self)
        decisions = ((self._accept, self.accept_wanted), (self._reject, self.reject_wanted))
        for button, signal in (
            *(decisions if self._undecided and self._narrow() else ()),
            (self._find, self.find_wanted),
            (self._divide, self.divide_wanted),
            (self._merge, self.merge_wanted),
            (self._open, self.open_wanted),
        ):
            action = menu.addAction(button.accessibleName())
            action.setEnabled(button.isEnabled())
            action.triggered.connect(lambda *_, signal=signal: signal.emit())
        if self._filters.isHidden():
            menu.addSeparator()
            for chip in (*self._chips.values(), self._rejected):
                if not chip.isHidden():
                    menu.addAction(chip.text()).triggered.connect(chip.click)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _filter(self, verdict: Verdict) -> None:
        self._verdict = None if self._verdict is verdict else verdict
        self.view_changed.emit()

    def _toggle_rejected(self) -> None:
        self._with_rejected = not self._with_rejected
        self.view_changed.emit()

    def _narrow(self) -> bool:
        return theme().scale >= _NARROW_SCALE

    def _name_faces(self) -> None:
        """Name what can be looked at, shorter where letters are large."""
        narrow = self._narrow()
        self._face.set_word("tree", "表" if narrow else "表と週")
        self._face.set_word("plan", "計画" if narrow else "計画・お金")
        kept = "対象外" if narrow else "発注しないもの"
        spoken = f"発注しないもの {self._kept}件" if self._kept else "発注しないもの"
        self._face.set_word("kept", f"{kept} {self._kept}" if self._kept else kept, spoken)

    def _measure(self) -> None:
        current = theme()
        side = current.px(_SIDE)
        self._column.setContentsMargins(side, current.px(9), side, current.px(9))
        for layout in (self._column, self._row, self._chip_row):
            layout.setSpacing(current.px(7))
        narrow = self._narrow()
        # Enter and a double click do the same; the row has no room for all of it.
        for button in (self._find, self._open):
            button.hide()
        for button in (self._divide, self._merge):
            button.setHidden(narrow)
        self.show_counts(self._counted)
        narrowest = current.scale >= _NARROWEST_SCALE
        self._add.set_content("仕事を足す", icon_name="plus", key="" if narrowest else "Ins")
        self._filters.setHidden(narrowest)
