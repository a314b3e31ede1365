"""Stance: whether a thing is wanted, lacking, owned, tried in vain or refused."""

from __future__ import annotations

import pytest

from cspdesk.services.folding import fold
from cspdesk.services.stance import Stance, stance_of


@pytest.mark.parametrize(
    ("said", "thing", "stance"),
    [
        ("ホームページはもうある", "ほーむぺーじ", Stance.OWNED),
        ("写真はスタッフが撮れるので", "写真", Stance.OWNED),
        ("チラシは要らない", "ちらし", Stance.REFUSED),
        ("ロゴじゃなくて看板の話", "ろご", Stance.REFUSED),
        ("チラシは効かなかった", "ちらし", Stance.TRIED),
        ("チラシを配ったけど反応がない", "ちらし", Stance.PLAIN),
        ("ロゴがない", "ろご", Stance.LACKING),
        ("名刺がバラバラで", "名刺", Stance.LACKING),
        ("ロゴを作りたい", "ろご", Stance.WANTED),
        ("看板の前で待っていた", "看板", Stance.PLAIN),
    ],
)
def test_the_words_after_a_thing_tell_how_it_is_spoken_of(
    said: str, thing: str, stance: Stance
) -> None:
    folded = fold(said)
    end = folded.text.index(thing) + len(thing)

    assert stance_of(folded, end, len(folded.text)) is stance


def test_refusal_reaches_no_further_than_its_clause() -> None:
    folded = fold("チラシは要らないけどロゴがほしい")
    end = folded.text.index("ろご") + 2

    assert stance_of(folded, end, len(folded.text)) is Stance.WANTED
