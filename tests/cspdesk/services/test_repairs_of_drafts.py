"""A draft of ours with every repair made draws no remark: any work, format, orderer, platform."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import pytest

from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import Decomposition
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.domain.request_format import OrderType, RequestFormat
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.checking import CheckingService
from cspdesk.services.drafting import DraftingService
from cspdesk.services.judged_posting import JudgedPosting
from cspdesk.services.judging import JudgingService
from cspdesk.services.platforms import PlatformsService
from cspdesk.services.tree_filling import work_item_from
from cspdesk.services.writing import WritingService
from tests.doubles import StandingClock

_NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
_CLIENT = Client(
    id="k",
    name="見本農園株式会社",
    created_at=_NOW,
    updated_at=_NOW,
    industry="農林水産業",
    prefecture="長野県",
    address="松本市見本1-2-3",
    employees=8,
    capital_yen=3_000_000,
    contact_name="販売係",
    contact="電話 000-0000-0000",
)
_WORK_TYPES = [work_type.id for work_type in load_catalogue().work_types]
_PLATFORMS = ("", *(profile.id for profile in PlatformsService().all()))
_MOST_REPAIRS = 20


@cache
def _writing() -> WritingService:
    checking = CheckingService()
    clock = StandingClock()
    return WritingService(DraftingService(), JudgingService(checking), checking, clock)


def _case(work_type: str, order_type: OrderType, platform_id: str = "") -> Case:
    entry = next(item for item in load_catalogue().items if item.work_type == work_type)
    return Case(
        id="c",
        client_id="k",
        title="直販の立ち上げ",
        created_at=_NOW,
        updated_at=_NOW,
        order_type=order_type,
        consultant="見本相談所",
        platform_id=platform_id,
        planned_order_on=date(2026, 12, 1),
        decomposition=Decomposition(work_items=(work_item_from(entry, id="w"),)),
    )


def _all_repaired(case: Case, posting: Posting, drafted: Posting) -> JudgedPosting:
    judged = _judged(case, posting, drafted)
    for _ in range(_MOST_REPAIRS):
        pairs = zip(judged.findings, judged.edits, strict=True)
        repair = next(((finding, edit) for finding, edit in pairs if edit is not None), None)
        if repair is None:
            break
        judged = _judged(case, _writing().repaired(judged.posting, *repair), drafted)
    return judged


def _judged(case: Case, posting: Posting, drafted: Posting) -> JudgedPosting:
    result = _writing().judge(case, _CLIENT, posting)
    return JudgedPosting(posting=posting, result=result, drafted=drafted)


def _draft(case: Case, format_: RequestFormat) -> Posting:
    return _writing().draft(case, _CLIENT, case.decomposition.work_items[0], format_, "p")


@pytest.mark.parametrize("work_type", _WORK_TYPES)
def test_a_repaired_draft_draws_no_remark_in_any_format_from_any_orderer(work_type: str) -> None:
    for format_ in RequestFormat:
        for order_type in OrderType:
            case = _case(work_type, order_type)
            draft = _draft(case, format_)

            judged = _all_repaired(case, draft, draft)

            left = [(f.rule, f.text) for f in judged.findings]
            assert left == [], (format_, order_type)


@pytest.mark.parametrize("order_type", OrderType)
@pytest.mark.parametrize("platform_id", _PLATFORMS)
def test_a_repaired_draft_draws_no_remark_on_any_platform(
    platform_id: str, order_type: OrderType
) -> None:
    for place, format_ in enumerate(RequestFormat):
        case = _case(_WORK_TYPES[place * 6], order_type, platform_id)
        draft = _draft(case, format_)

        judged = _all_repaired(case, draft, draft)

        assert [(f.rule, f.text) for f in judged.findings] == [], format_


@pytest.mark.parametrize("format_", RequestFormat)
def test_a_draft_that_lost_its_fields_is_whole_again_after_all_repairs(
    format_: RequestFormat,
) -> None:
    case = _case(_WORK_TYPES[0], OrderType.BROKER_MATCH)
    draft = _draft(case, format_)
    bare = replace(draft, texts=((PostingField.TITLE, draft.text(PostingField.TITLE)),))

    judged = _all_repaired(case, bare, draft)

    assert [(f.rule, f.text) for f in judged.findings] == []
    assert judged.posting.corrections
