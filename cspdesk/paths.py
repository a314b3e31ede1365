"""Where data is kept; nothing is created on import."""

from __future__ import annotations

import os
import sys
from pathlib import Path

DATA_DIR_VARIABLE = "CSPDESK_DATA_DIR"
PORTABLE_FOLDER = "cspdesk-data"


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
