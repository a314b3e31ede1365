"""Finding an interpreter and knowing when the environment has to be made anew."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import run, setup, system_libraries

FINDER = setup.ROOT / "scripts" / "find_python.sh"


def find(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "HOME": str(tmp_path)} | variables
    return subprocess.run(
        ["/bin/sh", str(FINDER)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_named_interpreter_is_taken(tmp_path: Path) -> None:
    found = find(tmp_path, CSPDESK_PYTHON=sys.executable)

    assert found.returncode == 0
    assert Path(found.stdout.strip()).exists()


def test_a_named_interpreter_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    found = find(tmp_path, CSPDESK_PYTHON="/bin/true")

    assert found.returncode == 1
    assert found.stdout == ""
    assert "CSPDESK_PYTHON=/bin/true" in found.stderr


def test_a_shim_that_fails_is_passed_over(tmp_path: Path) -> None:
    for name in ("python3.13", "python3.12", "python3.11", "python3"):
        shim = tmp_path / name
        shim.write_text("#!/bin/sh\nexit 127\n")
        shim.chmod(0o755)
    real = tmp_path / "python"
    real.symlink_to(os.path.realpath(sys.executable))

    found = find(tmp_path, PATH=f"{tmp_path}:/nowhere")

    assert found.returncode == 0
    assert os.path.realpath(found.stdout.strip()) == os.path.realpath(sys.executable)


def test_no_interpreter_at_all_is_said_in_both_languages(tmp_path: Path) -> None:
    found = find(tmp_path, PATH=str(tmp_path))

    assert found.returncode == 1
    assert "見つかりません" in found.stderr
    assert "No CPython" in found.stderr


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the steps that a run takes, in an environment that starts out empty."""
    taken: list[str] = []
    folder = tmp_path / ".venv"
    monkeypatch.setattr(setup, "ENVIRONMENT", folder)
    monkeypatch.setattr(setup, "STAMP", folder / "stamp.json")
    monkeypatch.setattr(setup, "PYTHON", folder / "python")
    monkeypatch.setattr(setup, "LOCK", tmp_path / "requirements.lock")
    setup.LOCK.write_text("a==1\n")

    def make() -> None:
        taken.append("environment")
        folder.mkdir(exist_ok=True)
        (folder / "python").touch()

    monkeypatch.setattr(setup, "_make_environment", make)
    monkeypatch.setattr(setup, "_install", lambda *_: taken.append("project"))
    return taken


def test_a_second_run_changes_nothing(environment: list[str]) -> None:
    setup.prepare()
    setup.prepare()

    assert environment == ["environment", "project"]


def test_a_changed_lock_makes_the_environment_anew(environment: list[str]) -> None:
    setup.prepare()
    setup.LOCK.write_text("a==2\n")
    setup.prepare()

    assert environment == ["environment", "project"] * 2


def test_an_interrupted_run_is_repaired_by_the_next(
    environment: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(setup, "_install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            setup.prepare()
    setup.prepare()

    assert environment == ["environment", "environment", "project"]


def test_a_damaged_stamp_counts_as_none(environment: list[str]) -> None:
    setup.prepare()
    setup.STAMP.write_text("{")
    setup.prepare()

    assert environment == ["environment", "project"] * 2


def test_libraries_of_a_window_include_those_of_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries, "_opens", lambda _: False)

    offscreen = system_libraries.missing_packages(window=False)
    window = system_libraries.missing_packages(window=True)

    assert set(offscreen) < set(window)


def test_missing_libraries_that_may_not_be_installed_are_named_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_libraries, "_opens", lambda name: name != "libEGL.so.1")
    monkeypatch.setenv(system_libraries.NO_PACKAGES_VARIABLE, "1")

    assert system_libraries.ensure(window=False) is False
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "apt-get install --no-install-recommends libegl1" in said


@pytest.mark.skipif(sys.platform != "linux", reason="displays are named this way on Linux only")
@pytest.mark.parametrize(
    "variables",
    [{}, {"DISPLAY": ""}, {"DISPLAY": ":987"}, {"WAYLAND_DISPLAY": "wayland-987"}],
)
def test_a_display_that_nobody_serves_is_none(variables: dict[str, str]) -> None:
    assert run.has_display(variables) is False


def test_a_platform_that_was_chosen_needs_no_display() -> None:
    assert run.has_display({"QT_QPA_PLATFORM": "offscreen"}) is True
