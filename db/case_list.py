"""The case list: filtered, searched and sorted in SQL, one page at a time.

Every order of the list runs along an index. A filter by step or check splits it into a few
index ranges that SQLite merges, so a page costs the same with ten cases and with a million.
With words there are three ways, and the number of hits decides (measured at a million cases):
few hits are looked up and sorted; more of them are gathered, and the order is walked until a
page of them was met; and where every fourth case has the words, gathering takes longer than
asking for each case on the way.
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

SORTED_HITS = 3_000
"""Up to so many hits of a search are looked up and sorted."""

FREQUENT_SHARE = 0.25
"""From this share of all cases on, each case on the way is asked whether it has the words."""

WALKED_CASES = 2_000
"""So many cases are asked at most, in case the words stand in the last ones only."""

# A subquery with a limit, be it none, is run through in its own order and only as far as needed.
_NO_LIMIT = -1

_search = table("case_search", column("rowid"), column("tokens"))

_Pick: TypeAlias = tuple[str | int, int]
"""Sorting key and number of a case."""

_Picks: TypeAlias = Select[str | int | None, int] | CompoundSelect[str | int | None, int]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of an order; what has no value to sort by forms the last one in both directions."""

    key: ColumnElement[str] | ColumnElement[int]
    condition: ColumnElement[bool] | None = None
    keyless: bool = False


@dataclass(frozen=True, slots=True)
class _Search:
    """Typed words as the search index takes them.

    Attributes:
        words: expression for the words alone.
        narrowed: expression for the words together with status, step and check.
        hits: of `narrowed`, counted up to `TOTAL_CAP`.
    """

    words: str
    narrowed: str
    hits: int


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
    return (_Stretch(key, key.is_not(None)), _Stretch(key, key.is_(None), keyless=True))


def _search_for(connection: Connection, query: CaseQuery) -> _Search | None:
    words = match_expression(query.words)
    narrowed = match_expression(
        query.words, status=query.status.value, step=query.step, check_state=query.check
    )
    if words is None or narrowed is None:
        return None
    hits, _ = _first_hits(connection, narrowed)
    return _Search(words, narrowed, hits)


def _first_hits(connection: Connection, expression: str) -> tuple[int, int]:
    """Return how many of the first `TOTAL_CAP` hits there are, and the last of their numbers."""
    first = select(_search.c.rowid).where(_matches(expression)).limit(TOTAL_CAP).subquery()
    counted = select(func.count(), func.coalesce(func.max(first.c.rowid), 0))
    hits, last = connection.execute(counted.select_from(first)).one()
    return hits, last


def _is_frequent(connection: Connection, search: _Search) -> bool:
    """Tell whether so many cases have the words that one is met every few steps."""
    hits, last = _first_hits(connection, search.words)
    return hits == TOTAL_CAP and hits >= last * FREQUENT_SHARE


def _picked(
    connection: Connection, ask: _Ask, search: _Search | None, wanted: int
) -> Sequence[_Pick]:
    """Return sorting keys and numbers of the next cases in this stretch."""
    if search is None:
        return _run(connection, _along(ask).limit(wanted))
    if ask.query.client_id:
        of_client = _asked(_along(ask).subquery(), search).order_by(*_direction(ask.query))
        return _run(connection, of_client.limit(wanted))
    if search.hits < SORTED_HITS:
        return _run(connection, _sorted_hits(ask, search).limit(wanted))
    if _is_frequent(connection, search):
        way = _along(ask).limit(WALKED_CASES).subquery()
        picks = _run(connection, _asked(way, search).limit(wanted))
        if len(picks) == wanted:
            return picks
    gathered = select(_search.c.rowid).where(_matches(search.words))
    way = _along(ask).limit(_NO_LIMIT).subquery()
    met = select(way.c.sort_key, way.c.number).where(way.c.number.in_(gathered))
    return _run(connection, met.limit(wanted))


def _asked(picks: Subquery, search: _Search) -> Select[str | int | None, int]:
    """Return those of `picks` that have the words; the search index is asked for each."""
    found = select(_search.c.rowid).where(_matches(search.words), _search.c.rowid == picks.c.number)
    return select(picks.c.sort_key, picks.c.number).where(found.exists())


def _sorted_hits(ask: _Ask, search: _Search) -> Select[str | int | None, int]:
    """Return the cases that have the words; the search index leads, cases are looked up."""
    # The plus sign keeps SQLite from walking all cases and asking the search index for each.
    together = cases.c.number == _unindexed(_search.c.rowid)
    hits = select(ask.stretch.key.label("sort_key"), cases.c.number)
    hits = hits.select_from(_search, cases).where(_matches(search.narrowed), together)
    return hits.where(*_place(ask)).order_by(*_direction(ask.query))


def _along(ask: _Ask) -> _Picks:
    """Return the cases of a stretch in its order, words left aside."""
    query = ask.query
    # The plus sign keeps SQLite from walking along the order to find the few of one client.
    key = _unindexed(ask.stretch.key) if query.client_id else ask.stretch.key
    columns = select(key.label("sort_key"), cases.c.number)
    columns = columns.where(cases.c.status == query.status.value, *_place(ask))
    if query.client_id:
        columns = columns.where(*_filters(query))
    elif query.step or query.check:
        ranges = [
            columns.where(cases.c.step == step, cases.c.check_state == state)
            for step in ([query.step] if query.step else [step.value for step in Step])
            for state in ([query.check] if query.check else CHECK_STATES)
        ]
        return union_all(*ranges).order_by(*_direction(query))
    return columns.order_by(*_direction(query))


def _total(connection: Connection, query: CaseQuery, search: _Search | None) -> int:
    if search is not None and not query.client_id:
        return search.hits
    found = select(cases.c.number, literal(0).label("sort_key"))
    found = found.where(cases.c.status == query.status.value, *_filters(query))
    if query.check and not (query.step or query.client_id):
        # Naming all steps lets SQLite jump from range to range of the index.
        found = found.where(cases.c.step.in_([step.value for step in Step]))
    if search is not None:
        found = _asked(found.subquery(), search)
    capped = found.limit(TOTAL_CAP).subquery()
    return connection.scalar(select(func.count()).select_from(capped)) or 0


def _matches(expression: str) -> ColumnElement[bool]:
    return literal_column("case_search").op("MATCH", is_comparison=True)(literal(expression, Text))


def _filters(query: CaseQuery) -> list[ColumnElement[bool]]:
    filters: list[ColumnElement[bool]] = []
    if query.client_id:
        client = select(clients.c.number).where(clients.c.id == clean(query.client_id))
        filters.append(cases.c.client_number == client.scalar_subquery())
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
    return [(0 if key is None else key, number) for key, number in connection.execute(picks)]


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
