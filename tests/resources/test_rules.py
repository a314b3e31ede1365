from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import cspdesk
from cspdesk import data_files
from cspdesk.domain.finding import DisclosureItem, Severity
from cspdesk.domain.request_format import OrderType, RequestFormat
from cspdesk.domain.source import Confidence
from cspdesk.rules.loading import load_pack, pattern_fault
from cspdesk.rules.model import Example, Rule, Signal
from cspdesk.rules.pack_head import read_head
from cspdesk.services.checking import CheckingService, CheckRequest

TODAY = date(2026, 11, 21)
PACK = load_pack()
SERVICE = CheckingService()
# What readers of the JSON may meet; the kinds of content first, then what else is judged.
CATEGORIES = {
    "academic_ghostwriting",
    "account_trade_or_lending",
    "copyright_infringement",
    "discrimination_age_gender",
    "employment_like",
    "excessive_revision",
    "fake_review_stealth_marketing",
    "medical_or_health_claims",
    "mlm_or_investment_solicitation",
    "off_platform_contact_or_payment",
    "other",
    "payment_over_60_days",
    "payment_upfront_by_worker",
    "personal_info_collection",
    "unfair_low_price",
    "unlimited_ip_grab_without_statement",
    "unpaid_test_work_or_spec_work",
    "vague_scope",
    "article12",
    "contract",
    "date",
    "disclosure",
    "platform",
    "price",
}
EXAMPLES = [
    pytest.param(rule, example, kind, id=f"{rule.id}-{kind}-{number}")
    for rule in PACK.rules
    for kind, examples in (("good", rule.good), ("bad", rule.bad))
    for number, example in enumerate(examples, 1)
]


def signals_of(rule: Rule) -> list[Signal]:
    check = rule.check
    grouped = [signal for group in check.groups for signal in group.signals]
    return [*check.present, *check.partial, *check.signals, *grouped]


def objects(rule: Rule, example: Example) -> bool:
    formats = sorted(rule.applies.formats, key=list(RequestFormat).index)
    order_types = sorted(rule.applies.order_types, key=list(OrderType).index)
    result = SERVICE.check(
        CheckRequest(
            text=example.text,
            as_of=example.as_of or TODAY,
            format=example.format or formats[0],
            order_type=example.order_type or order_types[-1],
            stage=example.stage or rule.stage,
            facts=example.given,
            platform_id=example.platform,
        )
    )
    return any(finding.rule == rule.id for finding in result.findings)


def test_every_shipped_rule_can_be_read() -> None:
    assert PACK.disabled == ()


def test_rules_have_the_categories_that_readers_of_the_json_know() -> None:
    assert {rule.category for rule in PACK.rules} == CATEGORIES
    assert read_head().categories() == CATEGORIES


@pytest.mark.parametrize(("rule", "example", "kind"), EXAMPLES)
def test_example_is_judged_as_its_rule_says(rule: Rule, example: Example, kind: str) -> None:
    assert objects(rule, example) is (kind == "bad")


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.id)
def test_patterns_of_a_rule_compile_and_repeat_within_bounds(rule: Rule) -> None:
    faults = [
        f"{part}: {fault}"
        for signal in signals_of(rule)
        for part in (*signal.all, *signal.none, *signal.elsewhere, *signal.absent)
        if (fault := pattern_fault(part, PACK.vocabulary))
    ]
    faults += [r.pattern for r in rule.repairs if pattern_fault(r.pattern, PACK.vocabulary)]

    assert faults == []


@pytest.mark.parametrize("name", sorted(PACK.vocabulary.concepts))
def test_concept_compiles_and_repeats_within_bounds(name: str) -> None:
    assert pattern_fault(f"@{name}", PACK.vocabulary) == ""


def test_every_concept_is_used() -> None:
    everything = "\n".join(
        data_files.read_bytes(name).decode()
        for folder in ("rules", "rules/words")
        for name in data_files.names(folder)
    )
    everything += data_files.read_bytes("rules/pack.toml").decode()
    in_code = {"pay", "awareness", "next_next", "late_phrase", "not_reward"}
    for name in ("statements", "work_sizes"):
        in_code |= set(data_files.read_toml(f"rules/words/{name}.toml")["concept"])

    unused = [
        name
        for name in PACK.vocabulary.concepts
        if not re.search(rf"[@<]{name}\b", everything) and name not in in_code
    ]

    assert unused == []


def test_each_disclosure_item_has_exactly_one_rule() -> None:
    answered = [rule.check.item for rule in PACK.rules if rule.check.item]

    assert sorted(answered) == sorted(DisclosureItem)


def test_no_error_rests_on_what_was_not_confirmed() -> None:
    unsure = [rule for rule in PACK.rules if rule.confidence is not Confidence.CONFIRMED]

    assert unsure
    for rule in unsure:
        assert rule.severity is not Severity.ERROR
        assert all(signal.severity is not Severity.ERROR for signal in signals_of(rule))


@pytest.mark.parametrize(
    ("rule_id", "text", "before", "from_day"),
    [
        ("F01", "在宅の作業です。", date(2024, 10, 31), date(2024, 11, 1)),
        ("D02", "報酬は納品後20日以内に支払います。", date(2024, 10, 31), date(2024, 11, 1)),
        ("C17", "月末締めの翌々月末払いです。", date(2024, 10, 31), date(2024, 11, 1)),
        ("F08", "振込手数料はご負担ください。", date(2025, 12, 31), date(2026, 1, 1)),
        ("P05", "インボイス登録済みの方のみ。", date(2023, 9, 30), date(2023, 10, 1)),
        ("C01", "星5つのレビューを通販に投稿してください。", date(2023, 9, 30), date(2023, 10, 1)),
    ],
)
def test_dated_rule_holds_from_its_first_day(
    rule_id: str, text: str, before: date, from_day: date
) -> None:
    def judged(day: date) -> bool:
        result = SERVICE.check(CheckRequest(text=text, as_of=day))
        return any(finding.rule == rule_id for finding in result.findings)

    assert (judged(before), judged(from_day)) == (False, True)


def test_invoice_rule_ends_with_the_transition() -> None:
    text = "インボイス登録済みの方のみ。"

    last, after = (
        SERVICE.check(CheckRequest(text=text, as_of=day))
        for day in (date(2031, 9, 30), date(2031, 10, 1))
    )

    assert any(finding.rule == "P05" for finding in last.findings)
    assert all(finding.rule != "P05" for finding in after.findings)


def test_every_figure_is_counted_with_or_told() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in (Path(cspdesk.__file__).parent).rglob("*.py")
        if path.name != "values.py"
    )
    told = "".join(rule.message + rule.fix + rule.check.limit for rule in PACK.rules)
    computed = ("toriteki.technical_", "toriteki.other_", "minimum_wage.")

    unused = [
        name
        for name in PACK.values
        if name not in told + code
        and name.partition(".")[2] not in code
        and not name.startswith(computed)
    ]

    assert unused == []
