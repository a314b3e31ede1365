"""Drafts of postings as a specification."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import CatalogueItem
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import WorkItem
from cspdesk.domain.hearing import Answer, AnswerState, Hearing
from cspdesk.domain.posting import PostingField
from cspdesk.domain.request_format import OrderType, RequestFormat
from cspdesk.domain.typed_values import parse_day
from cspdesk.rules.banking_days import is_banking_day
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.drafting import TITLE_LENGTH, DraftingService
from cspdesk.services.posting_days import plan_days
from cspdesk.services.tree_filling import work_item_from

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
SERVICE = DraftingService()
EVERY = [
    pytest.param(item, format_, id=f"{item.id}-{format_.value}")
    for item in load_catalogue().items
    for format_ in RequestFormat
]


def case(order_type: OrderType = OrderType.BROKER_MATCH, **answers: tuple[str, ...]) -> Case:
    heard = tuple(
        Answer(question_id=q, state=AnswerState.ANSWERED, choices=c) for q, c in answers.items()
    )
    return Case(
        id="c",
        client_id="k",
        title="直販の立ち上げ",
        created_at=NOW,
        updated_at=NOW,
        order_type=order_type,
        consultant="見本相談所",
        hearing=Hearing(answers=heard),
    )


def client() -> Client:
    return Client(
        id="k",
        name="見本農園株式会社",
        created_at=NOW,
        updated_at=NOW,
        industry="農林水産業",
        prefecture="長野県",
        address="松本市見本1-2-3",
        contact_name="販売係",
        contact="見本の電話番号",
    )


def flyer() -> WorkItem:
    entry = load_catalogue().item("des-flyer")
    assert entry is not None
    return work_item_from(entry, id="w")


def texts(
    item: WorkItem,
    format_: RequestFormat = RequestFormat.PROJECT,
    *,
    of: Case | None = None,
    who: Client | None = None,
) -> dict[PostingField, str]:
    posting = SERVICE.draft(
        of or case(), who or client(), item, format_, posting_id="p", today=TODAY
    )
    return dict(posting.texts)


@pytest.mark.parametrize(("entry", "format_"), EVERY)
def test_every_piece_of_work_is_drafted_in_every_format_with_every_field(
    entry: CatalogueItem, format_: RequestFormat
) -> None:
    draft = texts(work_item_from(entry, id="w"), format_)

    assert list(draft) == list(PostingField)
    assert all(text.strip() for text in draft.values())
    whole = "\n".join(draft.values())
    assert "{{" not in whole
    assert "〔" not in whole
    assert len(draft[PostingField.TITLE]) <= TITLE_LENGTH
    assert "第27条・第28条" in draft[PostingField.INTELLECTUAL_PROPERTY]
    assert "負担します" in draft[PostingField.EXPENSES]
    assert "税込" in draft[PostingField.REWARD]


def test_the_same_facts_give_the_same_text() -> None:
    assert texts(flyer()) == texts(flyer())


def test_reward_states_the_sum_and_how_it_comes_about() -> None:
    item = replace(flyer(), unit="点", quantity=24, unit_price_yen=3_300)

    assert texts(item)[PostingField.REWARD].startswith(
        "79,200円（税込）。内訳は1点3,300円（税込）×24点です。"
    )


def test_what_is_not_known_becomes_a_blank_to_fill_in() -> None:
    bare = WorkItem(id="w", name="看板の塗り直し相談")
    nobody = Client(id="k", name="", created_at=NOW, updated_at=NOW)

    draft = texts(bare, who=nobody)

    assert "〔報酬額を記入〕" in draft[PostingField.REWARD]
    assert "〔作るものを記入〕" in draft[PostingField.WORK_CONTENT]
    assert "〔所在地を記入〕" in draft[PostingField.CLIENT_NAME]
    assert "〔担当の部署・氏名を記入〕" in draft[PostingField.CONTACT]


def test_direct_orders_are_paid_by_bank_transfer_at_the_owners_cost() -> None:
    draft = texts(flyer(), of=case(OrderType.DIRECT))

    assert "銀行振込" in draft[PostingField.PAYMENT_METHOD]
    assert "振込手数料は募集者が負担" in draft[PostingField.PAYMENT_METHOD]
    assert "見本の電話番号" in draft[PostingField.CONTACT]


@pytest.mark.parametrize("order_type", [OrderType.BROKER_MATCH, OrderType.BROKER_RESELL])
def test_orders_through_a_service_are_paid_from_escrow_and_asked_about_there(
    order_type: OrderType,
) -> None:
    draft = texts(flyer(), of=case(order_type))

    assert "仮払い" in draft[PostingField.PAYMENT_METHOD]
    assert "募集ページの質問欄" in draft[PostingField.CONTACT]
    assert "見本の電話番号" not in "".join(draft.values())


def test_on_a_platform_questions_are_asked_there_even_where_the_client_orders_itself() -> None:
    on_platform = replace(case(OrderType.DIRECT), platform_id="lancers")

    draft = texts(flyer(), of=on_platform)

    assert "募集ページの質問欄" in draft[PostingField.CONTACT]
    assert "仮払い" in draft[PostingField.PAYMENT_METHOD]


@pytest.mark.parametrize("platform_id", ["mamaworks", "gone"])
def test_a_platform_that_takes_no_orders_itself_leaves_the_payment_as_it_is(
    platform_id: str,
) -> None:
    draft = texts(flyer(), of=replace(case(OrderType.DIRECT), platform_id=platform_id))

    assert "銀行振込" in draft[PostingField.PAYMENT_METHOD]


def test_applications_close_within_the_longest_time_that_the_platform_allows() -> None:
    planned = replace(flyer(), starts_on=TODAY + timedelta(days=60), due_on=TODAY + timedelta(90))
    usual = texts(planned)
    short = texts(planned, of=replace(case(), platform_id="studiounbuilt"))

    def closing(draft: dict[PostingField, str]) -> date:
        found = re.search(r"応募[^。]*?(\d+年\d+月\d+日)", "".join(draft.values()))
        assert found is not None
        day = parse_day(found[1], TODAY)
        assert day is not None
        return day

    assert closing(usual) > TODAY + timedelta(days=14)
    assert closing(short) <= TODAY + timedelta(days=14)


def test_the_reseller_stands_as_the_orderer() -> None:
    draft = texts(flyer(), of=case(OrderType.BROKER_RESELL))

    assert draft[PostingField.CLIENT_NAME].startswith("見本相談所（仲介する事業者")


def test_a_right_to_use_is_enough_where_the_owner_said_so() -> None:
    draft = texts(flyer(), of=case(rights=("use",)))

    assert "受注する方に残ります" in draft[PostingField.INTELLECTUAL_PROPERTY]


def test_personal_data_bring_an_agreement_unless_they_were_ruled_out() -> None:
    item = replace(flyer(), personal_data="possible")

    assert "秘密保持" in texts(item)[PostingField.CONDITIONS]
    ruled_out = texts(item, of=case(personal_data=("none",)))
    assert "秘密保持" not in ruled_out[PostingField.CONDITIONS]


def test_monthly_work_names_every_payment_day() -> None:
    entry = load_catalogue().item("dev-cms-maint")
    assert entry is not None
    item = replace(work_item_from(entry, id="w"), quantity=3, starts_on=date(2026, 12, 1))

    draft = texts(item)

    assert "2027年2月28日（日）" in draft[PostingField.DEADLINE]
    assert re.findall(r"\d{4}年\d+月\d+日", draft[PostingField.PAYMENT_DATE]) == [
        "2027年1月25日",
        "2027年2月25日",
        "2027年3月25日",
    ]


def test_text_from_outside_is_never_read_as_a_pattern() -> None:
    draft = texts(replace(flyer(), deliverable="{{報酬総額}}と{0}"))

    assert "{{報酬総額}}と{0}" in draft[PostingField.WORK_CONTENT]


@given(
    format_=st.sampled_from(RequestFormat),
    days=st.none() | st.integers(min_value=0, max_value=240),
    starts_in=st.none() | st.integers(min_value=-60, max_value=120),
    due_in=st.none() | st.integers(min_value=-60, max_value=240),
    unit=st.sampled_from(["点", "月"]),
    today=st.dates(min_value=date(2026, 1, 1), max_value=date(2035, 1, 1)),
)
def test_days_follow_each_other_and_payment_falls_on_a_banking_day_within_thirty_days(  # noqa: PLR0913, PLR0917
    format_: RequestFormat,
    days: int | None,
    starts_in: int | None,
    due_in: int | None,
    unit: str,
    today: date,
) -> None:
    item = replace(
        flyer(),
        unit=unit,
        quantity=3,
        days=days,
        starts_on=None if starts_in is None else today + timedelta(days=starts_in),
        due_on=None if due_in is None else today + timedelta(days=due_in),
    )

    plan = plan_days(item, format_, today)

    assert today <= plan.apply_by
    assert plan.apply_by <= plan.due_on
    assert plan.starts_on <= plan.due_on
    assert plan.due_on > today
    assert all(is_banking_day(day) for day in plan.paid_on)
    assert plan.due_on < plan.paid_on[-1] <= plan.due_on + timedelta(days=29)
    assert plan.first_due_on < plan.confirmed_on <= plan.paid_on[0]


def test_a_planned_day_is_kept() -> None:
    item = replace(flyer(), starts_on=date(2026, 12, 14), due_on=date(2027, 1, 15))

    draft = texts(item)

    assert parse_day(draft[PostingField.DEADLINE].split("に納品")[0], TODAY) == item.due_on
    assert draft[PostingField.PAYMENT_DATE] == "2027年2月12日（金）に支払います。"


def test_a_competition_asks_for_proposals_without_saying_so_twice() -> None:
    named = replace(flyer(), name="外観デザイン案")

    draft = texts(named, RequestFormat.COMPETITION)

    assert draft[PostingField.TITLE] == "外観デザイン案を募集（採用1名）"
    assert "案の案" not in "".join(draft.values())


@pytest.mark.parametrize("format_", RequestFormat)
@pytest.mark.parametrize("unit", ["点", "か月"])
@pytest.mark.parametrize("number", [0, 99_999_999])
def test_numbers_typed_by_mistake_still_give_a_draft(
    format_: RequestFormat, unit: str, number: int
) -> None:
    item = replace(flyer(), unit=unit, quantity=number, days=number, hours=2.5)

    assert texts(item, format_)[PostingField.DEADLINE]


def test_the_owners_talk_is_not_published_as_a_theme() -> None:
    talk = "うちはね、駅前で店をやってまして、"
    untitled = replace(case(), title="うちはね、駅前で…", hearing=Hearing(owner_words=talk))

    background = SERVICE.draft(
        untitled, client(), flyer(), RequestFormat.PROJECT, posting_id="p", today=TODAY
    ).text(PostingField.BACKGROUND)

    assert "うちはね" not in background
    assert "業務の見直し" in background
