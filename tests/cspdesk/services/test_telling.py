"""Reading budget, deadline and headcount out of a talk, as a specification."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.services.telling import read_told
from cspdesk.services.told_values import Sureness

TODAY = date(2026, 11, 22)
OWN = Path(__file__).resolve().parents[3] / "eval" / "own"
ROWS = [
    json.loads(line)
    for path in sorted(OWN.glob("told_values*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]
FIELDS = ("budget_yen", "deadline", "employees")


def values(words: str, today: date = TODAY) -> dict[str, object]:
    told = read_told(words, today)
    found = {"budget_yen": told.budget_yen, "employees": told.employees}
    shown: dict[str, object] = {k: v.value if v is not None else None for k, v in found.items()}
    shown["deadline"] = told.deadline.value.isoformat() if told.deadline is not None else None
    return shown


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["id"]))
def test_a_labelled_phrase_is_read_as_it_was_meant(row: dict[str, object]) -> None:
    read = values(str(row["says"]))

    expected = {field: row[field] for field in FIELDS if field != row.get("known_miss")}
    assert {field: read[field] for field in expected} == expected


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("箱代は別で、予算50万。ただし印刷代10万は別に持つ", 500_000),
        ("広告に毎月5万、これ以上は無理", None),
        ("20万は高い。出せて12万", 120_000),
        ("八万円前後でお願いできますか", 80_000),
        ("売上3億、利益200万の会社です", None),
        ("5万人に届けたい", None),
        ("1/2くらいに減らしたい", None),
    ],
)
def test_an_amount_is_the_budget_only_where_it_is_meant_for_this(
    words: str, value: int | None
) -> None:
    assert values(words)["budget_yen"] == value


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("来年末までにお願いします", "2027-12-31"),
        ("再来年末までにお願いします", "2028-12-31"),
        ("来年度内にお願いします", "2028-03-31"),
        ("再来年度内にお願いします", "2029-03-31"),
    ],
)
def test_the_end_of_a_later_year_is_told_apart(words: str, day: str) -> None:
    assert values(words)["deadline"] == day


@pytest.mark.parametrize(
    ("words", "today", "day"),
    [
        ("年内に", date(2026, 12, 31), "2026-12-31"),
        ("3月までに", date(2027, 3, 31), "2027-03-31"),
        ("3月までに", date(2027, 4, 1), "2028-03-31"),
        ("年度内に", date(2027, 2, 1), "2027-03-31"),
        ("来月末までに", date(2026, 12, 31), "2027-01-31"),
        ("盆前に", date(2026, 8, 12), "2026-08-12"),
        ("半年以内に", date(2026, 8, 31), "2027-02-28"),
        ("令和9年1月18日まで", TODAY, "2027-01-18"),
        ("2026年2月30日まで", TODAY, None),
        ("1/2くらいに減らしたい", TODAY, None),
    ],
)
def test_days_are_reckoned_from_the_day_of_the_talk(
    words: str, today: date, day: str | None
) -> None:
    assert values(words, today)["deadline"] == day


@pytest.mark.parametrize(
    ("words", "latest", "wish"),
    [
        ("できれば3月10日までに、遅くとも3月末までに", "2027-03-31", "2027-03-10"),
        ("なるべく1月中に。3月の決算までには必ず", "2027-03-31", "2027-01-31"),
        ("遅くとも2月末まで。本当は12月25日までに", "2027-02-28", "2026-12-25"),
        ("できれば来月末までに", "2026-12-31", None),
        ("2月末までに。3月10日までに別の催し", "2027-02-28", None),
    ],
)
def test_a_wish_does_not_hide_the_latest_day(words: str, latest: str, wish: str | None) -> None:
    told = read_told(words, TODAY)

    assert told.deadline is not None
    assert told.deadline.value.isoformat() == latest
    assert (told.wish.value.isoformat() if told.wish is not None else None) == wish


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("上限は80万円です。いえ、60万円に抑えます。", 600_000),
        ("予算は15万円、いや25万円まで", 250_000),
        ("予算は40万円。やっぱり家賃の10万円は別です", 400_000),
        ("予算は40万円。いや、50万円は無理です", 400_000),
        ("予算45マンくらい", 450_000),
        ("45マンションの管理組合です", None),
        ("予算は45万ドル", None),
        ("予算は月4万円", None),
        ("予算は45万元", None),
        ("予算は45万円、元手は自分で用意します", 450_000),
    ],
)
def test_a_correction_counts_and_other_money_does_not(words: str, value: int | None) -> None:
    budget = read_told(words, TODAY).budget_yen

    assert (budget.value if budget is not None else None) == value
    assert budget is None or budget.sure is Sureness.CLEAR


@pytest.mark.parametrize(
    ("words", "value", "sure"),
    [
        ("社員4人、パート6人の会社です", 10, Sureness.ROUGH),
        ("パート2人と社員3人、合わせて5人です", 5, Sureness.CLEAR),
        ("6人でやっていましたが春に2人辞めました", 4, Sureness.ROUGH),
        ("6人でやってたけど2人辞めて2人入った", 6, Sureness.ROUGH),
        ("6人でやってます。前に1人辞めました", 6, Sureness.CLEAR),
    ],
)
def test_kinds_of_people_are_added_and_leavers_taken_off(
    words: str, value: int, sure: Sureness
) -> None:
    told = read_told(words, TODAY).employees

    assert told is not None
    assert (told.value, told.sure) == (value, sure)
    assert words[told.start : told.end] == told.quote


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("期限は2027/1/3 19:00", "2027-01-03"),
        ("納期は２０２７－０２－０５ ９：３０です", "2027-02-05"),
        ("明日までにお願いします", "2026-11-23"),
        ("あさって締切です", "2026-11-24"),
        ("今日までに3人辞めました", None),
        ("今日から頼みたい", None),
        ("1月までに、いや2月末までにお願いします", "2027-02-28"),
    ],
)
def test_near_days_times_and_corrected_days_are_read(words: str, day: str | None) -> None:
    assert values(words)["deadline"] == day


def test_a_plain_statement_is_surer_than_a_season() -> None:
    said = read_told("予算は20万円、3月31日まで。", TODAY)
    vague = read_told("20万くらいかな。夏までに。", TODAY)

    assert said.budget_yen is not None
    assert said.deadline is not None
    assert vague.budget_yen is not None
    assert vague.deadline is not None
    assert {said.budget_yen.sure, said.deadline.sure} == {Sureness.CLEAR}
    assert {vague.budget_yen.sure, vague.deadline.sure} == {Sureness.ROUGH}


def test_the_quote_stands_at_its_place_in_the_original_words() -> None:
    words = "あの　ね、\n６０ 万くらい で、年内に。パート入れて７人。"
    told = read_told(words, TODAY)

    for value in (told.budget_yen, told.deadline, told.employees):
        assert value is not None
        assert words[value.start : value.end] == value.quote
    assert told.budget_yen is not None
    assert told.budget_yen.quote == "６０ 万くらい"


SCRAPS = st.sampled_from(
    [
        "60万",
        "三十",
        "円",
        "まで",
        "月",
        "12",
        "日",
        "年内",
        "春",
        "来年の",
        "人",
        "に",
        "、",
        "〜",
        "千",
        "億",
    ]
)
ODD_SCRAPS = st.sampled_from(
    ["前", "令和", "元年", "半月", "以内", "で", "たい", "/", "2/30", "盆", "0", "9999", "x", "。"]
)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("予算は30万円か20万円です。", 300_000),
        ("予算は20万円か30万円です。", 300_000),
        ("月に1万円ずつ2年間なら出せます。", 240_000),
    ],
)
def test_of_two_amounts_the_higher_counts_and_months_are_added_up(words: str, value: int) -> None:
    assert values(words)["budget_yen"] == value


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("社員2人とパート3人です。", 5),
        ("生徒は社員2人と家族3人です。", None),
        ("3人でやっていたけど5人辞めた。", 3),
    ],
)
def test_customers_are_no_staff_and_no_more_can_leave_than_there_were(
    words: str, people: int | None
) -> None:
    assert values(words)["employees"] == people


@pytest.mark.parametrize(
    ("words", "people", "quote"),
    [
        ("夫婦とパート2人でやってます。", 4, "夫婦とパート2人"),
        ("受付の子が一人でやっているので手が回りません。", None, ""),
        ("事務員さんはいます。私が一人でやっています。", 1, "一人でやっています"),
        ("3人で回してます。", 3, "3人で回してます"),
    ],
)
def test_a_couple_has_its_staff_added_and_one_of_several_is_not_all_of_them(
    words: str, people: int | None, quote: str
) -> None:
    told = read_told(words, TODAY).employees

    assert (told and told.value) == people
    assert (told.quote if told else "") == quote


@given(st.one_of(st.text(max_size=60), st.lists(SCRAPS | ODD_SCRAPS, max_size=14).map("".join)))
def test_any_text_is_read_without_a_fault(words: str) -> None:
    told = read_told(words, TODAY)

    if told.deadline is not None:
        assert told.deadline.value >= TODAY
    for value in (told.budget_yen, told.employees):
        assert value is None or value.value > 0


def test_a_long_row_of_people_takes_no_longer_than_other_words() -> None:
    told = read_told("パート3人と" * 3_000 + "社員2人です", TODAY)

    assert told.employees is not None
    assert told.employees.sure is Sureness.ROUGH
