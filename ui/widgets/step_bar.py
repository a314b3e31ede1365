"""The band of steps inside a case: how far each is, and the way to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QToolButton

from cspdesk.domain.step import Step
from ui.theme import icon, theme
from ui.widgets.chips import LOOKS
from ui.widgets.labels import label
from ui.widgets.named import named

if TYPE_CHECKING:
    from cspdesk.services.progress import StepProgress

_HEIGHT = 46
_ICON = 16
_SHORT_FROM = 1.3
_COLOURS = {"todo": "text3", "doing": "accent", "done": "okFg", "attention": "warnFg"}


class StepBar(QFrame):
    """One button for each step; from 130 % text size on, only the current one shows its name.

    Signals:
        chosen: the `Step` the person wants to go to.
        overview_chosen: the person wants to see the entry of the case.
    """

    chosen = Signal(object)
    overview_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "stepBar", "段階の帯")
        self._row = QHBoxLayout(self)
        self._group = QButtonGroup(self)
        self._buttons: dict[Step, QToolButton] = {}
        self._progress: tuple[StepProgress, ...] = ()
        self._overview = self._made_overview()
        self._row.addWidget(self._overview)
        for step in Step:
            self._row.addWidget(self._made(step))
        self._row.addStretch(1)
        self._key = label(f"Alt+1〜{len(Step)}", "kbd")
        self._row.addWidget(self._key)
        self._measure()

    def button(self, step: Step) -> QToolButton:
        """Return the button of a step."""
        return self._buttons[step]

    def overview_button(self) -> QToolButton:
        """Return the button of the case's entry."""
        return self._overview

    def set_overview_current(self) -> None:
        """Mark the entry of the case as shown."""
        self._overview.setChecked(True)
        self._show_words()

    def current(self) -> Step:
        """Return the step marked as current; the first one while the entry is shown."""
        return next((s for s, b in self._buttons.items() if b.isChecked()), Step.HEARING)

    def set_current(self, step: Step) -> None:
        """Mark the step that is shown."""
        self._buttons[step].setChecked(True)
        self._show_words()

    def show_progress(self, progress: Sequence[StepProgress]) -> None:
        """Show how far each step is."""
        if tuple(progress) == self._progress:
            return
        self._progress = tuple(progress)
        self._show_words()

    def focus_current(self) -> None:
        """Give the focus to the current step."""
        shown = self._group.checkedButton() or self._buttons[self.current()]
        shown.setFocus(Qt.FocusReason.TabFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()

    def _made_overview(self) -> QToolButton:
        button = named(QToolButton(), "step_overview", "案件の入口")
        button.setCheckable(True)
        button.setIcon(icon("list-checks", "text2"))
        button.setToolTip("案件の入口（Alt+0）")
        button.clicked.connect(self.overview_chosen)
        self._group.addButton(button)
        return button

    def _made(self, step: Step) -> QToolButton:
        button = named(QToolButton(), f"step_{step.value}", step.label)
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(lambda: self.chosen.emit(step))
        self._group.addButton(button)
        self._buttons[step] = button
        return button

    def _show_words(self) -> None:
        short = theme().scale >= _SHORT_FROM
        known = {entry.step: entry for entry in self._progress}
        for number, (step, button) in enumerate(self._buttons.items(), start=1):
            entry = known.get(step)
            detail = f"  {entry.detail}" if entry and entry.detail else ""
            shown = not short or button.isChecked()
            button.setText(f" {step.label}{detail}" if shown else f" {step.label[0]}")
            state = entry.state if entry else None
            if state is not None:
                button.setIcon(icon(LOOKS[state.value].icon, _COLOURS[state.value]))
            words = [step.label, state.label if state else "", entry.detail if entry else ""]
            button.setAccessibleName("、".join(word for word in words if word))
            button.setToolTip(f"{step.label}（Alt+{number}）")

    def _measure(self) -> None:
        current = theme()
        self.setFixedHeight(current.px(_HEIGHT))
        self._row.setContentsMargins(current.px(12), 0, current.px(12), 0)
        self._row.setSpacing(current.px(2))
        for button in (self._overview, *self._buttons.values()):
            button.setIconSize(QSize(current.px(_ICON), current.px(_ICON)))
            button.setFixedHeight(current.px(_HEIGHT) - 1)
        self._show_words()
