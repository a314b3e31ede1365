"""Reward and working time as a text states them, so that an hourly figure can be formed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cspdesk.rules.amounts_text import PIECES, whole
from cspdesk.rules.engine import Scan

_UNIT = f"{PIECES}|投稿|回|文書"
_LOW = r"(?:(?P<low>[0-9][0-9,.]{0,8}) ?(?:円|時間|分)? ?~ ?)?"
_EACH = rf"(?<![0-9,.])1(?P<unit>{_UNIT})(?:あたり|当たり|につき|ごとに?)?"
_YEN_EACH = re.compile(_EACH + r"[^。、\n0-9]{0,8}" + _LOW + r"(?P<yen>[0-9][0-9,]{0,9}) ?円")
_YEN_PER = re.compile(
    _LOW
    + r"(?<![0-9,.])(?P<yen>[0-9][0-9,]{0,9}) ?円(?:\(税[込抜別]\))? ?/ ?1?"
    + rf"(?P<unit>{_UNIT}|時間)"
)
_YEN_AN_HOUR = re.compile(
    r"(?:時給|時間給|時間単価|(?<![0-9,.])1時間(?:あたり|当たり|につき)?)[^。、\n0-9]{0,8}"
    + _LOW
    + r"(?P<yen>[0-9][0-9,]{0,9}) ?円"
)
_YEN = re.compile(r"(?<![0-9,.])(?P<yen>[0-9][0-9,]{2,9}) ?円")
_TIME = (
    _LOW
    + r"(?P<time>[0-9]{1,4}(?:\.[0-9])?) ?(?P<measure>時間|分)(?P<half>半)?(?!以内|後|前|ごと|おき)"
)
_TIME_EACH = re.compile(_EACH + r"[^。、\n0-9]{0,8}" + _TIME)
_TIME_TOTAL = re.compile(
    r"(?:(?:作業|所要|想定|見込み?|合計)(?:の)?(?:時間|工数)|(?:作業|時間)の?目安)(?:の(?:目安|合計))?"
    r"[^。、\n0-9]{0,10}" + _TIME
)
_COUNT = re.compile(r"(?<![0-9,.])(?P<count>[0-9][0-9,]{0,5}) ?" + rf"(?P<unit>{_UNIT})")
_WORKING = re.compile(r"所要|作業|目安|想定|見込み|かか[りるれ]")
_PLAYING = re.compile(r"動画|映像|音声|録音|尺|再生|会議|講演")
# What customers pay by the hour, unless the same sentence speaks of what the worker gets.
_FARE = re.compile("料金表|利用料|会費|貸し|駐車|レンタル")
_TO_WORKER = re.compile("報酬|謝礼|単価|お?支払|委託料|作業")
_HOUR = 60
_NEAR = 60
_END = re.compile(r"[。\n]")


@dataclass(frozen=True, slots=True)
class PricedTime:
    """A reward and the minutes that earn it, with its place in the normal form."""

    yen: int
    minutes: int
    tax_included: bool | None
    start: int
    end: int


def _minutes(match: re.Match[str]) -> int:
    """Return the smaller of a range, so that the hourly figure is the larger one."""
    number = float((match["low"] or match["time"]).replace(",", "").rstrip("."))
    if match["measure"] == "分":
        return int(number)
    return int(number * _HOUR) + (_HOUR // 2 if match["half"] else 0)


def read_tax_included(text: str) -> bool | None:
    """Tell whether the sums of a text include tax, None if it does not say or says both."""
    included = "税込" in text or "内税" in text
    excluded = any(word in text for word in ("税抜", "税別", "外税"))
    return None if included == excluded else included


def read_priced_time(scan: Scan) -> PricedTime | None:
    """Return what a text pays for which time, None unless both are stated for the same thing."""
    text = scan.text
    if "円" not in text or ("時間" not in text and "時給" not in text and "分" not in text):
        return None
    tax = read_tax_included(text)
    hourly = _an_hour(text)
    if hourly is not None:
        return PricedTime(whole(hourly["yen"]), _HOUR, tax, *hourly.span())
    return _by_piece(scan, tax) or _of_the_whole(scan, tax)


def _an_hour(text: str) -> re.Match[str] | None:
    matches = (
        *_YEN_AN_HOUR.finditer(text),
        *(match for match in _yen_per(text) if match["unit"] == "時間"),
    )
    return next((match for match in matches if not _is_fare(text, match.start())), None)


def _yen_per(text: str) -> Iterator[re.Match[str]]:
    return _YEN_PER.finditer(text) if "/" in text else iter(())


def _is_fare(text: str, place: int) -> bool:
    """Tell whether a figure is what customers pay, or words to be put on a sign."""
    before, behind = _sentence_around(text, place)
    if before.rfind("「") > before.rfind("」"):
        return True
    return bool(_FARE.search(before + behind)) and not _TO_WORKER.search(before + behind)


def _sentence_around(text: str, place: int) -> tuple[str, str]:
    before = _END.split(text[max(0, place - _NEAR) : place])[-1]
    return before, _END.split(text[place : place + _NEAR], maxsplit=1)[0]


def _yen_each(text: str) -> dict[str, re.Match[str]]:
    found: dict[str, re.Match[str]] = {}
    for match in (*_yen_per(text), *_YEN_EACH.finditer(text)):
        found.setdefault(match["unit"], match)
    return found


def _by_piece(scan: Scan, tax: bool | None) -> PricedTime | None:
    text = scan.text
    times = list(_TIME_EACH.finditer(text))
    yen = _yen_each(text) if times else {}
    for match in times:
        price = yen.get(match["unit"])
        minutes = _minutes(match)
        if price is None or not minutes or not _is_work(text, match.start()):
            continue
        return PricedTime(whole(price["yen"]), minutes, tax, *price.span())
    return None


def _is_work(text: str, place: int) -> bool:
    """Tell whether a time is that of working, not that of a film to be worked on."""
    said = "".join(_sentence_around(text, place))
    return bool(_WORKING.search(said)) and not _PLAYING.search(said)


def read_total_minutes(scan: Scan) -> int | None:
    """Return the working time of the whole order, None unless one is stated."""
    text = scan.text
    times = {
        _minutes(match)
        for match in _TIME_TOTAL.finditer(text)
        if _is_work(text, match.start()) and "1" not in text[match.start() : match.start("time")]
    }
    return times.pop() or None if len(times) == 1 else None


def _of_the_whole(scan: Scan, tax: bool | None) -> PricedTime | None:
    text, minutes = scan.text, read_total_minutes(scan)
    if minutes is None:
        return None
    prices = _yen_each(text)
    if prices:
        return _of_all_pieces(text, prices, minutes, tax)
    sums = [
        match
        for clause in scan.clauses_about(frozenset({"reward"}))
        for match in _YEN.finditer(text, clause.start, clause.end)
    ]
    if not sums:
        return None
    largest = max(sums, key=lambda match: whole(match["yen"]))
    return PricedTime(whole(largest["yen"]), minutes, tax, *largest.span())


def _of_all_pieces(
    text: str, prices: dict[str, re.Match[str]], minutes: int, tax: bool | None
) -> PricedTime | None:
    if len(prices) != 1:
        return None
    unit, price = next(iter(prices.items()))
    counts = {whole(m["count"]) for m in _COUNT.finditer(text) if m["unit"] == unit} - {1}
    if len(counts) != 1:
        return None
    return PricedTime(whole(price["yen"]) * counts.pop(), minutes, tax, *price.span())
