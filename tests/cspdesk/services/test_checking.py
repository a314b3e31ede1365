from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Event
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cspdesk.domain.finding import CheckResult, DisclosureItem, Finding, ItemState, Severity
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.domain.request_format import OrderType, RequestFormat
from cspdesk.domain.source import Confidence
from cspdesk.errors import DataFileError
from cspdesk.rules.fact_predicates import FACT_PREDICATES
from cspdesk.rules.loading import load_pack
from cspdesk.rules.model import Kind, Pack
from cspdesk.rules.predicates import PREDICATES
from cspdesk.services.checking import CheckingService, CheckRequest
from cspdesk.services.repairing import repaired
from tests.builders import published

TODAY = date(2026, 11, 21)
SERVICE = CheckingService()
COMPLETE = """【陶芸教室の紹介記事 5本】
募集者：見本陶芸教室（所在地：石川県見本市本町1-2）
１本1,200字ほどの紹介記事を書いてください。写真はお渡しします。在宅で、場所は問いません。
所要時間は1本3時間ほどです。生成AIは構成案までとします。
納期：令和9年2月26日（金）
報酬：1本7,700円（税込）、サイトの利用料は受注者の負担です
支払期日：2027年3月25日
支払方法：サイトの仮払い
費用：取材の交通費は当教室が実費を支払います
著作権は報酬の支払いと同時に当教室へ移ります
お問い合わせ：サイト内のメッセージ（担当 見本）
"""


def check(text: str, *, fragment: bool = False, as_of: date = TODAY) -> CheckResult:
    request = CheckRequest(text=text, as_of=as_of, format=RequestFormat.PROJECT, fragment=fragment)
    return SERVICE.check(request)


def finding_of(result: CheckResult, rule: str) -> Finding:
    return next(finding for finding in result.findings if finding.rule == rule)


def draft(**texts: str) -> Posting:
    posting = Posting(id="p", work_item_id="w", format=RequestFormat.PROJECT)
    for key, text in texts.items():
        posting = posting.with_text(PostingField(key), text)
    return posting


def test_complete_posting_has_all_items_and_no_remark() -> None:
    result = check(COMPLETE)

    assert {item.state for item in result.items} == {ItemState.PRESENT}
    assert [finding.rule for finding in result.findings] == []


def test_items_come_in_their_order_with_the_words_that_show_them() -> None:
    result = check(COMPLETE)

    assert [item.item for item in result.items] == list(DisclosureItem)
    for item in result.items:
        assert item.text == COMPLETE[item.start : item.end]
        assert item.text
        assert item.sources


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (DisclosureItem.CONTACT, "問い合わせフォームを作る仕事です。"),
        (DisclosureItem.EXPENSES, "API費用の計算をまとめる作業です。"),
        (DisclosureItem.INTELLECTUAL_PROPERTY, "他人の著作権を侵さない作品に限ります。"),
        (DisclosureItem.PAYMENT_METHOD, "決済ができるサイトを作ってください。"),
        (DisclosureItem.REWARD_AMOUNT, "定価3,000円の商品の説明文です。"),
        (DisclosureItem.DEADLINE, "修正は2週間以内に返事をします。"),
        (DisclosureItem.PAYMENT_DATE, "納期は12月18日、報酬は3万円です。"),
    ],
)
def test_keyword_alone_discloses_nothing(item: DisclosureItem, text: str) -> None:
    assert check(text).state_of(item) is not ItemState.PRESENT


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (DisclosureItem.DEADLINE, "なるべく早くお願いします。"),
        (DisclosureItem.REWARD_AMOUNT, "報酬はお見積もりで決めます。"),
        (DisclosureItem.PAYMENT_DATE, "検収後すみやかにお支払いします。"),
        (DisclosureItem.EXPENSES, "サイトの手数料はご負担ください。"),
        (DisclosureItem.INTELLECTUAL_PROPERTY, "実績として公開できます。"),
        (DisclosureItem.CONTACT, "お気軽にご連絡ください。"),
    ],
)
def test_half_said_item_is_partial(item: DisclosureItem, text: str) -> None:
    assert check(text).state_of(item) is ItemState.PARTIAL


@pytest.mark.parametrize(
    "layout",
    [
        "■報酬\n1本7,700円\n■納期\n2月26日",
        "報酬｜1本 7,700円\n納期｜２月２６日",
        "・報酬：1本7,700円／納期：令和9年2月26日",
        "記事1本につき7,700円をお渡しし、2月26日までに納品していただきます。",
    ],
)
def test_reward_and_deadline_are_read_from_any_layout(layout: str) -> None:
    result = check(layout)

    assert result.state_of(DisclosureItem.REWARD_AMOUNT) is ItemState.PRESENT
    assert result.state_of(DisclosureItem.DEADLINE) is ItemState.PRESENT


def test_fragment_is_judged_by_content_rules_only() -> None:
    result = check("納得いくまで何度でも修正してください", fragment=True)

    assert result.items == ()
    assert [finding.category for finding in result.findings] == ["excessive_revision"]


def test_direct_order_lifts_the_rule_about_other_channels() -> None:
    text = "LINEを追加してご連絡ください。"
    request = CheckRequest(text=text, as_of=TODAY, order_type=OrderType.DIRECT)

    categories = {finding.category for finding in SERVICE.check(request).findings}

    assert "off_platform_contact_or_payment" not in categories


def test_missing_name_weighs_more_when_ordering_directly() -> None:
    text = "名刺400枚の入力をお願いします。"

    weights = {
        order_type: finding_of(
            SERVICE.check(CheckRequest(text=text, as_of=TODAY, order_type=order_type)), "F01"
        ).severity
        for order_type in OrderType
    }

    assert weights[OrderType.DIRECT] is Severity.ERROR
    assert weights[OrderType.BROKER_MATCH] is Severity.WARNING


def test_finding_quotes_the_original_spelling() -> None:
    text = "㈱見本です。ＬＩＮＥを追加して、ご連絡ください。"

    finding = finding_of(check(text), "C02")

    assert finding.text == text[finding.start : finding.end]
    assert finding.text.startswith("ＬＩＮＥ")
    assert finding.sources
    assert finding.fix


def test_heaviest_findings_come_first() -> None:
    order = [finding.severity for finding in check("知人を紹介するたびに報酬が入ります。").findings]

    assert order == sorted(order, key=[Severity.ERROR, Severity.WARNING, Severity.INFO].index)


def test_empty_field_is_filled_by_its_edit() -> None:
    posting = draft(work_content="記事を5本書いてください。", deadline="2026年12月18日")
    result = SERVICE.check(published(posting, TODAY))
    edit = finding_of(result, "G04").edit

    assert edit is not None
    assert edit.field == "payment_date"
    after = repaired(posting, edit)
    assert after.text(PostingField.PAYMENT_DATE) == "2027年1月15日に支払います。"


def test_term_without_a_day_gets_a_banking_day_within_thirty_days_of_the_deadline() -> None:
    posting = draft(deadline="2026年12月18日", payment_date="検収後30日以内に支払います。")
    result = SERVICE.check(published(posting, TODAY))
    edit = finding_of(result, "D02").edit

    assert edit is not None
    after = repaired(posting, edit)
    assert after.text(PostingField.PAYMENT_DATE) == "2027年1月15日に支払います。"


def test_endless_revision_is_replaced_by_a_number() -> None:
    posting = draft(revisions="納得いくまで何度でも修正していただきます。")
    result = SERVICE.check(published(posting, TODAY))
    edit = finding_of(result, "C13").edit

    assert edit is not None
    after = repaired(posting, edit)
    assert after.text(PostingField.REVISIONS) == "2回まで修正していただきます。"


def test_edits_fill_every_gap_of_a_posting_once() -> None:
    posting = draft(title="記事の執筆")
    steps = 0
    while True:
        result = SERVICE.check(published(posting, TODAY))
        edit = next((finding.edit for finding in result.findings if finding.edit), None)
        if edit is None or steps > 30:
            break
        posting = repaired(posting, edit)
        steps += 1

    states = {item.item: item.state for item in result.items}

    assert steps <= 20
    assert ItemState.ABSENT not in states.values()
    assert states[DisclosureItem.PAYMENT_METHOD] is ItemState.PRESENT
    assert states[DisclosureItem.EXPENSES] is ItemState.PRESENT
    assert states[DisclosureItem.INTELLECTUAL_PROPERTY] is ItemState.PRESENT
    assert states[DisclosureItem.CONTACT] is ItemState.PRESENT


def test_info_tells_version_and_number_of_rules() -> None:
    info = SERVICE.rules_info()
    result = check(COMPLETE)

    assert (info.version, info.digest) == (result.pack_version, result.pack_digest)
    assert info.checked_on == TODAY
    assert info.count > 40


postings = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from(
            list("報酬納期支払円日月年口コミ投稿。、\n：／■【】１2㈱①ﾊﾟﾞ\u3099\u200b・LI NE")
        ),
    ),
    max_size=200,
)


@given(postings)
@settings(deadline=None)
def test_any_text_is_judged_with_places_inside_it(text: str) -> None:
    result = check(text)

    places = [(found.start, found.end, found.text) for found in result.findings]
    places += [(found.start, found.end, found.text) for found in result.items]
    for start, end, words in places:
        assert 0 <= start <= end <= len(text)
        assert words == text[start:end]
    for finding in result.findings:
        if finding.edit is not None:
            assert 0 <= finding.edit.start <= finding.edit.end <= len(text)


def calls_for(text: str) -> int:
    """Count the Python calls that a check makes; unlike time it is the same on any machine."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        check(text)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    "piece",
    [
        "口コミを投稿",
        "報酬1円、",
        "支払い。\n",
        "1か月/",
        "納期：",
        "「",
        "年収・",
        "a.b@",
        "9,",
        "募集件数：5件、1件80円です。",
        "募集件数：5件\n",
        "時給100円、作業時間1時間",
        "著作権は当社、口コミを投稿。",
        "12/1、2026年1月1日、",
        "L・I・N・E",
    ],
)
def test_work_grows_in_step_with_the_length_of_the_text(piece: str) -> None:
    check(piece * 400)

    # A line that is known already would cost nothing.
    short, long = calls_for(f"{piece * 400}。"), calls_for(f"{piece * 1600}。")

    assert long <= short * 5


def test_a_day_in_another_field_does_not_stand_in_for_a_vague_deadline() -> None:
    posting = draft(
        specification="確かめた結果は、2026年12月21日（月）までにお伝えします。",
        hours="約8時間（目安）",
        deadline="なるべく早く",
    )

    result = SERVICE.check(published(posting, TODAY))

    assert result.state_of(DisclosureItem.DEADLINE) is ItemState.PARTIAL
    assert finding_of(result, "G02").text == "なるべく早"


def test_an_item_told_outside_its_own_field_still_counts() -> None:
    posting = draft(work_content="納期は2026年12月18日（金）です。", deadline="依頼内容のとおり")

    result = SERVICE.check(published(posting, TODAY))

    assert result.state_of(DisclosureItem.DEADLINE) is ItemState.PRESENT


@pytest.mark.parametrize("sure", [Confidence.TO_CHECK, Confidence.UNVERIFIED, Confidence.OWN])
def test_rule_that_is_not_confirmed_gives_no_error_whatever_its_file_says(
    sure: Confidence,
) -> None:
    pack = load_pack()
    unsure = replace(pack, rules=tuple(replace(rule, confidence=sure) for rule in pack.rules))
    text = "LINEでご連絡ください。報酬は一律300円、口コミを星5つで投稿してください。"
    request = CheckRequest(text=text, as_of=date(2026, 11, 22))

    usual, clamped = (
        {finding.rule: finding.severity for finding in service.check(request).findings}
        for service in (CheckingService(lambda: pack), CheckingService(lambda: unsure))
    )

    assert Severity.ERROR in usual.values()
    assert Severity.ERROR not in clamped.values()
    assert clamped.keys() == usual.keys()


@pytest.fixture(params=[OverflowError, ValueError, ZeroDivisionError, IndexError, RecursionError])
def all_figures_fail(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Let every rule fail that looks at figures and days; give their ids."""

    def fail(*_: object) -> object:
        raise request.param(COMPLETE)

    for table in (PREDICATES, FACT_PREDICATES):
        for name in table:
            monkeypatch.setitem(table, name, fail)
    words = {Kind.MISSING, Kind.EXPRESSION, Kind.COMBINATION}
    return {rule.id for rule in load_pack().rules if rule.check.kind not in words}


def test_rule_that_fails_is_named_and_the_others_judge_on(all_figures_fail: set[str]) -> None:
    text = "納得いくまで何度でも修正してください"

    result = check(text)

    assert finding_of(result, "C13").text
    assert len(result.items) == len(DisclosureItem)
    assert result.stopped_rules
    assert all_figures_fail.issuperset(result.stopped_rules)
    assert all_figures_fail.isdisjoint(result.applied_rules)


@pytest.mark.parametrize("as_of", [date(9998, 12, 1), date(9999, 6, 1), date.max])
@pytest.mark.parametrize("term", ["毎月末日締め・翌月末日払い。", "毎月5日締め、翌々月末日払い。"])
def test_day_without_an_end_stops_no_rule_about_monthly_closing(as_of: date, term: str) -> None:
    result = check(term, as_of=as_of)

    assert result.stopped_rules == ()
    assert "D01" in result.applied_rules


def test_days_that_a_posting_names_are_counted_as_those_of_a_contract_are() -> None:
    found = check("納期：2026年12月1日\n支払期日：2027年2月1日").findings

    assert [(f.text, f.severity) for f in found if f.rule == "D01"] == [
        ("2027年2月1日", Severity.ERROR)
    ]


@pytest.mark.parametrize(
    ("text", "rule", "severity"),
    [
        ("支払いは約束手形（120日）で行います。", "T03", Severity.WARNING),
        ("報酬はギフト券（5,000円分）でお渡しします。", "N09", Severity.INFO),
        ("単価の交渉はお断りします。", "T02", Severity.INFO),
        ("契約は当社の都合でいつでも打ち切れます。", "F13", Severity.INFO),
        ("事務手数料として報酬から5%を控除します。", "T04", Severity.WARNING),
        ("支払日は1月1日です。", "D08", Severity.INFO),
    ],
)
def test_posting_is_told_what_the_law_will_say_to_its_contract(
    text: str, rule: str, severity: Severity
) -> None:
    assert finding_of(check(text), rule).severity is severity


@pytest.mark.parametrize(
    "text",
    [
        "お子さまの手形で作る額の案内文です。報酬は5,000円です。",
        "会員がいつでも解約できる契約だと伝えるページの文を書きます。",
        "システム利用料は、報酬の10%がサイトで差し引かれます。",
        "お客さまがポイントで支払うときの手順書を作ります。",
        "1回目の納品は12月10日、2回目の納品は4月10日、支払日は4月30日です。",
    ],
)
def test_words_about_other_things_are_not_taken_for_those_of_the_contract(text: str) -> None:
    told = {finding.rule for finding in check(text).findings}

    assert told.isdisjoint({"T02", "T03", "T04", "N09", "F13", "D01"})


def test_late_payment_is_told_once_by_the_rule_made_for_the_kind_of_text() -> None:
    text = "お支払いは月末締め翌々月末払いです。"

    told = [f.rule for f in check(text).findings if f.category in {"date", "payment_over_60_days"}]

    assert told == ["C17"]


@pytest.mark.usefixtures("all_figures_fail")
def test_fault_of_a_rule_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    service = CheckingService()
    requests = [CheckRequest(text=f"{COMPLETE}{n}", as_of=TODAY) for n in range(2)]

    stopped = [service.check(request).stopped_rules for request in requests]

    said = [record.getMessage() for record in caplog.records]
    assert stopped[0] == stopped[1]
    assert said == [f"rule {rule} could not be evaluated" for rule in stopped[0]]


def test_data_file_that_is_broken_is_told_to_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> object:
        raise DataFileError("values/payment.toml", "days", "needs a whole number")

    for name in PREDICATES:
        monkeypatch.setitem(PREDICATES, name, broken)

    with pytest.raises(DataFileError):
        check(COMPLETE)


def test_threads_that_ask_at_once_get_the_same_rules() -> None:
    loads: list[int] = []
    second = Event()

    def load() -> Pack:
        loads.append(1)
        if len(loads) > 1:
            second.set()
        second.wait(0.1)
        return load_pack()

    service = CheckingService(load)
    with ThreadPoolExecutor(2) as pool:
        packs = [asked.result() for asked in [pool.submit(service.pack) for _ in range(2)]]

    assert packs[0] is packs[1]
    assert len(loads) == 1
