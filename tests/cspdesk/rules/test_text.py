from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.rules.text import Clause, TopicReader, normalise, sentences, statements

TOPICS = TopicReader((("deadline", "納期|締切"), ("payment", "お?支払い?(?=[はも:|]|$)")))
awkward = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("㈱①ﾊﾟｶﾞ々\u3099\u200bＬＩＮＥ・ 　\n。、：／【】■1２万円かヶ月"),
    ),
    max_size=80,
)


def clauses_of(text: str) -> list[Clause]:
    found: list[Clause] = []
    heading: frozenset[str] = frozenset()
    offset = 0
    for number, line in enumerate(text.split("\n")):
        heading, clauses = TOPICS.read_line(line, heading, title=not number)
        found += [clause.moved(offset) for clause in clauses]
        offset += len(line) + 1
    return found


@pytest.mark.parametrize(
    ("original", "normal"),
    [
        ("ＬＩＮＥ", "line"),
        ("ﾊﾟﾝ", "パン"),
        ("㈱見本", "(株)見本"),
        ("①", "1"),
        ("３ヶ月", "3か月"),
        ("3カ月", "3か月"),
        ("か\u3099", "が"),
        ("報\u200b酬", "報酬"),
        ("報\ufe0f酬", "報酬"),
        ("報\u202e酬", "報酬"),
        ("葛\U000e0100飾の納期", "葛飾の納期"),
        ("L・I・N・E で", "line で"),
        ("ラ*イ*ン*で", "ラインで"),
        ("10～12", "10~12"),
    ],
)
def test_spellings_of_the_same_word_have_one_normal_form(original: str, normal: str) -> None:
    assert normalise(original).text == normal


@pytest.mark.parametrize(
    ("original", "words", "place"),
    [
        ("㈱見本の納期", "納期", (4, 6)),
        ("ﾊﾟﾝの納期", "納期", (4, 6)),
        ("①納期", "納期", (1, 3)),
        ("L・I・N・Eで連絡", "line", (0, 7)),
        ("か\u3099納期", "納期", (2, 4)),
    ],
)
def test_places_are_code_points_of_the_original(
    original: str, words: str, place: tuple[int, int]
) -> None:
    normal = normalise(original)
    start = normal.text.index(words)

    assert normal.place(start, start + len(words)) == place


@given(awkward)
def test_every_place_of_any_text_lies_inside_the_original(text: str) -> None:
    normal = normalise(text)

    last = 0
    for index in range(len(normal.text)):
        start, end = normal.place(index, index + 1)
        assert last <= start < end <= len(text)
        last = start


@given(awkward)
def test_clauses_of_any_text_are_in_order_and_inside_it(text: str) -> None:
    normal = normalise(text).text

    place = 0
    for clause in clauses_of(normal):
        assert place <= clause.start < clause.end <= len(normal)
        place = clause.end


def test_slash_of_a_date_or_address_does_not_cut_a_clause() -> None:
    text = "納期12/18/2点、https://example.jp/a"

    parts = [text[c.start : c.end] for c in clauses_of(text)]

    assert parts[-1] == "https://example.jp/a"
    assert parts[0].startswith("納期12/18")


def test_clause_takes_its_topic_from_label_heading_or_own_head() -> None:
    text = "件名\n納期:12月18日、朝まで\n■お支払い\n翌月20日\n金額は後で、締切は3日"

    topics = {text[c.start : c.end]: c.topics for c in clauses_of(text)}

    assert topics["納期:12月18日"] == {"deadline"}
    assert topics["朝まで"] == {"deadline"}
    assert topics["翌月20日"] == {"payment"}
    assert topics["締切は3日"] == {"deadline"}


@pytest.mark.parametrize(
    "text",
    [
        "件名\n〔納期〕\n翌月20日",
        "件名\n◎納期◎\n翌月20日",
        "件名\n│納期│翌月20日│",
        "件名\n一　納期　翌月20日",
        "件名\n【報酬】3万円 【納期】翌月20日",
        "件名\n気になる納期は…翌月20日",
        "件名\n💰納期：翌月20日",
        "件名\nQ. 納期は？ 翌月20日です",
        "件名\nお支払い：後日■納期＝翌月20日",
    ],
)
def test_label_is_read_in_every_layout(text: str) -> None:
    normal = normalise(text).text

    clause = next(c for c in clauses_of(normal) if "翌月20日" in normal[c.start : c.end])

    assert clause.topics == {"deadline"}
    assert clause.labelled


INSIDE_TOPICS = TopicReader((("inside", "入れる文言"), ("payment", "お?支払い?(?=[はも:|]|$)")))


def topics_by_line(text: str) -> list[set[str]]:
    heading: frozenset[str] = frozenset()
    found = []
    for line in text.split("\n"):
        heading, clauses = INSIDE_TOPICS.read_line(line, heading, title=False)
        found.append({topic for clause in clauses for topic in clause.topics})
    return found


def test_bullets_below_what_the_work_is_to_say_belong_to_it_whatever_they_name() -> None:
    text = "【入れる文言】\n・支払い:現金\n・送料は無料\n\n支払い:月末"

    assert topics_by_line(text) == [
        {"inside"},
        {"inside", "payment"},
        {"inside"},
        set(),
        {"payment"},
    ]


def test_label_of_the_order_ends_what_the_work_is_to_say() -> None:
    assert topics_by_line("【入れる文言】\n支払い:月末\nほか") == [{"inside"}, {"payment"}, set()]


def test_line_that_begins_with_what_the_work_is_to_say_is_all_of_it() -> None:
    assert topics_by_line("入れる文言:「安心、支払い:後でも」") == [{"inside", "payment"}]


def test_answer_on_the_line_of_its_question_is_read_without_its_sign() -> None:
    assert topics_by_line("q. いつ? a. 支払いは月末です") == [{"payment"}]


def test_place_to_be_filled_in_stays_in_its_clause() -> None:
    text = "件名\n納期:〔 月 日〕"

    assert text[clauses_of(text)[-1].start :] == "納期:〔 月 日〕"


def test_sentences_end_at_full_stops_and_line_ends() -> None:
    text = "一つ目。二つ目\n三つ目!"

    assert [text[s.start : s.end] for s in sentences(text)] == ["一つ目", "二つ目", "三つ目"]


@given(
    st.text()
    | st.text(st.sampled_from("ＡａL・ .月ヶ3（〜～−\u3000￥、\u3099\u0301か"), max_size=12)
)
def test_signs_that_need_no_look_at_their_neighbours_come_out_as_with_one(text: str) -> None:
    assert normalise(text).text == normalise(f"{text}\u200b").text


def said(text: str) -> list[str]:
    return [
        text[start:end].strip("、。")
        for start, end in statements(text, sentences(text), tuple(clauses_of(text)))
    ]


def test_statement_ends_where_another_matter_begins() -> None:
    assert said("納期は3月1日、お支払いは仮払いで、検収から5日以内です。質問は店へ。") == [
        "納期は3月1日",
        "お支払いは仮払いで、検収から5日以内です",
        "質問は店へ",
    ]


def test_statement_goes_on_over_its_own_pauses() -> None:
    assert said("お支払いは、納期の翌月に、振り込みます。") == [
        "お支払いは、納期の翌月に、振り込みます"
    ]
    assert said("3月1日に、お支払いします。") == ["3月1日に、お支払いします"]


def test_thing_that_is_named_anew_begins_a_statement_of_its_own() -> None:
    assert said("3月1日までに、紙はこちらから送ります。") == [
        "3月1日までに",
        "紙はこちらから送ります",
    ]


@pytest.mark.parametrize("lead", ["なお", "また", "それと"])
def test_topic_is_found_behind_a_word_that_leads_over_to_it(lead: str) -> None:
    assert clauses_of(f"お支払いは振込、{lead}納期は3月です。")[-1].topics == {"deadline"}


def test_moment_told_by_a_thing_does_not_change_the_topic() -> None:
    assert clauses_of("お支払いは振込で、納期の確認から5日です。")[-1].topics == {"payment"}
