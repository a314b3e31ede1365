"""A store in a temporary folder, copied from one that was created once per run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import DATABASE_NAME, Store, open_store
from tests.doubles import StandingClock


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a database without rows; copy it, do not open it."""
    folder = tmp_path_factory.mktemp("new")
    open_store(folder, writable=True, clock=StandingClock()).close()
    return folder / DATABASE_NAME


@pytest.fixture
def folder(tmp_path: Path, new_database: Path) -> Path:
    """Return a data folder with a database without rows."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(new_database, folder)
    return folder


@pytest.fixture
def store(folder: Path, clock: StandingClock) -> Iterator[Store]:
    """Return the open store of `folder`."""
    opened = open_store(folder, writable=True, clock=clock)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def lasting_store(tmp_path_factory: pytest.TempPathFactory, new_database: Path) -> Iterator[Store]:
    """Return a store that keeps its rows over the examples of a property and over a module."""
    folder = tmp_path_factory.mktemp("lasting")
    shutil.copy(new_database, folder)
    opened = open_store(folder, writable=True, clock=StandingClock())
    yield opened
    opened.close()
