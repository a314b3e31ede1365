"""The named functions behind `numeric` and `date` rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from cspdesk.rules.amounts_text import NUMBER, number
from cspdesk.rules.calendar_text import read_date, read_days
from cspdesk.rules.engine import Scan
from cspdesk.rules.late_payment import pays_too_late
from cspdesk.rules.low_pay import too_little_for_work
from cspdesk.rules.place import Place

_CHARACTERS = re.compile(
    rf"(?<![0-9.,一二三四五六七八九十百千万])(?P<plain>{NUMBER}) ?(?:文字|字)(?!幕)"
    rf"(?: ?[×x*] ?(?P<pieces>{NUMBER}) ?(?:本|記事|件|点|種|問))?"
)
_READING = re.compile(r" ?(?:を|の[^。、\n]{1,6}を)(?:読|確認|確かめ|チェック|校正)")
# A sum with a fraction of a yen is one for a character or the like.
_YEN = re.compile(
    rf"(?<![0-9.,一二三四五六七八九十百千万])(?![0-9]{{1,3}}\.[0-9]+ ?円)({NUMBER}) ?円"
)
_PER_CHARACTER = re.compile(r"(?<![0-9,])[1一](?:文字|字)|文字単価|円[/(]?(?:文字|字)")
_ANNOUNCED = re.compile(r"(?:採用|選定|結果)の?(?:通知|発表|日)")
# A sentence behind the closing day goes on about it; this one tells when work is handed over.
_HANDED_OVER = re.compile("納品|納期")
_PER_THOUSAND = 1000
_SMALLEST_ARTICLE = 300


def too_little_per_character(
    scan: Scan,
    limit: int | None,
    as_of: date,
) -> tuple[Place, ...]:
    """Find pieces of writing whose reward per thousand characters is `limit` yen or less."""
    found: list[Place] = []
    for sentence in scan.sentences:
        characters = _CHARACTERS.search(scan.text, sentence.start, sentence.end)
        if characters is None:
            continue
        reach = min(len(scan.text), sentence.end + 24)
        yen = _YEN.search(scan.text, characters.end(), reach) or _YEN.search(
            scan.text, sentence.start, characters.start()
        )
        if _PER_CHARACTER.search(scan.text, sentence.start, reach):
            continue
        if yen is None or scan.occurs("@not_reward", sentence.start, max(sentence.end, yen.end())):
            continue
        count = _characters(characters)
        if count < _SMALLEST_ARTICLE or _is_total(scan.text, *characters.span()):
            continue
        if number(yen[1]) * _PER_THOUSAND <= (limit or 0) * count:
            places = sorted((characters.span(), yen.span()))
            found.append(Place(places[0][0], places[1][1]))
    return tuple(found)


def _characters(match: re.Match[str]) -> float:
    """Return the characters of all pieces that a price stands for."""
    return number(match["plain"]) * number(match["pieces"] or "1")


def _is_total(text: str, start: int, end: int) -> bool:
    """Tell whether the characters are those of a source to be read, not of one piece."""
    if _READING.match(text, end):
        return True
    return any(word in text[max(0, start - 8) : start] for word in ("全", "合計", "元の", "約款"))


def deadline_passed(scan: Scan, limit: int | None, as_of: date) -> tuple[Place, ...]:
    """Find deadlines with a written year that lie before `as_of`."""
    found: list[Place] = []
    for clause in scan.clauses_about(frozenset({"deadline", "closing"})):
        read = read_date(scan.text[clause.start : clause.end], as_of)
        if read is not None and read[3] and read[0] < as_of:
            found.append(Place(clause.start + read[1], clause.start + read[2]))
    return tuple(found)


def recruits_too_long(scan: Scan, limit: int | None, as_of: date) -> tuple[Place, ...]:
    """Find closing days, and times of recruiting, beyond `limit` days from `as_of`.

    The posting is taken to be registered on the day it is judged for.
    """
    found: list[Place] = []
    for clause in scan.clauses_about(frozenset({"closing"})):
        words = scan.text[clause.start : clause.end]
        if _ANNOUNCED.search(words) or ("締" not in words and _HANDED_OVER.search(words)):
            continue
        read = read_date(words, as_of)
        days = (read[0] - as_of).days if read else read_days(words)
        if days is not None and days > (limit or 0):
            start, end = (read[1], read[2]) if read else (0, len(words))
            found.append(Place(clause.start + start, clause.start + end))
    return tuple(found)


PREDICATES: dict[str, Callable[[Scan, int | None, date], tuple[Place, ...]]] = {
    "pays_too_late": pays_too_late,
    "too_little_per_character": too_little_per_character,
    "too_little_for_work": too_little_for_work,
    "deadline_passed": deadline_passed,
    "recruits_too_long": recruits_too_long,
}
