"""Sizes that Qt knows and its binding does not name, and boxes that take the room there is."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

ANY_SIZE = 16_777_215
"""Largest width or height of a widget: no limit."""

_FEW = 6


def free_width(box: QComboBox) -> None:
    """Let a box be narrower than its longest entry; Qt would widen all that stands with it."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_FEW)
