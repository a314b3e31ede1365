"""Store what was changed within a second, off the GUI thread, and tell how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui import background, ime
from ui.widgets.status_bar import SaveState

if TYPE_CHECKING:
    from cspdesk.services.editing import CaseSession, Snapshot

_DELAY_MS = 400
# What stood in the way, a full disk or a busy file, may be gone by then.
_AGAIN_MS = 10_000


class Autosave(QObject):
    """Saves one session at a time.

    Signals:
        state_changed: a `SaveState`; `SAVED` only after the store has committed.
        failed: the exception of the last attempt. What was typed stays in the session.
    """

    state_changed = Signal(object)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._session: CaseSession | None = None
        self._job: background.Job | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY_MS)
        self._timer.timeout.connect(self._start)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._start)
        ime.guard().settled.connect(self._settled)

    def watch(self, session: CaseSession | None) -> None:
        """Save this session from now on; the one before has to be flushed."""
        self._session = session
        self._timer.stop()
        self._again.stop()

    def edited(self) -> None:
        """Tell that the session was changed."""
        if self._session is None or not self._session.dirty:
            return
        self.state_changed.emit(SaveState.SAVING)
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> bool:
        """Save at once and wait for it; return whether everything is stored."""
        self._timer.stop()
        self._again.stop()
        if self._session is None:
            return True
        if self._job is not None:
            self._job.wait()
        if not self._session.dirty:
            return True
        taken = self._session.take_snapshot()
        try:
            stored = self._session.store(taken)
        except Exception as error:
            self._fail(error)
            return False
        self._session.acknowledge(taken, stored)
        self.state_changed.emit(SaveState.SAVED)
        return True

    def _start(self) -> None:
        session = self._session
        if session is None or self._job is not None or not session.dirty or ime.composing():
            return
        taken = session.take_snapshot()
        self._job = background.run(
            lambda: session.store(taken),
            done=lambda stored: self._stored(session, taken, stored),
            failed=self._fail,
            pool=background.saves(),
        )

    def _stored(self, session: CaseSession, taken: Snapshot, stored: Snapshot) -> None:
        self._job = None
        session.acknowledge(taken, stored)
        if session is not self._session:
            return
        if session.dirty:
            self._timer.start()
        else:
            self.state_changed.emit(SaveState.SAVED)

    def _fail(self, error: Exception) -> None:
        self._job = None
        if isinstance(error, _storage_problem()):
            # Not after a change elsewhere: trying again would never succeed.
            self._again.start()
        self.state_changed.emit(SaveState.FAILED)
        self.failed.emit(error)

    def _settled(self) -> None:
        if self._session is not None and self._session.dirty:
            self._timer.start()


def _storage_problem() -> type[Exception]:
    from cspdesk.errors import StorageProblem  # noqa: PLC0415 - not before the first paint

    return StorageProblem
