from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from cspdesk.domain.finding import Severity
from cspdesk.domain.order_facts import NO_FACTS, OrderFacts, Stage
from cspdesk.domain.request_format import OrderType, RequestFormat
from cspdesk.rules.loading import load_pack
from cspdesk.rules.model import Applies, Example, Softer
from cspdesk.rules.platforms import platform_ids, read_profile
from cspdesk.services.rule_words import (
    covered_words,
    example_circumstances,
    facts_words,
    told,
    weight_words,
)

RULE = load_pack().rules[0]


@pytest.mark.parametrize("name", [field.name for field in fields(OrderFacts)])
def test_every_fact_of_an_order_has_words(name: str) -> None:
    kind = str(next(field.type for field in fields(OrderFacts) if field.name == name))
    values: dict[str, Any] = {
        "int | None": 3,
        "bool | None": False,
        "date | None": date(2026, 12, 1),
    }

    words = facts_words(replace(NO_FACTS, **{name: values.get(kind, "静岡県")}))

    assert "：" in words
    assert name not in words


def test_unknown_facts_are_not_told() -> None:
    assert facts_words(NO_FACTS) == ""
    assert facts_words(OrderFacts(reward_yen=30000)) == "報酬：30,000円"


def test_work_type_is_told_by_its_name() -> None:
    assert facts_words(OrderFacts(work_type="system_dev")) == "仕事の種類：システム開発"


def test_what_only_a_text_would_tell_stays_open() -> None:
    assert told("{days}日目で、{payment.max_days}日を超えます", date(2026, 11, 22)) == (
        "○日目で、60日を超えます"
    )


def test_formats_and_order_types_are_told_only_where_they_are_not_all() -> None:
    everywhere = replace(RULE, stage=Stage.POSTING, also_at=frozenset(), applies=Applies())
    narrow = replace(
        everywhere,
        also_at=frozenset({Stage.CONTRACT}),
        applies=Applies(
            formats=frozenset({RequestFormat.COMPETITION}),
            order_types=frozenset({OrderType.DIRECT}),
        ),
    )

    assert covered_words(everywhere) == "依頼文"
    assert covered_words(narrow) == "依頼文・契約条件、コンペ形式、直接発注"


def test_platforms_are_told_by_their_names() -> None:
    first, second = platform_ids()[:2]
    names = read_profile(first).name, read_profile(second).name
    only = replace(RULE, applies=Applies(platforms=frozenset({first, second})))
    other = replace(RULE, applies=Applies(not_platforms=frozenset({first})))
    softer = Softer(severity=Severity.INFO, platforms=frozenset({second}))

    assert covered_words(only).endswith("・".join(names))
    assert covered_words(other).endswith(f"{names[0]}を除く")
    assert weight_words(replace(RULE, softer=(softer,)))[0] == f"{names[1]}の場合：案内"


@pytest.mark.parametrize(
    ("softer", "said"),
    [
        (
            Softer(severity=Severity.INFO, order_types=frozenset({OrderType.DIRECT})),
            "直接発注の場合：案内",
        ),
        (
            Softer(
                severity=Severity.WARNING,
                formats=frozenset({RequestFormat.TASK}),
                state="partial",
            ),
            "タスク形式、一部だけの記載の場合：注意",
        ),
        (
            Softer(severity=Severity.ERROR, client_staff=True, worker_solo=False, months_from=6),
            "注文者に従業員あり（分からないときも）、受注者に従業員あり、期間が6か月以上の場合：不適合",
        ),
        (
            Softer(severity=Severity.INFO, not_under=frozenset({"freelance", "toriteki"})),
            "フリーランス法の対象外の見込み、取適法の対象外の見込みの場合：案内",
        ),
        (
            Softer(severity=Severity.INFO, before=date(2024, 11, 1), inspection=True),
            "2024-10-31 まで、検査ありの場合：案内",
        ),
        (
            Softer(severity=Severity.ERROR, stages=frozenset({Stage.CONTRACT})),
            "契約条件の場合：不適合",
        ),
    ],
)
def test_condition_of_another_weight_is_said_in_words(softer: Softer, said: str) -> None:
    assert weight_words(replace(RULE, softer=(softer,)))[0] == said


def test_example_tells_only_what_it_names() -> None:
    plain = Example(text="見本")
    dated = Example(text="見本", as_of=date(2025, 12, 31), format=RequestFormat.TASK)

    assert example_circumstances(plain) == ""
    assert example_circumstances(dated) == "2025-12-31 の時点、タスク形式"
