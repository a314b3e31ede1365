"""A plan is held against the entered budget, else against the one that was told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cspdesk.domain.case import Case
from cspdesk.domain.hearing import Answer, AnswerState, Hearing
from cspdesk.services.budgeting import budget_of
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.ceiling import ceiling_of
from cspdesk.services.first_order import first_order
from cspdesk.services.reducing import reductions
from tests.builders import a_case, accepted

MONDAY = date(2026, 11, 24)

TOLD = "店の紹介を新しくしたい。出せて二十万円です。"


def told_case(**changes: object) -> Case:
    items = (
        accepted("a", unit_price_yen=180_000, price_low_yen=90_000, asked=90),
        accepted("b", unit_price_yen=120_000, price_low_yen=60_000, asked=40),
    )
    case = replace(a_case(*items), hearing=Hearing(owner_words=TOLD))
    return replace(case, **changes)  # type: ignore[arg-type]


def test_a_told_budget_counts_while_none_is_entered_and_says_so() -> None:
    found = ceiling_of(told_case())

    assert (found.yen, found.told, found.quote) == (200_000, True, "二十万円")
    assert found.words == "お話の予算 200,000円（未確定）"


def test_an_entered_budget_stands_above_the_talk() -> None:
    found = ceiling_of(told_case(budget_yen=500_000))

    assert (found.yen, found.told) == (500_000, False)
    assert found.words == "予算の上限 500,000円"


def test_an_answered_question_ends_the_guessing() -> None:
    answer = Answer(question_id="budget", state=AnswerState.ANSWERED, text="これから決めます")
    case = told_case()
    answered = replace(case, hearing=case.hearing.with_answer(answer))
    skipped = replace(answer, state=AnswerState.SKIPPED)

    assert ceiling_of(answered).yen is None
    assert ceiling_of(replace(case, hearing=case.hearing.with_answer(skipped))).yen == 200_000


def test_without_any_word_of_money_the_ceiling_is_open() -> None:
    assert ceiling_of(a_case()).words == "予算の上限 未定"


def test_sums_ways_to_save_and_first_order_use_the_told_budget() -> None:
    case, catalogue = told_case(), load_catalogue()

    assert budget_of(case, MONDAY).over_yen == 100_000
    assert any(way.enough for way in reductions(case, catalogue, MONDAY))
    first = first_order(case, catalogue)
    assert first is not None
    assert "お話の予算" in "".join((first.say, *(why for _, why in first.others)))
