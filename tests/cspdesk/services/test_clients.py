"""Clients: found again under another spelling, merged without loss."""

from __future__ import annotations

import pytest

from cspdesk.services.clients import ClientService, name_key
from tests.builders import a_client
from tests.doubles import MemoryDesk


@pytest.fixture
def desk() -> MemoryDesk:
    return MemoryDesk()


@pytest.fixture
def clients(desk: MemoryDesk) -> ClientService:
    return ClientService(desk.clients, desk.clock)


@pytest.mark.parametrize(
    "name", ["株式会社見本製作所", "見本製作所", "（株）見本製作所", "㈱見本製作所", "見本 製作所"]
)
def test_corporate_form_width_and_spaces_do_not_tell_firms_apart(name: str) -> None:
    assert name_key(name) == "見本製作所"


def test_a_look_alike_is_found(desk: MemoryDesk, clients: ClientService) -> None:
    desk.clients.add(a_client(id="a", name="株式会社見本製作所"))
    desk.clients.add(a_client(id="b", name="見本商店"))

    assert [c.id for c in clients.look_alikes("㈱見本製作所")] == ["a"]
    assert clients.look_alikes("㈱見本製作所", but="a") == ()
    assert clients.look_alikes("  ") == ()


def test_merging_fills_gaps_and_moves_cases(desk: MemoryDesk, clients: ClientService) -> None:
    desk.clients.add(a_client(id="a", name="見本商店", employees=3, note="甲"))
    desk.clients.add(a_client(id="b", name="見本商店", employees=9, industry="小売", note="乙"))
    desk.cases.create(client_id="b")

    merged = clients.merge("a", "b")

    assert (merged.employees, merged.industry, merged.note) == (3, "小売", "甲\n乙")
    assert [(row.client.id, row.cases) for row in clients.find()] == [("a", 1)]
    assert clients.load("b").id == "a"


def test_a_client_cannot_be_merged_with_itself(clients: ClientService) -> None:
    with pytest.raises(ValueError, match="itself"):
        clients.merge("a", "a")


def test_clients_without_furigana_come_last(desk: MemoryDesk, clients: ClientService) -> None:
    desk.clients.add(a_client(id="a", name="亜"))
    desk.clients.add(a_client(id="b", name="和", furigana="わ"))

    assert [row.client.id for row in clients.find()] == ["b", "a"]
