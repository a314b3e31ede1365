"""What the surroundings say: where data is kept, whether there is a screen. Creates nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

DATA_DIR_VARIABLE = "CSPDESK_DATA_DIR"
PORTABLE_FOLDER = "cspdesk-data"


def is_named(override: str | None) -> bool:
    """Tell whether the data folder was named, on the command line or in the environment."""
    return bool(override or os.environ.get(DATA_DIR_VARIABLE))


def has_display() -> bool:
    """Tell whether a window can be opened; only Linux needs a display that is named."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM", "xcb") not in ("xcb", ""):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def data_dir(override: str | None = None) -> Path:
    """Return the folder that holds the database, backups and logs.

    In this order: `override` (from `--data-dir`), the environment variable
    `CSPDESK_DATA_DIR`, a folder `cspdesk-data` beside the frozen program (portable use),
    the user's data folder of the operating system.
    """
    chosen = override or os.environ.get(DATA_DIR_VARIABLE)
    if chosen:
        try:
            return Path(chosen).expanduser().absolute()
        except RuntimeError:
            # `~name` where nobody has that name: a folder may well be called so.
            return Path(chosen).absolute()
    if getattr(sys, "frozen", False):
        portable = Path(sys.executable).parent / PORTABLE_FOLDER
        if portable.is_dir():
            return portable
    import platformdirs  # noqa: PLC0415 - not needed where the folder is named

    return Path(platformdirs.user_data_dir("cspdesk", appauthor=False))
