"""Where data is kept, and whether a window can be opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from cspdesk import paths


def test_the_command_line_wins_over_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(paths.DATA_DIR_VARIABLE, str(tmp_path / "environment"))

    assert paths.data_dir(str(tmp_path / "named")) == tmp_path / "named"
    assert paths.data_dir() == tmp_path / "environment"
    assert paths.is_named(None)


def test_without_a_name_it_is_the_persons_own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(paths.DATA_DIR_VARIABLE)

    assert paths.data_dir().name == "cspdesk"
    assert not paths.is_named(None)


def test_a_portable_program_uses_the_folder_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(paths.DATA_DIR_VARIABLE)
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("sys.executable", str(tmp_path / "cspdesk"))
    (tmp_path / paths.PORTABLE_FOLDER).mkdir()

    assert paths.data_dir() == tmp_path / paths.PORTABLE_FOLDER


@pytest.mark.parametrize(
    ("platform", "environment", "there"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("linux", {"QT_QPA_PLATFORM": "xcb"}, False),
        ("win32", {}, True),
    ],
)
def test_only_linux_needs_a_display_that_is_named(
    platform: str, environment: dict[str, str], *, there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", platform)

    assert paths.has_display() is there
