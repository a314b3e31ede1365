"""The dialogs of problems, crashes and questions."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cspdesk import errors
from cspdesk.problem_sentences import sentences_for
from tests.ui import audit
from ui import problems
from ui.widgets.buttons import Button


def test_the_dialog_shows_what_why_and_how(qtbot: QtBot) -> None:
    dialog = problems.ProblemDialog(sentences_for(errors.DiskFull(Path("見本/cspdesk.db"))), None)
    qtbot.addWidget(dialog)
    dialog.show()

    texts = " ".join(audit.words_on_screen(dialog))

    assert "何が：" in texts
    assert "なぜ：" in texts
    assert "どうすれば：" in texts
    assert audit.nameless(dialog) == []


def test_a_crash_can_be_copied_without_any_text_of_a_case(qtbot: QtBot) -> None:
    def fail() -> None:
        raise RuntimeError("相談者の言葉")

    parent = QWidget()
    qtbot.addWidget(parent)

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, problems.ProblemDialog)
        copy = dialog.findChild(Button, "problem_copy")
        assert copy is not None
        copy.click()
        dialog.accept()

    try:
        fail()
    except RuntimeError as error:
        QTimer.singleShot(0, press)
        problems.show(error, parent)

    copied = QApplication.clipboard().text()
    assert "RuntimeError" in copied
    assert "相談者" not in copied


def test_a_dangerous_question_is_answered_safely_by_default(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    defaults: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        keep = dialog.findChild(Button, "question_keep")
        assert keep is not None
        defaults.append(keep.text() if keep.isDefault() else "")
        keep.click()

    QTimer.singleShot(0, look)
    answer = problems.ask(parent, title="消しますか", text="戻せません。", do="案件を削除")

    assert (answer, defaults) == (False, ["やめる"])
