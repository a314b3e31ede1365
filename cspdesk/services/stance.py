"""How a thing is spoken of: wanted, lacking, already there, tried in vain, or refused."""

from __future__ import annotations

import re
from enum import StrEnum

from cspdesk.services.folding import Folded

_REACH = 22
# Far enough that a word that ends the clause within reach is read whole.
_SEARCH = 32


class Stance(StrEnum):
    """What the words around a thing say about it."""

    PLAIN = "plain"
    WANTED = "wanted"
    LACKING = "lacking"
    OWNED = "owned"
    TRIED = "tried"
    REFUSED = "refused"


_REFUSED = re.compile(
    r"^(?:の話|のこと|など|なんか|なんて|とか|まで|そのもの)?(?:は|も|が|を|って|には|では|じゃ|で)?"
    r"(?:もう|まだ|今は|今回は|とくに|特に|別に|正直|いまさら|そこまで)*"
    r"(?:いらない|いらん|いりません|要らない|要らん|要りません|必要ない|必要はない|必要ありません"
    r"|必要がない|不要|結構です|けっこうです|考えてない|考えていない|考えていません|考えてません"
    r"|なくていい|なくてもいい|無くていい|するつもりはない|やるつもりはない|やる気はない"
    r"|したくない|やりたくない|困ってない|困っていない|困っていません|問題ない|間に合って"
    r"|じゃなく|ではなく|じゃない|ではない)"
)
_OWNED = re.compile(
    r"^(?:の?(?:でーた|枚数|数)?)(?:は|も|なら|だけは|が)(?:もう|すでに|既に|一応|ちゃんと|全部|ぜんぶ"
    r"|いっぱい|たくさん|前に|去年|先月|自分で|社内で|自社で|うちで|こちらで|娘が|息子が|妻が|家内が"
    r"|[一-龠ぁ-ん]{0,12}?)"
    r"(?:ある(?!か|と|程|人)|あります(?!か)|あるん(?!ですか)|作ってあ|作ってい|できてい|できてる"
    r"|できています|持ってい|持ってる|用意して|用意があ|用意でき|用意済|そろってい|揃ってい|そろいま"
    r"|撮れる|撮れます|描ける|描けます|書ける|書けます|決まってい|決まってる|決まりまし|済んで|作った"
    r"|作りまし|入れてある|導入済|制作済)"
)
_TRIED = re.compile(
    r"^[^。]{0,14}?(?:効かな|効果がな|効果はな|反応がな|反応はな|反応が薄|反応なし|だめだった|駄目だった"
    r"|失敗した|失敗し|無駄だった|意味がなかった|さっぱりだった|懲りた|こりた|損した|来なかった)"
)
_LACKING = re.compile(
    r"^(?:の|なんて|なんか|とか|すら|も|が|は|を|って)*(?:まだ|全然|まったく|全く|ろくな|ちゃんとした"
    r"|ひとつも|一つも|[ぁ-ん]{0,4})?"
    r"(?:ない|無い|なく|無く|なし|ありません|持ってない|持っていない|作ってない|作っていない|古|ばらばら"
    r"|ださ|地味|見づら|見にく|読みにく|壊れ|止まっ|間違っ)"
)
_WANTED = re.compile(
    r"^[^、。]{0,10}?(?:ほし|欲し|作りた|つくりた|作って|つくって|作れ|作る|つくる|頼みた|頼め|頼む|頼ん"
    r"|お願い|やりた|出した|載せた|変えた|直した|新しくし|いる$|要る|必要|どうしたら|いくら|考えて|探し"
    r"|始めた|してもらえ|してほし|したい|しなきゃ|しないと|せんと|くれる人|できる人|書ける人|してくれ)"
)
_ORDER = (
    (_REFUSED, Stance.REFUSED),
    (_OWNED, Stance.OWNED),
    (_TRIED, Stance.TRIED),
    (_LACKING, Stance.LACKING),
    (_WANTED, Stance.WANTED),
)


def stance_of(folded: Folded, end: int, sentence_end: int) -> Stance:
    """Return how the thing that ends at a folded place is spoken of.

    Only the rest of its clause counts, so that 「チラシは要らないがロゴは要る」 keeps the logo.
    """
    stop = min(folded.clause_end(end, min(sentence_end, end + _SEARCH)), end + _REACH)
    rest = folded.text[end:stop]
    return next((stance for rule, stance in _ORDER if rule.match(rest)), Stance.PLAIN)
