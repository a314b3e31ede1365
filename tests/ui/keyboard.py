"""Typing as an input method does it."""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


def compose(field: QWidget, preedit: str) -> None:
    """Show text under conversion in a field."""
    QApplication.sendEvent(field, QInputMethodEvent(preedit, []))


def enter(field: QWidget, text: str) -> None:
    """Enter text as an accepted conversion."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)
