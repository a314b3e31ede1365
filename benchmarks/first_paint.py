"""Open one window, say so at its first paint, and leave: what `bench_start` measures.

Each line is what was reached and the processor time until then in milliseconds.

Run as `python -m benchmarks.first_paint empty` or `… cspdesk DATA_DIR`.
"""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimerEvent
from PySide6.QtWidgets import QApplication, QMainWindow

PAINTED = "painted"
FILLED = "filled"
PATIENCE_SECONDS = 30
# `Qt.EventPriority.HighEventPriority`; loading `Qt` would make the empty window look slow.
URGENT = 1
# Seldom enough not to take the processor from what it waits for.
_LOOK_EVERY_MS = 5


def tell(reached: str) -> None:
    """Print what was reached."""
    print(reached, round(time.process_time() * 1000), flush=True)


class FirstPaint(QObject):
    """Tells the first paint of the main window and when it shows a page, then ends the program."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__()
        self._window = window
        self._was_painted = False
        self._painted_at = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Note that the window is painted; the paint itself is still to come."""
        if not self._was_painted and event.type() == QEvent.Type.Paint:
            self._was_painted = True
            # Ahead of whatever the window itself wants to do after its first paint.
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), URGENT)
        return False

    def customEvent(self, event: QEvent) -> None:  # noqa: N802
        """Tell that the paint is done and wait for the first page."""
        tell(PAINTED)
        self._painted_at = time.monotonic()
        self.startTimer(_LOOK_EVERY_MS)

    def timerEvent(self, event: QTimerEvent) -> None:  # noqa: N802
        """Tell that a page stands, and close as a person would."""
        # Our window opens its data after the first paint; the empty one never has a page.
        if getattr(self._window, "page", True) is not None:
            self._window.repaint()
            tell(FILLED)
        elif time.monotonic() - self._painted_at < PATIENCE_SECONDS:
            return
        self.killTimer(event.timerId())
        QApplication.closeAllWindows()
        QApplication.quit()


def empty_window() -> int:
    """Show a main window with nothing in it."""
    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.show()
    return application.exec()


def our_window(data_dir: str) -> int:
    """Start the program as its command does."""
    from cspdesk.commands.line import run  # noqa: PLC0415 - the empty window must not pay for it

    return run(["--data-dir", data_dir])


def main() -> int:
    """Hook into the event loop and open the window that was asked for."""
    loop = QApplication.exec
    watchers: list[FirstPaint] = []

    def watched_loop(*_: object) -> int:
        # On the window alone: a filter on the application is called for every event of every
        # widget, and would itself be most of what it measures.
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QMainWindow):
                watcher = FirstPaint(window)
                watchers.append(watcher)
                window.installEventFilter(watcher)
        return loop()

    QApplication.exec = watched_loop  # type: ignore[method-assign]
    return empty_window() if sys.argv[1] == "empty" else our_window(sys.argv[2])


if __name__ == "__main__":
    sys.exit(main())
