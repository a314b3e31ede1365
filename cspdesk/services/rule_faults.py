"""What is wrong with a rule file, said to the people who wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cspdesk.errors import DataFileError

# Each with the words that its groups go into.
Parts = tuple[tuple[re.Pattern[str], str], ...]

UNNAMED = "書き方を見直してください"
_WHOLE = {
    "is not objected to": "悪い例なのに、このルールに当たりません",
    "is objected to": "良い例なのに、このルールに当たります",
    "cannot be read": "読み取れません。読む許可を確かめてください",
    "unknown key": "この名前の項目はありません",
    "holds a sign that cannot be shown": (
        "画面に出ない文字（制御文字や、向きを変える文字）があります。消してください"
    ),
    "must not be empty": "空にはできません",
    "must be the name of the file": "ファイルの名前と同じにしてください",
    "must be X- and capital letters, digits or hyphens": (
        "「X-」で始め、英大文字・数字・ハイフンで書いてください"
    ),
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
    "needs a text": '文字（"…"）で書いてください',
    "needs a text, or facts under given": "文章（text）が要ります",
    "needs a whole number": "整数で書いてください",
    "must be later than the first day": "適用を始める日（from）より後の日にしてください",
    "needs true or false": "true か false で書いてください",
    "needs a date such as 2026-01-01": "日付を 2026-01-01 の形で、引用符なしで書いてください",
    "needs a list of texts": '文字の並び（["…", "…"]）で書いてください',
    "needs texts only": "並びの中は文字だけにしてください",
    "needs a number and a date": "数と日付の並び（[…, 2026-01-01]）で書いてください",
    "needs words, and a name of its own": "言葉と、ほかにない名前が要ります",
    "needs a table": "表（[名前]）で書いてください",
    "needs a list of tables": "表の並び（[[名前]]）で書いてください",
}
_PARTS: Parts = (
    (
        re.compile(r"needs (\d+) good and \d+ bad examples"),
        "良い例（[[good]]）と悪い例（[[bad]]）が、それぞれ {} つ以上要ります",
    ),
    (re.compile(r"is longer than (\d+) characters"), "{} 文字以内にしてください"),
    (re.compile(r"needs a number from (\d) on"), "{} 以上の整数で書いてください"),
    (re.compile(r"needs a day from (\d+) to (\d+)"), "{}年から{}年までの日付にしてください"),
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
    (re.compile(r"(?s)'?(.*?)'? is (?:unknown|not a valid \w+)"), "「{}」という値は使えません"),
    (re.compile(r"unknown: (.*)"), "「{}」という見出しはありません"),
    (re.compile(r"(.*) is no field of a posting"), "「{}」という依頼文の欄はありません"),
    (re.compile(r"Exceeds the limit .*"), "数の桁が多すぎます"),
    (re.compile(r"is larger than (\d+) KB"), "大きさが {} KB を超えています"),
    (re.compile(r"holds more than (\d+) files"), "ファイルが {} 個を超えています"),
    (
        re.compile(r"(?s).*\(at line (\d+), column (\d+)\)"),
        "{}行目の {}文字目が TOML の書き方になっていません",
    ),
    (
        re.compile(r"(?s).*\(at end of document\)"),
        "ファイルの終わりで、TOML の書き方が途中になっています",
    ),
    (re.compile(r"(?s).*codec can't decode.*"), "文字の符号が UTF-8 ではありません"),
)


def fault_words(error: DataFileError) -> str:
    """Return key and fault as one line, e.g. `id：空にはできません。` for people."""
    said = f"{_words(error.expected)}。"
    return f"{error.key}：{said}" if error.key else said


def looked_up(expected: str, whole: Mapping[str, str], parts: Parts) -> str:
    """Return the words for a fault: told as a whole, or by its parts; empty where none fit."""
    if expected in whole:
        return whole[expected]
    for pattern, words in parts:
        if found := pattern.fullmatch(expected):
            return words.format(*found.groups())
    return ""


def _words(expected: str) -> str:
    if said := looked_up(expected, _WHOLE, _PARTS):
        return said
    # The library words in English why a pattern does not compile.
    part, sign, _ = expected.partition(": ")
    return f"「{part}」を正規表現として読めません" if sign else UNNAMED
