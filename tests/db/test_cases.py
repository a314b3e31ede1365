"""Cases are saved whole, come back whole, and never over a newer state."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select
from sqlalchemy.engine import Engine

from cspdesk.domain.case import Case, CaseStatus
from cspdesk.domain.decomposition import Decomposition, WorkItem
from cspdesk.domain.hearing import Hearing
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.domain.request_format import RequestFormat
from cspdesk.errors import BadInput, StaleCase, UnknownCase
from cspdesk.services.ports import CaseQuery, CaseSummary
from cspdesk.services.progress import summarise
from db import tables
from db.store import Store, open_store
from tests.builders import a_case, a_client, accepted
from tests.db.strategies import any_text, cases, summaries
from tests.doubles import MOMENT, StandingClock

_numbers = count(1)
_calm = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def _with_client(store: Store) -> Store:
    try:
        store.clients.load("c1")
    except KeyError:
        store.clients.add(a_client())
    return store


def _stored(store: Store, *items: WorkItem, **changes: Any) -> Case:
    case = a_case(*items, **changes)
    return _with_client(store).cases.add(case, summarise(case))


@_calm
@given(case=cases(), changed=cases(), summary=summaries())
def test_any_case_comes_back_as_it_was_saved(
    lasting_store: Store, case: Case, changed: Case, summary: CaseSummary
) -> None:
    cases_ = _with_client(lasting_store).cases
    case = replace(case, id=f"any{next(_numbers)}")

    added = cases_.add(case, summary)
    loaded = cases_.load(case.id)
    saved = cases_.save(replace(changed, id=case.id, version=added.version), summary)

    assert added == loaded == replace(case, version=1)
    assert cases_.load(case.id) == saved == replace(changed, id=case.id, version=2)


@_calm
@given(words=any_text, name=any_text, text=any_text)
def test_what_save_returns_is_what_is_stored_whatever_was_typed(
    lasting_store: Store, words: str, name: str, text: str
) -> None:
    posting = Posting(id="p", work_item_id="w", format=RequestFormat.PROJECT)
    case = a_case(
        accepted("w", name=name),
        id=f"typed{next(_numbers)}",
        words=words,
        title=text,
        postings=(posting.with_text(PostingField.TITLE, text).with_version(text, MOMENT),),
    )

    added = _with_client(lasting_store).cases.add(case, summarise(case))

    assert lasting_store.cases.load(case.id) == added


def test_order_of_parts_is_kept_when_they_are_moved_added_and_removed(store: Store) -> None:
    case = _stored(store, *(accepted(f"w{number}") for number in range(5)))
    tree = case.decomposition.moved("w4", -3).without_work_item("w2")
    tree = tree.with_work_item(accepted("w9", "w0"))

    store.cases.save(replace(case, decomposition=tree), summarise(case))

    assert [w.id for w in store.cases.load(case.id).decomposition.work_items] == [
        "w0",
        "w4",
        "w1",
        "w3",
        "w9",
    ]


def test_parts_with_the_same_id_are_refused(store: Store) -> None:
    twice = a_case(accepted("w"), accepted("w"))
    _with_client(store)

    with pytest.raises(ValueError, match="work_items"):
        store.cases.add(twice, summarise(twice))

    assert store.cases.find(CaseQuery()).total == 0


def test_an_autosave_of_one_field_writes_the_case_and_one_part(store: Store) -> None:
    case = _stored(store, *(accepted(f"w{number}") for number in range(60)))
    item = replace(case.decomposition.work_items[30], note="電話で確認した")
    changed = replace(case, decomposition=case.decomposition.with_work_item(item))
    written: list[str] = []

    def note(*arguments: object) -> None:
        statement = str(arguments[2])
        if not statement.startswith("SELECT"):
            written.append(statement.partition("(")[0].partition(" SET")[0].strip())

    event.listen(Engine, "before_cursor_execute", note)
    try:
        store.cases.save(changed, summarise(changed))
    finally:
        event.remove(Engine, "before_cursor_execute", note)

    assert written == ["BEGIN IMMEDIATE", "UPDATE cases", "INSERT OR REPLACE INTO work_items"]


def test_the_second_of_two_windows_cannot_save_over_the_first(store: Store, folder: Path) -> None:
    case = _stored(store, accepted("w1"), accepted("w2"))
    first = replace(case, decomposition=Decomposition(work_items=(accepted("w1", note="甲"),)))
    store.cases.save(first, summarise(first))

    second = replace(case, title="別の窓")
    with pytest.raises(StaleCase):
        store.cases.save(second, summarise(second))

    assert store.cases.load(case.id) == replace(first, version=2)


def test_an_unknown_case_cannot_be_loaded_or_saved(store: Store) -> None:
    _with_client(store)

    with pytest.raises(UnknownCase):
        store.cases.load("\ud800")
    with pytest.raises(UnknownCase):
        store.cases.save(a_case(version=1), summarise(a_case()))


def test_a_case_is_added_once_and_only_for_a_known_client(store: Store) -> None:
    _stored(store)

    with pytest.raises(ValueError, match="case1"):
        store.cases.add(a_case(), summarise(a_case()))
    with pytest.raises(KeyError):
        store.cases.add(a_case(id="other", client_id="nobody"), summarise(a_case()))


def test_a_case_at_an_unknown_step_is_refused(store: Store) -> None:
    _with_client(store)
    summary = replace(summarise(a_case()), step="contract")

    with pytest.raises(ValueError, match="contract"):
        store.cases.add(a_case(), summary)


def test_a_number_too_large_to_store_is_the_persons_to_correct(store: Store) -> None:
    _with_client(store)
    case = a_case(budget_yen=10**30)

    with pytest.raises(BadInput):
        store.cases.add(case, summarise(case))


def test_erasing_leaves_no_trace_of_a_case(store: Store) -> None:
    posting = Posting(id="p", work_item_id="w", format=RequestFormat.TASK)
    case = _stored(store, accepted("w"), postings=(posting.with_version("確定", MOMENT),))
    _stored(store, id="other")

    erased = store.cases.erase([case.id, case.id, "nobody"])

    assert erased == 1
    with store._database.read() as connection:
        for table in tables.metadata.tables.values():
            if "case_number" in table.c:
                used = connection.scalars(select(table.c.case_number)).all()
                assert set(used) <= {2}, table.name
        searchable = connection.exec_driver_sql("SELECT rowid FROM case_search").all()
    assert searchable == [(2,)]


def test_a_case_of_a_merged_client_goes_to_the_one_that_stayed(store: Store) -> None:
    _stored(store)
    kept = store.clients.add(a_client(id="c2", name="見本商会"))
    store.clients.merge(kept, "c1")

    added = store.cases.add(a_case(id="late", client_id="c1"), summarise(a_case()))

    assert added.client_id == store.cases.load("late").client_id == "c2"


def test_a_binned_case_is_still_there(store: Store) -> None:
    case = _stored(store)
    binned = replace(case, status=CaseStatus.BINNED, binned_at=MOMENT)
    saved = store.cases.save(binned, summarise(binned))

    page = store.cases.find(CaseQuery(status=CaseStatus.BINNED))

    assert [(row.id, row.binned_at) for row in page.rows] == [(case.id, MOMENT)]
    assert store.cases.find(CaseQuery()).rows == ()
    assert store.cases.load(case.id) == saved


@given(st.integers(0, 40))
@settings(max_examples=10, deadline=None)
def test_cases_of_another_store_are_seen_though_fingerprints_are_remembered(
    lasting_store: Store, number: int
) -> None:
    """What a store remembers of a case must never stand in for what is stored."""
    case = a_case(accepted("w"), id=f"twice{next(_numbers)}")
    one = _with_client(lasting_store).cases
    two = type(one)(lasting_store._database)  # type: ignore[call-arg]
    added = one.add(case, summarise(case))
    elsewhere = replace(
        added, hearing=Hearing(owner_words=f"{number}"), decomposition=Decomposition()
    )

    again = replace(added, version=two.save(elsewhere, summarise(case)).version)
    one.save(again, summarise(case))

    assert two.load(case.id) == replace(added, version=3)


def test_a_reader_beside_a_writer_sees_the_last_saved_state(store: Store, folder: Path) -> None:
    case = _stored(store)
    reader = open_store(folder, writable=False, clock=StandingClock())
    with store._database.write() as connection:
        connection.execute(tables.cases.update().values(title="まだ保存していない"))
        seen_during = reader.cases.load(case.id)
    seen_after = reader.cases.load(case.id)
    reader.close()

    assert (seen_during.title, seen_after.title) == (case.title, "まだ保存していない")


def test_a_save_that_fails_at_the_end_stores_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = _stored(store, accepted("w1"))
    changed = replace(case, title="新しい", decomposition=Decomposition())

    def fail(*_: object) -> None:
        raise RuntimeError("power is gone")

    monkeypatch.setattr("db.cases.write_document", fail)
    with pytest.raises(RuntimeError):
        store.cases.save(changed, summarise(changed))
    monkeypatch.undo()

    assert store.cases.load(case.id) == case
    with store._database.read() as connection:
        assert connection.scalar(select(func.count()).select_from(tables.work_items)) == 1
