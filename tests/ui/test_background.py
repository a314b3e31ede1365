"""Work runs beside the window; its outcome arrives in the GUI thread."""

from __future__ import annotations

import threading

from PySide6.QtCore import QThreadPool, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import background
from ui.background import Errand


def test_the_result_arrives_in_the_gui_thread(qtbot: QtBot) -> None:
    seen: list[tuple[int, bool]] = []
    gui = threading.get_ident()

    background.run(
        threading.get_ident,
        done=lambda worker: seen.append((worker, threading.get_ident() == gui)),
    )
    qtbot.waitUntil(lambda: bool(seen))

    assert seen[0][0] != gui
    assert seen[0][1]


def test_a_failure_arrives_as_the_exception(qtbot: QtBot) -> None:
    failures: list[Exception] = []

    def work() -> None:
        raise ValueError("見本")

    background.run(work, failed=failures.append)
    qtbot.waitUntil(lambda: bool(failures))

    assert isinstance(failures[0], ValueError)


def test_work_stops_at_its_next_report_after_cancel(qtbot: QtBot) -> None:
    gate = threading.Event()

    def work(errand: Errand) -> str:
        gate.wait(5)
        errand.report(1, 2)
        return "finished"

    results: list[str] = []
    job = background.run_reporting(work, done=results.append)
    job.cancel()
    with qtbot.waitSignal(job.cancelled):
        gate.set()

    assert results == []


def test_progress_is_told_on_the_way(qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []
    gate = threading.Event()

    def work(errand: Errand) -> None:
        gate.wait(5)
        for step in (1, 2, 3):
            errand.report(step, 3)

    job = background.run_reporting(work)
    job.progressed.connect(lambda done, total: told.append((done, total)))
    with qtbot.waitSignal(job.done):
        gate.set()

    assert told == [(1, 3), (2, 3), (3, 3)]


def test_waiting_delivers_the_outcome_before_it_returns(qtbot: QtBot) -> None:
    results: list[int] = []

    background.run(lambda: 7, done=results.append).wait()

    assert results == [7]


def test_what_the_work_holds_is_let_go_in_the_gui_thread(qtbot: QtBot) -> None:
    ended_on: list[int] = []

    class Held:
        def __call__(self) -> None:
            return None

        def __del__(self) -> None:
            ended_on.append(threading.get_ident())

    background.run(Held()).wait()
    background.wait_for_all()

    assert ended_on == [threading.get_ident()]


def test_steps_are_taken_one_per_turn_until_one_fails(qtbot: QtBot) -> None:
    taken: list[int] = []
    between: list[int] = []

    def fail() -> None:
        taken.append(2)
        raise ValueError("見本")

    with qtbot.captureExceptions() as raised:
        background.in_turns((lambda: taken.append(1), fail, lambda: taken.append(3)))
        assert taken == []
        QTimer.singleShot(0, lambda: between.append(len(taken)))
        qtbot.waitUntil(lambda: bool(raised))
        QApplication.processEvents()

    assert taken == [1, 2]
    assert between == [1]


def test_storing_does_not_wait_behind_other_work(qtbot: QtBot) -> None:
    gate = threading.Event()
    for _ in range(QThreadPool.globalInstance().maxThreadCount()):
        background.run(lambda: gate.wait(5))
    stored: list[bool] = []

    background.run(gate.is_set, done=stored.append, pool=background.saves()).wait()
    gate.set()
    background.wait_for_all()

    assert stored == [False]
