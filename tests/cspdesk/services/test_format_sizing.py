"""Sizes of a posting and the steps of work that goes out in several formats."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cspdesk.domain.decomposition import WorkItem
from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.format_advice import FormatAdviceService
from cspdesk.services.format_sizing import cost, load_sizing, load_splits, size

ITEM = WorkItem(
    id="w1",
    name="商品説明文",
    quantity=40,
    unit="品",
    price_low_yen=500,
    price_high_yen=1500,
    hours=20.0,
    days=7,
    price_basis="品あたりの目安・未確認（根拠：推定）",
)
LOGO = replace(ITEM, name="ロゴ", catalogue_id="des-logo", quantity=1, unit="点", hours=10.0)


def lines(item: WorkItem, format_: RequestFormat) -> dict[str, str]:
    return {line.label: line.text for line in size(item, format_)}


def test_a_project_has_a_budget_band_for_all_pieces() -> None:
    assert "20,000〜60,000円" in cost(ITEM, RequestFormat.PROJECT)


def test_a_competition_has_a_prize_for_the_one_that_is_taken() -> None:
    assert "500〜1,500円" in lines(LOGO, RequestFormat.COMPETITION)["賞金（採用1点）"]


def test_a_task_has_a_unit_price_and_a_number_of_workers() -> None:
    found = lines(ITEM, RequestFormat.TASK)

    assert "500〜1,500円" in found["単価（1品）"]
    assert found["頼む人数"].startswith("10人")


def test_no_more_workers_than_pieces_are_asked_for() -> None:
    few = replace(ITEM, quantity=3)

    assert lines(few, RequestFormat.TASK)["頼む人数"].startswith("3人")


def test_the_hourly_equivalent_tells_its_calculation() -> None:
    line = next(x for x in size(ITEM, RequestFormat.TASK) if x.label == "1時間あたり")

    assert line.text.startswith("2,000円")
    assert line.basis == "40,000円 ÷ 20時間"


def test_money_tells_what_it_rests_on_and_is_not_invented() -> None:
    bare = WorkItem(id="w2", name="何か")

    assert "推定" in size(ITEM, RequestFormat.PROJECT)[0].basis
    assert cost(bare, RequestFormat.PROJECT) == "目安がありません"
    assert "1時間あたり" not in lines(bare, RequestFormat.PROJECT)


def test_the_planned_price_stands_before_the_usual_range() -> None:
    planned = replace(ITEM, unit_price_yen=1100)

    assert cost(planned, RequestFormat.PROJECT).startswith("44,000円（税込・予定）")


def test_expected_entries_are_shown_only_where_a_source_gives_them() -> None:
    entries = [x for x in size(LOGO, RequestFormat.COMPETITION) if x.label == "応募の数"]

    assert entries
    assert "2018" in entries[0].basis
    assert "応募の数" not in lines(ITEM, RequestFormat.COMPETITION)
    assert all(found.source for found in load_sizing().entries)


@pytest.mark.parametrize(
    ("text", "formats"),
    [
        ("新しい店の屋号と、それに合うロゴがほしい", ["competition", "project"]),
        ("先に買った人の意見を集めて、報告にまとめてほしい", ["task", "project"]),
        ("ロゴを決めて、名刺と看板にも使いたい", ["competition", "project"]),
        ("手順書がまだないので決まりから一緒につくりたい", ["project", "task"]),
    ],
)
def test_work_of_several_kinds_is_split_into_steps(text: str, formats: list[str]) -> None:
    assert [s.format.value for s in FormatAdviceService().advise(text=text).split] == formats


@pytest.mark.parametrize("text", ["店名は決まっています。ロゴを頼みたい", "チラシを1枚"])
def test_work_of_one_kind_is_not_split(text: str) -> None:
    assert FormatAdviceService().advise(text=text).split == ()


def test_every_step_of_a_split_tells_why() -> None:
    assert all(step.why for split in load_splits() for step in split.steps)


def test_the_words_of_a_template_do_not_speak_but_a_changed_quantity_does() -> None:
    service = FormatAdviceService()
    logo = replace(LOGO, name="ロゴデザイン", deliverable="")

    single = {a.question_id: a for a in service.advise_on(logo).answers}["units"]
    many = {a.question_id: a for a in service.advise_on(replace(logo, quantity=12)).answers}

    assert single.value == "single"
    assert many["units"].value == "many"
