"""Start the window from the environment, or say in one line that there is no display."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

NO_DISPLAY = (
    "画面がありません。デスクトップの端末から実行するか、xvfb-run -a make run をお試しください。"
    " / No display: run this in a desktop session, or try: xvfb-run -a make run"
    " (apt-get install xvfb)"
)


def has_display(environment: dict[str, str]) -> bool:
    """Tell whether a window can be opened: somebody listens where the variables point to."""
    if sys.platform != "linux" or environment.get("QT_QPA_PLATFORM"):
        return True
    return _has_wayland(environment) or _has_x(environment.get("DISPLAY", ""))


def _has_wayland(environment: dict[str, str]) -> bool:
    name = environment.get("WAYLAND_DISPLAY")
    if not name:
        return False
    return _answers(socket.AF_UNIX, str(Path(environment.get("XDG_RUNTIME_DIR", "/"), name)))


def _has_x(display: str) -> bool:
    host, _, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not number.isdigit():
        return False
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - the place that X itself prescribes
        return any(_answers(socket.AF_UNIX, name) for name in (path, f"\0{path}"))
    return _answers(socket.AF_INET, (host.strip("[]"), 6000 + int(number)))


def _answers(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as line:
            line.settimeout(3)
            line.connect(address)
    except OSError:
        return False
    return True


def main() -> int:
    """Replace this process by the program; return an exit code only if that is not possible."""
    if has_display(dict(os.environ)):
        command = [sys.executable, "-m", "cspdesk", *sys.argv[1:]]
        os.execv(command[0], command)  # noqa: S606 - no shell is wanted
    print(NO_DISPLAY, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
