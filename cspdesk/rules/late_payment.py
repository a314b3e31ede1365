"""Payment terms that lie beyond the limit of the law: counted, conditional or by the calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from cspdesk.rules.amounts_text import NUMBER, number
from cspdesk.rules.engine import Scan
from cspdesk.rules.place import Place

_DAYS_PER = {"営業日": 1, "日": 1, "週間": 7, "か月": 30, "年": 365}
_LENGTH = rf"(?P<number>{NUMBER}|半) ?(?P<unit>営業日|日|週間|か月|年)(?:間|半)?"
_ROUGHLY = r"(?:ほど|程度|くらい|ぐらい|前後|余り|あまり)?"
_LATER = re.compile(
    rf"(?<![0-9月第]){_LENGTH}{_ROUGHLY}(?:ちょい|ちょっと|の?ち|も)?(?:の)?"
    r"(?:後|以内|目|サイト|先|待ち|お?待ち|お?待た|遅れ|超|を?超え|を?経[てっ]|たって|たった"
    r"|を?経過|を?過ぎ|かか|を?(?:頂戴|いただ|要し|要する|見込)|払)"
)
# The days that an inspection takes come before those of the payment.
_INSPECTED = re.compile(
    rf"(?:検収|検品|点検|審査|検査)(?:に|期間|には)[^。、\n0-9]{{0,6}}{_LENGTH}"
)
_INSPECTED_LONG = 45
# A bill or a term of a bill has its days behind it.
_BILL = re.compile(rf"(?:サイト|手形|満期|期日現金)[^。\n0-9]{{0,6}}{_LENGTH}")
_PLUS = re.compile(rf"(?:納品|受領|完了|検収)(?:日|月)? ?[+] ?{_LENGTH}")
_RARELY = re.compile(
    r"(?:半年|半期)に ?[1一](?:回|度)"
    r"|(?<!改訂は)年(?:に|間)? ?[1-4一二三四](?:回|度)(?!では|[をと目発のし])"
    r"|四半期に[1一](?:回|度)"
)
_TWO_MONTHS = 60
_TERM = re.compile(r"支払[^。\n]{0,4}サイト[^。\n]{0,4}[0-9]{2,3} ?日")
PAID = (
    "@pay|精算|清算|手形"
    "|(?:報酬|代金|原稿料|謝礼|お代|お金|ギャラ|謝金|作成料|制作料)は(?![^。\\n]{0,24}預か)"
)
_SHORT = re.compile(
    r"(?<!翌)(?<!その)翌(?:月|週|日)"
    r"|(?<![0-9])(?:[1-9]|[1-5][0-9]|60) ?(?:営業)?日(?:以内|後|で|間)"
    r"|(?:[二三四五]?十[一二三四五六七八九]?) ?(?:営業)?日(?:以内|後|で|間)"
    r"|(?<![0-9])[1-8一二三四五六七八] ?週間|[1一]か月以内|その(?:日|週)|当日|即日|毎月|毎週|当月"
)
# "It takes half a year, but …": the length belongs to something else than the payment.
_CONCEDED = re.compile(
    r"(?!ご了承)[^。、\n]{0,12}?(?:です|ます|だ|なん|の)?"
    r"(?:が|けど|けれど|でも|とも|ものの|記事も)(?:、|,| |$)"
)
# What the length is attached to, if it is not the payment.
_ATTACHED = re.compile(r"号|の?(?:定着|公開|刊行|発売|納品|締切|作業)(?:を|予定|の記)")
_TAKEN_BACK = re.compile(
    r"廃止|見直し|以前|昔の|前の会社|違反|違法|避け|やめ(?:て|ま)|改め|適用せず|ようなことは|あり[え得]ない"
    r"|みたいな|上乗せ|更新料|追加の使用料|アリ|という(?:話|声)|記事に|幅のある|条件はない|ではありません"
)
_FROM_RECEIPT = re.compile(r"(?:納品|受領|検収|納入|締め?)[^。、\n]{0,8}$")
# What takes long is the work.
_OF_MAKING = re.compile(r"(?:制作|製作|完成|作業|納期|審査)(?:に|は|には|予定|期間)[^。、\n]{0,6}$")
# Payments that somebody else makes or gets.
_OTHERS = re.compile(r"(?:お客様|元請け|取引先|印刷所|クライアント|発注元)(?:[はの]|から|へ)")
_CUSTOMERS = re.compile(r"お客様(?:への?(?:ご?請求)|の(?:お?支払)|向けに)[^。\n]{0,16}$")
_SHARE = re.compile(r"分(?:の|から)[^。\n、]{0,4}[0-9一二三四五六七八九]割")
_CLAUSE = re.compile(r"[。、,・/|()\n\u3000→「」]")
# The payment waits for something, of which a sentence beside it says how long it takes.
_WAITING = re.compile(
    r"(?:て|で)から|たら|次第|(?:した|の|て)(?:後|のち|あと)(?:に|と|で)|段階で|時点で"
    r"|(?:まで|までは)[^。\n]{0,10}(?:ません|ない)"
)
_DURATION = re.compile(
    rf"(?:約|だいたい|大体|平均|おおむね|概ね|例年|早くて|毎回)?[^。、\n]{{0,4}}{_LENGTH}{_ROUGHLY}"
    r"(?:の?(?:後|先)|かか|を?要|待|です|$|だ|かな|ござい|以上)"
)
_MONTHS = re.compile(
    rf"(?P<first>{NUMBER})月(?P<day>{NUMBER}日)?[^。、\n0-9]{{0,8}}"
    r"(?:納品|納め|分|収録|撮影|受領)[^。\n]{0,16}?(?<![0-9一二三四五六七八九十])"
    rf"(?P<then>{NUMBER})月(?P<thenday>末|{NUMBER}日)?"
)
_YEAR = 12


def pays_too_late(scan: Scan, limit: int | None, as_of: date) -> tuple[Place, ...]:
    """Find payment terms beyond `limit` days from receipt."""
    found: list[Place] = []
    before = False
    for index, sentence in enumerate(scan.sentences):
        begin, end = sentence.start, sentence.end
        paid = scan.occurs(PAID, begin, end) or _TERM.search(scan.text, begin, end) is not None
        waits = paid and _WAITING.search(scan.text, begin, end) is not None
        place = None
        if (paid or before) and not _is_told(scan, begin, end):
            if paid:
                place = _late_place(scan, begin, end, limit or 0)
            if place is None and (before or (waits and index > 0)):
                place = _late_beside(scan, index, limit or 0, behind=before)
        before = waits
        if place is not None and not scan.negated(place.end, end):
            found.append(place)
    return tuple(found)


def _is_told(scan: Scan, begin: int, end: int) -> bool:
    """Tell whether a sentence only speaks of such terms, or of those of the past."""
    if scan.occurs("@awareness", begin, end) or scan.occurs("@about_it", begin, end):
        return True
    return _TAKEN_BACK.search(scan.text, begin, end) is not None


def _late_place(scan: Scan, begin: int, end: int, limit: int) -> Place | None:
    for part in ("@next_next", "@late_phrase"):
        for start, stop in scan.inside(part, begin, end):
            shared = _SHARE.match(scan.text, stop - 1, end)
            if not shared and not _belongs_elsewhere(scan, begin, start, stop, end):
                return Place(start, stop)
    rarely = _RARELY.search(scan.text, begin, end)
    if rarely is not None and not _belongs_elsewhere(scan, begin, *rarely.span(), end):
        return Place(*rarely.span())
    for match in _lengths(scan.text, begin, end):
        fits = _is_late(match, limit) and not _is_of_the_work(scan, match)
        if fits and not _belongs_elsewhere(scan, begin, *match.span(), end):
            return Place(*match.span())
    inspected = _INSPECTED.search(scan.text, begin, end)
    if inspected is not None and _days(inspected) > _INSPECTED_LONG:
        return Place(*inspected.span())
    return _by_calendar(scan, begin, end, limit)


def _lengths(text: str, begin: int, end: int) -> Iterator[re.Match[str]]:
    for pattern in (_LATER, _BILL, _PLUS):
        yield from pattern.finditer(text, begin, end)


def _days(match: re.Match[str]) -> float:
    each = _DAYS_PER[match["unit"]]
    return each / 2 if match["number"] == "半" else number(match["number"]) * each


def _is_late(match: re.Match[str], limit: int) -> bool:
    """Tell whether a length is too long; two months have 61 days or more."""
    days = _days(match)
    if match["unit"] == "か月" and match[0].endswith(("後", "先", "待ち", "遅れ")):
        return days >= _TWO_MONTHS
    return days > limit


def _is_of_the_work(scan: Scan, match: re.Match[str]) -> bool:
    clause = scan.clause_at(match.start())
    if clause is None or "deadline" not in clause.topics:
        return False
    return not scan.occurs("@pay", clause.start, clause.end)


def _belongs_elsewhere(scan: Scan, begin: int, start: int, stop: int, end: int) -> bool:
    """Tell whether a length of a sentence that speaks of payment is that of something else."""
    text = scan.text
    if _ATTACHED.match(text, stop, end):
        return True
    cuts = [found.end() for found in _CLAUSE.finditer(text, begin, start)]
    first = cuts[-1] if cuts else begin
    cut = _CLAUSE.search(text, stop, end)
    last = cut.start() if cut else end
    if _CUSTOMERS.search(text, begin, start) or _OF_MAKING.search(text, first, start):
        return True
    paid = scan.occurs("@pay", first, last)
    sooner = _SHORT.search(text, last, end) is not None
    if _CONCEDED.match(text, stop, end) and (sooner or not paid):
        return True
    if not sooner or _FROM_RECEIPT.search(text, first, start):
        return False
    return not paid or _OTHERS.search(text, first, start) is not None


def _late_beside(scan: Scan, index: int, limit: int, *, behind: bool) -> Place | None:
    """Find how long it takes until what a payment waits for has come."""
    beside = scan.sentences[index] if behind else scan.sentences[index - 1]
    begin, end = beside.start, beside.end
    if "\n" in scan.text[scan.sentences[index - 1].end : scan.sentences[index].start]:
        return None
    if _is_told(scan, begin, end) or _SHORT.search(scan.text, begin, end):
        return None
    for match in _DURATION.finditer(scan.text, begin, end):
        days = _days(match)
        if days > limit or (match["unit"] == "か月" and days >= _TWO_MONTHS):
            return Place(*match.span())
    return None


def _by_calendar(scan: Scan, begin: int, end: int, limit: int) -> Place | None:
    """Find a month of delivery and one of payment that lie too far apart."""
    for match in _MONTHS.finditer(scan.text, begin, end):
        first, then = int(number(match["first"])), int(number(match["then"]))
        if not (1 <= first <= _YEAR and 1 <= then <= _YEAR):
            continue
        day = number(match["day"][:-1]) if match["day"] else _DAYS_PER["か月"]
        last = match["thenday"] or ""
        till = _DAYS_PER["か月"] if last == "末" else number(last[:-1]) if last else 1
        if ((then - first) % _YEAR) * _DAYS_PER["か月"] + till - day > limit:
            return Place(*match.span())
    return None
