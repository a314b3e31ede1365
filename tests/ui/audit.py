"""What holds for every screen: spoken names, Japanese words, nothing cut, plain text only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from ui.widgets.labels import ElidedLabel, Paragraph

ALLOWED_WORDS = frozenset(
    {
        *("PDF", "LP", "SNS", "EC", "AI", "IT", "PC", "Web", "CSV", "ID", "URL", "UTF"),
        *("Ctrl", "Alt", "Shift", "Enter", "Esc", "Space", "Delete", "Tab", "Ins", "MB", "KB"),
        "cspdesk",
    }
)
_WORD = re.compile(r"[A-Za-z]{2,}")
_KEY = re.compile(r"F\d{1,2}")


def shown(root: QWidget) -> Iterator[QWidget]:
    """Yield the widgets of a window that a person can see."""
    for widget in (root, *root.findChildren(QWidget)):
        if widget.isVisible():
            yield widget


def nameless(root: QWidget) -> list[str]:
    """Return the focusable widgets that a screen reader could not name."""
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in shown(root)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not _is_part_of_another(widget)
        and not _spoken(widget)
    ]


def words_on_screen(root: QWidget) -> list[str]:
    """Return every text that a person sees or hears."""
    texts: list[str] = []
    for widget in shown(root):
        if isinstance(widget, Paragraph):
            texts.append(widget.plain_text())
        elif isinstance(widget, (QLabel, QAbstractButton)):
            texts.append(widget.text())
        elif isinstance(widget, QComboBox):
            texts += [widget.itemText(n) for n in range(widget.count())]
        elif isinstance(widget, QLineEdit):
            texts.append(widget.placeholderText())
        texts += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
    return [re.sub(r"<[^>]*>", "", text) for text in texts if text]


def foreign_words(root: QWidget, *, but: tuple[str, ...] = ()) -> set[str]:
    """Return Latin words on the screen that Japanese owners would not expect."""
    allowed = ALLOWED_WORDS | set(but)
    return {
        word
        for text in words_on_screen(root)
        for word in _WORD.findall(_KEY.sub("", text))
        if word not in allowed
    }


def cut_off(root: QWidget) -> list[str]:
    """Return visible buttons and labels that have less room than they ask for."""
    faults = []
    for widget in shown(root):
        if isinstance(widget, ElidedLabel) or isinstance(widget.parentWidget(), QLineEdit):
            continue
        if not isinstance(widget, (QLabel, QAbstractButton)):
            continue
        if isinstance(widget, QLabel) and (widget.wordWrap() or not widget.text()):
            short = widget.wordWrap() and widget.heightForWidth(widget.width()) > widget.height()
        else:
            hint = widget.minimumSizeHint()
            short = hint.width() > widget.width() or hint.height() > widget.height()
        if short:
            faults.append(f"{type(widget).__name__} {widget.objectName()} {widget.text()}")
    return faults


def reading_markup(root: QWidget) -> list[str]:
    """Return labels that would interpret markup in a text from outside."""
    return [
        label.text()
        for label in root.findChildren(QLabel)
        if label.textFormat() is not Qt.TextFormat.PlainText
        and not isinstance(label, Paragraph)
        and label.text()
        and type(label).__name__ != "QTipLabel"
    ]


def _spoken(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def _is_part_of_another(widget: QWidget) -> bool:
    parent: QWidget | None = widget.parentWidget()
    if widget.objectName().startswith("qt_") or type(widget).__name__ == "QComboBoxListView":
        return True
    if isinstance(parent, (QAbstractItemView, QAbstractScrollArea)):
        return parent.focusProxy() is widget or widget.objectName().startswith("qt_")
    # A field of its own kind hands the focus to the line inside it, which has the name.
    return widget.focusProxy() is not None
