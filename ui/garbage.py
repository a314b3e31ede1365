"""Look for garbage in the GUI thread only.

Python's collector runs on whichever thread happens to allocate. On a worker's thread it may
destroy a Qt object: Qt then holds its lock for signals and asks for the interpreter, while the
GUI thread, which holds the interpreter, waits for that lock. Both stand still for good.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000


class Collector(QObject):
    """Takes the place of Python's own collector from its making until its parent is gone."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(collect_what_is_due)
        timer.start(_EVERY_MS)


def collect_what_is_due() -> int:
    """Collect the oldest generation that Python itself would; return it, -1 for none."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation] > 0:
            gc.collect(generation)
            return generation
    return -1
