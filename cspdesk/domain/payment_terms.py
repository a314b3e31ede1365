"""The last day on which a reward may fall due, counted from the day of receipt."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MONTH_END = 31
_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentLimits:
    """Figures of the law on one day.

    Attributes:
        max_days: days from receipt, the day of receipt being day 1.
        closing_months: as how many months these days are read under monthly closing.
        resale_days: days from the day on which the principal has to pay, being day 1.
    """

    max_days: int
    closing_months: int
    resale_days: int


class Fit(StrEnum):
    """How a term with monthly closing stands to the limit."""

    FITS = "fits"
    FROM_CLOSING = "from_closing"
    LATE = "late"


def month_on(day: date, months: int) -> tuple[int, int]:
    """Return year and month that lie `months` behind those of `day`."""
    year, month = divmod(day.year * _MONTHS_A_YEAR + day.month - 1 + months, _MONTHS_A_YEAR)
    return year, month + 1


def day_of_month(year: int, month: int, day: int) -> date:
    """Return this day of a month, its last one where it has fewer days.

    >>> day_of_month(2027, 2, 31)
    datetime.date(2027, 2, 28)
    """
    return date(year, month, min(day, monthrange(year, month)[1]))


def _day_before_same_day(receipt: date, months: int) -> date:
    """Return the day before the corresponding day; the month's last where it has none."""
    year, month = month_on(receipt, months)
    last = monthrange(year, month)[1]
    if receipt.day > last:
        return date(year, month, last)
    return date(year, month, receipt.day) - timedelta(days=1)


def last_day_of_single_receipt(receipt: date, limits: PaymentLimits) -> date:
    """Return the last permitted day for one delivery; inspection does not move it.

    Source: 特定受託事業者に係る取引の適正化等に関する法律 第4条第1項 (2026-11-21確認).

    >>> last_day_of_single_receipt(date(2026, 11, 21), PaymentLimits(
    ...     max_days=60, closing_months=2, resale_days=30))
    datetime.date(2027, 1, 19)
    """
    return receipt + timedelta(days=limits.max_days - 1)


def last_day_under_monthly_closing(receipt: date, limits: PaymentLimits) -> date:
    """Return the later of the day count and the day before the same day two months on.

    >>> last_day_under_monthly_closing(date(2026, 7, 1), PaymentLimits(
    ...     max_days=60, closing_months=2, resale_days=30))
    datetime.date(2026, 8, 31)
    """
    return max(
        last_day_of_single_receipt(receipt, limits),
        _day_before_same_day(receipt, limits.closing_months),
    )


def last_day_after_principal(principal_pays_on: date, limits: PaymentLimits) -> date:
    """Return the last permitted day for work that was passed on, the three facts being shown.

    The day on which the principal has to pay counts as day 1, as the day of receipt does.

    Source: 特定受託事業者に係る取引の適正化等に関する法律 第4条第3項 (2026-11-22確認).
    """
    return principal_pays_on + timedelta(days=limits.resale_days - 1)


def banking_day_for(
    payment: date, last_day: date, is_banking_day: Callable[[date], bool], *, deferred: bool = False
) -> date:
    """Return the day on which money due on `payment` is sent when banks rest on that day.

    That is the banking day before; the one after it only where both sides agreed so and it
    does not lie behind `last_day`.
    """
    following = payment
    while not is_banking_day(following):
        following += timedelta(days=1)
    if deferred and following <= last_day:
        return following
    while not is_banking_day(payment):
        payment -= timedelta(days=1)
    return payment


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyTerm:
    """A term such as 毎月20日締め・翌月末日払い.

    Attributes:
        closing_day, payment_day: day of the month; 31 = its last day.
        months_later: 0 = the month of closing, 1 = 翌月, 2 = 翌々月.
    """

    closing_day: int
    months_later: int
    payment_day: int

    def closing_of(self, receipt: date) -> date:
        """Return the closing day of the period in which something was received."""
        closing = day_of_month(receipt.year, receipt.month, self.closing_day)
        if receipt <= closing:
            return closing
        return day_of_month(*month_on(receipt, 1), self.closing_day)

    def first_day_of_period(self, receipt: date) -> date:
        """Return the first day of the closing period in which something was received."""
        closing = self.closing_of(receipt)
        return day_of_month(*month_on(closing, -1), self.closing_day) + timedelta(days=1)

    def payment_for(self, receipt: date) -> date:
        """Return the day on which something received is paid."""
        closing = self.closing_of(receipt)
        return day_of_month(*month_on(closing, self.months_later), self.payment_day)

    def fit(self, receipt: date, limits: PaymentLimits) -> Fit:
        """Tell how the period of a receipt stands: its first day waits longest.

        A period that fits only from its closing day on is allowed for continued services
        alone, whose rewards are agreed by the month.
        """
        paid_on = self.payment_for(receipt)
        if paid_on <= last_day_under_monthly_closing(self.first_day_of_period(receipt), limits):
            return Fit.FITS
        if paid_on <= last_day_under_monthly_closing(self.closing_of(receipt), limits):
            return Fit.FROM_CLOSING
        return Fit.LATE
