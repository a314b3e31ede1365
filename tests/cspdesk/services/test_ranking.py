"""The order of proposed work follows what speaks for it."""

from __future__ import annotations

import pytest

from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.decomposing import with_prerequisites
from cspdesk.services.decomposing_knowledge import load_knowledge
from cspdesk.services.folding import fold
from cspdesk.services.ranking import SIGNS, Ranking, load_ranking, signs_of
from cspdesk.services.weighing import weigh


@pytest.mark.parametrize("name", [name for name in SIGNS if name != "number_of_words"])
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


def test_what_a_sentence_sounds_like_counts_no_more_than_the_work_itself() -> None:
    knowledge = load_knowledge(load_catalogue())
    scores = weigh(knowledge, fold("会社のロゴを作ってほしい。"), "")
    heard = SIGNS.index("heard")
    assert scores.reasons["des-logo"].heard[0] > 0.1

    signs = signs_of(scores, {"des-logo": 0.1}, "des-logo")

    assert (signs[heard], signs[SIGNS.index("said")]) == (0.1, 0.1)


def test_what_is_there_already_loses_its_signs() -> None:
    knowledge = load_knowledge(load_catalogue())

    def signs(said: str) -> tuple[float, ...]:
        scores = weigh(knowledge, fold(said), "")
        return signs_of(scores, with_prerequisites(knowledge, scores), "des-logo")

    wanted, there = signs("会社のロゴを作ってほしい。"), signs("会社のロゴはもうある。")

    assert there[SIGNS.index("said")] < wanted[SIGNS.index("said")]
    assert there[SIGNS.index("number_of_words")] == 0


def test_nothing_speaks_for_work_that_was_not_touched_on() -> None:
    knowledge = load_knowledge(load_catalogue())
    scores = weigh(knowledge, fold("会社のロゴを作ってほしい。"), "")

    assert set(signs_of(scores, {}, "hw-firmware")) == {0.0}
