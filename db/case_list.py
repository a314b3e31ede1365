"""The case list: filtered, searched and sorted in SQL, one page at a time.

Every order of the list runs along an index. A filter by step or check splits it into a few
index ranges that SQLite merges, so a page costs the same with ten cases and with a million.
Words are looked up in the search index first: few hits are sorted; many hits are met soon when
walking along the order, which is tried for a limited stretch.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    Subquery,
    Text,
    asc,
    column,
    desc,
    func,
    literal,
    literal_column,
    select,
    table,
    tuple_,
    union_all,
)
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from cspdesk.domain.case import CaseStatus, Step
from cspdesk.services.ports import TOTAL_CAP, CaseOrder, CasePage, CaseQuery, CaseRow
from db.mapping import CHECK_STATES, row_to_list_row
from db.search import match_expression
from db.tables import cases, clients
from db.text import NO_READING, clean

SORTED_HITS = 30_000
"""Up to so many hits of a search are fetched and sorted."""

WALKED_CASES = 2_000
"""So far a search with more hits walks along the order before it sorts them all the same."""

_search = table("case_search", column("rowid"), column("tokens"))

_Pick: TypeAlias = tuple[str | int, int]
"""Sorting key and number of a case."""

_Picks: TypeAlias = Select[str | int, int] | CompoundSelect[str | int, int]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of an order; what has no value to sort by forms the last one in both directions."""

    key: ColumnElement[str] | ColumnElement[int]
    condition: ColumnElement[bool] | None = None
    keyless: bool = False


@dataclass(frozen=True, slots=True)
class _Search:
    """Typed words as the search index takes them; `hits` is counted up to `SORTED_HITS`."""

    expression: str
    hits: int

    @property
    def few(self) -> bool:
        """Tell whether sorting all hits is the quicker way."""
        return self.hits < SORTED_HITS


@dataclass(frozen=True, slots=True)
class _Ask:
    """A question about one stretch of the list, from where the previous page ended."""

    query: CaseQuery
    stretch: _Stretch
    after: _Pick | None


def page_of(connection: Connection, query: CaseQuery) -> CasePage:
    """Return one page of the list."""
    search = _search_for(connection, query)
    picked: list[tuple[int, _Pick]] = []
    start, after = 0, None
    if query.after is not None:
        start, after = int(query.after[0]), (query.after[1], int(query.after[2]))
    for index, stretch in list(enumerate(_stretches(query.order)))[start:]:
        wanted = query.limit + 1 - len(picked)
        ask = _Ask(query, stretch, after)
        picks = _picked(connection, ask, search, wanted)
        picked.extend((index, pick) for pick in picks)
        after = None
        if len(picked) > query.limit:
            break
    shown = picked[: query.limit]
    return CasePage(
        rows=_rows(connection, [number for _, (_, number) in shown]),
        total=_total(connection, query, search),
        next_after=(shown[-1][0], *shown[-1][1]) if len(picked) > len(shown) else None,
    )


def due_rows(connection: Connection, until: date, limit: int) -> tuple[CaseRow, ...]:
    """Return active cases with a planned day up to `until`, nearest first."""
    numbers = connection.scalars(
        select(cases.c.number)
        .where(cases.c.status == CaseStatus.ACTIVE.value, cases.c.next_due <= until.isoformat())
        .order_by(cases.c.next_due, cases.c.number)
        .limit(limit)
    )
    return _rows(connection, numbers.all())


def _stretches(order: CaseOrder) -> tuple[_Stretch, ...]:
    match order:
        case CaseOrder.UPDATED:
            return (_Stretch(cases.c.updated_at),)
        case CaseOrder.FURIGANA:
            key = cases.c.reading_order
            return (_Stretch(key, key < NO_READING), _Stretch(key, key >= NO_READING))
        case CaseOrder.DUE:
            return _with_value_first(cases.c.next_due)
        case CaseOrder.AMOUNT:
            return _with_value_first(cases.c.amount_yen)


def _with_value_first(key: ColumnElement[str] | ColumnElement[int]) -> tuple[_Stretch, ...]:
    without = _Stretch(literal_column("0"), key.is_(None), keyless=True)
    return (_Stretch(key, key.is_not(None)), without)


def _search_for(connection: Connection, query: CaseQuery) -> _Search | None:
    expression = match_expression(
        query.words, status=query.status.value, step=query.step, check_state=query.check
    )
    if expression is None:
        return None
    some = select(_search.c.rowid).where(_matches(expression)).limit(SORTED_HITS).subquery()
    hits = connection.scalar(select(func.count()).select_from(some))
    return _Search(expression, hits or 0)


def _picked(
    connection: Connection, ask: _Ask, search: _Search | None, wanted: int
) -> Sequence[_Pick]:
    """Return sorting keys and numbers of the next cases in this stretch."""
    if search is None:
        return _run(connection, _along(ask).limit(wanted))
    if ask.query.client_id:
        of_client = _with_words(_along(ask).subquery(), search).order_by(*_direction(ask.query))
        return _run(connection, of_client.limit(wanted))
    if not search.few:
        # A limited subquery is run through in its own order, so this stops at the last row wanted.
        walked = _along(ask).limit(WALKED_CASES).subquery()
        picks = _run(connection, _with_words(walked, search).limit(wanted))
        if len(picks) == wanted:
            return picks
    hits = select(ask.stretch.key.label("sort_key"), cases.c.number)
    hits = hits.select_from(_search, cases).where(*_hits(ask.query, search), *_place(ask))
    return _run(connection, hits.order_by(*_direction(ask.query)).limit(wanted))


def _along(ask: _Ask) -> _Picks:
    """Return the cases of a stretch in its order, words left aside."""
    query = ask.query
    columns = select(ask.stretch.key.label("sort_key"), cases.c.number)
    if query.client_id:
        # The plus sign keeps SQLite from walking along the order to find the few of one client.
        columns = select(_unindexed(ask.stretch.key).label("sort_key"), cases.c.number)
        columns = columns.where(_of_client(query), *_filters(query))
    columns = columns.where(_status(query), *_place(ask))
    if not query.client_id and (query.step or query.check):
        ranges = [
            columns.where(cases.c.step == step, cases.c.check_state == state)
            for step in ([query.step] if query.step else [step.value for step in Step])
            for state in ([query.check] if query.check else CHECK_STATES)
        ]
        return union_all(*ranges).order_by(*_direction(query))
    return columns.order_by(*_direction(query))


def _with_words(picks: Subquery, search: _Search) -> Select[str | int, int]:
    """Return those of `picks` that have the words."""
    found = select(_search.c.rowid).where(
        _matches(search.expression), _search.c.rowid == picks.c.number
    )
    return select(picks.c.sort_key, picks.c.number).where(found.exists())


def _hits(query: CaseQuery, search: _Search) -> list[ColumnElement[bool]]:
    """Return what joins the search index, which leads, to the cases that have the words."""
    # The plus sign keeps SQLite from walking all cases and asking the search index for each.
    together = cases.c.number == _unindexed(_search.c.rowid)
    of_client = [_of_client(query)] if query.client_id else []
    return [_matches(search.expression), together, *of_client]


def _total(connection: Connection, query: CaseQuery, search: _Search | None) -> int:
    if search is not None and not query.client_id:
        return min(search.hits, TOTAL_CAP)
    if search is not None:
        found = select(cases.c.number).select_from(_search, cases).where(*_hits(query, search))
    else:
        found = select(cases.c.number).where(_status(query), *_filters(query))
        if query.client_id:
            found = found.where(_of_client(query))
        elif query.check and not query.step:
            # Naming all steps lets SQLite jump from range to range of the index.
            found = found.where(cases.c.step.in_([step.value for step in Step]))
    capped = found.limit(TOTAL_CAP).subquery()
    return connection.scalar(select(func.count()).select_from(capped)) or 0


def _matches(expression: str) -> ColumnElement[bool]:
    return literal_column("case_search").op("MATCH", is_comparison=True)(literal(expression, Text))


def _status(query: CaseQuery) -> ColumnElement[bool]:
    return cases.c.status == query.status.value


def _of_client(query: CaseQuery) -> ColumnElement[bool]:
    client = select(clients.c.number).where(clients.c.id == clean(query.client_id))
    return cases.c.client_number == client.scalar_subquery()


def _filters(query: CaseQuery) -> list[ColumnElement[bool]]:
    filters: list[ColumnElement[bool]] = []
    if query.step:
        filters.append(cases.c.step == query.step)
    if query.check:
        filters.append(cases.c.check_state == query.check)
    return filters


def _place(ask: _Ask) -> list[ColumnElement[bool]]:
    """Return what limits a query to one stretch and to what follows the previous page."""
    place: list[ColumnElement[bool]] = []
    if ask.stretch.condition is not None:
        place.append(ask.stretch.condition)
    if ask.after is not None:
        key, number = ask.after
        follows = operator.lt if ask.query.descending else operator.gt
        if ask.stretch.keyless:
            place.append(follows(cases.c.number, number))
        else:
            here = tuple_(ask.stretch.key, cases.c.number)
            place.append(follows(here, tuple_(literal(key), literal(number))))
    return place


def _unindexed(expression: ColumnElement[str] | ColumnElement[int]) -> ColumnElement[str | int]:
    return UnaryExpression(expression, operator=custom_op("+"))


def _direction(query: CaseQuery) -> tuple[ColumnElement[str], ColumnElement[str]]:
    direction = desc if query.descending else asc
    return direction("sort_key"), direction("number")


def _run(connection: Connection, picks: _Picks) -> Sequence[_Pick]:
    return [(row[0], row[1]) for row in connection.execute(picks)]


def _rows(connection: Connection, numbers: Sequence[int]) -> tuple[CaseRow, ...]:
    """Return the lines of these cases, in the order given."""
    found = connection.execute(_LINES.where(cases.c.number.in_(numbers))).mappings()
    by_number = {row["number"]: row_to_list_row(row) for row in found}
    return tuple(by_number[number] for number in numbers)


_LINES = select(
    cases,
    clients.c.id.label("client_id"),
    clients.c.name.label("client_name"),
    clients.c.furigana,
    clients.c.industry,
    clients.c.prefecture,
).join(clients, clients.c.number == cases.c.client_number)
