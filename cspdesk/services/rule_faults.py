"""What is wrong with a rule file, said to the people who wrote it."""

from __future__ import annotations

import re

from cspdesk.errors import DataFileError
from cspdesk.services.file_faults import UNNAMED, Parts, line, said_of

_WHOLE = {
    "is not objected to": "悪い例なのに、このルールに当たりません",
    "is objected to": "良い例なのに、このルールに当たります",
    "an own rule is not confirmed by the authors of the program": (
        "自社のルールに「確認済」は使えません。「自社で登録」か「要確認」にしてください"
    ),
    "an own rule looks at words only": "missing、expression、combination のどれかにしてください",
    "is answered by a rule of the program": "付属のルールが答える項目です。外してください",
    "is for rules of the program only": "自社のルールには使えません。外してください",
    "examples of a platform's rule name the platform": (
        "サービスごとのルールの例には、サービス（platform）を書いてください"
    ),
    "would let a rule of the program fall silent": (
        "付属のルールの指摘が隠れるため使えません。外してください"
    ),
    "an error must rest on what was confirmed": (
        "「確認済」でないルールは error にできません。warning か info にしてください"
    ),
    "needs at least one source": "出どころ（[[source]]）が 1つ以上要ります",
    "has nothing to look for": "探す言葉（signal、present、group）がありません",
    "needs at least one part": "探す言葉が 1つ以上要ります",
    "a group needs signals": "探す言葉（signal）がありません",
    "needs a text, or facts under given": "文章（text）が要ります",
    "must be later than the first day": "適用を始める日（from）より後の日にしてください",
    "needs a number and a date": "数と日付の並び（[…, 2026-01-01]）で書いてください",
    "needs words, and a name of its own": "言葉と、ほかにない名前が要ります",
}
_PARTS: Parts = (
    (
        re.compile(r"needs (\d+) good and \d+ bad examples"),
        "良い例（[[good]]）と悪い例（[[bad]]）が、それぞれ {} つ以上要ります",
    ),
    (re.compile(r"no concept named (\w+)"), "@{} という共通の言葉はありません"),
    (re.compile(r"no figure named ([\w.]+)"), "{} という数値はありません"),
    (re.compile(r"no fact (?:of this name|named .*)"), "この名前の事実はありません"),
    (
        re.compile(r"(?s)(.*): repeats without bounds: (.*)"),
        "「{}」の繰り返し「{}」に上限がないか、長すぎるか、重なっています",
    ),
    (
        re.compile(r"(?s)(.*): write a backslash before (.*)"),
        "「{}」の「{}」は、字として探すなら前に \\ を付けて書いてください",
    ),
    (re.compile(r"(.*) is no field of a posting"), "「{}」という依頼文の欄はありません"),
)


def fault_words(error: DataFileError) -> str:
    """Return key and fault as one line, e.g. `id：空にはできません。` for people."""
    return line(error.key, said_of(error.expected, _WHOLE, _PARTS) or _last_resort(error.expected))


def _last_resort(expected: str) -> str:
    # The library words in English why a pattern does not compile.
    part, sign, _ = expected.partition(": ")
    return f"「{part}」を正規表現として読めません" if sign else UNNAMED
