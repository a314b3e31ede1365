from __future__ import annotations

from datetime import date

import pytest

from cspdesk.domain.finding import Finding
from cspdesk.domain.order_facts import NO_FACTS, OrderFacts
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.checking import CheckingService, CheckRequest
from tests.builders import published

SERVICE = CheckingService()
DAY = date(2026, 11, 22)
CONTRADICTIONS = {"M01", "M02", "M03", "M04", "M05", "M06", "M07"}

INNOCENT = """
ちらし制作（報酬5万円〜8万円）/報酬：50,000円〜80,000円（税込）
報酬：50,000円（税抜）、55,000円（税込）
報酬は総額66,000円（税込）です。/税抜では60,000円の報酬になります。
記事の報酬は30,000円です。/撮影の報酬は20,000円です。
【報酬】/記事：30,000円/写真：20,000円
報酬：総額44,000円（税込）/内訳：1本2,200円×20本
報酬は10万円です。/着手時に5万円、納品時に5万円をお支払いします。
報酬：33,000円（税込）/3回目からの修正は1回1,500円の追加報酬をお支払いします。
報酬：月額22,000円/初月だけ予算を30,000円とします。
賞金：最優秀1点50,000円、佳作2点5,000円
予算は10万円まで。/見積もりを見て決めます。前回の報酬は80,000円でした。
報酬：1件600円（税込）×20件＝12,000円
1件600円（税抜）です。/20件で合計13,200円（税込）です。
1枚800円です。/写真は30枚です。/交通費2,000円を含めて合計26,000円をお支払いします。
先着100件、1人5件まで。1件30円です。/予算は合計3,000円です。
納期：12月18日/初稿の納品は12月11日にお願いします。
記事の納期は12月18日です。/写真の納期は12月25日です。
納期：12月1日から12月18日のあいだ/遅くとも12月18日に納品してください。
納期：2026年12月18日（金）/12/18の納品でお願いします。
前半10本の納期は12月11日です。/後半10本の納期は12月25日です。
【スケジュール】/応募締切：11月30日/納期：12月18日/支払期日：1月15日
納期：12月25日/支払期日：1月20日
納期：2026年12月18日/支払期日：2027年1月15日
納期：12月18日/着手金は12月1日に振り込みます。支払期日：1月15日
応募締切：11月30日（月）/作業開始日：12月7日/納期：12月18日
応募締切：12月4日/結果の発表：12月8日/納期：12月15日
商品説明文20件の作成/数量：20件（追加で10件をお願いすることがあります）
写真10枚の切り抜き/見本の写真2枚をお渡しします。数量：10枚
記事5本の執筆/数量：5本（1本に写真3枚を置きます）
ロゴ1点の制作/数量：1点。提案は3案までお受けします。
名刺400枚の入力/うち50枚は英語です。数量：400枚
月4本の記事執筆/数量：全12本（3か月）
動画3本の編集/素材は20分の動画が5本あります。/数量：3本
報酬の支払日は毎月20日です。/納期：12月18日
修正は2回まで。/3回目からは別途1,500円の報酬をお支払いします。報酬：33,000円
"""
CONTRADICTORY = [
    ("M01", "ちらし制作（報酬5万円）/報酬：45,000円（税込）", "45,000円"),
    ("M01", "今回の予算は10万円です。/【報酬】/80,000円（税込）", "80,000円"),
    (
        "M01",
        "【報酬】/33,000円（税込）/【そのほか】/本件の報酬は32,000円（税込）です。",
        "32,000円",
    ),
    ("M01", "報酬総額は2.5万円です。/お支払い額：20,000円", "20,000円"),
    ("M02", "報酬：1件600円×20件＝15,000円", "15,000"),
    ("M02", "20件×600円＝合計10,000円", "10,000"),
    ("M02", "1枚800円です。/写真は30枚です。/合計28,000円をお支払いします。", "28,000"),
    ("M03", "納期：12月18日/完成したものは12月25日までに納品してください。", "12月25日"),
    (
        "M03",
        "【納期】/2026年12月18日/【納品方法】/2026年12月28日までに納品してください。",
        "2026年12月28日",
    ),
    ("M03", "納期：12/18/最終納品は12月20日です。", "12月20日"),
    ("M04", "納期：12月18日/支払期日：12月10日", "12月10日"),
    ("M04", "納期：2026年12月18日/支払期日：2026年12月11日", "2026年12月11日"),
    ("M04", "応募締切：12月20日/納期：12月18日", "12月18日"),
    ("M04", "応募締切：12月10日/作業開始日：12月1日", "12月1日"),
    ("M04", "作業開始日：12月21日/納期：12月18日", "12月18日"),
    ("M05", "納期：2026年12月18日（木）", "2026年12月18日（木）"),
    ("M05", "応募締切は11月30日（土）です。", "11月30日（土）"),
    ("M06", "商品説明文20件の作成/数量：30件", "30件"),
    ("M06", "写真50枚の切り抜き/分量：60枚", "60枚"),
]


def contradictions(text: str, facts: OrderFacts = NO_FACTS, day: date = DAY) -> list[Finding]:
    result = SERVICE.check(CheckRequest(text=text.replace("/", "\n"), as_of=day, facts=facts))
    return [finding for finding in result.findings if finding.rule in CONTRADICTIONS]


@pytest.mark.parametrize("text", [line for line in INNOCENT.splitlines() if line])
def test_text_without_contradiction_is_left_alone(text: str) -> None:
    kept = text.replace("12/18", "12月18日")

    assert [(f.rule, f.text, f.message) for f in contradictions(kept)] == []


@pytest.mark.parametrize(("rule", "text", "place"), CONTRADICTORY)
def test_contradiction_is_shown_at_the_later_place(rule: str, text: str, place: str) -> None:
    found = contradictions(text.replace("12/18", "12月18日"))

    assert [(f.rule, f.text) for f in found] == [(rule, place)]


def test_short_dates_are_read_as_days_too() -> None:
    text = "納期：12/18\n完成品は12月25日までに納品してください。"

    found = SERVICE.check(CheckRequest(text=text, as_of=DAY)).findings

    assert [f.text for f in found if f.rule == "M03"] == ["12月25日"]


def test_day_without_a_year_may_lie_in_the_next_one_when_an_old_text_is_read() -> None:
    assert contradictions("納期：12月25日/支払期日：1月20日", day=date(2027, 1, 5)) == []


def test_sum_and_deadline_of_a_contract_are_held_against_what_was_entered() -> None:
    facts = OrderFacts(reward_yen=55_000, deadline=date(2026, 12, 18))

    agreeing = contradictions("報酬：50,000円（税抜）/納期：12月18日", facts)
    other = contradictions("報酬：60,000円/納期：12月20日", facts)

    assert agreeing == []
    assert {f.rule for f in other} == {"M01", "M03"}
    assert all("入力された" in f.message for f in other)


def test_fields_of_a_posting_are_held_against_each_other() -> None:
    posting = Posting(id="p", work_item_id="w", format=RequestFormat.PROJECT)
    for field, text in (
        (PostingField.TITLE, "商品説明文20件の作成"),
        (PostingField.WORK_CONTENT, "今回の報酬は2万円、納期は12月25日です。"),
        (PostingField.QUANTITY, "30件"),
        (PostingField.DEADLINE, "2026年12月18日"),
        (PostingField.REWARD, "18,000円（税込）"),
    ):
        posting = posting.with_text(field, text)

    result = SERVICE.check(published(posting, DAY))

    found = {f.rule: f.text for f in result.findings if f.rule in CONTRADICTIONS}
    assert found == {"M01": "18,000円", "M03": "2026年12月18日", "M06": "30件"}
