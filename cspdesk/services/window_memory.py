"""Small texts kept between two starts beside the database, readable before it is open."""

from __future__ import annotations

import json
from pathlib import Path

from cspdesk.errors import UserProblem
from cspdesk.log import logger

FILE_NAME = "window.json"
_log = logger("window_memory")


class WindowMemory:
    """A JSON file of names and texts; a damaged or missing one counts as empty.

    Losing it costs the window's place on the screen and nothing else, so a failure to write
    is logged and not shown.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._values = self._read()

    def get(self, name: str) -> str | None:
        """Return a value, None if there is none."""
        return self._values.get(name)

    def put(self, name: str, value: str) -> None:
        """Keep a value."""
        if self._values.get(name) == value:
            return
        # Reading comes before the window's first paint, writing after it.
        from cspdesk.services.atomic_file import (  # noqa: PLC0415
            make_folder,
            write_atomically,
        )

        self._values[name] = value
        content = json.dumps(self._values, ensure_ascii=False, sort_keys=True)
        try:
            make_folder(self._path.parent)
            write_atomically(self._path, content.encode("utf-8"))
        except UserProblem:
            _log.warning("the window's state could not be written")

    def _read(self) -> dict[str, str]:
        try:
            values = json.loads(self._path.read_bytes())
        except (OSError, ValueError):
            return {}
        if not isinstance(values, dict):
            return {}
        return {name: value for name, value in values.items() if isinstance(value, str)}
