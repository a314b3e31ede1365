"""What the owner can spend, told apart from the other amounts of a talk."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cspdesk.domain.typed_values import parse_count, parse_yen
from cspdesk.services.folding import Folded
from cspdesk.services.told_values import CORRECTED, Sureness, ToldValue

# Of bounded length, so that a long row of digits takes no longer than other words.
_N = r"(?:(?<![0-9])[0-9]{1,12}(?:[.,][0-9]{1,4}){0,4}|[〇一二三四五六七八九十百千]{1,9})"
_MAN = r"(?:万|まん(?![しなとがほじ]))"
_ONE = (
    rf"(?:{_N}億(?:{_N}{_MAN})?|{_N}千?{_MAN}(?:{_N}千?(?=円))?|{_N}千(?=円)|{_N}(?=円))"
    r"(?:円|えん)?"
)
_FOREIGN = re.compile(
    r"^(?:米?どる|ゆーろ|ぽんど|うぉん|ばーつ|ぺそ|るぴー|人民元|元(?![手金気々])|ぽいんと"
    r"|usd|us\$|[$€£])"
)
_FOREIGN_SIGN = ("$", "€", "£", "usd", "どる")
_JOIN = r"(?:~|〜|-|から|、|か、?|or|または|もしくは|→)"
_AMOUNT = re.compile(rf"(?:(?P<low>{_ONE}|{_N}){_JOIN})?(?P<high>{_ONE})")
_VAGUE = r"(?:ぐらい|くらい|位|程度|ほど|ばかし|ばかり|ばあ|ちょっと|前後|そこそこ|弱|強)?"

_COUNTED = re.compile(
    r"^(?:と?[0-9〇一二三四五六七八九十百千]+)?"
    r"(?:冊|枚|人|名|部|件|点|個|本(?!音|当)|台|歳|字|文字|回|世帯|社|羽|頭|匹|歩|き?ろ|時間|日|年|種|通|品)"
)
_OTHER_MONEY = (
    r"売り?上げ?|年商|月商|家賃|地代|時給|日給|月給|月収|年収|給料|賃金|日当|仕入れ?|原価|単価|定価|値段"
    r"|価格|保守料?|手数料|利用料|使用料|会費|税金?|借金|借入金?|融資|返済|ろーん|見積も?り?|補助金|助成金"
    r"|交付|損|赤字|黒字|利益|粗利|広告費|電気代|がす代|代金|送料|運賃|客単価|資本金|貯金|保険料|罰金|慰謝料"
)
_BEFORE_OTHER = re.compile(
    rf"(?:(?:{_OTHER_MONEY})(?:と|が|は|を|で|に|も|の|だけで|、|:|として|とったら|取ったら)*"
    r"(?:もう|まだ|毎月|月|年|約|だいたい|合計|[0-9一二三]+割、?)*"
    r"|(?<![0-9来今先何毎一二三四五六七八九十か])月々?に?|毎月|毎年|年間|年に"
    r"|(?:[0-9一二三四五六七八九十]+)(?:袋|個|枚|本|冊|匹|件|台|人|泊|食|杯|箱|皿|品|社|点|束|軒|時間|坪|き?ろ)"
    r"(?:あたり|につき|で|は|が)?|年前に?|何|数|→)$"
)
_AFTER_PAST = re.compile(
    rf"^{_VAGUE}(?:も|を|は|で|が|って|と)?(?:も)?(?:業者に|外に)?"
    r"(?:かけて(?!も)|かけた|掛けた|払って(?!も)|払った|払っと|払いまし|使って(?!も)|使った|使いまし"
    r"|出した|出しまし|損|赤字|もらい損|もらえ(?!るなら|れば)|もらった|もらいまし|落ち|減|増え|上が|下が"
    r"|値上|値下|する(?:と|って|ん|の|ら)|と言われ|って言われ|言われ|だったん|だった|でした|取られ|請求され"
    r"|の(?:支払|請求|見積|保守|家賃|税|赤字|借|そふと|機械|設備|商品|損|給|売|利益|ろーん|値|もの|物)"
    r"|持ち出し|で売|で仕入|で買|で(?:募集|雇)|借り|受けて|受けた|納め|何百|もする|稼|を超え)"
)
_REFUSED = re.compile(
    rf"^{_VAGUE}(?:は|も|なんて|とか|じゃ)(?:とても|とっても|ちょっと|さすがに|正直|今は|うちには)*"
    r"(?:(?:かけ(?:ら)?れ|出せ|払え|用意でき|使え|よう?出さ|ない|無い)(?:ん|な|ま|へ|$)?"
    r"|無理|きつ|厳し|きび|難し|むずかし|高|ない)"
)
_BUDGET_BEFORE = re.compile(
    r"(?:予算|上限|限度|出せて|出しても?|出せる(?:の|お金|額)?|かけ(?:ら)?れる(?:の|お金|額)?|使える(?:の|お金|額)?"
    r"|全部で|総額|礼|謝礼|お礼|費用|お?金|資金|手元|残り|残高|持ち合わせ|半額の|せいぜい|最大|多くて|頑張って|がんばって)"
    r"(?:は|が|も|で|に|を|として|なら|の上限は|の範囲は|、|:|だいたい|およそ|約|通れば|できれば|全部で|税込み?で?|税別で?|せいぜい)*$"
)
_BUDGET_AFTER = re.compile(
    rf"^{_VAGUE}"
    r"(?:まで|以内|以下|なら|内で|が限|が上限|が精|が関の山|がぎりぎり|が目|を上限|を限|を予定|を見込|を用意|を考え|は出|は用意|は使"
    r"|出せ|出す|かけ(?:ら)?れ|用意|使え|くらいなら|しか(?:出|用意|な)|にして(?:もら|くれ)|も?あれば"
    r"|で(?:なんとか|何とか|お願い|おねがい|収め|おさめ|足り|済|頼|たの|やっ|作|つく|直|なお|どう|でき|出来"
    r"|考え|見て|見と|書い|書け|描|撮|仕上|受け|引き受|いけ|間に合|、|$)"
    r"|の予算|の範囲|の間で|の中|ばかし用意|ちょっとで)"
)
_ROUND_AFTER = re.compile(
    r"^(?:ぐらい|くらい|位|程度|ほど|ばかし)(?:で|かな|です|だ|やな|じゃ|でしょうか|、|\?|$)"
)
_LIMIT_AFTER = re.compile(rf"^{_VAGUE}(?:まで|以内|以下|が限|が上限|が精|を上限)")
_PLAIN_AFTER = re.compile(r"^(?:です|だ|や|で|か|の予定)?(?:、|。|\?|$)")
_MONTHS = re.compile(
    rf"月々?に?(?P<each>{_ONE})ずつ?、?(?:で)?(?:(?P<half>半年)|(?P<years>{_N})年"
    rf"|(?P<months>{_N})[かゕゖけ箇]?月)(?:間)?{_VAGUE}(?:なら|で|は|まで)"
)
_CORRECTED_AFTER = re.compile(
    rf"^{_VAGUE}(?:に(?:し|変|抑|おさ|下げ|上げ)|で(?!買|売|仕入)|です|だ|や|まで|以内|が上限|が限|、|$)"
)
_HALF_YEAR, _YEAR = 6, 12
_REACH = 16


@dataclass(frozen=True, slots=True)
class _Found:
    weight: int
    value: int
    start: int
    end: int
    sure: Sureness
    corrects: bool = False


def told_budget(folded: Folded) -> ToldValue[int] | None:
    """Return the most the owner wants to spend; of several amounts the best marked, then highest.

    What is taken back ("no, rather ...") does not count.
    Sales, prices, wages, losses, fees by the month and what was paid before are no budget, and
    neither is what the owner says is too much.
    """
    found: list[_Found] = []
    for start, end in folded.sentences:
        found += _by_the_month(folded.text, start, end)
        found += _amounts(folded.text, start, end)
    found = _corrected(found)
    if not found:
        return None
    best = max(found, key=lambda f: (f.weight, f.value))
    return ToldValue(
        value=best.value,
        quote=folded.quote(best.start, best.end),
        start=folded.places[best.start],
        end=folded.places[best.end - 1] + 1,
        sure=best.sure,
    )


def _corrected(found: list[_Found]) -> list[_Found]:
    """Return what stands once each correction took the place of what was said before it."""
    standing: list[_Found] = []
    for each in sorted(found, key=lambda f: f.start):
        if not each.corrects:
            standing.append(each)
        elif standing:
            weight = max(each.weight, *(before.weight for before in standing))
            clear = any(before.sure is Sureness.CLEAR for before in standing)
            sure = Sureness.CLEAR if clear else each.sure
            standing = [replace(each, weight=weight, sure=sure)]
        elif each.weight:
            standing = [each]
    return standing


def _by_the_month(text: str, start: int, end: int) -> list[_Found]:
    made = []
    for match in _MONTHS.finditer(text, start, end):
        each = _yen(match["each"])
        if match["half"]:
            months: int | None = _HALF_YEAR
        elif match["years"]:
            months = (parse_count(match["years"]) or 0) * _YEAR
        else:
            months = parse_count(match["months"])
        if each and months:
            made.append(_Found(3, each * months, match.start(), match.end(), Sureness.ROUGH))
    return made


def _amounts(text: str, start: int, end: int) -> list[_Found]:
    made = []
    for match in _AMOUNT.finditer(text, start, end):
        value = _value(match)
        if value is None or not value:
            continue
        before = text[max(start, match.start() - _REACH) : match.start()]
        after = text[match.end() : min(end, match.end() + _REACH)]
        if _FOREIGN.match(after) or before.endswith(_FOREIGN_SIGN):
            continue
        weight = _weight(before, after)
        corrects = CORRECTED.search(before) is not None and _may_correct(after)
        if weight or corrects:
            tail = re.match(r"(?:ぐらい|くらい|位|程度|ほど|ばかし)?(?:まで|以内|なら)?", after)
            stop = match.end() + (tail.end() if tail is not None else 0)
            limit = _BUDGET_BEFORE.search(before) or _LIMIT_AFTER.match(after)
            sure = Sureness.CLEAR if limit else Sureness.ROUGH
            made.append(_Found(weight, value, match.start(), stop, sure, corrects))
    return made


def _value(match: re.Match[str]) -> int | None:
    high = _yen(match["high"])
    low = _yen(match["low"]) if match["low"] and "円" in match["low"] else None
    return high if high is None or low is None else max(low, high)


def _yen(text: str) -> int | None:
    return parse_yen(text.replace("まん", "万").replace("えん", "円"))


def _may_correct(after: str) -> bool:
    """Tell whether an amount behind "no, rather" is one to spend, going by what follows it."""
    if _COUNTED.match(after) or _AFTER_PAST.match(after) or _REFUSED.match(after):
        return False
    return _CORRECTED_AFTER.match(after) is not None


def _weight(before: str, after: str) -> int:
    """Return how well an amount is marked as the budget; 0 = it is something else."""
    if _COUNTED.match(after) or _AFTER_PAST.match(after) or _REFUSED.match(after):
        return 0
    if _BUDGET_BEFORE.search(before):
        return 4
    if _BEFORE_OTHER.search(before):
        return 0
    if _BUDGET_AFTER.match(after):
        return 3
    if _ROUND_AFTER.match(after):
        return 2
    alone = not before or before.endswith(("、", ",", "か", "までで"))
    return 1 if alone and _PLAIN_AFTER.match(after) else 0
