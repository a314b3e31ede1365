"""Amounts, counts, days and places as people type them: full-width digits, 万円, era dates.

Nothing here raises on odd input: what cannot be read for certain is None, and the caller
keeps the typed text.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

# fmt: off
PREFECTURES = (
    "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県",
    "栃木県", "群馬県", "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県",
    "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県", "愛知県", "三重県",
    "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県",
    "岡山県", "広島県", "山口県", "徳島県", "香川県", "愛媛県", "高知県", "福岡県",
    "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県",
)
# fmt: on

_LONGEST = 40
# 9999年12月31日 stands for "no end" elsewhere; plans could not be reckoned from it, nor from the
# first days of the calendar.
_FIRST_YEAR, _LAST_YEAR = 1800, 2199
_MAX_YEN = 10**13
_KANJI_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_KANJI_UNITS = {"十": 10, "百": 100, "千": 1000}
_DIGITS = "(?:[0-9]+|[〇一二三四五六七八九十百]+)?"
_NUMBER = r"[0-9]+(?:\.[0-9]+)?|[〇一二三四五六七八九十百]+"
_AMOUNT = re.compile(
    rf"(?:(?P<oku>{_NUMBER})億)?(?:(?P<man>{_NUMBER}|{_DIGITS}千{_DIGITS})万)?"
    rf"(?:(?P<sen>{_NUMBER})千)?(?P<one>{_NUMBER})?"
)
_BEFORE = re.compile(r"^(?:(?:税込み?|総額|合計|予算|上限|約|およそ|だいたい|最大|¥|\\)[は:]?)+")
_AFTER = re.compile(
    r"(?:円|\(?税込み?\)?|ぐらい|くらい|程度|ほど|まで|以内|以下|前後|弱|強|です|かな|。)+$"
)
_COUNT_AFTER = re.compile(
    r"(?:人|名|点|件|個|枚|本|社|種|品|頁|ページ|回|店|台|冊|部|時間|分|日|ぐらい|くらい|程度|ほど"
    r"|です|かな|。)+$"
)
_ERAS = (
    ("令和", "R", date(2019, 5, 1), date(9999, 12, 31)),
    ("平成", "H", date(1989, 1, 8), date(2019, 4, 30)),
    ("昭和", "S", date(1926, 12, 25), date(1989, 1, 7)),
)
# In the order of `date.weekday`.
WEEKDAYS = "月火水木金土日"
_TAIL = rf"(?:\([{WEEKDAYS}祝・]*\))?(?:まで|までに|頃|ごろ|です|。)*$"
_FULL_DAY = re.compile(
    r"^(?:(?P<era>令和|平成|昭和|[RHS])(?P<era_year>元|[0-9]{1,2})|(?P<year>[0-9]{4}))"
    r"(?:年|[-/.])(?P<month>[0-9]{1,2})(?:月|[-/.])(?:(?P<day>[0-9]{1,2})日?|(?P<end>末)日?)"
    + _TAIL,
    re.IGNORECASE,
)
_EIGHT_DIGITS = re.compile(r"^(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})$")
_SHORT_DAY = re.compile(
    r"^(?P<month>[0-9]{1,2})(?:月|[-/.])(?:(?P<day>[0-9]{1,2})日?|(?P<end>末)日?)" + _TAIL
)


def _plain(text: str) -> str:
    """Return `text` in NFKC without spaces and with one kind of dash."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"[‐-―−]", "-", re.sub(r"\s", "", folded))


def _number(text: str) -> Decimal:
    if text[0].isascii():
        return Decimal(text)
    if not any(sign in _KANJI_UNITS for sign in text):
        return Decimal("".join(str(_KANJI_DIGITS[sign]) for sign in text))
    total, digit = 0, 0
    for sign in text:
        if sign in _KANJI_UNITS:
            total += (digit or 1) * _KANJI_UNITS[sign]
            digit = 0
        else:
            digit = _KANJI_DIGITS[sign]
    return Decimal(total + digit)


def _thousands(text: str) -> Decimal:
    if "千" not in text:
        return _number(text)
    before, after = text.split("千", 1)
    return _number(before or "1") * 1000 + _number(after or "0")


def _amount(text: str) -> int | None:
    match = _AMOUNT.fullmatch(re.sub(r"(?<=[0-9]),(?=[0-9])", "", text))
    if not text or match is None:
        return None
    total = Decimal(0)
    for name, factor in (("oku", 10**8), ("man", 10**4), ("sen", 1000), ("one", 1)):
        if part := match[name]:
            total += _thousands(part) * factor
    if total != total.to_integral_value() or total > _MAX_YEN:
        return None
    return int(total)


def parse_yen(text: str) -> int | None:
    """Return an amount in yen, None if `text` is not one amount.

    >>> parse_yen("３０万円"), parse_yen("¥1,200,000"), parse_yen("1.5万"), parse_yen("三十万円")
    (300000, 1200000, 15000, 300000)
    >>> parse_yen("約5千円"), parse_yen("一千万"), parse_yen("20〜30万円"), parse_yen("月3万")
    (5000, 10000000, None, None)
    """
    plain = _plain(text)
    if len(plain) > _LONGEST:
        return None
    return _amount(_AFTER.sub("", _BEFORE.sub("", plain)))


def parse_yen_ceiling(text: str) -> int | None:
    """Return an amount, or the upper end where a range was typed.

    >>> parse_yen_ceiling("20〜30万円"), parse_yen_ceiling("10万から15万"), parse_yen_ceiling("8万")
    (300000, 150000, 80000)
    """
    whole = parse_yen(text)
    if whole is not None:
        return whole
    parts = re.split(r"[~〜～]|から|-", _plain(text))
    low, high = (parse_yen(parts[0]), parse_yen(parts[1])) if len(parts) == 2 else (None, None)  # noqa: PLR2004
    return high if low is not None and high is not None and low <= high else None


def parse_count(text: str) -> int | None:
    """Return a whole number of people or things, None if `text` is not one.

    >>> parse_count("１２名"), parse_count("約1,500件"), parse_count("十二人")
    (12, 1500, 12)
    >>> parse_count("10〜15人") is None
    True
    """
    plain = _plain(text)
    if len(plain) > _LONGEST:
        return None
    return _amount(_COUNT_AFTER.sub("", re.sub(r"^(?:約|およそ|だいたい|計)+", "", plain)))


def parse_hours(text: str) -> float | None:
    """Return working hours, None if `text` is not one number of them.

    >>> parse_hours("１．５時間"), parse_hours("36"), parse_hours("半日")
    (1.5, 36.0, None)
    """
    plain = _plain(text).replace(",", "").removesuffix("時間")
    if len(plain) > _LONGEST or not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", plain):
        return None
    return float(plain)


def _era_year(era: str, year: str) -> int:
    start = next(e[2] for e in _ERAS if era.upper() in (e[0], e[1]))
    return start.year - 1 + (1 if year == "元" else int(year))


def _inside_era(era: str, day: date) -> bool:
    return any(
        first <= day <= last for name, sign, first, last in _ERAS if era.upper() in (name, sign)
    )


def _checked(year: int, match: re.Match[str]) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    month = int(match["month"])
    try:
        at_end = "end" in match.re.groupindex and match["end"] is not None
        return date(year, month, monthrange(year, month)[1] if at_end else int(match["day"]))
    except ValueError:
        return None


def _next_such_day(match: re.Match[str], today: date) -> date | None:
    # Up to eight years lie between two 29 Februaries.
    for year in range(today.year, min(today.year + 9, 10_000)):
        day = _checked(year, match)
        if day is not None and day >= today:
            return day
    return None


def parse_day(text: str, today: date) -> date | None:
    """Return a day; without a year it is the next such day on or after `today`.

    >>> today = date(2026, 11, 21)
    >>> parse_day("令和8年12月1日（火）", today), parse_day("R9.1.18", today)
    (datetime.date(2026, 12, 1), datetime.date(2027, 1, 18))
    >>> parse_day("２０２６／１１／２１", today), parse_day("3月末", today)
    (datetime.date(2026, 11, 21), datetime.date(2027, 3, 31))
    >>> parse_day("2026/2/30", today) is None, parse_day("なるべく早く", today) is None
    (True, True)
    """
    plain = _plain(text)
    if len(plain) > _LONGEST:
        return None
    shift = {"今日": 0, "本日": 0, "明日": 1, "昨日": -1}.get(plain)
    if shift is not None:
        return today + timedelta(days=shift)
    if match := _FULL_DAY.match(plain):
        if match["era"] is None:
            return _checked(int(match["year"]), match)
        day = _checked(_era_year(match["era"], match["era_year"]), match)
        return day if day is not None and _inside_era(match["era"], day) else None
    if match := _EIGHT_DIGITS.match(plain):
        return _checked(int(match["year"]), match)
    match = _SHORT_DAY.match(plain)
    return None if match is None else _next_such_day(match, today)


def parse_prefecture(text: str) -> str:
    """Return the full name of the prefecture that `text` names or starts with, else empty.

    >>> parse_prefecture("石川"), parse_prefecture("京都市下京区"), parse_prefecture("本州")
    ('石川県', '京都府', '')
    """
    plain = _plain(text)
    for name in PREFECTURES:
        short = name if name == "北海道" else name[:-1]
        if plain.startswith(short):
            return name
    return ""


def format_day(day: date) -> str:
    """Return e.g. 2027年1月18日.

    >>> format_day(date(2027, 1, 18))
    '2027年1月18日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def format_day_long(day: date) -> str:
    """Return the day with its weekday.

    >>> format_day_long(date(2027, 1, 18))
    '2027年1月18日（月）'
    """
    return f"{format_day(day)}（{WEEKDAYS[day.weekday()]}）"


def format_yen(amount: int) -> str:
    """Return an amount with separators.

    >>> format_yen(79200)
    '79,200円'
    """
    return f"{amount:,}円"
