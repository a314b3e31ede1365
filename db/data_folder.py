"""What lies where in a data folder, and how a restored state takes its place there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from db.backup import write_through
from db.engine import translated

DATABASE_NAME = "cspdesk.db"
COMPANIONS = ("-wal", "-shm", "-journal")
OWN_FOLDERS = ("catalogue", "rules")
"""Folders of what the consultant adds; backed up and restored with the database."""

ARRIVING = ".restore.part"
"""Holds a restored state that is not complete yet, or one that has been used up."""

READY = ".restore.ready"
"""Holds a complete restored state; from the moment it has this name, it is the data."""

OWN_LIST = "own.json"
"""Names the own files of the state; without it those in the folder stay as they are."""


def own_files(folder: Path) -> dict[str, Path]:
    """Return the own files of a data folder by their names in it, such as `rules/X-1.toml`."""
    return {
        f"{name}/{path.name}": path
        for name in OWN_FOLDERS
        if (folder / name).is_dir()
        for path in sorted((folder / name).iterdir())
        # A dot begins the name of what is being written just now.
        if path.is_file() and not path.name.startswith(".")
    }


def restore_waits(folder: Path) -> bool:
    """Tell whether a restore was interrupted after its state was complete."""
    return (folder / READY).is_dir()


def settle(folder: Path) -> None:
    """Finish a restore that was interrupted, or throw away what is incomplete of one.

    The caller holds the folder's lock. Every step may be repeated, and none needs room on the
    disk, so an interruption here is made good by the next call.

    Raises:
        FolderUnusable: the folder cannot be written; the next call tries again.
    """
    with translated(folder / DATABASE_NAME):
        arriving, ready = folder / ARRIVING, folder / READY
        if arriving.exists():
            shutil.rmtree(arriving)
        if not ready.is_dir():
            return
        _take_database(folder, ready / DATABASE_NAME)
        _take_own_files(folder, ready)
        # Removing takes many steps, and half of a state must not be taken for a whole one.
        ready.rename(arriving)
        write_through(folder)
        shutil.rmtree(arriving)


def _take_database(folder: Path, new: Path) -> None:
    if not new.exists():
        return
    # SQLite would read the old log into the new file.
    for companion in COMPANIONS:
        (folder / f"{DATABASE_NAME}{companion}").unlink(missing_ok=True)
    write_through(folder)
    new.replace(folder / DATABASE_NAME)
    write_through(folder)


def _take_own_files(folder: Path, ready: Path) -> None:
    listed = ready / OWN_LIST
    if not listed.exists():
        return
    names: list[str] = json.loads(listed.read_bytes())
    for name in names:
        new = ready / name
        if new.exists():
            (folder / name).parent.mkdir(exist_ok=True)
            new.replace(folder / name)
    for name, path in own_files(folder).items():
        if name not in names:
            path.unlink()
    for own in OWN_FOLDERS:
        if (folder / own).is_dir():
            write_through(folder / own)
