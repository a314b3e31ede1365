"""What is wrong with a colleague's file is said in the words of the window, not of the file."""

from __future__ import annotations

import re

import pytest

from cspdesk.errors import DataFileError
from cspdesk.services.own_catalogue_faults import exchange_fault_words, own_fault_words

_WORD = re.compile(r"[A-Za-z_]{2,}")


@pytest.mark.parametrize(
    ("key", "expected", "said"),
    [
        (
            "item[0].withholding",
            "needs yes, no or 要確認",
            "1番目の仕事の「源泉徴収」：「要る」「要らない」「要確認」のどれかにしてください。",
        ),
        (
            "problem[1].items",
            "needs core or nice",
            "2番目の困りごとの「仕事」："
            "「まず要る仕事」か「あると役立つ仕事」のどちらかにしてください。",
        ),
        ("item[0].personal_data", "needs none, possible or yes", "「扱うことがある」"),
        ("item[0].formats[0].format", "needs project, competition or task", "コンペ"),
        ("item[0].price", "must rise", "低め、ふつう、高めの順"),
        ("problem[0].not_to_order", "is no verdict", "「どうするか」"),
        ("problem[0].id", "parts begin with the id of the problem", "困りごとの番号"),
        ("", "holds no entry", "相場もありません"),
        ("item[0].price", "needs a table", "項目をまとめた形"),
    ],
)
def test_no_word_of_the_file_reaches_a_person(key: str, expected: str, said: str) -> None:
    words = exchange_fault_words(DataFileError("見本.toml", key, expected))

    assert said in words
    assert words.endswith("。")
    assert not _WORD.search(words)


def test_who_writes_files_is_told_the_words_of_files() -> None:
    fault = DataFileError("a.toml", "problem[0].items", "needs core or nice")

    assert "core か nice" in own_fault_words(fault)
