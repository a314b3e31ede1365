"""Wait for a window without holding the interpreter, so that background work goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


@contextmanager
def becoming_active(qtbot: QtBot, widget: QWidget) -> Iterator[None]:
    """Leave the block once the widget's window is the active one.

    Qt's own wait keeps the interpreter locked, so that jobs on other threads stand still.
    """
    yield
    qtbot.waitUntil(widget.isActiveWindow, timeout=10_000)


def until_active(widget: QWidget) -> None:
    """Wait until the widget's window is the active one, at most ten seconds."""
    loop = QEventLoop()
    look = QTimer()
    look.setInterval(5)
    look.timeout.connect(lambda: loop.quit() if widget.isActiveWindow() else None)
    look.start()
    QTimer.singleShot(10_000, loop.quit)
    loop.exec()
    look.stop()
