"""Reading a Japanese text: normal form with a way back, sentences, clauses, topics, negation.

Everything here works in one pass over the text, so that a megabyte stays a matter of
seconds; offsets into the normal form are turned back into code points of the original.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

# A base character with what belongs to it: NFKC joins half-width voicing marks and accents.
_CLUSTER = re.compile(
    "[^\u0300-\u036f\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f]?"
    "[\u0300-\u036f\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f]{0,8}",
    re.DOTALL,
)
# Runs of anything but plain kana, kanji, digits and lower-case letters, with the character
# that a combining mark belongs to.
_UNUSUAL = re.compile(
    "(?:.(?=[\u0300-\u036f\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f]))?"
    "[^ \n、。「」『』【】ぁ-ゖァ-ヺー一-鿋々0-9a-z:/()%.,~!?-]+",
    re.DOTALL,
)
# The same with the signs that most postings hold besides: each is its own normal form.
_UNCHANGED = re.compile(
    "[ 、。「」『』【】ぁ-ゖァ-ヺー一-鿋々0-9a-z:/()%.,~!?\\-"
    "・■□◆◇●○◎★☆▼▽▲△→⇒←↑↓※×¥=+*#@_<>|\\[\\]&;'\"]*"
)
# Signs without ink: joiners, direction marks, soft hyphen, choices between forms of a sign.
_INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
    "\U000e0100-\U000e01ef]"
)
# Dashes, and the upright lines of tables drawn with signs.
_LINES = str.maketrans(
    {"〜": "~", "∼": "~", "−": "-", "‐": "-", "–": "-", "—": "-", "─": "-"}
    | {"│": "|", "┃": "|", "║": "|", "┆": "|", "┊": "|", "¦": "|"}
)
# What most unusual signs are: letters of full width and capitals, each with one plain letter.
_ONE_FOR_ONE = (
    str.maketrans({code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)})
    | {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
    | {ord("\u3000"): " ", ord("￥"): "¥"}
    | _LINES
)
_MONTHS = re.compile(r"[ヶヵカケ箇](?=月)(?<=[0-9一二三四五六七八九十半数何].)")
_SPACING = re.compile("[ ・.*_○●★☆/-].[ ・.*_○●★☆/-]")
# Letters held apart by the same sign (L・I・N・E) are a way around word lists.
_SPACED = re.compile(
    r"(?<![a-z])[a-z](?:[ ・.*_○●★☆/-][a-z]){2,20}(?![a-z])"
    r"|(?<![^\s「『(【。、])[^\W\d_](?:[ ・.*_○●★☆/][^\W\d_]){3,20}(?![^\W\d_])"
)
_SENTENCE_END = re.compile(r"[。!?\n]")
_CLAUSE_END = re.compile(r"[、。!?\n;/|\t→⇒【■◆●▼◇□]")
_OPENING = "[「『【〔《〈≪<("
_CLOSING = "]」』】〕》〉≫>)"
# What stands before the words of a line: bullets, the edge of a table, numbers (1. / (2) / 三、 /
# 一 期限 / 第3条), the letter of a question or answer.
_NUMBERED = re.compile(
    r"^[^\w\[「『【〔《〈≪<(¥~。、?!%+&@☎'\"]*"
    r"(?:[0-9]{1,2}[.)]|\([0-9]{1,2}\)|[0-9]{1,2}\s+(?=[^\s0-9])"
    r"|\(?[一二三四五六七八九十]{1,2}(?:[、.)]|\s+(?=\S))|第[0-9一二三四五六七八九十]{1,3}条"
    r"|[qa][0-9]{0,2}(?:[.:、]|\s+))?\s*"
)
# What leads over to a topic: 気になるお支払いは…
_LEADING = (
    "(?:気になる|肝心の|大事な|大切な|次に|最後に|あと|ちなみに|なお|また|そして|それと|それから|さらに"
    "|加えて|一方で?|その) ?"
)
_AFTER_HEADING = f" :についてはもの■◆●▼□◇▽○◎★☆#=-~{_CLOSING}"
# The answer to a question on the same line.
_ANSWER = re.compile(r"\s*a[0-9]{0,2}[.:、]\s*")
_BULLETS = "・-•●○◦◯▪*＊☆★"
# The topic of what the finished work is to say: nothing there is said of the order.
INSIDE = "inside"
# Where a sentence turns to something else: 客の支払いは翌月ですが、…; …まとめる表で、報酬は….
TURN = re.compile(
    "(?<=[すただいる])(?:が|けれども?|けど)、"
    "|(?<=、)(?:今回の|この(?:たび|仕事)の)?(?:報酬|謝礼|謝金|お礼|ギャラ"
    "|(?:作成|制作|原稿|執筆|翻訳|撮影|作業|編集)[料代])[はの]"
)
_MAX_HEADING = 24
_MAX_BULLET = 12


@lru_cache(maxsize=4096)
def _normal_cluster(cluster: str) -> str:
    normal = unicodedata.normalize("NFKC", cluster).translate(_LINES)
    return "".join(
        low if len(low := char.lower()) == 1 else char for char in _INVISIBLE.sub("", normal)
    )


@dataclass(frozen=True, slots=True)
class NormalText:
    """A text in normal form.

    Attributes:
        original: the text as given.
        text: NFKC, lower case, dashes and month counters unified, invisible signs dropped.
        starts, ends: for each character of `text`, the half-open range of code points in
            `original` that it came from; both empty where the normal form has equal places.
    """

    original: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the original that `[start, end)` of the normal form came from."""
        if not self.starts or start >= end:
            return start, max(start, end)
        return self.starts[start], self.ends[end - 1]


def normalise(original: str) -> NormalText:
    """Return the normal form of a text with the way back to it.

    >>> normalise("ﾊﾟﾝ①個").text
    'パン1個'
    >>> normalise("ﾊﾟﾝ①個").place(0, 1)
    (0, 2)
    """
    narrow = original
    if not _UNCHANGED.fullmatch(original):
        narrow = original.translate(_ONE_FOR_ONE)
    if _UNCHANGED.fullmatch(narrow):
        normal = NormalText(original, narrow, (), ())
    elif original.isascii() or _is_plain(original):
        plain = original.lower() if original.isascii() else _lower(original)
        normal = NormalText(original, plain, (), ())
    else:
        normal = _by_cluster(original)
    return _close_up(_unify_months(normal))


def _lower(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else text


def _is_plain(text: str) -> bool:
    return (
        unicodedata.is_normalized("NFKC", text)
        and len(text.lower()) == len(text)
        and text.translate(_LINES) == text
        and _INVISIBLE.search(text) is None
    )


def _by_cluster(original: str) -> NormalText:
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for run in _UNUSUAL.finditer(original):
        _keep(original, done, run.start(), pieces, starts, ends)
        for match in _CLUSTER.finditer(original, run.start(), run.end()):
            normal = _normal_cluster(match[0])
            begin, stop = match.span()
            pieces.append(normal)
            starts.extend([begin] * len(normal))
            ends.extend([stop] * len(normal))
        done = run.end()
    _keep(original, done, len(original), pieces, starts, ends)
    return NormalText(original, "".join(pieces), tuple(starts), tuple(ends))


def _keep(  # noqa: PLR0913, PLR0917 - the three lists grow together
    original: str, begin: int, stop: int, pieces: list[str], starts: list[int], ends: list[int]
) -> None:
    """Take over characters that are their own normal form."""
    if begin < stop:
        pieces.append(original[begin:stop])
        starts.extend(range(begin, stop))
        ends.extend(range(begin + 1, stop + 1))


def _unify_months(normal: NormalText) -> NormalText:
    text = _MONTHS.sub("か", normal.text) if "月" in normal.text else normal.text
    if text == normal.text:
        return normal
    return NormalText(normal.original, text, normal.starts, normal.ends)


def _close_up(normal: NormalText) -> NormalText:
    """Drop the signs between letters that are held apart one by one."""
    if _SPACING.search(normal.text) is None or _SPACED.search(normal.text) is None:
        return normal
    gaps = {
        place
        for match in _SPACED.finditer(normal.text)
        if len(set(match[0][1::2])) == 1
        for place in range(match.start() + 1, match.end(), 2)
    }
    kept = [place for place in range(len(normal.text)) if place not in gaps]
    ranges = [normal.place(place, place + 1) for place in kept]
    return NormalText(
        normal.original,
        "".join(normal.text[place] for place in kept),
        tuple(start for start, _ in ranges),
        tuple(end for _, end in ranges),
    )


class Span(NamedTuple):
    """A half-open range of the normal form."""

    start: int
    end: int


class Clause(NamedTuple):
    """A stretch between commas, with what it is about.

    Attributes:
        topics: names of topics from its own head, else from the label or heading above.
        labelled: the topic stands in a label or heading, not in running words.
        title: the clause is (part of) the text's title.
    """

    start: int
    end: int
    topics: frozenset[str]
    labelled: bool
    title: bool

    def moved(self, by: int) -> Clause:
        """Return the clause as part of a longer text."""
        start, end, topics, labelled, title = self
        return Clause(start + by, end + by, topics, labelled, title)


def _cut(text: str, breaks: re.Pattern[str]) -> tuple[Span, ...]:
    spans: list[Span] = []
    begin = 0
    for match in breaks.finditer(text):
        if _joins(text, match.start()):
            continue
        if match.start() > begin:
            spans.append(Span(begin, match.start()))
        begin = match.end()
    if begin < len(text):
        spans.append(Span(begin, len(text)))
    return tuple(spans)


def _joins(text: str, place: int) -> bool:
    """Tell whether a slash belongs to a date (12/18) or an address (https://example.jp/a)."""
    if text[place] != "/":
        return False
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return _is_western(before) and _is_western(after)


def _is_western(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in "/:._-") and bool(char)


def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of a normal form: between full stops and line ends."""
    return _cut(text, _SENTENCE_END)


# What is paid, when and how are one matter.
_MONEY = frozenset({"reward", "payment", "payment_method"})
# A moment told by what happens to a thing, which is not spoken of: 納品物の承認後.
_MOMENT = re.compile("[のをが](?:承認|検収|検品|受領|受け取|確認|到着|確かめ)")
_SPEAKS_OF = re.compile("[^。\n]{1,14}?[はも:]")
# A clause that names something new to speak of: 紙はこちらから, but not 納品後は or 翌月には.
_NAMES = re.compile(
    "(?!私|わたし|[当弊]|うち|こちら)[^\\s、。はにで]{1,8}(?<![後合き際回度])は(?!、)"
)


def statements(text: str, whole: tuple[Span, ...], clauses: tuple[Clause, ...]) -> tuple[Span, ...]:
    """Return sentences cut before each clause that begins another matter."""
    cuts = [
        clause.start
        for before, clause in pairwise(clauses)
        if _begins_another(text, before, clause)
    ]
    found: list[Span] = []
    for start, end in whole:
        inside = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        here = [start, *inside, end]
        found += [Span(first, last) for first, last in pairwise(here)]
    return tuple(found)


def _hangs_on(text: str, start: int) -> bool:
    """Tell whether a clause is told of what the one before names: お支払いは、検収のあと…."""
    return text[start - 2 : start] in {"は、", "も、"}


def _begins_another(text: str, before: Clause, clause: Clause) -> bool:
    if _hangs_on(text, clause.start):
        return False
    if clause.topics != before.topics:
        # 12月20日に、報酬を振り込みます goes on; 報酬は… begins anew.
        if not before.topics:
            return _SPEAKS_OF.match(text, clause.start, clause.end) is not None
        return not (clause.topics <= _MONEY and before.topics <= _MONEY)
    return _NAMES.match(text, clause.start, clause.end) is not None and not clause.labelled


class TopicReader:
    """Finds out what each clause is about, from labels, headings and the clause's own head."""

    def __init__(self, heads: tuple[tuple[str, str], ...]) -> None:
        """Take pairs of topic name and regular expression for its heads."""
        self._names = [name for name, _ in heads]
        inner = "|".join(f"(?P<t{number}>{head})" for number, (_, head) in enumerate(heads))
        opening, closing = re.escape(_OPENING), re.escape(_CLOSING)
        self._head = re.compile(rf"[{opening}]?\s*(?:{_LEADING})?(?:{inner})")
        self._label_end = re.compile(
            rf"[^。、\n:]{{0,14}}?\s*(?:[:=|\t?→⇒{closing}]|\.\.\.|・・)|\s*$|\s+(?=\S)"
        )

    def read_line(
        self, body: str, heading: frozenset[str], *, title: bool
    ) -> tuple[frozenset[str], tuple[Clause, ...]]:
        """Return the topics that the lines below a line stand under, and its clauses.

        `heading` are the topics from above; `title` marks the first line with words.
        """
        if not body.strip():
            return heading - {INSIDE}, ()
        topics = self._heading(body, bare=title)
        if topics is not None:
            heading = topics
        clauses = self._clauses(body, heading, title=title)
        if INSIDE in heading and clauses:
            if body.lstrip()[0] in _BULLETS:
                return heading, _inside(clauses)
            if INSIDE not in clauses[0].topics:
                heading -= {INSIDE}
        if clauses and INSIDE in clauses[0].topics:
            return heading, _inside(clauses)
        return heading, tuple(clauses)

    def _heading(self, body: str, *, bare: bool) -> frozenset[str] | None:
        """Return the topics of a line that is only a heading; None if it is not one.

        With `bare` nothing but the topic's name may stand there, as the first line of a
        text usually is its title: 「納期の短い記事の執筆」 is no heading.
        """
        stripped = _NUMBERED.sub("", body, count=1).strip()
        if len(stripped) > _MAX_HEADING or not stripped:
            return None
        marked = stripped[0] in _OPENING and stripped[-1] in _CLOSING
        match = self._head.match(stripped)
        bulleted = body.lstrip()[:1] in "■◆●▼□◇▽○◎★☆#"
        if match is None and bare:
            return None
        if match is None:
            # 〔　月　日〕 is a place to be filled in.
            named = marked and stripped[0] != "〔"
            return frozenset() if named or (bulleted and len(stripped) <= _MAX_BULLET) else None
        rest = stripped[match.end() :].strip(_AFTER_HEADING)
        if bare:
            return None if rest else self._names_of(match)
        if marked or not rest or (bulleted and not re.search(r"[0-9。:]", rest)) or rest[-1] == "?":
            return self._names_of(match)
        return None

    def _names_of(self, match: re.Match[str]) -> frozenset[str]:
        return frozenset(
            self._names[int(key[1:])] for key, value in match.groupdict().items() if value
        )

    def _clauses(self, body: str, heading: frozenset[str], *, title: bool) -> list[Clause]:
        found: list[Clause] = []
        topics, labelled = heading, bool(heading)
        line_topics, line_labelled = topics, labelled
        lead = _NUMBERED.match(body)
        begin = lead.end() if lead else 0
        for cut in _cut_range(body, begin):
            answer = _answer(body, cut) if cut.start > begin else 0
            words = body[cut.start + answer : cut.end]
            match = self._head.match(words)
            after_stop = cut.start > begin and body[cut.start - 1] in "。!?"
            hangs_on = _hangs_on(body, cut.start) and _SPEAKS_OF.match(words) is None
            if match is not None and _MOMENT.match(words, match.end()) and cut.start > begin:
                match = None
            if match is not None and not (topics and hangs_on):
                goes_on = labelled and cut.start > begin and self._names_of(match) == topics
                asked = body[cut.end : cut.end + 1] == "?"
                topics = self._names_of(match)
                ends = self._label_end.match(words, match.end()) is not None
                labelled = ends or asked or goes_on
                if labelled and cut.start == begin:
                    line_topics, line_labelled = topics, True
            elif after_stop and not (labelled and body[cut.start - 1] == "?"):
                topics, labelled = line_topics, line_labelled
            found.append(Clause(cut.start, cut.end, topics, labelled, title))
        return found


def _inside(clauses: list[Clause]) -> tuple[Clause, ...]:
    return tuple([clause._replace(topics=clause.topics | {INSIDE}) for clause in clauses])


def _answer(body: str, cut: Span) -> int:
    """Return how long the sign is that marks the answer to the question before a clause."""
    match = _ANSWER.match(body, cut.start, cut.end) if body[cut.start - 1] == "?" else None
    return match.end() - cut.start if match else 0


def _cut_range(text: str, begin: int) -> list[Span]:
    spans: list[Span] = []
    place = begin
    for match in _CLAUSE_END.finditer(text, begin):
        if _joins(text, match.start()):
            continue
        if text[place : match.start()].strip():
            spans.append(Span(place, match.start()))
        place = match.end()
    if text[place:].strip():
        spans.append(Span(place, len(text)))
    return spans


def containing(spans: tuple[Span, ...], starts: tuple[int, ...], place: int) -> int:
    """Return the index of the span that holds `place`, -1 if none does."""
    index = bisect_right(starts, place) - 1
    return index if index >= 0 and place < spans[index].end else -1
