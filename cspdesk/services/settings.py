"""Typed settings with defaults."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # The window's first paint needs the settings, not the whole domain behind the ports.
    from cspdesk.services.ports import SettingsStore

MIN_SCALE = 100
MAX_SCALE = 200


class Appearance(StrEnum):
    """Light, dark, or as the system says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"

    @property
    def label(self) -> str:
        """Return the Japanese name."""
        return {"system": "システムに合わせる", "light": "明るい", "dark": "暗い"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the consultant chose; `text_scale` in percent."""

    consultant: str = ""
    appearance: Appearance = Appearance.SYSTEM
    text_scale: int = MIN_SCALE


class SettingsService:
    """Reads and writes settings; a value that cannot be read counts as not set."""

    def __init__(self, store: SettingsStore) -> None:
        self._store = store

    def load(self) -> Settings:
        """Return all settings."""
        return Settings(
            consultant=self._store.get("consultant") or "",
            appearance=_appearance(self._store.get("appearance")),
            text_scale=_scale(self._store.get("text_scale")),
        )

    def save(self, settings: Settings) -> None:
        """Store all settings; the text scale is kept within 100 to 200 percent."""
        self._store.put("consultant", settings.consultant)
        self._store.put("appearance", settings.appearance.value)
        self._store.put("text_scale", str(_scale(str(settings.text_scale))))

    def remembered(self, name: str) -> str:
        """Return a remembered detail of the window such as its geometry, empty if none."""
        return self._store.get(f"window.{name}") or ""

    def remember(self, name: str, value: str) -> None:
        """Remember a detail of the window."""
        self._store.put(f"window.{name}", value)


def _appearance(value: str | None) -> Appearance:
    try:
        return Appearance(value or "system")
    except ValueError:
        return Appearance.SYSTEM


def _scale(value: str | None) -> int:
    try:
        number = int(value or MIN_SCALE)
    except ValueError:
        return MIN_SCALE
    return min(max(number, MIN_SCALE), MAX_SCALE)
