"""The fields in which a consultant writes own work, prices and problems, with their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.format_model import load_format_model

Texts = Mapping[str, str]


class OwnKind(StrEnum):
    """What is written: a piece of work, a price of one, a problem."""

    ITEM = "item"
    PRICE = "price"
    PROBLEM = "problem"

    @property
    def label(self) -> str:
        """Return the word shown to people."""
        return {"item": "仕事", "price": "相場", "problem": "困りごと"}[self.value]


class Form(StrEnum):
    """How a field is typed; LINES holds one thing a line, WORK ids of work, one a line."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    YEN = "yen"
    COUNT = "count"
    HOURS = "hours"
    DAY = "day"
    CHOICE = "choice"
    WORK = "work"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field.

    Attributes:
        key: name of its text.
        word: label above it.
        missing: why it is needed and what to do, said while it is empty; empty = optional.
        hint: an example or what is meant.
        options: (value, word) of a choice.
        most: how many entries, units or signs it takes at most; 0 = the usual limit.
        beside: stands on the line of the field before.
    """

    key: str
    word: str
    form: Form
    missing: str = ""
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    most: int = 0
    beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a form.

    Attributes:
        word: its name.
        fields: what is written in it.
        repeats: key before the number of each copy (`sub_issue` gives `sub_issue.1.name`);
            empty = the part is there once.
        least: how many copies there have to be.
        missing: said while there are fewer.
    """

    word: str
    fields: tuple[Field, ...]
    repeats: str = ""
    least: int = 0
    missing: str = ""

    def copies(self, texts: Texts) -> tuple[str, ...]:
        """Return the numbers of the copies that `texts` hold, in their order."""
        if not self.repeats:
            return ()
        heads = (key.split(".") for key in texts if key.startswith(f"{self.repeats}."))
        return tuple(dict.fromkeys(head[1] for head in heads))

    def copy(self, number: str) -> tuple[Field, ...]:
        """Return the fields of one copy."""
        return tuple(replace(f, key=f"{self.repeats}.{number}.{f.key}") for f in self.fields)

    def all_fields(self, texts: Texts) -> tuple[Field, ...]:
        """Return the fields of the part as often as they are there."""
        if not self.repeats:
            return self.fields
        return tuple(field for number in self.copies(texts) for field in self.copy(number))


UNDECIDED = ("", "まだ決めない")
FITS = (("best", "いちばん向く"), ("good", "向く"), ("bad", "向かない"), ("", "どちらでもない"))
_YES_NO = (UNDECIDED, ("yes", "要る"), ("no", "要らない"), ("要確認", "要確認"))
_NEEDS = (UNDECIDED, ("none", "扱わない"), ("possible", "扱うことがある"), ("yes", "扱う"))
_VERDICTS = (
    UNDECIDED,
    ("inside", "社内で行う"),
    ("shikaku", "資格のある人に頼む"),
    ("bengoshi", "弁護士に頼む"),
    ("zeirishi", "税理士に頼む"),
    ("sharoshi", "社会保険労務士に頼む"),
    ("gyosei", "行政書士に頼む"),
    ("shiho", "司法書士に頼む"),
    ("benrishi", "弁理士に頼む"),
    ("kancho", "役所の窓口に聞く"),
    ("avoid", "この頼み方はしない"),
    ("never", "だれにも頼まない"),
)
_ONE_A_LINE = "1行に 1つずつ書きます"

_MONEY = (
    Field(
        key="low",
        word="低め（税別）",
        form=Form.YEN,
        missing="見積りの幅に使います。これより安くは頼まない額を書いてください。",
    ),
    Field(
        key="typical",
        word="ふつう（税別）",
        form=Form.YEN,
        missing="予定の金額に使います。よくある額を書いてください。",
        beside=True,
    ),
    Field(
        key="high",
        word="高め（税別）",
        form=Form.YEN,
        missing="見積りの幅に使います。高くてもここまでという額を書いてください。",
        beside=True,
    ),
    Field(
        key="per",
        word="何あたりの金額か",
        form=Form.LINE,
        missing="金額の横に出ます。「1点」「1時間」のように書いてください。",
        hint="例：1点、1時間、採用1案",
    ),
    Field(
        key="priced_on",
        word="金額を確かめた日",
        form=Form.DAY,
        missing="古い金額と見分けるために出します。日付を書いてください。",
        hint="例：2026年10月31日",
        beside=True,
    ),
    Field(
        key="basis",
        word="金額の根拠",
        form=Form.TEXT,
        missing="金額の横と書類に出ます。何を見て決めた額かを書いてください。",
        hint="例：県内の発注 6件（2025〜2026年）",
    ),
)


_NAME = Field(
    key="name",
    word="仕事の名前",
    form=Form.LINE,
    missing="一覧と書類に出ます。短い名前を書いてください。",
)
_CONTENT = (
    Field(
        key="deliverable",
        word="できあがり（成果物）",
        form=Form.TEXT,
        missing="依頼文の中心になります。受け取るものを書いてください。",
    ),
    Field(
        key="unit",
        word="数える単位",
        form=Form.LINE,
        missing="数量と単価に付きます。「点」「本」のように書いてください。",
        hint="例：点、本、時間",
    ),
    Field(key="quantity_low", word="少ないとき", form=Form.COUNT, beside=True),
    Field(
        key="quantity",
        word="ふつうの数量",
        form=Form.COUNT,
        missing="仕事を足すときの数量になります。1以上の数を書いてください。",
        beside=True,
    ),
    Field(key="quantity_high", word="多いとき", form=Form.COUNT, beside=True),
    Field(
        key="hours",
        word="1単位の作業時間",
        form=Form.HOURS,
        missing="報酬が低すぎないかを確かめるのに使います。時間を書いてください。",
        hint="例：8、1.5",
    ),
    Field(key="days_low", word="早いとき（日）", form=Form.COUNT, beside=True),
    Field(
        key="days",
        word="ふつうの日数",
        form=Form.COUNT,
        missing="予定を立てるのに使います。契約から納品までの日数を書いてください。",
        beside=True,
    ),
    Field(key="days_high", word="遅いとき（日）", form=Form.COUNT, beside=True),
    Field(
        key="inputs",
        word="会社に用意していただくもの",
        form=Form.LINES,
        missing="準備リストになります。1つ以上書いてください。",
        hint=_ONE_A_LINE,
    ),
    Field(
        key="acceptance",
        word="合格の条件",
        form=Form.LINES,
        missing="検収の決め手になります。見て分かる条件を 1つ以上書いてください。",
        hint=_ONE_A_LINE,
    ),
    Field(key="skills", word="必要な技術・経験", form=Form.LINES, hint=_ONE_A_LINE),
    Field(key="prerequisites", word="先に終わっている必要がある仕事", form=Form.WORK),
)


def _work_type() -> Field:
    types = tuple((w.id, f"{w.category_name} › {w.name}") for w in load_catalogue().work_types)
    return Field(
        key="work_type",
        word="仕事の種類",
        form=Form.CHOICE,
        options=(UNDECIDED, *types),
        missing="依頼文のひな形を選ぶのに使います。近いものを選んでください。",
    )


def _formats() -> tuple[Field, ...]:
    fields = []
    for format_ in RequestFormat:
        fields.append(
            Field(
                key=f"fit_{format_.value}", word=format_.label, form=Form.CHOICE, options=FITS[::-1]
            )
        )
        fields.append(
            Field(key=f"why_{format_.value}", word="その理由", form=Form.LINE, beside=True)
        )
    for number, question in enumerate(load_format_model().questions):
        options = tuple((choice.id, choice.label) for choice in question.options)
        fields.append(
            Field(
                key=f"profile_{question.id}",
                word=question.short,
                form=Form.CHOICE,
                options=(UNDECIDED, *options),
                beside=number % 2 == 1,
            )
        )
    return tuple(fields)


_RIGHTS = (
    Field(
        key="rights_note",
        word="権利の扱い",
        form=Form.TEXT,
        missing="依頼文と契約の覚え書きになります。著作権などをどうするかを書いてください。",
    ),
    Field(
        key="withholding",
        word="源泉徴収（相手が個人のとき）",
        form=Form.CHOICE,
        options=_YES_NO,
        missing="支払う額が変わります。分からないときは「要確認」を選んでください。",
    ),
    Field(key="withholding_why", word="源泉徴収の理由", form=Form.TEXT),
    Field(
        key="personal_data",
        word="個人情報",
        form=Form.CHOICE,
        options=_NEEDS,
        missing="依頼形式の判断に使います。近いものを選んでください。",
    ),
    Field(
        key="secret",
        word="社外秘の資料",
        form=Form.CHOICE,
        options=_NEEDS,
        missing="依頼形式の判断に使います。近いものを選んでください。",
        beside=True,
    ),
    Field(key="legal_notes", word="頼む前に気を付けること", form=Form.TEXT),
)
_WORDS = (
    Field(
        key="keywords",
        word="見つける言葉",
        form=Form.LINES,
        hint="相談の中に出てくる物や作業の名前を、1行に 1つずつ書きます",
    ),
    Field(
        key="paraphrases",
        word="相談者の言い方",
        form=Form.LINES,
        hint="話し言葉の文を、1行に 1つずつ書きます。10文あると見つかりやすくなります",
    ),
)


def _heading_named(word: str) -> Field:
    """Return the field of a name that becomes a heading of the tree."""
    missing = "分解の見出しになります。短い名前を書いてください。"
    return Field(key="name", word=word, form=Form.LINE, missing=missing)


_PROBLEM = (
    _heading_named("困りごとの名前"),
    *_WORDS,
    Field(key="order_of_work", word="進める順番", form=Form.LINES, hint=_ONE_A_LINE),
    Field(key="pitfalls", word="よくあるつまずき", form=Form.LINES, hint=_ONE_A_LINE),
)
_SUB_ISSUE = (
    _heading_named("細かな課題の名前"),
    Field(key="core", word="まず要る仕事", form=Form.WORK),
    Field(key="nice", word="あると役立つ仕事", form=Form.WORK),
    Field(key="reason", word="頼める理由", form=Form.TEXT),
    Field(
        key="signs",
        word="この課題と分かる言い方",
        form=Form.LINES,
        hint="相談者の話し言葉を、1行に 1つずつ書きます",
    ),
    Field(
        key="depends_on",
        word="先に進める細かな課題",
        form=Form.LINES,
        hint="ほかの細かな課題の名前を、1行に 1つずつ書きます",
    ),
    Field(key="keep_inside", word="社内に残すこと", form=Form.LINES, hint=_ONE_A_LINE),
)
_KEPT_BACK = (
    Field(
        key="name",
        word="発注しないものの名前",
        form=Form.LINE,
        missing="書類に出ます。何を頼まないのかを書いてください。",
    ),
    Field(
        key="verdict",
        word="どうするか",
        form=Form.CHOICE,
        options=_VERDICTS,
        missing="相談先の案内に使います。近いものを選んでください。",
    ),
    Field(
        key="who",
        word="だれに頼むか",
        form=Form.LINE,
        missing="書類に出ます。相談先か、行う人を書いてください。",
        beside=True,
    ),
    Field(
        key="reason",
        word="頼まない理由",
        form=Form.TEXT,
        missing="会社に説明する文になります。理由を書いてください。",
    ),
    Field(
        key="instead",
        word="代わりに頼めること",
        form=Form.TEXT,
        missing="次の一歩を示します。頼めることか、することを書いてください。",
    ),
)
_QUESTION = (
    Field(
        key="ask",
        word="質問",
        form=Form.LINE,
        missing="聞き取りで使います。聞く文を書いてください。",
    ),
    Field(key="why", word="聞く理由", form=Form.LINE),
    Field(
        key="points_to",
        word="答えで分かる細かな課題",
        form=Form.LINES,
        hint="細かな課題の名前を、1行に 1つずつ書きます",
    ),
)
_GOAL = (
    Field(
        key="goal",
        word="目標",
        form=Form.LINE,
        missing="成果の測り方になります。目指す姿を書いてください。",
    ),
    Field(
        key="measure",
        word="何で測るか",
        form=Form.LINE,
        missing="成果の測り方になります。数えるものを書いてください。",
    ),
)
_ONE_WORK = Field(
    key="item",
    word="どの仕事の相場か",
    form=Form.WORK,
    most=1,
    missing="この仕事の金額に使います。仕事を 1つ選んでください。",
)


@cache
def form_of(kind: OwnKind) -> tuple[Part, ...]:
    """Return the parts of the form for one kind of entry."""
    match kind:
        case OwnKind.ITEM:
            return (
                Part(word="内容", fields=(_NAME, _work_type(), *_CONTENT)),
                Part(word="お金", fields=_MONEY),
                Part(word="見つける言葉", fields=_WORDS),
                Part(word="権利・税・注意", fields=_RIGHTS),
                Part(word="依頼形式", fields=_formats()),
            )
        case OwnKind.PRICE:
            return (Part(word="相場", fields=(_ONE_WORK, *_MONEY)),)
        case OwnKind.PROBLEM:
            return (
                Part(word="困りごと", fields=_PROBLEM),
                Part(
                    word="細かな課題",
                    fields=_SUB_ISSUE,
                    repeats="sub_issue",
                    least=1,
                    missing="仕事はここにつながります。細かな課題を 1つ以上足してください。",
                ),
                Part(word="発注しないもの", fields=_KEPT_BACK, repeats="not_to_order"),
                Part(word="質問", fields=_QUESTION, repeats="question"),
                Part(word="目標", fields=_GOAL, repeats="goal"),
            )


def fields_of(kind: OwnKind, texts: Texts) -> tuple[Field, ...]:
    """Return every field of an entry, repeated ones as often as they are there."""
    return tuple(field for part in form_of(kind) for field in part.all_fields(texts))
