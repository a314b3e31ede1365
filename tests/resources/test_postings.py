"""The shipped posting templates: complete for every kind of work, no unknown value."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cspdesk import data_files
from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import CatalogueItem
from cspdesk.domain.client import Client
from cspdesk.domain.finding import CheckResult, DisclosureItem, ItemState, Severity
from cspdesk.domain.posting import PostingField
from cspdesk.domain.request_format import OrderType, RequestFormat
from cspdesk.services.catalogue import load_catalogue, open_entry
from cspdesk.services.checking import CheckingService
from cspdesk.services.drafting import DraftingService
from cspdesk.services.posting_templates import names_in, posting_template
from cspdesk.services.tree_filling import work_item_from
from tests.builders import published

WORK_TYPES = [w.id for w in load_catalogue().work_types]
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
CHECKING = CheckingService()
CLIENT = Client(
    id="k",
    name="見本農園株式会社",
    created_at=NOW,
    updated_at=NOW,
    industry="農林水産業",
    prefecture="長野県",
    address="松本市見本1-2-3",
    contact_name="販売係",
    contact="電話 000-0000-0000",
)
VALUES = {
    *("仕事名", "短い仕事名", "成果物", "単位", "数量と単位", "採用数", "渡すもの", "技術"),
    *("合格の条件", "時間", "報酬総額", "単価", "報酬内訳", "応募締切", "発表日", "開始日"),
    *("初回納期", "納期", "確認日", "支払期日", "募集者の紹介", "取り組み", "所在地", "募集者"),
    *("問い合わせ先", "源泉", "支払方法", "守ること", "募集する案", "短い案"),
}


def test_every_work_type_has_its_file_and_there_are_no_others() -> None:
    wanted = {f"texts/postings/{name}.toml" for name in (*WORK_TYPES, "base")}

    assert set(data_files.names("texts/postings")) == wanted


@pytest.mark.parametrize("format_", RequestFormat)
@pytest.mark.parametrize("work_type", [*WORK_TYPES, ""])
def test_a_template_has_every_field_and_asks_for_known_values_only(
    work_type: str, format_: RequestFormat
) -> None:
    for monthly in (False, True):
        template = posting_template(work_type, "", format_, monthly=monthly)
        fields = [field for field, _ in template.texts]

        assert fields == [field.value for field in PostingField]
        for _, text in template.texts:
            assert names_in(text) <= VALUES


@pytest.mark.parametrize("work_type", WORK_TYPES)
def test_parts_for_single_pieces_of_work_name_ones_of_that_kind(work_type: str) -> None:
    own = {item.id for item in load_catalogue().items if item.work_type == work_type}

    for entry in open_entry(f"texts/postings/{work_type}.toml").entries("for_items"):
        assert set(entry.texts("ids")) <= own


def test_kinds_of_work_have_their_own_words() -> None:
    for name in ("work_content", "specification", "expenses", "intellectual_property"):
        texts = {
            dict(posting_template(w, "", RequestFormat.PROJECT).texts)[name] for w in WORK_TYPES
        }
        assert len(texts) >= 12


def _draft(item: CatalogueItem, format_: RequestFormat, order_type: OrderType) -> CheckResult:
    case = Case(
        id="c",
        client_id="k",
        title="直販の立ち上げ",
        created_at=NOW,
        updated_at=NOW,
        order_type=order_type,
        consultant="見本相談所",
    )
    posting = DraftingService().draft(
        case,
        CLIENT,
        work_item_from(item, id="w"),
        format_,
        posting_id="p",
        today=NOW.date(),
    )
    return CHECKING.check(published(posting, NOW.date(), order_type=order_type))


def _stands(result: CheckResult) -> list[tuple[str, str]]:
    return [(f.rule, f.text) for f in result.findings if f.severity is not Severity.INFO]


@pytest.mark.parametrize("item", [pytest.param(i, id=i.id) for i in load_catalogue().items])
def test_a_draft_discloses_all_eight_items_and_draws_no_remark(item: CatalogueItem) -> None:
    for format_ in RequestFormat:
        result = _draft(item, format_, OrderType.BROKER_MATCH)

        assert {r.item: r.state for r in result.items} == dict.fromkeys(
            DisclosureItem, ItemState.PRESENT
        )
        assert _stands(result) == []


@pytest.mark.parametrize("order_type", OrderType)
@pytest.mark.parametrize("work_type", WORK_TYPES)
def test_drafts_are_as_clean_whoever_stands_as_the_orderer(
    work_type: str, order_type: OrderType
) -> None:
    item = next(i for i in load_catalogue().items if i.work_type == work_type)
    for hint in item.formats:
        result = _draft(item, hint.format, order_type)

        assert all(r.state is ItemState.PRESENT for r in result.items)
        assert _stands(result) == []
