"""What is wrong with a file of own work, said to the consultant who wrote it."""

from __future__ import annotations

import re

from cspdesk.errors import DataFileError
from cspdesk.services.file_faults import UNNAMED, Parts, line, said_of

_WHOLE = {
    "is no work type": "18の仕事の種類のどれかにしてください",
    "an own price is own": "自分の仕事の金額は「自社で登録」にしてください",
    "must rise": "低め、ふつう、高め（low、typical、high）の順に大きくし、1円以上にしてください",
    "is too large": "大きすぎます",
    "must be above zero": "0 より大きい数にしてください",
    "needs at least one": "1つ以上書いてください",
    "needs yes, no or 要確認": "yes、no、要確認 のどれかにしてください",
    "needs none, possible or yes": "none、possible、yes のどれかにしてください",
    "needs project, competition or task": "project、competition、task のどれかにしてください",
    "needs suited formats": "向く形式を 1つ以上書き、向かない形式と重ねないでください",
    "never gives personal data to a crowd": "個人情報を扱う仕事に、タスク形式は使えません",
    "is no answer to a question of the format": "依頼形式の質問にない答えです",
    "parts begin with the id of the problem": (
        "細かな課題と発注しないものの id は、困りごとの id と点で始め、重ねないでください"
    ),
    "names no sub-issue of this problem": "この困りごとにない細かな課題を指しています",
    "is no verdict": "発注しないものの判定（verdict）が、決まった言葉ではありません",
    "needs core or nice": "priority は core か nice にしてください",
    "holds no entry": "仕事（[[item]]）も困りごと（[[problem]]）も相場（[[price]]）もありません",
    "is not what was written": "書きかけとして読み取れません",
    "run in a circle": "先に要る仕事が輪になっています",
    "needs three rising numbers": "少ない順の 3つの整数で書いてください",
    "needs three whole numbers": "少ない順の 3つの整数で書いてください",
    "needs a number": "数で書いてください",
    "needs a table of texts": "文字だけの表で書いてください",
}
_PARTS: Parts = (
    (re.compile(r"unknown keys: (.*)"), "「{}」という見出しはありません"),
    (re.compile(r"(.*) is taken"), "「{}」は、ほかの所でも使われています"),
    (re.compile(r"(.*) is no work item"), "「{}」という仕事はありません"),
    (re.compile(r"(.*) is no ground"), "「{}」という根拠はありません"),
)


# Keys as the fields of the window call them, for people who never see a file from inside.
_KEYS = {
    "id": "番号",
    "work_type": "仕事の種類",
    "name": "名前",
    "deliverable": "できあがり",
    "unit": "数える単位",
    "quantity": "数量",
    "inputs": "会社に用意していただくもの",
    "skills": "必要な技術・経験",
    "formats": "依頼形式",
    "unsuitable": "依頼形式",
    "price": "金額",
    "hours": "作業時間",
    "days": "日数",
    "acceptance": "合格の条件",
    "rights_note": "権利の扱い",
    "withholding": "源泉徴収",
    "personal_data": "個人情報",
    "secret": "社外秘の資料",
    "keywords": "見つける言葉",
    "paraphrases": "相談者の言い方",
    "sub_issue": "細かな課題",
    "not_to_order": "発注しないもの",
    "item": "仕事",
    "items": "仕事",
    "prerequisites": "先に終わっている必要がある仕事",
}
# The same for what is told with the values of files, as the choices of the window call them.
_FOR_PEOPLE = {
    "must rise": "低め、ふつう、高めの順に大きくし、1円以上にしてください",
    "needs yes, no or 要確認": "「要る」「要らない」「要確認」のどれかにしてください",
    "needs none, possible or yes": ("「扱わない」「扱うことがある」「扱う」のどれかにしてください"),
    "needs project, competition or task": (
        "プロジェクト形式、コンペ形式、タスク形式のどれかにしてください"
    ),
    "needs core or nice": "「まず要る仕事」か「あると役立つ仕事」のどちらかにしてください",
    "is no verdict": "発注しないものの「どうするか」が、決まった答えではありません",
    "parts begin with the id of the problem": (
        "細かな課題と発注しないものの番号は、困りごとの番号と点で始め、重ねないでください"
    ),
    "holds no entry": "仕事も困りごとも相場もありません",
    "must be X- and capital letters, digits or hyphens": (
        "番号は「X-」で始め、英大文字・数字・ハイフンにしてください"
    ),
    "needs a date such as 2026-01-01": "日付にしてください（例：2026-01-01）",
    "needs a list of texts": "文字の並びで書いてください",
    "needs a text": "文字で書いてください",
    "needs a table": "項目をまとめた形で書いてください",
    "needs a list of tables": "項目をまとめた形を並べて書いてください",
}
_ENTRY = re.compile(r"\.?(item|price|problem)\[(\d+)\]\.?")
_ENTRY_WORDS = {"item": "仕事", "price": "相場", "problem": "困りごと"}


def own_fault_words(error: DataFileError) -> str:
    """Return key and fault as one line for people."""
    said = said_of(error.expected, _WHOLE, _PARTS) or UNNAMED
    return line(_place(error.key), said)


def _place(key: str) -> str:
    found = _ENTRY.match(key)
    if found is None:
        return key.removeprefix(".")
    rest = key[found.end() :]
    entry = f"{int(found[2]) + 1}番目の{_ENTRY_WORDS[found[1]]}"
    return f"{entry}の {rest}" if rest else entry


def exchange_fault_words(error: DataFileError) -> str:
    """Return the fault for people who were given the file: no key of it, but what it is about."""
    found = _ENTRY.match(error.key)
    rest = (error.key[found.end() :] if found else error.key).lstrip(".")
    word = _KEYS.get(re.split(r"[.\[]", rest, maxsplit=1)[0], "")
    told = _FOR_PEOPLE.get(error.expected, "")
    said = f"{told}。" if told else own_fault_words(DataFileError(error.file, "", error.expected))
    said = said.replace("TOML の書き方", "決まった書き方")
    entry = _place(found.group()) if found else ""
    about = f"{entry}の「{word}」" if entry and word else entry or (f"「{word}」" if word else "")
    return f"{about}：{said}" if about else said
