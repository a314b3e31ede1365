"""Take the pictures of the README and the user guide from the real window over the sample case."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from cspdesk.bootstrap import open_workspace, write_demo
from cspdesk.commands.line import run
from cspdesk.domain.case import Step
from cspdesk.services.ports import CaseQuery
from ui.main_window import MainWindow

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SIZE = (1366, 768)
# Longer than the pause after which a screen checks, previews and stores what it shows.
SETTLING_MS = 2000
STARTING_MS = 20_000
STEPS = {
    Step.HEARING: "hearing",
    Step.DECOMPOSITION: "decomposition",
    Step.REQUEST_FORMAT: "request-format",
    Step.POSTING: "posting",
}


def main() -> int:
    """Start the program on a folder with the sample, walk through it, and leave."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # The export dialog shows where documents go; a picture must not show whose machine it was.
    os.environ["HOME"] = "/home/mihon"
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        data_dir = str(Path(folder) / "data")
        with open_workspace(data_dir) as workspace:
            write_demo(workspace, Path(folder) / "out")
            case_id = workspace.cases.find(CaseQuery()).rows[0].id
        faults: list[BaseException] = []
        _before_the_loop(lambda: _walk(case_id, faults))
        code = run(["--data-dir", data_dir])
    for fault in faults:
        print(f"{type(fault).__name__}: {fault}", file=sys.stderr)
    return 1 if faults else code


def _before_the_loop(walk: Callable[[], None]) -> None:
    """Have `walk` called as soon as the program enters its event loop."""
    loop = QApplication.exec

    def with_walk(*_: object) -> int:
        QTimer.singleShot(0, walk)
        return loop()

    QApplication.exec = with_walk  # type: ignore[method-assign]


def _walk(case_id: str, faults: list[BaseException]) -> None:
    # The window's own hook would wait for a person to read its dialog.
    sys.excepthook = lambda _kind, fault, _trace: faults.append(fault)
    try:
        _take_all(_window(), case_id)
    except Exception as fault:
        faults.append(fault)
    finally:
        QApplication.closeAllWindows()
        QApplication.quit()


def _settle() -> None:
    # An event loop lets the background work have the interpreter; waiting inside Qt would not.
    loop = QEventLoop()
    QTimer.singleShot(SETTLING_MS, loop.quit)
    loop.exec()


def _window() -> MainWindow:
    windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
    window = windows[0]
    for _ in range(STARTING_MS // SETTLING_MS):
        _settle()
        if window.page is not None:
            window.resize(*SIZE)
            return window
    raise TimeoutError("the window stayed empty")


def _take_all(window: MainWindow, case_id: str) -> None:
    _take(window, "home")
    for step, name in STEPS.items():
        window.open_case(case_id, step)
        _take(window, name)
    dialogs: list[QWidget] = []
    QTimer.singleShot(SETTLING_MS, lambda: _take_dialog(dialogs))
    window.export()
    if not dialogs:
        raise LookupError("the export dialog did not open")


def _take_dialog(taken: list[QWidget]) -> None:
    dialog = QApplication.activeModalWidget()
    if dialog is not None:
        taken.append(dialog)
        _take(dialog, "export")
        dialog.close()


def _take(widget: QWidget, name: str) -> None:
    _settle()
    path = PICTURES / f"{name}.png"
    if not widget.grab().save(str(path)):
        raise OSError(f"{path} cannot be written")
    print(path.relative_to(PICTURES.parent.parent), flush=True)


if __name__ == "__main__":
    sys.exit(main())
