"""Topics: what a whole text is about."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cspdesk.services.folding import fold
from cspdesk.services.topic_index import TopicIndex

TOPICS = TopicIndex(
    {
        "予約": ("予約の電話が鳴りやまない", "予約の帳面を書き間違える", "空きがあるか聞かれる"),
        "採用": ("求人を出しても応募がない", "若い職人が来ない", "面接に来てくれない"),
        "包装": ("箱が地味で売れない", "贈り物の箱がほしい", "瓶のラベルが古い"),
        "経理": ("領収書が箱にたまる", "請求書を出し忘れる", "申告が間に合わない"),
        "写真": ("写真が暗い", "撮影を頼みたい", "背景を白くしたい"),
    }
)


def test_the_topic_with_the_likest_wording_comes_first() -> None:
    found = TOPICS.find(fold("職人の応募がさっぱりで、求人票を書き直したい。"))

    assert found[0].target == "採用"


def test_the_most_telling_sentence_is_pointed_out() -> None:
    folded = fold("天気の話から始めた。予約の電話で手が止まる。")

    found = TOPICS.find(folded)[0]

    assert folded.quote(found.start, found.end) == "予約の電話で手が止まる"


def test_a_text_without_shared_wording_is_about_nothing() -> None:
    assert TOPICS.find(fold("abc xyz")) == ()
    assert TOPICS.find(fold("")) == ()
    assert TopicIndex({}).find(fold("予約")) == ()


@given(st.text(max_size=120))
def test_degrees_lie_between_nothing_and_one(said: str) -> None:
    assert all(0 < topic.degree <= 1 for topic in TOPICS.find(fold(said)))
