"""Garbage is looked for in the GUI thread, and only there."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui import garbage
from ui.garbage import Collector


class _Ring:
    """Something that only the collector can free."""

    def __init__(self) -> None:
        self.itself = self


def test_the_interpreters_own_collector_rests(qtbot: QtBot) -> None:
    rested = not gc.isenabled()
    gc.enable()
    try:
        Collector(QObject())

        assert not gc.isenabled()
    finally:
        if not rested:
            gc.enable()


def test_what_is_due_is_collected() -> None:
    gc.collect()
    ring = weakref.ref(_Ring())
    rings = [_Ring() for _ in range(gc.get_threshold()[0] + 1)]
    rings.clear()

    assert garbage.collect_what_is_due() >= 0
    assert ring() is None


def test_the_oldest_generation_that_is_due_is_collected(monkeypatch: pytest.MonkeyPatch) -> None:
    collected: list[int] = []
    monkeypatch.setattr(gc, "collect", collected.append)
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))

    for counts in ((701, 11, 11), (701, 11, 10), (701, 10, 10)):
        monkeypatch.setattr(gc, "get_count", lambda counts=counts: counts)
        garbage.collect_what_is_due()

    assert collected == [2, 1, 0]


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
