"""Garbage is looked for in the GUI thread, and only there."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui import garbage
from ui.garbage import Collector


class _Ring:
    """Something that only the collector can free."""

    def __init__(self) -> None:
        self.itself = self


def test_the_interpreters_own_collector_rests(qtbot: QtBot) -> None:
    Collector(QObject())

    assert not gc.isenabled()


def test_what_is_due_is_collected() -> None:
    gc.collect()
    ring = weakref.ref(_Ring())
    rings = [_Ring() for _ in range(gc.get_threshold()[0] + 1)]
    rings.clear()

    assert garbage.collect_what_is_due() >= 0
    assert ring() is None


def test_a_short_time_after_a_collection_nothing_is_due() -> None:
    gc.collect()

    assert garbage.collect_what_is_due() == -1


def test_allocating_on_another_thread_frees_no_ring_there(qtbot: QtBot) -> None:
    Collector(QObject())
    ring = weakref.ref(_Ring())

    def allocate() -> None:
        kept = [_Ring() for _ in range(20_000)]
        assert kept

    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()

    assert ring() is not None
    gc.collect()
    assert ring() is None
