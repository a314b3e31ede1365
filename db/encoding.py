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
from cspdesk.domain.posting import Correction, Exemption, FieldTexts, PostingField
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

_CHECK_VERSION = 2
_FIRST_CHECK_KEYS = (
    "as_of",
    "pack_version",
    "pack_digest",
    "checked_at",
    "errors",
    "warnings",
    "infos",
    "states",
)
_CHECK_KEYS = (*_FIRST_CHECK_KEYS, "exempted", "checked_by", "platform_id")


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
            "v": _CHECK_VERSION,
            "as_of": check.as_of.isoformat(),
            "pack_version": clean(check.pack_version),
            "pack_digest": clean(check.pack_digest),
            "checked_at": moment_to_text(check.checked_at),
            "errors": check.errors,
            "warnings": check.warnings,
            "infos": check.infos,
            "states": [[item.value, state.value] for item, state in check.states],
            "exempted": check.exempted,
            "checked_by": clean(check.checked_by),
            "platform_id": clean(check.platform_id),
        }
    )


def json_to_check(stored: str | None) -> CheckRecord | None:
    """Return what a check said, None for None."""
    if stored is None:
        return None
    found = _check_values(_load(stored))
    return CheckRecord(
        as_of=date.fromisoformat(_text(found["as_of"])),
        pack_version=_text(found["pack_version"]),
        pack_digest=_text(found["pack_digest"]),
        checked_at=text_to_moment(_text(found["checked_at"])),
        errors=_whole(found["errors"]),
        warnings=_whole(found["warnings"]),
        infos=_whole(found["infos"]),
        states=tuple(
            (DisclosureItem(_text(item)), ItemState(_text(state)))
            for item, state in (_pair(entry) for entry in _list(found["states"]))
        ),
        exempted=_whole(found["exempted"]),
        checked_by=_text(found["checked_by"]),
        platform_id=_text(found["platform_id"]),
    )


def _check_values(value: object) -> dict[str, object]:
    """Return the values of a record by key; what the first version did not keep is empty."""
    if isinstance(value, dict) and value.get("v") == _VERSION:
        values = _fields(_of_version(value, _VERSION), _FIRST_CHECK_KEYS)
        missing = {"exempted": 0, "checked_by": "", "platform_id": ""}
        return dict(zip(_FIRST_CHECK_KEYS, values, strict=True)) | missing
    values = _fields(_of_version(value, _CHECK_VERSION), _CHECK_KEYS)
    return dict(zip(_CHECK_KEYS, values, strict=True))


def exemptions_to_json(exemptions: Iterable[Exemption]) -> str:
    """Return the findings that were let stand as a JSON array."""
    return _dump(
        [
            [
                clean(exemption.rule),
                clean(exemption.quote),
                clean(exemption.reason),
                clean(exemption.decided_by),
                moment_to_text(exemption.decided_at),
            ]
            for exemption in exemptions
        ]
    )


def json_to_exemptions(stored: str) -> tuple[Exemption, ...]:
    """Return the findings that were let stand."""
    return tuple(_json_to_exemption(entry) for entry in _list(_load(stored)))


def _json_to_exemption(stored: object) -> Exemption:
    rule, quote, reason, decided_by, decided_at = (_text(entry) for entry in _row(stored, 5))
    return Exemption(
        rule=rule,
        quote=quote,
        reason=reason,
        decided_by=decided_by,
        decided_at=text_to_moment(decided_at),
    )


def corrections_to_json(corrections: Iterable[Correction]) -> str:
    """Return the repairs made because of findings as a JSON array."""
    return _dump(
        [
            [
                clean(correction.rule),
                correction.field.value,
                clean(correction.before),
                clean(correction.after),
                moment_to_text(correction.made_at),
            ]
            for correction in corrections
        ]
    )


def json_to_corrections(stored: str) -> tuple[Correction, ...]:
    """Return the repairs made because of findings."""
    return tuple(_json_to_correction(entry) for entry in _list(_load(stored)))


def _json_to_correction(stored: object) -> Correction:
    rule, field, before, after, made_at = (_text(entry) for entry in _row(stored, 5))
    return Correction(
        rule=rule,
        field=PostingField(field),
        before=before,
        after=after,
        made_at=text_to_moment(made_at),
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
    return _of_version(_load(stored), _VERSION)


def _of_version(value: object, version: int) -> object:
    if not isinstance(value, dict) or value.pop("v", None) != version:
        raise UnreadableValue(f"needs version {version}")
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
