"""Cases in the database: each is saved whole in one transaction, or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from cspdesk.domain.case import Case, Step
from cspdesk.errors import StaleCase, UnknownCase
from cspdesk.services.ports import CasePage, CaseQuery, CaseRow, CaseSummary
from db.case_list import due_rows, page_of
from db.case_parts import read_parts, write_parts
from db.clients import living_client
from db.engine import Database
from db.mapping import StoredRow, case_to_row, check_state, row_to_case
from db.parts import Known
from db.search import SearchText, erase_documents, write_document
from db.tables import cases, clients
from db.text import clean

_CASES_REMEMBERED = 8
_ERASED_AT_ONCE = 500


class SqlCaseStore:
    """`CaseStore` in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, Known] = {}

    def add(self, case: Case, summary: CaseSummary) -> Case:
        """Store a new case; the returned one has version 1.

        Raises:
            KeyError: there is no such client.
            ValueError: there is a case with this id already.
        """
        _refuse_unknown_step(summary)
        with self._database.write() as connection:
            client = living_client(connection, case.client_id)
            case = replace(case, client_id=client["id"])
            row = _row_of(case, summary, client, version=1)
            try:
                number = connection.execute(_ADD, row).scalar_one()
            except IntegrityError as error:
                raise ValueError(f"case {case.id} is stored already") from error
            document = _document(case, summary, client)
            new = replace(case, version=0)
            return self._write_rest(connection, number, new, document, indexed=None)

    def load(self, case_id: str) -> Case:
        """Return a case. Raises `UnknownCase`."""
        with self._database.read() as connection:
            return self._read(connection, case_id)

    def save(self, case: Case, summary: CaseSummary) -> Case:
        """Replace the stored case in one transaction; return it with the next version.

        Raises:
            StaleCase: it was changed since it was loaded.
            UnknownCase: it is gone.
            KeyError: there is no such client.
        """
        _refuse_unknown_step(summary)
        with self._database.write() as connection:
            client = living_client(connection, case.client_id)
            case = replace(case, client_id=client["id"])
            row = _row_of(case, summary, client, version=case.version + 1)
            # Every save touches the case's own row, so a change of any part makes other open
            # copies of the case stale.
            found = connection.execute(
                _SAVE, {**row, "of_id": row["id"], "of_version": case.version}
            ).one_or_none()
            if found is None:
                raise self._refusal(connection, case.id)
            number, indexed = found
            document = _document(case, summary, client)
            return self._write_rest(connection, number, case, document, indexed=indexed)

    def find(self, query: CaseQuery) -> CasePage:
        """Return one page of rows, filtered and sorted in the store."""
        with self._database.read() as connection:
            return page_of(connection, query)

    def due(self, until: date, limit: int) -> tuple[CaseRow, ...]:
        """Return active cases with a planned day up to `until`, nearest first."""
        with self._database.read() as connection:
            return due_rows(connection, until, limit)

    def erase(self, case_ids: Sequence[str]) -> int:
        """Remove cases for good; return how many were there."""
        wanted = [clean(case_id) for case_id in case_ids]
        erased = 0
        with self._database.write() as connection:
            for start in range(0, len(wanted), _ERASED_AT_ONCE):
                some = wanted[start : start + _ERASED_AT_ONCE]
                numbers = connection.scalars(
                    delete(cases).where(cases.c.id.in_(some)).returning(cases.c.number)
                ).all()
                erase_documents(connection, numbers)
                erased += len(numbers)
        return erased

    def _read(self, connection: Connection, case_id: str) -> Case:
        row = connection.execute(_LOAD, {"of_id": clean(case_id)}).mappings().one_or_none()
        if row is None:
            raise UnknownCase(case_id)
        case, known = read_parts(connection, row["number"], row_to_case(row))
        self._remember(case.id, known)
        return case

    def _write_rest(
        self,
        connection: Connection,
        number: int,
        case: Case,
        document: SearchText,
        *,
        indexed: bytes | None,
    ) -> Case:
        """Write parts and search document of a case whose row is written; return what is stored."""
        outcome = write_parts(connection, number, case, self._known.get(case.id, {}))
        digest = document.digest()
        if digest != indexed:
            write_document(connection, number, document)
            connection.execute(_NOTE_DIGEST, {"of_number": number, "digest": digest})
        own_texts = (case.id, case.title, case.consultant, case.platform_id)
        if outcome.altered or any(clean(text) != text for text in own_texts):
            return self._read(connection, case.id)
        self._remember(case.id, outcome.known)
        return replace(case, version=case.version + 1)

    def _refusal(self, connection: Connection, case_id: str) -> StaleCase | UnknownCase:
        present = connection.scalar(select(cases.c.number).where(cases.c.id == clean(case_id)))
        return UnknownCase(case_id) if present is None else StaleCase(case_id)

    def _remember(self, case_id: str, known: Known) -> None:
        # A new dictionary, not a changed one: another thread may be reading the old one.
        others = [(key, value) for key, value in self._known.items() if key != case_id]
        self._known = dict([*others, (case_id, known)][-_CASES_REMEMBERED:])


def _row_of(
    case: Case, summary: CaseSummary, client: StoredRow, *, version: int
) -> Mapping[str, object]:
    return {
        **case_to_row(case, summary),
        "client_number": client["number"],
        "reading_order": client["reading_order"],
        "version": version,
    }


def _document(case: Case, summary: CaseSummary, client: StoredRow) -> SearchText:
    return SearchText(
        status=case.status.value,
        step=summary.step,
        check_state=check_state(summary),
        client_name=client["name"],
        furigana=client["furigana"],
        title=case.title,
        owner_words=case.hearing.owner_words,
        work_item_names=tuple(item.name for item in case.decomposition.work_items),
    )


def _refuse_unknown_step(summary: CaseSummary) -> None:
    # The list is gathered step by step; a case at an unknown step would never be shown.
    if summary.step not in set(Step):
        raise ValueError(f"unknown step {summary.step!r}")


_LOAD = (
    select(cases, clients.c.id.label("client_id"))
    .join(clients, clients.c.number == cases.c.client_number)
    .where(cases.c.id == bindparam("of_id"))
)
_ADD = insert(cases).returning(cases.c.number)
_SAVE = (
    update(cases)
    .where(cases.c.id == bindparam("of_id"), cases.c.version == bindparam("of_version"))
    .returning(cases.c.number, cases.c.search_digest)
)
_NOTE_DIGEST = (
    update(cases)
    .where(cases.c.number == bindparam("of_number"))
    .values(search_digest=bindparam("digest"))
)
