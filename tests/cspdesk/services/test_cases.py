"""Whole cases: create, duplicate, bin, sample."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cspdesk.domain.case import Case, CaseStatus
from cspdesk.domain.decomposition import Decomposition, Issue
from cspdesk.domain.hearing import Channel, Hearing, Meeting
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.domain.request_format import RequestFormat
from cspdesk.errors import UnknownCase
from cspdesk.services.ports import CaseQuery
from tests.builders import a_client, accepted
from tests.doubles import MOMENT, TODAY, MemoryDesk


@pytest.fixture
def desk() -> MemoryDesk:
    return MemoryDesk()


def _full_case(case: Case) -> Case:
    posting = Posting(id="p", work_item_id="w2", format=RequestFormat.PROJECT)
    return replace(
        case,
        hearing=Hearing(
            owner_words="ことば",
            meetings=(Meeting(id="m", held_on=TODAY, minutes=60, channel=Channel.DESK),),
        ),
        decomposition=Decomposition(
            issues=(Issue(id="i1", name="問題"), Issue(id="i2", name="課題", parent_id="i1")),
            work_items=(accepted("w1", issue_id="i2"), accepted("w2", "w1", issue_id="i2")),
        ),
        postings=(posting.with_text(PostingField.TITLE, "題"),),
    )


def test_a_new_case_is_named_after_the_first_sentence(desk: MemoryDesk) -> None:
    opened = desk.cases.create(client_name=" 見本商店 ", words="客が減った。なんとかしたい。")

    assert opened.case.title == "客が減った"
    assert opened.client.name == "見本商店"
    assert desk.cases.find(CaseQuery()).rows[0].client_name == "見本商店"


def test_a_known_client_is_used_again(desk: MemoryDesk) -> None:
    first = desk.cases.create(client_name="見本商店")
    second = desk.cases.create(client_id=first.client.id, words="次の相談")

    assert second.client.id == first.client.id


def test_a_copy_has_new_ids_and_keeps_its_links(desk: MemoryDesk) -> None:
    opened = desk.cases.create(client_name="見本商店")
    desk.cases.save(_full_case(opened.case))

    copy = desk.cases.duplicate(opened.case.id).case

    first, second = copy.decomposition.work_items
    assert second.after == (first.id,)
    assert first.issue_id == copy.decomposition.issues[1].id
    assert copy.decomposition.issues[1].parent_id == copy.decomposition.issues[0].id
    posting = copy.posting_for(second.id)
    assert posting is not None
    assert posting.text(PostingField.TITLE) == "題"
    assert copy.hearing.meetings == ()
    assert {"w1", "w2", "i1", "i2", "p", opened.case.id}.isdisjoint(
        {first.id, second.id, posting.id, copy.id, *(i.id for i in copy.decomposition.issues)}
    )


def test_what_is_in_the_bin_can_be_brought_back(desk: MemoryDesk) -> None:
    case_id = desk.cases.create(client_name="見本商店").case.id

    desk.cases.to_bin(case_id)
    assert desk.cases.find(CaseQuery()).rows == ()
    assert desk.cases.find(CaseQuery(status=CaseStatus.BINNED)).rows[0].binned_at is not None

    desk.cases.activate(case_id)
    assert desk.cases.find(CaseQuery()).rows[0].binned_at is None


def test_emptying_the_bin_leaves_the_others(desk: MemoryDesk) -> None:
    kept = desk.cases.create(client_name="残す").case.id
    gone = desk.cases.create(client_name="消す").case.id
    desk.cases.to_bin(gone)

    assert desk.cases.empty_bin() == 1
    assert desk.cases.open(kept).client.name == "残す"
    with pytest.raises(UnknownCase):
        desk.cases.open(gone)


def test_a_sample_that_was_worked_on_is_kept(desk: MemoryDesk) -> None:
    client = a_client(id="s")
    sample = Case(
        id="sample",
        client_id="s",
        title="見本",
        created_at=MOMENT,
        updated_at=MOMENT,
        is_sample=True,
    )
    opened = desk.cases.install_sample(client, sample)
    desk.cases.save(replace(opened.case, title="直した見本"))
    desk.cases.to_bin("sample")

    again = desk.cases.install_sample(client, sample)

    assert again.case.title == "直した見本"
    assert again.case.status is CaseStatus.ACTIVE


def test_due_soon_shows_planned_days_nearest_first(desk: MemoryDesk) -> None:
    for name, day in (("後", 30), ("先", 25)):
        opened = desk.cases.create(client_name=name)
        desk.cases.save(replace(opened.case, planned_order_on=TODAY.replace(day=day)))

    assert [row.client_name for row in desk.cases.due_soon()] == ["先", "後"]
