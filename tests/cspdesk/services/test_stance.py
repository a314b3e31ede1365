"""Stance: whether a thing is wanted, lacking, owned, tried in vain or refused."""

from __future__ import annotations

import pytest

from cspdesk.services.folding import fold
from cspdesk.services.stance import Stance, complains, settled_spans, stance_of, tried_spans


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


@pytest.mark.parametrize(
    ("said", "clauses"),
    [
        ("写真は撮ってある。", ["写真は撮ってある"]),
        ("チラシは要らん。", ["ちらしは要らん"]),
        ("図面は引いてあるし、看板は要らん。", ["図面は引いてあるし", "看板は要らん"]),
        ("図面は引いてもらった。看板がほしい", ["図面は引いてもらった"]),
        ("看板がほしい。", []),
    ],
)
def test_clauses_that_tell_of_what_is_there_or_not_wanted_are_settled(
    said: str, clauses: list[str]
) -> None:
    folded = fold(said)

    assert [folded.text[start:end] for start, end in settled_spans(folded)] == clauses


@pytest.mark.parametrize("said", ["写真は撮ってあるのに売れない。", "図面は古いままで置いてある。"])
def test_a_complaint_about_what_is_there_is_not_settled(said: str) -> None:
    assert settled_spans(fold(said)) == ()


@pytest.mark.parametrize(
    "said",
    [
        "折込チラシをやったけど効かなかった",
        "チラシは反応がなかったです",
        "動画を一本出してみたんですが、誰も見てくれず失敗でした",
        "クラウドファンディングを一度やりましたが、目標の一割も集まらず",
        "チラシを5,000枚まいたけど、ちっとも効かへんかった",
        "折込を頼んだんですが、来たのは三組だけでした",
    ],
)
def test_what_was_done_once_and_did_not_help_is_found(said: str) -> None:
    spans = tried_spans(fold(said + "。看板がほしい。"))

    assert [start for start, _ in spans] == [0]


@pytest.mark.parametrize(
    "said",
    [
        "チラシを折り込んでるんですが反応がなくて",
        "ホームページを作ったけど問い合わせが来ない",
        "チラシを配ったらたくさん来てくれた",
    ],
)
def test_what_goes_on_or_helped_was_not_tried_in_vain(said: str) -> None:
    assert tried_spans(fold(said)) == ()


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ("ホームページは五年前に作ったきりで、スマホだと読みにくい", True),
        ("図面は引いてもらって、看板が古い", False),
        ("図面は引いてもらって、来月使います", False),
    ],
)
def test_a_complaint_may_follow_in_the_next_clause_about_the_same_thing(
    said: str, complaint: bool
) -> None:
    folded = fold(said)
    start, end = next(folded.clauses())

    assert complains(folded, start, end) is complaint
