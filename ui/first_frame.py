"""The window's first paint: its bands as plain rectangles, before the code of any widget.

A style sheet, the bundled fonts, drawings and even Qt's `Qt` enums each cost as much as the
whole empty window, so nothing here may ask for them. The widgets of `ui.frame` then take the
same places in the same colours.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from ui import tokens

_HALF_LIGHT = 128


class WindowMemory(Protocol):
    """Keeps small texts between two starts; works before the database is open."""

    def get(self, name: str) -> str | None:
        """Return a value, None if there is none."""
        ...

    def put(self, name: str, value: str) -> None:
        """Keep a value."""
        ...


def paint(window: QWidget, memory: WindowMemory) -> None:
    """Draw rail, title band, canvas and status band in the looks of last time."""
    scale = remembered_scale(memory)
    colours = tokens.colours(dark=_is_dark(window, memory))
    rail, title, status = (
        round(length * scale)
        for length in (tokens.RAIL_WIDTH, tokens.TITLE_HEIGHT, tokens.STATUS_HEIGHT)
    )
    width, height = window.width(), window.height()
    bands = (
        ("canvas", rail, title, width - rail, height - title - status),
        ("surface", rail, 0, width - rail, title - 1),
        ("border", rail, title - 1, width - rail, 1),
        ("border", rail, height - status, width - rail, 1),
        ("surface", rail, height - status + 1, width - rail, status - 1),
        ("railBg", 0, 0, rail, height),
    )
    painter = QPainter(window)
    for colour, left, top, wide, high in bands:
        painter.fillRect(left, top, wide, high, QColor(colours[colour]))
    painter.end()


def remembered_scale(memory: WindowMemory) -> float:
    """Return the text scale of last time, 1.0 if none is known."""
    scale = memory.get("text_scale")
    return int(scale) / 100 if scale and scale.isdecimal() else 1.0


def _is_dark(window: QWidget, memory: WindowMemory) -> bool:
    chosen = memory.get("appearance")
    if chosen in {"light", "dark"}:
        return chosen == "dark"
    # What the system wants shows in the palette; asking for its scheme loads the enums.
    return window.palette().window().color().lightness() < _HALF_LIGHT
