"""A case as plain values for a JSON file."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum

from cspdesk.domain.case import Case
from cspdesk.domain.client import Client

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_OBJECTS = frozenset({"texts", "states"})
"""Fields that hold pairs of a word and a value."""


def case_as_json(case: Case, client: Client) -> dict[str, Json]:
    """Return the case: id, client, owner's words, pieces of work and postings, then the rest.

    Days and moments are ISO 8601, yen are whole numbers, what is unknown is null.
    """
    tree = case.decomposition
    whole = as_json(case)
    assert isinstance(whole, dict)  # noqa: S101 - a dataclass gives an object
    placed = {"id", "client_id", "hearing", "decomposition", "postings"}
    return {
        "id": case.id,
        "client": as_json(client),
        "owner_words": case.hearing.owner_words,
        "work_items": as_json(tree.work_items),
        "postings": as_json(case.postings),
        "issues": as_json(tree.issues),
        "kept_back": as_json(tree.kept_back),
        "answers": as_json(case.hearing.answers),
        "obstacles": as_json(case.hearing.obstacles),
        "meetings": as_json(case.hearing.meetings),
        **{name: value for name, value in whole.items() if name not in placed},
    }


def as_json(value: object) -> Json:
    """Return a domain value as JSON.

    Raises:
        TypeError: the value has no form in JSON.
    """
    if value is None or isinstance(value, str | bool | int | float):
        return value.value if isinstance(value, StrEnum) else value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [as_json(part) for part in value]
    if is_dataclass(value):
        return {field.name: _field(value, field.name) for field in fields(value)}
    raise TypeError(f"no JSON form for {type(value).__name__}")


def _field(owner: object, name: str) -> Json:
    value = getattr(owner, name)
    if name in _OBJECTS:
        return {str(key): as_json(part) for key, part in value}
    return as_json(value)
