"""文章を点検 opened over the real rules, and what a person does there, for its tests."""

from __future__ import annotations

import time
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.bootstrap import Core
from cspdesk.domain.finding import CheckResult
from cspdesk.services.checking import CheckingService, CheckRequest
from tests.ui import audit
from tests.waiting import becoming_active, until_active
from ui import background
from ui.pages.finding_box import FindingBox
from ui.pages.finding_list import FindingList
from ui.pages.text_check import TextCheckPage
from ui.pages.text_check_edit import CheckedEdit
from ui.pages.text_findings import TextFindings
from ui.widgets.chips import Chip

CORE = Core()
TODAY = date(2026, 11, 21)
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
BAD_POSTING = (
    "写真の整理のお仕事です。\n"
    "報酬は応相談。検収後お支払いします。\n"
    "なるべく早く、納得いくまで何度でも直してください。\n"
    "まずはLINEで直接ご連絡ください。"
)


class SlowChecking(CheckingService):
    """Takes its time, as a long text does."""

    def check(self, request: CheckRequest) -> CheckResult:
        """Answer after a while."""
        time.sleep(0.15)
        return super().check(request)


def settled(_widget: QWidget) -> None:
    """Let background work end, so that nothing answers to a page that is gone."""
    background.wait_for_all()
    QApplication.processEvents()


def open_page(
    qtbot: QtBot, checking: CheckingService | None = None, width: int = 1226
) -> TextCheckPage:
    """Return the page, shown and ready for keys."""
    page = TextCheckPage(checking or CORE.checking, CORE.rule_book, CORE.platforms, lambda: TODAY)
    qtbot.addWidget(page, before_close_func=settled)
    page.resize(width, 640)
    with becoming_active(qtbot, page):
        page.show()
        page.activateWindow()
    page.opened()
    page.focus_target().setFocus()
    return page


def edit_of(page: TextCheckPage) -> CheckedEdit:
    """Return the field of the text."""
    edit = page.focus_target()
    assert isinstance(edit, CheckedEdit)
    return edit


def findings_of(page: TextCheckPage) -> FindingList:
    """Return the list of findings."""
    found = page.findChild(TextFindings)
    assert found is not None
    return found.list


def until_judged(qtbot: QtBot, page: TextCheckPage) -> None:
    """Wait until the text as it stands is judged and its findings are listed."""

    def done() -> bool:
        busy = page._pause.isActive() or page._live.busy or findings_of(page).filling
        return not busy and page._to_repair is None

    qtbot.waitUntil(done, timeout=10_000)


def paste(qtbot: QtBot, page: TextCheckPage, text: str) -> None:
    """Put a text in the place of the whole text, as Ctrl+V does, and wait for its judgement."""
    QGuiApplication.clipboard().setText(text)
    edit_of(page).setFocus()
    edit_of(page).selectAll()
    press(page, Qt.Key.Key_V, CONTROL)
    until_judged(qtbot, page)


def press(
    page: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key where the focus is."""
    until_active(page)
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifiers)


def result_of(page: TextCheckPage) -> CheckResult:
    """Return what the last judgement said."""
    assert page._judged is not None
    return page._judged.result


def boxes_of(page: TextCheckPage) -> list[FindingBox]:
    """Return the boxes of findings on the screen."""
    return [box for box in page.findChildren(FindingBox) if box.isVisible()]


def chip_of(page: TextCheckPage, name: str) -> Chip:
    """Return the chip of this name."""
    found = page.findChild(Chip, name)
    assert found is not None
    return found


def combo_of(page: TextCheckPage, name: str) -> QComboBox:
    """Return the choice of this name."""
    found = page.findChild(QComboBox, name)
    assert found is not None
    return found


def choose(page: TextCheckPage, name: str, data: object) -> None:
    """Choose an entry as the mouse does."""
    box = combo_of(page, name)
    place = box.findData(data)
    assert place >= 0
    box.setCurrentIndex(place)
    box.activated.emit(place)


def choose_part(page: TextCheckPage) -> None:
    """Say that the text is a part of a posting."""
    part = page.findChild(QWidget, "text_check_extent_part")
    assert part is not None
    QTest.mouseClick(part, Qt.MouseButton.LeftButton)


def words_on(widget: QWidget) -> str:
    """Return all words on the screen."""
    return "\n".join(audit.words_on_screen(widget))
