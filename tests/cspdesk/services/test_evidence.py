"""The evidence tells what was judged by which law, what was let stand, and what changed since."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from cspdesk.documents.evidence import PostingEvidence
from cspdesk.documents.model import Mark
from cspdesk.domain.case import Case
from cspdesk.domain.finding import Severity
from cspdesk.domain.posting import Correction, Exemption, Posting, PostingField
from cspdesk.domain.request_format import OrderType
from cspdesk.rules.platforms import platform_ids, read_profile
from cspdesk.services.checking import CheckingService
from cspdesk.services.evidence import Evidence, EvidenceService, Judgement
from cspdesk.services.evidence_json import evidence_as_json
from cspdesk.services.evidence_sheets import passage, sheets
from cspdesk.services.judging import JudgingService, check_record
from tests.cspdesk.documents.sample_case import CASE, CLIENT, TODAY, posting_for
from tests.doubles import MOMENT

BEFORE_THE_LAW = date(2024, 10, 31)
FAULTY = posting_for(
    CASE.decomposition.work_items[0],
    revisions="納得いくまで何度でも修正していただきます。",
    payment_date="検収後にお支払いします。",
)


@cache
def checking() -> CheckingService:
    return CheckingService()


def case_with(posting: Posting, **changes: Any) -> Case:
    return replace(CASE.with_posting(posting), **changes)


def evidence(case: Case) -> Evidence:
    return EvidenceService(checking()).of(case, CLIENT, TODAY)


def judged(case: Case) -> Judgement:
    return next(j for j in evidence(case).judgements if j.posting.work_item_id == "w1")


def sheet(case: Case) -> PostingEvidence:
    return sheets(evidence(case))["p-w1"]


def shape(case: Case) -> dict[str, Any]:
    content = evidence_as_json(evidence(case))
    found: dict[str, Any] = json.loads(json.dumps(content))
    return found


def shape_of_posting(case: Case) -> dict[str, Any]:
    found: dict[str, Any] = next(p for p in shape(case)["postings"] if p["work_item_id"] == "w1")
    return found


def let_stand(posting: Posting, rule: str) -> Posting:
    finding = next(f for f in judged(case_with(posting)).result.findings if f.rule == rule)
    return posting.with_exemption(
        Exemption(
            rule=rule,
            quote=finding.text,
            reason="募集画面に必ず表示されるため",
            decided_by="見本 花子",
            decided_at=MOMENT,
        )
    )


def test_every_written_posting_is_judged_in_the_order_of_the_work() -> None:
    found = evidence(CASE)

    assert [(j.number, j.posting.id) for j in found.judgements] == [(1, "p-w1"), (2, "p-w2")]


def test_the_law_of_the_planned_day_judges() -> None:
    planned = date(2027, 1, 4)

    assert judged(case_with(FAULTY, planned_order_on=planned)).result.as_of == planned
    assert judged(case_with(FAULTY)).result.as_of == TODAY


def test_a_posting_that_was_not_written_yet_has_no_evidence() -> None:
    bare = replace(CASE, postings=(replace(CASE.postings[0], texts=()),))

    assert evidence(bare).judgements == ()


def test_the_fingerprint_changes_with_a_single_character() -> None:
    other = FAULTY.with_text(PostingField.TITLE, f"{FAULTY.text(PostingField.TITLE)}。")

    assert judged(case_with(FAULTY)).fingerprint != judged(case_with(other)).fingerprint
    assert len(judged(case_with(FAULTY)).fingerprint) == 64


def test_each_finding_has_its_own_line_with_its_words_and_its_source() -> None:
    rows = {row.rule: row for row in sheet(case_with(FAULTY)).rows}

    found = rows["C13"]

    assert found.quote == "納得いくまで何度でも修正していただきます。"
    assert (found.mark, found.state) == (Mark.WARN, "注意")
    assert "第5条" in found.source
    assert "2024-11-01" in found.source


def test_the_items_stand_first_with_their_state_as_sign_and_word() -> None:
    rows = sheet(case_with(FAULTY)).rows

    assert [row.rule for row in rows[:8]] == [f"G0{number}" for number in range(1, 9)]
    assert {(row.mark, row.state) for row in rows[:8]} <= {
        (Mark.OK, "適合"),
        (Mark.WARN, "一部"),
        (Mark.ERR, "なし"),
    }


def test_a_source_that_is_not_confirmed_says_so() -> None:
    doubtful = [
        row.source
        for row in sheet(case_with(FAULTY)).clear
        if (rule := checking().pack().rule(row.rule)) and rule.confidence.value == "要確認"
    ]

    assert doubtful
    assert all(source.endswith("要確認") for source in doubtful)


def test_what_was_let_stand_is_not_counted_and_stands_with_its_reason() -> None:
    before, after = sheet(case_with(FAULTY)), sheet(case_with(let_stand(FAULTY, "C13")))

    (kept,) = after.exempted

    assert (kept.rule, kept.severity, kept.mark) == ("C13", "注意", Mark.WARN)
    assert (kept.reason, kept.decided_by) == ("募集画面に必ず表示されるため", "見本 花子")
    assert kept.quote in FAULTY.text(PostingField.REVISIONS)
    assert (before.warnings - after.warnings, before.exempted) == (1, ())
    assert next(row.state for row in after.rows if row.rule == "C13") == "例外"
    assert after.counts.endswith("例外 1")


def test_an_exemption_ends_when_the_words_change() -> None:
    kept = let_stand(FAULTY, "C13")
    changed = kept.with_text(PostingField.REVISIONS, "満足するまで無制限に修正していただきます。")

    assert sheet(case_with(changed)).exempted == ()
    assert "C13" in {row.rule for row in sheet(case_with(changed)).rows if row.state == "注意"}


def test_repairs_are_told_with_the_words_before_and_after() -> None:
    repaired = FAULTY.with_correction(
        Correction(
            rule="D02",
            field=PostingField.PAYMENT_DATE,
            before="検収後",
            after="2027年2月12日",
            made_at=MOMENT,
        )
    )

    (made,) = sheet(case_with(repaired)).corrections

    assert (made.field, made.before, made.after) == ("支払期日", "検収後", "2027年2月12日")


def test_who_judged_and_when_come_from_the_record() -> None:
    judging = JudgingService(checking())
    result = judging.judge(CASE, CLIENT, FAULTY, TODAY)
    record = check_record(result, CASE, FAULTY, MOMENT)
    told = replace(FAULTY, check=replace(record, checked_by="見本 次郎"))

    found = sheet(case_with(told))

    assert (found.checked_at, found.checked_by, found.judged_anew) == (MOMENT, "見本 次郎", False)
    assert sheet(case_with(FAULTY)).checked_at is None
    assert sheet(case_with(FAULTY)).checked_by == CASE.consultant


@pytest.mark.parametrize(
    "other",
    [
        {"pack_digest": "older"},
        {"as_of": TODAY - timedelta(days=1)},
        {"platform_id": "another"},
        {"warnings": 9},
        {"states": ()},
    ],
    ids=lambda other: next(iter(other)),
)
def test_a_record_of_other_rules_or_another_outcome_is_not_passed_for_this_result(
    other: dict[str, Any],
) -> None:
    judging = JudgingService(checking())
    record = check_record(judging.judge(CASE, CLIENT, FAULTY, TODAY), CASE, FAULTY, MOMENT)

    assert sheet(case_with(replace(FAULTY, check=replace(record, **other)))).judged_anew


def test_the_platform_is_told_by_its_name() -> None:
    chosen = platform_ids()[0]

    assert sheet(case_with(FAULTY, platform_id=chosen)).platform == read_profile(chosen).name
    assert sheet(case_with(FAULTY)).platform == "未選択（各社共通の項目）"


def test_of_an_unknown_platform_it_is_told_that_only_the_common_headings_were_applied() -> None:
    unknown = case_with(FAULTY, platform_id="no-such-platform")

    told = shape(unknown)

    assert (told["platform_id"], told["platform_name"]) == ("no-such-platform", "")
    assert told["platform_rules_applied"] is False
    assert shape(case_with(FAULTY, platform_id=platform_ids()[0]))["platform_rules_applied"] is True
    assert sheet(unknown).platform == "登録のない掲載先（各社共通の項目だけで点検）"


def test_the_law_of_the_day_of_the_paper_is_shown_where_it_is_another_day() -> None:
    old = sheet(case_with(FAULTY, planned_order_on=BEFORE_THE_LAW))
    new = [row.rule for row in old.differences if row.change == "新しく指摘"]

    assert "D03" in new
    assert old.facts == ()
    assert any(row.day == date(2024, 11, 1) for row in old.law)
    assert sheet(case_with(FAULTY)).differences == ()
    assert sheet(case_with(FAULTY)).law == ()


def test_what_was_let_stand_is_no_difference_between_the_days() -> None:
    kept = case_with(let_stand(FAULTY, "D03"), planned_order_on=BEFORE_THE_LAW)

    assert "D03" not in {row.rule for row in sheet(kept).differences}


def test_rules_without_a_remark_are_listed_apart() -> None:
    found = sheet(case_with(FAULTY))

    assert {row.rule for row in found.clear}.isdisjoint({row.rule for row in found.rows})
    assert len(found.clear) > 20


def test_only_rules_that_applied_are_listed_and_those_on_the_six_facts_first() -> None:
    clear = [row.rule for row in sheet(CASE).clear]
    direct = {row.rule for row in sheet(replace(CASE, order_type=OrderType.DIRECT)).clear}

    assert clear[:2] == ["F01", "F02"]
    assert "C02" in clear
    assert "C01" in direct
    assert not {"C02", "G09", "G14"} & direct


def test_the_number_of_rules_that_could_not_be_evaluated_is_told() -> None:
    found = evidence(case_with(FAULTY))
    stopped = [
        replace(j, result=replace(j.result, stopped_rules=("C01", "C02"))) for j in found.judgements
    ]

    assert sheet(case_with(FAULTY)).stopped == 0
    assert sheets(replace(found, judgements=tuple(stopped)))["p-w1"].stopped == 2


def test_a_rule_with_a_remark_or_an_item_is_not_among_those_without() -> None:
    told = shape_of_posting(case_with(let_stand(FAULTY, "D03")))

    silent = set(told["rules_without_finding"])
    spoken = {finding["rule"] for finding in told["findings"]}
    spoken |= {item["rule"] for item in told["items"]}
    assert silent
    assert silent.isdisjoint(spoken | {"D03"})


def test_equal_case_and_day_give_equal_json() -> None:
    assert evidence_as_json(evidence(case_with(FAULTY))) == evidence_as_json(
        evidence(case_with(FAULTY))
    )


def test_the_json_says_case_rules_and_days() -> None:
    found = shape(case_with(FAULTY, planned_order_on=BEFORE_THE_LAW))

    assert found["form"] == "cspdesk-evidence-1"
    assert (found["case_id"], found["as_of"], found["dated"]) == (
        "case1",
        "2024-10-31",
        "2026-11-24",
    )
    assert found["rules"]["digest"] == checking().rules_info().digest
    assert shape_of_posting(case_with(FAULTY))["law_of_dated"] is None


def test_the_json_tells_findings_with_their_place_and_exemptions_apart() -> None:
    posting = shape_of_posting(case_with(let_stand(FAULTY, "C13")))

    (exemption,) = posting["exemptions"]
    found = exemption["finding"]

    assert found["rule"] == "C13"
    assert posting["text"][found["start"] : found["end"]] == found["quote"]
    assert exemption["reason"] == "募集画面に必ず表示されるため"
    assert "C13" not in {finding["rule"] for finding in posting["findings"]}
    assert found["severity"] == Severity.WARNING.value
    assert found["sources"][0]["law"]


def test_the_quoted_passage_is_the_sentence_around_the_place() -> None:
    text = "【報酬】\n報酬は66,000円です。源泉徴収はしません。\n"

    assert passage(text, text.index("66"), text.index("円")) == "報酬は66,000円です。"
    assert passage(text, text.index("源泉"), len(text)) == "源泉徴収はしません。"
    assert passage(text, 0, 0) == ""


def test_a_long_sentence_is_quoted_in_part() -> None:
    quoted = passage("あ" * 100 + "納期" + "い" * 100, 100, 102)

    assert quoted == "…" + "あ" * 24 + "納期" + "い" * 24 + "…"
