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
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
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
                found[name] = table.count(name, None)
            case "bool | None":
                found[name] = table.flag_or_none(name)
            case "date | None":
                found[name] = _near_day(table, name)
            case "str":
                found[name] = table.text(name)
            case _:
                table.fail(name, "no fact of this name")
    return OrderFacts(**found)


def _near_day(table: Table, name: str) -> date:
    """Return a day that months can be counted from and back to."""
    day = table.day(name)
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        table.fail(name, f"needs a day from {_FIRST_YEAR} to {_LAST_YEAR}")
    return day


def facts_of_text(values: Mapping[str, Any]) -> OrderFacts:
    """Return facts from values without a kind for days: those are written `2026-12-31`.

    Raises:
        DataFileError: a key is unknown or its value of another kind.
    """
    ready = dict(values)
    for name, given in values.items():
        if _NAMES.get(name) == "date | None" and isinstance(given, str):
            with suppress(ValueError):
                day = date.fromisoformat(given)
                # Python also reads 20261231 and 2026-W53-4, which nobody is told about.
                ready[name] = day if day.isoformat() == given else given
    return read_facts(Table("", "facts.", ready))
