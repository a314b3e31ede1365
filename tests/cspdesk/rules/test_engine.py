from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.request_format import RequestFormat
from cspdesk.rules.engine import Matcher, Scan
from cspdesk.rules.model import Scope, Signal, Vocabulary
from cspdesk.rules.patterns import parts_of

VOCABULARY = Vocabulary(
    concepts={"review": "口コミ|レビュー", "post": "投稿|書い", "number": "[0-9]{1,9}"},
    topics=(("payment", "お?支払い?(?=[はも:]|$)"), ("deadline", "納期")),
    negation="禁止|しないで|ません",
    exception="ないと",
)
MATCHER = Matcher(VOCABULARY)


def found(signal: Signal, text: str, request_format: RequestFormat | None = None) -> list[str]:
    scan = Scan(text, MATCHER, request_format)
    return [scan.text[hit.start : hit.end] for hit in scan.find(signal)]


def test_parts_are_found_in_any_order_within_a_sentence() -> None:
    signal = Signal(all=("@review", "@post"))

    assert found(signal, "投稿するのは口コミです") == ["投稿するのは口コミ"]
    assert found(signal, "口コミを読む。記事を投稿する") == []


def test_ordered_parts_stand_behind_each_other() -> None:
    signal = Signal(all=("@review", "@post"), ordered=True)

    assert found(signal, "口コミを投稿") == ["口コミを投稿"]
    assert found(signal, "投稿された口コミ") == []


def test_near_scope_reaches_to_the_next_sentence_only() -> None:
    signal = Signal(all=("@review", "@post"), scope=Scope.NEAR)

    assert found(signal, "口コミの仕事です。10件投稿します。") != []
    assert found(signal, "口コミの仕事です。簡単です。10件投稿します。") == []


def test_counter_signal_in_the_same_sentence_takes_the_hit_away() -> None:
    signal = Signal(all=("@review", "@post"), none=("広告と明記",))

    assert found(signal, "広告と明記して口コミを投稿") == []
    assert found(signal, "広告と明記。口コミを投稿") == ["口コミを投稿"]


def test_counter_signal_beside_the_sentence_can_take_the_hit_away() -> None:
    signal = Signal(all=("@review", "@post"), none_near=("広告と明記",))

    assert found(signal, "広告と明記。口コミを投稿") == []
    assert found(signal, "広告と明記。以上です。口コミを投稿") != []


def test_place_beside_words_about_something_else_does_not_count() -> None:
    scan = Scan("お客様の口コミを投稿。口コミを投稿", MATCHER)

    hits = scan.find(Signal(all=("@review", "@post")), aside=("お客様",))

    assert [hit.start for hit in hits] == [scan.text.index("。") + 1]


def test_words_about_something_else_count_near_a_place_only() -> None:
    scan = Scan(f"お客様の{'とても' * 10}よい店です、口コミを投稿", MATCHER)

    assert scan.earliest(Signal(all=("@review",)), aside=("お客様",)) is not None


def test_words_about_something_else_do_not_count_behind_a_turn_of_the_sentence() -> None:
    scan = Scan("お客様の話ですが、口コミを投稿します。", MATCHER)

    assert scan.earliest(Signal(all=("@review",)), aside=("お客様",)) is not None


def test_statement_holds_what_is_said_of_one_matter() -> None:
    signal = Signal(all=("@review", "@number"), scope=Scope.STATEMENT)

    assert found(signal, "口コミを、3件") == ["口コミを、3"]
    assert found(signal, "口コミです、写真は3件") == []


def test_question_is_no_statement() -> None:
    signal = Signal(all=("@review", "@post"))

    assert Scan("口コミを投稿しますか？", MATCHER).earliest(signal, aside=("お客様",)) is None
    assert Scan("口コミを投稿します。", MATCHER).earliest(signal, aside=("お客様",)) is not None


def test_answer_to_a_question_is_a_statement() -> None:
    signal = Signal(all=("@review", "@post"), scope=Scope.NEAR)
    scan = Scan("口コミはだれが？担当が投稿します。", MATCHER)

    assert scan.earliest(signal, aside=("お客様",)) is not None


def test_what_the_finished_work_is_to_say_does_not_count() -> None:
    inside = Matcher(dataclasses.replace(VOCABULARY, topics=(("inside", "入れる文言"),)))
    scan = Scan("件名\n入れる文言：口コミを投稿", inside)

    assert scan.earliest(Signal(all=("@review",)), aside=("お客様",)) is None
    assert scan.earliest(Signal(all=("@review",))) is not None


def test_parts_that_stand_together_once_are_found_in_a_long_text() -> None:
    signal = Signal(all=("@review", "@number"), scope=Scope.TEXT, within=10)

    assert found(signal, "口コミ3件。" + "説明が続きます。" * 5 + "口コミです。" + "間" * 30) == [
        "口コミ3"
    ]
    assert found(signal, "口コミ。" + "説明が続きます。" * 5 + "3件") == []


def test_negation_behind_the_words_takes_them_back_unless_it_only_looks_like_one() -> None:
    signal = Signal(all=("@review", "@post"))

    assert found(signal, "口コミの投稿は禁止です") == []
    assert found(signal, "口コミを投稿しないと応募できません") != []
    assert found(Signal(all=signal.all, negatable=False), "口コミの投稿は禁止です") != []


def test_distance_limits_how_far_parts_may_stand_apart() -> None:
    signal = Signal(all=("@review", "@post"), within=8)

    assert found(signal, "口コミを投稿") != []
    assert found(signal, "口コミをよく読んだうえで記事を投稿") == []


def test_clause_scope_asks_for_the_topic() -> None:
    signal = Signal(all=("@number",), scope=Scope.CLAUSE, topics=("payment",))

    assert found(signal, "支払い:翌月20日、納期:3日") == ["20"]


def test_clause_of_an_unwanted_topic_does_not_count() -> None:
    signal = Signal(all=("@number",), scope=Scope.CLAUSE, not_topics=("payment",))

    assert found(signal, "支払い:翌月20日、納期:3日") == ["3"]


def test_words_elsewhere_and_absent_words_concern_the_whole_text() -> None:
    with_price = Signal(all=("@review",), elsewhere=("円",))
    without_price = Signal(all=("@review",), absent=("円",))

    assert found(with_price, "口コミ。\n500円") != []
    assert found(with_price, "口コミ。") == []
    assert found(without_price, "口コミ。\n500円") == []


def test_signal_for_a_format_is_silent_while_the_format_is_unknown() -> None:
    signal = Signal(all=("@review",), formats=frozenset({RequestFormat.TASK}))

    assert found(signal, "口コミ", RequestFormat.TASK) == ["口コミ"]
    assert found(signal, "口コミ", RequestFormat.PROJECT) == []
    assert found(signal, "口コミ") == []


def test_edited_text_is_read_in_its_new_line_only() -> None:
    matcher = Matcher(VOCABULARY)
    before = "\n".join(f"口コミ{number}件" for number in range(50))
    read = matcher.lines(before)

    edited = matcher.lines(f"{before}\nレビュー")

    assert edited[:50] == read
    assert len(Scan(f"{before}\nレビュー", matcher).spans("@review")) == 51


@pytest.mark.parametrize("scope", Scope)
@given(st.lists(st.sampled_from(["口コミ", "投稿", "12", "支払いは", "。", "\n", "禁止", "納期:"])))
def test_what_is_passed_over_because_it_cannot_stand_there_is_never_a_hit(
    scope: Scope, words: list[str]
) -> None:
    topics = ("payment",) if scope is Scope.CLAUSE else ()
    signal = Signal(all=("@post", "@number"), topics=topics, scope=scope)
    announced = Scan("".join(words), Matcher(VOCABULARY, parts_of(VOCABULARY, [signal])))

    hits = Scan("".join(words), MATCHER).find(signal)

    assert announced.find(signal) == hits
    assert announced.earliest(signal) == min(hits, key=lambda hit: hit.start, default=None)
