"""Clients in the database: listed by their reading, merged when they are one firm."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from cspdesk.domain.case import CaseStatus
from cspdesk.domain.client import Client
from cspdesk.errors import StaleClient
from db.engine import Database
from db.mapping import StoredRow, client_to_row, row_to_client
from db.search import TYPED_CHARACTERS_USED, SearchText, write_document
from db.tables import cases, clients, hearings, work_items
from db.text import clean, fold


class SqlClientStore:
    """`ClientStore` in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, client: Client) -> Client:
        """Store a new client; the returned one has version 1.

        Raises:
            ValueError: there is a client with this id already.
        """
        with self._database.write() as connection:
            try:
                connection.execute(insert(clients), {**client_to_row(client), "version": 1})
            except IntegrityError as error:
                raise ValueError(f"client {client.id} is stored already") from error
            return row_to_client(_row(connection, client.id))

    def load(self, client_id: str) -> Client:
        """Return a client; follows merges. Raises `KeyError`."""
        with self._database.read() as connection:
            return row_to_client(living_client(connection, client_id))

    def save(self, client: Client) -> Client:
        """Replace the stored client.

        Raises:
            StaleClient: it was changed since it was loaded, or is gone.
        """
        with self._database.write() as connection:
            return _save(connection, client)

    def find(self, words: str, limit: int) -> tuple[tuple[Client, int], ...]:
        """Return clients in furigana order with the number of their cases outside the bin.

        A client is found when its name or furigana contain all `words`; empty words = all.
        """
        found = select(clients, _NUMBER_OF_CASES).where(clients.c.merged_into == "")
        for word in fold(words[:TYPED_CHARACTERS_USED]).split():
            found = found.where(clients.c.folded.contains(word, autoescape=True))
        found = found.order_by(clients.c.reading_order, clients.c.number).limit(limit)
        with self._database.read() as connection:
            rows = connection.execute(found).mappings().all()
        return tuple((row_to_client(row), row["number_of_cases"]) for row in rows)

    def merge(self, kept: Client, absorbed_id: str) -> Client:
        """Save `kept`, hand it all cases of the other, and retire the other, in one step.

        The handed-over cases get a new version: a window that still shows one of them with
        its former client cannot save over the merge.

        Raises:
            StaleClient: `kept` was changed since it was loaded.
            KeyError: there is no client `absorbed_id`, or it was merged before.
            ValueError: both are the same client.
        """
        if clean(absorbed_id) == clean(kept.id):
            raise ValueError("a client cannot absorb itself")
        with self._database.write() as connection:
            absorbed = _row(connection, absorbed_id)
            if absorbed["merged_into"]:
                raise KeyError(absorbed_id)
            saved = _save(connection, replace(kept, merged_into=""))
            number = _row(connection, saved.id)["number"]
            moved = update(cases).where(cases.c.client_number == absorbed["number"])
            connection.execute(moved.values(client_number=number, version=cases.c.version + 1))
            retired = update(clients).where(clients.c.number == absorbed["number"])
            connection.execute(retired.values(merged_into=saved.id, version=clients.c.version + 1))
            _renew_cases_of(connection, number)
        return saved


def living_client(connection: Connection, client_id: str) -> StoredRow:
    """Return the row of a client, or of the one it was merged into.

    Raises:
        KeyError: there is no such client.
    """
    row = _row(connection, client_id)
    passed = {row["id"]}
    while row["merged_into"] and row["merged_into"] not in passed:
        row = _row(connection, row["merged_into"])
        passed.add(row["id"])
    return row


def _row(connection: Connection, client_id: str) -> StoredRow:
    row = connection.execute(_LOAD, {"of_id": clean(client_id)}).mappings().one_or_none()
    if row is None:
        raise KeyError(client_id)
    return row


def _save(connection: Connection, client: Client) -> Client:
    columns = {**client_to_row(client), "version": client.version + 1}
    before = connection.execute(_LOAD, {"of_id": columns["id"]}).mappings().one_or_none()
    if before is None or before["version"] != client.version:
        raise StaleClient(client.id)
    connection.execute(update(clients).where(clients.c.number == before["number"]), columns)
    if (before["name"], before["furigana"]) != (columns["name"], columns["furigana"]):
        _renew_cases_of(connection, before["number"])
    return row_to_client(_row(connection, client.id))


def _renew_cases_of(connection: Connection, client_number: int) -> None:
    """Bring what cases carry of their client – place in the list, search document – up to date."""
    client = select(clients).where(clients.c.number == client_number)
    name = connection.execute(client).mappings().one()
    of_client = connection.execute(_SEARCHED_OF_CASES, {"of_client": client_number}).mappings()
    for case in of_client.all():
        names = connection.scalars(_ITEM_NAMES, {"of_case": case["number"]})
        document = SearchText(
            status=case["status"],
            step=case["step"],
            check_state=case["check_state"],
            client_name=name["name"],
            furigana=name["furigana"],
            title=case["title"],
            owner_words=case["owner_words"],
            work_item_names=tuple(names),
        )
        digest = document.digest()
        if digest != case["search_digest"]:
            write_document(connection, case["number"], document)
        connection.execute(
            update(cases).where(cases.c.number == case["number"]),
            {"reading_order": name["reading_order"], "search_digest": digest},
        )


_LOAD = select(clients).where(clients.c.id == bindparam("of_id"))
_NUMBER_OF_CASES = (
    select(func.count())
    .where(
        cases.c.client_number == clients.c.number,
        cases.c.status.in_((CaseStatus.ACTIVE.value, CaseStatus.ARCHIVED.value)),
    )
    .scalar_subquery()
    .label("number_of_cases")
)
_SEARCHED_OF_CASES = (
    select(
        cases.c.number,
        cases.c.status,
        cases.c.step,
        cases.c.check_state,
        cases.c.title,
        cases.c.search_digest,
        hearings.c.owner_words,
    )
    .join(hearings, hearings.c.case_number == cases.c.number)
    .where(cases.c.client_number == bindparam("of_client"))
)
_ITEM_NAMES = (
    select(work_items.c.name)
    .where(work_items.c.case_number == bindparam("of_case"))
    .order_by(work_items.c.position)
)
