"""The order of proposed work follows what speaks for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.decomposing import with_prerequisites
from cspdesk.services.decomposing_knowledge import Knowledge, load_knowledge
from cspdesk.services.folding import fold
from cspdesk.services.ranking import (
    PROBLEM_SIGNS,
    SIGNS,
    Ranking,
    load_ranking,
    problem_signs_of_all,
    signs_of_all,
)
from cspdesk.services.weighing import weigh


@pytest.mark.parametrize("name", SIGNS)
def test_more_of_any_sign_never_makes_work_less_likely(name: str) -> None:
    ranking = load_ranking()
    little = tuple(0.2 for _ in SIGNS)
    more = tuple(0.9 if sign == name else 0.2 for sign in SIGNS)

    assert ranking.likelihood(more) >= ranking.likelihood(little)


def test_a_likelihood_lies_between_nothing_and_certainty() -> None:
    ranking = Ranking(start=-3.0, weights=(9.0,))

    assert 0 < ranking.likelihood((0.0,)) < ranking.likelihood((1.0,)) < 1


def test_a_likelihood_is_spread_so_that_unlikely_work_can_be_told_apart() -> None:
    even = Ranking(start=0.0, weights=())

    assert even.likelihood(()) ** 3 == pytest.approx(0.5)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(load_catalogue())


def signs_for(knowledge: Knowledge, said: str, item_id: str = "des-logo") -> dict[str, float]:
    scores = weigh(knowledge, fold(said), "")
    signs = signs_of_all(knowledge, scores, with_prerequisites(knowledge, scores))
    return dict(zip(SIGNS, signs[item_id], strict=True))


def test_what_the_talk_is_about_is_nearest_and_in_first_place(knowledge: Knowledge) -> None:
    signs = signs_for(knowledge, "会社のロゴを作ってほしい。名刺に載せる印がないので。")

    assert (signs["whole"], signs["whole_place"], signs["strength_place"]) == (1, 1, 1)


def test_every_piece_of_work_has_its_signs(knowledge: Knowledge) -> None:
    scores = weigh(knowledge, fold("会社のロゴを作ってほしい。"), "")

    signs = signs_of_all(knowledge, scores, scores.items)

    assert set(signs) == {item.id for item in knowledge.catalogue.items}
    assert all(0 <= value <= 1 for values in signs.values() for value in values)


def test_what_is_there_already_loses_its_signs(knowledge: Knowledge) -> None:
    wanted = signs_for(knowledge, "会社のロゴを作ってほしい。")
    there = signs_for(knowledge, "会社のロゴはもうある。")

    assert there["said"] < wanted["said"]


def test_a_remark_beside_takes_little_of_the_place_of_what_is_asked(knowledge: Knowledge) -> None:
    asked = "会社のロゴを作ってほしい。"

    signs = signs_for(knowledge, asked + "孫は来月から小学校で、毎日にぎやかにしております。")

    assert signs["whole_place"] == 1


def test_work_that_was_not_touched_on_was_not_said(knowledge: Knowledge) -> None:
    signs = signs_for(knowledge, "会社のロゴを作ってほしい。", "hw-firmware")

    assert signs["said"] == 0
    assert max(signs["asked"], signs["problem"]) < 0.01


def test_work_is_asked_for_as_strongly_as_the_sub_issue_that_asks_most(
    knowledge: Knowledge,
) -> None:
    sub_issues = [sub for problem in knowledge.catalogue.problems for sub in problem.sub_issues]
    above = [sub.id for sub in sub_issues if any(link.item_id == "des-logo" for link in sub.items)]
    assert len(above) > 1

    def asked(*degrees: float) -> float:
        scores = weigh(knowledge, fold("会社のロゴを作ってほしい。"), "")
        told = replace(scores, asked=dict(zip(above, degrees, strict=False)))
        signs = signs_of_all(knowledge, told, told.items)
        return signs["des-logo"][SIGNS.index("asked")]

    assert asked(0.8, 0.1) == asked(0.1, 0.8) == 0.8


def test_a_problem_is_as_likely_as_its_core_work_not_as_what_is_useful_beside(
    knowledge: Knowledge,
) -> None:
    scores = weigh(knowledge, fold("会社のロゴを作ってほしい。"), "")
    problem = knowledge.catalogue.problems[0]
    links = [link for sub in problem.sub_issues for link in sub.items]
    core = {link.item_id for link in links if link.priority == "core"}
    beside = {link.item_id for link in links} - core

    def work(likely: set[str]) -> float:
        found = problem_signs_of_all(knowledge, scores, dict.fromkeys(likely, 0.9))
        return found[problem.id][PROBLEM_SIGNS.index("work")]

    assert work(beside) == work(set())
    assert work(core) > work(set())
