"""Faults that any written file may have, and whose words come first."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from cspdesk.errors import DataFileError
from cspdesk.services.file_faults import UNNAMED, line, said_of
from cspdesk.services.own_catalogue_faults import own_fault_words
from cspdesk.services.rule_faults import fault_words


@pytest.mark.parametrize("words", [fault_words, own_fault_words])
@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ("must not be empty", "id：空にはできません。"),
        ("is longer than 40 characters", "id：40 文字以内にしてください。"),
        ("Expected '=' (at line 7, column 14)", "id：7行目の 14文字目が"),
        ("Unterminated string (at end of document)", "id：ファイルの終わりで、"),
    ],
)
def test_what_any_file_may_have_is_said_alike(
    words: Callable[[DataFileError], str], expected: str, said: str
) -> None:
    assert words(DataFileError("a.toml", "id", expected)).startswith(said)


def test_the_words_of_a_kind_of_file_come_first() -> None:
    own = {"must not be empty": "名前を書いてください"}

    assert said_of("must not be empty", own, ()) == "名前を書いてください"
    assert said_of("3 too many", {}, ((re.compile(r"(\d) too many"), "{} つ多すぎます"),)) == (
        "3 つ多すぎます"
    )


def test_a_fault_without_words_has_none_of_another_kind_of_file() -> None:
    assert said_of("is objected to", {}, ()) == ""
    assert own_fault_words(DataFileError("a.toml", "", "is objected to")) == f"{UNNAMED}。"


def test_a_fault_of_the_whole_file_names_no_place() -> None:
    assert line("", "空です") == "空です。"
