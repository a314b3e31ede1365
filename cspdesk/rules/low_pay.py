"""Rewards that are far too low for the least time that the work can take.

The time comes from the text, from the length of a recording, or from what is made; the words for
what is made stand in the vocabulary, in concepts named by their size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cspdesk.rules.amounts_text import NUMBER, number
from cspdesk.rules.engine import Scan
from cspdesk.rules.place import Place
from cspdesk.rules.read_reward import read_priced_time

# The least minutes of one piece, even for a quick hand.
_SMALL = {"@work_of_seconds": 0.2, "@work_of_5_minutes": 5.0}
_LARGE = {
    "@work_of_30_minutes": 30.0,
    "@work_of_an_hour": 60.0,
    "@work_of_3_hours": 180.0,
    "@work_of_a_day": 480.0,
    "@work_of_2_days": 960.0,
    "@work_of_weeks": 4_800.0,
}
_LEFT_OUT = ("@awareness", "@about_it", "@taken_back", "@not_low_pay")
_HOUR = 60.0
_DAY = 8 * _HOUR
_UNIT = "本|枚|点|件|頁|ページ|曲|体|種類?|問|品|冊|通|話|社|個|記事|商品|作品|投稿|つ"
_YEN = re.compile(
    rf"(?<![0-9.,一二三四五六七八九十百千万])(?P<yen>{NUMBER}) ?円|[¥\\] ?(?P<sign>[0-9][0-9,]*)"
)
_EACH_BEFORE = re.compile(
    rf"(?:(?<![0-9.,十百千])[1一] ?(?:{_UNIT})|単価|各|それぞれ)"
    r"(?:分|あたり|当たり|につき|ごとに?)?"
    r"[^。、\n0-9一二三四五六七八九十百千円]{0,8}$"
)
_HOURLY = re.compile(
    r"(?:時給(?:換算)?|(?<![0-9十])[1一]時間(?:あたり|につき|で)?)[^。、\n0-9円]{0,6}$"
)
_EACH_BEHIND = re.compile(rf"(?:\(税[込抜別]\))? ?(?:[/(] ?[1一]? ?(?:{_UNIT})|ずつ|均一)")
_COUNT = re.compile(
    rf"(?<![0-9.,一二三四五六七八九十百千])(?P<count>{NUMBER}) ?(?:{_UNIT})(?!目|以内|まで|[/0-9])"
)
_TIME = re.compile(
    rf"(?<![0-9.,:一二三四五六七八九十百千])(?P<number>{NUMBER}) ?(?P<measure>時間|分)(?P<half>半)?"
    r"(?!以内|後|前|ごと|おき|の[1-9一二三四五六七八九]|間隔|体制|テレ|営業)"
)
_WHOLE_DAY = re.compile("終日|丸[1一]?日|まる[1一]?日|[1一]日がかり")
_HALF_DAY = re.compile("半日")
_RECORDED = re.compile("動画|映像|音声|録音|録画|会議|番組|講演|面接|尺|映画|座談会")
_WRITTEN_DOWN = re.compile("起こし|議事録|字幕|整文|要約|文字に")
# Writing down what is said takes at least twice as long as hearing it.
_PER_RECORDED = 2.0


class _Price(NamedTuple):
    """A sum of money, and whether it is for one piece or for all."""

    yen: float
    each: bool
    start: int
    end: int


def too_little_for_work(scan: Scan, limit: int | None, as_of: date) -> tuple[Place, ...]:
    """Find rewards below `limit` yen an hour."""
    if "円" not in scan.text and "¥" not in scan.text and "\\" not in scan.text:
        return ()
    found: list[Place] = []
    timed = read_priced_time(scan)
    highest: dict[int, float] = {}
    for start, end in _stretches(scan):
        if any(scan.occurs(part, start, end) for part in _LEFT_OUT):
            continue
        if timed is not None and start <= timed.start < end:
            if timed.yen * _HOUR < (limit or 0) * timed.minutes:
                found.append(Place(timed.start, timed.end))
            continue
        price = _highest(scan.text, start, end)
        # A higher sum in the same line may be the reward, and this one a word in the work.
        if price is None or price.yen < _highest_in_line(scan, end, highest):
            continue
        minutes = _least_minutes(scan, price, start, end)
        if minutes and price.yen * _HOUR < (limit or 0) * minutes:
            found.append(Place(price.start, price.end))
    return tuple(found)


def _stretches(scan: Scan) -> Iterator[tuple[int, int]]:
    """Yield each sentence with a price, and what is said of the work beside it in its line."""
    spans = scan.sentences
    for index, (start, end) in enumerate(spans):
        if _YEN.search(scan.text, start, end) is None:
            continue
        before = spans[index - 1].start if index else start
        beside = index and "\n" not in scan.text[before:start]
        if beside and _YEN.search(scan.text, before, start) is None:
            yield before, end
        else:
            yield start, end


def _highest(text: str, start: int, end: int) -> _Price | None:
    prices = []
    for match in _YEN.finditer(text, start, end):
        yen = number(match["yen"] or match["sign"])
        before = text[max(start, match.start() - 24) : match.start()]
        each = _EACH_BEFORE.search(before) or _EACH_BEHIND.match(text, match.end(), end)
        prices.append(_Price(yen, each is not None, match.start(), match.end()))
    return max(prices, key=lambda price: price.yen, default=None)


def _highest_in_line(scan: Scan, place: int, known: dict[int, float]) -> float:
    end = scan.line_end(place - 1)
    if end not in known:
        price = _highest(scan.text, scan.text.rfind("\n", 0, place) + 1, end)
        known[end] = price.yen if price is not None else 0.0
    return known[end]


def _least_minutes(scan: Scan, price: _Price, start: int, end: int) -> float:
    """Return how long what the price is for takes at least; 0 = unknown."""
    if _HOURLY.search(scan.text, start, price.start):
        return _HOUR
    if not price.each and (said := _minutes_said(scan.text, start, end)):
        return said
    piece = _recorded(scan.text, start, end) or _of_a_piece(scan, start, end)
    return piece if price.each else piece * _count(scan.text, start, end)


def _minutes_said(text: str, start: int, end: int) -> float:
    if _RECORDED.search(text, start, end):
        return 0.0
    if _WHOLE_DAY.search(text, start, end):
        return _DAY
    if _HALF_DAY.search(text, start, end):
        return _DAY / 2
    times = [_minutes(match) for match in _TIME.finditer(text, start, end)]
    return max(times, default=0.0)


def _minutes(match: re.Match[str]) -> float:
    length = number(match["number"])
    if match["measure"] == "分":
        return length
    return length * _HOUR + (_HOUR / 2 if match["half"] else 0.0)


def _recorded(text: str, start: int, end: int) -> float:
    """Return the time for writing down a recording of a stated length."""
    if not (_RECORDED.search(text, start, end) and _WRITTEN_DOWN.search(text, start, end)):
        return 0.0
    times = [_minutes(match) for match in _TIME.finditer(text, start, end)]
    return min(times, default=0.0) * _PER_RECORDED


def _of_a_piece(scan: Scan, start: int, end: int) -> float:
    """Return the least time of what is made; of several things, that of the smallest."""
    for sizes in (_LARGE, _SMALL):
        for part, minutes in sizes.items():
            if scan.occurs(part, start, end):
                return minutes
    return 0.0


def _count(text: str, start: int, end: int) -> float:
    counts = [number(match["count"]) for match in _COUNT.finditer(text, start, end)]
    return max((count for count in counts if count), default=1.0)
