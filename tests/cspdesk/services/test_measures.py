"""Fixing the success measure, as a specification."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import Decomposition, Issue, ProposalState, WorkItem
from cspdesk.domain.hearing import Answer, AnswerState, Hearing
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.interview import InterviewService
from cspdesk.services.measures import fixed, measure_of, measure_words, open_in

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
SERVICE = InterviewService()
PROBLEM = next(p for p in load_catalogue().problems if len(p.goals) > 1)


def answered(question_id: str, *choices: str, text: str = "") -> Answer:
    return Answer(question_id=question_id, state=AnswerState.ANSWERED, choices=choices, text=text)


def test_goals_of_the_likely_problems_are_offered() -> None:
    hearing = Hearing(
        answers=(answered("area", "people"), answered("narrow.problem:people", "P-RECRUIT"))
    )
    question = next(q for q in SERVICE.questions(hearing) if q.id == "goal")

    assert question.kind == "choices"
    assert question.choices[0].id == "P-RECRUIT:0"


def test_while_nothing_is_known_the_measure_is_typed() -> None:
    question = next(q for q in SERVICE.questions(Hearing()) if q.id == "goal")

    assert (question.kind, question.choices) == ("text", ())


def test_a_chosen_measure_stands_with_the_typed_figure() -> None:
    hearing = Hearing(answers=(answered("goal", f"{PROBLEM.id}:1", text="月20件"),))

    assert measure_of(PROBLEM, hearing) == f"{measure_words(PROBLEM.goals[1])} ／ 月20件"
    assert fixed(hearing)


def test_an_open_measure_offers_all_goals_and_is_not_fixed() -> None:
    unknown = Hearing(answers=(Answer(question_id="goal", state=AnswerState.UNKNOWN),))

    assert measure_of(PROBLEM, unknown).count(" ／ ") == len(PROBLEM.goals) - 1
    assert not fixed(unknown)


def test_before_ordering_every_problem_of_ordered_work_needs_a_measure() -> None:
    suggested = Issue(
        id="a", name="困りごと", catalogue_id=PROBLEM.id, measure=measure_of(PROBLEM, Hearing())
    )
    item = WorkItem(id="w", name="仕事", issue_id="a", state=ProposalState.ACCEPTED)
    case = Case(
        id="c",
        client_id="k",
        title="",
        created_at=NOW,
        updated_at=NOW,
        decomposition=Decomposition(issues=(suggested,), work_items=(item,)),
    )
    written = replace(
        case,
        decomposition=Decomposition(
            issues=(replace(suggested, measure="月15件"),), work_items=(item,)
        ),
    )

    assert open_in(case, load_catalogue()) == ("困りごと",)
    assert open_in(written, load_catalogue()) == ()


def test_the_answer_reaches_the_tree_but_not_what_was_written_by_hand() -> None:
    proposed = Issue(
        id="a", name="", catalogue_id=PROBLEM.id, measure=measure_of(PROBLEM, Hearing())
    )
    written = replace(proposed, id="b", measure="うちの数字")
    case = Case(
        id="c",
        client_id="k",
        title="見本",
        created_at=NOW,
        updated_at=NOW,
        decomposition=Decomposition(issues=(proposed, written)),
    )
    client = Client(id="k", name="見本商店", created_at=NOW, updated_at=NOW)

    changed, _ = SERVICE.apply(case, client, answered("goal", f"{PROBLEM.id}:0"))

    assert [issue.measure for issue in changed.decomposition.issues] == [
        measure_words(PROBLEM.goals[0]),
        "うちの数字",
    ]
