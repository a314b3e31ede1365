"""Prepare `.venv`: locked dependencies, the project itself, and Qt's system libraries.

Run by any Python that `find_python.sh` accepts, with nothing but the standard library.
A stamp inside the environment says what it was made from; as long as it still holds, a run
changes nothing. It is written last, so an interrupted run is repaired by the next one.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from scripts import system_libraries

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "cspdesk-setup.json"
LOCK = ROOT / "requirements.lock"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

# Settings of the caller that would send packages to another place than `.venv`.
_MISLEADING = (
    "PIP_PREFIX",
    "PIP_TARGET",
    "PIP_USER",
    "PYTHONHOME",
    "PYTHONPATH",
    "UV_PYTHON",
    "UV_SYSTEM_PYTHON",
    "VIRTUAL_ENV",
)


class SetupFailed(Exception):
    """The environment could not be made; the message says what to do."""


def main(arguments: list[str] | None = None) -> int:
    """Bring the environment up to date; return the exit code."""
    parser = argparse.ArgumentParser(prog="setup", description=__doc__)
    parser.add_argument(
        "--qt",
        choices=("offscreen", "window"),
        help="fail unless Qt's libraries for this platform are there",
    )
    needed = parser.parse_args(arguments).qt
    try:
        with _alone():
            prepare()
            ready = system_libraries.ensure(window=needed == "window")
    except SetupFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as failure:
        print(f"環境を用意できませんでした / set-up failed: {failure}", file=sys.stderr)
        return 1
    return 0 if ready or needed is None else 1


def prepare() -> None:
    """Make or renew the parts of the environment whose origin has changed.

    Raises:
        SetupFailed: this Python cannot create an environment with an installer in it.
        subprocess.CalledProcessError: an installer failed; it has said why.
    """
    wanted, found = _wanted(), _found()
    if found == wanted:
        return
    if any(found.get(part) != wanted[part] for part in ("python", "place", "lock")):
        print("環境を用意しています(初回は1〜2分かかります)…", flush=True)
        _make_environment()
    _install("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    written = STAMP.with_suffix(".new")
    written.write_text(json.dumps(wanted, indent=1), encoding="utf-8")
    written.replace(STAMP)


def _wanted() -> dict[str, str]:
    """Return what the environment has to be made from."""
    project = [ROOT / "pyproject.toml", ROOT / "cspdesk" / "__init__.py"]
    return {
        "python": f"{os.path.realpath(sys.executable)} {sys.version}",
        "place": str(ROOT),
        "lock": _digest(LOCK),
        "project": _digest(*project),
    }


def _found() -> Mapping[str, str]:
    """Return what the environment was made from, nothing if it is not whole."""
    if not PYTHON.exists():
        return {}
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _digest(*paths: Path) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()


def _make_environment() -> None:
    if ENVIRONMENT.is_symlink():
        ENVIRONMENT.unlink()
    uv = shutil.which("uv")
    if uv and _made_with_uv(uv):
        return
    _remove()
    if importlib.util.find_spec("ensurepip"):
        _run(sys.executable, "-m", "venv", str(ENVIRONMENT))
    elif importlib.util.find_spec("pip"):
        _run(sys.executable, "-m", "venv", "--without-pip", str(ENVIRONMENT))
    else:
        _get_ensurepip()
        _run(sys.executable, "-m", "venv", str(ENVIRONMENT))
    _install("--require-hashes", "--only-binary", ":all:", "--requirement", str(LOCK))


def _remove() -> None:
    if ENVIRONMENT.exists():
        # The stamp goes first: half an environment must not look whole.
        STAMP.unlink(missing_ok=True)
        shutil.rmtree(ENVIRONMENT)


def _made_with_uv(uv: str) -> bool:
    """Try the quicker installer; its settings may know fewer package sources than pip's."""
    _remove()
    try:
        _run(uv, "venv", "--quiet", "--python", sys.executable, str(ENVIRONMENT))
        _install("--require-hashes", "--only-binary", ":all:", "--requirement", str(LOCK))
    except subprocess.CalledProcessError:
        print("uv では入れられないため、pip で続けます。", flush=True)
        return False
    return True


def _get_ensurepip() -> None:
    package = f"python3.{sys.version_info.minor}-venv"
    from_debian = os.path.realpath(sys.executable).startswith("/usr/bin/")
    if from_debian and system_libraries.apt_install((package,)):
        return
    raise SetupFailed(
        f"この Python には venv がありません / this Python lacks venv: apt-get install {package}"
    )


def _install(*arguments: str) -> None:
    """Install into the environment with whatever installer it was made for."""
    if _has_pip():
        _run(str(PYTHON), "-m", "pip", "install", "-qq", *arguments)
    elif uv := shutil.which("uv"):
        _run(uv, "pip", "install", "--quiet", "--python", str(PYTHON), *arguments)
    else:
        pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
        _run(*pip, "install", "-qq", *arguments)


def _has_pip() -> bool:
    return (
        any(ENVIRONMENT.glob("lib/python3.*/site-packages/pip/__main__.py"))
        or (ENVIRONMENT / "Lib/site-packages/pip/__main__.py").exists()
    )


def _run(*command: str) -> None:
    caller = {k: v for k, v in os.environ.items() if k not in _MISLEADING}
    ours = {
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
        "UV_PYTHON_DOWNLOADS": "never",
    }
    subprocess.run(command, check=True, cwd=ROOT, env=caller | ours, stdin=subprocess.DEVNULL)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Let a second set-up of the same folder wait for the first."""
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415 - not there on Windows

    with LOCK.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main())
