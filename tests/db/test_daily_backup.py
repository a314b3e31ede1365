"""Each day has its backup, and the ones that are removed are never the last of their time."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.errors import NotOurFile, UnsoundFile
from db import daily_backup
from db.backup_out import examine
from db.daily_backup import DailyBackups, back_up_today, staying
from db.store import DATABASE_NAME
from tests.doubles import StandingClock

_FIRST = datetime(2026, 1, 1, 9, 0)  # noqa: DTZ001 - as in the names of the files


def _names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in (folder / "backups").iterdir())


def test_a_day_in_japan_gets_one_backup(folder: Path) -> None:
    clock = StandingClock(moment=datetime.fromisoformat("2026-11-24T14:00:00+00:00"))

    made = back_up_today(folder, clock)

    assert made is not None
    assert made.name == "cspdesk-20261124-230001-daily.cspbackup"
    assert examine(made).cases == 0
    assert back_up_today(folder, clock) is None
    clock.moment += timedelta(hours=1)
    assert back_up_today(folder, clock) is not None
    assert len(_names(folder)) == 2


def test_a_damaged_database_makes_no_backup_and_removes_none(folder: Path) -> None:
    clock = StandingClock()
    back_up_today(folder, clock)
    before = _names(folder)
    (folder / DATABASE_NAME).write_bytes(b"damaged")
    clock.moment += timedelta(days=1)

    with pytest.raises(NotOurFile):
        back_up_today(folder, clock)

    assert _names(folder) == before


def _years_of_days(folder: Path, days: int) -> None:
    first = back_up_today(folder, StandingClock())
    assert first is not None
    for number in range(days):
        name = f"cspdesk-{_FIRST + timedelta(days=number):%Y%m%d-%H%M%S}-daily.cspbackup"
        (first.parent / name).write_bytes(first.read_bytes())
    first.unlink()


def test_old_backups_thin_out_and_other_files_stay(folder: Path) -> None:
    _years_of_days(folder, 300)
    other = folder / "backups" / "cspdesk-20250101-000000-before-restore.cspbackup"
    other.write_bytes(b"kept by hand")

    back_up_today(folder, StandingClock())

    # 14 days, and the weeks and months that have no such day: 6 and 9.
    assert other.exists()
    assert 20 <= len(_names(folder)) - 1 <= 14 + 8 + 12


def test_nothing_is_removed_while_one_of_the_newest_is_damaged(folder: Path) -> None:
    _years_of_days(folder, 60)
    (folder / "backups" / _names(folder)[-1]).write_bytes(b"damaged")

    with pytest.raises(UnsoundFile):
        back_up_today(folder, StandingClock())

    assert len(_names(folder)) == 61


@given(st.sets(st.integers(0, 2_000), max_size=120), st.integers(-50_000, 50_000))
def test_what_stays_depends_on_the_other_backups_and_not_on_today(
    days: set[int], hours: int
) -> None:
    moments = [_FIRST + timedelta(days=day) for day in days]

    stay = staying(moments)

    assert set(sorted(moments)[-14:]) <= stay
    assert len(stay) <= 3 + 14 + 8 + 12
    assert staying(stay) == stay
    # One from a clock set wrong takes the place of one at most in each kind.
    strange = _FIRST + timedelta(hours=hours)
    assert len(stay - staying([*moments, strange])) <= 4


def test_the_watch_makes_the_backup_and_stops_when_it_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = DailyBackups(folder, StandingClock(), first_after=0)
    real, looked = daily_backup.back_up_today, []

    def once(place: Path, clock: StandingClock) -> None:
        looked.append(real(place, clock))
        watch._over.set()

    monkeypatch.setattr(daily_backup, "back_up_today", once)

    watch.start()
    watch._thread.join()
    watch.stop()

    assert [path.name for path in looked if path] == _names(folder)


def test_a_watch_that_ends_early_makes_none(folder: Path) -> None:
    watch = DailyBackups(folder, StandingClock(), first_after=3600)

    watch.start()
    watch.stop()

    assert not (folder / "backups").exists()
