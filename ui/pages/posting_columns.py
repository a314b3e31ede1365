"""How step ④ shares out the width: three columns, or two where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.named import named
from ui.widgets.segmented import Segmented

_LEFT, _RIGHT = 372, 367
_NARROW = 1080
_LEAST_WIDTH = 560
_HANDLE = 14


class PostingColumns(QWidget):
    """Fields at the left; preview and check beside each other, or one of them at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._right: tuple[QWidget, QWidget] | None = None
        self.switch = Segmented(
            (("check", "点検"), ("preview", "見える形")), "posting_view", "右側に出すもの"
        )
        self.switch.chosen.connect(lambda _: self._show_chosen())
        self._outer = named(QSplitter(), "posting_splitter", "書く内容とその右側の境")
        self._inner = named(QSplitter(), "posting_right", "見える形と点検の境")
        self._was_wide: bool | None = None
        # From the outside in: putting a filled part into another styles everything in it anew.
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._outer)
        side = QWidget()
        self._outer.addWidget(side)
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.switch)
        right.addWidget(self._inner, 1)
        for splitter in (self._outer, self._inner):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(_HANDLE)

    def place(self, fields: QWidget, preview: QWidget, check: QWidget) -> None:
        """Put the three parts into their places; called once this stands in its own."""
        self._right = preview, check
        self._outer.insertWidget(0, fields)
        self._inner.addWidget(preview)
        self._inner.addWidget(check)
        self._was_wide = None
        self._share_out()

    def show_check(self) -> None:
        """Bring the check into view where it shares its place with the preview."""
        self.switch.set_value("check")
        self._show_chosen()

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of two columns; three have it to spare."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme().px(_LEAST_WIDTH)), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give two columns to a narrow window."""
        super().resizeEvent(event)
        self._share_out()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._share_out()

    def _is_wide(self) -> bool:
        return self.width() >= theme().px(_NARROW)

    def _show_chosen(self) -> None:
        wide = self._is_wide()
        self.switch.setVisible(not wide)
        if self._right is not None:
            preview, check = self._right
            preview.setVisible(wide or self.switch.value() == "preview")
            check.setVisible(wide or self.switch.value() == "check")

    def _halve(self) -> None:
        if not self._is_wide():
            half = max((self._outer.width() - _HANDLE) // 2, 1)
            self._outer.setSizes([half, half])

    def _share_out(self) -> None:
        self._show_chosen()
        wide = self._is_wide()
        if wide is self._was_wide:
            return
        self._was_wide = wide
        for splitter, stretched in ((self._outer, 1), (self._inner, 0)):
            for place in (0, 1):
                splitter.setStretchFactor(place, int(not wide or place == stretched))
        if not wide:
            # The splitter takes its own new width only after this; sizes set now would be lost.
            QTimer.singleShot(0, self, self._halve)
            return
        left, right = theme().px(_LEFT), theme().px(_RIGHT)
        rest = max(self.width() - left - _HANDLE, 1)
        self._outer.setSizes([left, rest])
        self._inner.setSizes([max(rest - right - _HANDLE, 1), right])
