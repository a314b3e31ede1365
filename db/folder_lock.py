"""One writing program per data folder, and who it is."""

from __future__ import annotations

import json
import os
import socket
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from cspdesk.errors import FolderInUse
from cspdesk.services.ports import Clock
from db.engine import translated

LOCK_NAME = "cspdesk.lock"
HOLDER_NAME = "cspdesk.lock.json"


class FolderLock:
    """Holds a data folder until `release`; the operating system frees it when the holder dies.

    Raises:
        FolderInUse: another program holds the folder; carries what it said about itself.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._holder = folder / HOLDER_NAME
        # The window opens the folder on one thread and lets it go on another.
        self._lock = FileLock(folder / LOCK_NAME, timeout=0, thread_local=False)
        with translated(self._holder):
            try:
                self._lock.acquire()
            except Timeout:
                raise _in_use(folder) from None
            try:
                self._say_who(clock.now())
            except OSError:
                self._lock.release()
                raise

    def release(self) -> None:
        """Let the folder go."""
        if self._lock.is_locked:
            self._holder.unlink(missing_ok=True)
            self._lock.release()

    def _say_who(self, since: datetime) -> None:
        who = {"pid": os.getpid(), "host": socket.gethostname(), "since": since.isoformat()}
        unfinished = self._holder.with_name(f"{HOLDER_NAME}.part")
        unfinished.write_text(json.dumps(who), encoding="utf-8")
        unfinished.replace(self._holder)


def _in_use(folder: Path) -> FolderInUse:
    try:
        who = json.loads((folder / HOLDER_NAME).read_text(encoding="utf-8"))
        return FolderInUse(
            folder, int(who["pid"]), str(who["host"]), datetime.fromisoformat(who["since"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        # The holder has only just begun, or its note is unreadable: it holds the folder anyway.
        return FolderInUse(folder, 0, "", None)
