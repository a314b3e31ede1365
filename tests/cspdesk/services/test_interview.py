"""The guided interview as a specification."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.hearing import Answer, AnswerState, Hearing, Obstacle
from cspdesk.services.interview import InterviewService, load_questions

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
SERVICE = InterviewService()


def case() -> Case:
    return Case(id="c", client_id="k", title="見本", created_at=NOW, updated_at=NOW)


def client() -> Client:
    return Client(id="k", name="見本商店", created_at=NOW, updated_at=NOW)


def answered(question_id: str, *choices: str, text: str = "") -> Answer:
    return Answer(question_id=question_id, state=AnswerState.ANSWERED, choices=choices, text=text)


def heard(*answers: Answer) -> Hearing:
    return Hearing(answers=answers)


def ids(hearing: Hearing) -> list[str]:
    return [q.id for q in SERVICE.questions(hearing)]


def test_everyone_is_asked_twenty_four_questions_in_five_groups() -> None:
    assert len(SERVICE.questions(Hearing())) == 24
    assert SERVICE.groups() == (
        "会社のこと",
        "困りごと",
        "目指す姿・期限",
        "お金と体制",
        "権利・情報の扱い",
    )


def test_an_answer_opens_the_questions_that_depend_on_it() -> None:
    assert "office_load" not in ids(Hearing())
    assert "office_load" in ids(heard(answered("area", "office")))


def test_a_skipped_or_unknown_answer_opens_nothing() -> None:
    unknown = Answer(question_id="area", state=AnswerState.UNKNOWN, choices=("office",))

    assert "office_load" not in ids(heard(unknown))


def test_a_branch_closes_when_its_ground_is_no_longer_asked() -> None:
    open_branch = heard(answered("experience", "ordered"), answered("past_trouble", "rework"))
    closed = open_branch.with_answer(answered("experience", "none"))

    assert "past_trouble" in ids(open_branch)
    assert "past_trouble" not in ids(closed)
    assert all(line.question_id != "past_trouble" for line in SERVICE.summary(closed))


def test_next_question_is_the_one_that_follows() -> None:
    following = SERVICE.next_after(heard(answered("industry", "shop")), "industry")

    assert following is not None
    assert following.id == "employees"


def test_next_question_wraps_to_an_earlier_one_that_was_left_out() -> None:
    everything = [answered(q, text="済") for q in ids(Hearing()) if q != "employees"]
    following = SERVICE.next_after(Hearing(answers=tuple(everything)), "licensed")

    assert following is not None
    assert following.id == "employees"


def test_no_question_is_next_when_all_are_touched() -> None:
    touched = tuple(Answer(question_id=q, state=AnswerState.SKIPPED) for q in ids(Hearing()))

    assert SERVICE.next_after(Hearing(answers=touched), "licensed") is None


def test_progress_counts_states_and_names_what_is_essential_and_open() -> None:
    hearing = heard(
        answered("trouble", text="卸に頼りきり"),
        Answer(question_id="budget", state=AnswerState.UNKNOWN),
        Answer(question_id="now", state=AnswerState.SKIPPED),
    )
    progress = SERVICE.progress(hearing)

    assert (progress.answered, progress.unknown, progress.skipped) == (1, 1, 1)
    assert progress.total == 24
    assert progress.touched == 3
    open_ids = [q.id for q in progress.essential_open]
    assert "budget" in open_ids
    assert "trouble" not in open_ids


def test_summary_says_what_was_answered_and_what_is_to_be_asked_again() -> None:
    hearing = heard(
        answered("industry", "food"),
        answered("employees", text="１２"),
        Answer(question_id="budget", state=AnswerState.UNKNOWN),
    )

    assert [(line.heading, line.text) for line in SERVICE.summary(hearing)] == [
        ("業種", "飲食業"),
        ("人数", "12人"),
        ("予算の上限（税込）", "不明（次回確認）"),
    ]


def test_only_answers_about_the_problem_feed_the_decomposition() -> None:
    hearing = heard(
        answered("employees", text="12"),
        answered("trouble", text="昼の客が減った"),
        answered("area", "goods"),
        answered("goods_part", "photo"),
        answered("secret", "strict"),
    )

    assert SERVICE.answer_texts(hearing) == ("昼の客が減った", "商品の写真")


@pytest.mark.parametrize(
    ("question_id", "text", "field", "expected"),
    [
        ("budget", "３０万円", "budget_yen", 300_000),
        ("budget", "20〜30万円ぐらい", "budget_yen", 300_000),
        ("budget", "1,200,000", "budget_yen", 1_200_000),
        ("deadline", "令和8年12月1日", "deadline", date(2026, 12, 1)),
        ("deadline", "3月末", "deadline", date(2027, 3, 31)),
    ],
)
def test_typed_answers_fill_the_case(
    question_id: str, text: str, field: str, expected: object
) -> None:
    filled, _ = SERVICE.apply(case(), client(), answered(question_id, text=text))

    assert getattr(filled, field) == expected
    stored = filled.hearing.answer(question_id)
    assert stored is not None
    assert stored.text == text


def test_typed_answers_fill_the_client() -> None:
    state = (case(), client())
    for answer in (
        answered("industry", "maker"),
        answered("employees", text="14名"),
        answered("prefecture", text="石川"),
        answered("contact", text="販売係 見本"),
    ):
        state = SERVICE.apply(*state, answer)

    assert state[1].industry == "製造業"
    assert state[1].employees == 14
    assert state[1].prefecture == "石川県"
    assert state[1].contact_name == "販売係 見本"


def test_the_five_obstacles_are_kept_in_their_order() -> None:
    answer = answered("obstacles", "existing_suppliers_and_quality", "awareness")

    filled, _ = SERVICE.apply(case(), client(), answer)

    assert filled.hearing.obstacles == (
        Obstacle.AWARENESS,
        Obstacle.EXISTING_SUPPLIERS_AND_QUALITY,
    )


def test_unreadable_text_is_kept_and_fills_nothing() -> None:
    filled, _ = SERVICE.apply(
        replace(case(), budget_yen=50_000), client(), answered("budget", text="社長に聞く")
    )

    assert filled.budget_yen == 50_000
    stored = filled.hearing.answer("budget")
    assert stored is not None
    assert stored.text == "社長に聞く"


def test_a_value_is_taken_back_when_its_answer_becomes_unknown() -> None:
    filled, who = SERVICE.apply(case(), client(), answered("budget", text="30万円"))
    unknown = Answer(question_id="budget", state=AnswerState.UNKNOWN)

    taken_back, _ = SERVICE.apply(filled, who, unknown)

    assert taken_back.budget_yen is None


def test_a_value_from_elsewhere_stays_when_the_answer_is_unknown() -> None:
    unknown = Answer(question_id="employees", state=AnswerState.UNKNOWN)

    _, who = SERVICE.apply(case(), replace(client(), employees=8), unknown)

    assert who.employees == 8


@given(
    question_id=st.sampled_from([q.id for q in load_questions()] + ["存在しない"]),
    text=st.text(max_size=60),
    choices=st.lists(st.text(max_size=8), max_size=3),
    state=st.sampled_from(AnswerState),
)
def test_no_answer_is_ever_refused(
    question_id: str, text: str, choices: list[str], state: AnswerState
) -> None:
    answer = Answer(question_id=question_id, state=state, choices=tuple(choices), text=text)

    filled, _ = SERVICE.apply(case(), client(), answer)

    assert filled.hearing.answer(question_id) == answer
    assert SERVICE.progress(filled.hearing).total >= 24
    assert isinstance(SERVICE.summary(filled.hearing), tuple)


@pytest.mark.parametrize(
    ("question", "words", "value"),
    [
        ("budget", "出せて八万", 80_000),
        ("deadline", "年内", date(2026, 12, 31)),
        ("deadline", "来月いっぱい", date(2026, 12, 31)),
        ("employees", "パート入れて7人", 7),
        ("deadline", "来年のどこか", None),
    ],
)
def test_what_is_typed_as_it_was_said_is_read_as_it_was_meant(
    question: str, words: str, value: object
) -> None:
    told, owner = SERVICE.apply(case(), client(), answered(question, text=words))

    read = {"budget": told.budget_yen, "deadline": told.deadline, "employees": owner.employees}
    assert read[question] == value
    answer = told.hearing.answer(question)
    assert answer is not None
    assert answer.text == words


def test_a_skipped_question_is_left_to_be_put_and_an_unknown_one_is_not() -> None:
    skipped = heard(Answer(question_id="employees", state=AnswerState.SKIPPED))
    unknown = heard(Answer(question_id="employees", state=AnswerState.UNKNOWN))

    assert SERVICE.progress(skipped).left == SERVICE.progress(Hearing()).left
    assert SERVICE.progress(unknown).left == SERVICE.progress(Hearing()).left - 1
