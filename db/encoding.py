"""Values of the domain as texts of the database, and strictly back.

Lists of strings are JSON arrays; deep values are JSON objects that carry their version `v`.
Reading insists on exactly the known keys, so a value that cannot be understood is never
half understood.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import TypeVar

from cspdesk.domain.finding import CheckRecord, DisclosureItem, ItemState
from cspdesk.domain.posting import FieldTexts, PostingField
from cspdesk.domain.request_format import (
    Exclusion,
    FormatAnswer,
    FormatDecision,
    FormatScore,
    RequestFormat,
    ScoredReason,
)
from cspdesk.errors import CspdeskError
from db.text import clean

T = TypeVar("T")

_VERSION = 1


class UnreadableValue(CspdeskError):
    """A stored value has not the shape that this version writes."""


def day_to_text(day: date | None) -> str | None:
    """Return an ISO day, None for None."""
    return None if day is None else day.isoformat()


def text_to_day(stored: str | None) -> date | None:
    """Return the day behind an ISO text, None for None."""
    return None if stored is None else date.fromisoformat(stored)


def moment_to_text(moment: datetime) -> str:
    """Return a moment in UTC as text of fixed width.

    Raises:
        ValueError: the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a stored moment needs a time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def text_to_moment(stored: str) -> datetime:
    """Return the moment behind a stored text, in UTC."""
    return datetime.fromisoformat(stored)


def texts_to_json(texts: Iterable[str]) -> str:
    """Return strings as a JSON array."""
    return _dump([clean(text) for text in texts])


def json_to_texts(stored: str) -> tuple[str, ...]:
    """Return the strings of a JSON array."""
    return tuple(_text(entry) for entry in _list(_load(stored)))


def fields_to_json(texts: FieldTexts) -> str:
    """Return the texts of a posting as a JSON array of pairs."""
    return _dump([[field.value, clean(text)] for field, text in texts])


def json_to_fields(stored: str) -> FieldTexts:
    """Return the texts of a posting."""
    return tuple(
        (PostingField(_text(field)), _text(text))
        for field, text in (_pair(entry) for entry in _list(_load(stored)))
    )


def answers_to_json(answers: Iterable[FormatAnswer]) -> str:
    """Return answers to the format model's questions as a JSON array."""
    return _dump(_answers(answers))


def json_to_answers(stored: str) -> tuple[FormatAnswer, ...]:
    """Return answers to the format model's questions."""
    return _read_answers(_load(stored))


def decision_to_json(decision: FormatDecision | None) -> str | None:
    """Return a format decision as JSON, None for None."""
    if decision is None:
        return None
    return _dump(
        {
            "v": _VERSION,
            "chosen": decision.chosen.value,
            "recommended": decision.recommended.value if decision.recommended else None,
            "scores": [_score_to_json(score) for score in decision.scores],
            "answers": _answers(decision.answers),
            "decided_at": moment_to_text(decision.decided_at),
            "override_reason": clean(decision.override_reason),
        }
    )


def json_to_decision(stored: str | None) -> FormatDecision | None:
    """Return a format decision, None for None."""
    if stored is None:
        return None
    chosen, recommended, scores, answers, decided_at, override_reason = _fields(
        _versioned(stored),
        ("chosen", "recommended", "scores", "answers", "decided_at", "override_reason"),
    )
    return FormatDecision(
        chosen=RequestFormat(_text(chosen)),
        recommended=None if recommended is None else RequestFormat(_text(recommended)),
        scores=tuple(_json_to_score(score) for score in _list(scores)),
        answers=_read_answers(answers),
        decided_at=text_to_moment(_text(decided_at)),
        override_reason=_text(override_reason),
    )


def check_to_json(check: CheckRecord | None) -> str | None:
    """Return what a check said as JSON, None for None."""
    if check is None:
        return None
    return _dump(
        {
            "v": _VERSION,
            "as_of": check.as_of.isoformat(),
            "pack_version": clean(check.pack_version),
            "pack_digest": clean(check.pack_digest),
            "checked_at": moment_to_text(check.checked_at),
            "errors": check.errors,
            "warnings": check.warnings,
            "infos": check.infos,
            "states": [[item.value, state.value] for item, state in check.states],
        }
    )


def json_to_check(stored: str | None) -> CheckRecord | None:
    """Return what a check said, None for None."""
    if stored is None:
        return None
    as_of, pack_version, pack_digest, checked_at, errors, warnings, infos, states = _fields(
        _versioned(stored),
        (
            "as_of",
            "pack_version",
            "pack_digest",
            "checked_at",
            "errors",
            "warnings",
            "infos",
            "states",
        ),
    )
    return CheckRecord(
        as_of=date.fromisoformat(_text(as_of)),
        pack_version=_text(pack_version),
        pack_digest=_text(pack_digest),
        checked_at=text_to_moment(_text(checked_at)),
        errors=_whole(errors),
        warnings=_whole(warnings),
        infos=_whole(infos),
        states=tuple(
            (DisclosureItem(_text(item)), ItemState(_text(state)))
            for item, state in (_pair(entry) for entry in _list(states))
        ),
    )


def _score_to_json(score: FormatScore) -> dict[str, object]:
    return {
        "format": score.format.value,
        "points": score.points,
        "reasons": [[r.points, clean(r.text), clean(r.question_id)] for r in score.reasons],
        "exclusions": [[clean(x.id), clean(x.reason), clean(x.remedy)] for x in score.exclusions],
    }


def _json_to_score(stored: object) -> FormatScore:
    format_, points, reasons, exclusions = _fields(
        stored, ("format", "points", "reasons", "exclusions")
    )
    return FormatScore(
        format=RequestFormat(_text(format_)),
        points=_whole(points),
        reasons=tuple(_json_to_reason(reason) for reason in _list(reasons)),
        exclusions=tuple(_json_to_exclusion(exclusion) for exclusion in _list(exclusions)),
    )


def _json_to_reason(stored: object) -> ScoredReason:
    points, text, question_id = _row(stored, 3)
    return ScoredReason(points=_whole(points), text=_text(text), question_id=_text(question_id))


def _json_to_exclusion(stored: object) -> Exclusion:
    id_, reason, remedy = (_text(entry) for entry in _row(stored, 3))
    return Exclusion(id=id_, reason=reason, remedy=remedy)


def _answers(answers: Iterable[FormatAnswer]) -> list[list[str]]:
    return [
        [clean(a.question_id), clean(a.value), clean(a.origin), clean(a.quote)] for a in answers
    ]


def _read_answers(stored: object) -> tuple[FormatAnswer, ...]:
    return tuple(_json_to_answer(answer) for answer in _list(stored))


def _json_to_answer(stored: object) -> FormatAnswer:
    question_id, value, origin, quote = (_text(entry) for entry in _row(stored, 4))
    return FormatAnswer(question_id=question_id, value=value, origin=origin, quote=quote)


_write: Callable[[object], str] = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(",", ":")
).encode


def _dump(value: object) -> str:
    return _write(value)


def _load(stored: str) -> object:
    try:
        value: object = json.loads(stored)
    except ValueError as error:
        raise UnreadableValue(f"not JSON: {stored[:40]!r}") from error
    return value


def _versioned(stored: str) -> object:
    value = _load(stored)
    if not isinstance(value, dict) or value.pop("v", None) != _VERSION:
        raise UnreadableValue(f"needs version {_VERSION}")
    return value


def _fields(value: object, names: tuple[str, ...]) -> tuple[object, ...]:
    if not isinstance(value, dict) or value.keys() != set(names):
        raise UnreadableValue(f"needs exactly the keys {', '.join(names)}")
    return tuple(value[name] for name in names)


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise UnreadableValue("needs an array")
    return value


def _row(value: object, length: int) -> list[object]:
    row = _list(value)
    if len(row) != length:
        raise UnreadableValue(f"needs an array of {length}")
    return row


def _pair(value: object) -> tuple[object, object]:
    first, second = _row(value, 2)
    return first, second


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise UnreadableValue("needs a text")
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise UnreadableValue("needs a whole number")
    return value
