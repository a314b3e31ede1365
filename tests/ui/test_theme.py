"""One theme module: tokens in, palette, style sheet, fonts and icons out."""

from __future__ import annotations

import json
import re

import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cspdesk import data_files
from cspdesk.services.settings import Appearance
from ui import theme
from ui.widgets.buttons import Button

TOKENS = json.loads(data_files.read_bytes("theme/tokens.json"))


def _made(*, dark: bool, scale: float = 1.0) -> theme.Theme:
    return theme.Theme(dark, scale, TOKENS["color"]["dark" if dark else "light"])


def _luminance(colour: str) -> float:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("scale", [1.0, 1.15, 1.5, 2.0])
def test_no_slot_of_the_style_sheet_stays_empty(*, dark: bool, scale: float) -> None:
    filled = theme.style_sheet(_made(dark=dark, scale=scale))

    assert re.findall(r"\{\w+\}", filled) == []
    assert filled.count("{") == filled.count("}")


def test_sizes_of_text_follow_the_scale_and_borders_do_not() -> None:
    filled = theme.style_sheet(_made(dark=False, scale=1.5))

    assert "font-size: 21px" in filled
    assert "border: 1px solid" in filled
    assert "font-size: 14px" not in filled


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_pair_of_colours_keeps_the_contrast_it_promises(name: str) -> None:
    colours = TOKENS["color"][name]
    for pair in TOKENS["contrast"][name]:
        bright, dim = sorted(
            (_luminance(colours[pair["fg"]]), _luminance(colours[pair["bg"]])), reverse=True
        )
        ratio = (bright + 0.05) / (dim + 0.05)

        assert ratio >= pair["required"], pair
        assert ratio == pytest.approx(pair["ratio"], abs=0.01)


def test_a_colour_with_opacity_keeps_it() -> None:
    assert _made(dark=False).colour("scrim").alpha() == 0x99


def test_dark_and_light_are_exchanged_at_once(qapp: QApplication) -> None:
    theme.manager().set_appearance(Appearance.DARK)

    surface = TOKENS["color"]["dark"]["surface"]
    assert qapp.palette().color(QPalette.ColorRole.Base).name().upper() == surface
    assert surface in qapp.styleSheet()


def test_the_scale_goes_up_and_down_in_steps_and_stays_in_its_range() -> None:
    manager = theme.manager()

    up = [manager.step_scale(1) for _ in range(8)]
    down = [manager.step_scale(-1) for _ in range(8)]

    assert up == [1.15, 1.3, 1.5, 1.75, 2.0, 2.0, 2.0, 2.0]
    assert down == [1.75, 1.5, 1.3, 1.15, 1.0, 1.0, 1.0, 1.0]


def test_an_icon_changes_its_colour_with_the_theme(qtbot: QtBot) -> None:
    icon = theme.icon("house", "text")
    light = icon.pixmap(QSize(16, 16)).toImage()
    theme.manager().set_appearance(Appearance.DARK)

    dark = icon.pixmap(QSize(16, 16)).toImage()

    assert light != dark


def test_an_icon_has_as_many_pixels_as_the_screen_shows() -> None:
    assert theme.icon("house").pixmap(QSize(16, 16), 2.0).size() == QSize(32, 32)


def test_a_button_grows_with_the_text(qtbot: QtBot) -> None:
    button = Button("PDFを保存", "save", icon_name="file-down", key="Ctrl+P")
    qtbot.addWidget(button)
    button.show()
    small = button.sizeHint()

    theme.manager().set_scale(1.5)

    large = button.sizeHint()
    assert large.width() > small.width() * 1.35
    assert large.height() > small.height() * 1.35
    assert isinstance(button, QPushButton)


class _CountsRestyling(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.times = 0

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        self.times += event.type() is QEvent.Type.StyleChange
        super().changeEvent(event)


def test_a_widget_deep_inside_is_not_restyled_once_for_each_of_its_ancestors(
    qtbot: QtBot,
) -> None:
    depth = 12
    root = QWidget()
    qtbot.addWidget(root)
    inner: QWidget = root
    for _ in range(depth):
        box = QVBoxLayout(inner)
        inner = QWidget()
        box.addWidget(inner)
    leaf = _CountsRestyling()
    QVBoxLayout(inner).addWidget(leaf)
    root.show()
    leaf.times = 0

    theme.manager().set_scale(1.5)

    assert 0 < leaf.times < depth // 2
