"""Clients: stored, listed by reading, found by parts of their names, merged in one step."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from cspdesk.domain.case import CaseStatus
from cspdesk.domain.client import Client
from cspdesk.errors import StaleCase, StaleClient
from cspdesk.services.ports import CaseOrder, CaseQuery
from cspdesk.services.progress import summarise
from db.store import Store
from tests.builders import a_case, a_client
from tests.db.strategies import any_text, clients

_numbers = count(1)


def _add_case(store: Store, case_id: str, client_id: str, **changes: CaseStatus) -> None:
    case = a_case(id=case_id, client_id=client_id, **changes)
    store.cases.add(case, summarise(case))


@given(client=clients(), changed=clients())
@settings(max_examples=40, deadline=None)
def test_any_client_comes_back_as_it_was_saved(
    lasting_store: Store, client: Client, changed: Client
) -> None:
    client = replace(client, id=f"any{next(_numbers)}")

    added = lasting_store.clients.add(client)
    loaded = lasting_store.clients.load(client.id)
    saved = lasting_store.clients.save(replace(changed, id=client.id, version=added.version))

    assert added == loaded == replace(client, version=1)
    assert lasting_store.clients.load(client.id) == saved
    assert saved == replace(changed, id=client.id, version=2)


def test_an_outdated_client_is_not_saved(store: Store) -> None:
    client = store.clients.add(a_client())
    newer = store.clients.save(replace(client, note="新しい"))

    with pytest.raises(StaleClient):
        store.clients.save(replace(client, note="古い"))
    with pytest.raises(StaleClient):
        store.clients.save(a_client(id="nobody"))

    assert store.clients.load(client.id) == newer


def test_an_unknown_client_and_one_added_twice_are_refused(store: Store) -> None:
    store.clients.add(a_client())

    with pytest.raises(KeyError):
        store.clients.load("nobody")
    with pytest.raises(ValueError, match="c1"):
        store.clients.add(a_client())


def test_clients_are_listed_by_reading_with_the_number_of_their_cases(store: Store) -> None:
    store.clients.add(a_client(id="c1", name="渡辺商店", furigana="わたなべしょうてん"))
    store.clients.add(a_client(id="c2", name="読み未記入"))
    store.clients.add(a_client(id="c3", name="青葉堂", furigana="アオバドウ"))
    _add_case(store, "k1", "c1")
    _add_case(store, "k2", "c1", status=CaseStatus.ARCHIVED)
    _add_case(store, "k3", "c1", status=CaseStatus.BINNED)

    listed = [(client.id, cases) for client, cases in store.clients.find("", 10)]

    assert listed == [("c3", 0), ("c1", 2), ("c2", 0)]
    assert len(store.clients.find("", 2)) == 2


@pytest.mark.parametrize("words", ["渡辺", "ワタナベ", "ﾜﾀﾅﾍﾞ", "商店 わた", "渡"])
def test_clients_are_found_by_any_part_of_name_or_reading(store: Store, words: str) -> None:
    store.clients.add(a_client(id="c1", name="渡辺商店", furigana="わたなべしょうてん"))
    store.clients.add(a_client(id="c2", name="100%堂_"))

    assert [client.id for client, _ in store.clients.find(words, 10)] == ["c1"]


@pytest.mark.parametrize("words", ["%", "_", "0%堂"])
def test_signs_of_the_query_language_are_plain_text(store: Store, words: str) -> None:
    store.clients.add(a_client(id="c1", name="渡辺商店"))
    store.clients.add(a_client(id="c2", name="100%堂_"))

    assert [client.id for client, _ in store.clients.find(words, 10)] == ["c2"]


@given(words=any_text)
def test_any_words_can_be_looked_for(lasting_store: Store, words: str) -> None:
    assert isinstance(lasting_store.clients.find(words, 1), tuple)


def test_a_merge_hands_over_all_cases_and_retires_the_other(store: Store) -> None:
    kept = store.clients.add(a_client(id="c1", name="見本商店", furigana="みほん"))
    store.clients.add(a_client(id="c2", name="ミホン商店"))
    _add_case(store, "k1", "c1")
    _add_case(store, "k2", "c2")
    _add_case(store, "k3", "c2", status=CaseStatus.BINNED)
    opened_before = store.cases.load("k2")

    merged = store.clients.merge(replace(kept, note="二重登録を統合"), "c2")

    assert merged == replace(kept, note="二重登録を統合", version=2)
    assert store.clients.load("c2") == merged
    assert [client.id for client, _ in store.clients.find("", 10)] == ["c1"]
    assert {store.cases.load(k).client_id for k in ("k1", "k2", "k3")} == {"c1"}
    with pytest.raises(StaleCase):
        store.cases.save(opened_before, summarise(opened_before))
    assert store.cases.find(CaseQuery(words="ミホン")).total == 2  # the reading of 見本商店
    assert store.cases.find(CaseQuery(words="ミホン商店")).total == 0


def test_a_merge_of_an_outdated_or_unknown_client_changes_nothing(store: Store) -> None:
    kept = store.clients.add(a_client(id="c1"))
    store.clients.add(a_client(id="c2"))
    _add_case(store, "k2", "c2")
    store.clients.save(kept)

    with pytest.raises(StaleClient):
        store.clients.merge(kept, "c2")
    with pytest.raises(KeyError):
        store.clients.merge(replace(kept, version=2), "nobody")
    with pytest.raises(ValueError, match="itself"):
        store.clients.merge(replace(kept, version=2), "c1")

    assert store.cases.load("k2").client_id == "c2"
    assert store.clients.load("c1").version == 2


def test_a_chain_of_merges_leads_to_the_client_in_use(store: Store) -> None:
    for number in (1, 2, 3):
        store.clients.add(a_client(id=f"c{number}"))
    store.clients.merge(store.clients.load("c2"), "c1")
    store.clients.merge(store.clients.load("c3"), "c2")

    assert store.clients.load("c1").id == "c3"
    with pytest.raises(KeyError):
        store.clients.merge(store.clients.load("c3"), "c1")


def test_merges_that_run_in_a_circle_end(store: Store) -> None:
    """A damaged record must not hang the program."""
    store.clients.add(a_client(id="c1"))
    store.clients.add(a_client(id="c2"))
    with store._database.write() as connection:
        connection.execute(text("UPDATE clients SET merged_into = 'c2' WHERE id = 'c1'"))
        connection.execute(text("UPDATE clients SET merged_into = 'c1' WHERE id = 'c2'"))

    assert store.clients.load("c1").id in {"c1", "c2"}


@given(st.text("あいうアイウ", min_size=1, max_size=3))
@settings(max_examples=20, deadline=None)
def test_a_new_name_moves_and_renames_the_cases_of_a_client(
    lasting_store: Store, furigana: str
) -> None:
    number = next(_numbers)
    client = lasting_store.clients.add(a_client(id=f"n{number}", name=f"旧称{number}号"))
    _add_case(lasting_store, f"n{number}", client.id)

    lasting_store.clients.save(replace(client, name=f"新称{number}号", furigana=furigana))

    found = CaseQuery(words=f"新称{number}号", client_id=client.id)
    assert [row.furigana for row in lasting_store.cases.find(found).rows] == [furigana]
    assert lasting_store.cases.find(replace(found, words=f"旧称{number}号")).rows == ()
    by_reading = CaseQuery(order=CaseOrder.FURIGANA, descending=False, limit=10_000)
    readings = [row.furigana for row in lasting_store.cases.find(by_reading).rows]
    assert readings.index("") >= readings.index(furigana) if "" in readings else True
