"""Days of receipt and of payment, and monthly terms, as a contract states them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cspdesk.domain.payment_terms import MONTH_END, MonthlyTerm
from cspdesk.rules.calendar_text import date_places, read_date
from cspdesk.rules.engine import Scan

_BEFORE = 14
_PAYING = re.compile(r"支払|振込|振り込|入金")
# Words behind a day that make it the day of payment; a new label is not among them.
_PAID_THEN = re.compile(
    r"[^。\s:]{0,16}?(?:支払(?!期日|日|方法|い日)|振込(?!日)|振り込|入金(?!日))"
)
_RECEIVING = re.compile(r"納期|納品|受領|受け取|納入|提供")
# What a day without a year has to stand behind: 提供 may be that of material.
_DELIVERED = re.compile(r"納期|納品|受領|納入")
# Whoever reads what is made pays here, not the orderer.
_PAID_BY_OTHERS = re.compile(r"会費|参加費|受講料|授業料|月謝|お客|会員|購入者|受け?付け?")
_MONTHLY = re.compile(
    r"(?P<closing>[0-9]{1,2} ?日|月?末日?) ?締め?(?:切り?)?[^。\n0-9]{0,8}?"
    r"(?P<later>当月|同月|翌々月|翌月|[2-9]か月後)の? ?(?P<pay>[0-9]{1,2} ?日|月?末日?)"
    r"[^。\n]{0,10}?(?:払|振込|振り込|入金)"
)
_LATER = {"当月": 0, "同月": 0, "翌月": 1, "翌々月": 2}


@dataclass(frozen=True, slots=True)
class Said:
    """A day as a text says it, with its place in the normal form."""

    day: date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SaidTerm:
    """A monthly term as a text says it."""

    term: MonthlyTerm
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SaidTerms:
    """What a text says about receipt and payment; the first of each."""

    receipt: Said | None = None
    payment: Said | None = None
    monthly: SaidTerm | None = None


def read_terms(scan: Scan, as_of: date, received: date | None = None) -> SaidTerms:
    """Return the days of receipt and payment, and the monthly term.

    A day without a year counts where the text names no other of its kind: a receipt is the next
    such day from `as_of` on, a payment the next one behind the receipt. `received` is the day of
    receipt known beside the text.
    """
    days = tuple(_days(scan, as_of))
    receipt = _one_of([day for day in days if not day.pays])
    written = receipt.said.day if receipt and receipt.explicit else None
    if (start := received or written) is not None:
        days = tuple(_days(scan, start))
    payment = _one_of([day for day in days if day.pays])
    return SaidTerms(
        receipt.said if receipt else None,
        payment.said if payment else None,
        _monthly(scan.text),
    )


@dataclass(frozen=True, slots=True)
class _Day:
    said: Said
    pays: bool
    explicit: bool


def _days(scan: Scan, near: date) -> Iterator[_Day]:
    """Return all days of receipt and payment; those without a year are the next from `near`."""
    for line in scan.sentences_over(date_places(scan.text)):
        body = scan.text[line.start : line.end]
        by_others = _PAID_BY_OTHERS.search(body) is not None
        place = 0
        while (read := read_date(body, near, place)) is not None:
            day, start, place, explicit = read
            said = Said(day, line.start + start, line.start + place)
            receiving = _RECEIVING if explicit else _DELIVERED
            if by_others and not explicit:
                continue
            if _is_payment(body, start, place):
                yield _Day(said, pays=True, explicit=explicit)
            elif receiving.search(body, max(0, start - _BEFORE), start):
                yield _Day(said, pays=False, explicit=explicit)


def _one_of(days: list[_Day]) -> _Day | None:
    """Return the first with a written year, else the only day; several tell of several parts."""
    written = next((day for day in days if day.explicit), None)
    if written is not None:
        return written
    return days[0] if len({day.said.day for day in days}) == 1 else None


def _is_payment(body: str, start: int, stop: int) -> bool:
    """Tell whether a day is one of payment: by the words behind it, else by those before."""
    behind = _PAID_THEN.match(body, stop)
    if behind is not None and not _RECEIVING.search(behind[0]):
        return True
    before = body[max(0, start - _BEFORE) : start]
    paying, receiving = (list(pattern.finditer(before)) for pattern in (_PAYING, _RECEIVING))
    if not paying:
        return False
    return not receiving or receiving[-1].start() < paying[-1].start()


def _monthly(text: str) -> SaidTerm | None:
    match = _MONTHLY.search(text) if "締" in text else None
    if match is None:
        return None
    closing, paying = _day(match["closing"]), _day(match["pay"])
    if not (0 < closing <= MONTH_END and 0 < paying <= MONTH_END):
        return None
    later = _LATER.get(match["later"])
    term = MonthlyTerm(
        closing_day=closing,
        months_later=int(match["later"][0]) if later is None else later,
        payment_day=paying,
    )
    return SaidTerm(term, *match.span())


def _day(words: str) -> int:
    digits = words.rstrip("日 ")
    return int(digits) if digits.isdecimal() else MONTH_END
