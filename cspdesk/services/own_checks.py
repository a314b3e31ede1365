"""What is still wrong with the fields of an own entry: what, why and what to do, field by field."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from itertools import pairwise

from cspdesk.domain.request_format import RequestFormat
from cspdesk.domain.typed_values import parse_count, parse_day, parse_hours, parse_yen
from cspdesk.services.own_fields import Field, Form, OwnKind, Texts, fields_of, form_of
from cspdesk.services.own_judging import MOST_DAYS, MOST_HOURS, MOST_UNITS, MOST_YEN
from cspdesk.services.own_texts import lines_of, on_one_line, shown

_MOST_SIGNS = {Form.LINE: 100, Form.TEXT: 2_000}
_MOST_LINES, _MOST_LINE = 200, 300
_EARLIEST = date(1990, 1, 1)
_THREES = (
    ("low", "typical", "high"),
    ("quantity_low", "quantity", "quantity_high"),
    ("days_low", "days", "days_high"),
)


def faults_of(
    kind: OwnKind, texts: Texts, today: date, known: Collection[str], entry_id: str = ""
) -> dict[str, str]:
    """Return a sentence for each field that keeps the entry from being used, in their order.

    Args:
        kind: what is written.
        texts: what is typed, by the keys of the fields.
        today: no price was looked at later.
        known: ids of the work there is.
        entry_id: of the entry itself, which cannot come before itself.
    """
    faults: dict[str, str] = {}
    for field in fields_of(kind, texts):
        if said := _field_fault(field, texts.get(field.key, ""), today, known):
            faults[field.key] = said
    for key, said in _between_fields(kind, texts, entry_id):
        faults.setdefault(key, said)
    order = [field.key for field in fields_of(kind, texts)]
    place = {key: number for number, key in enumerate(order)}
    return dict(sorted(faults.items(), key=lambda pair: place.get(pair[0], len(order))))


def _field_fault(field: Field, text: str, today: date, known: Collection[str]) -> str:
    plain = shown(text)
    if not plain:
        return f"「{field.word}」がありません。{field.missing}" if field.missing else ""
    if field.form is Form.DAY:
        return _day_fault(plain, today)
    if field.form is Form.WORK:
        return _work_fault(field, plain, known)
    return _BY_FORM[field.form](field, plain)


def _yen_fault(_field: Field, text: str) -> str:
    amount = parse_yen(text)
    if amount is None:
        return "金額として読めません。数字で書いてください（例：30,000円、3万）。"
    if amount < 1:
        return "0円では目安になりません。1円以上の額を書いてください。"
    if amount > MOST_YEN:
        return "1億円を超えています。桁を確かめてください。"
    return ""


def _count_fault(field: Field, text: str) -> str:
    number = parse_count(text)
    most = MOST_DAYS if field.key.startswith("days") else MOST_UNITS
    if number is None:
        return "数として読めません。数字で書いてください（例：12）。"
    if number < 1:
        return "0では使えません。1以上の数を書いてください。"
    if number > most:
        return f"大きすぎます。{most:,}までの数を書いてください。"
    return ""


def _hours_fault(_field: Field, text: str) -> str:
    hours = parse_hours(text)
    if hours is None:
        return "時間として読めません。数字で書いてください（例：8、1.5）。"
    if not 0 < hours <= MOST_HOURS:
        return f"0より大きく、{MOST_HOURS:,}時間までで書いてください。"
    return ""


def _day_fault(text: str, today: date) -> str:
    day = parse_day(text, today)
    if day is None:
        return "日付として読めません。年月日で書いてください（例：2026年10月31日）。"
    if day > today:
        return "まだ来ていない日です。金額を確かめた日を、年から書いてください。"
    if day < _EARLIEST:
        return "古すぎます。金額を確かめた日を、年から書いてください。"
    return ""


def _work_fault(field: Field, text: str, known: Collection[str]) -> str:
    names = lines_of(text)
    if any(name not in known for name in names):
        return "なくなった仕事が入っています。外してから、選び直してください。"
    if field.most and len(names) > field.most:
        return f"選べるのは {field.most}つまでです。ほかを外してください。"
    return ""


def _lines_fault(_field: Field, text: str) -> str:
    lines = lines_of(text)
    if len(lines) > _MOST_LINES:
        return f"多すぎます（{len(lines):,}行）。{_MOST_LINES}行までにしてください。"
    if any(len(line) > _MOST_LINE for line in lines):
        return f"長すぎる行があります。1行を {_MOST_LINE}字までにして、分けてください。"
    return ""


def _length_fault(field: Field, text: str) -> str:
    most = _MOST_SIGNS[field.form]
    if len(text) > most:
        return f"長すぎます（{len(text):,}字）。{most:,}字までに短くしてください。"
    return ""


def _choice_fault(field: Field, text: str) -> str:
    offered = any(value == text for value, _word in field.options)
    return "" if offered else "今は選べない答えです。選び直してください。"


_BY_FORM: dict[Form, Callable[[Field, str], str]] = {
    Form.YEN: _yen_fault,
    Form.COUNT: _count_fault,
    Form.HOURS: _hours_fault,
    Form.CHOICE: _choice_fault,
    Form.LINES: _lines_fault,
    Form.LINE: _length_fault,
    Form.TEXT: _length_fault,
}


def _between_fields(kind: OwnKind, texts: Texts, entry_id: str) -> Iterator[tuple[str, str]]:
    yield from _rising(kind, texts)
    if kind is OwnKind.PROBLEM:
        yield from _problem_faults(texts)
    if kind is OwnKind.ITEM:
        yield from _format_faults(texts)
        if entry_id in lines_of(texts.get("prerequisites", "")):
            yield (
                "prerequisites",
                "この仕事自身が入っています。始められなくなるので外してください。",
            )
    if kind is not OwnKind.PRICE and not (
        lines_of(texts.get("keywords", "")) or lines_of(texts.get("paraphrases", ""))
    ):
        yield (
            "keywords",
            "見つける言葉がありません。相談の言葉から候補に出すのに使います。"
            "ここか「相談者の言い方」に 1つ以上書いてください。",
        )


def _rising(kind: OwnKind, texts: Texts) -> Iterator[tuple[str, str]]:
    words = {field.key: field.word for field in fields_of(kind, texts)}
    for keys in _THREES:
        read = parse_yen if keys[0] == "low" else parse_count
        there = [(key, n) for key in keys if (n := read(texts.get(key, ""))) is not None]
        for (before, low), (key, high) in pairwise(there):
            if high < low:
                yield key, f"「{words[before]}」より小さくなっています。小さい順に書いてください。"


def _format_faults(texts: Texts) -> Iterator[tuple[str, str]]:
    fits = {f: texts.get(f"fit_{f.value}", "") for f in RequestFormat}
    first = f"fit_{next(iter(RequestFormat)).value}"
    best = [f for f, fit in fits.items() if fit == "best"]
    if not best and "good" not in fits.values():
        yield (
            first,
            "向く依頼形式がありません。形式をすすめるのに使います。"
            "1つを「いちばん向く」にしてください。",
        )
    if len(best) > 1:
        yield (
            f"fit_{best[1].value}",
            "「いちばん向く」は 1つだけです。ほかは「向く」にしてください。",
        )
    crowd = fits[RequestFormat.TASK] in ("best", "good")
    if crowd and texts.get("personal_data") == "yes":
        yield (
            f"fit_{RequestFormat.TASK.value}",
            "個人情報を扱う仕事は、大勢に渡すタスク形式にできません。「向かない」にしてください。",
        )


def _problem_faults(texts: Texts) -> Iterator[tuple[str, str]]:
    for part in form_of(OwnKind.PROBLEM):
        if part.repeats and len(part.copies(texts)) < part.least:
            yield part.repeats, f"「{part.word}」がありません。{part.missing}"
    names = {
        key: on_one_line(text)
        for key, text in texts.items()
        if key.startswith("sub_issue.") and key.endswith(".name") and shown(text)
    }
    seen: set[str] = set()
    for key, name in names.items():
        if name in seen:
            yield key, "同じ名前の細かな課題があります。見分けられる名前にしてください。"
        seen.add(name)
    for key, text in texts.items():
        if key.endswith((".depends_on", ".points_to")):
            own = texts.get(f"{key.rpartition('.')[0]}.name", "") if "sub_issue" in key else ""
            missing = [name for name in lines_of(text) if name not in seen]
            if missing:
                yield (
                    key,
                    f"「{missing[0]}」という細かな課題がありません。上の名前と同じに書いてください。",
                )
            elif on_one_line(own) in lines_of(text):
                yield key, "この課題自身が入っています。外してください。"
