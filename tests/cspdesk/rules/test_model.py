from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cspdesk.domain.finding import Severity
from cspdesk.domain.order_facts import NO_FACTS, Stage
from cspdesk.domain.request_format import OrderType, RequestFormat
from cspdesk.rules.model import Applies, Circumstances, Softer

DAY = date(2026, 11, 22)
NOW = Circumstances(
    as_of=DAY,
    format=RequestFormat.TASK,
    order_type=OrderType.BROKER_MATCH,
    stage=Stage.POSTING,
    facts=NO_FACTS,
)


@pytest.mark.parametrize(
    ("applies", "platform_id", "holds"),
    [
        (Applies(), "", True),
        (Applies(), "lancers", True),
        (Applies(platforms=frozenset({"lancers"})), "lancers", True),
        (Applies(platforms=frozenset({"lancers"})), "coconala", False),
        (Applies(platforms=frozenset({"lancers"})), "", False),
        (Applies(not_platforms=frozenset({"lancers"})), "lancers", False),
        (Applies(not_platforms=frozenset({"lancers"})), "", True),
    ],
)
def test_rule_holds_on_the_platforms_it_names(
    applies: Applies, platform_id: str, *, holds: bool
) -> None:
    found = applies.covers(DAY, RequestFormat.TASK, OrderType.DIRECT, platform_id)

    assert found is holds


@pytest.mark.parametrize(("platform_id", "holds"), [("", False), ("lancers", True)])
def test_terms_of_a_platform_bind_whoever_orders_there(platform_id: str, *, holds: bool) -> None:
    applies = Applies(
        order_types=frozenset({OrderType.BROKER_MATCH}), whoever_orders_on=frozenset({"lancers"})
    )

    assert applies.covers(DAY, None, OrderType.DIRECT, platform_id) is holds


@pytest.mark.parametrize(("platform_id", "holds"), [("", False), ("lancers", True)])
def test_weight_may_depend_on_the_platform(platform_id: str, *, holds: bool) -> None:
    softer = Softer(severity=Severity.ERROR, platforms=frozenset({"lancers"}))

    assert softer.holds(replace(NOW, platform_id=platform_id)) is holds
