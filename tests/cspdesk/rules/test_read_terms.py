from __future__ import annotations

from datetime import date

import pytest

from cspdesk.domain.payment_terms import MonthlyTerm
from cspdesk.rules.engine import Matcher, Scan
from cspdesk.rules.loading import read_vocabulary
from cspdesk.rules.read_terms import SaidTerms, read_terms

TODAY = date(2026, 11, 22)
MATCHER = Matcher(read_vocabulary())
RECEIPT, PAYMENT = date(2026, 12, 18), date(2027, 1, 8)


def said(text: str) -> SaidTerms:
    return read_terms(Scan(text, MATCHER), TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "納期：2026年12月18日\n支払期日：2027年1月8日",
        "納品日：２０２６年１２月１８日　支払期日：令和9年1月8日",
        "納品日 2026/12/18、支払日 2027/1/8",
        "2026年12月18日までに納品してください。報酬は2027年1月8日に、指定の口座へ振り込みます。納品：2026年12月18日",
        "受領日は2026年12月18日です。2027年1月8日付で支払います。",
    ],
)
def test_days_of_receipt_and_payment_are_told_apart(text: str) -> None:
    terms = said(text)

    assert terms.receipt is not None
    assert terms.payment is not None
    assert (terms.receipt.day, terms.payment.day) == (RECEIPT, PAYMENT)


@pytest.mark.parametrize(
    "text", ["創業：1998年4月1日", "2026年12月18日に公開", "素材の提供：12月18日", ""]
)
def test_other_days_are_passed_over(text: str) -> None:
    assert said(text) == SaidTerms()


@pytest.mark.parametrize(
    ("text", "receipt", "payment"),
    [
        ("納期：12月18日\n支払日：1月8日", RECEIPT, PAYMENT),
        ("納期：12月1日\n支払日：6月30日", date(2026, 12, 1), date(2027, 6, 30)),
        ("納期：2026年12月18日\n支払日：1月8日", RECEIPT, PAYMENT),
        ("納品日：2026年10月1日\n支払日：11月10日", date(2026, 10, 1), date(2026, 11, 10)),
        ("納期：2027年12月1日\n支払日：1月8日", date(2027, 12, 1), date(2028, 1, 8)),
    ],
)
def test_day_without_a_year_is_the_next_one_and_payment_follows_receipt(
    text: str, receipt: date, payment: date
) -> None:
    terms = said(text)

    assert terms.receipt is not None
    assert terms.payment is not None
    assert (terms.receipt.day, terms.payment.day) == (receipt, payment)


def test_payment_without_a_year_follows_a_receipt_known_beside_the_text() -> None:
    terms = read_terms(Scan("支払日：11月10日", MATCHER), TODAY, received=date(2026, 10, 1))

    assert terms.payment is not None
    assert terms.payment.day == date(2026, 11, 10)


def test_of_several_days_without_a_year_none_is_that_of_the_whole() -> None:
    terms = said("1回目の納品：12月18日\n2回目の納品：3月1日\n支払日：3月20日")

    assert terms.receipt is None


@pytest.mark.parametrize(
    "text",
    ["会費の振込は3月31日までです。", "お支払いは3月31日まで受付。", "お客さまの入金は1月8日"],
)
def test_day_on_which_others_pay_is_not_that_of_the_reward(text: str) -> None:
    assert said(text).payment is None


def test_place_of_the_payment_day_is_kept() -> None:
    text = "支払期日：2027年1月8日"
    payment = said(text).payment

    assert payment is not None
    assert text[payment.start : payment.end] == "2027年1月8日"


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("毎月末日締め、翌月20日に振り込みます。", (31, 1, 20)),
        ("月末締め翌月末払い", (31, 1, 31)),
        ("毎月20日締め・翌々月10日払い", (20, 2, 10)),
        ("15日締め当月末日払い", (15, 0, 31)),
        ("月末締め、3か月後の末日に支払います", (31, 3, 31)),
    ],
)
def test_monthly_term_is_read(text: str, term: tuple[int, int, int]) -> None:
    found = said(text).monthly

    assert found is not None
    assert found.term == MonthlyTerm(closing_day=term[0], months_later=term[1], payment_day=term[2])


@pytest.mark.parametrize("text", ["45日締め翌月末払い", "月末締めの作業です", "翌月20日に納品"])
def test_what_is_no_monthly_term_is_passed_over(text: str) -> None:
    assert said(text).monthly is None
