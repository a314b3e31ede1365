"""Logging without client text: events, ids, counts, and where an error came from."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

_MAX_BYTES = 1024 * 1024
_KEPT_FILES = 5
# The packages whose modules name their loggers after themselves.
_PACKAGES = ("cspdesk", "db", "ui")
# Where no file is open nothing is said: the library's own way out would quote messages in full.
for _package in _PACKAGES:
    logging.getLogger(_package).addHandler(logging.NullHandler())


class _TraceWithoutMessage(logging.Formatter):
    """Prints class and places of an exception, not its message, which may quote client text."""

    def formatException(self, ei: object) -> str:  # noqa: N802
        if not isinstance(ei, tuple) or ei[0] is None:
            return ""
        frames = traceback.extract_tb(ei[2])
        places = [f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
        return "\n".join([ei[0].__name__, *places])


def start_logging(folder: Path) -> None:
    """Write warnings and errors to `cspdesk.log` in `folder`, 5 files of 1 MiB at most."""
    # Brings network modules along, which would delay the window's first paint.
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415

    handler = RotatingFileHandler(
        folder / "cspdesk.log",
        maxBytes=_MAX_BYTES,
        backupCount=_KEPT_FILES - 1,
        encoding="utf-8",
        delay=True,
    )
    handler.setFormatter(_TraceWithoutMessage("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for package in _PACKAGES:
        log = logging.getLogger(package)
        log.setLevel(logging.INFO)
        log.addHandler(handler)


def logger(name: str) -> logging.Logger:
    """Return the logger of a module."""
    return logging.getLogger(f"cspdesk.{name}")
