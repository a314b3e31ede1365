"""Find the system libraries that Qt needs on Linux, and install those that are missing.

A library counts as there if the loader can open it, so any distribution will do; only the
installing knows about Debian's packages.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

NO_PACKAGES_VARIABLE = "CSPDESK_NO_SYSTEM_PACKAGES"

OFFSCREEN = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def missing_packages(*, window: bool) -> tuple[str, ...]:
    """Return Debian's names of the packages whose library cannot be opened.

    Args:
        window: also look for what a window under X needs.
    """
    if sys.platform != "linux":
        return ()
    wanted = OFFSCREEN | (WINDOW if window else {})
    return tuple(package for library, package in wanted.items() if not _opens(library))


def ensure(*, window: bool) -> bool:
    """Install what is missing where that is permitted; tell whether nothing is missing."""
    packages = missing_packages(window=window)
    if not packages:
        return True
    if apt_install(packages) and not missing_packages(window=window):
        return True
    command = f"apt-get install --no-install-recommends {' '.join(packages)}"
    print(f"画面表示に必要なライブラリがありません / Qt needs: {command}", file=sys.stderr)
    return False


def apt_install(packages: tuple[str, ...]) -> bool:
    """Install Debian packages as root or through a sudo that asks nothing; tell the success."""
    rights = _rights()
    if rights is None or os.environ.get(NO_PACKAGES_VARIABLE):
        return False
    print(f"システムのライブラリを入れています: {' '.join(packages)}", flush=True)
    apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    install = [*apt, "install", "--no-install-recommends", *packages]
    if _succeeds(install):
        return True
    # A fresh system has no package lists yet.
    return _succeeds([*apt, "update"]) and _succeeds(install, show_failure=True)


def _opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _rights() -> list[str] | None:
    """Return what to put before apt-get, None if installing is not permitted here."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and _succeeds(["sudo", "-n", "true"]):
        return ["sudo", "-n"]
    return None


def _succeeds(command: list[str], *, show_failure: bool = False) -> bool:
    done = subprocess.run(
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode != 0 and show_failure:
        print(done.stdout[-2000:], file=sys.stderr)
    return done.returncode == 0
