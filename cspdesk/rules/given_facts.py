"""Reads the facts of an order from a table of a file or of a line of input."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields
from datetime import date
from typing import Any

from cspdesk.domain.order_facts import OrderFacts
from cspdesk.rules.table import Table

_NAMES = {field.name: str(field.type) for field in fields(OrderFacts)}
FACT_NAMES = frozenset(_NAMES)


def read_facts(table: Table) -> OrderFacts:
    """Return the facts; every key is the name of one, with a value of its kind.

    Raises:
        DataFileError: a key is unknown or its value of another kind.
    """
    found: dict[str, Any] = {}
    for name in table.names():
        match _NAMES.get(name):
            case "int | None":
                found[name] = table.number(name)
            case "bool | None":
                found[name] = table.flag_or_none(name)
            case "date | None":
                found[name] = table.day(name)
            case "str":
                found[name] = table.text(name)
            case _:
                table.fail(name, "no fact of this name")
    return OrderFacts(**found)


def facts_of_text(values: Mapping[str, Any]) -> OrderFacts:
    """Return facts from values without a kind for days: those are written `2026-12-31`.

    Raises:
        DataFileError: a key is unknown or its value of another kind.
    """
    ready = dict(values)
    for name, given in values.items():
        if _NAMES.get(name) == "date | None" and isinstance(given, str):
            with suppress(ValueError):
                ready[name] = date.fromisoformat(given)
    return read_facts(Table("", "facts.", ready))
