"""Own entries and the texts of their fields: there and back without loss."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import tomli
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.source import Confidence, Source
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.own_catalogue import own_file_from
from cspdesk.services.own_checks import faults_of
from cspdesk.services.own_fields import OwnKind, form_of
from cspdesk.services.own_texts import (
    OwnEntry,
    id_of,
    kind_of,
    lines_of,
    shown,
    texts_of,
    values_of,
    with_copy,
    without_copy,
    without_ids,
)
from tests.cspdesk.services.test_own_catalogue import ITEM, PRICE, PROBLEM
from tests.doubles import TODAY

WHOLE = own_file_from("a", tomli.loads(ITEM + PROBLEM + PRICE))
SUB_ISSUES = next(p for p in form_of(OwnKind.PROBLEM) if p.repeats == "sub_issue")
KNOWN = {item.id for item in load_catalogue().items} | {"X-NOREN-DYE"}


def test_every_entry_comes_back_from_its_texts() -> None:
    entries: tuple[OwnEntry, ...] = (*WHOLE.items, *WHOLE.prices, *WHOLE.problems)
    for entry in entries:
        kind = kind_of(entry)
        values = values_of(kind, texts_of(entry), id_of(entry), date(2026, 10, 31))

        file = own_file_from("a", {kind.value: [values]})

        assert (*file.items, *file.prices, *file.problems) == (entry,)


def test_all_shipped_work_can_be_taken_as_a_start() -> None:
    day = date(2026, 11, 21)
    for item in load_catalogue().items:
        basis = (Source(law="見本", dated=f"{day}", checked_on=day),)
        price = replace(item.price, sources=basis, confidence=Confidence.OWN.value)
        texts = texts_of(replace(item, price=replace(price, per=price.per or item.unit)))

        assert faults_of(OwnKind.ITEM, texts, TODAY, KNOWN) == {}, item.id
        own = own_file_from("a", {"item": [values_of(OwnKind.ITEM, texts, "X-A", TODAY)]}).items[0]
        assert {**texts_of(own), "x": ""} == {**texts, "x": ""}


def test_all_shipped_problems_can_be_taken_as_a_start() -> None:
    for problem in load_catalogue().problems:
        texts = without_ids(texts_of(problem))

        assert faults_of(OwnKind.PROBLEM, texts, TODAY, KNOWN) == {}, problem.id
        values = values_of(OwnKind.PROBLEM, texts, "X-A", TODAY)
        own = own_file_from("a", {"problem": [values]}).problems[0]
        assert [s.name for s in own.sub_issues] == [s.name for s in problem.sub_issues]
        assert [{*s.items} for s in own.sub_issues] == [{*s.items} for s in problem.sub_issues]
        assert [k.grounds for k in own.not_to_order] == [k.grounds for k in problem.not_to_order]


def test_a_further_part_gets_a_number_and_an_id_that_nothing_has() -> None:
    texts = texts_of(WHOLE.problems[0]) | {"sub_issue.1.id": "X-DYE.s7"}

    more, number = with_copy(SUB_ISSUES, texts)

    assert number == "8"
    assert more["sub_issue.8.name"] == ""
    assert without_copy(SUB_ISSUES, more, number) == texts


def test_another_verdict_brings_the_grounds_of_its_own() -> None:
    problem = WHOLE.problems[0]
    texts = texts_of(problem) | {"not_to_order.1.verdict": "bengoshi"}

    values = values_of(OwnKind.PROBLEM, texts, problem.id, TODAY)

    kept = own_file_from("a", {"problem": [values]}).problems[0].not_to_order[0]
    assert kept.grounds
    assert kept.grounds != problem.not_to_order[0].grounds


def test_counts_that_are_left_out_are_those_of_the_usual_case() -> None:
    texts = texts_of(WHOLE.items[0]) | {"days": "１０日", "days_low": "", "days_high": ""}

    assert values_of(OwnKind.ITEM, texts, "X-A", TODAY)["days"] == [10, 10, 10]


@given(st.text(st.characters()))
def test_whatever_is_typed_becomes_a_text_that_can_be_shown(text: str) -> None:
    assert shown(shown(text)) == shown(text)
    assert not set(shown(text)) & {"\x00", "\t", "\u202e", "\r"}
    assert all(line.strip() for line in lines_of(text))
