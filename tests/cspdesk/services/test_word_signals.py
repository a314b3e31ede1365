"""Signals: words that count only together, in one sentence, and not inside longer words."""

from __future__ import annotations

import pytest

from cspdesk.errors import DataFileError
from cspdesk.services.catalogue import Entry
from cspdesk.services.folding import fold
from cspdesk.services.stance import Stance
from cspdesk.services.word_signals import SignalReader, read_lexicon, read_signals


def reader(*masks: str, **signal: object) -> SignalReader:
    lexicon = read_lexicon(Entry("file", "", {"concepts": {"photo": "写真,画像", "bad": "暗い"}}))
    entry = Entry("file", "", {"signals": [{"gives": {"it": 80}, **signal}]})
    return SignalReader(read_signals(entry, lexicon), masks)


def targets(found: SignalReader, said: str, background: str = "") -> list[str]:
    return [evidence.target for evidence in found.read(fold(said), background)]


def test_one_word_of_every_group_is_needed() -> None:
    both = reader(when="@photo + @bad")

    assert targets(both, "商品の写真が暗い") == ["it"]
    assert targets(both, "商品の写真がある") == []


def test_words_in_different_sentences_do_not_belong_together() -> None:
    assert targets(reader(when="@photo + @bad"), "写真はある。店が暗い。") == []


def test_words_anywhere_count_when_the_scope_is_the_text() -> None:
    assert targets(reader(when="@photo + @bad", scope="text"), "写真はある。店が暗い。") == ["it"]


def test_the_trade_counts_for_the_whole_text_but_is_never_quoted() -> None:
    found = reader(when="写真 + 酒造", scope="text").read(fold("写真を撮りたい"), "酒造")

    assert [evidence.quote for evidence in found] == ["写真を撮りたい"]


def test_a_word_that_speaks_against_it_silences_the_sentence() -> None:
    assert targets(reader(when="@photo", unless="展"), "写真の展 を見た") == []


def test_the_quote_is_what_the_owner_said() -> None:
    found = reader(when="@photo + @bad").read(fold("味はいいのに、ｼｬｼﾝじゃなく写真が暗いんです。"))

    assert found[0].quote == "ｼｬｼﾝじゃなく写真が暗いんです"


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("ライン", "オンラインで話す"),
        ("LP", "helpと言う"),
        ("紙", "表紙を見る"),
        ("タイ", "見たい"),
        ("パン", "パンフレットがない"),
    ],
)
def test_a_word_inside_another_word_does_not_count(word: str, said: str) -> None:
    assert targets(reader(when=word), said) == []


def test_a_mask_hides_the_shorter_word_inside() -> None:
    assert targets(reader("チラシ寿司", when="チラシ"), "チラシ寿司を売る") == []


def test_naming_keeps_the_stance_so_that_owning_can_speak_against_it() -> None:
    found = reader(when="ロゴ", names=True).read(fold("ロゴはもうあります"))

    assert found[0].stance is Stance.OWNED


def test_an_unknown_concept_is_named() -> None:
    with pytest.raises(DataFileError, match="@nothing"):
        reader(when="@nothing")
