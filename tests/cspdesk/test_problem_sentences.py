"""Every problem a person can act on has its sentences, and they keep the house's manners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest

from cspdesk import errors
from cspdesk.commands import messages
from cspdesk.problem_sentences import sentences_for

PATH = Path("見本/cspdesk.db")
MADE = {
    errors.BadInput: errors.BadInput("not_utf8", "見本.txt"),
    errors.UnknownCase: errors.UnknownCase("x"),
    errors.UnknownRule: errors.UnknownRule("Z99"),
    errors.UnknownPlatform: errors.UnknownPlatform("x", ("crowdworks", "lancers")),
    errors.NoDisplay: errors.NoDisplay(),
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
    errors.ExportTooLarge: errors.ExportTooLarge(PATH),
    errors.NothingToBackUp: errors.NothingToBackUp(PATH),
    errors.UnsoundFile: errors.UnsoundFile(PATH),
    errors.NewerBackup: errors.NewerBackup(PATH),
    errors.FolderNotEmpty: errors.FolderNotEmpty(PATH),
}


def _all_problems(root: type[errors.UserProblem]) -> Iterator[type[errors.UserProblem]]:
    for cls in root.__subclasses__():
        yield cls
        yield from _all_problems(cls)


def test_every_problem_has_sentences_of_its_own() -> None:
    assert set(_all_problems(errors.UserProblem)) == set(MADE)


@pytest.mark.parametrize("problem", MADE.values(), ids=lambda p: type(p).__name__)
def test_sentences_are_whole_and_polite(problem: errors.UserProblem) -> None:
    said = sentences_for(problem)

    for sentence in (said.what, said.why, said.how, said.command_how or said.how):
        assert sentence.endswith("。")
        assert re.search(
            r"(です|ます|ました|ません|ませんでした|ください|あります|ためです)。$", sentence
        )
        assert type(problem).__name__ not in sentence
    assert said.how.endswith("ください。")


def test_every_reason_of_bad_input_is_told_apart() -> None:
    reasons = get_args(errors.BadInputReason)

    said = {sentences_for(errors.BadInput(reason, "見本.txt")).why for reason in reasons}

    assert len(said) == len(reasons)


@pytest.mark.parametrize("problem", MADE.values(), ids=lambda p: type(p).__name__)
def test_the_command_line_says_it_in_one_line(problem: errors.UserProblem) -> None:
    line = messages.sentence(problem)

    assert line.startswith(sentences_for(problem).what)
    assert line.endswith("ください。")
    assert len(line.splitlines()) == 1


def test_the_command_line_never_speaks_of_the_screen() -> None:
    for problem in MADE.values():
        assert "画面" not in messages.sentence(problem)
