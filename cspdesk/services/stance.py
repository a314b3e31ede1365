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


_SETTLED = re.compile(
    r"(?:(?:て|で)(?:もら(?:った|っている|ってる|ってます|っています|っとる|っとります|えることになって)"
    r"|くれ(?:た(?!ら)|ている|てる|ています|てます|とる|とります|とった|たの|ました)"
    r"|いただ(?:いた|いている|いてます|いています|きました)"
    r"|ある(?!か)|あります|あるし|おいた|おります|ございます)"
    r"|(?:は|も)[^はも]{0,16}(?:ちゃんと|一応|もう|すでに|全部|毎日|たくさん|いっぱい|自分で|自分らで"
    r"|うちで|社内で)[^はも]{0,10}(?:ある|います|いる|てる|とる|ます|た|できる|れる|れとる)"
    r"|(?:は|も|に)[^はも]{0,18}(?:作っ|直し|上げ|あげ|載せ|出し|やっ|書い|撮っ|描い|届け|配っ|送っ|頼ん|使っ)"
    r"(?:て|で|と)(?:る|て|おる|ら|いる|ます|います|ります)?(?:から|し|ので|けえ|けん|んで|んですが?)?$"
    r"|(?:は|も)(?:知ってる|知っとる|知っている|分かってる|わかってる|分かっとる)"
    r"|(?:は|も)(?:足りと|足りて|間に合|そろっと|そろって|決まっと|決まって|済んで|済んど|できとる|できてる"
    r"|できている|書けてる|書けている|作れる|撮れる|描ける))"
)
_UNWANTED = re.compile(
    r"(?:い|要)(?:らない|らん|らねえ|りません|らへん|らんです|りまへん)|必要ない|必要ありません|不要|結構です"
    r"|けっこうです|考えて(?:い?ない|い?ません|へん|おらん)|(?:なく|んで|んでも|なくても)(?:て)?(?:も)?いい"
    r"|つもりは(?:ない|ありません)|気は(?:ない|ありません)|(?:し|やり|作り|出し)たく(?:ない|ありません)"
    r"|こりごり|懲りた|懲りて|懲りま|後でいい|あとでいい|先でいい|まだ先|断った|断って|断りまし|間に合ってま"
)
# A clause that speaks of something of its own.
_TOPIC = re.compile(r"[一-鿋々ぁ-ゖー]{2}[はもがを]")
# Room for the word of contrast that ends the clause.
_CONTRAST = 4
_COMPLAINT = re.compile(
    r"のに|けど|けれど|けども|まま(?!で(?:いい|よ))|古(?:い|く|臭|くさ)|ださ|止まっ|困|読め|読みにく|見にく|見づら|使えな|使えん|だめ"
    r"|駄目|いまいち|しか|だけや|だけで|足りな|足らん|合わな|違(?:う|っと|って)|ばらばら|恥ずか|埋も|ほこり"
    r"|眠っ|たまっ|溜ま|積(?:ん|み)|貼って|放って|ほったらかし|そのまん|きり(?:で|だ|や|じゃ)|ぱなし|放置|潰れ|つぶれ"
)
# What was done once and is over; 「作った」 and 「やっている」 tell of what may still need work.
_DONE_ONCE = re.compile(
    r"(?:(?:やっ|出し|だし|打っ|うっ|試し|載せ|のせ|入れ|配っ|まい|撒い|蒔い|頼ん|使っ)(?:た|だ|てみた|でみた|てみまし"
    r"|でみまし|たことがあ|だことがあ|とった)|(?:やり|出し|打ち|試し|載せ|入れ|配り|まき|撒き|頼み|使い)まし)"
    r"(?:た|だ)?[^。]{0,8}?(?:けど|けれど|けども|が|のに|ものの|たら|ても|でも|、)"
)
_IN_VAIN = re.compile(
    r"効か(?:な|へん|ん)|効きま|効果(?:が|は|も)?(?:な|出な|薄|いまいち)|反応(?:が|は|も)?(?:な|薄|ゼロ|ぜろ|いまいち|さっぱり)"
    r"|意味(?:が|は|も)?な|無駄|むだ|失敗|懲り|こりごり|だめでし|だめだっ|駄目でし|駄目だっ|さっぱり|損し|損を"
    r"|(?:1|一)(?:件|本|人|枚|個|つ|割|円)も|ぜろ|やめ(?:た|まし|て)|辞め(?:た|まし)|来なかっ|来ませんでし"
    r"|増えな|増えませんでし|増えへん|来(?:へん|ん)かった|(?:人|組|件|本)だけ(?:でし|だっ|やっ)|売れなかっ|売れませんでし|集まらな|集まりませんでし"
)
_WAS_IN_VAIN = re.compile(
    r"[はも](?:全然|ぜんぜん|まったく|全く|さっぱり|ほとんど|結局)?(?:効かなかっ|効きませんでし"
    r"|(?:効果|反応|意味)(?:が|は|も)?(?:なかっ|ありませんでし)|無駄でし|無駄だっ|失敗でし|失敗だっ|失敗しま|だめでし|だめだっ"
    r"|駄目でし|駄目だっ)"
)
_BEFORE_FAILING = 36


def settled_spans(folded: Folded) -> tuple[tuple[int, int], ...]:
    """Return the clauses that tell what is there already, or is not wanted.

    「写真は撮ってあるし、チラシは要らん」 tells of two things that need no order. A complaint in
    the same clause takes that back: what is there is then what troubles the owner.
    """
    spans = []
    for place, stop in folded.clauses():
        clause = folded.text[place:stop]
        settled = _SETTLED.search(clause) and not complains(folded, place, stop)
        if settled or _UNWANTED.search(clause):
            spans.append((place, stop))
    return tuple(spans)


def tried_spans(folded: Folded) -> tuple[tuple[int, int], ...]:
    """Return the parts that tell what was done once and did not help.

    「折込チラシをやったけど効かなかった」 is no wish for another leaflet, though the trouble that
    it was meant for is still there.
    """
    spans = []
    for start, end in folded.sentences:
        done = _DONE_ONCE.search(folded.text, start, end)
        failed = _WAS_IN_VAIN.search(folded.text, start, end) or (
            done
            and _IN_VAIN.search(folded.text, done.end() - 1, min(end, done.end() + _BEFORE_FAILING))
        )
        if failed:
            spans.append((start, failed.end()))
    return tuple(spans)


def complains(folded: Folded, start: int, end: int) -> bool:
    """Tell whether a clause, or what its sentence goes on to say of the same thing, complains."""
    if _COMPLAINT.search(folded.text[start : end + _CONTRAST]):
        return True
    sentence_end = next((last for first, last in folded.sentences if first <= start < last), end)
    follows = folded.text[end + 1 : folded.clause_end(end + 1, sentence_end)]
    return bool(_COMPLAINT.search(follows)) and not _TOPIC.search(follows)


def stance_of(folded: Folded, end: int, sentence_end: int) -> Stance:
    """Return how the thing that ends at a folded place is spoken of.

    Only the rest of its clause counts, so that 「チラシは要らないがロゴは要る」 keeps the logo.
    """
    stop = min(folded.clause_end(end, min(sentence_end, end + _SEARCH)), end + _REACH)
    rest = folded.text[end:stop]
    return next((stance for rule, stance in _ORDER if rule.match(rest)), Stance.PLAIN)
