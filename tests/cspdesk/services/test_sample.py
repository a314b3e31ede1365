"""The bundled sample as a specification."""

from __future__ import annotations

from functools import cache

from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import Verdict, in_working_order
from cspdesk.domain.finding import ItemState
from cspdesk.domain.posting import PostingField
from cspdesk.services.checking import CheckingService
from cspdesk.services.decomposing import DecomposingService
from cspdesk.services.drafting import DraftingService
from cspdesk.services.format_advice import FormatAdviceService
from cspdesk.services.sample import build_sample


@cache
def sample() -> tuple[Client, Case]:
    return build_sample(
        DecomposingService(), FormatAdviceService(), DraftingService(), CheckingService()
    )


def test_the_sample_says_that_it_is_one() -> None:
    client, case = sample()

    assert (client.id, case.id) == ("mihon-c-0001", "mihon-0001")
    assert client.is_sample
    assert case.is_sample
    assert client.name.startswith("見本")


def test_building_it_twice_gives_the_same() -> None:
    again = build_sample(
        DecomposingService(), FormatAdviceService(), DraftingService(), CheckingService()
    )

    assert again == sample()


def test_its_answers_filled_the_case_and_the_client() -> None:
    client, case = sample()

    assert case.budget_yen == 400_000
    assert case.deadline is not None
    assert client.employees == 7
    assert case.hearing.obstacles


def test_its_work_is_ordered_kept_inside_and_postponed_within_the_budget() -> None:
    _, case = sample()
    verdicts = {item.verdict for item in case.decomposition.work_items}

    assert {Verdict.ORDER, Verdict.IN_HOUSE, Verdict.POSTPONE} <= verdicts
    assert len(case.decomposition.ordered_items()) == 5
    total = sum(item.total_yen or 0 for item in case.decomposition.ordered_items())
    assert case.budget_yen is not None
    assert 0 < total <= case.budget_yen


def test_every_piece_of_work_stands_under_an_issue_and_after_what_it_needs() -> None:
    _, case = sample()
    items = case.decomposition.work_items
    issue_ids = {issue.id for issue in case.decomposition.issues}

    assert all(item.issue_id in issue_ids for item in items)
    ends = {item.id: item.due_on for item in items}
    for item in in_working_order(case.decomposition.ordered_items()):
        for before in item.after:
            end = ends[before]
            assert item.starts_on is not None
            assert end is not None
            assert end < item.starts_on


def test_what_must_not_be_ordered_is_named_with_who_to_go_to() -> None:
    _, case = sample()

    assert len(case.decomposition.kept_back) >= 2
    assert all(entry.who and entry.reason for entry in case.decomposition.kept_back)


def test_every_order_has_a_format_a_posting_and_a_clean_check() -> None:
    _, case = sample()
    formats = set()
    for item in case.decomposition.ordered_items():
        assert item.format_decision is not None
        posting = case.posting_for(item.id)
        assert posting is not None
        formats.add(posting.format)
        assert posting.format is item.format_decision.chosen
        assert [field for field, _ in posting.texts] == list(PostingField)
        assert posting.versions
        assert posting.check is not None
        assert posting.check.errors == 0
        assert posting.check.warnings == 0
        assert all(state is ItemState.PRESENT for _, state in posting.check.states)
    assert len(formats) >= 2
