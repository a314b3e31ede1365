"""A stack of pages that asks for the room of the one that is shown, not of the largest."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget


class CurrentStack(QStackedWidget):
    """`QStackedWidget` whose hints are those of the current page."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the hint of the current page."""
        page = self.currentWidget()
        return page.sizeHint() if page is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the least size of the current page at the present width."""
        page = self.currentWidget()
        if page is None:
            return QSize(0, 0)
        least = page.minimumSizeHint().expandedTo(page.minimumSize())
        layout = page.layout()
        if layout is not None and layout.hasHeightForWidth():
            wide = max(self.width(), least.width())
            least.setHeight(max(least.height(), layout.totalMinimumHeightForWidth(wide)))
        return least

    def hasHeightForWidth(self) -> bool:
        """Deny it: Qt would ask every page, and give all of them the tallest one's height."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask again for the height that goes with the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
