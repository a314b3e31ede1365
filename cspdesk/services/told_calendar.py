"""Words for days: dates, months and their parts, seasons, occasions, spans of time."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from cspdesk.domain.typed_values import parse_count, parse_day
from cspdesk.services.catalogue import open_entry
from cspdesk.services.folding import fold_word

_FILE = "interview/occasions.toml"
_N = r"(?:[0-9]{1,4}|[〇一二三四五六七八九十]{1,3})"
_YEAR = (
    r"(?:(?P<year>20[0-9]{2})年"
    r"|(?P<era>令和|r)(?P<era_year>元|[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:年|\.)"
    r"|(?P<rel>今年|来年|再来年|来)の?)"
)
_PART = (
    r"(?P<part>末|頭|あたま|初め|はじめ|始め|初旬|上旬|中旬|半ば|なかば|中頃|中ごろ|下旬|後半|前半"
    r"|終わり|おわり|いっぱい|一杯|中(?=に|で|、|。|$))"
)
_FIRST_WEEK, _TENTH, _MIDDLE = 5, 10, 15
_PART_DAYS = {
    **dict.fromkeys(("頭", "あたま", "初め", "はじめ", "始め"), _FIRST_WEEK),
    **dict.fromkeys(("初旬", "上旬"), _TENTH),
    **dict.fromkeys(("中旬", "半ば", "なかば", "中頃", "中ごろ", "前半"), _MIDDLE),
}
_EXACT_PARTS = ("", "末", "いっぱい", "一杯", "中")
_SEASONS = {"春": 3, "夏": 6, "秋": 9, "冬": 12}
_DECEMBER, _MARCH = 12, 3
_FISCAL_START = 4
_NEW_YEAR_DAY = 15
_FRIDAY = 4
_WEEK = 7
_HALF_MONTH = 15
_HALF_YEAR = 6
_LAST_YEAR = 2199
_YEARS = {"今年": 0, "来年": 1, "来": 1, "再来年": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What words for a day mean.

    Attributes:
        last: last day of what is named.
        before: last day before it begins.
        exact: the words leave no doubt about the day.
        bounds: the words bound by themselves ("within the year"), without "by".
        part: the words name a day or a part of a month.
        loose: too vague to stand for a deadline all alone.
        month: a whole month by its number.
    """

    last: date
    before: date
    exact: bool = False
    bounds: bool = False
    part: bool = False
    loose: bool = False
    month: bool = False


Reader = Callable[[re.Match[str], date], Day | None]


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _later(today: date, months: int) -> date:
    total = today.year * 12 + today.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _year_of(match: re.Match[str], today: date) -> int | None:
    """Return the year that is named, None where none is."""
    if match["year"]:
        return int(match["year"])
    if match["era"]:
        number = 1 if match["era_year"] == "元" else parse_count(match["era_year"]) or 0
        return 2018 + number
    return today.year + _YEARS[match["rel"]] if match["rel"] else None


def _full_day(match: re.Match[str], today: date) -> Day | None:
    year = _year_of(match, today)
    month, day = parse_count(match["month"]), parse_count(match["day"])
    read = parse_day(f"{f'{year}年' if year else ''}{month}月{day}日", today)
    return None if read is None else Day(last=read, before=read, exact=True, part=True)


def _written_day(match: re.Match[str], today: date) -> Day | None:
    read = parse_day(match.group(), today)
    return None if read is None else Day(last=read, before=read, exact=True, part=True)


def _in_month(year: int, month: int, part: str, modifier: str) -> Day:
    end = _month_end(year, month)
    ahead = date(year, month, 1) - timedelta(days=1)
    if modifier:
        return Day(last=ahead, before=ahead, exact=True, bounds=True)
    last = date(year, month, _PART_DAYS[part]) if part in _PART_DAYS else end
    return Day(
        last=last,
        before=last if part in _PART_DAYS else ahead,
        exact=part in _EXACT_PARTS,
        bounds=part in ("いっぱい", "一杯", "中"),
        part=bool(part),
    )


def _month(match: re.Match[str], today: date) -> Day | None:
    month = parse_count(match["month"]) or 0
    if not 1 <= month <= _DECEMBER:
        return None
    year = _year_of(match, today)
    if year is not None and not today.year <= year <= _LAST_YEAR:
        return None
    part = match["part"] or ""
    if year is None:
        ends = _in_month(today.year, month, part, "").last
        year = today.year if ends >= today else today.year + 1
    whole = not part and not match["before"]
    return replace(_in_month(year, month, part, match["before"] or ""), month=whole)


def _near_month(match: re.Match[str], today: date) -> Day | None:
    ahead = {"今月": 0, "来月": 1, "再来月": 2}[match["month"]]
    first = _later(today.replace(day=1), ahead)
    return _in_month(first.year, first.month, match["part"] or "", "")


def _within_month(match: re.Match[str], today: date) -> Day | None:
    del match
    end = _month_end(today.year, today.month)
    return Day(last=end, before=end, exact=True, bounds=True)


def _years_ahead(match: re.Match[str]) -> int:
    named = match["next"] or ""
    return 2 if named.startswith("再") else int(bool(named))


def _year_end(match: re.Match[str], today: date) -> Day | None:
    end = date(today.year + _years_ahead(match), _DECEMBER, 31)
    return Day(last=end, before=end, exact=True, bounds=True)


def _fiscal_end(match: re.Match[str], today: date) -> Day | None:
    year = today.year if today.month < _FISCAL_START else today.year + 1
    end = date(year + _years_ahead(match), _MARCH, 31)
    return Day(last=end, before=end, exact=True, bounds=True)


def _new_year(match: re.Match[str], today: date) -> Day | None:
    del match
    end = date(today.year + 1, 1, _NEW_YEAR_DAY)
    return Day(last=end, before=end, bounds=True, part=True)


def _season(match: re.Match[str], today: date) -> Day | None:
    month = _SEASONS[match["season"]]
    named = match["rel"]
    year = today.year + _YEARS[named] if named in _YEARS else today.year
    if named not in _YEARS and _month_end(year, month) < today:
        year += 1
    ahead = date(year, month, 1) - timedelta(days=1)
    if match["before"]:
        return Day(last=ahead, before=ahead, bounds=True)
    return Day(last=_month_end(year, month), before=ahead, loose=True)


def _occasion(match: re.Match[str], today: date) -> Day | None:
    month, number = occasions()[match["name"]]
    day = date(today.year, month, number)
    if match["rel"]:
        day = day.replace(year=today.year + _YEARS[match["rel"]])
    elif day < today:
        day = day.replace(year=today.year + 1)
    bounds = match["before"] is not None
    return Day(last=day, before=day, bounds=bounds, part=True, loose=not bounds)


def _span(match: re.Match[str], today: date) -> Day | None:
    number = 1 if match["half"] else parse_count(match["number"] or "") or 0
    unit = match["unit"] or match["half"]
    if not 0 < number < 1000:  # noqa: PLR2004 - longer is no plan
        return None
    if unit == "半月":
        day = today + timedelta(days=_HALF_MONTH)
    elif unit == "半年":
        day = _later(today, _HALF_YEAR)
    elif unit == "年":
        day = _later(today, 12 * number)
    elif unit == "週間":
        day = today + timedelta(weeks=number)
    elif unit == "日":
        day = today + timedelta(days=number)
    else:
        day = _later(today, number)
    if day.year > _LAST_YEAR:
        return None
    return Day(last=day, before=day, exact=match["within"] is not None, bounds=True)


def _week(match: re.Match[str], today: date) -> Day | None:
    ahead = {"今週": 0, "来週": 1, "再来週": 2}[match["week"]]
    weekday = "月火水木金土日".index(match["day"]) if match["day"] else _FRIDAY
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(days=_WEEK * ahead + weekday)
    return Day(last=day, before=day, exact=match["day"] is not None, part=True)


def _near_day(match: re.Match[str], today: date) -> Day | None:
    ahead = 0 if match["today"] else 2 if match["after"] else 1
    day = today + timedelta(days=ahead)
    return Day(last=day, before=day, exact=True, part=True, loose=True)


@cache
def occasions() -> dict[str, tuple[int, int]]:
    """Return month and day of each occasion by its folded words.

    Raises:
        DataFileError: the file is invalid.
    """
    file = open_entry(_FILE)
    found = {}
    for entry in file.entries("occasion"):
        month, day = entry.integer("month"), entry.integer("day")
        found.update({fold_word(word): (month, day) for word in entry.texts("words")})
        entry.done()
    file.done()
    return found


# What may follow the name of a time: the work has to be done before it begins.
_AHEAD = r"(?P<before>の?前(?!の(?:担当|業者|会社))|のまえ)?"
_DATES: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(rf"(?:{_YEAR})?(?P<month>{_N})月(?P<day>{_N})日"), _full_day),
    (
        re.compile(
            r"(?<![0-9])(?:20[0-9]{2}|r[0-9]{1,2})[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9/.])"
        ),
        _written_day,
    ),
    # Without a year it may as well be a fraction.
    (
        re.compile(r"(?<![0-9/.])[0-9]{1,2}/[0-9]{1,2}(?=まで|必着|締|〆|~|〜|から|に間に合)"),
        _written_day,
    ),
    (
        re.compile(rf"(?:{_YEAR})?(?<![0-9])(?P<month>{_N})月(?!間|額|々)(?:の?{_PART})?{_AHEAD}"),
        _month,
    ),
    (re.compile(rf"(?P<month>再来月|来月|今月)(?:の?{_PART})?"), _near_month),
    (re.compile(r"月内|月末"), _within_month),
    # "Until today" tells of the past as often, so that today takes more to be a deadline.
    (
        re.compile(
            r"(?:(?P<today>今日|本日)(?=までに|必着|締め?切|〆)"
            r"|(?:(?P<after>明後日|あさって)|明日|あした)(?=まで|必着|締め?切|〆|です|$))"
        ),
        _near_day,
    ),
)
_YEAR_ENDS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (
        re.compile(r"(?P<next>再?来年度)(?:中|内|いっぱい|末)|今?年度(?:中|内|いっぱい|末)"),
        _fiscal_end,
    ),
    (
        re.compile(
            r"(?P<next>再?来年)(?:中|いっぱい|末)"
            r"|(?:年内|今年中|今年いっぱい|年末|年の瀬|暮れ)"
        ),
        _year_end,
    ),
    (re.compile(r"年明け|年が明けたら"), _new_year),
)
_SPANS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (
        re.compile(
            rf"(?:(?P<rel>今年|来年|再来年|来)の?|この)?(?<![青売買一])(?P<season>[春夏秋冬])"
            rf"(?!物|服|日|田|用){_AHEAD}"
        ),
        _season,
    ),
    (
        re.compile(
            rf"(?:(?P<half>半月|半年)|(?P<number>{_N})(?P<unit>日|週間|年|[かゕゖけ箇]?月))"
            r"(?P<within>以内|のうちに"
            r"|で(?=でき|仕上|何とか|なんとか|お願い|形|作|完成|納|ほし|済))"
        ),
        _span,
    ),
    (re.compile(r"(?P<week>再来週|来週|今週)の?(?:(?P<day>[月火水木金土日])曜?日?)?"), _week),
)


@cache
def readers() -> tuple[tuple[re.Pattern[str], Reader], ...]:
    """Return the patterns over folded text with what reads their matches, the exact ones first."""
    names = "|".join(sorted(map(re.escape, occasions()), key=len, reverse=True))
    named = rf"(?:(?P<rel>今年|来年|再来年)の)?(?P<name>{names})(?!明け|過ぎ|地|栽){_AHEAD}"
    return (*_DATES, *_YEAR_ENDS, (re.compile(named), _occasion), *_SPANS)
