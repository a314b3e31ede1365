"""Files are written whole or not at all: beside the target first, then renamed over it."""

from __future__ import annotations

import errno
import os
import secrets
import time
from pathlib import Path

from cspdesk.errors import DiskFull, ExportFailed

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the systems say when there is no room."""

_ATTEMPTS = 5
_PAUSE_SECONDS = 0.1


def make_folder(folder: Path) -> None:
    """Create a folder and those above it; one that is there is fine.

    Raises:
        ExportFailed: it cannot be created.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportFailed(folder, error.strerror or type(error).__name__) from error


def write_atomically(path: Path, content: bytes) -> None:
    """Write `content` to `path`; whatever happens, the old file or the new one is there whole.

    Raises:
        DiskFull: there is no room; the old file is untouched.
        ExportFailed: the place cannot be written; the old file is untouched.
    """
    # A link stays one: what it leads to is replaced.
    target = Path(os.path.realpath(path))
    beside = target.parent / f".cspdesk-{secrets.token_hex(6)}.tmp"
    try:
        _refuse_what_is_no_file(target)
        try:
            _write_through(beside, content)
            put_in_place(beside, target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as problem:
        if problem.errno in FULL:
            raise DiskFull(path) from problem
        raise ExportFailed(path, problem.strerror or type(problem).__name__) from problem


def put_in_place(finished: Path, path: Path) -> None:
    """Rename a file that is written through over `path`; both lie on the same disk.

    Raises:
        OSError: the place cannot be written; what was there is untouched.
    """
    _refuse_what_is_no_file(path)
    _replace(finished, path)
    _settle(path.parent)


def _refuse_what_is_no_file(path: Path) -> None:
    """Refuse what renaming would replace against somebody's will: a device, a protected file."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    if path.is_file() and not os.access(path, os.W_OK):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))


def _write_through(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _replace(source: Path, target: Path) -> None:
    """Rename over the target; on Windows a reader may hold it for a moment."""
    for attempt in range(_ATTEMPTS):
        try:
            source.replace(target)
        except PermissionError:
            if os.name != "nt" or attempt == _ATTEMPTS - 1:
                raise
            time.sleep(_PAUSE_SECONDS * 2**attempt)
        else:
            return


def _settle(folder: Path) -> None:
    """Make the new name itself lasting; folders cannot be synced on Windows."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
