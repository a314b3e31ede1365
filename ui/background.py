"""Run a service call off the GUI thread and bring its result back as a signal.

Only plain values cross the border: what is passed in must not be changed meanwhile (domain
values are frozen), and widgets are touched only in the slots, which run in the GUI thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from threading import Event
from typing import TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QRunnable,
    QThreadPool,
    QTimer,
    Signal,
    Slot,
)

T = TypeVar("T")
_log = logging.getLogger(__name__)
_running: set[Job] = set()


class Job(QObject):
    """One piece of work under way.

    Signals:
        done: the result.
        failed: the exception; `ui.problems.show` knows what to say.
        cancelled: it stopped because of `cancel`; nothing was left behind.
        progressed: steps done and steps in all.
    """

    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    progressed = Signal(int, int)
    _ended = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._stop = Event()
        self._over = Event()
        self._ended.connect(self._deliver)

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop.set()

    def report(self, done: int, total: int) -> None:
        """Tell how far the work is; called by the work, on its thread.

        Raises:
            Cancelled: the person asked to stop.
        """
        if self._stop.is_set():
            raise _cancelled()
        self.progressed.emit(done, total)

    def wait(self) -> None:
        """Wait for the end and deliver the outcome before returning; in the GUI thread only."""
        self._over.wait()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def finish(self, result: object, error: BaseException | None) -> None:
        """Hand the outcome to the GUI thread; called on the work's thread."""
        self._ended.emit(result, error)
        self._over.set()

    @Slot(object, object)
    def _deliver(self, result: object, error: object) -> None:
        _running.discard(self)
        if error is None:
            self.done.emit(result)
        elif isinstance(error, _cancelled()):
            self.cancelled.emit()
        else:
            self.failed.emit(error)


def _cancelled() -> type[Exception]:
    from cspdesk.services.ports import Cancelled  # noqa: PLC0415 - not before the first paint

    return Cancelled


class _Call(QRunnable):
    def __init__(self, job: Job, work: Callable[[], object]) -> None:
        super().__init__()
        self._job = job
        self._work = work

    def run(self) -> None:
        try:
            result = self._work()
        except Exception as error:
            if not isinstance(error, _cancelled()):
                _log.info("background work ended with %s", type(error).__name__)
            self._job.finish(None, error)
        else:
            self._job.finish(result, None)


def run(
    work: Callable[[], T],
    *,
    done: Callable[[T], object] | None = None,
    failed: Callable[[Exception], object] | None = None,
) -> Job:
    """Start `work` on a pool thread; the callbacks are called in the GUI thread."""
    return run_reporting(lambda _job: work(), done=done, failed=failed)


def run_reporting(
    work: Callable[[Job], T],
    *,
    done: Callable[[T], object] | None = None,
    failed: Callable[[Exception], object] | None = None,
) -> Job:
    """Start work that is given its `Job` and calls `job.report(done, total)` on the way."""
    job = Job()
    if done is not None:
        job.done.connect(done)
    if failed is not None:
        job.failed.connect(failed)
    # Kept here, because a Job that only the pool knows would be collected before it delivers.
    _running.add(job)
    QThreadPool.globalInstance().start(_Call(job, lambda: work(job)))
    return job


def in_turns(steps: Iterable[Callable[[], object]], pause_ms: int = 0) -> None:
    """Call `steps` in the GUI thread, one at a time, with the event loop running in between.

    A step that fails is the last one.
    """
    rest = iter(steps)

    def one() -> None:
        step = next(rest, None)
        if step is not None:
            step()
            QTimer.singleShot(pause_ms, one)

    QTimer.singleShot(pause_ms, one)


def wait_for_all(milliseconds: int = 10_000) -> bool:
    """Wait until nothing is under way any more; called before the window closes."""
    return QThreadPool.globalInstance().waitForDone(milliseconds)
