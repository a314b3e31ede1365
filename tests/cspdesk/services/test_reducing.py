from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import Catalogue
from cspdesk.domain.decomposition import Issue, Verdict, WorkItem
from cspdesk.services.budgeting import budget_of
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.reducing import Reduction, Way, reduced, reductions
from tests.builders import a_case, accepted

_DAY = date(2026, 11, 24)
_NONE = Catalogue(work_types=(), items=(), problems=())


def _over(*items: WorkItem, budget: int, platform: str = "") -> Case:
    return replace(a_case(*items), budget_yen=budget, platform_id=platform)


def _way(case: Case, way: Way) -> Reduction:
    return next(r for r in reductions(case, _NONE, _DAY) if r.way is way)


def test_nothing_is_offered_while_the_ceiling_is_kept_or_unknown() -> None:
    item = accepted("a", unit_price_yen=100)

    assert reductions(_over(item, budget=100), _NONE, _DAY) == ()
    assert reductions(a_case(item), _NONE, _DAY) == ()


def test_three_ways_are_offered_with_their_amounts() -> None:
    case = _over(
        accepted("a", quantity=24, unit="点", unit_price_yen=3_300, price_low_yen=2_200),
        accepted("b", unit_price_yen=30_000),
        budget=90_000,
    )

    found = {r.way: r for r in reductions(case, _NONE, _DAY)}

    assert [r.changes[0].words for r in found.values()] == [
        "仕事bを見送る（−30,000円）",
        "仕事aを 24点から 18点に（−19,800円）",
        "仕事aを簡易版に（−26,400円）",
    ]
    assert {w: r.left_yen for w, r in found.items()} == {
        Way.LATER: 10_800,
        Way.FEWER: 600,
        Way.SIMPLER: 7_200,
    }


def test_what_other_work_waits_for_is_not_postponed() -> None:
    case = _over(
        accepted("a", unit_price_yen=50_000),
        accepted("b", "a", unit_price_yen=60_000),
        budget=60_000,
    )

    (change,) = _way(case, Way.LATER).changes

    assert change.before.id == "b"


def test_what_is_at_the_core_of_the_problem_is_postponed_last() -> None:
    catalogue = load_catalogue()
    sub = next(s for p in catalogue.problems for s in p.sub_issues if s.id == "P-SALES.new")
    named = {link.priority: link.item_id for link in sub.items}
    core, beside = (
        accepted(name, issue_id="s", catalogue_id=named[name], unit_price_yen=50_000)
        for name in ("core", "nice")
    )

    for items in ((core, beside), (beside, core)):
        case = _over(*items, budget=60_000)
        issues = (Issue(id="s", name="課題", catalogue_id=sub.id),)
        case = replace(case, decomposition=replace(case.decomposition, issues=issues))

        way = next(r for r in reductions(case, catalogue, _DAY) if r.way is Way.LATER)

        assert [change.before.id for change in way.changes] == ["nice"]


def test_the_main_wish_is_ordered_in_every_way() -> None:
    catalogue = load_catalogue()
    case = _over(
        accepted("card", asked=60, unit_price_yen=15_000, price_low_yen=8_000),
        accepted("site", asked=98, unit_price_yen=330_000, price_low_yen=165_000),
        accepted("photo", catalogue_id="pm-photo-site", asked=50, unit_price_yen=40_000),
        budget=180_000,
    )

    ways = reductions(case, catalogue, _DAY)

    assert [way.way for way in ways] == [
        Way.SIMPLER_LATER,
        Way.SIMPLER_OWN_HANDS,
        Way.MAIN_ONLY,
    ]
    assert all(way.enough for way in ways)
    assert all(way.keeps[0] == "仕事site" for way in ways)


def test_the_main_wish_alone_keeps_what_it_waits_for() -> None:
    case = _over(
        accepted("first", asked=30, unit_price_yen=30_000),
        accepted("main", "first", asked=95, unit_price_yen=50_000),
        accepted("other", asked=60, unit_price_yen=40_000),
        budget=60_000,
    )

    way = next(r for r in reductions(case, _NONE, _DAY) if r.way is Way.LATER)

    assert way.keeps == ("仕事main", "仕事first")


def test_a_single_large_wish_is_not_saved_by_giving_it_up() -> None:
    case = _over(
        accepted("small", asked=40, unit_price_yen=50_000),
        accepted("large", asked=95, unit_price_yen=90_000),
        budget=100_000,
    )

    assert [c.before.id for c in _way(case, Way.LATER).changes] == ["small"]


def test_no_more_is_postponed_than_it_takes_and_the_more_wanted_stays() -> None:
    case = _over(
        accepted("main", asked=95, unit_price_yen=50_000),
        accepted("middle", asked=70, unit_price_yen=90_000),
        accepted("least", asked=30, unit_price_yen=20_000),
        budget=80_000,
    )

    assert [c.before.id for c in _way(case, Way.LATER).changes] == ["middle"]


def test_what_only_given_up_work_waits_for_may_go_with_it() -> None:
    case = _over(
        accepted("main", asked=95, unit_price_yen=50_000),
        accepted("first", asked=60, unit_price_yen=30_000),
        accepted("then", "first", asked=50, unit_price_yen=30_000),
        budget=50_000,
    )

    gone = {c.before.id for c in _way(case, Way.LATER).changes}

    assert gone == {"first", "then"}


def test_what_the_firm_can_do_itself_is_offered_with_what_it_gives_up() -> None:
    catalogue = load_catalogue()
    case = _over(
        accepted("logo", asked=90, unit_price_yen=50_000),
        accepted("photo", catalogue_id="pm-photo-site", asked=50, unit_price_yen=40_000),
        budget=60_000,
    )

    way = next(r for r in reductions(case, catalogue, _DAY) if r.way is Way.OWN_HANDS)

    assert reduced(case, way).decomposition.work_item("photo").verdict is Verdict.IN_HOUSE
    assert way.gives_up == ("「仕事photo」は、写真の仕上がりと、撮る方の時間を譲ります",)
    assert way.total_yen == 50_000


def test_a_way_that_hardly_helps_is_not_offered_beside_better_ones() -> None:
    case = _over(
        accepted("main", asked=95, unit_price_yen=60_000),
        accepted("faq", asked=60, quantity=2, unit_price_yen=5_000),
        accepted("large", asked=50, unit_price_yen=90_000),
        budget=70_000,
    )

    assert [r.way for r in reductions(case, _NONE, _DAY)] == [Way.LATER]


def test_three_ways_at_most_and_no_two_alike() -> None:
    catalogue = load_catalogue()
    case = _over(
        accepted("main", asked=95, unit_price_yen=60_000, price_low_yen=20_000),
        accepted(
            "b", catalogue_id="wri-blog", quantity=9, unit_price_yen=9_000, price_low_yen=3_000
        ),
        budget=120_000,
    )

    ways = reductions(case, catalogue, _DAY)

    assert len(ways) == 3
    assert len({way.changes for way in ways}) == len({way.way for way in ways}) == 3


def test_a_postponed_piece_says_why_and_keeps_a_reason_that_was_typed() -> None:
    case = _over(
        accepted("a", unit_price_yen=50_000),
        accepted("b", unit_price_yen=60_000, verdict_reason="先方の都合"),
        budget=60_000,
    )

    item = reduced(case, _way(case, Way.LATER)).decomposition.work_item("b")

    assert (item.verdict, item.verdict_reason) == (Verdict.POSTPONE, "先方の都合")


def test_a_simpler_version_says_that_the_content_shrinks_with_the_price() -> None:
    case = _over(accepted("a", unit_price_yen=9_000, price_low_yen=5_000), budget=6_000)

    item = reduced(case, _way(case, Way.SIMPLER)).decomposition.work_item("a")

    assert item.unit_price_yen == 5_000
    assert "中身を減らさずに金額だけを下げません" in item.note


def test_the_fee_of_the_platform_is_saved_along() -> None:
    case = _over(
        accepted("a", unit_price_yen=100_000),
        accepted("b", unit_price_yen=100_000),
        budget=110_000,
        platform="lancers",
    )

    assert _way(case, Way.LATER).saved_yen == 105_500


def test_no_more_is_cut_than_keeps_the_ceiling_with_the_fee_on_it() -> None:
    item = accepted("a", quantity=100, unit_price_yen=1_000)

    way = _way(_over(item, budget=94_950, platform="lancers"), Way.FEWER)

    assert (way.changes[0].after.quantity, way.left_yen) == (90, 0)


def test_of_two_that_are_enough_alone_the_smaller_saving_is_made() -> None:
    case = _over(
        accepted("a", unit_price_yen=100_000, price_low_yen=50_000),
        accepted("b", unit_price_yen=100_000, price_low_yen=70_000),
        budget=180_000,
    )

    assert [change.before.id for change in _way(case, Way.SIMPLER).changes] == ["b"]


def test_fewer_units_take_fewer_days_unless_the_days_are_fixed() -> None:
    free = accepted("a", quantity=30, unit_price_yen=1_000, days=15)
    fixed = replace(free, due_on=date(2027, 1, 15))

    def days(item: WorkItem) -> int | None:
        return _way(_over(item, budget=20_000), Way.FEWER).changes[0].after.days

    assert (days(free), days(fixed)) == (10, 15)


def test_what_a_joined_way_leaves_over_gives_the_most_wanted_its_full_version_first() -> None:
    case = _over(
        accepted("site", asked=98, unit_price_yen=330_000, price_low_yen=165_000),
        accepted("card", asked=80, unit_price_yen=20_000, price_low_yen=12_000),
        accepted("sign", asked=70, unit_price_yen=20_000, price_low_yen=12_000),
        accepted("photo", asked=50, unit_price_yen=20_000),
        budget=200_000,
    )

    way = _way(case, Way.SIMPLER_LATER)

    assert {change.before.id for change in way.changes} == {"site", "sign", "photo"}
    assert way.left_yen == 3_000


def test_work_that_was_changed_meanwhile_is_left_alone() -> None:
    case = _over(accepted("a", quantity=9, unit_price_yen=1_000), budget=5_000)
    way = _way(case, Way.FEWER)
    edited = case.decomposition.with_work_item(
        replace(case.decomposition.work_item("a"), quantity=2)
    )
    case = replace(case, decomposition=edited)

    assert reduced(case, way) == case


@given(
    st.lists(
        st.tuples(st.integers(1, 40), st.integers(1, 99_999), st.none() | st.integers(1, 99_999)),
        min_size=1,
        max_size=7,
    ),
    st.integers(0, 500_000),
    st.sampled_from(("", "lancers")),
)
def test_what_a_way_promises_is_what_it_does(
    rows: list[tuple[int, int, int | None]], budget: int, platform: str
) -> None:
    items = [
        accepted(str(n), quantity=quantity, unit_price_yen=yen, price_low_yen=low)
        for n, (quantity, yen, low) in enumerate(rows)
    ]
    case = _over(*items, budget=budget, platform=platform)
    before = budget_of(case, _DAY)

    for way in reductions(case, _NONE, _DAY):
        changed = reduced(case, way)
        after = budget_of(changed, _DAY)
        assert before.planned.total_yen - after.planned.total_yen == way.saved_yen > 0
        assert after.left_yen == way.left_yen
        assert after.planned.total_yen == way.total_yen
        assert way.enough == (after.over_yen == 0)
        assert "仕事0" in way.keeps
        assert changed.decomposition.ordered_items()
