"""Open one window, say so at its first paint, and leave: what `bench_start` measures.

Run as `python -m benchmarks.first_paint empty` or `… cspdesk DATA_DIR`.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimerEvent
from PySide6.QtWidgets import QApplication, QMainWindow

PAINTED = "painted"
FILLED = "filled"
PATIENCE_MS = 30_000


class FirstPaint(QObject):
    """Tells the first paint of the main window and when it shows a page, then ends the program."""

    def __init__(self) -> None:
        super().__init__()
        self._window: QMainWindow | None = None
        self._since_paint = QElapsedTimer()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Note the window that is painted; the paint itself is still to come."""
        if (
            self._window is None
            and event.type() == QEvent.Type.Paint
            and isinstance(watched, QMainWindow)
        ):
            self._window = watched
            # Ahead of whatever the window itself wants to do after its first paint.
            urgent = Qt.EventPriority.HighEventPriority.value
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), urgent)
        return False

    def customEvent(self, event: QEvent) -> None:  # noqa: N802
        """Tell that the paint is done and wait for the first page."""
        print(PAINTED, flush=True)
        self._since_paint.start()
        self.startTimer(0)

    def timerEvent(self, event: QTimerEvent) -> None:  # noqa: N802
        """Tell that a page stands, and close as a person would."""
        # Our window opens its data after the first paint; the empty one never has a page.
        if self._window is not None and getattr(self._window, "page", True) is not None:
            self._window.repaint()
            print(FILLED, flush=True)
        elif self._since_paint.elapsed() < PATIENCE_MS:
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
        watcher = FirstPaint()
        watchers.append(watcher)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(watcher)
        return loop()

    QApplication.exec = watched_loop  # type: ignore[method-assign]
    return empty_window() if sys.argv[1] == "empty" else our_window(sys.argv[2])


if __name__ == "__main__":
    sys.exit(main())
