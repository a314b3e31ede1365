"""The comparison page that the owner takes home."""

from __future__ import annotations

from dataclasses import replace

from cspdesk.documents.model import Document, FieldGrid, SheetTitle, Table
from cspdesk.documents.plain_text import to_text
from cspdesk.domain.request_format import OrderType
from cspdesk.services.format_advice import FormatAdviceService
from cspdesk.services.format_comparing import comparison_of
from tests.cspdesk.documents.sample_case import CASE, CLIENT, TODAY


def page() -> Document:
    return comparison_of(CASE, CLIENT, TODAY)


def test_each_order_has_its_own_sheet_and_who_orders_comes_last() -> None:
    titles = [block.title for block in page().blocks if isinstance(block, SheetTitle)]

    assert len(titles) == len(CASE.decomposition.ordered_items()) + 1
    assert titles[-1] == "だれが頼むか"


def test_the_three_formats_stand_beside_each_other_with_money_and_rights() -> None:
    table = next(block for block in page().blocks if isinstance(block, Table))
    rows = [row[0].text for row in table.rows]

    assert len(table.header) == 4
    assert {"費用と期間", "お金の動き", "選び方", "採らなかった案", "手に入るもの"} <= set(rows)


def test_an_override_is_printed_with_the_reason_the_consultant_gave() -> None:
    item = next(i for i in CASE.decomposition.ordered_items() if i.format_decision is not None)
    assert item.format_decision is not None
    decided = replace(item.format_decision, override_reason="前の絵柄に続けるため")
    tree = CASE.decomposition.with_work_item(replace(item, format_decision=decided))

    text = to_text(comparison_of(replace(CASE, decomposition=tree), CLIENT, TODAY))

    assert "前の絵柄に続けるため" in text


def test_an_order_without_a_decision_shows_what_its_answers_speak_for() -> None:
    tree = CASE.decomposition
    for item in tree.ordered_items():
        tree = tree.with_work_item(replace(item, format_decision=None))
    advised = [FormatAdviceService().advise_on(item).format for item in tree.ordered_items()]
    assert len(set(advised)) > 1

    shown = comparison_of(replace(CASE, decomposition=tree), CLIENT, TODAY)

    facts = [pair for b in shown.blocks if isinstance(b, FieldGrid) for pair in b.pairs]
    told = [cell.text for name, cell in facts if name == "おすすめの形式"]
    assert told == [format_.label for format_ in advised]


def test_the_type_of_the_case_and_the_advised_one_are_both_named() -> None:
    text = to_text(comparison_of(replace(CASE, order_type=OrderType.DIRECT), CLIENT, TODAY))

    assert OrderType.DIRECT.label in text
    assert OrderType.BROKER_MATCH.label in text


def test_a_case_without_orders_says_so() -> None:
    empty = replace(CASE, decomposition=replace(CASE.decomposition, work_items=()))

    assert "まだ決まっていません" in to_text(comparison_of(empty, CLIENT, TODAY))
