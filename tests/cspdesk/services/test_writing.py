"""What step ④ does with a posting, each time with a fresh record of its check."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cspdesk.domain.finding import CheckRecord
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.judging import standing
from cspdesk.services.repairing import best_edit
from cspdesk.services.writing import WritingService
from tests.doubles import StandingClock
from tests.ui.sample import core, sample

_CLIENT, _CASE = sample()
_ITEM = _CASE.decomposition.ordered_items()[0]


@pytest.fixture
def writing() -> WritingService:
    services = core()
    return WritingService(services.drafting, services.judging, services.checking, StandingClock())


def _posting(**texts: str) -> Posting:
    posting = _CASE.posting_for(_ITEM.id)
    assert posting is not None
    for name, text in texts.items():
        posting = posting.with_text(PostingField(name), text)
    return posting


def _counted(record: CheckRecord) -> int:
    return record.errors + record.warnings + record.infos


def test_writing_anew_keeps_the_old_texts_and_what_was_decided(writing: WritingService) -> None:
    posting = _posting(expenses="応相談")
    finding = writing.judge(_CASE, _CLIENT, posting).findings[0]
    posting = writing.let_stand(_CASE, posting, finding, "見本の理由")

    anew = writing.redrafted(_CASE, _CLIENT, _ITEM, RequestFormat.PROJECT, posting)

    assert anew.format is RequestFormat.PROJECT
    assert posting.texts in [version.texts for version in anew.versions]
    assert anew.exemptions == posting.exemptions


def test_the_planned_day_judges_unless_another_is_named(writing: WritingService) -> None:
    planned = replace(_CASE, planned_order_on=date(2027, 1, 4))

    assert writing.judge(planned, _CLIENT, _posting()).as_of == date(2027, 1, 4)
    on = date(2025, 12, 31)
    assert writing.judge(planned, _CLIENT, _posting(), on).as_of == on


def test_a_finding_let_stand_no_longer_counts_in_the_record(writing: WritingService) -> None:
    posting = _posting(payment_date="検収後お支払い")
    before, result = writing.checked(_CASE, _CLIENT, posting)
    finding = result.findings[0]

    allowed = writing.let_stand(_CASE, posting, finding, " 見本の理由 ")
    after, again = writing.checked(_CASE, _CLIENT, allowed)

    assert before.check is not None
    assert after.check is not None
    assert _counted(after.check) == _counted(before.check) - 1
    assert (before.check.exempted, after.check.exempted) == (0, 1)
    assert finding not in standing(again, allowed)
    exemption = allowed.exemptions[0]
    assert (exemption.reason, exemption.decided_by) == ("見本の理由", _CASE.consultant)


@pytest.mark.parametrize("reason", ["", " \n　"])
def test_nothing_is_let_stand_without_a_reason(writing: WritingService, reason: str) -> None:
    posting = _posting(payment_date="検収後お支払い")
    finding = writing.judge(_CASE, _CLIENT, posting).findings[0]

    with pytest.raises(ValueError, match="reason"):
        writing.let_stand(_CASE, posting, finding, reason)


def test_a_repair_is_made_and_put_on_record(writing: WritingService) -> None:
    posting = _posting(payment_date="検収後お支払い")
    finding = writing.judge(_CASE, _CLIENT, posting).findings[0]
    edit = best_edit(posting, finding, None)
    assert edit is not None

    changed = writing.repaired(posting, finding, edit)

    assert changed.text(PostingField.PAYMENT_DATE) != "検収後お支払い"
    assert [c.rule for c in changed.corrections] == [finding.rule]


def test_the_platform_of_the_case_judges_every_posting(writing: WritingService) -> None:
    case = writing.for_platform(_CASE, _CLIENT, "crowdworks")

    assert case.platform_id == "crowdworks"
    assert {p.check.platform_id for p in case.postings if p.check} == {"crowdworks"}
    assert [p.id for p in case.postings] == [p.id for p in _CASE.postings]


def test_what_the_law_changes_is_told_for_the_wage_of_the_clients_prefecture(
    writing: WritingService,
) -> None:
    days = (date(2026, 9, 30), date(2026, 11, 30))

    changes = writing.law_changes(_CASE, _CLIENT, _posting(), days)

    wages = [change.title for change in changes.law if change.title.startswith("最低賃金")]
    assert wages == [f"最低賃金（{_CLIENT.prefecture}）"]
