"""Finds statements of one text that cannot all be true: sums, days, quantities, weekdays.

A remark stands at the later of two statements and quotes the earlier one. Statements about
parts, ranges, extras and examples are not read at all, so that a text with several pieces of
work does not contradict itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date

from cspdesk.domain.posting import PostingField
from cspdesk.domain.typed_values import WEEKDAYS
from cspdesk.rules.amounts_text import whole
from cspdesk.rules.read_statements import (
    StatedCount,
    StatedDay,
    same_but_for_tax,
    same_day,
    stated_closings,
    stated_counts,
    stated_payments,
    stated_starts,
    stated_sums,
)
from cspdesk.rules.situation import FactPredicate, Situation, Statement

_WEEKDAY = re.compile(
    r"(?=[0-9])(?:(?P<year>20[0-9]{2})[年/.-] ?)?(?P<month>1[0-2]|[1-9])[月/] ?"
    rf"(?P<day>[12][0-9]|3[01]|[1-9])日? ?\((?P<weekday>[{WEEKDAYS}])(?:曜日?)?(?:・?祝)?\)"
)
_PRODUCT = re.compile(
    r"(?P<one>[0-9][0-9,]{0,9})(?P<yen1> ?円)?[^。\n×x*=0-9]{0,12}[×x*] ?"
    r"(?P<two>[0-9][0-9,]{0,6})(?P<yen2> ?円)?[^。\n×x*=0-9]{0,12}[=→] ?"
    r"(?:合計|総額|計)? ?(?P<total>[0-9][0-9,]{0,11}) ?円"
)
_EACH = re.compile(
    r"(?<![0-9,.])1 ?(?P<unit>[本枚件点品個案冊頁曲社名店問通話]|記事|商品|ページ)"
    r"(?:あたり|当たり|につき)?[^。、\n0-9]{0,6}(?P<yen>[0-9][0-9,]{0,7}) ?円"
)
_ALL = re.compile(r"(?:合計|総額|全部で|計)[^。\n0-9]{0,6}(?P<yen>[0-9][0-9,]{2,10}) ?円")
_LABELLED_COUNT = re.compile(
    r"(?:数量|件数|本数|点数|枚数|個数|分量) ?[:は] ?(?:全|合計)?(?P<place>(?=[0-9]))"
)
_NEAR = 92


def _day(stated: StatedDay) -> str:
    year = f"{stated.day.year}年" if stated.explicit else ""
    return f"{year}{stated.day.month}月{stated.day.day}日"


def _said(start: int, end: int, here: str, there: str) -> Statement:
    return Statement(start=start, end=end, words=(("here", here), ("there", there)))


def sums_agree(now: Situation) -> tuple[Statement, ...]:
    """Object to a second sum for the whole order that is not the first with or without tax."""
    sums = stated_sums(now.scan)
    if not sums:
        return ()
    first, known = sums[0].yen, now.facts.reward_yen
    there = f"{first:,}円"
    if known is not None and not same_but_for_tax(known, first):
        return (_said(sums[0].start, sums[0].end, there, f"{known:,}円（入力された額）"),)
    other = next((s for s in sums[1:] if not same_but_for_tax(first, s.yen)), None)
    return (_said(other.start, other.end, f"{other.yen:,}円", there),) if other else ()


def products_agree(now: Situation) -> tuple[Statement, ...]:
    """Object to a total that is not the unit price times the quantity, with or without tax."""
    text = now.scan.text
    if "円" not in text:
        return ()
    for match in _PRODUCT.finditer(text) if "=" in text or "→" in text else ():
        if not (match["yen1"] or match["yen2"]):
            continue
        product, total = whole(match["one"]) * whole(match["two"]), whole(match["total"])
        if not same_but_for_tax(product, total):
            return (_said(*match.span("total"), f"{total:,}円", f"{product:,}円"),)
    return _each_by_count(now)


def _each_by_count(now: Situation) -> tuple[Statement, ...]:
    text = now.scan.text
    each = list(_EACH.finditer(text))
    if len(each) != 1:
        return ()
    totals = [m for m in _ALL.finditer(text) if not _is_mixed(now, m.start())]
    if len(totals) != 1:
        return ()
    counts = {
        stated.count
        for stated in stated_counts(now.scan)
        if stated.unit == each[0]["unit"] and stated.count > 1
    }
    if len(counts) != 1:
        return ()
    product, total = whole(each[0]["yen"]) * counts.pop(), whole(totals[0]["yen"])
    if same_but_for_tax(product, total):
        return ()
    return (_said(*totals[0].span("yen"), f"{total:,}円", f"{product:,}円（単価×数量）"),)


def _is_mixed(now: Situation, place: int) -> bool:
    """Tell whether a total has more in it than the pieces."""
    span = now.scan.sentence_at(place)
    return span is None or now.scan.occurs("@mixed_total", span.start, span.end)


def deadlines_agree(now: Situation) -> tuple[Statement, ...]:
    """Object to a second deadline on another day, and to one that differs from what is given."""
    days = now.deadlines_stated
    if not days:
        return ()
    known = now.facts.deadline
    if known is not None and (known.month, known.day) != (days[0].day.month, days[0].day.day):
        there = f"{known.month}月{known.day}日（入力された日）"
        return (_said(days[0].start, days[0].end, _day(days[0]), there),)
    other = next((day for day in days[1:] if not same_day(days[0], day)), None)
    return (_said(other.start, other.end, _day(other), _day(days[0])),) if other else ()


def _is_before(one: StatedDay, other: StatedDay) -> bool:
    """Tell whether a day lies before another; without years only if it does so by a season."""
    if one.explicit and other.explicit:
        return one.day < other.day
    behind = (date(2001, *_month_day(other)) - date(2001, *_month_day(one))).days
    return 0 < behind <= _NEAR


def _month_day(stated: StatedDay) -> tuple[int, int]:
    return stated.day.month, min(stated.day.day, 28)


_ORDER: tuple[tuple[str, str, str], ...] = (
    ("deadline", "payment", "支払日が納期より前です"),
    ("closing", "deadline", "納期が応募の締切より前です"),
    ("closing", "start", "開始日が応募の締切より前です"),
    ("start", "deadline", "納期が開始日より前です"),
)


def days_in_order(now: Situation) -> tuple[Statement, ...]:
    """Object to a day that lies before the one it should follow."""
    near, scan = now.as_of, now.scan
    if "日" not in scan.text and "/" not in scan.text:
        return ()
    days = {
        "deadline": now.deadlines_stated,
        "payment": stated_payments(scan, near),
        "closing": stated_closings(scan, near),
        "start": stated_starts(scan, near),
    }
    found = []
    for first, then, what in _ORDER:
        if len(days[first]) == 1 and len(days[then]) == 1:
            earlier, later = days[first][0], days[then][0]
            if _is_before(later, earlier):
                words = (("what", what), ("here", _day(later)), ("there", _day(earlier)))
                found.append(Statement(start=later.start, end=later.end, words=words))
    return tuple(found)


def weekdays_fit(now: Situation) -> tuple[Statement, ...]:
    """Object to a weekday that the day does not have, this year or when it comes next."""
    found = []
    if "(" not in now.scan.text:
        return ()
    for match in _WEEKDAY.finditer(now.scan.text):
        month, day = int(match["month"]), int(match["day"])
        years = [int(match["year"])] if match["year"] else [now.as_of.year, now.as_of.year + 1]
        real = [name for year in years if (name := _weekday(year, month, day))]
        if real and match["weekday"] not in real:
            here = f"{month}月{day}日（{match['weekday']}）"
            there = f"{month}月{day}日は{real[0]}曜日"
            found.append(_said(*match.span(), here, there))
    return tuple(found)


def _weekday(year: int, month: int, day: int) -> str:
    try:
        return WEEKDAYS[date(year, month, day).weekday()]
    except ValueError:
        return ""


def counts_agree(now: Situation) -> tuple[Statement, ...]:
    """Object to a quantity that differs between the title, the quantity and the work's text."""
    first: dict[str, StatedCount] = {}
    differing: dict[str, StatedCount] = {}
    for named in _named_counts(now):
        if first.setdefault(named.unit, named).count != named.count:
            differing.setdefault(named.unit, named)
    for unit, one in first.items():
        if other := differing.get(unit):
            here, there = f"{other.count:,}{other.unit}", f"{one.count:,}{one.unit}"
            return (_said(other.start, other.end, here, there),)
    return ()


def _named_counts(now: Situation) -> tuple[StatedCount, ...]:
    """Return the one quantity of the title, of the quantity field and of a labelled line."""
    scan = now.scan
    ranges = [now.range_of(field) for field in (PostingField.TITLE, PostingField.QUANTITY)]
    if ranges[0] is None:
        end = scan.text.find("\n")
        ranges[0] = (0, end) if end > 0 else None
    for match in _LABELLED_COUNT.finditer(scan.text):
        ranges.append((match.start("place"), scan.line_end(match.end())))
    every = stated_counts(scan)
    starts = [stated.start for stated in every]
    found = []
    for area in filter(None, ranges):
        index = bisect_left(starts, area[0])
        if bisect_left(starts, area[1]) - index == 1:
            found.append(every[index])
    return tuple(sorted(set(found), key=lambda stated: stated.start))


CONTRADICTIONS: dict[str, FactPredicate] = {
    "sums_agree": sums_agree,
    "products_agree": products_agree,
    "deadlines_agree": deadlines_agree,
    "days_in_order": days_in_order,
    "weekdays_fit": weekdays_fit,
    "counts_agree": counts_agree,
}
