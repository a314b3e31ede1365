"""Open one window, say so at its first paint, and leave: what `bench_start` measures.

Run as `python -m benchmarks.first_paint empty` or `… cspdesk DATA_DIR`.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, QTimerEvent
from PySide6.QtWidgets import QApplication, QMainWindow

PAINTED = "painted"


class FirstPaint(QObject):
    """Sees the first paint of any top-level window, prints a line and ends the program."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Wait for the paint event to have been handled, then leave."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            self.startTimer(0)
        return False

    def timerEvent(self, event: QTimerEvent) -> None:  # noqa: N802
        """The window stands: tell, and close as a person would."""
        self.killTimer(event.timerId())
        print(PAINTED, flush=True)
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
