"""Figures of the law by day: rates, limits and wages, each from its first day on."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import pairwise

from cspdesk import data_files
from cspdesk.domain.source import Confidence
from cspdesk.rules.model import DatedValue, entry_in_force
from cspdesk.rules.table import Table, choice, source_of

VALUES = "values"
_WAGES = "minimum_wage"
_WAGE_ROUND = "minimum_wage_round"
_NAMED = re.compile(r"\{([a-z_]{1,40}\.[a-z_0-9]{1,40})\}")

Values = dict[str, tuple[DatedValue, ...]]


@cache
def read_values() -> Values:
    """Return the dated figures under `group.name`.

    Raises:
        DataFileError: a file is missing or has a wrong shape, or a figure has a gap or holds
            beside another of its name.
    """
    found: Values = {}
    for name in data_files.names(VALUES):
        table = Table(name, "", data_files.read_toml(name))
        more = values_of(table)
        if known := found.keys() & more.keys():
            table.fail(min(known), "stands in two files")
        found |= more
    return found


def values_of(table: Table) -> Values:
    """Return the figures of one file.

    Raises:
        DataFileError: the file has a wrong shape.
    """
    found: Values = {}
    for group in table.names():
        if group == _WAGE_ROUND:
            found |= _wages(table.tables(group))
            continue
        figures = table.table(group)
        for key in figures.names():
            entries = tuple(map(_value, figures.tables(key)))
            _judge(figures, key, entries)
            found[f"{group}.{key}"] = entries
    return found


def _value(table: Table) -> DatedValue:
    start = table.day("from")
    value = DatedValue(
        start=start,
        until=table.day_or_none("until"),
        value=table.number("value"),
        unit=table.text("unit"),
        confidence=choice(table, "confidence", Confidence),
        source=source_of(table.table("source"), start),
    )
    table.done()
    return value


def _wages(rounds: tuple[Table, ...]) -> Values:
    """Return the hourly wages of all rounds: one row per prefecture, `[yen, first day]`."""
    found: dict[str, list[DatedValue]] = {}
    for table in rounds:
        confidence = choice(table, "confidence", Confidence)
        source = source_of(table.table("source"), table.day("checked_on"))
        rows = table.table("rows")
        for prefecture in rows.names():
            yen, start = rows.dated_number(prefecture)
            found.setdefault(f"{_WAGES}.{prefecture}", []).append(
                DatedValue(start=start, value=yen, unit="yen", confidence=confidence, source=source)
            )
            _judge(rows, prefecture, found[f"{_WAGES}.{prefecture}"])
        table.done()
    return {name: tuple(entries) for name, entries in found.items()}


def _judge(table: Table, key: str, entries: tuple[DatedValue, ...] | list[DatedValue]) -> None:
    if not entries:
        table.fail(key, "needs at least one entry")
    for entry, following in pairwise(entries):
        if following.start <= entry.start:
            table.fail(key, f"{following.start} does not lie behind {entry.start}")
        if entry.until is not None and entry.until != following.start:
            table.fail(key, f"a gap or an overlap at {entry.until}")
    for entry in entries:
        if entry.until is not None and entry.until <= entry.start:
            table.fail(key, f"ends on {entry.until}, before it begins")


def entry_on(name: str, on: date) -> DatedValue | None:
    """Return the figure in force on a day with its source; None before its first day.

    Raises:
        KeyError: no figure of this name is on file.
    """
    return entry_in_force(read_values()[name], on)


def value(name: str, on: date) -> int | None:
    """Return the figure in force on a day, None where none is on file for it.

    Raises:
        KeyError: no figure of this name is on file.

    >>> value("tax.invoice_credit_percent", date(2026, 9, 30))
    80
    >>> value("tax.invoice_credit_percent", date(2026, 10, 1))
    70
    >>> value("minimum_wage.東京都", date(2025, 10, 2)) is None
    True
    """
    found = entry_on(name, on)
    return found.value if found else None


def wage_entry(prefecture: str, on: date) -> DatedValue | None:
    """Return the minimum wage of a prefecture on a day; None before the first round on file.

    A place that is not a prefecture has none.
    """
    return entry_in_force(read_values().get(f"{_WAGES}.{prefecture}", ()), on)


def figures_named(sentence: str) -> tuple[str, ...]:
    """Return the names of the figures that a sentence stands open for: `{group.name}`."""
    return tuple(_NAMED.findall(sentence))


def with_figures(sentence: str, on: date) -> str:
    """Return a sentence with the figures of a day in it; one not on file is said to be so.

    >>> with_figures("受け取った日から{payment.max_days}日", date(2026, 11, 22))
    '受け取った日から60日'
    """
    return _NAMED.sub(lambda found: _figure(found[1], on), sentence)


def _figure(name: str, on: date) -> str:
    figure = value(name, on)
    return "（未確認）" if figure is None else str(figure)
