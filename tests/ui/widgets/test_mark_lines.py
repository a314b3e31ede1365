"""Marked words stand above a line whose kind tells the weight, also for those who see no colour."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot

from cspdesk.domain.finding import Severity
from ui.widgets.mark_lines import LOOKS, LineKind, draw_lines, mark


class _Lined(QTextEdit):
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        draw_lines(self)


def _grey(qtbot: QtBot, kind: LineKind | None) -> QImage:
    """Return the picture, without colours, of marked words."""
    view = _Lined()
    qtbot.addWidget(view)
    view.resize(300, 80)
    view.setPlainText("しるしの付いた言葉です")
    cursor = QTextCursor(view.document())
    cursor.setPosition(4, QTextCursor.MoveMode.KeepAnchor)
    if kind is not None:
        view.setExtraSelections([mark(cursor, "surface", "text", kind)])
    picture = view.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    return picture.copy(QRect(0, 0, 290, 70))


@pytest.mark.parametrize("kind", list(LineKind))
def test_each_kind_draws_a_line(qtbot: QtBot, kind: LineKind) -> None:
    assert _grey(qtbot, kind) != _grey(qtbot, None)


def test_the_kinds_differ_without_colour(qtbot: QtBot) -> None:
    pictures = [_grey(qtbot, kind) for kind in LineKind]

    assert all(one != other for one, other in combinations(pictures, 2))


def test_each_weight_has_a_kind_of_its_own() -> None:
    assert len({kind for _, _, kind in LOOKS.values()}) == len(LOOKS) == len(Severity)
