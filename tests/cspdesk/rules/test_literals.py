from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.rules.literals import required_words
from cspdesk.rules.loading import read_vocabulary
from cspdesk.rules.patterns import expand

VOCABULARY = read_vocabulary()
PATTERNS = {n: expand(f"@{n}", VOCABULARY.concepts) for n in sorted(VOCABULARY.concepts)}
WORDS = {name: required_words(pattern) for name, pattern in PATTERNS.items()}


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("報酬|謝礼", ("報酬", "謝礼")),
        ("お?支払い?", ("支払",)),
        ("[0-9]円|¥", ("円", "¥")),
        ("(?:あ|い)?うえ", ("うえ",)),
        ("(?:あ|いう)", ("あ", "いう")),
        ("(?:あ|[0-9])", ()),
        (r"a{2,3}b\.", ("a",)),
        ("[あ-ん]|う", ()),
        ("あ{", ("あ",)),
    ],
)
def test_words_that_a_match_cannot_do_without(pattern: str, words: tuple[str, ...]) -> None:
    assert required_words(pattern) == words


@given(st.sampled_from([name for name in PATTERNS if WORDS[name]]), st.data())
def test_whatever_a_concept_matches_holds_one_of_its_words(name: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(PATTERNS[name]))

    found = re.search(PATTERNS[name], text)

    assert found is None or any(word in text for word in WORDS[name])
