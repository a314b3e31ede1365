"""A few choices side by side, exactly one of them in force."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ui.widgets.named import named


class Segmented(QWidget):
    """Buttons without a gap; arrow keys move between them.

    Signals:
        chosen: value of the button the person chose.
    """

    chosen = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]], object_name: str, spoken: str) -> None:
        """Make it from (value, word) pairs; the first is in force."""
        super().__init__()
        named(self, object_name, spoken)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        for value, word in options:
            button = named(QToolButton(), f"{object_name}_{value}", f"{spoken}：{word}")
            button.setText(word)
            button.setCheckable(True)
            button.setProperty("role", "seg")
            self._group.addButton(button)
            self._buttons[value] = button
            row.addWidget(button)
        self._group.buttonClicked.connect(self._tell)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_value(options[0][0])

    def value(self) -> str:
        """Return the value in force."""
        return next(value for value, button in self._buttons.items() if button.isChecked())

    def set_value(self, value: str) -> None:
        """Put a value in force without telling."""
        for other, button in self._buttons.items():
            button.setChecked(other == value)
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if other == value else Qt.FocusPolicy.ClickFocus
            )

    def set_word(self, value: str, word: str, spoken: str = "") -> None:
        """Show another word for a value, e.g. with a count; `spoken` is read out instead."""
        button = self._buttons[value]
        button.setText(word)
        button.setAccessibleName(f"{self.accessibleName()}：{spoken or word}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move to the neighbour with the arrow keys."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        values = list(self._buttons)
        target = values[(values.index(self.value()) + step) % len(values)]
        self.set_value(target)
        self._buttons[target].setFocus()
        self.chosen.emit(target)

    def _tell(self) -> None:
        value = self.value()
        self.set_value(value)
        self.chosen.emit(value)
