from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.rules.beginnings import BeginningReader
from cspdesk.rules.loading import read_vocabulary
from cspdesk.rules.patterns import Patterns, expand

VOCABULARY = read_vocabulary()
PARTS = frozenset(f"@{name}" for name in VOCABULARY.concepts)
PATTERNS = Patterns(VOCABULARY, PARTS)
READER = BeginningReader({"bank": "口座|銀行"})


@pytest.mark.parametrize(
    ("pattern", "beginnings"),
    [
        ("報酬|謝礼金", {"報酬", "謝礼"}),
        ("お?支払い", {"お支", "支払"}),
        ("<bank>名|@bank", {"口座", "銀行"}),
        ("[12]円", {"0円"}),
        ("(?:あ|い)?う", {"あう", "いう", "う"}),
        ("[0-9]{1,3} ?円", {"0 ", "0円"}),
        ("(?<![0-9])あ(?!い)", {"あ"}),
        ("あ{2,3}い", {"ああ", "あい"}),
        ("あ{0,2}い", {"ああ", "あい", "い"}),
        (r"\(株", {"(株"}),
        ("あ.い", {"あ"}),
        ("あ{,2}い", {"ああ", "あい", "い"}),
        (r"\N{BULLET}あ", set()),
        (r"(?:[\]あ]い)|う", set()),
        ("[^。]あ", set()),
        ("[ぁ-龠]あ", set()),
        ("あ|", set()),
        ("あ?", set()),
    ],
)
def test_words_that_every_match_begins_with(pattern: str, beginnings: set[str]) -> None:
    assert READER.beginnings(pattern) == beginnings


@given(st.sampled_from(sorted(PARTS)), st.data())
def test_trying_only_where_a_concept_may_begin_finds_what_a_search_finds(
    part: str, data: st.DataObject
) -> None:
    pattern = expand(part, VOCABULARY.concepts)
    pieces = data.draw(st.lists(st.from_regex(pattern) | st.text(max_size=6), max_size=4))
    line = "".join(pieces).replace("\n", "")

    places = PATTERNS.spans(part, line, PATTERNS.candidates(line))

    assert list(places) == [match.span() for match in re.finditer(pattern, line)]
