"""Plan and totals over the work of a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.decomposition import ProposalState, Verdict, WorkItem
from cspdesk.domain.request_format import FormatAnswer, FormatDecision, RequestFormat
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.format_sizing import size
from cspdesk.services.order_days import load_order_days
from cspdesk.services.planning import PlanningService, Span
from cspdesk.services.posting_days import plan_days
from cspdesk.services.tree_filling import work_item_from
from cspdesk.services.working_days import (
    is_working_day,
    last_of,
    next_working_day,
    working_days_between,
    working_days_in,
)
from tests.builders import accepted
from tests.doubles import MOMENT

_START = date(2026, 12, 1)
# What an order takes beside the work has tests of its own below.
_PLAN = PlanningService(lambda _item: None)
_ORDERS = PlanningService()


def test_work_begins_the_working_day_after_what_it_waits_for() -> None:
    items = (accepted("b", "a", days=5), accepted("a", days=10))

    spans = {span.work_item_id: span for span in _PLAN.schedule(items, _START)}

    assert spans["a"].due_on == date(2026, 12, 10)
    assert spans["b"].starts_on == date(2026, 12, 11)
    assert spans["b"].due_on == date(2026, 12, 16)


def test_nothing_begins_or_ends_at_the_turn_of_the_year() -> None:
    items = (accepted("a", days=42), accepted("b", "a", days=1))

    first, second = _PLAN.schedule(items, date(2026, 11, 21))

    assert first.starts_on == date(2026, 11, 24)
    assert (first.due_on, second.starts_on) == (date(2027, 1, 6), date(2027, 1, 7))


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


@st.composite
def _works(draw: st.DrawFn) -> tuple[WorkItem, ...]:
    """Return work whose prerequisites stand before it, then shuffled."""
    made: list[WorkItem] = []
    for number in range(draw(st.integers(1, 9))):
        before = [item.id for item in made]
        after = draw(st.lists(st.sampled_from(before), unique=True)) if before else []
        made.append(accepted(str(number), *after, days=draw(st.integers(1, 40))))
    return tuple(draw(st.permutations(made)))


@given(st.lists(st.integers(1, 40), min_size=1, max_size=8))
def test_a_chain_lasts_as_long_as_its_parts_together(lengths: list[int]) -> None:
    items = tuple(
        accepted(str(n), *((str(n - 1),) if n else ()), days=days) for n, days in enumerate(lengths)
    )

    spans = _PLAN.schedule(items, _START)

    worked = sum(map(working_days_in, lengths))
    assert working_days_between(_START, spans[-1].due_on) == worked
    assert all(span.critical for span in spans)


@given(_works(), st.none() | st.integers(1, 3))
def test_every_piece_follows_its_prerequisites_on_working_days(
    items: tuple[WorkItem, ...], at_once: int | None
) -> None:
    spans = {s.work_item_id: s for s in _PLAN.schedule(items, _START, at_once)}

    for item in items:
        span = spans[item.id]
        assert is_working_day(span.starts_on)
        assert is_working_day(span.due_on)
        assert working_days_between(span.starts_on, span.due_on) == working_days_in(item.days or 0)
        assert all(spans[a].due_on < span.starts_on for a in item.after)


@given(_works(), st.integers(1, 3))
def test_never_more_run_side_by_side_than_allowed(
    items: tuple[WorkItem, ...], at_once: int
) -> None:
    spans = _PLAN.schedule(items, _START, at_once)

    for day in {span.starts_on for span in spans}:
        assert sum(1 for span in spans if span.starts_on <= day <= span.due_on) <= at_once


@given(_works(), st.none() | st.integers(1, 3))
def test_the_critical_path_leads_from_the_start_to_the_end(
    items: tuple[WorkItem, ...], at_once: int | None
) -> None:
    spans = _PLAN.schedule(items, _START, at_once)

    critical = [span for span in spans if span.critical]
    assert min(span.starts_on for span in critical) == _START
    assert max(span.due_on for span in critical) == max(span.due_on for span in spans)


@given(_works(), st.data())
def test_work_with_slack_may_be_late_by_it_without_moving_the_end(
    items: tuple[WorkItem, ...], data: st.DataObject
) -> None:
    spans = {span.work_item_id: span for span in _PLAN.schedule(items, _START)}
    late = data.draw(st.sampled_from(items))
    slack = spans[late.id].slack_days
    assert slack is not None
    due_on = last_of(spans[late.id].due_on, slack + 1)

    changed = [replace(i, due_on=due_on) if i is late else i for i in items]

    after = _PLAN.schedule(changed, _START)
    assert max(s.due_on for s in after) == max(s.due_on for s in spans.values())


def test_proposals_beside_accepted_work_are_not_critical() -> None:
    proposal = accepted("b", days=90, state=ProposalState.PROPOSED)

    first, second = _PLAN.schedule((accepted("a", days=5), proposal), _START)

    assert first.critical
    assert second.slack_days is None


def test_work_fixed_by_the_consultant_takes_its_place_before_the_rest() -> None:
    fixed = accepted("b", starts_on=date(2026, 12, 1), due_on=date(2026, 12, 4))

    free, _ = _PLAN.schedule((accepted("a", days=7), fixed), _START, at_once=1)

    assert free.starts_on == date(2026, 12, 7)


def test_a_length_typed_by_mistake_does_not_run_out_of_the_calendar() -> None:
    items = (accepted("a", days=99_999_999), accepted("b", "a", days=99_999_999))

    first, second = _PLAN.schedule(items, _START)

    assert first.due_on < second.starts_on
    assert _PLAN.totals(items, None, _START).weeks > 1000


def _decided(item: WorkItem, format_: RequestFormat) -> WorkItem:
    decision = FormatDecision(
        chosen=format_, recommended=format_, decided_at=MOMENT, scores=(), answers=()
    )
    return replace(item, format_decision=decision)


def _stages(span: Span) -> list[tuple[str, str, str]]:
    return [(s.name, f"{s.starts_on:%m-%d}", f"{s.ends_on:%m-%d}") for s in span.stages]


def test_a_project_is_recruited_for_before_and_accepted_after() -> None:
    item = _decided(accepted("a", days=14), RequestFormat.PROJECT)

    (span,) = _ORDERS.schedule((item,), _START)

    assert _stages(span) == [
        ("募集", "12-01", "12-07"),
        ("選定・契約・仮払い", "12-08", "12-10"),
        ("作業", "12-11", "12-24"),
        ("検収", "12-25", "01-04"),
    ]
    assert (span.begins_on, span.ends_on) == (date(2026, 12, 1), date(2027, 1, 4))


def test_a_competition_is_open_and_judged_first_and_only_finished_after() -> None:
    item = _decided(accepted("a", days=21), RequestFormat.COMPETITION)

    (span,) = _ORDERS.schedule((item,), _START)

    assert _stages(span) == [
        ("応募の期間", "12-01", "12-14"),
        ("選考", "12-15", "12-21"),
        ("作業", "12-22", "12-28"),
        ("検収", "12-29", "01-06"),
    ]


def test_a_task_recruits_nobody_but_is_approved_piece_by_piece() -> None:
    item = _decided(accepted("a", days=3), RequestFormat.TASK)

    (span,) = _ORDERS.schedule((item,), _START)

    assert [name for name, _, _ in _stages(span)] == ["仮払いと公開", "作業", "承認"]
    assert working_days_between(span.starts_on, span.due_on) == working_days_in(7)


def test_without_a_decision_the_usual_format_of_the_work_counts() -> None:
    logo = accepted("a", catalogue_id="des-logo")
    own = accepted("b", name="自社の仕事")

    first, second = _ORDERS.schedule((logo, own), _START)

    assert first.stages[0].name == "応募の期間"
    assert second.stages[0].name == "募集"


def test_what_the_firm_or_its_adviser_does_is_not_recruited_for() -> None:
    items = (
        accepted("a", verdict=Verdict.IN_HOUSE),
        accepted("b", verdict=Verdict.PROFESSIONAL),
    )

    assert all(len(span.stages) == 1 for span in _ORDERS.schedule(items, _START))


def test_the_next_order_goes_out_once_the_one_before_is_accepted() -> None:
    first, second = _ORDERS.schedule((accepted("a"), accepted("b", "a")), _START)

    assert second.begins_on == next_working_day(first.ends_on)
    assert first.critical
    assert second.critical


def test_days_before_fixed_work_are_counted_back_from_it() -> None:
    item = accepted("a", starts_on=date(2026, 12, 21), due_on=date(2026, 12, 25))

    (span,) = _ORDERS.schedule((item,), _START)

    assert (span.starts_on, span.due_on) == (date(2026, 12, 21), date(2026, 12, 25))
    assert span.before[-1].ends_on == date(2026, 12, 18)
    assert span.begins_on == date(2026, 12, 9)


def test_the_first_day_told_for_a_competition_is_that_of_its_posting() -> None:
    item = accepted("a", starts_on=date(2026, 11, 27), due_on=date(2026, 12, 25))

    (span,) = _ORDERS.schedule((_decided(item, RequestFormat.COMPETITION),), _START)

    assert _stages(span)[:3] == [
        ("応募の期間", "11-27", "12-10"),
        ("選考", "12-11", "12-17"),
        ("作業", "12-18", "12-25"),
    ]
    assert span.told_on == item.starts_on


def test_a_posting_that_waits_for_answers_takes_no_hand() -> None:
    items = (accepted("a", days=7), accepted("b", days=7))

    first, second = _ORDERS.schedule(items, _START, at_once=1)

    assert second.starts_on == next_working_day(first.due_on)
    assert second.begins_on < first.ends_on


def test_a_hand_that_is_waited_for_is_free_on_delivery_not_on_acceptance() -> None:
    late = accepted("c", days=7, starts_on=date(2027, 3, 1))
    items = (accepted("a", days=7), accepted("b", days=7), late)

    first, second, _ = _ORDERS.schedule(items, _START, at_once=1)

    assert first.due_on < first.ends_on
    assert first.slack_days == second.slack_days
    assert second.slack_days is not None
    assert second.slack_days > 0


def test_the_weeks_of_a_plan_hold_the_stages_around_the_work() -> None:
    alone = _PLAN.totals((accepted("a", days=7),), None, _START).weeks
    ordered = _ORDERS.totals((accepted("a", days=7),), None, _START)

    assert ordered.weeks > alone
    assert ordered.ends_on == _ORDERS.schedule((accepted("a", days=7),), _START)[0].ends_on


@given(_works(), st.none() | st.integers(1, 3))
def test_orders_follow_each_other_and_the_critical_path_reaches_from_end_to_end(
    items: tuple[WorkItem, ...], at_once: int | None
) -> None:
    spans = {s.work_item_id: s for s in _ORDERS.schedule(items, _START, at_once)}

    for item in items:
        assert all(spans[a].ends_on < spans[item.id].begins_on for a in item.after)
    critical = [span for span in spans.values() if span.critical]
    assert min(span.begins_on for span in critical) == _START
    assert max(s.ends_on for s in critical) == max(s.ends_on for s in spans.values())


def test_recruiting_lasts_as_long_as_the_drafts_say() -> None:
    facts = load_order_days()
    draft = plan_days(accepted("a"), RequestFormat.COMPETITION, _START)
    stages = facts.of(RequestFormat.COMPETITION).before
    assert (draft.announced_on - _START).days == sum(stage.days for stage in stages)


def test_nothing_is_posted_before_the_client_is_ready() -> None:
    item = accepted("a", days=7, inputs=("写真", "原稿", "ロゴのデータ"))

    (span,) = _ORDERS.schedule((item,), _START)

    assert span.preparing is not None
    assert span.preparing.starts_on == _START
    assert span.begins_on == next_working_day(span.preparing.ends_on)
    assert working_days_between(_START, span.preparing.ends_on) == 3
    assert [stage.name for stage in span.stages][:2] == ["用意", "募集"]


def test_getting_ready_for_later_work_costs_the_plan_no_day() -> None:
    ready = ("写真", "原稿")
    first, then = accepted("a", days=7), accepted("b", "a", days=7)

    bare = _ORDERS.schedule((first, then), _START)
    prepared = _ORDERS.schedule((first, replace(then, inputs=ready)), _START)

    assert prepared[1].begins_on == bare[1].begins_on
    assert prepared[1].preparing is not None


def test_many_things_take_a_week_at_most_and_nothing_takes_no_day() -> None:
    facts = load_order_days()

    most = facts.preparing_for(20)
    assert most is not None
    assert most.days == facts.most_preparing_days
    assert facts.preparing_for(0) is None


def test_the_plan_follows_the_answers_that_change_the_advice() -> None:
    entry = load_catalogue().item("des-package")
    assert entry is not None
    item = replace(work_item_from(entry, id="p"), state=ProposalState.ACCEPTED)
    secret = FormatAnswer(question_id="secrecy", value="secret")

    (usual,) = _ORDERS.schedule((item,), _START)
    (answered,) = _ORDERS.schedule((replace(item, format_answers=(secret,)),), _START)

    assert usual.before[0].name == "応募の期間"
    assert answered.before[0].name == "募集"
    assert working_days_between(answered.starts_on, answered.due_on) == working_days_in(
        item.days or 0
    )


def test_step_two_and_step_three_name_the_same_days_of_work() -> None:
    entry = load_catalogue().item("des-package")
    assert entry is not None
    item = work_item_from(entry, id="p")

    for format_ in RequestFormat:
        days = load_order_days().of(format_).days_of_work(item.days or 0)
        (told,) = [line.text for line in size(item, format_) if line.label == "期間"]
        assert told.endswith(f"作業 {days}日")


def test_printing_and_translation_wait_for_the_texts_they_carry() -> None:
    catalogue = load_catalogue()
    waits = {
        "ofc-trans-menu": "wri-product-desc",
        "ofc-trans-site": "wri-webcopy",
        "des-menu": "wri-product-desc",
        "des-flyer": "wri-leaflet-copy",
        "des-package": "wri-naming-product",
    }

    for item_id, text in waits.items():
        entry = catalogue.item(item_id)
        assert entry is not None
        assert text in entry.prerequisites
