"""The house as a whole: who sees whom, what is closed to tests, what the project files promise."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONFIGURATION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_module_of_the_core_has_its_floor() -> None:
    contracts = CONFIGURATION["tool"]["importlinter"]["contracts"]
    floors = next(c["layers"] for c in contracts if c["id"] == "floors")

    known = {name.strip() for floor in floors for name in floor.split("|")}
    standing = {
        f"cspdesk.{entry.stem}"
        for entry in (ROOT / "cspdesk").iterdir()
        if (entry.suffix == ".py" and entry.stem != "__init__") or (entry / "__init__.py").is_file()
    }

    assert standing <= known


def test_resources_hold_no_python() -> None:
    modules = [path for path in (ROOT / "resources").rglob("*.py") if path.read_text().strip()]

    assert [path.name for path in modules if path.name != "__init__.py"] == []


def test_a_connection_to_another_machine_is_refused() -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_STREAM) as line,
        pytest.raises(RuntimeError, match=r"192\.0\.2\.1"),
    ):
        line.connect(("192.0.2.1", 80))


def test_a_connection_to_this_machine_is_allowed() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as line,
    ):
        assert line.getpeername() == server.getsockname()


def test_qt_is_pinned_to_the_version_that_was_proven() -> None:
    assert "PySide6-Essentials==6.11.3" in CONFIGURATION["project"]["dependencies"]


def test_lock_names_no_place_and_hashes_every_package() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")

    assert not re.search(r"://|file:|^-|^\s*#", lock, re.MULTILINE)
    packages = re.split(r"\n(?=\S)", lock.strip())
    assert [p.splitlines()[0] for p in packages if "--hash=sha256:" not in p] == []


def test_lock_holds_every_stated_dependency() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").lower()
    stated = [
        *CONFIGURATION["project"]["dependencies"],
        *CONFIGURATION["dependency-groups"]["dev"],
    ]

    names = [re.split(r"[<>=~! \[]", line)[0].lower().replace("_", "-") for line in stated]

    assert [name for name in names if f"\n{name}==" not in f"\n{lock}"] == []


@pytest.mark.parametrize("command", ["cspdesk", "db", "ui", "resources"])
def test_packages_say_nothing_when_they_are_imported(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import {command}"], capture_output=True, check=False, timeout=60
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
