"""What a text states as the order's reward, days and quantities, to be held against each other.

Only plain statements are read: one figure in a sentence that says nothing about parts, extras,
ranges or examples. Whoever finds two of them that differ may speak of a contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cspdesk.rules.amounts_text import PIECES, whole
from cspdesk.rules.calendar_text import read_date
from cspdesk.rules.engine import Scan
from cspdesk.rules.text import Span

_MONEY = re.compile(
    r"(?<![0-9,.])(?:(?P<man>[0-9]{1,4}(?:\.[0-9]{1,2})?) ?万 ?(?P<rest>[0-9][0-9,]{0,4})?"
    r"|(?P<yen>[0-9][0-9,]{2,11})) ?円"
)
# 「写真の報酬」 speaks of one part, 「今回の報酬」 of the whole.
_OWN_PART = re.compile(
    r"(?P<noun>[^\s、。:「」【】()のはがを]{2,12})の"
    r"(?:報酬|予算|謝礼|委託料|代金|納期|納品)"
)
_THE_WORK = re.compile(
    r"今回|本件|お?仕事|ご?依頼|この|業務|全体|作業|成果|最終|完成|案件|募集|契約|委託"
)
_SHORT_DATE = re.compile(
    r"(?<![0-9/.])(?P<month>1[0-2]|[1-9])/(?P<day>[12][0-9]|3[01]|[1-9])(?![0-9/.])"
)
_A_DAY = re.compile(r"[0-9][月/.-] ?[0-9]")
_UNIT = f"{PIECES}|話|コマ|語"
_NUMBER = re.compile(rf"(?<![0-9,.~])(?P<count>[0-9][0-9,]{{0,6}}) ?(?P<unit>{_UNIT})(?![0-9])")
_TAX = 11
_TEN = 10


@dataclass(frozen=True, slots=True)
class StatedSum:
    """Yen for the whole order, with its place in the normal form."""

    yen: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StatedDay:
    """A day with its place; `explicit` tells whether the year was written."""

    day: date
    explicit: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StatedCount:
    """A quantity with its unit and place."""

    count: int
    unit: str
    start: int
    end: int


def same_but_for_tax(one: int, other: int) -> bool:
    """Tell whether two sums are equal, or one is the other with tax.

    >>> same_but_for_tax(50_000, 55_000), same_but_for_tax(50_000, 60_000)
    (True, False)
    """
    low, high = sorted((one, other))
    return low == high or abs(low * _TAX - high * _TEN) <= _TAX


def _yen(match: re.Match[str]) -> int:
    if match["yen"]:
        return whole(match["yen"])
    return round(float(match["man"]) * 10_000) + whole(match["rest"] or "0")


def _sentences_with(
    scan: Scan, words: str, unless: str, figure: re.Pattern[str]
) -> Iterator[tuple[Span, str]]:
    last = -1
    for place, _ in scan.spans(words):
        span = scan.sentence_at(place)
        if span is None or span.start == last:
            continue
        last = span.start
        if figure.search(scan.text, span.start, span.end) and not scan.occurs(
            unless, span.start, span.end
        ):
            yield span, scan.text[span.start : span.end]


def _is_of_a_part(body: str) -> bool:
    """Tell whether a sentence speaks of one part only: 「写真の報酬は」."""
    owned = _OWN_PART.search(body)
    return owned is not None and not _THE_WORK.search(owned["noun"])


def stated_sums(scan: Scan) -> tuple[StatedSum, ...]:
    """Return what the text says the whole order pays, in reading order."""
    if "円" not in scan.text:
        return ()
    found = [
        stated
        for span, body in _sentences_with(scan, "@whole_reward", "@not_whole_sum", _MONEY)
        if (stated := _sum_of(span.start, body)) is not None
    ]
    block = _under_heading(scan, {stated.start for stated in found})
    found += [block] if block else []
    return tuple(sorted(found, key=lambda stated: stated.start))


def _sum_of(offset: int, body: str) -> StatedSum | None:
    if _is_of_a_part(body):
        return None
    sums = list(_MONEY.finditer(body))
    if not sums or not all(same_but_for_tax(_yen(sums[0]), _yen(other)) for other in sums):
        return None
    return StatedSum(_yen(sums[0]), offset + sums[0].start(), offset + sums[0].end())


def _under_heading(scan: Scan, known: set[int]) -> StatedSum | None:
    """Return the one sum below a heading about the reward; None where parts are listed."""
    sums: list[StatedSum] = []
    for clause in scan.clauses_about(frozenset({"reward"})):
        if not clause.labelled:
            continue
        for match in _MONEY.finditer(scan.text, clause.start, clause.end):
            span = scan.sentence_at(match.start())
            if span is None or scan.occurs("@not_whole_sum", span.start, span.end):
                return None
            sums.append(StatedSum(_yen(match), *match.span()))
    if not sums or not all(same_but_for_tax(sums[0].yen, other.yen) for other in sums):
        return None
    return sums[0] if sums[0].start not in known else None


def _days_of(scan: Scan, words: str, unless: str, topic: str, near: date) -> tuple[StatedDay, ...]:
    found = []
    for span, body in _sentences_with(scan, words, unless, _A_DAY):
        if _is_of_a_part(body):
            continue
        days = list(_days_in(body, span.start, near))
        if days and all(same_day(days[0], other) for other in days):
            found.append(days[0])
    block = _day_under_heading(scan, unless, topic, near)
    if block is not None and block not in found:
        found.append(block)
    return tuple(sorted(found, key=lambda stated: stated.start))


def _day_under_heading(scan: Scan, unless: str, topic: str, near: date) -> StatedDay | None:
    """Return the one day below a heading of this topic; None where several are listed."""
    days: list[StatedDay] = []
    for clause in scan.clauses_about(frozenset({topic})):
        if not clause.labelled or not _A_DAY.search(scan.text, clause.start, clause.end):
            continue
        if scan.occurs(unless, clause.start, clause.end):
            return None
        days += _days_in(scan.text[clause.start : clause.end], clause.start, near)
    return days[0] if days and all(same_day(days[0], other) for other in days) else None


def _days_in(body: str, offset: int, near: date) -> Iterator[StatedDay]:
    place = 0
    while (read := read_date(body, near, place)) is not None:
        day, start, place, explicit = read
        yield StatedDay(day, explicit, offset + start, offset + place)
    for match in _SHORT_DATE.finditer(body):
        read = read_date(f"{match['month']}月{match['day']}日", near)
        around = body[max(0, match.start() - 5) : match.end()]
        if read is not None and not read_date(around, near):
            yield StatedDay(read[0], False, offset + match.start(), offset + match.end())


def same_day(one: StatedDay, other: StatedDay) -> bool:
    """Tell whether two statements name one day; a year that is not written fits any."""
    if one.explicit and other.explicit:
        return one.day == other.day
    return (one.day.month, one.day.day) == (other.day.month, other.day.day)


def stated_deadlines(scan: Scan, near: date) -> tuple[StatedDay, ...]:
    """Return the days on which the text says the whole order is due."""
    return _days_of(scan, "@deadline_said", "@not_whole_deadline", "deadline", near)


def stated_closings(scan: Scan, near: date) -> tuple[StatedDay, ...]:
    """Return the days on which applications close."""
    return _days_of(scan, "@closing_said", "@not_whole_closing", "closing", near)


def stated_starts(scan: Scan, near: date) -> tuple[StatedDay, ...]:
    """Return the days on which work is to begin."""
    return _days_of(scan, "@start_said", "@not_whole_start", "", near)


def stated_payments(scan: Scan, near: date) -> tuple[StatedDay, ...]:
    """Return the days on which the whole reward is to be paid."""
    return _days_of(scan, "@payment_said", "@not_whole_payment", "payment", near)


def stated_counts(scan: Scan) -> tuple[StatedCount, ...]:
    """Return the quantities of the whole order that the text names, in reading order."""
    found = []
    for match in _NUMBER.finditer(scan.text):
        span = scan.sentence_at(match.start())
        if span is not None and not scan.occurs("@not_whole_count", span.start, span.end):
            count = whole(match["count"])
            found.append(StatedCount(count, match["unit"], match.start(), match.end()))
    return tuple(found)
