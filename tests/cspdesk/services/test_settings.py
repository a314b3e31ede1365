"""Settings survive, and odd stored values count as not set."""

from __future__ import annotations

import pytest

from cspdesk.services.settings import Appearance, Settings, SettingsService
from tests.doubles import MemorySettingsStore


def test_settings_come_back_as_they_were() -> None:
    store = MemorySettingsStore()
    chosen = Settings(consultant="相談員", appearance=Appearance.DARK, text_scale=130)
    SettingsService(store).save(chosen)

    assert SettingsService(store).load() == chosen


@pytest.mark.parametrize(
    ("stored", "scale"), [("", 100), ("abc", 100), ("20", 100), ("999", 200), ("150", 150)]
)
def test_text_scale_stays_between_100_and_200(stored: str, scale: int) -> None:
    settings = SettingsService(MemorySettingsStore({"text_scale": stored, "appearance": "?"}))

    assert settings.load().text_scale == scale
    assert settings.load().appearance is Appearance.SYSTEM


def test_details_of_the_window_are_remembered_apart() -> None:
    settings = SettingsService(MemorySettingsStore())
    settings.remember("geometry", "abc")

    assert settings.remembered("geometry") == "abc"
    assert settings.remembered("other") == ""
