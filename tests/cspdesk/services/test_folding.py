"""Folding: what counts as the same word, and the way back to what was said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.services.folding import fold, fold_word


@pytest.mark.parametrize(
    ("said", "folded"),
    [
        ("ＨＰ", "hp"),
        ("ﾒﾆｭｰ", "めにゅー"),
        ("ﾊﾞﾅｰ", "ばなー"),
        ("ロゴ デザイン", "ろごでざいん"),
        ("①", "1"),
    ],
)
def test_width_case_kana_and_blanks_do_not_matter(said: str, folded: str) -> None:
    assert fold_word(said) == folded
    assert fold(said).text == folded


def test_a_quote_gives_back_the_words_as_they_were_said() -> None:
    folded = fold("うちの ＨＰ は古い。")

    start = folded.text.index("hp")

    assert folded.quote(start, start + 2) == "ＨＰ"


def test_a_half_width_voiced_sign_is_quoted_whole() -> None:
    folded = fold("ﾊﾞﾅｰを作る")

    assert folded.quote(0, 3) == "ﾊﾞﾅｰ"


def test_a_clause_is_quoted_without_its_neighbours() -> None:
    folded = fold("味はいいけど、箱が地味で困る。次の話。")

    place = folded.text.index("地味")

    assert folded.clause_quote(place, place + 2) == "箱が地味で困る"


@pytest.mark.parametrize(
    ("said", "clauses"),
    [
        ("名刺は印刷屋さんで作ってある", ["名刺は印刷屋さんで作ってある"]),
        ("名簿を打ち込んでほしい", ["名簿を打ち込んでほしい"]),
        ("人が来ないんで困る", ["人が来ない", "困る"]),
        ("箱はいいけど、字が薄い", ["箱はいい", "字が薄い"]),
        ("カルテが1,200人分ある", ["かるてが1,200人分ある"]),
        ("社員は5,パートは3", ["社員は5", "ぱーとは3"]),
    ],
)
def test_a_clause_ends_at_a_word_of_contrast_or_reason(said: str, clauses: list[str]) -> None:
    folded = fold(said)

    assert [folded.text[a:b] for a, b in folded.clauses()] == clauses


def test_sentences_end_at_marks_and_line_ends() -> None:
    folded = fold("一つめ。二つめ！\n三つめ")

    assert [folded.text[a:b] for a, b in folded.sentences] == ["一つめ", "二つめ", "三つめ"]


@given(st.text(max_size=200))
def test_every_place_of_any_text_leads_back_into_the_original(said: str) -> None:
    folded = fold(said)

    assert len(folded.places) == len(folded.text)
    assert list(folded.places) == sorted(folded.places)
    assert all(0 <= place < len(said) for place in folded.places)
    for start, end in folded.sentences:
        assert folded.quote(start, end) in said
        assert folded.clause_quote(start, end) in said
