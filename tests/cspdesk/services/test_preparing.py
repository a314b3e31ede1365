"""The days by which a client is ready follow the plan of the case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cspdesk.documents.model import Table
from cspdesk.documents.plain_text import to_text
from cspdesk.domain.case import Case
from cspdesk.services.planning import PlanningService
from cspdesk.services.preparing import days_of, preparation_of
from tests.builders import a_case, a_client, accepted

_TODAY = date(2026, 11, 24)
# Without what an order takes beside the work.
_PLAIN = PlanningService(lambda _item: None)


@pytest.fixture
def planned() -> Case:
    case = a_case(accepted("a", name="商品の写真", inputs=("商品の現物",)))
    return replace(case, planned_order_on=date(2027, 2, 1))


def test_the_client_gets_ready_for_the_day_on_which_the_case_is_to_be_ordered(
    planned: Case,
) -> None:
    text = to_text(preparation_of(planned, a_client(), _TODAY, _PLAIN))

    assert "2027年1月29日（金）まで　1 商品の写真" in text


def test_a_paper_that_tells_of_more_reckons_from_the_same_day(planned: Case) -> None:
    (table,) = [block for block in days_of(planned, _TODAY, _PLAIN) if isinstance(block, Table)]

    assert table.rows[0][-1].text.startswith("2/1〜")
