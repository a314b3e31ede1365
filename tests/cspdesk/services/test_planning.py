"""Plan and totals over the work of a case."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.decomposition import ProposalState, Verdict
from cspdesk.services.planning import PlanningService
from tests.builders import accepted

_START = date(2026, 12, 1)
_PLAN = PlanningService()


def test_work_begins_the_day_after_what_it_waits_for() -> None:
    items = (accepted("b", "a", days=5), accepted("a", days=10))

    spans = {span.work_item_id: span for span in _PLAN.schedule(items, _START)}

    assert spans["a"].due_on == date(2026, 12, 10)
    assert spans["b"].starts_on == date(2026, 12, 11)
    assert spans["b"].due_on == date(2026, 12, 15)


def test_days_fixed_by_the_consultant_are_kept() -> None:
    item = accepted("a", starts_on=date(2027, 1, 5), due_on=date(2027, 1, 6), days=30)

    (span,) = _PLAN.schedule((item,), _START)

    assert (span.starts_on, span.due_on) == (date(2027, 1, 5), date(2027, 1, 6))


def test_postponed_and_rejected_work_takes_no_time() -> None:
    items = (
        accepted("a", verdict=Verdict.POSTPONE),
        accepted("b", state=ProposalState.REJECTED),
    )

    assert _PLAN.schedule(items, _START) == ()


def test_totals_count_only_what_is_ordered() -> None:
    items = (
        accepted("a", unit_price_yen=3300, quantity=24, price_low_yen=2200, price_high_yen=5500),
        accepted("b", unit_price_yen=99_999, verdict=Verdict.IN_HOUSE),
        accepted("c"),
    )

    totals = _PLAN.totals(items, 100_000, _START)

    assert totals.planned_yen == 79_200
    assert (totals.low_yen, totals.high_yen) == (52_800, 132_000)
    assert totals.unpriced == 1
    assert totals.left_yen == 20_800
    assert totals.weeks == 1


def test_nothing_ordered_has_no_end_and_no_range() -> None:
    totals = _PLAN.totals((), None, _START)

    assert (totals.weeks, totals.ends_on, totals.low_yen, totals.left_yen) == (0, None, None, None)


@given(st.lists(st.integers(1, 40), max_size=8))
def test_a_chain_lasts_as_long_as_its_parts_together(lengths: list[int]) -> None:
    items = tuple(
        accepted(str(n), *((str(n - 1),) if n else ()), days=days) for n, days in enumerate(lengths)
    )

    spans = _PLAN.schedule(items, _START)

    assert all(span.starts_on <= span.due_on for span in spans)
    if spans:
        assert spans[-1].due_on == _START + timedelta(days=sum(lengths) - 1)


def test_a_length_typed_by_mistake_does_not_run_out_of_the_calendar() -> None:
    items = (accepted("a", days=99_999_999), accepted("b", "a", days=99_999_999))

    first, second = _PLAN.schedule(items, _START)

    assert first.due_on < second.starts_on
    assert _PLAN.totals(items, None, _START).weeks > 1000
