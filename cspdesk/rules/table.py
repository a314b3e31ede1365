"""Strict reading of data files: every key is asked for once, every fault names file and key."""

from __future__ import annotations

from datetime import date
from typing import Any, NoReturn, TypeVar

from cspdesk.domain.source import Source
from cspdesk.errors import DataFileError

T = TypeVar("T")


class Table:
    """One table of a data file; whoever reads it asks for each key once."""

    def __init__(self, file: str, key: str, values: dict[str, Any]) -> None:
        self.file = file
        self.key = key
        self._values = dict(values)

    def fail(self, key: str, expected: str) -> NoReturn:
        """Raise with file and key."""
        raise DataFileError(self.file, f"{self.key}{key}", expected)

    def _pop(self, key: str, kind: type, expected: str, default: Any = None) -> Any:
        value = self._values.pop(key, default)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.fail(key, f"needs {expected}")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text that is not empty unless a default is given."""
        value: str = self._pop(key, str, "a text", default)
        if default is None and not value.strip():
            self.fail(key, "must not be empty")
        return value

    def number(self, key: str, default: int | None = None) -> int:
        """Return a whole number."""
        value: int = self._pop(key, int, "a whole number", default)
        return value

    def count(self, key: str, default: int | None = 0) -> int:
        """Return a whole number that is not below zero."""
        value = self.number(key, default)
        if value < 0:
            self.fail(key, "needs a number from 0 on")
        return value

    def flag(self, key: str, default: bool) -> bool:
        """Return true or false."""
        value: bool = self._pop(key, bool, "true or false", default)
        return value

    def flag_or_none(self, key: str) -> bool | None:
        """Return true or false, None where the key is left out."""
        return self.flag(key, False) if key in self._values else None

    def day(self, key: str) -> date:
        """Return a date."""
        value: date = self._pop(key, date, "a date such as 2026-01-01")
        return value

    def day_or_none(self, key: str) -> date | None:
        """Return a date, None where the key is left out."""
        return self.day(key) if key in self._values else None

    def dated_number(self, key: str) -> tuple[int, date]:
        """Return a whole number and its first day, written as a list of the two."""
        entry = self._pop(key, list, "a number and a date")
        match entry:
            case [int(number), date() as day]:
                found = number, day
            case _:
                self.fail(key, "needs a number and a date")
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty where the key is left out."""
        values = self._pop(key, list, "a list of texts", [])
        if not all(isinstance(value, str) for value in values):
            self.fail(key, "needs texts only")
        return tuple(values)

    def table(self, key: str) -> Table:
        """Return a nested table."""
        return Table(self.file, f"{self.key}{key}.", self._pop(key, dict, "a table"))

    def tables(self, key: str) -> tuple[Table, ...]:
        """Return a list of tables, empty where the key is left out."""
        values = self._pop(key, list, "a list of tables", [])
        if not all(isinstance(value, dict) for value in values):
            self.fail(key, "needs a list of tables")
        return tuple(
            Table(self.file, f"{self.key}{key}[{number}].", value)
            for number, value in enumerate(values)
        )

    def names(self) -> tuple[str, ...]:
        """Return the keys that nobody asked for yet."""
        return tuple(self._values)

    def done(self) -> None:
        """Raise if keys are left that nobody asked for."""
        if self._values:
            self.fail(next(iter(self._values)), "unknown key")


def choice(table: Table, key: str, kind: type[T], default: str | None = None) -> T:
    """Return a text as a member of an enumeration."""
    value = table.text(key, default)
    try:
        return kind(value)  # type: ignore[call-arg]
    except ValueError as error:
        raise DataFileError(table.file, f"{table.key}{key}", f"{value} is unknown") from error


def choice_or_none(table: Table, key: str, kind: type[T]) -> T | None:
    """Return a text as a member of an enumeration, None where the key is left out."""
    return choice(table, key, kind) if key in table.names() else None


def choices(table: Table, key: str, kind: type[T]) -> frozenset[T]:
    """Return a list of texts as members of an enumeration."""
    try:
        return frozenset(kind(value) for value in table.texts(key))  # type: ignore[call-arg]
    except ValueError as error:
        raise DataFileError(table.file, f"{table.key}{key}", str(error)) from error


def source_of(table: Table, checked_on: date) -> Source:
    """Return the law or publication that a table names."""
    source = Source(
        law=table.text("law"),
        article=table.text("article", ""),
        publisher=table.text("publisher", ""),
        dated=table.text("dated", ""),
        checked_on=table.day_or_none("checked_on") or checked_on,
    )
    table.done()
    return source
