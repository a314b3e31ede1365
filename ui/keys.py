"""Keyboard shortcuts of the frame and of pages; none acts while the input method composes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui import ime


def bind(owner: QWidget, keys: str | Iterable[str], act: Callable[[], object]) -> list[QShortcut]:
    """Bind one or more keys, active while the owner's window is active.

    Args:
        owner: widget that the shortcuts belong to and die with.
        keys: as Qt writes them, e.g. `Ctrl+N`.
        act: called in the GUI thread, unless text is being converted.
    """

    def guarded() -> None:
        if not ime.composing():
            act()

    made = []
    for key in (keys,) if isinstance(keys, str) else keys:
        shortcut = QShortcut(QKeySequence(key), owner)
        shortcut.activated.connect(guarded)
        made.append(shortcut)
    return made


def unbind(shortcuts: list[QShortcut]) -> None:
    """Remove shortcuts made by `bind`."""
    for shortcut in shortcuts:
        shortcut.setEnabled(False)
        shortcut.deleteLater()
    shortcuts.clear()
