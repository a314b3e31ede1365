from __future__ import annotations

import pytest

from cspdesk.rules.engine import Matcher, Scan
from cspdesk.rules.loading import read_vocabulary
from cspdesk.rules.read_reward import read_priced_time, read_tax_included, read_total_minutes

MATCHER = Matcher(read_vocabulary())


def scan(text: str) -> Scan:
    return Scan(text, MATCHER)


@pytest.mark.parametrize(
    ("text", "yen", "minutes"),
    [
        ("報酬：1本3,300円\n所要時間の目安は1本2時間です。", 3300, 120),
        ("1件５０円、作業時間の目安は1件2分です。", 50, 2),
        ("報酬は500円/件。1件あたり約15分の作業です。", 500, 15),
        ("1件500〜600円、作業の目安は1件20〜30分です。", 600, 20),
        ("1枚2,000円。1枚につき1時間半ほどかかります。", 2000, 90),
        ("時給1,100円でお願いします。", 1100, 60),
        ("1時間あたり1,200円です。", 1200, 60),
        ("1,300円/時間", 1300, 60),
        ("料金表に「1時間300円」と入れてください。報酬は1時間800円です。", 800, 60),
        ("料金表の清書を、1時間700円の報酬でお願いします。", 700, 60),
        ("報酬：12,000円（税込）\n作業時間の目安：8時間", 12000, 480),
        ("20件、1件600円です。作業時間の合計は10時間ほど。", 12000, 600),
        ("1本0.5時間の作業です。1本700円。", 700, 30),
    ],
)
def test_reward_is_matched_with_the_time_of_the_same_thing(
    text: str, yen: int, minutes: int
) -> None:
    found = read_priced_time(scan(text))

    assert found is not None
    assert (found.yen, found.minutes) == (yen, minutes)


@pytest.mark.parametrize(
    "text",
    [
        "1本3,300円です。1本10分の動画の編集をお願いします。",
        "報酬は1本3,300円。返信は24時間以内にします。",
        "営業時間は10時間です。報酬は5,000円。",
        "報酬：1件600円。作業時間の目安は1本2時間です。",
        "1件600円です。作業時間の目安は8時間です。",
        "作業時間の目安は8時間です。",
        "貸し会議室の料金表（1時間900円）を清書してください。",
        "看板に「1時間300円」と入れてください。",
        "チラシに「時給900円から」と入れてください。",
        "報酬は5,000円です。",
        "報酬：5,000円。作業時間の目安は2時間、作業時間の目安は3時間。",
        "報酬：5,000円。作業時間の目安は0時間。",
    ],
)
def test_nothing_is_compared_unless_both_speak_of_the_same_thing(text: str) -> None:
    assert read_priced_time(scan(text)) is None


@pytest.mark.parametrize(
    ("text", "included"),
    [
        ("5,000円（税込）", True),
        ("5,000円（税別）", False),
        ("5,000円", None),
        ("税込5,500円（税抜5,000円）", None),
    ],
)
def test_tax_is_known_only_where_the_text_says_one_thing(
    text: str, *, included: bool | None
) -> None:
    assert read_tax_included(text) is included


def test_working_time_of_the_whole_is_read_without_a_reward() -> None:
    assert read_total_minutes(scan("作業時間の目安：30時間")) == 1800
    assert read_total_minutes(scan("30時間の動画を編集する作業です。")) is None
