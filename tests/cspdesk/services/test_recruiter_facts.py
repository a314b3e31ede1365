"""The six facts of a recruitment follow what the check says."""

from __future__ import annotations

from datetime import date

import pytest

from cspdesk.domain.finding import ItemState
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.domain.request_format import RequestFormat
from cspdesk.rules.loading import load_pack
from cspdesk.services.checking import CheckingService
from cspdesk.services.recruiter_facts import _JUDGED_BY, recruiter_facts
from cspdesk.services.repairing import blanks
from tests.builders import published

_CHECKING = CheckingService()
_FULL = (
    Posting(id="p", work_item_id="w", format=RequestFormat.PROJECT)
    .with_text(PostingField.WORK_CONTENT, "商品の説明文を10本書いていただきます。")
    .with_text(PostingField.REWARD, "33,000円（税込）")
    .with_text(PostingField.CONTACT, "サイト内のメッセージでお問い合わせください。")
    .with_text(PostingField.CLIENT_NAME, "募集者：見本商店（静岡県見本市見本町1-1）")
    .with_text(PostingField.WORKPLACE, "在宅でできます。")
)


def _states(posting: Posting) -> dict[str, ItemState]:
    result = _CHECKING.check(published(posting, date(2026, 11, 24)))
    return {fact.name: fact.state for fact in recruiter_facts(result, blanks(posting))}


def test_a_posting_with_all_six_shows_all_six() -> None:
    assert set(_states(_FULL).values()) == {ItemState.PRESENT}


@pytest.mark.parametrize(
    ("field", "names"),
    [
        (PostingField.CLIENT_NAME, {"名称", "所在地"}),
        (PostingField.CONTACT, {"連絡先"}),
        (PostingField.WORKPLACE, {"場所"}),
        (PostingField.REWARD, {"報酬"}),
    ],
)
def test_an_emptied_field_shows_what_is_missing(field: PostingField, names: set[str]) -> None:
    states = _states(_FULL.with_text(field, ""))

    assert {name for name, state in states.items() if state is ItemState.ABSENT} == names


@pytest.mark.parametrize(
    ("field", "text", "name"),
    [
        (
            PostingField.CLIENT_NAME,
            "募集者：見本商店（静岡県〔市区町村からの所在地を記入〕）",
            "所在地",
        ),
        (PostingField.CLIENT_NAME, "募集者：〔会社名を記入〕（静岡県見本市見本町1-1）", "名称"),
        (PostingField.CONTACT, "サイト内のメッセージで〔担当の氏名を記入〕へ。", "連絡先"),
    ],
)
def test_a_blank_to_fill_in_is_not_yet_the_fact(field: PostingField, text: str, name: str) -> None:
    states = _states(_FULL.with_text(field, text))

    assert {other for other, state in states.items() if state is ItemState.PARTIAL} == {name}


def test_the_rules_that_judge_the_facts_are_in_the_pack() -> None:
    rules = {rule.id: rule.category for rule in load_pack().rules}

    judges = [judge for _, _, judge in _JUDGED_BY if judge in rules]

    assert {rules[judge] for judge in judges} == {"article12"}
    assert len(judges) == 4
