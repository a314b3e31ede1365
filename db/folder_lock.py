"""One writing program per data folder, and who it is."""

from __future__ import annotations

import errno
import json
import os
import socket
import sys
from datetime import datetime
from pathlib import Path

from cspdesk.errors import FolderInUse
from cspdesk.services.ports import Clock
from db.engine import translated

LOCK_NAME = "cspdesk.lock"
HOLDER_NAME = "cspdesk.lock.json"

# What the systems say when another program holds the lock.
_HELD = frozenset({errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK})

# By the system's own call: loading a library for it took 17 ms of every start.
if sys.platform == "win32":
    import msvcrt

    def _lock(opened: int) -> None:
        msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(opened: int) -> None:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderLock:
    """Holds a data folder until `release`; the operating system frees it when the holder dies.

    Raises:
        FolderInUse: another program holds the folder; carries what it said about itself.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._holder = folder / HOLDER_NAME
        with translated(self._holder):
            self._opened: int | None = take_file(folder / LOCK_NAME)
            if self._opened is None:
                raise _in_use(folder)
            try:
                self._say_who(clock.now())
            except OSError:
                self._let_go()
                raise

    def release(self) -> None:
        """Let the folder go."""
        if self._opened is not None:
            self._holder.unlink(missing_ok=True)
            self._let_go()

    def _let_go(self) -> None:
        # Closing is what frees it. The file stays: whoever waits may have it open already.
        if self._opened is not None:
            os.close(self._opened)
            self._opened = None

    def _say_who(self, since: datetime) -> None:
        who = {"pid": os.getpid(), "host": socket.gethostname(), "since": since.isoformat()}
        unfinished = self._holder.with_name(f"{HOLDER_NAME}.part")
        unfinished.write_text(json.dumps(who), encoding="utf-8")
        unfinished.replace(self._holder)


def take_file(file: Path) -> int | None:
    """Open and lock a file; return its descriptor, None if another program has the lock."""
    # A link in its place is not followed: it could name any file of this person.
    opened = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        _lock(opened)
    except OSError as error:
        os.close(opened)
        if error.errno in _HELD:
            return None
        raise
    return opened


def _in_use(folder: Path) -> FolderInUse:
    try:
        who = json.loads((folder / HOLDER_NAME).read_text(encoding="utf-8"))
        return FolderInUse(
            folder, int(who["pid"]), str(who["host"]), datetime.fromisoformat(who["since"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        # The holder has only just begun, or its note is unreadable: it holds the folder anyway.
        return FolderInUse(folder, 0, "", None)
