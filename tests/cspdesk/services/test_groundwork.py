"""A paper or a trial before a development is worth proposing where the development is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cspdesk.domain.case import Case
from cspdesk.domain.decomposition import Decomposition, ProposalState, WorkItem
from cspdesk.errors import DataFileError
from cspdesk.services.catalogue import Entry, load_catalogue
from cspdesk.services.groundwork import pays_off, read_groundwork
from cspdesk.services.tree_filling import work_item_from
from tests.builders import a_case

PAPER = "dev-requirements"


def _template(item_id: str, **values: object) -> WorkItem:
    entry = load_catalogue().item(item_id)
    assert entry is not None
    return replace(work_item_from(entry, id=item_id), **values)  # type: ignore[arg-type]


def _case(*items: WorkItem, budget_yen: int | None = None) -> Case:
    return replace(a_case(), decomposition=Decomposition(work_items=items), budget_yen=budget_yen)


def _entry(**values: object) -> Entry:
    return Entry("groundwork.toml", "", {"checked_on": date(2026, 11, 22), **values})


@pytest.mark.parametrize(
    ("follower", "budget", "worth_it"),
    [
        ("dev-biz-system", None, True),
        ("dev-biz-system", 300_000, False),
        ("dev-nocode-app", None, False),
        ("dev-excel-macro", None, False),
        ("des-logo", None, True),
    ],
    ids=["large", "beyond the budget", "small", "needs no paper", "nothing is developed"],
)
def test_a_paper_on_needs_pays_off_where_something_large_follows(
    follower: str, budget: int | None, *, worth_it: bool
) -> None:
    paper = _template(PAPER)
    case = _case(paper, _template(follower), budget_yen=budget)

    assert pays_off(paper, case, load_catalogue()) is worth_it


def test_what_was_turned_down_needs_no_paper() -> None:
    paper = _template(PAPER)
    turned_down = _template("dev-biz-system", state=ProposalState.REJECTED)
    small = _template("dev-excel-macro")

    assert not pays_off(paper, _case(paper, turned_down, small), load_catalogue())
    assert pays_off(paper, _case(paper, turned_down), load_catalogue())


def test_what_follows_costs_three_times_the_paper_at_least() -> None:
    paper = _template(PAPER, unit_price_yen=100_000, quantity=1)

    def worth_it(price: int) -> bool:
        follower = _template("dev-biz-system", unit_price_yen=price, quantity=1)
        return pays_off(paper, _case(paper, follower), load_catalogue())

    assert worth_it(300_000)
    assert not worth_it(299_999)


def test_all_other_work_pays_off_by_itself() -> None:
    logo = _template("des-logo")

    assert pays_off(logo, _case(logo), load_catalogue())


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"development": ["no_such_type"]}, "development"),
        ({"groundwork": [{"item": "no-such-item", "least_times": 1}]}, ".groundwork[0].item"),
        ({"groundwork": [{"item": PAPER, "least_times": "3"}]}, ".groundwork[0].least_times"),
        ({"groundwork": [{"item": PAPER, "least_times": 3, "why": ""}]}, ".groundwork[0]"),
        ({"more": 1}, ""),
    ],
)
def test_a_file_that_names_what_is_not_there_is_refused(
    values: dict[str, object], key: str
) -> None:
    with pytest.raises(DataFileError) as caught:
        read_groundwork(_entry(**values), load_catalogue())

    assert caught.value.key == key
