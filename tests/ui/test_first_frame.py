"""The bands of the first paint stand where the frame's bands will stand, in their colours."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from cspdesk.services.settings import Appearance
from tests.doubles import MemorySettingsStore
from ui import theme
from ui.first_frame import remembered_scale
from ui.main_window import MainWindow


def _seen(image: QImage, scale: float) -> dict[str, str]:
    width, height = image.width(), image.height()
    places = {
        "rail": (2, height // 2),
        "rail at its right edge": (round(92 * scale) - 1, height // 2),
        "title band": (round(92 * scale) + 2, 2),
        "line below the title": (width - 2, round(52 * scale) - 1),
        "canvas at its corner": (round(92 * scale), round(52 * scale)),
        "canvas above the status": (width - 2, height - round(28 * scale) - 1),
        "line above the status": (width - 2, height - round(28 * scale)),
        "status band": (width - 2, height - 2),
    }
    return {name: image.pixelColor(*place).name() for name, place in places.items()}


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize("percent", [100, 150])
def test_nothing_moves_when_the_frame_takes_the_place_of_the_bands(
    qtbot: QtBot, appearance: Appearance, percent: int
) -> None:
    memory = MemorySettingsStore()
    memory.put("appearance", appearance.value)
    memory.put("text_scale", str(percent))
    window = MainWindow(memory)
    qtbot.addWidget(window)
    theme.manager().set_appearance(appearance)
    theme.manager().set_scale(percent / 100)
    bands = _seen(window.grab().toImage(), percent / 100)

    window.frame.ensurePolished()
    frame = _seen(window.grab().toImage(), percent / 100)

    assert bands == frame
    assert len(set(bands.values())) == 4


def test_the_system_decides_where_nothing_is_remembered(qtbot: QtBot) -> None:
    window = MainWindow(MemorySettingsStore())
    qtbot.addWidget(window)
    light = window.grab().toImage().pixelColor(300, 20).name()
    palette = window.palette()
    palette.setColor(palette.ColorRole.Window, "black")
    window.setPalette(palette)
    dark = window.grab().toImage().pixelColor(300, 20).name()

    assert (light, dark) == ("#ffffff", "#18212c")


@pytest.mark.parametrize("kept", [None, "", "groß", "-5", "1.5", "²"])
def test_a_scale_that_is_no_number_counts_as_none(kept: str | None) -> None:
    memory = MemorySettingsStore()
    if kept is not None:
        memory.put("text_scale", kept)

    assert remembered_scale(memory) == 1.0


def test_a_window_closed_before_its_frame_closes(qtbot: QtBot) -> None:
    memory = MemorySettingsStore()
    window = MainWindow(memory)
    qtbot.addWidget(window)
    window.show()

    assert window.close()
    assert memory.get("geometry")
