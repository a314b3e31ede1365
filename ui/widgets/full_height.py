"""A container that is never pressed below the height its wrapped texts need."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.flow_layout import FlowLayout


class FullHeight(QWidget):
    """Keeps as its least height what its layout needs at the present width.

    Qt's layouts know the height for a width, but only ask for it where there is room; pressed,
    they cut wrapped labels and rows of chips. Here the need is stated as a minimum, so that an
    area around it scrolls instead.
    """

    def resizeEvent(self, event: QResizeEvent) -> None:
        """State the need at the new width."""
        super().resizeEvent(event)
        self._claim()

    def event(self, event: QEvent) -> bool:
        """State the need of changed content."""
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._claim()
        return handled

    def _claim(self) -> None:
        layout = self.layout()
        if layout is not None:
            # Once the last wrapped text is hidden, the layout states its own need again.
            wraps = layout.hasHeightForWidth()
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()) if wraps else 0)


def flow_row(*parts: QWidget) -> FullHeight:
    """Return parts side by side that go on below where there is no room."""
    row = FullHeight()
    flow = FlowLayout(row)
    for part in parts:
        flow.addWidget(part)
    return row
