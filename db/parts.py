"""How the parts of a case – answers, pieces of work, postings … – are written and read.

Writing compares fingerprints, not contents: an autosave that changed one of sixty pieces of work
reads sixty fingerprints and writes one row. Domain values are frozen, so the fingerprint of an
object that was loaded or saved before is remembered with the object itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Generic, Protocol, TypeAlias, TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from cspdesk.domain.case import Case
from db.mapping import Row, StoredRow
from db.text import clean

T = TypeVar("T")

Key: TypeAlias = tuple[str, int]
"""What tells the parts of one kind apart inside a case: id, and number for versions, else 0."""

Place: TypeAlias = tuple[str, Key]
"""Table and key."""

Stored: TypeAlias = dict[Place, tuple[int, bytes]]
"""Position and fingerprint of each stored part."""

Known: TypeAlias = dict[Place, tuple[object, bytes]]
"""Objects whose fingerprint is known."""


@dataclass(slots=True)
class Changes:
    """What writing a case means for one table.

    Attributes:
        altered: a text had to be cleaned, so what is stored differs from what was given.
    """

    rows: list[Row] = field(default_factory=list)
    moved: list[Row] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)
    altered: bool = False


class Part(Protocol):
    """One kind of part, whatever its type."""

    table: Table

    def changes(self, case: Case, stored: Stored, known: Known, seen: Known) -> Changes:
        """Return what has to be written; add every part of `case` to `seen`."""
        ...

    def write(self, connection: Connection, case_number: int, changes: Changes) -> None:
        """Write the changes."""
        ...


class PartOf(Generic[T]):
    """A kind of part of type `T` with its table.

    Args:
        items: the parts of a case with their keys, in order.
        encode: columns of a part, without those of its key.
        decode: the part behind a row.
        bare: what of a part its own row holds, where it has parts of its own.
    """

    def __init__(
        self,
        table: Table,
        *,
        items: Callable[[Case], Iterable[tuple[Key, T]]],
        encode: Callable[[T], Row],
        decode: Callable[[StoredRow], T],
        bare: Callable[[T], T] | None = None,
    ) -> None:
        self.table = table
        self._bare = bare
        self._items = items
        self._encode = encode
        self._decode = decode
        self._key_columns = [c for c in ("id", "number") if c in table.primary_key.columns]
        here = table.c.case_number == bindparam("of_case")
        for column in self._key_columns:
            here &= table.c[column] == bindparam(f"at_{column}")
        self._insert = insert(table).prefix_with("OR REPLACE")
        self._move = update(table).where(here).values(position=bindparam("to_position"))
        self._delete = delete(table).where(here)
        self._select = (
            select(table)
            .where(table.c.case_number == bindparam("of_case"))
            .order_by(table.c.position)
        )

    def changes(self, case: Case, stored: Stored, known: Known, seen: Known) -> Changes:
        """Return what has to be written; add every part of `case` to `seen`.

        Raises:
            ValueError: two parts of one kind have the same key.
        """
        changes = Changes()
        for position, ((id_, number), item) in enumerate(self._items(case)):
            key = (clean(id_), number)
            place = (self.table.name, key)
            if place in seen:
                raise ValueError(f"{self.table.name}: two parts with the key {key}")
            remembered = known.get(place)
            row: Row | None = None
            if remembered is not None and remembered[0] is item:
                digest = remembered[1]
            else:
                row = self._row(key, item)
                digest = _digest(row)
                bare = item if self._bare is None else self._bare(item)
                changes.altered |= self._decode(row) != bare
            seen[place] = (item, digest)
            before = stored.get(place)
            if before is None or before[1] != digest:
                row = self._row(key, item) if row is None else row
                changes.rows.append({**row, "position": position, "digest": digest})
            elif before[0] != position:
                changes.moved.append({**self._at(key), "to_position": position})
        changes.gone = [
            self._at(place[1])
            for place in stored
            if place[0] == self.table.name and place not in seen
        ]
        return changes

    def write(self, connection: Connection, case_number: int, changes: Changes) -> None:
        """Write the changes."""
        if changes.gone:
            rows = [{**row, "of_case": case_number} for row in changes.gone]
            connection.execute(self._delete, rows)
        if changes.moved:
            rows = [{**row, "of_case": case_number} for row in changes.moved]
            connection.execute(self._move, rows)
        if changes.rows:
            rows = [{**row, "case_number": case_number} for row in changes.rows]
            connection.execute(self._insert, rows)

    def read(self, connection: Connection, case_number: int, seen: Known) -> list[tuple[Key, T]]:
        """Return the stored parts with their keys, in order; add them to `seen`."""
        found: list[tuple[Key, T]] = []
        for row in connection.execute(self._select, {"of_case": case_number}).mappings():
            key = (
                row["id"] if "id" in self._key_columns else "",
                row["number"] if "number" in self._key_columns else 0,
            )
            item = self._decode(row)
            seen[(self.table.name, key)] = (item, row["digest"])
            found.append((key, item))
        return found

    def _row(self, key: Key, item: T) -> Row:
        row = self._encode(item)
        if "id" in self._key_columns:
            row["id"] = key[0]
        if "number" in self._key_columns:
            row["number"] = key[1]
        return row

    def _at(self, key: Key) -> Row:
        values: Row = {"at_id": key[0], "at_number": key[1]}
        return {name: values[name] for name in (f"at_{c}" for c in self._key_columns)}


def _digest(row: Row) -> bytes:
    content = repr(sorted(row.items())).encode("utf-8")
    return blake2b(content, digest_size=16).digest()
