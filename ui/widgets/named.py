"""Object name and spoken name of a widget, set together."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)


def named(widget: W, object_name: str, spoken_name: str) -> W:
    """Give the names by which tests and screen readers find the widget; return it."""
    widget.setObjectName(object_name)
    widget.setAccessibleName(spoken_name)
    return widget


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at, and have it looked at again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        # The style sheet has not looked at the widget yet and will see the property by itself.
        return
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
