"""What each platform's terms do to the same words; worked by hand from the platforms' pages."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from cspdesk.domain.finding import Finding, Severity
from cspdesk.domain.platform import PlatformProfile
from cspdesk.domain.request_format import OrderType, RequestFormat
from cspdesk.domain.source import Confidence
from cspdesk.rules.loading import load_pack
from cspdesk.rules.model import Rule
from cspdesk.rules.platforms import read_common_headings
from cspdesk.rules.values import value
from cspdesk.services.checking import CheckingService, CheckRequest
from cspdesk.services.platforms import PlatformsService

SERVICE = CheckingService()
PACK = load_pack()
PROFILES = PlatformsService().all()
TODAY = date(2026, 11, 22)
SHOP_WORK = "当社の通販サイトへ、新商品25点を登録していただきます。"
BEFORE = "くわしくはLINEを追加して、そちらで聞いてください。"
AFTER = "仮払いの後は、LINEで連絡を取ります。"
CALL = "契約後の打ち合わせはZoomで行います。"
DIRECT_PAY = "手数料がかからないように、報酬は直接お支払いします。"

# Columns: net-shop work, contact before the order, contact after escrow, a call after the
# contract, payment past the service. E error, W warning, i info, . nothing.
WEIGHTS = """
-              . E . . E
crowdworks     E E W W E
lancers        . E i i E
coconala       . E E E E
shufti         . W . . W
craudia        . W i i W
bizseek        . W i i W
workshift      . W i i W
studiounbuilt  . W i i W
visasq_lite    . W i i W
clouddesign    . W i i W
jobhub         . W i i W
mamaworks      . W . . .
skillshift     . W . . .
"""
ROWS = [
    pytest.param(line.split()[0].strip("-"), text, sign, id=f"{line.split()[0]}-{column}")
    for line in WEIGHTS.strip().splitlines()
    for column, text, sign in zip(
        ("shop", "before", "after", "call", "pay"),
        (SHOP_WORK, BEFORE, AFTER, CALL, DIRECT_PAY),
        line.split()[1:],
        strict=True,
    )
]
SIGNS = {Severity.ERROR: "E", Severity.WARNING: "W", Severity.INFO: "i"}


def findings(
    text: str,
    platform_id: str = "",
    *,
    on: date = TODAY,
    order_type: OrderType = OrderType.BROKER_MATCH,
    request_format: RequestFormat = RequestFormat.PROJECT,
) -> tuple[Finding, ...]:
    return SERVICE.check(
        CheckRequest(
            text=text,
            as_of=on,
            format=request_format,
            order_type=order_type,
            platform_id=platform_id,
            fragment=True,
        )
    ).findings


def rules_of(found: tuple[Finding, ...]) -> set[str]:
    return {finding.rule for finding in found}


@pytest.mark.parametrize(("platform_id", "text", "sign"), ROWS)
def test_same_words_weigh_as_the_platform_sees_them(platform_id: str, text: str, sign: str) -> None:
    found = {SIGNS[finding.severity] for finding in findings(text, platform_id)}

    assert found == ({sign} if sign != "." else set())


def test_table_names_every_platform() -> None:
    named = {line.split()[0] for line in WEIGHTS.strip().splitlines()}

    assert named == {"-", *(profile.id for profile in PROFILES)}


@pytest.mark.parametrize(
    ("rule_id", "text"),
    [
        ("S01", SHOP_WORK),
        ("S03", "簡単なアンケートに答えてください。1件60円です。"),
    ],
)
def test_terms_revised_in_december_2024_hold_from_that_day(rule_id: str, text: str) -> None:
    before, after = (
        rules_of(findings(text, "crowdworks", on=date(2024, 12, day))) for day in (17, 18)
    )

    assert (rule_id in before, rule_id in after) == (False, True)


def test_proxy_purchase_is_no_error_before_the_terms_named_it() -> None:
    text = "指定の商品の購入代行をお願いします。"

    before, after = (findings(text, "crowdworks", on=date(2024, 12, day)) for day in (17, 18))

    assert [(f.severity, f.confidence) for f in (*before, *after)] == [
        (Severity.WARNING, Confidence.UNVERIFIED),
        (Severity.ERROR, Confidence.CONFIRMED),
    ]


def test_name_asked_for_before_the_order_is_an_error_where_the_terms_say_so() -> None:
    text = "応募時に、氏名と電話番号を記入してください。"

    weights = [findings(text, platform_id)[0].severity for platform_id in ("", "shufti")]

    assert weights == [Severity.WARNING, Severity.ERROR]


def test_finding_shows_the_page_of_the_chosen_platform() -> None:
    (found,) = findings(BEFORE, "crowdworks")

    assert "クラウドワークス" in {source.publisher for source in found.sources}
    assert len(set(found.sources)) == len(found.sources)


def test_law_stays_behind_a_finding_that_a_platform_forbids_too() -> None:
    (found, *_) = findings("知人を紹介するたびに1万円の報酬が入ります。", "lancers")

    assert found.sources[0].publisher == "消費者庁・金融庁"
    assert found.sources[-1].law == "2018年6月度 品質向上委員会からのお知らせ"


@pytest.mark.parametrize(
    ("platform_id", "lifted"), [("", True), ("bizseek", True), ("crowdworks", False)]
)
def test_direct_order_lifts_the_rule_unless_the_platforms_terms_are_known(
    platform_id: str, *, lifted: bool
) -> None:
    found = findings(BEFORE, platform_id, order_type=OrderType.DIRECT)

    assert ("C02" not in rules_of(found)) is lifted


@pytest.mark.parametrize("platform_id", ["", "crowdworks"])
def test_direct_order_lifts_nothing_else(platform_id: str) -> None:
    text = f"{SHOP_WORK}応募時に、氏名と電話番号を記入してください。無報酬ですが、実績になります。"

    direct, brokered = (
        rules_of(findings(text, platform_id, order_type=order_type))
        for order_type in (OrderType.DIRECT, OrderType.BROKER_MATCH)
    )

    assert direct == brokered
    assert {"C04", "C07"} <= direct


def test_one_place_is_told_once() -> None:
    found = findings(f"{BEFORE}{SHOP_WORK}フリマアプリへの出品代行もお願いします。", "crowdworks")

    spans = sorted((finding.start, finding.end) for finding in found)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize(
    ("platform_id", "text", "mended"),
    [
        ("", "やり取りはLINEで行います。", "やり取りはサイト内のメッセージで行います。"),
        ("crowdworks", CALL, "契約後の打ち合わせはサイト内のメッセージで行います。"),
        (
            "coconala",
            "契約後はZoomを使って打ち合わせます。",
            "契約後はサイト内のメッセージで打ち合わせます。",
        ),
        (
            "coconala",
            "原稿はGoogleドライブで共有してください。",
            "原稿はサイト内のメッセージで共有してください。",
        ),
        (
            "bizseek",
            "ご質問は054-000-0000までどうぞ。",
            "ご質問はサイト内のメッセージまでどうぞ。",
        ),
    ],
)
def test_way_outside_gives_way_to_the_message_inside(
    platform_id: str, text: str, mended: str
) -> None:
    (found,) = findings(text, platform_id)

    assert found.edit is not None
    repaired = text[: found.edit.start] + found.edit.replacement + text[found.edit.end :]
    assert (repaired, findings(mended, platform_id)) == (mended, ())


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.id)
def test_what_is_watched_for_is_found_by_rules_that_hold_there(profile: PlatformProfile) -> None:
    for term in profile.terms:
        for rule_id in term.found_by:
            rule = PACK.rule(rule_id)
            assert rule is not None, rule_id
            assert not rule.applies.platforms or profile.id in rule.applies.platforms
            assert profile.id not in rule.applies.not_platforms


def test_common_headings_are_found_by_rules() -> None:
    for heading in read_common_headings():
        assert heading.found_by
        assert all(PACK.rule(rule_id) for rule_id in heading.found_by)


@pytest.mark.parametrize(
    "rule",
    [r for r in PACK.rules if r.applies.platforms and r.confidence is Confidence.CONFIRMED],
    ids=lambda rule: rule.id,
)
def test_rule_of_a_platform_rests_on_that_platforms_page(rule: Rule) -> None:
    (platform_id,) = rule.applies.platforms
    pages = PlatformsService().get(platform_id).pages

    assert (rule.sources[0].law, rule.sources[0].publisher) in {
        (page.title, page.publisher) for page in pages
    }


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.id)
def test_no_error_rests_on_terms_that_were_not_confirmed(profile: PlatformProfile) -> None:
    on_terms = [rule for rule in PACK.rules if rule.rests_on_platforms]
    text = "\n".join(example.text for rule in on_terms for example in rule.bad)

    told = {rule.id for rule in on_terms}
    unsure = [
        finding
        for finding in findings(text, profile.id)
        if finding.rule in told and finding.confidence is not Confidence.CONFIRMED
    ]

    assert all(finding.severity is not Severity.ERROR for finding in unsure)
    assert unsure or profile.id in {"crowdworks", "lancers"}


@pytest.mark.parametrize("platform_id", ["studiounbuilt", "clouddesign"])
def test_time_of_recruiting_is_told_once_and_alike(platform_id: str) -> None:
    offered = PlatformsService().get(platform_id).formats

    assert {o.recruit_days_max for o in offered} == {value(f"recruiting.{platform_id}_days", TODAY)}
