from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.source import Confidence
from cspdesk.errors import DataFileError
from cspdesk.rules.table import Table
from cspdesk.rules.values import (
    entry_on,
    read_values,
    value,
    values_of,
    wage_entry,
    with_figures,
)

NAMES = sorted(read_values())
PREFECTURES = [name.partition(".")[2] for name in NAMES if name.startswith("minimum_wage.")]
SOURCE = 'source = { law = "見本の法律", checked_on = 2026-11-21 }'


def file_with(text: str) -> dict[str, Any]:
    return tomli.loads(text)


def entry(start: str, extra: str = "") -> str:
    head = f'[[a.b]]\nfrom = {start}\nvalue = 1\nunit = "days"\nconfidence = "確認済"\n'
    return f"{head}{SOURCE}\n{extra}\n"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (entry("2026-01-01") + entry("2026-01-01"), "a.b"),
        (entry("2026-01-01") + entry("2025-01-01"), "a.b"),
        (entry("2025-01-01", "until = 2025-12-31") + entry("2026-01-01"), "a.b"),
        (entry("2025-01-01", "until = 2026-01-02") + entry("2026-01-01"), "a.b"),
        (entry("2026-01-01", "until = 2026-01-01"), "a.b"),
        (entry("2026-01-01", "tax = 1"), "a.b[0].tax"),
        (entry("2026-01-01").replace("value = 1", "value = 1.5"), "a.b[0].value"),
        (entry("2026-01-01").replace("確認済", "たぶん"), "a.b[0].confidence"),
        ("[a]\nb = []", "a.b"),
    ],
)
def test_gap_overlap_or_wrong_shape_is_refused_by_name(text: str, key: str) -> None:
    with pytest.raises(DataFileError) as caught:
        values_of(Table("values/a.toml", "", file_with(text)))

    assert caught.value.key == key


@pytest.mark.parametrize("row", ["[1000]", '["1000", 2026-10-01]', "[1000, 2026]", "1000"])
def test_wage_without_yen_and_first_day_is_refused(row: str) -> None:
    text = (
        f'[[minimum_wage_round]]\nchecked_on = 2026-11-21\nconfidence = "確認済"\n{SOURCE}\n'
        f'[minimum_wage_round.rows]\n"見本県" = {row}'
    )

    with pytest.raises(DataFileError) as caught:
        values_of(Table("values/a.toml", "", file_with(text)))

    assert caught.value.key.endswith("rows.見本県")


def test_name_that_is_not_on_file_is_an_error() -> None:
    with pytest.raises(KeyError):
        value("payment.max_dais", date(2026, 11, 21))


@given(st.sampled_from(NAMES), st.dates(date(2000, 1, 1), date(2040, 12, 31)))
def test_figure_holds_from_its_first_day_without_gap(name: str, day: date) -> None:
    entries = read_values()[name]

    assert (value(name, day) is None) is (day < entries[0].start)


@pytest.mark.parametrize("name", NAMES)
def test_figure_changes_on_its_first_day_and_not_before(name: str) -> None:
    before: int | None = None
    for item in read_values()[name]:
        assert value(name, item.start - timedelta(days=1)) == before
        assert value(name, item.start) == item.value
        before = item.value


def test_each_of_the_prefectures_has_two_rounds() -> None:
    assert len(PREFECTURES) == 48
    assert all(len(read_values()[f"minimum_wage.{name}"]) == 2 for name in PREFECTURES)


@pytest.mark.parametrize(
    ("prefecture", "day", "yen"),
    [
        ("東京都", date(2025, 10, 2), None),
        ("東京都", date(2025, 10, 3), 1226),
        ("東京都", date(2026, 9, 30), 1226),
        ("東京都", date(2026, 10, 1), 1280),
        ("秋田県", date(2026, 3, 30), None),
        ("秋田県", date(2026, 3, 31), 1031),
        ("岩手県", date(2026, 11, 21), 1031),
        ("岩手県", date(2026, 12, 1), 1090),
        ("熊本県", date(2026, 11, 30), 1034),
        ("沖縄県", date(2026, 12, 1), 1023),
        ("沖縄県", date(2026, 12, 2), 1086),
        ("京都府", date(2026, 11, 15), 1122),
        ("京都府", date(2026, 11, 16), 1180),
        ("宮崎県", date(2026, 11, 21), 1085),
        ("全国加重平均", date(2025, 9, 30), None),
        ("全国加重平均", date(2026, 9, 30), 1121),
        ("全国加重平均", date(2026, 10, 1), 1177),
        ("火星", date(2026, 10, 1), None),
    ],
)
def test_wage_of_a_prefecture_follows_its_own_first_day(
    prefecture: str, day: date, yen: int | None
) -> None:
    found = wage_entry(prefecture, day)

    assert (found.value if found else None) == yen


def test_withholding_from_2027_stands_as_not_confirmed() -> None:
    last, first = date(2026, 12, 31), date(2027, 1, 1)
    name = "tax.withholding_basis_points"

    assert (value(name, last), value(name, first)) == (1021, 1021)
    assert [entry_on(name, day).confidence for day in (last, first)] == [  # type: ignore[union-attr]
        Confidence.CONFIRMED,
        Confidence.TO_CHECK,
    ]


def test_figure_that_is_not_on_file_for_the_day_is_told_as_unconfirmed() -> None:
    sentence = "{records.tax_years}年間"

    assert with_figures(sentence, date(2019, 1, 1)) == "（未確認）年間"
    assert with_figures(sentence, date(2026, 11, 22)) == "7年間"
