"""What only the wording says is told lightly, in the name of a rule, and never twice."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from cspdesk.domain.finding import Finding, Severity
from cspdesk.domain.order_facts import Stage
from cspdesk.domain.request_format import OrderType
from cspdesk.rules.loading import load_pack
from cspdesk.rules.text import Span
from cspdesk.rules.wording import Worded, Wording, runs_of, unpack_wording
from cspdesk.services.checking import CheckingService, CheckRequest

DAY = date(2026, 11, 21)
LIKE = "ご友人にも声をかけて、輪を広げていただきます"
PACK = load_pack()


def one_word(word: str, code: str, weight: int = 100) -> Wording:
    """Return a reading that takes every sentence with the runs of a word for one of one code.

    With a weight below 0 such a sentence is as far from the code as can be.
    """
    assert PACK.wording is not None
    codes, runs = list(PACK.wording.codes), sorted(runs_of(word))
    head = {"codes": codes, "weight": 1.0, "square": 1.0, "runs": runs}
    told = json.dumps(head).encode()
    lanes = bytes([*(128 + weight if code == c else 128 for c in codes), 1, 1]) * len(runs)
    content = struct.pack("<I", len(told)) + told + lanes
    return unpack_wording("w.bin", content, PACK.wording.telling)


def found(text: str, word: str, code: str, **how: object) -> list[Finding]:
    service = CheckingService(lambda: replace(PACK, wording=one_word(word, code)))
    request = replace(CheckRequest(text=text, as_of=DAY, fragment=True), **how)  # type: ignore[arg-type]
    return [f for f in service.check(request).findings if f.category == code]


SOLICITATION = "mlm_or_investment_solicitation"


def test_finding_names_rule_and_source_the_words_that_weighed_and_how_it_was_read() -> None:
    (finding,) = found(f"仕事です。{LIKE}。", "友人", SOLICITATION)

    assert (finding.rule, finding.text) == ("C10", LIKE)
    assert finding.title == "マルチ商法や投資の勧誘（言い回しから）"
    assert finding.message.startswith(
        "言い回しが「マルチ商法や投資の勧誘」に近いと読めます（手がかり：「友人」）。"
    )
    assert finding.fix.endswith("理由を添えて残します。")
    assert finding.sources
    assert finding.edit is None


def test_wording_alone_is_never_an_error() -> None:
    rule = PACK.rule("C10")
    assert rule is not None
    assert rule.severity is Severity.ERROR

    assert [f.severity for f in found(LIKE, "友人", SOLICITATION)] == [Severity.WARNING]


def test_what_a_rule_tells_of_a_place_is_not_told_again() -> None:
    said = "月末締めの翌々月末払いです。"

    (finding,) = found(said, "翌々月", "payment_over_60_days")

    assert "言い回し" not in finding.title


def test_one_remark_about_many_signs_speaks_for_the_whole_text() -> None:
    signs = "月曜から金曜の10時から17時まで、時給1,300円で作業していただきます。"

    (finding,) = found(f"{signs}\n朝礼にも顔を出してください。", "朝礼", "employment_like")

    assert "言い回し" not in finding.title


def test_wording_is_told_only_where_the_rule_holds() -> None:
    before = date(2023, 9, 30)
    code = "fake_review_stealth_marketing"

    assert found("良い評価を増やすお手伝いです。", "評価", code, as_of=before) == []
    assert found("良い評価を増やすお手伝いです。", "評価", code) != []


def test_contracts_are_not_read_for_their_wording() -> None:
    assert found(LIKE, "友人", SOLICITATION, stage=Stage.CONTRACT) == []


def test_direct_order_has_no_service_to_go_round() -> None:
    code = "off_platform_contact_or_payment"

    assert (
        found("続きは別の場所で話しましょう。", "別の場所", code, order_type=OrderType.DIRECT) == []
    )


@pytest.mark.parametrize("code", ["excessive_revision", "vague_scope"])
def test_advice_is_complete(code: str) -> None:
    (finding,) = found("気の済むまでお付き合いください。", "気の済む", code)

    assert "{" not in finding.fix
    assert "。例：" in finding.fix


def test_broken_reading_is_named_and_the_rules_judge_on() -> None:
    class Broken(Wording):
        def places(self, line: str, sentences: Sequence[Span]) -> tuple[Worded, ...]:
            raise RuntimeError(line)

    broken = one_word("友人", SOLICITATION)
    broken.__class__ = Broken
    pack = replace(PACK, wording=broken)
    service = CheckingService(lambda: pack)

    result = service.check(
        CheckRequest(text="無報酬ですが、実績になります。", as_of=DAY, fragment=True)
    )

    assert result.stopped_rules == ("wording",)
    assert [f.rule for f in result.findings] == ["C04"]


def test_same_text_is_judged_alike_typed_letter_by_letter_or_at_once() -> None:
    text = "知り合いを誘うほど取り分が増える仕組みです。\n入会の費用だけご用意を。"
    typed, at_once = CheckingService(), CheckingService()

    for end in range(len(text)):
        typed.check(CheckRequest(text=text[:end], as_of=DAY))

    request = CheckRequest(text=text, as_of=DAY)
    assert typed.check(request) == at_once.check(request)


REVIEWS = "fake_review_stealth_marketing"


def severities(text: str, unlike: str) -> list[Severity]:
    """Return how heavy the finding of a rule is if some words speak against its code."""
    pack = replace(PACK, wording=one_word(unlike, REVIEWS, -100))
    request = CheckRequest(text=text, as_of=DAY, fragment=True)
    return [f.severity for f in CheckingService(lambda: pack).check(request).findings]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("良い口コミの投稿代行を募集します。", Severity.ERROR),
        ("見本の文として、良い口コミの投稿代行を募集します。", Severity.INFO),
        ("良い口コミの投稿代行を募集します。見本です。", Severity.INFO),
        ("良い口コミの投稿代行を募集します。\n見本です。", Severity.ERROR),
    ],
)
def test_what_a_rule_finds_in_a_sentence_worded_unlike_it_is_said_for_consideration(
    text: str, severity: Severity
) -> None:
    assert severities(text, "見本") == [severity]


def test_doubt_is_told_behind_the_message_and_keeps_the_sources() -> None:
    pack = replace(PACK, wording=one_word("見本", REVIEWS, -100))
    request = CheckRequest(
        text="見本の文として、良い口コミの投稿代行を募集します。", as_of=DAY, fragment=True
    )

    (finding,) = CheckingService(lambda: pack).check(request).findings

    assert finding.message.endswith("念のための案内です。")
    assert finding.sources


def test_days_that_were_counted_are_never_doubted() -> None:
    pack = replace(PACK, wording=one_word("支払います", "payment_over_60_days", -100))
    text = "納品から90日後に支払います。"

    result = CheckingService(lambda: pack).check(CheckRequest(text=text, as_of=DAY, fragment=True))

    assert Severity.ERROR in {f.severity for f in result.findings if f.rule == "C17"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("お支払いは検収から5日後です。", False),
        ("お支払いは検収の後、しばらくしてからです。", True),
        ("お支払いは検収の翌月締めから5日後です。", True),
    ],
)
def test_days_that_cannot_be_too_late_are_not_told(text: str, told: bool) -> None:
    code = "payment_over_60_days"

    assert bool([f for f in found(text, "お支払い", code) if "言い回し" in f.title]) is told


def test_among_many_sentences_one_has_to_lie_further_beyond_its_threshold() -> None:
    reading = one_word("友人", SOLICITATION, 30)
    reading.telling = replace(reading.telling, few_sentences=2, more_among_many=1_000.0)
    service = CheckingService(lambda: replace(PACK, wording=reading))
    few, many = (
        service.check(CheckRequest(text=text, as_of=DAY, fragment=True)).findings
        for text in (f"{LIKE}。\n絵です。", f"{LIKE}。\n絵です。\n絵です。")
    )

    assert [f.category for f in few] == [SOLICITATION]
    assert many == ()
