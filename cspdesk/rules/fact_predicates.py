"""The named functions behind rules about facts: days, sums, sizes of the two sides."""

from __future__ import annotations

import re
from datetime import date, timedelta

from cspdesk.domain.finding import ItemState, Severity
from cspdesk.domain.party_law import Standing
from cspdesk.domain.payment_terms import (
    Fit,
    PaymentLimits,
    banking_day_for,
    last_day_after_principal,
    last_day_of_single_receipt,
    last_day_under_monthly_closing,
    month_on,
)
from cspdesk.domain.source import Confidence
from cspdesk.domain.typed_values import format_day
from cspdesk.domain.withholding import WithholdingRates, withheld_yen
from cspdesk.rules.banking_days import is_banking_day
from cspdesk.rules.calendar_text import LAST_DAY_TO_COUNT_FROM
from cspdesk.rules.contradictions import CONTRADICTIONS
from cspdesk.rules.read_reward import read_total_minutes
from cspdesk.rules.situation import FactPredicate, Situation, Statement
from cspdesk.rules.values import entry_on, wage_entry
from cspdesk.rules.work_kinds import Withholding, kind_of

_AVERAGE = "全国加重平均"
_A_YEAR = 12
_DAYS_A_YEAR = 365
_BASIS = 10_000
_HOUR = 60
_WHOLE = 100
_KEEPING = re.compile(r"発注書|注文書|明示|交付|記録|保存")


def _days(now: Situation) -> tuple[date, date, tuple[int, int]] | None:
    """Return receipt, payment and the place of the payment day, given or said."""
    receipt, payment = now.facts.receipt_date, now.facts.payment_date
    place = (0, 0)
    if payment is None and now.said.payment is not None:
        payment = now.said.payment.day
        place = (now.said.payment.start, now.said.payment.end)
    if receipt is None and now.said.receipt is not None:
        receipt = now.said.receipt.day
    if receipt is None or payment is None or payment < receipt:
        return None
    return receipt, payment, place


def _last_day(now: Situation, receipt: date, limits: PaymentLimits) -> date:
    """Return the last permitted day; the exception for orders passed on needs its three facts.

    取適法 knows no such exception: where it applies, the count from receipt stays.
    """
    facts, principal = now.facts, now.facts.principal_payment_date
    shown = facts.resale and facts.resale_shown
    if shown and principal and now.laws.toriteki.standing is not Standing.APPLIES:
        return last_day_after_principal(principal, limits)
    if facts.monthly_closing:
        return last_day_under_monthly_closing(receipt, limits)
    return last_day_of_single_receipt(receipt, limits)


def paid_in_time(now: Situation) -> tuple[Statement, ...]:
    """Object to a payment day behind the last permitted one."""
    limits = now.limits
    if limits is None:
        return ()
    days = _days(now)
    if days is None:
        return _monthly_in_time(now, limits)
    receipt, payment, place = days
    last = _last_day(now, receipt, limits)
    if payment <= last or payment <= _deferred(now, last):
        return ()
    count = str((payment - receipt).days + 1)
    return (_late(place, f"{format_day(payment)}は受け取った日から{count}日目", last),)


def _deferred(now: Situation, last: date) -> date:
    """Return the day up to which a last day without banking may be put off by agreement."""
    days, agreed = now.figure("payment.deferral_days"), now.facts.deferral_agreed
    if last == date.max:
        return last
    following = banking_day_for(last, date.max, is_banking_day, deferred=True)
    if not agreed or days is None or (following - last).days > days:
        return last
    return following


def _late(place: tuple[int, int], what: str, last: date) -> Statement:
    return Statement(
        start=place[0],
        end=place[1],
        words=(
            ("what", what),
            ("last", format_day(last)),
            ("banking", format_day(banking_day_for(last, last, is_banking_day))),
        ),
    )


def _monthly_in_time(now: Situation, limits: PaymentLimits) -> tuple[Statement, ...]:
    said = now.said.monthly
    if said is None:
        return ()
    known = now.facts.receipt_date
    first_month = min(now.as_of, LAST_DAY_TO_COUNT_FROM)
    receipts = [known] if known else [date(*month_on(first_month, n), 1) for n in range(_A_YEAR)]
    for wanted in (Fit.LATE, Fit.FROM_CLOSING):
        for receipt in receipts:
            if said.term.fit(receipt, limits) is not wanted:
                continue
            first = said.term.first_day_of_period(receipt)
            paid = said.term.payment_for(first)
            what = f"{format_day(first)}に受け取った分の支払いが{format_day(paid)}"
            last = last_day_under_monthly_closing(first, limits)
            statement = _late((said.start, said.end), what, last)
            if wanted is Fit.LATE:
                return (statement,)
            return (
                Statement(
                    start=statement.start,
                    end=statement.end,
                    words=statement.words,
                    severity=Severity.WARNING,
                ),
            )
    return ()


def paid_soon(now: Situation) -> tuple[Statement, ...]:
    """Point out a permitted payment day behind the days that the guideline recommends."""
    days, wanted, limits = _days(now), now.figure("payment.recommended_days"), now.limits
    if days is None or wanted is None or limits is None:
        return ()
    receipt, payment, place = days
    soon = receipt + timedelta(days=wanted - 1)
    if not soon < payment <= _last_day(now, receipt, limits):
        return ()
    return (
        Statement(
            start=place[0],
            end=place[1],
            words=(("count", str((payment - receipt).days + 1)), ("soon", format_day(soon))),
        ),
    )


def paid_on_banking_day(now: Situation) -> tuple[Statement, ...]:
    """Point out a payment day on which banks rest; heavier where the next one is too late."""
    payment, place = now.facts.payment_date, (0, 0)
    if payment is None and now.said.payment is not None:
        payment = now.said.payment.day
        place = (now.said.payment.start, now.said.payment.end)
    if payment is None or is_banking_day(payment):
        return ()
    days, limits = _days(now), now.limits
    last = _last_day(now, days[0], limits) if days and limits else date.max
    before = banking_day_for(payment, payment, is_banking_day)
    after = banking_day_for(payment, date.max, is_banking_day, deferred=True)
    words = (
        ("payment", format_day(payment)),
        ("before", format_day(before)),
        ("after", format_day(after)),
    )
    too_late = after > max(last, _deferred(now, last)) and last >= payment
    return (
        Statement(
            start=place[0],
            end=place[1],
            words=(*words, ("note", _deferral_note(now, after, last))),
            severity=Severity.WARNING if too_late else None,
        ),
    )


def _deferral_note(now: Situation, after: date, last: date) -> str:
    days = now.figure("payment.deferral_days")
    if after <= last:
        return "次の営業日に支払うには、先に書面やメールで合意しておきます。"
    if now.facts.deferral_agreed and after <= _deferred(now, last):
        return (
            f"先の合意があるため、期限の{format_day(last)}を{days}日以内で超えられます（要確認）。"
        )
    return (
        f"次の営業日では期限の{format_day(last)}を過ぎます。超えてよいのは、先に書面やメールで合意し、"
        f"ずらすのが{days}日以内のときだけです（要確認）。"
    )


def long_enough(now: Situation) -> tuple[Statement, ...]:
    """Point out a deadline that would take more than the daily hours on working days."""
    facts, hours = now.facts, now.figure("posting.daily_hours")
    minutes = facts.minutes or read_total_minutes(now.scan)
    deadline = facts.deadline or (now.said.receipt.day if now.said.receipt else None)
    if hours is None or minutes is None or deadline is None:
        return ()
    start = facts.starts_on or facts.apply_by or facts.published_on or now.as_of
    if deadline < start:
        return ()
    span = range(1, (deadline - start).days + 1)
    working = sum(1 for number in span if is_banking_day(start + timedelta(days=number)))
    if minutes <= working * hours * _HOUR:
        return ()
    return (
        Statement(
            words=(("hours", f"{minutes / _HOUR:g}"), ("days", str(working)), ("daily", str(hours)))
        ),
    )


def kept_current(now: Situation) -> tuple[Statement, ...]:
    """Object to a posting whose closing day or deadline is past, or that nobody looked at."""
    facts, fresh = now.facts, now.figure("posting.fresh_days")
    past = [
        f"{name}の{format_day(day)}が過ぎています"
        for name, day in (("募集締切", facts.apply_by), ("納期", facts.deadline))
        if day is not None and day < now.as_of
    ]
    published = facts.published_on
    if published and fresh and published + timedelta(days=fresh) < now.as_of:
        past.append(f"掲載した{format_day(published)}から{fresh}日を超えています")
    return (Statement(words=(("what", "、".join(past)),)),) if past else ()


def as_posted(now: Situation) -> tuple[Statement, ...]:
    """Object to terms that are worse than those of the posting, unless that is on record."""
    facts = now.facts
    if facts.change_recorded:
        return ()
    worse = []
    if facts.reward_yen is not None and facts.reward_yen < (facts.posted_reward_yen or 0):
        worse.append(f"報酬（募集{facts.posted_reward_yen:,}円、契約{facts.reward_yen:,}円）")
    if facts.deadline and facts.posted_deadline and facts.deadline < facts.posted_deadline:
        worse.append(
            f"納期（募集{format_day(facts.posted_deadline)}、契約{format_day(facts.deadline)}）"
        )
    return (Statement(words=(("what", "・".join(worse)),)),) if worse else ()


def wage_compared(now: Situation) -> tuple[Statement, ...]:
    """Compare the hourly equivalent of the reward with the minimum wage of a prefecture."""
    priced = now.priced_time
    if priced is None:
        return ()
    known = wage_entry(now.place, date.max) is not None
    place = now.place if known else _AVERAGE
    entry = wage_entry(place, now.as_of)
    if entry is None:
        return (
            Statement(
                start=priced.start,
                end=priced.end,
                words=(("place", place),),
                severity=Severity.INFO,
                confidence=Confidence.UNVERIFIED,
                state=ItemState.PARTIAL,
            ),
        )
    taxed = _WHOLE + ((now.figure("tax.consumption_percent") or 0) if priced.tax_included else 0)
    if priced.yen * _HOUR * _WHOLE >= entry.value * priced.minutes * taxed:
        return ()
    hourly = priced.yen * _HOUR * _WHOLE // (priced.minutes * taxed)
    shown = place if known else f"{_AVERAGE}（受注者の所在地が不明）"
    return (
        Statement(
            start=priced.start,
            end=priced.end,
            words=(("hourly", f"{hourly:,}"), ("wage", f"{entry.value:,}"), ("place", shown)),
            confidence=entry.confidence,
            sources=(entry.source,),
        ),
    )


def withholding_named(now: Situation) -> tuple[Statement, ...]:
    """Remind of the tax withheld from fees of individuals, where the terms do not name it."""
    facts, kind = now.facts, kind_of(now.facts.work_type)
    payer = not (facts.client_is_company is False and facts.client_employees == 0)
    if not facts.work_type or facts.worker_is_company or not payer or "源泉" in now.scan.text:
        return ()
    if kind.withholding is Withholding.NO:
        return ()
    if kind.withholding is Withholding.UNSURE:
        return (
            Statement(
                words=(("why", kind.why),),
                severity=Severity.INFO,
                confidence=Confidence.TO_CHECK,
                state=ItemState.PARTIAL,
            ),
        )
    return _withheld(now, kind.why)


def _withheld(now: Situation, why: str) -> tuple[Statement, ...]:
    names = ("withholding_basis_points", "withholding_above_basis_points")
    entries = [entry_on(f"tax.{name}", now.as_of) for name in names]
    threshold = now.figure("tax.withholding_threshold_yen")
    below, above = entries
    if below is None or above is None or threshold is None:
        return ()
    rates = WithholdingRates(
        basis_points=below.value, above_basis_points=above.value, threshold_yen=threshold
    )
    example = "額が決まれば税額を計算できます"
    if now.facts.reward_yen is not None:
        taxed = _WHOLE
        if now.facts.tax_included:
            taxed += now.figure("tax.consumption_percent") or 0
        base = now.facts.reward_yen * _WHOLE // taxed
        example = f"税抜{base:,}円なら{withheld_yen(base, rates):,}円"
    return (
        Statement(
            words=(
                ("why", why),
                ("rate", f"{below.value / _WHOLE:.2f}"),
                ("above", f"{above.value / _WHOLE:.2f}"),
                ("threshold", f"{threshold // _BASIS}"),
                ("example", example),
            ),
            confidence=below.confidence,
            sources=(below.source,),
        ),
    )


def resale_shown(now: Situation) -> tuple[Statement, ...]:
    """Ask for the three facts where an order that is passed on is paid later than from receipt."""
    days, limits = _days(now), now.limits
    if not now.facts.resale or now.facts.resale_shown or days is None or limits is None:
        return ()
    if days[1] <= last_day_of_single_receipt(days[0], limits):
        return ()
    principal = now.facts.principal_payment_date
    last = (
        format_day(last_day_after_principal(principal, limits))
        if principal
        else "その日から30日以内"
    )
    return (Statement(start=days[2][0], end=days[2][1], words=(("last", last),)),)


def toriteki_to_check(now: Situation) -> tuple[Statement, ...]:
    """Say how 取適法 stands for an order that is passed on or is the client's own trade."""
    verdict = now.laws.toriteki
    if not (now.facts.resale or now.facts.own_trade) or not verdict.sources:
        return ()
    if verdict.standing is Standing.NOT_EXPECTED:
        return ()
    return (
        Statement(words=(("standing", verdict.standing.label), ("why", "".join(verdict.reasons)))),
    )


def toriteki_recorded(now: Situation) -> tuple[Statement, ...]:
    """Remind of the order form and the records where 取適法 applies."""
    years = now.figure("toriteki.record_years")
    if years is None or now.laws.toriteki.standing is not Standing.APPLIES:
        return ()
    return () if _KEEPING.search(now.scan.text) else (Statement(words=(("years", str(years)),)),)


def late_interest(now: Situation) -> tuple[Statement, ...]:
    """Reckon the interest on a payment behind the sixtieth day where 取適法 applies."""
    facts, limits = now.facts, now.limits
    rate = now.figure("toriteki.interest_basis_points")
    if rate is None or limits is None or now.laws.toriteki.standing is not Standing.APPLIES:
        return ()
    if facts.receipt_date is None or facts.paid_on is None:
        return ()
    days = (facts.paid_on - last_day_of_single_receipt(facts.receipt_date, limits)).days
    if days <= 0:
        return ()
    yen = (facts.reward_yen or 0) * rate * days // (_BASIS * _DAYS_A_YEAR)
    words = (("days", str(days)), ("rate", f"{rate / _WHOLE:g}"), ("interest", f"{yen:,}"))
    return (Statement(words=words),)


def term_marks(now: Situation) -> tuple[Statement, ...]:
    """Name the articles that a contract falls under by its length."""
    first = now.figure("freelance.prohibition_months")
    months, verdict = now.facts.months, now.laws.freelance
    if first is None or months is None or months < first or not verdict.covered:
        return ()
    return (Statement(words=(("months", str(months)), ("articles", "・".join(verdict.articles)))),)


_PAPER = re.compile(r"紙の(?:契約|注文|書)|紙で(?:の)?(?:作|交|取り?交|契約)|印紙|製本")
_NO_PAPER = re.compile(r"紙(?:の|では?)[^。\n]{0,12}(?:作りません|使いません|ありません|しません)")


def stamp_due(now: Situation) -> tuple[Statement, ...]:
    """Remind of the stamp duty where a contract is signed on paper and the sum calls for it."""
    least, facts = now.figure("stamp.exempt_below_yen"), now.facts
    said = _PAPER.search(now.scan.text)
    if facts.paper_contract is False or (said is None and not facts.paper_contract):
        return ()
    if least is None or (facts.paper_contract is None and _NO_PAPER.search(now.scan.text)):
        return ()
    if facts.reward_yen is not None:
        taxed = _WHOLE
        if facts.tax_included:
            taxed += now.figure("tax.consumption_percent") or 0
        if facts.reward_yen * _WHOLE // taxed < least:
            return ()
    return (Statement(start=said.start(), end=said.end()) if said else Statement(),)


FACT_PREDICATES: dict[str, FactPredicate] = CONTRADICTIONS | {
    "paid_in_time": paid_in_time,
    "paid_soon": paid_soon,
    "paid_on_banking_day": paid_on_banking_day,
    "long_enough": long_enough,
    "kept_current": kept_current,
    "as_posted": as_posted,
    "wage_compared": wage_compared,
    "withholding_named": withholding_named,
    "resale_shown": resale_shown,
    "toriteki_to_check": toriteki_to_check,
    "toriteki_recorded": toriteki_recorded,
    "late_interest": late_interest,
    "term_marks": term_marks,
    "stamp_due": stamp_due,
}
