"""From own entries to the texts of their fields, and from such texts to what is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from cspdesk.domain.catalogue import (
    CatalogueItem,
    NotToOrder,
    PriceRange,
    Problem,
    SubIssue,
)
from cspdesk.domain.request_format import RequestFormat
from cspdesk.domain.source import Confidence
from cspdesk.domain.typed_values import (
    format_day,
    format_yen,
    parse_count,
    parse_day,
    parse_hours,
    parse_yen,
)
from cspdesk.services.catalogue import default_grounds
from cspdesk.services.own_catalogue import LINE_ENDS, NO_WIDTH, UNSHOWN
from cspdesk.services.own_fields import Form, OwnKind, Part, Texts, fields_of, form_of
from cspdesk.services.own_file import OwnPrice

OwnEntry = CatalogueItem | OwnPrice | Problem
_IDS = {"sub_issue": "s", "not_to_order": "x", "question": "q"}


def shown(text: str) -> str:
    """Return a text without the signs that no screen shows; empty where no other is left."""
    plain = UNSHOWN.sub("", LINE_ENDS.sub("\n", text).replace("\t", " ")).strip()
    return plain if NO_WIDTH.sub("", plain).strip() else ""


def on_one_line(text: str) -> str:
    """Return what a text shows on one line, ends of lines as blanks."""
    return shown(LINE_ENDS.sub(" ", text))


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text that say something, each once."""
    return tuple(dict.fromkeys(line for raw in shown(text).split("\n") if (line := shown(raw))))


def id_of(entry: OwnEntry) -> str:
    """Return the id of an entry; a price has that of its work."""
    return entry.item_id if isinstance(entry, OwnPrice) else entry.id


def kind_of(entry: OwnEntry) -> OwnKind:
    """Return what an entry is."""
    if isinstance(entry, OwnPrice):
        return OwnKind.PRICE
    return OwnKind.PROBLEM if isinstance(entry, Problem) else OwnKind.ITEM


# ---- from entries to texts ----


def texts_of(entry: OwnEntry) -> dict[str, str]:
    """Return what the fields of an entry show, by key."""
    match entry:
        case CatalogueItem():
            return dict(_item_texts(entry))
        case OwnPrice():
            return {"item": entry.item_id, **_price_texts(entry.price)}
        case Problem():
            return dict(_problem_texts(entry))


def without_ids(texts: Texts) -> dict[str, str]:
    """Return the texts as those of another entry, whose parts get ids of their own."""
    return {key: text for key, text in texts.items() if key.rpartition(".")[2] != "id"}


def with_copy(part: Part, texts: Texts) -> tuple[dict[str, str], str]:
    """Return the texts with one more, blank copy of a part, and its number."""
    taken = {int(number) for number in part.copies(texts)}
    letter = _IDS.get(part.repeats, "")
    for key, text in texts.items():
        tail = text.rpartition(f".{letter}")[2]
        if key.endswith(".id") and tail.isdecimal():
            taken.add(int(tail))
    number = str(max(taken, default=0) + 1)
    return {**texts, **{field.key: "" for field in part.copy(number)}}, number


def without_copy(part: Part, texts: Texts, number: str) -> dict[str, str]:
    """Return the texts without one copy of a part."""
    head = f"{part.repeats}.{number}."
    return {key: text for key, text in texts.items() if not key.startswith(head)}


def _price_texts(price: PriceRange) -> dict[str, str]:
    day = price.sources[0].checked_on if price.sources else None
    return {
        "low": format_yen(price.low_yen),
        "typical": format_yen(price.typical_yen),
        "high": format_yen(price.high_yen),
        "per": price.per,
        "basis": "、".join(source.law for source in price.sources),
        "priced_on": format_day(day) if day is not None else "",
    }


def _item_texts(item: CatalogueItem) -> Iterator[tuple[str, str]]:
    for name in ("name", "work_type", "deliverable", "unit", "rights_note", "withholding"):
        yield name, str(getattr(item, name))
    for name in ("withholding_why", "personal_data", "secret", "legal_notes"):
        yield name, str(getattr(item, name))
    for name in ("inputs", "acceptance", "skills", "prerequisites", "keywords", "paraphrases"):
        yield name, "\n".join(getattr(item, name))
    for name, three in (("quantity", item.quantity), ("days", item.days)):
        for tail, number in zip(("_low", "", "_high"), three, strict=True):
            yield f"{name}{tail}", f"{number:,}"
    yield "hours", f"{item.hours:g}"
    yield from _price_texts(item.price).items()
    for number, hint in enumerate(item.formats):
        yield f"fit_{hint.format.value}", "good" if number else "best"
        yield f"why_{hint.format.value}", hint.why
    for hint in item.unsuitable:
        yield f"fit_{hint.format.value}", "bad"
        yield f"why_{hint.format.value}", hint.why
    for question, answer in item.format_profile:
        yield f"profile_{question}", answer
    yield "grounds", "\n".join(ground.id for ground in item.grounds)


def _problem_texts(problem: Problem) -> Iterator[tuple[str, str]]:
    yield "name", problem.name
    for name in ("keywords", "paraphrases", "order_of_work", "pitfalls"):
        yield name, "\n".join(getattr(problem, name))
    names = {sub.id: sub.name for sub in problem.sub_issues}

    def named(ids: Iterable[str]) -> str:
        return "\n".join(names.get(sub_id, sub_id) for sub_id in ids)

    for number, sub in enumerate(problem.sub_issues, start=1):
        for key, text in _sub_issue_texts(sub, named):
            yield f"sub_issue.{number}.{key}", text
    for number, kept in enumerate(problem.not_to_order, start=1):
        for key, text in _kept_back_texts(kept):
            yield f"not_to_order.{number}.{key}", text
    for number, question in enumerate(problem.questions, start=1):
        head = f"question.{number}"
        yield f"{head}.id", question.id
        yield f"{head}.ask", question.ask
        yield f"{head}.why", question.why
        yield f"{head}.points_to", named(question.points_to)
    for number, goal in enumerate(problem.goals, start=1):
        yield f"goal.{number}.goal", goal.goal
        yield f"goal.{number}.measure", goal.measure


def _sub_issue_texts(
    sub: SubIssue, named: Callable[[Iterable[str]], str]
) -> Iterator[tuple[str, str]]:
    yield "id", sub.id
    yield "name", sub.name
    for priority in ("core", "nice"):
        yield priority, "\n".join(k.item_id for k in sub.items if k.priority == priority)
    yield "reason", sub.reason
    yield "signs", "\n".join(sub.signs)
    yield "depends_on", named(sub.depends_on)
    yield "keep_inside", "\n".join(sub.keep_inside)
    yield "when", "\n".join(f"{k.item_id}\t{k.when}" for k in sub.items if k.when)


def _kept_back_texts(kept: NotToOrder) -> Iterator[tuple[str, str]]:
    for name in ("id", "name", "verdict", "who", "reason", "instead"):
        yield name, str(getattr(kept, name))
    # What its verdict brings by itself is not written down: another verdict brings another.
    own = () if kept.grounds == default_grounds(kept.verdict) else kept.grounds
    yield "grounds", "\n".join(ground.id for ground in own)


# ---- from texts to what is stored ----


def values_of(kind: OwnKind, texts: Texts, entry_id: str, today: date) -> dict[str, Any]:
    """Return a sound entry as the plain values of a file; the texts were looked at before."""
    lines = {field.key for field in fields_of(kind, texts) if field.form is Form.LINE}
    texts = {key: on_one_line(text) if key in lines else text for key, text in texts.items()}
    match kind:
        case OwnKind.ITEM:
            return _item_values(texts, entry_id, today)
        case OwnKind.PRICE:
            return {"item": entry_id, **_price_values(texts, today)}
        case OwnKind.PROBLEM:
            return _problem_values(texts, entry_id, today)


def _price_values(texts: Texts, today: date) -> dict[str, Any]:
    return {
        "low": parse_yen(texts["low"]),
        "typical": parse_yen(texts["typical"]),
        "high": parse_yen(texts["high"]),
        "per": shown(texts["per"]),
        "basis": shown(texts["basis"]),
        "checked_on": parse_day(texts["priced_on"], today),
        "confidence": Confidence.OWN.value,
    }


def _three(texts: Texts, name: str) -> list[int]:
    usual = parse_count(texts.get(name, "")) or 1
    low = parse_count(texts.get(f"{name}_low", ""))
    high = parse_count(texts.get(f"{name}_high", ""))
    return [usual if low is None else low, usual, usual if high is None else high]


def _fitting(texts: Texts, *wanted: str) -> list[dict[str, str]]:
    return [
        {"format": f.value, "why": shown(texts.get(f"why_{f.value}", ""))}
        for fit in wanted
        for f in RequestFormat
        if texts.get(f"fit_{f.value}") == fit
    ]


def _item_values(texts: Texts, entry_id: str, today: date) -> dict[str, Any]:
    price = _price_values(texts, today)
    words = ("name", "work_type", "deliverable", "unit", "rights_note", "withholding")
    more = ("withholding_why", "personal_data", "secret", "legal_notes")
    lists = ("inputs", "skills", "acceptance", "grounds", "prerequisites", "keywords")
    profile = {
        key.removeprefix("profile_"): text
        for key, text in texts.items()
        if key.startswith("profile_") and text
    }
    return {
        "id": entry_id,
        **{name: shown(texts.get(name, "")) for name in (*words, *more)},
        **{name: list(lines_of(texts.get(name, ""))) for name in (*lists, "paraphrases")},
        "quantity": _three(texts, "quantity"),
        "days": _three(texts, "days"),
        "hours": parse_hours(texts["hours"]),
        "formats": _fitting(texts, "best", "good"),
        "unsuitable": _fitting(texts, "bad"),
        "price": price,
        "format_profile": profile,
        "checked_on": price["checked_on"],
    }


def _copies(texts: Texts, repeats: str) -> tuple[tuple[str, dict[str, str]], ...]:
    part = next(part for part in form_of(OwnKind.PROBLEM) if part.repeats == repeats)
    return tuple(
        (
            number,
            {
                key.removeprefix(f"{repeats}.{number}."): text
                for key, text in texts.items()
                if key.startswith(f"{repeats}.{number}.")
            },
        )
        for number in part.copies(texts)
    )


def _problem_values(texts: Texts, entry_id: str, today: date) -> dict[str, Any]:
    subs = [
        ({"id": f"{entry_id}.s{number}", **copy}) for number, copy in _copies(texts, "sub_issue")
    ]
    ids = {shown(sub["name"]): sub["id"] for sub in subs}
    lists = ("keywords", "paraphrases", "order_of_work", "pitfalls")
    return {
        "id": entry_id,
        "name": shown(texts["name"]),
        **{name: list(lines_of(texts.get(name, ""))) for name in lists},
        "checked_on": today,
        "question": [
            {
                "id": copy.get("id", f"{entry_id}.q{number}"),
                "ask": shown(copy["ask"]),
                "why": shown(copy.get("why", "")),
                "points_to": [ids[name] for name in lines_of(copy.get("points_to", ""))],
            }
            for number, copy in _copies(texts, "question")
        ],
        "goal": [
            {"goal": shown(copy["goal"]), "measure": shown(copy["measure"])}
            for _, copy in _copies(texts, "goal")
        ],
        "sub_issue": [_sub_issue_values(sub, ids) for sub in subs],
        "not_to_order": [
            {
                "id": copy.get("id", f"{entry_id}.x{number}"),
                **{k: shown(copy[k]) for k in ("name", "verdict", "who", "reason", "instead")},
                "grounds": list(lines_of(copy.get("grounds", ""))),
            }
            for number, copy in _copies(texts, "not_to_order")
        ],
    }


def _sub_issue_values(sub: dict[str, str], ids: dict[str, str]) -> dict[str, Any]:
    whens = dict(line.split("\t", 1) for line in sub.get("when", "").split("\n") if "\t" in line)
    core = lines_of(sub.get("core", ""))
    nice = (name for name in lines_of(sub.get("nice", "")) if name not in core)
    links = [*((name, "core") for name in core), *((name, "nice") for name in nice)]
    return {
        "id": sub["id"],
        "name": shown(sub["name"]),
        "signs": list(lines_of(sub.get("signs", ""))),
        "reason": shown(sub.get("reason", "")),
        "depends_on": [ids[name] for name in lines_of(sub.get("depends_on", ""))],
        "keep_inside": list(lines_of(sub.get("keep_inside", ""))),
        "items": [
            {"item": name, "priority": priority, "when": whens.get(name, "")}
            for name, priority in links
        ],
    }
