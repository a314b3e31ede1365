"""The narrowing questions as a specification."""

from __future__ import annotations

from itertools import pairwise

import pytest

from cspdesk.domain.decomposition import Verdict
from cspdesk.domain.hearing import Answer, AnswerState, Hearing
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.guided_proposal import guided
from cspdesk.services.interview import InterviewService
from cspdesk.services.narrowing import ENOUGH, MOST_QUESTIONS, NONE, Narrowing
from cspdesk.services.narrowing_belief import AREA, ITEM, entropy, told
from cspdesk.services.narrowing_field import MOST_CHOICES, load_narrowing
from cspdesk.services.proposal import ProblemMatch, Proposal, WorkItemMatch

CATALOGUE = load_catalogue()
NARROWING = Narrowing(CATALOGUE)
NOTHING = Proposal()


def chosen(question_id: str, *choices: str) -> Answer:
    return Answer(question_id=question_id, state=AnswerState.ANSWERED, choices=choices)


def unknown(question_id: str) -> Answer:
    return Answer(question_id=question_id, state=AnswerState.UNKNOWN)


def items(hearing: Hearing, read: Proposal = NOTHING) -> list[str]:
    return [m.item_id for m in guided(NARROWING, CATALOGUE, read, hearing).work_items]


def test_with_nothing_known_the_area_is_asked_first() -> None:
    assert NARROWING.next_id(Hearing()) == "area"


def test_an_area_leads_to_its_problems_and_a_problem_to_where_it_hurts() -> None:
    hearing = Hearing(answers=(chosen("area", "people"),))
    assert NARROWING.next_id(hearing) == "narrow.problem:people"

    hearing = hearing.with_answer(chosen("narrow.problem:people", "P-RECRUIT"))
    assert NARROWING.next_id(hearing) == "narrow.sub_issue:P-RECRUIT"

    hearing = hearing.with_answer(chosen("narrow.sub_issue:P-RECRUIT", "P-RECRUIT.page"))
    assert NARROWING.next_id(hearing) == "narrow.item:P-RECRUIT"


def test_the_question_with_the_greatest_gain_comes_next() -> None:
    hearing = Hearing(answers=(chosen("area", "office", "web"),))
    gains = [candidate.gain for candidate in NARROWING.candidates(hearing)]

    assert gains == sorted(gains, reverse=True)
    assert NARROWING.next_id(hearing) == NARROWING.candidates(hearing)[0].question_id


def test_what_the_words_told_is_where_the_questions_begin() -> None:
    read = Proposal(
        problems=(
            ProblemMatch(
                problem_id="P-RECRUIT", name="", score=0.95, why=(), quotes=(), sub_issue_ids=()
            ),
        )
    )
    hearing = Hearing(answers=(unknown("area"),))

    assert NARROWING.next_id(hearing, read) == "narrow.sub_issue:P-RECRUIT"


def test_an_unknown_answer_is_not_asked_again_and_says_nothing() -> None:
    hearing = Hearing(answers=(chosen("area", "people"),))
    left = hearing.with_answer(unknown("narrow.problem:people"))

    assert NARROWING.next_id(left) != "narrow.problem:people"
    assert NARROWING.belief(left).problems == NARROWING.belief(hearing).problems


def test_nobody_is_asked_more_than_twelve_questions() -> None:
    hearing = Hearing()
    while question_id := NARROWING.next_id(hearing):
        question = NARROWING.question(
            question_id, hearing, dict.fromkeys(NARROWING.field.areas, "所")
        )
        offered = [c.id for c in question.choices] if question else list(NARROWING.field.areas)
        hearing = hearing.with_answer(chosen(question_id, *offered[:3]))

    assert len(hearing.answers) <= MOST_QUESTIONS
    assert NARROWING.stable(hearing)


def test_the_proposal_is_stable_when_no_question_tells_enough() -> None:
    hearing = Hearing(answers=(chosen("area", "people"), chosen("narrow.problem:people", NONE)))
    while question_id := NARROWING.next_id(hearing):
        hearing = hearing.with_answer(chosen(question_id, NONE))

    assert all(candidate.gain < ENOUGH for candidate in NARROWING.candidates(hearing))


def test_every_answer_changes_the_proposal() -> None:
    steps = (
        chosen("area", "people"),
        chosen("narrow.problem:people", "P-RECRUIT"),
        chosen("narrow.sub_issue:P-RECRUIT", "P-RECRUIT.page"),
        chosen("narrow.item:P-RECRUIT", "wri-jobpost"),
    )
    hearing = Hearing()
    seen = [guided(NARROWING, CATALOGUE, NOTHING, hearing)]
    for answer in steps:
        hearing = hearing.with_answer(answer)
        seen.append(guided(NARROWING, CATALOGUE, NOTHING, hearing))

    shown = [({m.problem_id for m in p.problems}, [m.item_id for m in p.work_items]) for p in seen]
    assert all(before != after for before, after in pairwise(shown))
    assert seen[-1].work_items[0].item_id == "wri-jobpost"


def test_what_was_offered_and_not_taken_falls_behind() -> None:
    base = Hearing(
        answers=(
            chosen("area", "people"),
            chosen("narrow.problem:people", "P-RECRUIT"),
            chosen("narrow.sub_issue:P-RECRUIT", "P-RECRUIT.page"),
        )
    )
    refused = base.with_answer(chosen("narrow.item:P-RECRUIT", NONE))

    assert "wri-jobpost" in items(base)
    assert "wri-jobpost" not in items(refused)


def test_without_telling_answers_the_words_alone_decide() -> None:
    read = Proposal(ask=("何枚ですか",))

    assert guided(NARROWING, CATALOGUE, read, Hearing(answers=(unknown("area"),))) is read


def test_the_answers_bring_what_must_not_be_ordered() -> None:
    hearing = Hearing(
        answers=(chosen("area", "money"), chosen("narrow.problem:money", "P-SUBSIDY"))
    )
    proposal = guided(NARROWING, CATALOGUE, NOTHING, hearing)

    assert proposal.not_to_order
    assert all(m.who and m.reason for m in proposal.not_to_order)


def test_a_mapped_answer_of_an_ordinary_question_speaks_too() -> None:
    hearing = Hearing(answers=(chosen("goods_part", "photo"),))
    belief = NARROWING.belief(hearing)

    assert belief.item("pm-photo-product") > NARROWING.belief(Hearing()).item("pm-photo-product")


def test_words_and_answers_together_keep_the_owners_quotes() -> None:
    match = WorkItemMatch(
        item_id="wri-jobpost",
        name="",
        verdict=Verdict.ORDER,
        score=0.8,
        why=("お話から",),
        quotes=("求人",),
        sub_issue_id="",
    )
    read = Proposal(work_items=(match,))
    hearing = Hearing(answers=(chosen("area", "people"),))
    found = guided(NARROWING, CATALOGUE, read, hearing).work_items[0]

    assert (found.item_id, found.quotes) == ("wri-jobpost", ("求人",))


@pytest.mark.parametrize("problem", CATALOGUE.problems, ids=lambda p: p.id)
def test_every_problem_lies_in_an_area(problem: object) -> None:
    assert any(problem.id in found for found in NARROWING.field.areas.values())  # type: ignore[attr-defined]


def test_every_piece_of_work_can_be_reached() -> None:
    further = {i for found in NARROWING.field.further.values() for i in found}

    assert {item.id for item in CATALOGUE.items if not NARROWING.field.ways[item.id]} == further


def test_no_question_offers_more_than_fits_the_keys() -> None:
    areas = dict.fromkeys(NARROWING.field.areas, "所")
    ids = [f"narrow.problem:{area}" for area in areas]
    ids += [f"narrow.{level}:{p.id}" for p in CATALOGUE.problems for level in ("sub_issue", "item")]

    for question_id in ids:
        question = NARROWING.question(question_id, Hearing(), areas)
        assert question is not None
        assert 2 <= len(question.choices) <= MOST_CHOICES + 1


def test_what_answers_point_to_is_in_the_catalogue_and_the_interview() -> None:
    service = InterviewService()
    for points in load_narrowing().points:
        question = service.question(points.question_id)
        assert question is not None
        assert points.choice_id in {c.id for c in question.choices}
        assert all(CATALOGUE.problem(p) for p in points.problems)
        assert all(CATALOGUE.item(i) for i in points.items)


def test_the_areas_are_the_choices_of_the_area_question() -> None:
    question = InterviewService().question("area")

    assert question is not None
    assert {c.id for c in question.choices} == {choice for choice, _ in load_narrowing().areas}


def test_an_answer_tells_most_about_what_is_open_and_nothing_about_what_is_sure() -> None:
    assert told(0.5, AREA) > told(0.05, AREA) > told(0.0, AREA) == 0
    assert told(0.5, ITEM) < entropy(0.5) == 1
