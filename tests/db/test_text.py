"""What may be stored as text, and how it is compared."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given

from db.text import clean, fold, reading_order
from tests.db.strategies import any_text, clean_text


@given(any_text)
def test_clean_text_can_be_stored_and_is_never_cleaned_twice(text: str) -> None:
    cleaned = clean(text)

    cleaned.encode("utf-8")
    assert clean(cleaned) == cleaned
    between_kanji = re.sub("[\uf900-\ufaff\U0002f800-\U0002fa1f]", "\n", cleaned)
    assert unicodedata.is_normalized("NFC", between_kanji)
    assert not [c for c in cleaned if unicodedata.category(c) == "Cc" and c not in "\t\n"]


@given(clean_text)
def test_nothing_but_control_characters_and_surrogates_goes(text: str) -> None:
    assert clean(f"\x00{text}\ud800\x07") == text


@pytest.mark.parametrize(
    "text",
    [
        "①㈱㍻",
        "髙﨑德彌",
        "\ufa19\ufa10\ufa1b\ufa1c\U0002f81f",
        "𠮷",
        "ﾊﾝｶｸ",
        "全角　空白",
        "👨‍👩‍👧",
        "a\tb\nc",
    ],
)
def test_signs_that_look_alike_are_kept_as_typed(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize("typed", ["a\r\nb", "a\rb", "a\nb", "a\x85b"])
def test_every_kind_of_line_end_becomes_a_line_feed(typed: str) -> None:
    assert clean(typed) == "a\nb"


def test_a_letter_and_its_mark_become_one_character() -> None:
    assert clean("か\u3099") == "が"


@given(any_text)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(("typed", "kept"), [("ﾛｺﾞ", "ろご"), ("ＥＣ", "ec"), ("㈱", "(株)")])
def test_width_case_and_kana_are_not_told_apart_when_comparing(typed: str, kept: str) -> None:
    assert fold(typed) == kept


def test_clients_without_a_reading_come_last_and_by_name() -> None:
    known = [("", "青葉"), ("わたなべ", "渡辺"), ("アオバ", "青葉"), ("", "あおば")]

    ordered = sorted(known, key=lambda client: reading_order(*client))

    assert ordered == [("アオバ", "青葉"), ("わたなべ", "渡辺"), ("", "あおば"), ("", "青葉")]
