"""Which rule and which figure holds on which day; worked by hand from the laws' first days.

指針: 2018-02-01; ステルスマーケティング告示・インボイス制度: 2023-10-01; フリーランス法 and the
guideline's list with its twelfth term: 2024-11-01; 取適法 and the ban on taking transfer fees off:
2026-01-01; wages: each prefecture's own day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cspdesk.domain.finding import CheckResult, Severity
from cspdesk.domain.order_facts import OrderFacts, Stage
from cspdesk.domain.request_format import OrderType, RequestFormat
from cspdesk.domain.source import Confidence
from cspdesk.rules.loading import load_pack
from cspdesk.rules.values import read_values, value, wage_entry
from cspdesk.services.checking import CheckingService, CheckRequest

SERVICE = CheckingService()
PACK = load_pack()
DAYS = (
    date(2024, 10, 31),
    date(2024, 11, 1),
    date(2025, 12, 31),
    date(2026, 1, 1),
    date(2026, 11, 22),
)

# One column per day: # = the rule holds on it.
RULES = """
#     2024-10-31/11-01  2025-12-31/2026-01-01  2026-11-22
G01   ##  ##  #
G02   ##  ##  #
G03   ##  ##  #
G04   ##  ##  #
G05   ##  ##  #
G06   ##  ##  #
G07   ##  ##  #
G08   ##  ##  #
G09   ##  ##  #
G10   ##  ##  #
G11   ##  ##  #
G12   ##  ##  #
G13   ##  ##  #
G14   ##  ##  #
K01   ##  ##  #
K02   ##  ##  #
K03   ##  ##  #
K04   ##  ##  #
K05   ##  ##  #
K06   ##  ##  #
K07   ##  ##  #
K08   ##  ##  #
K09   ##  ##  #
K10   ##  ##  #
K11   ##  ##  #
K12   .#  ##  #
K13   ##  ##  #
P01   ##  ##  #
P06   ##  ##  #
C01   ##  ##  #
P05   ##  ##  #
N01   .#  ##  #
N02   .#  ##  #
N03   .#  ##  #
N04   .#  ##  #
N05   .#  ##  #
N06   .#  ##  #
N07   .#  ##  #
N08   .#  ##  #
N09   .#  ##  #
N10   .#  ##  #
N11   .#  ##  #
F01   .#  ##  #
F02   .#  ##  #
F03   .#  ##  #
F04   .#  ##  #
F05   .#  ##  #
F06   .#  ##  #
F07   .#  ##  #
F08   ..  .#  #
F09   .#  ##  #
F10   .#  ##  #
F11   .#  ##  #
F12   .#  ##  #
F13   .#  ##  #
F14   .#  ##  #
F15   .#  ##  #
F16   .#  ##  #
C17   .#  ##  #
D01   .#  ##  #
D02   .#  ##  #
D03   .#  ##  #
D04   .#  ##  #
D05   .#  ##  #
D06   .#  ##  #
D08   .#  ##  #
D09   .#  ##  #
G15   ##  ##  #
M01   ##  ##  #
M02   ##  ##  #
M03   ##  ##  #
M04   ##  ##  #
M05   ##  ##  #
M06   ##  ##  #
M07   ##  ##  #
S01   ..  ##  #
S03   ..  ##  #
T01   ..  .#  #
T02   ..  .#  #
T03   ..  .#  #
T04   ..  .#  #
T05   ..  .#  #
T06   ..  .#  #
"""
RULE_ROWS = [
    (line.split()[0], "".join(line.split()[1:]))
    for line in RULES.splitlines()
    if line and not line.startswith("#")
]

FIGURES: dict[str, tuple[int | None, ...]] = {
    "payment.max_days": (None, 60, 60, 60, 60),
    "payment.closing_months": (None, 2, 2, 2, 2),
    "payment.resale_days": (None, 30, 30, 30, 30),
    "payment.recommended_days": (30, 30, 30, 30, 30),
    "payment.deferral_days": (None, 2, 2, 2, 2),
    "stamp.exempt_below_yen": (10_000,) * 5,
    "stamp.first_band_yen": (1_000_000,) * 5,
    "stamp.first_band_tax_yen": (200,) * 5,
    "stamp.framework_tax_yen": (4_000,) * 5,
    "freelance.prohibition_months": (None, 1, 1, 1, 1),
    "freelance.notice_months": (None, 6, 6, 6, 6),
    "freelance.notice_days": (None, 30, 30, 30, 30),
    "toriteki.technical_capital_yen": (None, None, None, 300_000_000, 300_000_000),
    "toriteki.other_capital_yen": (None, None, None, 50_000_000, 50_000_000),
    "toriteki.small_capital_yen": (None, None, None, 10_000_000, 10_000_000),
    "toriteki.technical_employees": (None, None, None, 300, 300),
    "toriteki.other_employees": (None, None, None, 100, 100),
    "toriteki.interest_basis_points": (None, None, None, 1460, 1460),
    "toriteki.record_years": (None, None, None, 2, 2),
    "records.guideline_years": (3, 3, 3, 3, 3),
    "records.tax_years": (7, 7, 7, 7, 7),
    "tax.consumption_percent": (10, 10, 10, 10, 10),
    "tax.invoice_credit_percent": (80, 80, 80, 80, 70),
    "tax.withholding_basis_points": (1021, 1021, 1021, 1021, 1021),
    "tax.withholding_above_basis_points": (2042, 2042, 2042, 2042, 2042),
    "tax.withholding_threshold_yen": (1_000_000,) * 5,
    "posting.fresh_days": (90,) * 5,
    "posting.daily_hours": (8,) * 5,
    "price.low_yen_per_1000_characters": (300,) * 5,
    "price.low_yen_per_hour": (600,) * 5,
    "recruiting.studiounbuilt_days": (14,) * 5,
    "recruiting.clouddesign_days": (28,) * 5,
}
WAGES: dict[str, tuple[int | None, ...]] = {
    "全国加重平均": (None, None, 1121, 1121, 1177),
    "東京都": (None, None, 1226, 1226, 1280),
    "福島県": (None, None, None, 1033, 1094),
    "秋田県": (None, None, None, None, 1090),
    "京都府": (None, None, 1122, 1122, 1180),
    "岩手県": (None, None, 1031, 1031, 1031),
    "熊本県": (None, None, None, 1034, 1034),
    "沖縄県": (None, None, 1023, 1023, 1023),
    "宮崎県": (None, None, 1023, 1023, 1085),
}

ADVERT = """紹介記事を書いてください。在宅の作業です。
報酬：1本2,200円（税込）。所要時間の目安は1本2時間です。
報酬は月末締めの翌々月末払いです。振込手数料は受注者様のご負担でお願いします。
インボイス登録済みの方のみご応募ください。
"""
TERMS = """契約条件
納品日：2027年1月15日　支払期日：2027年3月16日
契約期間中の値上げ交渉には一切応じません。
振込手数料を差し引いた額をお支払いします。
"""
PASSED_ON = OrderFacts(
    client_is_company=True,
    client_employees=12,
    client_capital_yen=20_000_000,
    worker_is_solo=True,
    worker_is_company=False,
    resale=True,
    months=2,
    work_type="article",
)


def judged(
    text: str, day: date, stage: Stage = Stage.POSTING, facts: OrderFacts | None = None
) -> CheckResult:
    return SERVICE.check(
        CheckRequest(
            text=text,
            as_of=day,
            format=RequestFormat.PROJECT,
            stage=stage,
            facts=facts or OrderFacts(),
        )
    )


def weights(result: CheckResult, rules: set[str]) -> dict[str, str]:
    return {f.rule: f.severity.value for f in result.findings if f.rule in rules}


@pytest.mark.parametrize(("rule_id", "holds"), RULE_ROWS)
def test_rule_holds_on_the_days_of_its_law(rule_id: str, holds: str) -> None:
    rule = next(rule for rule in PACK.rules if rule.id == rule_id)
    applied = [
        rule_id
        in SERVICE.check(
            CheckRequest(
                text="見本",
                as_of=day,
                format=min(rule.applies.formats),
                order_type=OrderType.BROKER_RESELL
                if OrderType.BROKER_RESELL in rule.applies.order_types
                else OrderType.DIRECT,
                stage=rule.stage,
                platform_id=min(rule.applies.platforms, default=""),
            )
        ).applied_rules
        for day in DAYS
    ]

    assert applied == [sign == "#" for sign in holds]


def test_every_dated_rule_stands_in_the_table_once() -> None:
    dated = [rule.id for rule in PACK.rules if rule.applies.start or rule.applies.until]

    assert sorted(dated) == sorted(rule_id for rule_id, _ in RULE_ROWS)


@pytest.mark.parametrize("name", FIGURES)
def test_figure_of_the_five_days(name: str) -> None:
    assert tuple(value(name, day) for day in DAYS) == FIGURES[name]


@pytest.mark.parametrize("place", WAGES)
def test_wage_of_the_five_days(place: str) -> None:
    found = [wage_entry(place, day) for day in DAYS]

    assert tuple(entry.value if entry else None for entry in found) == WAGES[place]


def test_every_figure_stands_in_the_table() -> None:
    others = {name for name in read_values() if not name.startswith("minimum_wage.")}

    assert others == FIGURES.keys()


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (DAYS[0], {"P01": "info", "P05": "warning"}),
        (DAYS[1], {"P01": "info", "P05": "warning", "C17": "error", "F04": None}),
        (DAYS[2], {"P01": "warning", "P05": "warning", "C17": "error"}),
        (DAYS[3], {"P01": "warning", "P05": "warning", "C17": "error", "F08": "warning"}),
        (DAYS[4], {"P01": "warning", "P05": "warning", "C17": "error", "F08": "warning"}),
    ],
)
def test_same_advert_is_judged_by_the_law_of_its_day(
    day: date, expected: dict[str, str | None]
) -> None:
    found = weights(judged(ADVERT, day), {"P01", "P05", "C17", "F04", "F08"})

    assert found == {rule: weight for rule, weight in expected.items() if weight}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (DAYS[0], {"K01": "error"}),
        (DAYS[1], {"K01": "error", "K12": "warning", "N01": "error", "D01": "error"}),
        (DAYS[2], {"K01": "error", "K12": "warning", "N01": "error", "D01": "error"}),
        (
            DAYS[3],
            {"K01": "error", "K12": "warning", "N01": "error", "D01": "error", "T01": "info",
             "T02": "error", "F08": "error"},
        ),
        (
            DAYS[4],
            {"K01": "error", "K12": "warning", "N01": "error", "D01": "error", "T01": "info",
             "T02": "error", "F08": "error"},
        ),
    ],
)  # fmt: skip
def test_same_contract_is_judged_by_the_law_of_its_day(day: date, expected: dict[str, str]) -> None:
    result = judged(TERMS, day, Stage.CONTRACT, PASSED_ON)

    assert weights(result, {"K01", "K12", "N01", "D01", "T01", "T02", "F08"}) == expected


def test_contract_rules_are_silent_about_a_posting() -> None:
    rules = {rule.id for rule in PACK.rules if Stage.POSTING not in {rule.stage, *rule.also_at}}

    assert rules
    for day in DAYS:
        result = judged(TERMS, day, facts=PASSED_ON)
        assert rules.isdisjoint(result.applied_rules)
        assert rules.isdisjoint(finding.rule for finding in result.findings)


def test_disclosure_items_are_silent_about_a_contract() -> None:
    result = judged(ADVERT, DAYS[4], Stage.CONTRACT)

    assert result.items == ()
    assert not any(finding.category in {"disclosure", "article12"} for finding in result.findings)


def test_twelfth_term_of_the_guideline_is_to_check_and_never_an_error() -> None:
    for day in DAYS[1:]:
        finding = next(f for f in judged(TERMS, day, Stage.CONTRACT).findings if f.rule == "K12")
        assert finding.confidence is Confidence.TO_CHECK
        assert finding.severity is Severity.WARNING


@pytest.mark.parametrize("text", [ADVERT, TERMS, "見本"])
@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("day", [*DAYS, date(2027, 1, 1), date(2031, 10, 1)])
def test_nothing_unconfirmed_is_an_error(text: str, stage: Stage, day: date) -> None:
    facts = replace(PASSED_ON, receipt_date=day, paid_on=day, reward_yen=1000, minutes=600)

    for finding in judged(text, day, stage, facts).findings:
        if finding.confidence is not Confidence.CONFIRMED:
            assert finding.severity is not Severity.ERROR
        assert "{" not in finding.message + finding.fix


@pytest.mark.parametrize(
    ("place", "day", "words"),
    [
        ("東京都", date(2025, 10, 2), "未確認"),
        ("東京都", date(2025, 10, 3), "1,226円"),
        ("東京都", date(2026, 9, 30), "1,226円"),
        ("東京都", date(2026, 10, 1), "1,280円"),
        ("沖縄県", date(2026, 12, 1), "1,023円"),
        ("沖縄県", date(2026, 12, 2), "1,086円"),
        ("", date(2026, 11, 22), "全国加重平均（受注者の所在地が不明）の1,177円"),
    ],
)
def test_reward_is_compared_with_the_wage_of_the_place_on_the_day(
    place: str, day: date, words: str
) -> None:
    facts = OrderFacts(reward_yen=1000, minutes=60, worker_prefecture=place)

    finding = next(f for f in judged("見本", day, facts=facts).findings if f.rule == "P01")

    assert words in finding.message
    assert finding.severity in {Severity.WARNING, Severity.INFO}
    assert (finding.confidence is Confidence.UNVERIFIED) is (words == "未確認")


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        (date(2026, 9, 30), "80%"),
        (date(2026, 10, 1), "70%"),
        (date(2028, 9, 30), "70%"),
        (date(2028, 10, 1), "50%"),
        (date(2030, 10, 1), "30%"),
        (date(2031, 9, 30), "30%"),
    ],
)
def test_invoice_remark_names_the_share_of_the_day(day: date, percent: str) -> None:
    finding = next(f for f in judged(ADVERT, day).findings if f.rule == "P05")

    assert percent in finding.message


def test_withholding_of_2027_is_said_with_a_doubt() -> None:
    facts = OrderFacts(work_type="logo_banner", reward_yen=55_000, tax_included=True)

    last, first = (
        next(f for f in judged("契約条件", day, Stage.CONTRACT, facts).findings if f.rule == "P04")
        for day in (date(2026, 12, 31), date(2027, 1, 1))
    )

    assert "税抜50,000円なら5,105円" in last.message
    assert (last.confidence, first.confidence) == (Confidence.CONFIRMED, Confidence.TO_CHECK)
