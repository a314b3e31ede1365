"""The case list: every filter, order, page and search gives what a plain reading would give."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.engine import Engine

from cspdesk.domain.case import CaseStatus, Step
from cspdesk.domain.hearing import Hearing
from cspdesk.services.ports import CaseOrder, CaseQuery, CaseRow, CaseSummary
from cspdesk.services.progress import summarise
from db import case_list
from db.store import Store, open_store
from db.text import fold, reading_order
from tests.builders import a_case, a_client, accepted
from tests.db.strategies import any_text
from tests.doubles import MOMENT, StandingClock

CASES = 90
READINGS = ("アオバ", "", "わたなべ", "みほん")
TITLES = ("ロゴ制作", "旅館の予約", "EC サイト", "100%_手作り", "ﾈｯﾄ通販 ロゴ", "翻訳")


def _summary(dice: random.Random) -> CaseSummary:
    errors = dice.choice((-1, 0, 0, 2))
    return CaseSummary(
        step=dice.choice(list(Step)).value,
        done_steps=1,
        errors=errors,
        warnings=-1 if errors < 0 else dice.choice((0, 3)),
        amount_yen=dice.choice((None, 0, 5_000, 5_000, 90_000)),
        next_due=dice.choice((None, date(2026, 12, 1), date(2026, 12, dice.randint(1, 28)))),
        next_due_label="納期",
    )


@pytest.fixture(scope="module")
def filled_store(tmp_path_factory: pytest.TempPathFactory, new_database: Path) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("list")
    (folder / new_database.name).write_bytes(new_database.read_bytes())
    store = open_store(folder, writable=True, clock=StandingClock())
    dice = random.Random(7)  # noqa: S311
    for number, furigana in enumerate(READINGS):
        store.clients.add(
            a_client(id=f"c{number}", name=f"見本商店{number}", furigana=furigana, industry="小売")
        )
    for number in range(CASES):
        case = a_case(
            accepted("w", name=dice.choice(("看板", "動画"))),
            id=f"k{number}",
            client_id=f"c{dice.randrange(len(READINGS))}",
            title=dice.choice(TITLES),
            words=dice.choice(("", "お客様が\n減っています", "若い人に来てほしい")),
            updated_at=MOMENT + timedelta(minutes=dice.randrange(30)),
            status=dice.choice((CaseStatus.ACTIVE, CaseStatus.ACTIVE, CaseStatus.BINNED)),
        )
        store.cases.add(case, _summary(dice))
    yield store
    store.close()


def _all_rows(store: Store, query: CaseQuery) -> list[CaseRow]:
    """Return all pages, one after the other."""
    rows: list[CaseRow] = []
    while True:
        page = store.cases.find(query)
        rows.extend(page.rows)
        if page.next_after is None:
            return rows
        query = replace(query, after=page.next_after)


def _passes(row: CaseRow, query: CaseQuery, searched: str) -> bool:
    check = "unchecked" if row.errors < 0 else "error" if row.errors else ""
    check = check or ("warning" if row.warnings else "ok")
    return (
        row.status is query.status
        and query.step in ("", row.step)
        and query.check in ("", check)
        and query.client_id in ("", row.client_id)
        and all(word in searched for word in fold(query.words).split())
    )


def _key(row: CaseRow, order: CaseOrder) -> str | int | None:
    match order:
        case CaseOrder.UPDATED:
            return row.updated_at.isoformat()
        case CaseOrder.FURIGANA:
            return reading_order(row.furigana, row.client_name)
        case CaseOrder.DUE:
            return None if row.next_due is None else row.next_due.isoformat()
        case CaseOrder.AMOUNT:
            return row.amount_yen


def _is_last(row: CaseRow, order: CaseOrder) -> bool:
    return not row.furigana if order is CaseOrder.FURIGANA else _key(row, order) is None


queries = st.builds(
    CaseQuery,
    words=st.sampled_from(
        (
            "",
            "ロゴ",
            "ろご",
            "ロ",
            "旅館 予約",
            "ネット",
            "ec",
            "看板",
            "%",
            "100%_",
            "減って 動画",
            "無い語",
        )
    ),
    status=st.sampled_from(CaseStatus),
    step=st.sampled_from(["", *(step.value for step in Step)]),
    check=st.sampled_from(["", "error", "warning", "ok"]),
    client_id=st.sampled_from(["", "c0", "c1", "nobody"]),
    order=st.sampled_from(CaseOrder),
    descending=st.booleans(),
    limit=st.sampled_from([1, 7, 100]),
)


@dataclass(frozen=True)
class _Read:
    """A row as it is stored, with everything that is searched of it."""

    row: CaseRow
    searched: str


@pytest.fixture(scope="module")
def everything(filled_store: Store) -> list[_Read]:
    return [
        _Read(row, _searched(filled_store, row))
        for status in CaseStatus
        for row in filled_store.cases.find(CaseQuery(status=status, limit=1000)).rows
    ]


def _searched(store: Store, row: CaseRow) -> str:
    case = store.cases.load(row.id)
    names = [item.name for item in case.decomposition.work_items]
    words = case.hearing.owner_words
    return "\n".join(map(fold, [row.client_name, row.furigana, row.title, words, *names]))


@given(query=queries)
@settings(max_examples=80, deadline=None)
def test_pages_hold_exactly_what_matches_in_the_order_asked_for(
    filled_store: Store, everything: list[_Read], query: CaseQuery
) -> None:
    expected = {read.row.id for read in everything if _passes(read.row, query, read.searched)}

    rows = _all_rows(filled_store, query)

    assert {row.id for row in rows} == expected
    assert len(rows) == len(expected) == filled_store.cases.find(query).total
    with_key = [row for row in rows if not _is_last(row, query.order)]
    assert rows[: len(with_key)] == with_key
    for part in (with_key, rows[len(with_key) :]):
        keys = [key for row in part if (key := _key(row, query.order)) is not None]
        assert keys == sorted(keys, reverse=query.descending)


@given(query=queries, walked=st.sampled_from([1, 20, 1000]), share=st.sampled_from([0, 2]))
@settings(max_examples=60, deadline=None)
def test_every_way_of_searching_finds_the_same(
    filled_store: Store, query: CaseQuery, walked: int, share: float
) -> None:
    expected = [row.id for row in _all_rows(filled_store, query)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(case_list, "SORTED_HITS", 0)
        patch.setattr(case_list, "TOTAL_CAP", 1)
        patch.setattr(case_list, "FREQUENT_SHARE", share)
        patch.setattr(case_list, "WALKED_CASES", walked)
        found = [row.id for row in _all_rows(filled_store, query)]

    assert found == expected


@given(words=any_text, name=any_text)
@settings(max_examples=100, deadline=None)
def test_words_are_text_and_found_exactly_where_they_stand(
    lasting_store: Store, words: str, name: str
) -> None:
    case = a_case(id="only", client_id="only", words=words, title=name)
    lasting_store.cases.erase(["only"])
    with suppress(ValueError):
        lasting_store.clients.add(a_client(id="only", name="店"))
    lasting_store.cases.add(case, summarise(case))
    chunks = ["店", *fold(words).split(), *fold(name).split()]

    for typed in (words, name, f"{words[:3]} {name[-3:]}", name[1:4], f'"{words}" OR *', "-"):
        wanted = fold(typed).split()
        expected = all(any(word in chunk for chunk in chunks) for word in wanted)
        assert bool(lasting_store.cases.find(CaseQuery(words=typed)).rows) is expected


def test_words_do_not_run_over_the_border_of_two_fields(store: Store) -> None:
    store.clients.add(a_client(name="青山商"))
    case = a_case(title="店舗", words="あい いう")
    store.cases.add(case, summarise(case))

    assert store.cases.find(CaseQuery(words="商店")).rows == ()
    assert store.cases.find(CaseQuery(words="あいう")).rows == ()
    assert len(store.cases.find(CaseQuery(words="青山 あい")).rows) == 1


def test_what_is_searched_follows_every_save(store: Store) -> None:
    store.clients.add(a_client())
    case = a_case(title="はじめ")
    case = store.cases.add(case, summarise(case))

    renamed = replace(case, title="つぎの", hearing=Hearing(owner_words="看板が古い"))
    store.cases.save(renamed, summarise(renamed))

    assert store.cases.find(CaseQuery(words="はじめ")).rows == ()
    assert len(store.cases.find(CaseQuery(words="つぎ 看板")).rows) == 1


def test_cases_that_are_due_stand_nearest_first(store: Store) -> None:
    store.clients.add(a_client())
    for number, (day, status) in enumerate(
        [
            (date(2026, 12, 9), CaseStatus.ACTIVE),
            (date(2026, 12, 1), CaseStatus.ACTIVE),
            (date(2026, 11, 1), CaseStatus.ACTIVE),
            (date(2026, 12, 2), CaseStatus.BINNED),
            (date(2026, 12, 10), CaseStatus.ACTIVE),
            (None, CaseStatus.ACTIVE),
        ]
    ):
        case = a_case(id=f"k{number}", status=status, deadline=day)
        store.cases.add(case, summarise(case))

    due = store.cases.due(date(2026, 12, 9), 10)

    assert [row.id for row in due] == ["k2", "k1", "k0"]
    assert [row.id for row in store.cases.due(date(2026, 12, 9), 1)] == ["k2"]


def test_the_row_tells_what_the_list_shows(filled_store: Store) -> None:
    row = filled_store.cases.find(CaseQuery(client_id="c0", limit=1)).rows[0]

    assert (row.client_name, row.furigana, row.industry) == ("見本商店0", "アオバ", "小売")
    assert row.updated_at.tzinfo is UTC
    assert isinstance(row.updated_at, datetime)


def test_the_total_is_counted_up_to_its_cap(
    filled_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_list, "TOTAL_CAP", 5)

    assert filled_store.cases.find(CaseQuery()).total == 5
    assert filled_store.cases.find(CaseQuery(words="見本")).total == 5


@pytest.mark.parametrize("order", CaseOrder)
@pytest.mark.parametrize(
    "query",
    [CaseQuery(), CaseQuery(step="posting", check="error"), CaseQuery(step="posting")],
    ids=["all", "step and check", "step"],
)
def test_no_page_is_gathered_by_sorting(
    filled_store: Store, order: CaseOrder, query: CaseQuery
) -> None:
    """A page must run along an index, or the list gets slow with the number of cases."""
    asked: list[tuple[str, object]] = []

    def note(*arguments: object) -> None:
        statement = str(arguments[2])
        if "sort_key" in statement:
            asked.append((statement, arguments[3]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        filled_store.cases.find(replace(query, order=order))
    finally:
        event.remove(Engine, "before_cursor_execute", note)

    with filled_store._database.read() as connection:
        for statement, parameters in asked:
            plan = connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {statement}",
                parameters,  # type: ignore[arg-type]
            )
            steps = [str(row[3]) for row in plan]
            assert asked
            assert any("INDEX ix_cases_status" in step for step in steps)
            assert not [step for step in steps if step.startswith(("SCAN cases", "USE TEMP"))]
