"""Points of law that were in doubt, each held by the case that would go wrong."""

from __future__ import annotations

from datetime import date

import pytest

from cspdesk.domain.finding import Finding
from cspdesk.domain.order_facts import NO_FACTS, OrderFacts, Stage
from cspdesk.domain.request_format import OrderType, RequestFormat
from cspdesk.services.checking import CheckingService, CheckRequest

SERVICE = CheckingService()
DAY = date(2026, 11, 22)
SIX_FACTS = ("F01", "F02", "F03", "F04")


def findings(
    text: str,
    *,
    facts: OrderFacts = NO_FACTS,
    day: date = DAY,
    stage: Stage = Stage.CONTRACT,
    order_type: OrderType = OrderType.DIRECT,
) -> dict[str, Finding]:
    result = SERVICE.check(
        CheckRequest(
            text=text,
            as_of=day,
            stage=stage,
            order_type=order_type,
            facts=facts,
            format=RequestFormat.PROJECT,
        )
    )
    return {finding.rule: finding for finding in result.findings}


@pytest.mark.parametrize(
    ("day", "order_type", "staff", "weight"),
    [
        (date(2024, 10, 31), OrderType.DIRECT, 3, None),
        (date(2024, 11, 1), OrderType.DIRECT, 3, "warning"),
        (date(2024, 12, 17), OrderType.DIRECT, 3, "warning"),
        (date(2024, 12, 18), OrderType.DIRECT, 3, "error"),
        (date(2024, 12, 18), OrderType.DIRECT, None, "error"),
        (date(2024, 12, 18), OrderType.DIRECT, 0, "warning"),
        (date(2024, 12, 18), OrderType.BROKER_MATCH, 3, "warning"),
        (DAY, OrderType.BROKER_RESELL, 3, "error"),
        (DAY, OrderType.BROKER_RESELL, 0, "warning"),
    ],
)
def test_six_facts_weigh_by_the_notice_the_way_of_ordering_and_the_client(
    day: date, order_type: OrderType, staff: int | None, weight: str | None
) -> None:
    facts = OrderFacts(client_employees=staff, client_is_company=False)

    found = findings(
        "見本を作ります。", facts=facts, day=day, stage=Stage.POSTING, order_type=order_type
    )

    weights = {found[rule].severity.value for rule in SIX_FACTS if rule in found}
    assert weights == ({weight} if weight else set())


@pytest.mark.parametrize(
    ("paid", "object_to"),
    [(date(2027, 2, 27), False), (date(2027, 2, 28), True)],
)
def test_day_on_which_the_principal_has_to_pay_is_day_one_of_thirty(
    paid: date, *, object_to: bool
) -> None:
    facts = OrderFacts(
        receipt_date=date(2026, 11, 2),
        payment_date=paid,
        resale=True,
        resale_shown=True,
        principal_payment_date=date(2027, 1, 29),
    )

    assert ("D01" in findings("見本", facts=facts)) is object_to


@pytest.mark.parametrize(
    ("receipt", "paid", "agreed", "object_to"),
    [
        # The sixtieth day is Sunday 31 January 2027.
        (date(2026, 12, 3), date(2027, 2, 1), None, True),
        (date(2026, 12, 3), date(2027, 2, 1), True, False),
        (date(2026, 12, 3), date(2027, 2, 2), True, True),
        # Saturday 30 January: Monday lies two days on.
        (date(2026, 12, 2), date(2027, 2, 1), True, False),
        # 31 December: banks open again four days later.
        (date(2026, 11, 2), date(2027, 1, 4), True, True),
        # Saturday 27 February 2027, the month having 28 days.
        (date(2026, 12, 30), date(2027, 3, 1), True, False),
        # Saturday 20 March to Monday 22 March 2027, a substitute holiday: Tuesday is too far.
        (date(2027, 1, 20), date(2027, 3, 23), True, True),
        # Thursday 29 April 2027 is a holiday: the next day is allowed.
        (date(2027, 3, 1), date(2027, 4, 30), True, False),
    ],
)
def test_payment_may_be_put_off_behind_the_limit_by_two_days_if_agreed_before(
    receipt: date, paid: date, agreed: bool | None, *, object_to: bool
) -> None:
    facts = OrderFacts(receipt_date=receipt, payment_date=paid, deferral_agreed=agreed)

    assert ("D01" in findings("見本", facts=facts)) is object_to


def test_remark_on_a_bank_holiday_says_that_only_a_prior_agreement_lets_it_pass_the_limit() -> None:
    facts = OrderFacts(receipt_date=date(2026, 12, 3), payment_date=date(2027, 1, 31))

    found = findings("見本", facts=facts)["D08"]

    assert "先に書面やメールで合意し" in found.message
    assert "2日以内" in found.message
    assert "要確認" in found.message


def test_late_monthly_term_is_told_once_by_the_heavier_rule() -> None:
    found = findings("毎月20日締め、翌々月10日に振り込みます。")

    assert {rule: found[rule].severity.value for rule in ("C17", "D01") if rule in found} == {
        "C17": "error"
    }


def test_inspection_that_is_left_out_need_not_end_on_a_day() -> None:
    weights = [
        findings("納品物の見本", facts=OrderFacts(inspection=given))["K08"].severity.value
        for given in (None, False)
    ]

    assert weights == ["error", "info"]


def test_signs_of_employment_are_listed_with_what_speaks_against_them() -> None:
    text = (
        "平日9時から18時に作業し、毎日日報を出し、上長の指示に従います。作業場所は在宅で自由です。"
    )

    found = findings(text, stage=Stage.POSTING)["C03"]

    assert found.severity.value == "error"
    assert "時間の拘束・指揮命令・報告・応答の義務" in found.message
    assert "反対の事情：場所は自由" in found.message


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("簡単な作業です。", "何件"),
        ("なるべく早く仕上げてください。", "何月何日"),
        ("ちらしをいい感じに仕上げてください。", "どんな仕上がり"),
        ("当社が納得いくまで直していただきます。", "修正は何回"),
        ("ロゴをお願いします。色も形もすべておまかせします。", "どんな仕上がり"),
        ("必要に応じて修正に対応してください。", "どんなとき"),
        ("それなりの品質でお願いします。", "何ができていれば"),
        ("雑貨など多数の商品を扱います。", "何点"),
    ],
)
def test_vague_word_comes_with_the_question_that_makes_it_concrete(
    text: str, question: str
) -> None:
    found = findings(text, stage=Stage.POSTING)

    assert any(question in finding.fix for finding in found.values())
