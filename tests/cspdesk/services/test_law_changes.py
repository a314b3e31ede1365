"""What changes for a posting between two days, with the day and the source of each change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cspdesk.domain.finding import CheckResult
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.domain.request_format import OrderType, RequestFormat
from cspdesk.domain.source import Confidence
from cspdesk.services.checking import CheckingService
from cspdesk.services.law_changes import ChangeKind, LawChanges, changes_between
from tests.builders import published

_CHECKING = CheckingService()
_POSTING = (
    Posting(id="p", work_item_id="w", format=RequestFormat.PROJECT)
    .with_text(PostingField.TITLE, "見本の商品の説明文を書く仕事")
    .with_text(PostingField.WORK_CONTENT, "見本の商品を紹介する文を書きます。")
    .with_text(PostingField.PAYMENT_DATE, "検収後にお支払いします。")
)


def _between(earlier: date, later: date, prefecture: str = "") -> LawChanges:
    def judge(on: date) -> CheckResult:
        return _CHECKING.check(published(_POSTING, on, order_type=OrderType.DIRECT))

    return changes_between(judge, _CHECKING.pack().rule, earlier, later, prefecture=prefecture)


def test_a_day_compared_with_itself_shows_nothing() -> None:
    changes = _between(date(2026, 11, 22), date(2026, 11, 22))

    assert changes.nothing


def test_the_order_of_the_days_makes_no_difference() -> None:
    first, last = date(2024, 10, 31), date(2026, 1, 1)

    assert _between(first, last) == _between(last, first)


def test_rules_of_a_new_law_start_on_its_first_day_and_bring_their_findings() -> None:
    changes = _between(date(2024, 10, 31), date(2024, 11, 1))

    started = {c.rule: c for c in changes.law if c.kind is ChangeKind.STARTS and c.rule}
    assert started["F01"].day == date(2024, 11, 1)
    assert started["F01"].source.label()
    assert "F01" in {finding.rule for finding in changes.appearing}
    assert changes.disappearing == ()


def test_a_finding_of_both_days_is_told_only_where_it_weighs_otherwise() -> None:
    changes = _between(date(2024, 10, 31), date(2026, 11, 22))

    told = {finding.rule for finding in (*changes.appearing, *changes.disappearing)}
    for was, now in changes.weighed_anew:
        assert was.rule == now.rule
        assert was.rule not in told
        assert (was.severity, was.message) != (now.severity, now.message)


def test_a_figure_changes_on_its_day_with_the_amounts_of_both_sides() -> None:
    changes = _between(date(2026, 9, 30), date(2026, 10, 1))

    credit = next(c for c in changes.law if "控除できる割合" in c.title)
    assert credit.kind is ChangeKind.FIGURE
    assert (credit.day, credit.before, credit.after) == (date(2026, 10, 1), "80%", "70%")
    assert credit.source.law == "消費税法・令和8年度税制改正"


def test_the_wage_of_one_prefecture_is_looked_at() -> None:
    changes = _between(date(2026, 10, 28), date(2026, 10, 29), "青森県")

    wages = [c for c in changes.law if c.title.startswith("最低賃金")]
    assert [(c.title, c.before, c.after) for c in wages] == [
        ("最低賃金（青森県）", "1,029円", "1,090円")
    ]
    assert all(
        "最低賃金" not in c.title for c in _between(date(2026, 10, 28), date(2026, 10, 29)).law
    )


def test_without_a_prefecture_the_average_of_the_country_stands_in() -> None:
    changes = _between(date(2026, 9, 30), date(2026, 10, 1))

    assert "最低賃金（全国加重平均）" in {change.title for change in changes.law}


def test_a_wage_before_the_first_round_on_file_is_not_made_up() -> None:
    changes = _between(date(2025, 10, 2), date(2025, 10, 3), "東京都")

    wage = next(c for c in changes.law if c.title == "最低賃金（東京都）")
    assert wage.kind is ChangeKind.STARTS
    assert wage.before == "収録なし"


def test_a_figure_that_only_becomes_less_sure_is_told_with_its_mark() -> None:
    changes = _between(date(2026, 12, 31), date(2027, 1, 1))

    rate = next(c for c in changes.law if c.title == "源泉徴収の率")
    assert rate.before == rate.after == "10.21%"
    assert rate.confidence is Confidence.TO_CHECK


def test_changes_stand_in_the_order_of_their_days() -> None:
    days = [change.day for change in _between(date(2023, 1, 1), date(2027, 12, 31)).law]

    assert days == sorted(days)
    assert all(date(2023, 1, 1) < day <= date(2027, 12, 31) for day in days)


def test_a_rule_that_could_not_be_evaluated_on_one_day_has_not_ended() -> None:
    earlier, later = date(2026, 11, 22), date(2026, 11, 24)

    def judge(on: date) -> CheckResult:
        result = _CHECKING.check(published(_POSTING, on, order_type=OrderType.DIRECT))
        if on == earlier:
            return result
        applied = tuple(rule for rule in result.applied_rules if rule != "D03")
        return replace(result, applied_rules=applied, stopped_rules=("D03",))

    changes = changes_between(judge, _CHECKING.pack().rule, earlier, later)

    assert "D03" in judge(earlier).applied_rules
    assert [change for change in changes.law if change.rule] == []
