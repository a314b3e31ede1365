"""A backup by itself on each day that the window is open, and which of them stay."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from threading import Event, Thread

from cspdesk.domain.japan import in_japan
from cspdesk.errors import UserProblem
from cspdesk.services.ports import Clock
from db.backup import BACKUP_FOLDER
from db.backup_file import check
from db.backup_out import write_backup
from db.engine import translated

FIRST_AFTER_SECONDS = 20.0
"""The first page is built in this time; a backup would slow it down."""

_AGAIN_AFTER_SECONDS = 1800.0
_DAYS, _WEEKS, _MONTHS, _NEWEST = 14, 8, 12, 3
_NAME = re.compile(r"cspdesk-(\d{8}-\d{6})-daily\.cspbackup")
_MOMENT = "%Y%m%d-%H%M%S"
_log = logging.getLogger(__name__)


class DailyBackups:
    """Looks now and then, on a thread of its own, whether the day has its backup."""

    def __init__(
        self, folder: Path, clock: Clock, *, first_after: float = FIRST_AFTER_SECONDS
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._first_after = first_after
        self._over = Event()
        self._thread = Thread(target=self._watch, name="daily-backups")

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End, after the backup that is under way."""
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        pause = self._first_after
        while not self._over.wait(pause):
            try:
                back_up_today(self._folder, self._clock)
            except UserProblem as problem:
                # A full disk says so at the next save; the next look tries again.
                _log.warning("no daily backup: %s", type(problem).__name__)
            pause = _AGAIN_AFTER_SECONDS


def back_up_today(folder: Path, clock: Clock) -> Path | None:
    """Make the backup of this day unless there is one, then remove what need not stay.

    Returns:
        The new backup, None if the day has one.

    Raises:
        StorageProblem, ExportFailed: it could not be made; nothing was removed.
    """
    backups = folder / BACKUP_FOLDER
    now = in_japan(clock.now())
    if any(made.date() == now.date() for made in _made(backups)):
        return None
    with translated(backups / BACKUP_FOLDER):
        backups.mkdir(mode=0o700, exist_ok=True)
    target = backups / f"cspdesk-{now:{_MOMENT}}-daily.cspbackup"
    write_backup(folder, target, clock)
    _thin(backups)
    return target


def staying(moments: Iterable[datetime]) -> set[datetime]:
    """Return which backups stay: the newest, and the last of each recent day, week and month.

    Recent means the last ones that have a backup, whatever day it is now: a clock that is set
    wrong removes nothing.
    """
    newest_first = sorted(moments, reverse=True)
    kept = set(newest_first[:_NEWEST])
    periods: tuple[tuple[int, Callable[[date], tuple[int, ...]]], ...] = (
        (_DAYS, lambda day: (day.year, day.month, day.day)),
        (_WEEKS, lambda day: day.isocalendar()[:2]),
        (_MONTHS, lambda day: (day.year, day.month)),
    )
    for most, period_of in periods:
        last: dict[tuple[int, ...], datetime] = {}
        for moment in newest_first:
            last.setdefault(period_of(moment.date()), moment)
        kept.update(list(last.values())[:most])
    return kept


def _thin(backups: Path) -> None:
    found = _made(backups)
    stay = staying(found)
    if len(stay) == len(found):
        return
    # Before anything goes, what is to stay in its place is read.
    for moment in sorted(stay, reverse=True)[:_NEWEST]:
        check(found[moment])
    with translated(backups / BACKUP_FOLDER):
        for moment, path in found.items():
            if moment not in stay:
                path.unlink()


def _made(backups: Path) -> dict[datetime, Path]:
    """Return the daily backups by the moment in their names; other files are left alone."""
    found: dict[datetime, Path] = {}
    with translated(backups / BACKUP_FOLDER):
        for path in backups.glob("*.cspbackup"):
            name = _NAME.fullmatch(path.name)
            if name is None:
                continue
            try:
                found[datetime.strptime(name[1], _MOMENT)] = path  # noqa: DTZ007 - as in the name
            except ValueError:
                continue
    return found
