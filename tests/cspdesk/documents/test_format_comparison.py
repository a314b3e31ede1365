"""The comparison page that the owner takes home."""

from __future__ import annotations

from dataclasses import replace

from cspdesk.documents.model import Document, Heading, SheetTitle, Table
from cspdesk.documents.plain_text import to_text
from cspdesk.domain.request_format import OrderType
from cspdesk.services.format_advice import FormatAdviceService
from cspdesk.services.format_comparing import comparison_of
from tests.cspdesk.documents.sample_case import CASE, CLIENT, TODAY


def page() -> Document:
    return comparison_of(CASE, CLIENT, TODAY)


def test_one_sheet_tells_what_is_shared_and_one_what_differs() -> None:
    titles = [block.title for block in page().blocks if isinstance(block, SheetTitle)]

    assert titles == ["依頼形式のくらべ", "仕事ごとのくらべ", "だれが頼むか"]


def test_each_order_is_compared_with_its_figures() -> None:
    headings = [block.text for block in page().blocks if isinstance(block, Heading)]
    tables = [block for block in page().blocks if isinstance(block, Table)]
    compared = [table for table in tables if "費用と期間" in table.header]

    for item in CASE.decomposition.ordered_items():
        assert any(item.name in heading for heading in headings)
    assert len(compared) == len(CASE.decomposition.ordered_items())


def test_money_and_rights_of_the_formats_are_told_once() -> None:
    tables = [block for block in page().blocks if isinstance(block, Table)]
    shared = [t for t in tables if "お金の動き" in {row[0].text for row in t.rows}]

    assert len(shared) == 1
    assert len(shared[0].header) == 4
    names = {row[0].text for row in shared[0].rows}
    assert {"選び方", "採らなかった案", "手に入るもの"} <= names


def test_why_a_format_cannot_be_used_is_told_once_however_many_orders_it_hits() -> None:
    text = to_text(page())
    advised = [FormatAdviceService().advise_on(i) for i in CASE.decomposition.ordered_items()]
    reasons = {x.reason for a in advised for s in a.scores for x in s.exclusions}

    assert reasons
    assert {reason: text.count(reason) for reason in reasons} == dict.fromkeys(reasons, 1)


def test_what_figures_rest_on_names_the_works_where_it_is_not_all_of_them() -> None:
    several = to_text(page()).split("費用と期間の根拠")[1]
    tree = replace(CASE.decomposition, work_items=CASE.decomposition.ordered_items()[:1])
    single = to_text(comparison_of(replace(CASE, decomposition=tree), CLIENT, TODAY))

    assert "（1）予算の幅：" in several
    assert "（ ）は仕事の番号です。" in several
    assert "（1）" not in single.split("費用と期間の根拠")[1]


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

    glance = next(block for block in shown.blocks if isinstance(block, Table))
    told = [(row[2].text, row[3].text) for row in glance.rows]
    assert told == [(format_.label, "おすすめ") for format_ in advised]


def test_the_type_of_the_case_and_the_advised_one_are_both_named() -> None:
    text = to_text(comparison_of(replace(CASE, order_type=OrderType.DIRECT), CLIENT, TODAY))

    assert OrderType.DIRECT.label in text
    assert OrderType.BROKER_MATCH.label in text


def test_a_case_without_orders_says_so() -> None:
    empty = replace(CASE, decomposition=replace(CASE.decomposition, work_items=()))

    assert "まだ決まっていません" in to_text(comparison_of(empty, CLIENT, TODAY))
