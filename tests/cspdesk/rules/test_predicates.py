from __future__ import annotations

from datetime import date

import pytest

from cspdesk.rules.engine import Matcher, Scan
from cspdesk.rules.late_payment import pays_too_late
from cspdesk.rules.loading import read_vocabulary
from cspdesk.rules.predicates import deadline_passed, too_little_per_character

TODAY = date(2026, 11, 21)
MATCHER = Matcher(read_vocabulary())


def scan(text: str) -> Scan:
    return Scan(text, MATCHER)


@pytest.mark.parametrize(
    ("text", "late"),
    [
        ("納品から60日後に支払います。", False),
        ("納品から61日後に支払います。", True),
        ("お支払いは８週間後です。", False),
        ("お支払いは9週間後です。", True),
        ("2か月後に振り込みます。", True),
        ("月末締め翌月末払いです。", False),
        ("月末締め翌々月末払いです。", True),
        ("作業期間は3か月、報酬は毎月末に支払います。", False),
        ("支払いサイトは90日です。", True),
        ("翌々月の支払いは行いません。", False),
        ("報酬は納品から百二十日後に支払います。", True),
        ("納品日＋90日に振り込みます。", True),
        ("検収に3か月をいただき、その翌月末に支払います。", True),
        ("助成金が下りてから支払います。下りるのは納品の五か月後です。", True),
        ("お支払いは年に2回です。", True),
        ("4月の納品分は9月末に支払います。", True),
        ("4月の納品分は5月末に支払います。", False),
        ("展覧会は半年後ですが、制作料は納品の翌月末に支払います。", False),
        ("お客様への請求は翌々月末です。報酬は翌月末に支払います。", False),
        ("支払いが90日後だったころの決まりは廃止しました。", False),
    ],
)
def test_payment_beyond_the_limit_is_found(text: str, *, late: bool) -> None:
    assert bool(pays_too_late(scan(text), 60, TODAY)) is late


@pytest.mark.parametrize(
    ("text", "little"),
    [
        ("1,000字の記事を1本300円で。", True),
        ("1,000字の記事を1本301円で。", False),
        ("1記事2000文字\n報酬は1本500円です。", True),
        ("3,000字、1文字1.2円です。", False),
        ("20字の見出しを5円で。", False),
        ("一記事四千字、報酬は千円です。", True),
        ("商品説明は600字×100点、総額は9,000円です。", True),
        ("600字×100点、総額は90,000円です。", False),
        ("記事は1,000字。送料は300円です。", False),
    ],
)
def test_reward_per_character_at_or_below_the_level_is_found(text: str, *, little: bool) -> None:
    assert bool(too_little_per_character(scan(text), 300, TODAY)) is little


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("納期：2026年11月20日", True),
        ("納期：2026年11月21日", False),
        ("納期：11月20日", False),
        ("創業：1998年4月1日", False),
    ],
)
def test_only_a_deadline_with_a_written_year_can_have_passed(text: str, *, passed: bool) -> None:
    assert bool(deadline_passed(scan(text), None, TODAY)) is passed
