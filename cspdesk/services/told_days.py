"""The day by which the owner wants to be done, told apart from the other days of a talk."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cspdesk.services.folding import Folded
from cspdesk.services.told_calendar import Day, readers
from cspdesk.services.told_values import CORRECTED, Sureness, ToldValue

_BEHIND = 12
_CORRECTING = 3
_AHEAD = 28

_PAST_BEFORE = re.compile(
    r"(?:去年|昨年|おととし|一昨年|先月|先週|この前|こないだ|先日|前回|前に|昔|毎年|毎月|毎週|毎日|いつも|年前|創業"
    r"|ずっと|例年|当時)(?:の|は|も|、|から)*$"
)
_UNTIL = re.compile(
    r"^(?:ごろ|頃|くらい|ぐらい)?(?:の?[^、。]{1,12}?)?"
    r"(?:まで(?!は|も|ずっと|の(?:契約|予約|分))|までに|に間に合(?:わせたい|わせ|うよう|えば)?|に合わせ|必着|締め?切|〆)"
)
_WITHIN = re.compile(r"^(?:に|で|には|には?何とか|、|を|までに|まで|の?うちに|。|$)")
_ALONE = re.compile(r"^(?:です|だ|で|や|には?|ごろ|頃|くらい|ぐらい|希望|予定)*(?:、|。|$)")
_AT = re.compile(r"^(?:ごろ|頃|くらい|ぐらい)?(?:に|には|の[^、。]{1,14}?(?:に|で|へ|まで))")
_EVENT = re.compile(
    r"^の[^、。]{0,10}(?:会|展|市|祭り?|まつり|式典|商談|面談|催し|いべんと|周年|開店|公演|監査|検査)"
    r"(?:で|に|へ|まで)?(?:、|$)"
)
_START = re.compile(r"^(?:から|~|〜|より|の?おーぷん|開店|開業)")
_WISH = re.compile(
    r"たい(?!へん|てい|した)|たか(?![っなろく])|ほし|欲し|お願い|おねがい|間に合(?!わな)|頼|たのむ|いかん|いけない"
    r"|せんと|ないと|なくては|なければ|しなきゃ|せな|くださ|形に|もらえ|くれ|御の字|予定|つもり|待て|待って|発表|助か|(?<!あり)(?<!おり)(?<!い)ます(?:$|ので|が)"
    r"|なら|できま|でき(?:れ|る|ん)|する(?:$|。|ので)|面談|商談|納|提出|出す|片|どうにか|何とか|なんとか|仕上"
)
_PAST = re.compile(
    r"(?:でした|だった|ました(?!ら)|なかった|たかった|落ち|辞め|やめた|創業|でね?困|順調|来た|来ん|来ない|言われ|聞い)"
)
# A time of day behind a day; the blank between them is gone from folded text.
_TIME = re.compile(r"(?<=\d)(?:\s+|T)[0-2０-２]?\d[:：][0-5０-５]\d")
_HOPED_BEFORE = re.compile(
    r"(?:できれば|できたら|出来れば|出来たら|できるなら|なるべく|可能なら|可能であれば|叶うなら|理想は|理想を言えば|本当は|本音は"
    r"|欲を言えば|希望は|希望としては|望みは)(?:、|は)?[^。]{0,10}$"
)
_LATEST_BEFORE = re.compile(
    r"(?:遅くとも|遅くても|最悪|最低でも|どんなに遅くても|ぎりぎり|無理なら|無理でも|だめなら|駄目なら|でなければ)"
    r"(?:でも)?(?:、)?[^、。]{0,8}$"
)
_LIMIT_BEFORE = re.compile(
    r"(?:締め?切り?|期限|納期|納品|期日|急がない|急いでない)(?:は|が|で|、|:|ので|から)*$"
)


@dataclass(frozen=True, slots=True)
class _Found:
    weight: int
    day: date
    start: int
    end: int
    sure: Sureness
    hoped: bool = False
    latest: bool = False
    safer: date | None = None
    corrects: bool = False


@dataclass(frozen=True, slots=True)
class ToldDays:
    """The days by which the owner wants to be done; see `ToldValues` for their meaning."""

    deadline: ToldValue[date] | None = None
    wish: ToldValue[date] | None = None
    safer: date | None = None


@dataclass(frozen=True, slots=True)
class _Mark:
    """What stands around a day: 5 = a deadline by name, 0 = nothing of the kind.

    Attributes:
        before: it has to be done before the time begins, not before it ends.
        tail: length of the words behind the day that say so.
        until: 「まで」 stands behind the day.
    """

    weight: int
    before: bool = False
    tail: int = 0
    until: bool = False


_NONE = _Mark(0)


def told_days(folded: Folded, today: date) -> ToldDays:
    """Return the days by which it is to be done, reckoned from the day of the talk.

    Where only a month, season or occasion is told, it is the last day that is in time for it.
    Days of the past, of every year and of other things are left out. A day that is only hoped
    for is the deadline where no other day is told; else it is the wish beside it.
    """
    found: list[_Found] = []
    text = _without_times(folded)
    taken = bytearray(len(text))
    for pattern, reader in readers():
        for start, end in folded.sentences:
            for match in pattern.finditer(text, start, end):
                if any(taken[match.start() : match.end()]):
                    continue
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                found += _judged(text, (start, end), match, reader, today)
    if not found:
        return ToldDays()
    corrections = [f.start for f in found if f.corrects]
    found = [f for f in found if not corrections or f.start >= max(corrections)]
    best = max(found, key=_strength)
    hoped = [f for f in found if f.day < best.day and (f.hoped or best.latest)]
    return ToldDays(
        deadline=_value(folded, best),
        wish=_value(folded, max(hoped, key=_strength)) if hoped else None,
        safer=best.safer,
    )


def _without_times(folded: Folded) -> str:
    """Return the text with times of day blotted out, each sign at its place."""
    text = folded.text
    for time in _TIME.finditer(folded.original):
        start, end = (bisect_left(folded.places, place) for place in time.span())
        text = f"{text[:start]}{chr(0) * (end - start)}{text[end:]}"
    return text


def _strength(found: _Found) -> tuple[bool, bool, int, bool, int]:
    clear = found.sure is Sureness.CLEAR
    return found.latest, not found.hoped, found.weight, clear, -found.start


def _value(folded: Folded, found: _Found) -> ToldValue[date]:
    return ToldValue(
        value=found.day,
        quote=folded.quote(found.start, found.end),
        start=folded.places[found.start],
        end=folded.places[found.end - 1] + 1,
        sure=found.sure,
    )


def _judged(
    text: str,
    sentence: tuple[int, int],
    match: re.Match[str],
    reader: Callable[[re.Match[str], date], Day | None],
    today: date,
) -> list[_Found]:
    read = reader(match, today)
    before = text[max(sentence[0], match.start() - _BEHIND) : match.start()]
    after = text[match.end() : min(sentence[1], match.end() + _AHEAD)]
    if read is None or _PAST_BEFORE.search(before):
        return []
    mark = _mark(read, before, after)
    day = read.before if mark.before and read.before >= today else read.last
    if not mark.weight or day < today:
        return []
    sure = Sureness.CLEAR if read.exact and not mark.before else Sureness.ROUGH
    whole_month = read.month and mark.until and not mark.before and read.before >= today
    return [
        _Found(
            mark.weight,
            day,
            match.start(),
            match.end() + mark.tail,
            sure,
            hoped=_HOPED_BEFORE.search(before) is not None,
            latest=_LATEST_BEFORE.search(before) is not None,
            safer=read.before if whole_month else None,
            corrects=mark.weight >= _CORRECTING and CORRECTED.search(before) is not None,
        )
    ]


def _mark(read: Day, before: str, after: str) -> _Mark:
    """Return how well a day is marked as the deadline."""
    wished = bool(_WISH.search(after))
    if _PAST.search(after) and not wished:
        return _NONE
    if _LIMIT_BEFORE.search(before):
        return _Mark(5)
    cue = _UNTIL.match(after)
    if cue is not None:
        waited_for = "に間に合" in cue.group() or "に合わせ" in cue.group()
        until = cue.group().startswith("まで")
        return _Mark(4, waited_for and not read.part, cue.end(), until)
    if read.bounds:
        alone = _WITHIN.match(after) is not None and (wished or _ALONE.match(after))
        return _Mark(3) if alone else _NONE
    if _ALONE.match(after) and not read.loose:
        return _Mark(2)
    return _begun(read, after, wished=wished)


def _begun(read: Day, after: str, *, wished: bool) -> _Mark:
    """Return how well the day marks a beginning or an event that the work has to precede."""
    start = _START.match(after)
    if start is not None and (wished or start.group() in "~〜"):
        return _Mark(2, before=True, tail=start.end())
    event = _EVENT.match(after) or (_AT.match(after) if wished else None)
    return _Mark(1, not read.part, event.end()) if event is not None else _NONE
