from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cspdesk.domain.order_facts import OrderFacts
from cspdesk.errors import DataFileError
from cspdesk.rules.given_facts import facts_of_text, read_facts
from cspdesk.rules.table import Table


def test_facts_of_every_kind_are_read() -> None:
    values = {
        "client_employees": 12,
        "resale": True,
        "receipt_date": date(2026, 11, 22),
        "work_type": "article",
    }

    facts = read_facts(Table("a.toml", "", values))

    assert facts == OrderFacts(
        client_employees=12, resale=True, receipt_date=date(2026, 11, 22), work_type="article"
    )


def test_day_may_be_written_as_text_where_there_is_no_kind_for_days() -> None:
    assert facts_of_text({"receipt_date": "2026-11-22"}).receipt_date == date(2026, 11, 22)


@pytest.mark.parametrize(
    "values",
    [
        {"employees": 12},
        {"client_employees": "12"},
        {"client_employees": True},
        {"resale": "yes"},
        {"receipt_date": "11/22"},
        {"receipt_date": 20261122},
        {"receipt_date": "20261122"},
        {"receipt_date": "9999-12-31"},
        {"payment_date": "0001-01-01"},
        {"client_employees": -1},
        {"reward_yen": -1},
        {"work_type": 3},
    ],
)
def test_unknown_fact_or_wrong_kind_is_named(values: dict[str, Any]) -> None:
    with pytest.raises(DataFileError) as caught:
        facts_of_text(values)

    assert caught.value.key == f"facts.{next(iter(values))}"
