"""A posting is judged with what its case and client tell; what was let stand does not count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from cspdesk.domain.case import Case
from cspdesk.domain.finding import CheckResult, Severity
from cspdesk.domain.order_facts import OrderFacts
from cspdesk.domain.posting import Exemption, Posting, PostingField
from cspdesk.domain.request_format import FormatDecision, OrderType, RequestFormat
from cspdesk.rules.platforms import platform_ids
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.checking import CheckingService, CheckRequest
from cspdesk.services.judging import JudgingService, check_record, exempted, standing
from cspdesk.services.next_action import NextAction, next_action
from cspdesk.services.ports import CaseSummary
from cspdesk.services.progress import summarise
from tests.builders import a_case, a_client, accepted
from tests.doubles import MOMENT, TODAY


@cache
def _checking() -> CheckingService:
    return CheckingService()


@dataclass
class _Asked:
    """Remembers what was to be judged."""

    request: CheckRequest | None = None

    def check(self, request: CheckRequest) -> CheckResult:
        self.request = request
        return _checking().check(request)


def _posting(**texts: str) -> Posting:
    posting = Posting(id="p1", work_item_id="w1", format=RequestFormat.PROJECT)
    for name, text in texts.items():
        posting = posting.with_text(PostingField(name), text)
    return posting


def _case(**changes: Any) -> Case:
    item = accepted("w1", **{k: changes.pop(k) for k in _ITEM & changes.keys()})
    return a_case(item, **changes)


SITE = platform_ids()[0]
_DECISION = FormatDecision(
    chosen=RequestFormat.PROJECT,
    recommended=RequestFormat.PROJECT,
    scores=(),
    answers=(),
    decided_at=MOMENT,
)
_ITEM = {
    "format_decision",
    "hours",
    "unit_price_yen",
    "quantity",
    "due_on",
    "starts_on",
    "work_type",
}


def _request(case: Case, posting: Posting, **client: Any) -> CheckRequest:
    asked = _Asked()
    JudgingService(asked).judge(case, a_client(**client), posting, TODAY)
    assert asked.request is not None
    return asked.request


def _facts(case: Case, posting: Posting, **client: Any) -> OrderFacts:
    return _request(case, posting, **client).facts


@pytest.mark.parametrize("order_type", [OrderType.DIRECT, OrderType.BROKER_MATCH])
def test_the_client_that_orders_itself_is_looked_at(order_type: OrderType) -> None:
    case = _case(order_type=order_type)

    facts = _facts(case, _posting(), employees=7, capital_yen=3_000_000, name="見本株式会社")

    assert (facts.client_employees, facts.client_capital_yen) == (7, 3_000_000)
    assert facts.client_is_company is True
    assert facts.resale is None


def test_of_a_broker_that_passes_work_on_nothing_is_known_but_that() -> None:
    case = _case(order_type=OrderType.BROKER_RESELL)

    facts = _facts(case, _posting(), employees=7, capital_yen=3_000_000, name="見本株式会社")

    assert (facts.client_employees, facts.client_capital_yen) == (None, None)
    assert facts.client_is_company is None
    assert facts.resale is True


def test_what_nobody_told_stays_unknown() -> None:
    facts = _facts(_case(), _posting())

    assert facts == OrderFacts()


@pytest.mark.parametrize(
    ("known", "company"),
    [
        ({"name": "（株）見本"}, True),
        ({"name": "㈱見本"}, True),
        ({"name": "医療法人見本会"}, True),
        ({"name": "見本商店", "corporate_number": "8700110005901"}, True),
        ({"name": "見本商店"}, None),
        ({"name": ""}, None),
    ],
)
def test_number_or_name_tell_a_company_and_nothing_tells_a_sole_proprietor(
    known: dict[str, str], company: bool | None
) -> None:
    assert _facts(_case(), _posting(), **known).client_is_company is company


def test_rules_see_trade_place_platform_and_day() -> None:
    case = _case(platform_id=SITE, order_type=OrderType.DIRECT)

    request = _request(case, _posting(title="題"), industry="小売業", prefecture="石川県")

    assert (request.industry, request.prefecture) == ("小売業", "石川県")
    assert (request.platform_id, request.order_type) == (SITE, OrderType.DIRECT)
    assert (request.as_of, request.format) == (TODAY, RequestFormat.PROJECT)
    assert request.spans[0][0] is PostingField.TITLE


def test_a_platform_that_this_version_does_not_know_counts_as_none() -> None:
    assert _request(_case(platform_id="gone"), _posting(title="題")).platform_id == ""


def test_planned_time_and_reward_count_where_the_text_names_the_same_sum_and_no_time() -> None:
    case = _case(hours=10, unit_price_yen=1_000, quantity=5)

    facts = _facts(case, _posting(reward="報酬は5,000円（税込）です。"))

    assert (facts.reward_yen, facts.minutes, facts.tax_included) == (5_000, 600, True)


def test_a_sum_in_the_text_that_differs_from_the_plan_goes_first() -> None:
    case = _case(hours=10, unit_price_yen=1_000, quantity=5)

    facts = _facts(case, _posting(reward="報酬は9,000円（税込）です。"))

    assert (facts.reward_yen, facts.minutes) == (None, 600)


def test_a_time_in_the_text_goes_before_the_planned_one() -> None:
    case = _case(hours=10, unit_price_yen=5_000)

    facts = _facts(case, _posting(reward="5,000円", hours="全部で約２時間です。"))

    assert (facts.reward_yen, facts.minutes) == (None, None)


def test_the_planned_deadline_counts_until_the_text_names_one() -> None:
    case = _case(due_on=date(2026, 12, 25))

    assert _facts(case, _posting(deadline="相談して決めます")).deadline == date(2026, 12, 25)
    assert _facts(case, _posting(deadline="2027年1月15日")).deadline is None


def test_a_posting_without_its_work_is_judged_by_its_text() -> None:
    orphan = replace(_posting(), work_item_id="gone")

    assert _facts(_case(hours=10), orphan) == OrderFacts()


def _let_stand(posting: Posting, result: CheckResult, rule: str) -> Posting:
    finding = next(f for f in result.findings if f.rule == rule)
    return posting.with_exemption(
        Exemption(
            rule=rule, quote=finding.text, reason="見本", decided_by="見本 花子", decided_at=MOMENT
        )
    )


def test_what_was_let_stand_is_counted_apart() -> None:
    judging, case = JudgingService(_checking()), _case(consultant="見本 花子", platform_id=SITE)
    posting = _posting(title="見本の題")
    result = judging.judge(case, a_client(), posting, TODAY)
    first = result.findings[0]
    assert first.severity is Severity.ERROR
    let_stand = _let_stand(posting, result, first.rule)

    record = check_record(result, case, let_stand, MOMENT)

    assert first not in standing(result, let_stand)
    assert exempted(result, let_stand) == (first,)
    assert record.exempted == 1
    assert record.errors == result.count(Severity.ERROR) - 1
    assert record.warnings == result.count(Severity.WARNING)
    assert (record.checked_by, record.platform_id) == ("見本 花子", SITE)
    assert (record.as_of, record.checked_at) == (TODAY, MOMENT)
    assert dict(record.states) == {item.item: item.state for item in result.items}


def test_case_list_and_next_action_go_by_what_was_not_let_stand() -> None:
    judging = JudgingService(_checking())
    case, posting = _case(format_decision=_DECISION, words="相談"), _posting(title="見本の題")
    result = judging.judge(case, a_client(), posting, TODAY)

    def listed(with_posting: Posting) -> tuple[CaseSummary, NextAction]:
        record = check_record(result, case, with_posting, MOMENT)
        checked = case.with_posting(replace(with_posting, check=record))
        return summarise(checked), next_action(checked, load_catalogue())

    before, urgent = listed(posting)
    for finding in result.findings:
        posting = _let_stand(posting, result, finding.rule)
    after, calm = listed(posting)

    assert before.errors > 0
    assert urgent.urgent
    assert (after.errors, after.warnings) == (0, 0)
    assert not calm.urgent
    assert "確定" in calm.sentence


def test_without_an_exemption_every_finding_counts() -> None:
    judging, posting = JudgingService(_checking()), _posting(title="見本の題")

    result = judging.judge(_case(), a_client(), posting, TODAY)

    assert standing(result, posting) == result.findings
    assert exempted(result, posting) == ()
    assert check_record(result, _case(), posting, MOMENT).exempted == 0
