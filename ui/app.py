"""The application: style, fonts, Qt's own Japanese words, the last exception hook, the window."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from functools import partial
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from cspdesk.errors import StorageProblem, UserProblem
from ui.first_frame import WindowMemory, remembered_scale
from ui.main_window import MainWindow

if TYPE_CHECKING:
    from ui.services import Services

_log = logging.getLogger(__name__)


def create_application(argv: Sequence[str]) -> QApplication:
    """Return the application, ready to show windows of any kind; call once per process."""
    app = _bare_application(argv)
    _dress(app)
    return app


def _bare_application(argv: Sequence[str]) -> QApplication:
    """Return what the first paint needs and nothing beyond it."""
    # As an argument, because `setStyle` returns the style, and Qt's style enums load slowly.
    app = QApplication([*argv, "-style", "fusion"])
    app.setApplicationName("cspdesk")
    app.setApplicationDisplayName("cspdesk")
    app.setDesktopFileName("cspdesk")
    install_exception_hook()
    return app


def _dress(app: QApplication, memory: WindowMemory | None = None) -> None:
    """Give the application words, fonts and style, in the looks of last time."""
    from PySide6.QtCore import QLocale  # noqa: PLC0415 - enums

    from ui import ime, qt_words  # noqa: PLC0415 - after the first paint
    from ui import theme as look  # noqa: PLC0415

    QLocale.setDefault(QLocale(QLocale.Language.Japanese, QLocale.Country.Japan))
    qt_words.install(app)
    look.load_text_fonts()
    if memory is None or not _wear(memory):
        look.manager().apply()
    ime.guard()
    QTimer.singleShot(0, look.load_figure_font)


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
    app = _bare_application(sys.argv[:1])
    window = MainWindow(memory)
    with ExitStack() as opened:
        start = _Start(app, window, memory, lambda: opened.enter_context(opening()))
        window.painted.connect(start.begin)
        window.show()
        app.exec()
        if "ui.background" in sys.modules:
            from ui import background  # noqa: PLC0415 - after the first paint

            background.wait_for_all()
    return start.code


_STORAGE_CODE = 3
_FIRST_PAGE = ("ui.contents", "ui.pages.workspace", "ui.pages.home")


class _Start:
    """What follows the first paint, in turns that each keep the window alive.

    Attributes:
        code: exit code of the program so far.
    """

    def __init__(
        self,
        app: QApplication,
        window: MainWindow,
        memory: WindowMemory,
        opening: Callable[[], Services],
    ) -> None:
        self.code = 0
        self._window = window
        self._opening = opening
        self._framing: Iterator[Callable[[], object]] = iter(
            (
                partial(_dress, app, memory),
                partial(import_module, "ui.frame"),
                lambda: window.frame,
            )
        )

    def begin(self) -> None:
        """Open the data folder; load and make the frame meanwhile."""
        from ui import background  # noqa: PLC0415 - after the first paint

        # On a thread: loading the database's code takes longer than a screen may stand still.
        background.run(self._rehearsed, done=self._load, failed=self._refuse)
        background.in_turns(self._framing)

    def _finish_frame(self) -> None:
        """Do at once what is left, should the data have been the faster of the two."""
        for step in self._framing:
            step()

    def _rehearsed(self) -> Services:
        """Open the data folder and ask what the home page will ask.

        The first asking of each kind translates it into SQL, ten times as long as the answer.
        """
        services = self._opening()
        from cspdesk.services.ports import CaseQuery  # noqa: PLC0415 - after the first paint

        # What goes wrong here goes wrong again for the page, which says so.
        with suppress(UserProblem):
            services.settings.load()
            services.cases.due_soon(1)
            for check in ("", "error"):
                services.cases.find(CaseQuery(check=check, limit=1))
        return services

    def _load(self, services: Services) -> None:
        from ui import background  # noqa: PLC0415 - after the first paint

        self._finish_frame()
        modules = (partial(import_module, name) for name in _FIRST_PAGE)
        background.in_turns((*modules, partial(self._fill, services)))

    def _fill(self, services: Services) -> None:
        from ui.contents import attach  # noqa: PLC0415 - after the first paint

        attach(self._window, services)
        from ui.garbage import Collector  # noqa: PLC0415 - after the first paint

        # What was loaded up to here stays; from now on garbage is worth looking for.
        gc.freeze()
        Collector(self._window)

    def _refuse(self, problem: Exception) -> None:
        self._finish_frame()
        if not isinstance(problem, StorageProblem):
            raise problem
        from ui import problems  # noqa: PLC0415 - never needed for the first paint

        self.code = _STORAGE_CODE
        problems.show(problem, self._window)
        self._window.close()


def _wear(memory: WindowMemory) -> bool:
    """Use the appearance and text size of last time; tell whether that changed anything."""
    from cspdesk.services.settings import Appearance  # noqa: PLC0415 - after the first paint
    from ui import theme as look  # noqa: PLC0415

    before = look.theme()
    appearance = memory.get("appearance")
    if appearance in {a.value for a in Appearance}:
        look.manager().set_appearance(Appearance(appearance))
    look.manager().set_scale(remembered_scale(memory))
    return look.theme() != before
