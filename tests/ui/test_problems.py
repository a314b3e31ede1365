"""Every problem a person can act on has its sentences, and they keep the house's manners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cspdesk import errors
from tests.ui import audit
from ui import problems
from ui.widgets.buttons import Button

PATH = Path("見本/cspdesk.db")
MADE = {
    errors.BadInput: errors.BadInput("not_utf8", "見本.txt"),
    errors.UnknownCase: errors.UnknownCase("x"),
    errors.StaleCase: errors.StaleCase("x"),
    errors.StaleClient: errors.StaleClient("x"),
    errors.DependencyCycle: errors.DependencyCycle(("写真", "説明文", "写真")),
    errors.NewerFile: errors.NewerFile(PATH, "0099"),
    errors.NotOurFile: errors.NotOurFile(PATH),
    errors.FolderInUse: errors.FolderInUse(PATH, 1, "見本機", datetime(2026, 11, 24, tzinfo=UTC)),
    errors.FolderUnusable: errors.FolderUnusable(PATH, "denied"),
    errors.DiskFull: errors.DiskFull(PATH),
    errors.StoreBusy: errors.StoreBusy(),
    errors.MigrationFailed: errors.MigrationFailed(PATH, PATH),
    errors.StorageProblem: errors.StorageProblem(),
    errors.ExportFailed: errors.ExportFailed(PATH, "denied"),
}


def _all_problems(root: type[errors.UserProblem]) -> Iterator[type[errors.UserProblem]]:
    for cls in root.__subclasses__():
        yield cls
        yield from _all_problems(cls)


def test_every_problem_has_sentences_of_its_own() -> None:
    assert set(_all_problems(errors.UserProblem)) == set(MADE)


@pytest.mark.parametrize("problem", MADE.values(), ids=lambda p: type(p).__name__)
def test_sentences_are_whole_and_polite(problem: errors.UserProblem) -> None:
    said = problems.sentences_for(problem)

    for sentence in (said.what, said.why, said.how):
        assert sentence.endswith("。")
        assert re.search(
            r"(です|ます|ました|ません|ませんでした|ください|あります|ためです)。$", sentence
        )
        assert type(problem).__name__ not in sentence
    assert said.how.endswith("ください。")


@pytest.mark.parametrize("reason", sorted(problems._BAD_INPUT_REASONS))
def test_every_reason_of_bad_input_is_told_apart(reason: str) -> None:
    assert problems.sentences_for(errors.BadInput(reason)).why != "想定した形と違います。"


def test_the_dialog_shows_what_why_and_how(qtbot: QtBot) -> None:
    dialog = problems.ProblemDialog(problems.sentences_for(MADE[errors.DiskFull]), None)
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
