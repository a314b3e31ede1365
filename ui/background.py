"""Run a service call off the GUI thread and bring its result back as a signal.

Only plain values cross the border: what is passed in must not be changed meanwhile (domain
values are frozen), and widgets are touched only in the slots, which run in the GUI thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import cache
from itertools import count
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


class Errand:
    """The work's end of a job: plain Python, because a Qt object must not die on its thread."""

    def __init__(self, number: int, post: _Post) -> None:
        self.number = number
        self.stop = Event()
        self.over = Event()
        self._post = post

    def report(self, done: int, total: int) -> None:
        """Tell how far the work is; called by the work, on its thread.

        Raises:
            Cancelled: the person asked to stop.
        """
        if self.stop.is_set():
            raise _cancelled()
        self._post.reported.emit(self.number, done, total)


class Job(QObject):
    """One piece of work under way; lives and dies in the GUI thread.

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

    def __init__(self, errand: Errand, work: Callable[[Errand], object]) -> None:
        super().__init__()
        self._errand = errand
        # Kept, so that what the work holds on to is let go in the GUI thread.
        self._work = work

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._errand.stop.set()

    def wait(self) -> None:
        """Wait for the end and deliver the outcome before returning; in the GUI thread only."""
        self._errand.over.wait()
        QCoreApplication.sendPostedEvents(_post(), QEvent.Type.MetaCall.value)

    def deliver(self, result: object, error: object) -> None:
        """Tell the outcome."""
        if error is None:
            self.done.emit(result)
        elif isinstance(error, _cancelled()):
            self.cancelled.emit()
        else:
            self.failed.emit(error)


class _Post(QObject):
    """Carries what happens on other threads into the GUI thread; there is one, for good."""

    ended = Signal(int, object, object)
    reported = Signal(int, int, int)

    def __init__(self) -> None:
        super().__init__()
        self.jobs: dict[int, Job] = {}
        self.numbers = count()
        self.ended.connect(self._end)
        self.reported.connect(self._report)

    @Slot(int, object, object)
    def _end(self, number: int, result: object, error: object) -> None:
        self.jobs.pop(number).deliver(result, error)

    @Slot(int, int, int)
    def _report(self, number: int, done: int, total: int) -> None:
        self.jobs[number].progressed.emit(done, total)


@cache
def _post() -> _Post:
    return _Post()


def _cancelled() -> type[Exception]:
    from cspdesk.services.ports import Cancelled  # noqa: PLC0415 - not before the first paint

    return Cancelled


class _Call(QRunnable):
    def __init__(self, errand: Errand, work: Callable[[Errand], object]) -> None:
        super().__init__()
        self._errand = errand
        self._work: Callable[[Errand], object] | None = work

    def run(self) -> None:
        result, problem = self._outcome()
        _post().ended.emit(self._errand.number, result, problem)
        self._errand.over.set()

    def _outcome(self) -> tuple[object, Exception | None]:
        work, self._work = self._work, None
        assert work is not None  # noqa: S101 - a call is run once
        try:
            return work(self._errand), None
        except Exception as error:
            if not isinstance(error, _cancelled()):
                _log.info("background work ended with %s", type(error).__name__)
            return None, error


def run(
    work: Callable[[], T],
    *,
    done: Callable[[T], object] | None = None,
    failed: Callable[[Exception], object] | None = None,
    pool: QThreadPool | None = None,
) -> Job:
    """Start `work` on a pool thread; the callbacks are called in the GUI thread."""
    return run_reporting(lambda _errand: work(), done=done, failed=failed, pool=pool)


def run_reporting(
    work: Callable[[Errand], T],
    *,
    done: Callable[[T], object] | None = None,
    failed: Callable[[Exception], object] | None = None,
    pool: QThreadPool | None = None,
) -> Job:
    """Start work that is given its `Errand` and calls `errand.report(done, total)` on the way."""
    post = _post()
    errand = Errand(next(post.numbers), post)
    job = Job(errand, work)
    if done is not None:
        job.done.connect(done)
    if failed is not None:
        job.failed.connect(failed)
    post.jobs[errand.number] = job
    (pool or QThreadPool.globalInstance()).start(_Call(errand, work))
    return job


@cache
def saves() -> QThreadPool:
    """Return the pool that stores: a window that closes never waits behind other work."""
    pool = QThreadPool()
    pool.setMaxThreadCount(1)
    return pool


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
    pools = (saves(), QThreadPool.globalInstance())
    return all(pool.waitForDone(milliseconds) for pool in pools)
