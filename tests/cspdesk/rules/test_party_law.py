"""The decision table of law.md: who orders from whom, what, and on which day."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.order_facts import OrderFacts
from cspdesk.domain.party_law import Law, Standing
from cspdesk.rules.party_law import laws_between

TODAY = date(2026, 11, 22)
MILLION = 1_000_000
SOLO = OrderFacts(worker_is_solo=True, worker_is_company=False)
FIRM = OrderFacts(
    worker_is_solo=False, worker_is_company=True, worker_employees=5, worker_capital_yen=3 * MILLION
)
OWN_USE: dict[str, Any] = {"resale": False, "own_trade": False}


def design(
    client_capital: int, client_staff: int, worker_capital: int, worker_staff: int
) -> OrderFacts:
    return OrderFacts(
        client_is_company=True,
        client_capital_yen=client_capital,
        client_employees=client_staff,
        worker_is_company=True,
        worker_capital_yen=worker_capital,
        worker_employees=worker_staff,
        worker_is_solo=False,
        resale=True,
        work_type="logo_banner",
    )


@pytest.mark.parametrize(
    ("facts", "day", "freelance", "toriteki"),
    [
        # Own use: the Freelance Act alone protects those who work alone.
        (replace(SOLO, client_employees=3, **OWN_USE), TODAY, "applies", "not_expected"),
        (replace(SOLO, client_employees=0, client_officers=1, **OWN_USE), TODAY, "applies",
         "not_expected"),
        (replace(FIRM, client_employees=400, client_capital_yen=400 * MILLION, **OWN_USE), TODAY,
         "not_expected", "not_expected"),
        # Passed on to a customer: both laws, when the sizes fit.
        (replace(SOLO, client_employees=3, client_capital_yen=20 * MILLION, resale=True,
                 work_type="article"), TODAY, "applies", "applies"),
        (replace(SOLO, client_employees=3, client_capital_yen=10 * MILLION, resale=True,
                 work_type="article"), TODAY, "applies", "not_expected"),
        (replace(FIRM, client_employees=3, client_capital_yen=20 * MILLION, resale=True,
                 work_type="article"), TODAY, "not_expected", "applies"),
        # Things that the client makes as its own business.
        (replace(SOLO, client_employees=120, client_capital_yen=5 * MILLION, resale=False,
                 own_trade=True, work_type="movie"), TODAY, "applies", "applies"),
        # What is not known counts as covered.
        (OrderFacts(), TODAY, "to_check", "to_check"),
        (OrderFacts(client_employees=8, **OWN_USE), TODAY, "to_check", "not_expected"),
        (replace(SOLO, resale=True), TODAY, "applies", "to_check"),
        # Before the first day of a law.
        (OrderFacts(), date(2024, 10, 31), "not_expected", "not_expected"),
        (OrderFacts(), date(2024, 11, 1), "to_check", "not_expected"),
        (OrderFacts(), date(2025, 12, 31), "to_check", "not_expected"),
        (OrderFacts(), date(2026, 1, 1), "to_check", "to_check"),
    ],
)  # fmt: skip
def test_decision_table(facts: OrderFacts, day: date, freelance: str, toriteki: str) -> None:
    laws = laws_between(facts, day)

    assert (laws.freelance.standing, laws.toriteki.standing) == (freelance, toriteki)
    assert laws.freelance.reasons
    assert laws.toriteki.reasons
    assert laws.neither is (freelance == toriteki == "not_expected")


@pytest.mark.parametrize(
    ("client_capital", "client_staff", "worker_capital", "worker_staff", "expected"),
    [
        (50 * MILLION + 1, 50, 50 * MILLION, 200, "applies"),
        (50 * MILLION + 1, 50, 50 * MILLION + 1, 200, "not_expected"),
        (50 * MILLION, 50, 10 * MILLION, 200, "applies"),
        (50 * MILLION, 50, 10 * MILLION + 1, 200, "not_expected"),
        (10 * MILLION + 1, 50, 10 * MILLION, 200, "applies"),
        (10 * MILLION, 50, 10 * MILLION, 200, "not_expected"),
        (10 * MILLION, 100, 10 * MILLION, 100, "not_expected"),
        (10 * MILLION, 101, 10 * MILLION, 100, "applies"),
        (10 * MILLION, 101, 10 * MILLION, 101, "not_expected"),
        (10 * MILLION, 120, 90 * MILLION, 30, "applies"),
    ],
)
def test_sizes_for_design_lie_at_fifty_and_ten_million_and_a_hundred_people(
    client_capital: int, client_staff: int, worker_capital: int, worker_staff: int, expected: str
) -> None:
    facts = design(client_capital, client_staff, worker_capital, worker_staff)

    assert laws_between(facts, TODAY).toriteki.standing == expected


@pytest.mark.parametrize(
    ("client_capital", "client_staff", "worker_capital", "worker_staff", "expected"),
    [
        (300 * MILLION + 1, 50, 300 * MILLION, 400, "applies"),
        (300 * MILLION, 50, 10 * MILLION, 400, "applies"),
        (300 * MILLION, 50, 10 * MILLION + 1, 400, "not_expected"),
        (60 * MILLION, 50, 50 * MILLION, 400, "not_expected"),
        (60 * MILLION, 300, 50 * MILLION, 300, "not_expected"),
        (60 * MILLION, 301, 50 * MILLION, 300, "applies"),
    ],
)
def test_sizes_for_programs_lie_at_three_hundred_and_ten_million_and_three_hundred_people(
    client_capital: int, client_staff: int, worker_capital: int, worker_staff: int, expected: str
) -> None:
    facts = replace(
        design(client_capital, client_staff, worker_capital, worker_staff), work_type="system_dev"
    )

    assert laws_between(facts, TODAY).toriteki.standing == expected


def test_kind_of_work_that_is_unsure_is_to_check_where_the_two_tables_differ() -> None:
    facts = replace(design(60 * MILLION, 50, 50 * MILLION, 200), work_type="transcription")

    assert laws_between(facts, TODAY).toriteki.standing is Standing.TO_CHECK


@pytest.mark.parametrize(
    ("months", "articles"),
    [
        (0, ("第3条", "第4条", "第12条", "第14条")),
        (1, ("第3条", "第4条", "第5条", "第12条", "第14条")),
        (5, ("第3条", "第4条", "第5条", "第12条", "第14条")),
        (6, ("第3条", "第4条", "第5条", "第12条", "第13条", "第14条", "第16条")),
        (None, ("第3条", "第4条", "第5条", "第12条", "第13条", "第14条", "第16条")),
    ],
)
def test_longer_contracts_fall_under_more_articles(
    months: int | None, articles: tuple[str, ...]
) -> None:
    facts = replace(SOLO, client_employees=3, months=months)

    assert laws_between(facts, TODAY).freelance.articles == articles


def test_client_without_staff_only_has_to_show_the_terms() -> None:
    facts = replace(SOLO, client_employees=0, client_is_company=False, months=12)

    assert laws_between(facts, TODAY).freelance.articles == ("第3条",)


FACTS = st.builds(
    OrderFacts,
    client_employees=st.none() | st.integers(0, 500),
    client_officers=st.none() | st.integers(1, 5),
    client_is_company=st.none() | st.booleans(),
    client_capital_yen=st.none() | st.integers(0, 400 * MILLION),
    worker_is_solo=st.none() | st.booleans(),
    worker_is_company=st.none() | st.booleans(),
    worker_employees=st.none() | st.integers(0, 500),
    worker_capital_yen=st.none() | st.integers(0, 400 * MILLION),
    resale=st.none() | st.booleans(),
    own_trade=st.none() | st.booleans(),
    work_type=st.sampled_from(["", "article", "system_dev", "list", "transcription"]),
    months=st.none() | st.integers(0, 24),
).filter(lambda facts: not (facts.worker_is_solo and facts.worker_employees))


@given(FACTS, st.sampled_from([f.name for f in fields(OrderFacts)]))
def test_forgetting_a_fact_never_turns_a_yes_into_a_no_or_a_no_into_a_yes(
    facts: OrderFacts, name: str
) -> None:
    forgotten: dict[str, Any] = {name: "" if isinstance(getattr(facts, name), str) else None}
    known, unknown = (
        laws_between(given_facts, TODAY) for given_facts in (facts, replace(facts, **forgotten))
    )

    for law in Law:
        pair = {getattr(known, law).standing, getattr(unknown, law).standing}
        assert pair != {Standing.APPLIES, Standing.NOT_EXPECTED}


@given(FACTS)
def test_every_answer_has_reasons_and_sources(facts: OrderFacts) -> None:
    laws = laws_between(facts, TODAY)

    for verdict in (laws.freelance, laws.toriteki):
        assert verdict.reasons
        assert verdict.sources
        assert bool(verdict.articles) is verdict.covered
