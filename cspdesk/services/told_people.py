"""How many people work at the firm, told apart from customers, leavers and those looked for."""

from __future__ import annotations

import re
from dataclasses import replace

from cspdesk.domain.typed_values import parse_count
from cspdesk.services.folding import Folded
from cspdesk.services.told_values import Sureness, ToldValue

_N = r"(?P<number>[0-9]{1,5}|[一二三四五六七八九十百]{1,5})(?:人|名)"
_NOT_ALL = (
    r"(?!ほど?(?:辞|や)|も?(?:辞|やめ|採|雇|募集|足り|しか集|ほし|欲し|増や|減)"
    r"|が?(?:辞|やめ|採|減|入|来|いな|抜)|くらい(?:採|ほし)|目|組|前|ぶん|分|乗)"
)
_WORKING = r"(?:だけ)?(?:で(?:やっ|や[りる]|回し|まわし|切り盛り|営|経営|続け|し[とて])|でし[てと])"
_FIRM = (
    r"の(?:小さな|小さい|ちいさな|零細の?)?(?:会社|店|工場|工房|所帯|事業|宿|職場|町工場|事務所|農園"
    r"|製作所|商店|医院|旅館)"
)
_ADDED = (
    r"(?:入れて|いれて|含めて|含めると|ふくめて|合わせて|あわせて|足して|込みで|計|合計|全部で|みんなで"
    r"|全員で|総勢)"
)
_GAP = r"(?:は|が|も|で|、|:|数は|さんは|さんが|今は?|いま|約|全部で|[合あ]わせて|ざっと)*"

_ROLE = (
    r"(?:ぱーと|ばいと|あるばいと|正社員|契約社員|社員|従業員|家族|役員|職人|すたっふ|事務員?|営業)(?:さん|の人)?"
    r"(?:が|は|も)?"
)
_HEADS = r"(?:[0-9]{1,4}|[一二三四五六七八九十百]{1,4})(?:人|名)"
# Told kind by kind, one behind the other.
_KINDS = re.compile(
    rf"{_ROLE}{_HEADS}(?:(?:と|、|で|に|が|、あと|、それに){_ROLE}{_HEADS}){{1,6}}{_NOT_ALL}"
    rf"(?=です|だ|、|。|$|{_WORKING}|の会社|の店|が?(?:おり|います|いる|働)|体制)"
)
_EACH = re.compile(r"([0-9]{1,4}|[一二三四五六七八九十百]{1,4})(?:人|名)")
# Of those told before, some went: 「3人でやってたけど1人辞めた」
_LEFT = re.compile(
    r"^て(?:い|お)?(?:た|まし|りまし)[^。]{0,16}?(?<![0-9一二三四五六七八九十])"
    r"(?P<gone>[0-9]{1,4}|[一二三四五六七八九十]{1,3})(?:人|名)(?:が|も|は)?(?:辞め|やめ|抜け|減|去っ)"
)
_CAME = re.compile(r"^[^。]{0,16}(?:入っ|入り|採|雇|増え)")
_AFTERWARDS = 40

_CLEAR = (
    re.compile(rf"(?:(?:ぱーと|ばいと|家族|社員|私)(?:さん)?[もを]?)?{_ADDED}{_GAP}{_N}{_NOT_ALL}"),
    re.compile(
        rf"(?:従業員|社員|すたっふ|職員|所帯|人数)(?:数)?{_GAP}{_N}{_NOT_ALL}(?=です|だ|、|。|$|で|の会社|おり|います|いる)"
    ),
    re.compile(rf"(?<![0-9一二三四五六七八九十]){_N}{_WORKING}"),
    re.compile(rf"{_N}{_FIRM}"),
    re.compile(rf"(?:人|名)の{_N}(?=です|で|だ|、|。|$)"),
    re.compile(rf"夫婦(?:だけ|ふたり|で)?の?{_N}"),
)
_PAIR_AND = re.compile(rf"夫婦(?:2人|二人|ふたり)?(?:と|に|、|ぷらす){_ROLE}{_N}{_NOT_ALL}")
_PAIR = re.compile(rf"夫婦(?:だけ|ふたり|二人|2人|で)(?:だけ)?(?:で|の|{_WORKING})|夫婦{_WORKING}")
_ALONE = re.compile(
    rf"(?:私|わたし|俺|おれ|僕|ぼく|自分|うち)(?:は)?(?:ひとり|一人|1人|だけ)(?:で|の|だけ|です|。|$)|一人親方"
    rf"|(?:ひとり|一人|1人){_WORKING}"
)
_OTHERS = re.compile(
    r"(?:客|客さん|会員|ふぉろわー|友だち|友達|生徒|患者|患者さん|利用者|来場者|参加者|1日|一日|毎日|月に|年に|班に|組合員|選手)"
    r"(?:さん|様)?(?:は|が|も|で|に|、|だいたい|約|合わせて)*$"
)
# One person of several: 「受付の子が一人でやっている」 tells nothing of how many there are.
_ONE_OF_THEM = re.compile(
    r"(?:子|担当|担当者|受付|事務|事務員|嫁|嫁さん|妻|家内|女房|息子|娘|社員|従業員|すたっふ|店員|職員|若い者|若いの"
    r"|ぱーと|ばいと|あるばいと|ぱーとさん|係)(?:が|は|も|に)$"
)
# The rest of the word that the stem begins: what is quoted ends where a word ends.
_WORD_END = re.compile(
    r"(?<=やっ|回し|わし|盛り|経営|続け)(?:し)?(?:[てと](?:い?(?:ます|る|た|まし)|お(?:ります|る))?|る|ます|まし(?:た|て))"
)
_WINDOW = 12
_MOST = 9999


def told_employees(folded: Folded) -> ToldValue[int] | None:
    """Return how many work at the firm, where the talk says so for all of them."""
    kinds = _KINDS.search(folded.text)
    added = _CLEAR[0].search(folded.text)
    if (
        kinds is not None
        and added is None
        and not _OTHERS.search(folded.text[max(0, kinds.start() - _WINDOW) : kinds.start()])
    ):
        total = sum(parse_count(each) or 0 for each in _EACH.findall(kinds.group()))
        if 0 < total <= _MOST:
            return _told(folded, kinds, total, Sureness.ROUGH)
    pair = _PAIR_AND.search(folded.text)
    if pair is not None and (more := parse_count(pair["number"])):
        return _told(folded, pair, 2 + more, Sureness.ROUGH)
    return _told_of_all(folded) or _told_in_passing(folded)


def _told_of_all(folded: Folded) -> ToldValue[int] | None:
    """Return the number of a sentence that counts all who work there."""
    for pattern in _CLEAR:
        for start, end in folded.sentences:
            for match in pattern.finditer(folded.text, start, end):
                value = parse_count(match["number"])
                before = folded.text[max(start, match.start() - _WINDOW) : match.start()]
                one_of_them = value == 1 and _ONE_OF_THEM.search(before)
                if value and value <= _MOST and not one_of_them and not _OTHERS.search(before):
                    return _told_now(folded, match, value, end)
    return None


def _told_in_passing(folded: Folded) -> ToldValue[int] | None:
    """Return how many a couple, or somebody alone, makes."""
    for pattern, value in ((_PAIR, 2), (_ALONE, 1)):
        for found in pattern.finditer(folded.text):
            before = folded.text[max(0, found.start() - _WINDOW) : found.start()]
            if not _ONE_OF_THEM.search(before):
                return _told(folded, found, value, Sureness.ROUGH)
    return None


def _told_now(folded: Folded, match: re.Match[str], value: int, end: int) -> ToldValue[int]:
    """Return how many are still there, where some are told to have gone since."""
    after = folded.text[match.end() : min(end, match.end() + _AFTERWARDS)]
    left = _LEFT.match(after)
    gone = parse_count(left["gone"]) or 0 if left is not None else 0
    if left is None or not 0 < gone < value:
        return _told(folded, match, value, Sureness.CLEAR)
    still = value if _CAME.match(after[left.end() :]) else value - gone
    told = _told(folded, match, still, Sureness.ROUGH)
    stop = match.end() + left.end()
    return replace(told, quote=folded.quote(match.start(), stop), end=folded.places[stop - 1] + 1)


def _told(folded: Folded, match: re.Match[str], value: int, sure: Sureness) -> ToldValue[int]:
    rest = _WORD_END.match(folded.text, match.end())
    stop = rest.end() if rest is not None else match.end()
    return ToldValue(
        value=value,
        quote=folded.quote(match.start(), stop),
        start=folded.places[match.start()],
        end=folded.places[stop - 1] + 1,
        sure=sure,
    )
