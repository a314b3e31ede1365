from __future__ import annotations

from datetime import date

import pytest

from cspdesk.rules.calendar_text import (
    payment_day_for,
    read_date,
    read_days,
)

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和8年12月18日", date(2026, 12, 18)),
        ("r9.1.29", date(2027, 1, 29)),
        ("2027/1/29", date(2027, 1, 29)),
        ("2027年1月29日", date(2027, 1, 29)),
        ("12月18日", date(2026, 12, 18)),
        ("1月8日", date(2027, 1, 8)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("2月30日または3月1日", date(2027, 3, 1)),
    ],
)
def test_date_is_read_as_people_write_it(text: str, day: date) -> None:
    read = read_date(text, TODAY)

    assert read is not None
    assert read[0] == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("納期は2027年6月30日です", "2027年6月30日"),
        ("納期は6月30日です", "6月30日"),
        ("納期は令和9年6月30日です", "令和9年6月30日"),
        ("納期は2027/6/30です", "2027/6/30"),
        ("2027/6/27日曜日", "2027/6/27"),
    ],
)
def test_place_of_a_date_takes_in_its_last_sign(text: str, words: str) -> None:
    read = read_date(text, TODAY)

    assert read is not None
    assert text[read[1] : read[2]] == words


@pytest.mark.parametrize("text", ["", "納期は相談", "13月40日", "2026年2月30日", "9999年12月31日"])
def test_text_without_a_real_date_gives_none(text: str) -> None:
    assert read_date(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "days"), [("90日後", 90), ("2週間以内", 14), ("3か月", 90), ("末日", None)]
)
def test_length_of_time_is_read_in_days(text: str, days: int | None) -> None:
    assert read_days(text) == days


def test_payment_day_is_the_last_banking_day_within_the_limit() -> None:
    assert payment_day_for(date(2026, 12, 18), 30) == date(2027, 1, 15)
