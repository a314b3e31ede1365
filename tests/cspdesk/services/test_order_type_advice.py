"""Who should order: what hearing and work speak for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cspdesk.domain.case import Case
from cspdesk.domain.decomposition import Decomposition, ProposalState, WorkItem
from cspdesk.domain.hearing import Answer, AnswerState, Hearing, Obstacle
from cspdesk.domain.request_format import FormatAnswer, OrderType
from cspdesk.services.order_type_advice import advise_order_type
from tests.doubles import MOMENT

CASE = Case(id="k", client_id="c", title="見本", created_at=MOMENT, updated_at=MOMENT)


def told(question: str, choice: str, *obstacles: Obstacle) -> Case:
    answer = Answer(question_id=question, state=AnswerState.ANSWERED, choices=(choice,))
    return replace(CASE, hearing=Hearing(answers=(answer,), obstacles=obstacles))


def with_fact(question: str, value: str) -> Case:
    item = WorkItem(
        id="w",
        name="仕事",
        state=ProposalState.ACCEPTED,
        format_answers=(FormatAnswer(question_id=question, value=value),),
    )
    return replace(CASE, decomposition=Decomposition(work_items=(item,)))


def test_without_facts_the_service_is_the_usual_way() -> None:
    assert advise_order_type(CASE).order_type is OrderType.BROKER_MATCH


def test_a_firm_without_hands_for_screens_orders_through_a_go_between() -> None:
    advice = advise_order_type(told("it_person", "no", Obstacle.IT_LITERACY))

    assert advice.order_type is OrderType.BROKER_RESELL
    assert any("操作" in reason.text for reason in advice.reasons)
    assert any("請け負え" in condition for condition in advice.conditions)


def test_what_the_owner_says_of_screens_counts_as_if_it_had_been_chosen() -> None:
    said = replace(CASE, hearing=Hearing(owner_words="パソコンは苦手なんです。"))
    chosen = replace(CASE, hearing=Hearing(obstacles=(Obstacle.IT_LITERACY,)))

    assert advise_order_type(said).reasons == advise_order_type(chosen).reasons
    assert advise_order_type(said).reasons != advise_order_type(CASE).reasons


def test_where_two_types_are_equal_the_one_of_the_case_stays() -> None:
    case = told("it_person", "no")

    for order_type in (OrderType.BROKER_RESELL, OrderType.BROKER_MATCH):
        assert advise_order_type(replace(case, order_type=order_type)).order_type is order_type


def test_the_licence_of_the_go_between_is_asked_where_it_counts_only() -> None:
    between = advise_order_type(told("it_person", "no", Obstacle.ORDERING_SKILL))

    assert any("定款" in question for question in between.open_questions)
    assert not any("定款" in question for question in advise_order_type(CASE).open_questions)


def test_a_known_worker_is_ordered_from_directly() -> None:
    assert advise_order_type(with_fact("named_worker", "yes")).order_type is OrderType.DIRECT


def test_money_that_cannot_be_left_ahead_speaks_against_the_service() -> None:
    assert advise_order_type(with_fact("prepay_ok", "no")).order_type is not OrderType.BROKER_MATCH


@pytest.mark.parametrize(
    "case",
    [CASE, with_fact("named_worker", "yes"), told("it_person", "no", Obstacle.IT_LITERACY)],
    ids=[t.value for t in (OrderType.BROKER_MATCH, OrderType.DIRECT, OrderType.BROKER_RESELL)],
)
def test_every_type_says_what_it_means(case: Case) -> None:
    assert advise_order_type(case).meaning
