"""What a scroll area holds, exchanged while one of its buttons may still be at work."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget


def exchange_inside(area: QScrollArea, inner: QWidget) -> None:
    """Put another widget into the area; the old one goes once what stands on it has returned."""
    # A button that was pressed stands on the old one and is still at work.
    if (old := area.takeWidget()) is not None:
        old.hide()
        old.setParent(area)
        old.deleteLater()
    area.setWidget(inner)
