"""The table was worked with a wall calendar: month lengths, weekdays and holidays by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.payment_terms import (
    MONTH_END,
    Fit,
    MonthlyTerm,
    PaymentLimits,
    banking_day_for,
    last_day_after_principal,
    last_day_of_single_receipt,
    last_day_under_monthly_closing,
)
from cspdesk.rules.banking_days import is_banking_day

LIMITS = PaymentLimits(max_days=60, closing_months=2, resale_days=30)
DAYS = st.dates(date(2024, 1, 1), date(2030, 6, 30))
TERMS = st.builds(
    MonthlyTerm,
    closing_day=st.integers(1, MONTH_END),
    months_later=st.integers(0, 4),
    payment_day=st.integers(1, MONTH_END),
)

# Receipt, 60th day, last day under monthly closing, last banking day within the 60 days.
TABLE = """
2024-01-01 2024-02-29 2024-02-29 2024-02-29
2024-01-02 2024-03-01 2024-03-01 2024-03-01
2024-01-31 2024-03-30 2024-03-30 2024-03-29
2024-02-01 2024-03-31 2024-03-31 2024-03-29
2024-02-28 2024-04-27 2024-04-27 2024-04-26
2024-02-29 2024-04-28 2024-04-28 2024-04-26
2024-03-01 2024-04-29 2024-04-30 2024-04-26
2024-03-31 2024-05-29 2024-05-30 2024-05-29
2024-04-30 2024-06-28 2024-06-29 2024-06-28
2024-05-31 2024-07-29 2024-07-30 2024-07-29
2024-06-30 2024-08-28 2024-08-29 2024-08-28
2024-07-31 2024-09-28 2024-09-30 2024-09-27
2024-08-31 2024-10-29 2024-10-30 2024-10-29
2024-09-30 2024-11-28 2024-11-29 2024-11-28
2024-10-31 2024-12-29 2024-12-30 2024-12-27
2024-11-01 2024-12-30 2024-12-31 2024-12-30
2024-11-02 2024-12-31 2025-01-01 2024-12-30
2024-11-03 2025-01-01 2025-01-02 2024-12-30
2024-11-05 2025-01-03 2025-01-04 2024-12-30
2024-11-06 2025-01-04 2025-01-05 2024-12-30
2024-11-08 2025-01-06 2025-01-07 2025-01-06
2024-11-30 2025-01-28 2025-01-29 2025-01-28
2024-12-29 2025-02-26 2025-02-28 2025-02-26
2024-12-30 2025-02-27 2025-02-28 2025-02-27
2024-12-31 2025-02-28 2025-02-28 2025-02-28
2025-01-01 2025-03-01 2025-03-01 2025-02-28
2025-01-23 2025-03-23 2025-03-23 2025-03-21
2025-01-31 2025-03-31 2025-03-31 2025-03-31
2025-02-01 2025-04-01 2025-04-01 2025-04-01
2025-02-28 2025-04-28 2025-04-28 2025-04-28
2025-03-01 2025-04-29 2025-04-30 2025-04-28
2025-03-05 2025-05-03 2025-05-04 2025-05-02
2025-03-08 2025-05-06 2025-05-07 2025-05-02
2025-03-09 2025-05-07 2025-05-08 2025-05-07
2025-03-31 2025-05-29 2025-05-30 2025-05-29
2025-05-31 2025-07-29 2025-07-30 2025-07-29
2025-06-13 2025-08-11 2025-08-12 2025-08-08
2025-07-01 2025-08-29 2025-08-31 2025-08-29
2025-07-31 2025-09-28 2025-09-30 2025-09-26
2025-07-18 2025-09-15 2025-09-17 2025-09-12
2025-09-05 2025-11-03 2025-11-04 2025-10-31
2025-09-26 2025-11-24 2025-11-25 2025-11-21
2025-10-31 2025-12-29 2025-12-30 2025-12-29
2025-11-30 2026-01-28 2026-01-29 2026-01-28
2025-12-31 2026-02-28 2026-02-28 2026-02-27
2026-01-01 2026-03-01 2026-03-01 2026-02-27
2026-01-20 2026-03-20 2026-03-20 2026-03-19
2026-02-28 2026-04-28 2026-04-28 2026-04-28
2026-03-04 2026-05-02 2026-05-03 2026-05-01
2026-03-08 2026-05-06 2026-05-07 2026-05-01
2026-04-30 2026-06-28 2026-06-29 2026-06-26
2026-07-01 2026-08-29 2026-08-31 2026-08-28
2026-07-24 2026-09-21 2026-09-23 2026-09-18
2026-07-26 2026-09-23 2026-09-25 2026-09-18
2026-07-31 2026-09-28 2026-09-30 2026-09-28
2026-08-14 2026-10-12 2026-10-13 2026-10-09
2026-09-25 2026-11-23 2026-11-24 2026-11-20
2026-11-02 2026-12-31 2027-01-01 2026-12-30
2026-11-05 2027-01-03 2027-01-04 2026-12-30
2026-11-21 2027-01-19 2027-01-20 2027-01-19
2026-12-30 2027-02-27 2027-02-28 2027-02-26
2026-12-31 2027-02-28 2027-02-28 2027-02-26
2027-01-21 2027-03-21 2027-03-21 2027-03-19
2027-01-22 2027-03-22 2027-03-22 2027-03-19
2027-01-31 2027-03-31 2027-03-31 2027-03-31
2027-02-28 2027-04-28 2027-04-28 2027-04-28
2027-03-01 2027-04-29 2027-04-30 2027-04-28
2027-03-07 2027-05-05 2027-05-06 2027-04-30
2027-05-31 2027-07-29 2027-07-30 2027-07-29
2027-07-31 2027-09-28 2027-09-30 2027-09-28
2027-10-31 2027-12-29 2027-12-30 2027-12-29
2027-11-30 2028-01-28 2028-01-29 2028-01-28
2027-12-29 2028-02-26 2028-02-28 2028-02-25
2027-12-30 2028-02-27 2028-02-29 2028-02-25
2027-12-31 2028-02-28 2028-02-29 2028-02-28
"""
ROWS = [tuple(map(date.fromisoformat, line.split())) for line in TABLE.split("\n") if line]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].isoformat())
def test_last_day_is_the_one_found_by_hand(row: tuple[date, date, date, date]) -> None:
    receipt, single, monthly, banking = row

    assert last_day_of_single_receipt(receipt, LIMITS) == single
    assert last_day_under_monthly_closing(receipt, LIMITS) == monthly
    assert banking_day_for(single, single, is_banking_day) == banking


@pytest.mark.parametrize(
    ("principal_pays_on", "last"),
    [
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2024, 2, 29), date(2024, 3, 29)),
        (date(2025, 2, 28), date(2025, 3, 29)),
        (date(2025, 10, 1), date(2025, 10, 30)),
        (date(2026, 4, 30), date(2026, 5, 29)),
        (date(2026, 11, 30), date(2026, 12, 29)),
        (date(2026, 12, 2), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2027, 1, 29)),
        (date(2027, 1, 31), date(2027, 3, 1)),
        (date(2027, 12, 31), date(2028, 1, 29)),
    ],
)
def test_order_passed_on_is_paid_within_thirty_days_of_the_principal(
    principal_pays_on: date, last: date
) -> None:
    assert last_day_after_principal(principal_pays_on, LIMITS) == last


@pytest.mark.parametrize(
    ("term", "receipt", "paid_on", "fit"),
    [
        ((31, 1, 31), date(2026, 7, 15), date(2026, 8, 31), Fit.FITS),
        ((31, 1, 31), date(2027, 2, 10), date(2027, 3, 31), Fit.FITS),
        ((31, 1, 31), date(2024, 1, 31), date(2024, 2, 29), Fit.FITS),
        ((31, 1, 20), date(2026, 12, 1), date(2027, 1, 20), Fit.FITS),
        ((15, 0, 31), date(2026, 11, 10), date(2026, 11, 30), Fit.FITS),
        ((15, 1, 15), date(2026, 11, 16), date(2027, 1, 15), Fit.FITS),
        ((20, 1, 20), date(2026, 1, 21), date(2026, 3, 20), Fit.FITS),
        ((15, 1, 31), date(2026, 11, 16), date(2027, 1, 31), Fit.FROM_CLOSING),
        ((20, 2, 10), date(2026, 11, 21), date(2027, 2, 10), Fit.FROM_CLOSING),
        ((31, 2, 31), date(2026, 7, 15), date(2026, 9, 30), Fit.FROM_CLOSING),
        ((10, 2, 10), date(2026, 3, 11), date(2026, 6, 10), Fit.LATE),
        ((31, 3, 31), date(2026, 7, 15), date(2026, 10, 31), Fit.LATE),
    ],
)
def test_monthly_term_is_judged_by_the_first_day_of_its_period(
    term: tuple[int, int, int], receipt: date, paid_on: date, fit: Fit
) -> None:
    monthly = MonthlyTerm(closing_day=term[0], months_later=term[1], payment_day=term[2])

    assert monthly.payment_for(receipt) == paid_on
    assert monthly.fit(receipt, LIMITS) is fit


def test_payment_is_put_off_only_by_agreement_and_within_the_limit() -> None:
    new_year = date(2026, 12, 31)

    assert banking_day_for(new_year, date(2027, 1, 4), is_banking_day) == date(2026, 12, 30)
    assert banking_day_for(new_year, date(2027, 1, 4), is_banking_day, deferred=True) == date(
        2027, 1, 4
    )
    assert banking_day_for(new_year, date(2027, 1, 3), is_banking_day, deferred=True) == date(
        2026, 12, 30
    )


@given(DAYS)
def test_day_of_receipt_is_day_one_of_sixty(receipt: date) -> None:
    last = last_day_of_single_receipt(receipt, LIMITS)

    assert sum(1 for _ in range(receipt.toordinal(), last.toordinal() + 1)) == 60


@given(DAYS)
def test_monthly_closing_never_shortens_and_adds_three_days_at_most(receipt: date) -> None:
    single = last_day_of_single_receipt(receipt, LIMITS)
    monthly = last_day_under_monthly_closing(receipt, LIMITS)

    assert single <= monthly <= single + timedelta(days=3)


@given(DAYS)
def test_later_receipt_is_never_due_earlier(receipt: date) -> None:
    following = receipt + timedelta(days=1)

    assert last_day_under_monthly_closing(receipt, LIMITS) <= last_day_under_monthly_closing(
        following, LIMITS
    )


@given(DAYS, st.integers(0, 10), st.booleans())
def test_money_is_sent_on_a_banking_day_and_never_behind_the_limit(
    payment: date, slack: int, deferred: bool
) -> None:
    last = payment + timedelta(days=slack)

    day = banking_day_for(payment, last, is_banking_day, deferred=deferred)

    assert is_banking_day(day)
    assert day <= last


@given(TERMS, DAYS)
def test_receipt_lies_in_its_own_closing_period(term: MonthlyTerm, receipt: date) -> None:
    first, closing = term.first_day_of_period(receipt), term.closing_of(receipt)

    assert first <= receipt <= closing
    assert (closing - first).days <= MONTH_END
    assert term.closing_of(first) == closing


@given(DAYS)
def test_end_of_month_paid_at_the_end_of_the_next_always_fits(receipt: date) -> None:
    term = MonthlyTerm(closing_day=MONTH_END, months_later=1, payment_day=MONTH_END)

    assert term.fit(receipt, LIMITS) is Fit.FITS
