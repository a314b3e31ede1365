"""A consultant at the real window: clicks, keys and typed fields, each counted as one action."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from cspdesk import bootstrap
from cspdesk.domain.case import Case
from cspdesk.services.window_memory import WindowMemory
from tests.waiting import becoming_active
from ui import background
from ui.contents import attach
from ui.main_window import MainWindow

_PATIENCE_MS = 10_000


class Consultant:
    """Works at a window; `actions` counts clicks, keys and committed fields."""

    def __init__(self, qtbot: QtBot, window: MainWindow, workspace: bootstrap.Workspace) -> None:
        self.qtbot = qtbot
        self.window = window
        self.workspace = workspace
        self.actions = 0

    def find(self, name: str, inside: QWidget | None = None) -> QWidget:
        """Return a widget by object name; it has to be on the screen."""
        found = [w for w in (inside or self._top()).findChildren(QWidget, name) if w.isVisible()]
        assert found, f"{name} is not on the screen"
        return found[0]

    def click(self, name: str) -> None:
        """Press a button."""
        self.actions += 1
        button = self.find(name)
        assert isinstance(button, QAbstractButton)
        assert button.isEnabled(), f"{name} cannot be pressed"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def press(self, keys: str) -> None:
        """Press a key or a key combination where the focus is."""
        self.actions += 1
        self._be_active()
        target = QApplication.focusWidget() or self._top()
        QTest.keySequence(target, QKeySequence(keys))
        self.settle()

    def type_into(self, name: str, text: str) -> None:
        """Replace the text of a field, as typed and left."""
        self.actions += 1
        field = self.find(name)
        field.setFocus()
        if isinstance(field, QTextEdit):
            field.selectAll()
            QTest.keyClick(field, Qt.Key.Key_Delete)
            field.insertPlainText(text)
        else:
            assert isinstance(field, QLineEdit)
            field.setText(text)
            field.textEdited.emit(text)
        self.settle()

    def during_dialog(self, act: Callable[[], None]) -> None:
        """Do something once the next dialog is open; call before what opens it."""

        def when_open() -> None:
            if QApplication.activeModalWidget() is None:
                QTimer.singleShot(10, when_open)
                return
            act()

        QTimer.singleShot(10, when_open)

    def wait(self, true: Callable[[], bool]) -> None:
        """Wait until something holds."""
        self.qtbot.waitUntil(true, timeout=_PATIENCE_MS)

    def wait_for(self, name: str) -> None:
        """Wait until a widget is on the screen."""
        self.wait(lambda: any(w.isVisible() for w in self._top().findChildren(QWidget, name)))

    def settle(self) -> None:
        """Let events and background work finish."""
        QApplication.processEvents()

    def saved(self) -> None:
        """Wait until the status band says that everything is stored."""
        self.wait(lambda: "保存済み" in self._status() and not self._dirty())

    @property
    def case(self) -> Case:
        """Return the open case as the window has it."""
        session = self.window.workspace.session
        assert session is not None
        return session.case

    def stored_case(self) -> Case:
        """Return the open case as the database has it."""
        return self.workspace.cases.open(self.case.id).case

    def _be_active(self) -> None:
        """Do what a desktop does when a dialog closes: give the window back its focus."""
        if QApplication.activeWindow() is None:
            with becoming_active(self.qtbot, self._top()):
                self._top().activateWindow()
            self.window.frame.focus_content()
            QApplication.processEvents()

    def _dirty(self) -> bool:
        session = self.window.workspace.session
        return session is not None and session.dirty

    def _status(self) -> str:
        texts = self.window.frame.status.findChildren(QAbstractButton)
        return " ".join(button.text() for button in texts)

    def _top(self) -> QWidget:
        return QApplication.activeModalWidget() or self.window


@contextmanager
def at_the_desk(qtbot: QtBot, folder: Path) -> Iterator[Consultant]:
    """Open the program on a data folder, as a start does, and close it again."""
    with bootstrap.open_workspace(str(folder)) as workspace:
        window = MainWindow(WindowMemory(folder))
        qtbot.addWidget(window)
        with becoming_active(qtbot, window):
            window.show()
            window.activateWindow()
        attach(window, workspace)
        consultant = Consultant(qtbot, window, workspace)
        consultant.settle()
        yield consultant
        window.close()
        background.wait_for_all()
        QApplication.processEvents()
