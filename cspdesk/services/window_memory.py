"""What the window looked like last time, readable before the database is open."""

from __future__ import annotations

import json
from pathlib import Path

from cspdesk.errors import DiskFull, ExportFailed
from cspdesk.services.atomic_file import write_atomically

_FILE = "window.json"


class WindowMemory:
    """Small texts in one file of the data folder; a `SettingsStore`.

    The file may be lost or damaged without harm: the window then looks as on the first start.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE
        self._values: dict[str, str] | None = None

    def get(self, name: str) -> str | None:
        """Return a value, None if there is none."""
        return self._read().get(name)

    def put(self, name: str, value: str) -> None:
        """Keep a value; nothing is written while the data folder does not exist."""
        values = self._read()
        if values.get(name) == value:
            return
        values[name] = value
        if not self._path.parent.is_dir():
            return
        content = json.dumps(values, ensure_ascii=False, indent=1)
        try:
            write_atomically(self._path, content.encode("utf-8"))
        except (DiskFull, ExportFailed):
            # Not worth a word to the person: only looks are lost.
            return

    def _read(self) -> dict[str, str]:
        if self._values is None:
            try:
                found = json.loads(self._path.read_bytes())
            except (OSError, ValueError):
                found = {}
            pairs = found.items() if isinstance(found, dict) else ()
            self._values = {str(name): value for name, value in pairs if isinstance(value, str)}
        return self._values
