"""What rules about facts say; that they hold or not is shown by the examples of the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cspdesk.domain.finding import Finding
from cspdesk.domain.order_facts import OrderFacts, Stage
from cspdesk.services.checking import CheckingService, CheckRequest

TODAY = date(2026, 11, 22)
SERVICE = CheckingService()
TORITEKI = OrderFacts(
    client_is_company=True,
    client_employees=12,
    client_capital_yen=20_000_000,
    worker_is_solo=True,
    worker_is_company=False,
    resale=True,
    work_type="article",
)


def findings(
    facts: OrderFacts, stage: Stage = Stage.CONTRACT, text: str = "見本"
) -> dict[str, Finding]:
    result = SERVICE.check(CheckRequest(text=text, as_of=TODAY, stage=stage, facts=facts))
    return {finding.rule: finding for finding in result.findings}


def test_late_payment_names_its_day_count_the_limit_and_a_banking_day() -> None:
    facts = OrderFacts(receipt_date=date(2026, 11, 5), payment_date=date(2027, 1, 4))

    found = findings(facts)["D01"]

    assert "2027年1月4日は受け取った日から61日目" in found.message
    assert "2027年1月3日" in found.message
    assert "2026年12月30日以前" in found.fix


@pytest.mark.parametrize(
    ("facts", "severity"),
    [
        (OrderFacts(), "error"),
        (OrderFacts(client_employees=0, client_officers=1), "error"),
        (OrderFacts(client_employees=0, client_is_company=False), "warning"),
        (
            OrderFacts(client_employees=0, client_is_company=False, resale=False, own_trade=False),
            "warning",
        ),
        (OrderFacts(worker_is_solo=False, resale=False, own_trade=False), "info"),
    ],
)
def test_late_payment_weighs_less_only_for_sides_known_to_be_outside_the_laws(
    facts: OrderFacts, severity: str
) -> None:
    late = replace(facts, receipt_date=date(2026, 11, 21), payment_date=date(2027, 1, 20))

    assert findings(late)["D01"].severity == severity


def test_exception_for_orders_passed_on_does_not_hold_under_toriteki() -> None:
    passed_on = {
        "resale": True,
        "resale_shown": True,
        "receipt_date": date(2026, 11, 30),
        "payment_date": date(2027, 2, 26),
        "principal_payment_date": date(2027, 1, 29),
    }

    assert "D01" not in findings(replace(OrderFacts(), **passed_on))  # type: ignore[arg-type]
    assert "D01" in findings(replace(TORITEKI, **passed_on))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("paid_on", "yen", "days", "interest"),
    [
        (date(2026, 10, 31), 365_000, "1日", "146円"),
        (date(2026, 11, 9), 365_000, "10日", "1,460円"),
        (date(2026, 10, 31), 100_000, "1日", "40円"),
    ],
)
def test_interest_runs_from_the_sixty_first_day(
    paid_on: date, yen: int, days: str, interest: str
) -> None:
    facts = replace(TORITEKI, receipt_date=date(2026, 9, 1), paid_on=paid_on, reward_yen=yen)

    message = findings(facts, Stage.ORDER)["T06"].message

    assert f"{days}遅れ" in message
    assert "年14.6%" in message
    assert interest in message


def test_bank_holiday_names_the_days_before_and_after() -> None:
    found = findings(OrderFacts(payment_date=date(2027, 5, 3)))["D08"]

    assert "2027年4月30日" in found.message
    assert "2027年5月6日" in found.message
    assert found.severity == "info"


def test_bank_holiday_at_the_limit_is_a_warning_as_the_next_day_would_be_too_late() -> None:
    facts = OrderFacts(receipt_date=date(2026, 11, 2), payment_date=date(2026, 12, 31))

    assert findings(facts)["D08"].severity == "warning"


def test_withholding_counts_without_the_tax_that_is_shown_apart() -> None:
    facts = OrderFacts(work_type="article", reward_yen=1_320_000, tax_included=True)

    assert "税抜1,200,000円なら142,940円" in findings(facts)["P04"].message


@pytest.mark.parametrize(
    "facts",
    [
        OrderFacts(work_type="article", worker_is_company=True),
        OrderFacts(work_type="system_dev"),
        OrderFacts(work_type="article", client_is_company=False, client_employees=0),
        OrderFacts(),
    ],
)
def test_nothing_is_said_where_no_tax_is_withheld(facts: OrderFacts) -> None:
    assert "P04" not in findings(facts)


def test_tight_deadline_counts_working_days_only() -> None:
    facts = OrderFacts(minutes=1500, starts_on=date(2027, 4, 28), deadline=date(2027, 5, 7))

    found = findings(facts, Stage.POSTING)["D05"]

    assert "25時間" in found.message
    assert "3日しか" in found.message


def test_given_facts_go_before_what_the_text_says() -> None:
    text = "納品日：2026年11月21日\n支払期日：2027年1月20日"

    assert "D01" in findings(OrderFacts(), text=text)
    assert "D01" not in findings(OrderFacts(payment_date=date(2027, 1, 19)), text=text)


def test_place_of_a_late_day_is_that_of_the_text() -> None:
    text = "納品日：2026年11月21日\n支払期日：２０２７年１月２０日"

    assert findings(OrderFacts(), text=text)["D01"].text == "２０２７年１月２０日"


def test_taking_off_the_transfer_fee_is_an_error_once_a_contract_lasts_a_month() -> None:
    text = "振込手数料を差し引いた額をお支払いします。"

    assert findings(OrderFacts(), text=text)["F08"].severity == "warning"
    assert findings(OrderFacts(months=1), text=text)["F08"].severity == "error"
    assert findings(replace(TORITEKI, months=0), text=text)["F08"].severity == "error"
    alone = OrderFacts(months=3, client_employees=0, client_is_company=False)
    assert findings(alone, text=text)["F08"].severity == "warning"
