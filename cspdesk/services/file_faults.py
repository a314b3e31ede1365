"""What is wrong with a file that somebody wrote, whatever is in it, said to that person."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Each with the words that its groups go into.
Parts = tuple[tuple[re.Pattern[str], str], ...]

UNNAMED = "書き方を見直してください"
"""Said of a fault that has no words of its own."""

_WHOLE = {
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
    "needs a text": '文字（"…"）で書いてください',
    "needs a whole number": "整数で書いてください",
    "needs true or false": "true か false で書いてください",
    "needs a date such as 2026-01-01": "日付を 2026-01-01 の形で、引用符なしで書いてください",
    "needs a list of texts": '文字の並び（["…", "…"]）で書いてください',
    "needs texts only": "並びの中は文字だけにしてください",
    "needs a table": "表（[名前]）で書いてください",
    "needs a list of tables": "表の並び（[[名前]]）で書いてください",
}
_PARTS: Parts = (
    (re.compile(r"is longer than (\d+) characters"), "{} 文字以内にしてください"),
    (re.compile(r"needs a number from (\d) on"), "{} 以上の整数で書いてください"),
    (re.compile(r"needs a day from (\d+) to (\d+)"), "{}年から{}年までの日付にしてください"),
    (re.compile(r"(?s)'?(.*?)'? is (?:unknown|not a valid \w+)"), "「{}」という値は使えません"),
    (re.compile(r"unknown: (.*)"), "「{}」という見出しはありません"),
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


def said_of(expected: str, whole: Mapping[str, str], parts: Parts) -> str:
    """Return the words for a fault, empty where none fit.

    Args:
        expected: the fault as the readers name it.
        whole: words of the kind of file for a fault as a whole.
        parts: its words for faults that name what they are about.
    """
    return _looked_up(expected, whole, parts) or _looked_up(expected, _WHOLE, _PARTS)


def _looked_up(expected: str, whole: Mapping[str, str], parts: Parts) -> str:
    if expected in whole:
        return whole[expected]
    for pattern, words in parts:
        if found := pattern.fullmatch(expected):
            return words.format(*found.groups())
    return ""


def line(key: str, said: str) -> str:
    """Return place and words as one line, e.g. `id：空にはできません。`."""
    return f"{key}：{said}。" if key else f"{said}。"
