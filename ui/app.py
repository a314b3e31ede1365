"""The application: style, fonts, Qt's own Japanese words, the last exception hook, the window."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from cspdesk.errors import StorageProblem
from cspdesk.services.settings import Appearance
from ui import background, ime
from ui import theme as look
from ui.main_window import MainWindow, WindowMemory

if TYPE_CHECKING:
    from ui.services import Services

_log = logging.getLogger(__name__)


def create_application(argv: Sequence[str]) -> QApplication:
    """Return the application, ready to show windows; call once per process."""
    QLocale.setDefault(QLocale(QLocale.Language.Japanese, QLocale.Country.Japan))
    # As an argument, because `setStyle` returns the style, and Qt's style enums load slowly.
    app = QApplication([*argv, "-style", "fusion"])
    app.setApplicationName("cspdesk")
    app.setApplicationDisplayName("cspdesk")
    app.setDesktopFileName("cspdesk")
    translator = QTranslator(app)
    if translator.load("qtbase_ja", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    look.load_text_fonts()
    look.manager().apply()
    ime.guard()
    install_exception_hook()
    QTimer.singleShot(0, look.load_figure_font)
    return app


def install_exception_hook() -> None:
    """Show our own mistakes once, in Japanese, and go on; nothing typed is lost by it."""
    showing = False

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        nonlocal showing
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if showing:
            _log.error("further %s while the dialog is open", kind.__name__, exc_info=error)
            return
        showing = True
        try:
            from ui import problems  # noqa: PLC0415 - never needed for the first paint

            problems.show(error, QApplication.activeWindow())
        finally:
            showing = False

    sys.excepthook = hook


def run_window(
    opening: Callable[[], AbstractContextManager[Services]], memory: WindowMemory
) -> int:
    """Show the window, open the data folder once the frame is painted, and run until closed.

    Args:
        opening: opens the data folder; entered after the first paint, left at the end.
        memory: what the window looked like last time; works without the data folder.

    Returns:
        The exit code: 0, or 3 when the data folder could not be used.
    """
    app = create_application(sys.argv[:1])
    _wear(memory)
    window = MainWindow(memory)
    code = 0
    with ExitStack() as opened:

        def load(services: Services) -> None:
            modules = (partial(import_module, name) for name in _FIRST_PAGE)
            background.in_turns((*modules, partial(fill, services)))

        def fill(services: Services) -> None:
            from ui.contents import attach  # noqa: PLC0415 - after the first paint

            attach(window, services)
            # What was loaded up to here stays; from now on garbage is worth looking for.
            gc.freeze()
            gc.enable()

        def refuse(problem: Exception) -> None:
            nonlocal code
            if not isinstance(problem, StorageProblem):
                raise problem
            from ui import problems  # noqa: PLC0415 - never needed for the first paint

            code = _STORAGE_CODE
            problems.show(problem, window)
            window.close()

        def start() -> None:
            # On a thread: loading the database's code takes longer than a screen may stand still.
            background.run(
                lambda: opened.enter_context(opening()),
                done=load,
                failed=refuse,
            )

        window.painted.connect(start)
        window.show()
        app.exec()
        background.wait_for_all()
    return code


_STORAGE_CODE = 3
_FIRST_PAGE = ("ui.contents", "ui.pages.workspace", "ui.pages.home")


def _wear(memory: WindowMemory) -> None:
    """Use the appearance and text size of last time from the first paint on."""
    appearance, scale = memory.get("appearance"), memory.get("text_scale")
    if appearance in {a.value for a in Appearance}:
        look.manager().set_appearance(Appearance(appearance))
    if scale and scale.isdigit():
        look.manager().set_scale(int(scale) / 100)
