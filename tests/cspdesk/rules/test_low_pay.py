from __future__ import annotations

from datetime import date

import pytest

from cspdesk.rules.engine import Matcher, Scan
from cspdesk.rules.loading import read_vocabulary
from cspdesk.rules.low_pay import too_little_for_work

TODAY = date(2026, 11, 22)
MATCHER = Matcher(read_vocabulary())
AN_HOUR = 600


def is_too_little(text: str) -> bool:
    return bool(too_little_for_work(Scan(text, MATCHER), AN_HOUR, TODAY))


@pytest.mark.parametrize(
    "text",
    [
        "会場の受付を8時間、謝礼は4,799円です。",
        "撮影の手伝いを半日、千円でお願いします。",
        "時給換算で599円です。",
    ],
)
def test_a_sum_for_a_time_told_is_divided_by_it(text: str) -> None:
    assert is_too_little(text)


def test_the_limit_itself_is_not_too_little() -> None:
    assert not is_too_little("会場の受付を8時間、謝礼は4,800円です。")


@pytest.mark.parametrize(
    ("text", "little"),
    [
        ("バナーを1枚299円で作ってください。", True),
        ("バナーを1枚300円で作ってください。", False),
        ("バナー10枚を2,999円で作ってください。", True),
        ("バナー10枚を3,000円で作ってください。", False),
        ("イラスト三十枚で三千円です。", True),
        ("アプリの開発を3万円でお願いします。", True),
        ("アプリの開発を30万円でお願いします。", False),
    ],
)
def test_what_is_made_takes_a_least_time_a_piece(text: str, *, little: bool) -> None:
    assert is_too_little(text) is little


def test_a_recording_is_written_down_in_twice_its_length_at_least() -> None:
    assert is_too_little("60分の音声の文字起こしを1,199円で。")
    assert not is_too_little("60分の音声の文字起こしを1,200円で。")


@pytest.mark.parametrize(
    "text",
    [
        "「全品100円」の看板を1枚12,000円で作ってください。",
        "待機手当は1時間500円です。",
        "記事は1文字1.5円です。",
        "バナーの文字の修正を1枚200円でお願いします。",
        "イラストの差分は1枚200円を別途お支払いします。",
        "写真の向きを選ぶ作業で、1枚3円、1枚5秒です。",
    ],
)
def test_sums_for_small_or_other_things_are_left_alone(text: str) -> None:
    assert not is_too_little(text)


def test_of_two_sums_in_a_line_the_higher_one_is_the_reward() -> None:
    assert not is_too_little("500円で買える品のちらしです。制作料は1万5千円です。")
