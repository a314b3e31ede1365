"""The shipped interview: whole branches, readable wording, known places to fill."""

from __future__ import annotations

from dataclasses import fields

import pytest

from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import InterviewQuestion
from cspdesk.domain.client import Client
from cspdesk.domain.hearing import Hearing, Obstacle
from cspdesk.services.interview import load_questions

QUESTIONS = load_questions()
EVERY = [pytest.param(question, id=question.id) for question in QUESTIONS]


def test_ids_are_unique() -> None:
    assert len({q.id for q in QUESTIONS}) == len(QUESTIONS)


def test_questions_of_a_group_stand_together() -> None:
    groups = [q.group for q in QUESTIONS]

    assert [g for i, g in enumerate(groups) if i == 0 or groups[i - 1] != g] == list(
        dict.fromkeys(groups)
    )


@pytest.mark.parametrize("question", EVERY)
def test_choices_belong_to_questions_that_offer_them(question: InterviewQuestion) -> None:
    offers = question.kind in {"choice", "choices"}

    assert bool(question.choices) is offers
    ids = [choice.id for choice in question.choices]
    assert len(set(ids)) == len(ids)
    assert all(choice.label for choice in question.choices)


@pytest.mark.parametrize("question", EVERY)
def test_branches_name_choices_of_earlier_questions(question: InterviewQuestion) -> None:
    place = QUESTIONS.index(question)
    earlier = {q.id: {c.id for c in q.choices} for q in QUESTIONS[:place]}

    for question_id, choice_id in (*question.ask_if, *question.skip_if):
        assert choice_id in earlier[question_id]


@pytest.mark.parametrize("question", EVERY)
def test_what_a_question_sets_exists(question: InterviewQuestion) -> None:
    if not question.sets:
        return
    owner, name = question.sets.split(".")
    holder: type[Client | Case | Hearing]
    holder = {"client": Client, "case": Case, "hearing": Hearing}[owner]

    assert name in {field.name for field in fields(holder)}


@pytest.mark.parametrize("question", EVERY)
def test_sentences_are_short_enough_to_be_said(question: InterviewQuestion) -> None:
    assert len(question.ask) <= 45
    assert len(question.summary) <= 12
    assert question.say.startswith("「")
    assert question.why.endswith("。")


def test_all_five_obstacles_can_be_chosen() -> None:
    obstacles = next(q for q in QUESTIONS if q.sets == "hearing.obstacles")

    assert {c.id for c in obstacles.choices} == {o.value for o in Obstacle}
    assert {c.label for c in obstacles.choices} == {o.label for o in Obstacle}


def test_few_questions_hold_up_the_next_step() -> None:
    assert 3 <= sum(q.essential for q in QUESTIONS) <= 7
