"""The application object: style, fonts, Qt's own Japanese words, and the last exception hook."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from ui import ime, problems
from ui import theme as look

_log = logging.getLogger(__name__)


def create_application(argv: Sequence[str]) -> QApplication:
    """Return the application, ready to show windows; call once per process."""
    QLocale.setDefault(QLocale(QLocale.Language.Japanese, QLocale.Country.Japan))
    app = QApplication(list(argv))
    app.setApplicationName("cspdesk")
    app.setApplicationDisplayName("cspdesk")
    app.setDesktopFileName("cspdesk")
    app.setStyle("Fusion")
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
            problems.show(error, QApplication.activeWindow())
        finally:
            showing = False

    sys.excepthook = hook
