"""What holds for every test: no display, no network, no data of the person at the machine."""

from __future__ import annotations

import gc
import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from cspdesk.paths import DATA_DIR_VARIABLE
from tests.doubles import StandingClock
from ui.garbage import collect_what_is_due

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No deadline: a first call that loads data is slow by nature. Same examples everywhere, so
# that a commit that was green stays green; searching further is a matter of the seed.
settings.register_profile("cspdesk", deadline=None, derandomize=True)
settings.load_profile("cspdesk")


class NetworkIsClosed(RuntimeError):
    """A test tried to leave this machine."""


def _is_here(family: int, address: Any) -> bool:
    if family == getattr(socket, "AF_UNIX", None):
        return True
    host = str(address[0])
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def _closed_network() -> Iterator[None]:
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if not _is_here(self.family, address):
            raise NetworkIsClosed(str(address))
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        if not _is_here(self.family, address):
            raise NetworkIsClosed(str(address))
        return connect_ex(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        yield


@pytest.fixture(autouse=True)
def _garbage_is_looked_for_between_tests() -> Iterator[None]:
    """Keep Python's collector off the threads of background work, as the window does."""
    gc.disable()
    yield
    collect_what_is_due()


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the data folder of this test, also seen by commands it starts; not yet made."""
    folder = tmp_path / "cspdesk-data"
    monkeypatch.setenv(DATA_DIR_VARIABLE, str(folder))
    return folder


@pytest.fixture
def clock() -> StandingClock:
    """Return a clock that stays on one day."""
    return StandingClock()
