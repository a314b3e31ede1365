"""Noticing what keeps the owner from ordering, as a specification."""

from __future__ import annotations

import pytest

from cspdesk.domain.hearing import Answer, AnswerState, Hearing, Obstacle
from cspdesk.domain.request_format import OrderType
from cspdesk.services.interview import InterviewService
from cspdesk.services.obstacles import load_obstacles, notice


def noticed(hearing: Hearing) -> list[Obstacle]:
    return [found.obstacle for found in notice(hearing)]


def test_what_is_quoted_ends_with_its_clause_rather_than_within_a_word() -> None:
    found = notice(
        Hearing(owner_words="費用は相場がわからないので教えてください。ほかは順調です。")
    )

    assert "お話の「相場がわからないので教えてください」" in [w for n in found for w in n.why]


def test_nothing_is_noticed_where_nothing_was_said() -> None:
    assert notice(Hearing()) == ()


@pytest.mark.parametrize(
    ("words", "obstacle"),
    [
        ("クラウドソーシングって聞いたことないんやけど", Obstacle.AWARENESS),
        ("わし、パソコンは苦手でなあ。", Obstacle.IT_LITERACY),
        ("どう頼んだらいいものか", Obstacle.ORDERING_SKILL),
        ("そもそも何を頼めるのかピンと来ない", Obstacle.IMAGE_OF_USE),
        ("素人に頼んで失敗したくない", Obstacle.EXISTING_SUPPLIERS_AND_QUALITY),
    ],
)
def test_each_obstacle_is_noticed_from_words_and_quotes_them(
    words: str, obstacle: Obstacle
) -> None:
    found = next(n for n in notice(Hearing(owner_words=words)) if n.obstacle is obstacle)

    quote = found.why[0].removeprefix("お話の「").removesuffix("」")
    assert quote in words
    assert found.remedies


def test_an_answer_tells_an_obstacle_too() -> None:
    answer = Answer(question_id="it_person", state=AnswerState.ANSWERED, choices=("no",))

    assert noticed(Hearing(answers=(answer,))) == [Obstacle.IT_LITERACY]


def test_where_words_tell_it_the_answer_is_not_given_as_a_reason_again() -> None:
    answer = Answer(question_id="it_person", state=AnswerState.ANSWERED, choices=("no",))

    (found,) = notice(Hearing(owner_words="パソコンは苦手でなあ。", answers=(answer,)))

    assert found.obstacle is Obstacle.IT_LITERACY
    assert all(why.startswith("お話の「") for why in found.why)


def test_an_unknown_answer_tells_none() -> None:
    answer = Answer(question_id="it_person", state=AnswerState.UNKNOWN, choices=("no",))

    assert noticed(Hearing(answers=(answer,))) == []


def test_little_practice_with_computers_leads_to_an_order_type_that_takes_it_over() -> None:
    found = notice(Hearing(obstacles=(Obstacle.IT_LITERACY,)))[0]

    assert OrderType.BROKER_RESELL in [remedy.order_type for remedy in found.remedies]


def test_all_five_have_signs_and_remedies() -> None:
    assert [entry.obstacle for entry in load_obstacles()] == list(Obstacle)
    assert all(entry.signs and entry.remedies for entry in load_obstacles())


def test_the_answers_that_tell_are_choices_of_the_interview() -> None:
    service = InterviewService()
    for entry in load_obstacles():
        for question_id, choice_id in entry.answers:
            question = service.question(question_id)
            assert question is not None
            assert choice_id in {choice.id for choice in question.choices}
