"""How many pieces of work a text asks for."""

from __future__ import annotations

import re

from cspdesk.domain.request_format import FormatAnswer
from cspdesk.services.folding import Folded

_MANY = 10
_DIGITS = r"([0-9]{1,7}|[一二三四五六七八九十百千万]{1,6})(万|千|百)?"
_NUMBER = re.compile(
    r"(?<![0-9.第])"
    + _DIGITS
    + r"(?:点|枚|件|本|品|社|人(?!か月|前|掛)|名(?!前|称|物|産)|個|種類|通|店舗|店(?!長|主|員|頭)"
    r"|か所|箇所|ヶ所|項目"
    r"|語(?!で|訳|に|版)|曲|カット|かっと|こま|冊|箱|れこーど|行|さいず|ばーじょん|回分|まい|にん|けん|てん|体|皿"
    r"|台分|作品"
    r"|ふぁいる|軒|号(?!館|室|線)|基|匹|頭|羽|戸|校|園|駅|町|市|県|村|室|部屋|句|首|話|文(?!字)|銘柄"
    r"|あいてむ|組|束|けた分"
    r"|棟|路線|団体|施設|れしぴ|地点|列|丁|着|足|膳|粒|株|冊分|ぱたーん|回答|しーん|きゃら)"
    # The noun before, the number after: 市町村300の公式頁.
    r"|(?<=[ぁ-ん一-龠])([0-9]{2,6})()(?=の[一-龠])"
)
_PIECE_PRICE = re.compile(r"(?:1|一)案.{0,3}[0-9]{1,4}円.{0,8}?([0-9]{2,6})案")
_NOT_AMOUNT_BEFORE = re.compile(
    r"(?:社員|従業員|家族|すたっふ|職員|1日|毎日|同じ件を|創業|生徒|会員|例を|見本を?|見本が|さんぷる|手本|例は|例が|うち|築"
    r"|定員|客席|年商|席数|の例|合計で働く)$"
)
_LONGEST_BEFORE = 6
_NOT_AMOUNT_AFTER = re.compile(
    r"(?:で(?:やって|回し|やり|営|切り盛|暮ら)|だけの会社|の会社|の店|の事務所|以下の会社|の家族|の町(?!の)|体制|で(?:選|審査|決め)"
    r"|ほどの(?:会社|店|町)|(?:に|を)絞|乗り|掛け|がかり|の例"
    # So many are looked at, fewer are wanted.
    r"|(?:くらい|ぐらい|ほど|は)?(?:を)?(?:眺め|見比べ|見渡|並べて(?:選|決)|の中から|から(?:選|決|1|一)))"
)
_KANJI = {c: n for n, c in enumerate("〇一二三四五六七八九")}
_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10000}


def units_of(number: int) -> str:
    """Return a number of pieces as an answer to `units`.

    >>> units_of(1), units_of(9), units_of(10)
    ('single', 'few', 'many')
    """
    return "single" if number <= 1 else "few" if number < _MANY else "many"


def counted_units(folded: Folded) -> FormatAnswer | None:
    """Return the largest number of pieces that the text names as an answer to `units`."""
    largest, place = 0, (0, 0)
    priced = _PIECE_PRICE.search(folded.text)
    if priced:
        largest, place = int(priced[1]), priced.span()
    for found in _NUMBER.finditer(folded.text):
        before = folded.text[max(found.start() - _LONGEST_BEFORE, 0) : found.start()]
        if _NOT_AMOUNT_BEFORE.search(before) or _NOT_AMOUNT_AFTER.match(folded.text, found.end()):
            continue
        digits = found.group(1) or found.group(3)
        number = _value(digits) * _SCALE.get(found.group(2) or "", 1)
        if number == 1 and folded.text[found.end() - 1] in "人名":
            # One person is who does it, not how much is done.
            continue
        if number > largest:
            largest, place = number, found.span()
    if largest == 0:
        return None
    return FormatAnswer(
        question_id="units", value=units_of(largest), origin="words", quote=folded.quote(*place)
    )


def _value(digits: str) -> int:
    if digits.isascii():
        return int(digits)
    total = section = current = 0
    for char in digits:
        if char in _KANJI:
            current = _KANJI[char]
        elif char == "万":
            total += (section + current or 1) * _SCALE[char]
            section = current = 0
        else:
            section += (current or 1) * _SCALE[char]
            current = 0
    return total + section + current
