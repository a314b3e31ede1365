from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.case import Case
from cspdesk.domain.decomposition import ProposalState, Verdict, WorkItem
from cspdesk.domain.posting import Posting
from cspdesk.domain.request_format import FormatAnswer, RequestFormat
from cspdesk.errors import DependencyCycle
from cspdesk.services.dividing import MOST_PARTS, can_merge, divided, merged
from tests.builders import a_case, accepted
from tests.doubles import counted_ids


def _divided(item: WorkItem, parts: int = 2, *others: WorkItem) -> tuple[WorkItem, ...]:
    case = divided(a_case(item, *others), item.id, parts, counted_ids("new"))
    return case.decomposition.work_items


def _merged(*items: WorkItem, only: tuple[str, ...] = ()) -> Case:
    return merged(a_case(*items), only or [item.id for item in items])


def _posting(item_id: str) -> Posting:
    return Posting(id=f"p{item_id}", work_item_id=item_id, format=RequestFormat.PROJECT)


# ---- dividing ----


@given(
    quantity=st.integers(1, 500),
    price=st.none() | st.integers(0, 3_000_000),
    hours=st.none() | st.integers(0, 5_000),
    days=st.none() | st.integers(1, 400),
    parts=st.integers(2, MOST_PARTS),
)
def test_money_and_hours_of_the_pieces_are_those_of_the_whole(
    quantity: int, price: int | None, hours: int | None, days: int | None, parts: int
) -> None:
    whole = accepted("a", quantity=quantity, unit_price_yen=price, hours=hours, days=days)

    pieces = _divided(whole, parts)

    assert len(pieces) == parts
    assert len({piece.id for piece in pieces}) == parts
    assert sum(piece.total_yen or 0 for piece in pieces) == (whole.total_yen or 0)
    assert sum(piece.hours or 0 for piece in pieces) == pytest.approx(hours or 0, abs=1e-3)
    assert all((piece.hours or 0) >= 0 for piece in pieces)
    assert all(piece.days is None or piece.days >= 1 for piece in pieces)


def test_several_units_are_shared_out_and_made_side_by_side() -> None:
    first, second = _divided(accepted("a", "z", quantity=5, unit="点", hours=10, days=10))

    assert (first.quantity, second.quantity) == (3, 2)
    assert (first.hours, second.hours) == (6, 4)
    assert (first.days, second.days) == (6, 4)
    assert first.after == second.after == ("z",)


def test_a_single_unit_becomes_stages_one_after_the_other() -> None:
    first, second = _divided(accepted("a", "z", unit_price_yen=100_001, hours=9, days=15))

    assert (first.quantity, second.quantity) == (1, 1)
    assert (first.unit_price_yen, second.unit_price_yen) == (50_001, 50_000)
    assert (first.days, second.days) == (8, 7)
    assert (first.after, second.after) == (("z",), (first.id,))


def test_who_waited_for_the_whole_waits_for_every_piece() -> None:
    items = _divided(accepted("a", quantity=2), 2, accepted("b", "a"))

    assert items[2].after == (items[0].id, items[1].id)


def test_the_first_piece_keeps_id_and_posting_and_all_keep_what_was_typed() -> None:
    whole = accepted(
        "a",
        quantity=4,
        inputs=("写真",),
        note="覚え書き",
        format_answers=(FormatAnswer(question_id="q", value="v"),),
    )
    case = replace(a_case(whole), postings=(_posting("a"),))

    changed = divided(case, "a", 2, counted_ids("new"))

    first, second = changed.decomposition.work_items
    assert changed.posting_for(first.id) is not None
    assert (second.inputs, second.note) == (whole.inputs, whole.note)
    assert second.format_answers == whole.format_answers


def test_stages_share_a_period_that_was_fixed() -> None:
    whole = accepted("a", starts_on=date(2026, 12, 1), due_on=date(2026, 12, 11))

    first, second = _divided(whole)

    assert (first.starts_on, first.due_on) == (date(2026, 12, 1), date(2026, 12, 6))
    assert (second.starts_on, second.due_on) == (date(2026, 12, 7), date(2026, 12, 11))


@given(length=st.integers(0, 40), parts=st.integers(2, MOST_PARTS))
def test_stages_never_leave_the_fixed_period(length: int, parts: int) -> None:
    start = date(2026, 12, 1)
    end = date.fromordinal(start.toordinal() + length)

    pieces = _divided(accepted("a", starts_on=start, due_on=end), parts)

    assert pieces[0].starts_on == start
    assert pieces[-1].due_on == end
    for piece in pieces:
        assert piece.starts_on is not None
        assert piece.due_on is not None
        assert start <= piece.starts_on <= piece.due_on <= end


@pytest.mark.parametrize("parts", [0, 1, MOST_PARTS + 1])
def test_a_number_of_pieces_that_makes_no_sense_is_refused(parts: int) -> None:
    with pytest.raises(ValueError, match="parts"):
        _divided(accepted("a"), parts)


# ---- merging ----


def test_equal_units_at_an_equal_price_are_counted_together() -> None:
    case = _merged(
        accepted("a", quantity=10, unit="点", unit_price_yen=3_300, hours=5),
        accepted("b", quantity=14, unit="点", unit_price_yen=3_300, hours=7),
    )

    whole = case.decomposition.work_items[0]
    assert (whole.quantity, whole.unit, whole.unit_price_yen, whole.hours) == (24, "点", 3_300, 12)


def test_different_prices_become_one_set_at_the_sum_with_its_make_up() -> None:
    case = _merged(
        accepted("a", name="写真", quantity=3, unit="点", unit_price_yen=1_000),
        accepted("b", name="文章", quantity=2, unit="本", unit_price_yen=5_000),
    )

    whole = case.decomposition.work_items[0]
    assert (whole.quantity, whole.unit, whole.total_yen) == (1, "式", 13_000)
    assert "写真 3点、文章 2本" in whole.deliverable


@given(
    st.lists(
        st.tuples(st.integers(1, 50), st.integers(0, 99_999), st.sampled_from("点本")),
        min_size=2,
        max_size=6,
    )
)
def test_merging_keeps_the_sum_of_money(rows: list[tuple[int, int, str]]) -> None:
    items = [
        accepted(str(n), quantity=quantity, unit_price_yen=yen, unit=unit)
        for n, (quantity, yen, unit) in enumerate(rows)
    ]

    ordered = _merged(*items).decomposition.ordered_items()

    assert len(ordered) == 1
    assert ordered[0].total_yen == sum(quantity * yen for quantity, yen, _ in rows)


def test_a_piece_without_a_price_is_named_rather_than_counted_as_free() -> None:
    whole = _merged(
        accepted("a", unit_price_yen=1_000), accepted("b", name="値段のない仕事")
    ).decomposition.work_items[0]

    assert whole.total_yen == 1_000
    assert "金額を決めていない仕事：値段のない仕事" in whole.note


def test_dependencies_are_kept_in_both_directions() -> None:
    case = _merged(
        accepted("x"),
        accepted("a", "x"),
        accepted("b", "a", "y"),
        accepted("y"),
        accepted("z", "b", "a"),
        only=("a", "b"),
    )

    tree = case.decomposition
    assert tree.work_item("a").after == ("x", "y")
    assert tree.work_item("z").after == ("a",)


def test_work_that_lies_between_the_pieces_makes_merging_impossible() -> None:
    with pytest.raises(DependencyCycle):
        _merged(accepted("a"), accepted("m", "a"), accepted("b", "m"), only=("a", "b"))


def test_texts_and_lists_of_all_pieces_are_kept_each_once() -> None:
    whole = _merged(
        accepted("a", inputs=("写真", "ロゴ"), deliverable="表", note="一", personal_data="none"),
        accepted("b", inputs=("ロゴ", "文"), deliverable="裏", note="二", personal_data="possible"),
    ).decomposition.work_items[0]

    assert whole.inputs == ("写真", "ロゴ", "文")
    assert whole.deliverable == "表\n裏"
    assert whole.note == "一\n二"
    assert whole.personal_data == "possible"


def test_opposite_answers_about_withholding_have_to_be_confirmed() -> None:
    whole = _merged(accepted("a", withholding="yes"), accepted("b", withholding="no"))

    assert whole.decomposition.work_items[0].withholding == "要確認"


def test_what_was_merged_stays_with_its_posting_and_can_be_brought_back() -> None:
    case = replace(
        a_case(accepted("a"), accepted("b", catalogue_id="des-logo", note="覚え書き")),
        postings=(_posting("a"), _posting("b")),
    )

    changed = merged(case, ("a", "b"))

    gone = changed.decomposition.work_item("b")
    assert (gone.state, gone.catalogue_id) == (ProposalState.REJECTED, "des-logo")
    assert gone.note == "覚え書き\n「仕事a・仕事b」にまとめました。"
    assert changed.postings == case.postings


def test_the_only_posting_goes_on_with_the_merged_piece() -> None:
    case = replace(a_case(accepted("a"), accepted("b")), postings=(_posting("b"),))

    changed = merged(case, ("a", "b"))

    handed = changed.posting_for("a")
    assert handed is not None
    assert handed.id == "pb"


def test_of_several_postings_none_is_handed_over() -> None:
    case = replace(
        a_case(accepted("a"), accepted("b"), accepted("c")),
        postings=(_posting("b"), _posting("c")),
    )

    assert merged(case, ("a", "b", "c")).postings == case.postings


def test_pieces_that_wait_for_each_other_take_their_days_together() -> None:
    chain = _merged(accepted("a", days=5), accepted("b", "a", days=7))
    beside = _merged(accepted("a", days=5), accepted("b", days=7))

    assert chain.decomposition.work_items[0].days == 12
    assert beside.decomposition.work_items[0].days == 7


@pytest.mark.parametrize(
    "items",
    [
        (accepted("a"),),
        (accepted("a"), accepted("b", verdict=Verdict.IN_HOUSE)),
        (accepted("a"), accepted("b", state=ProposalState.REJECTED)),
    ],
)
def test_what_does_not_belong_together_is_not_merged(items: tuple[WorkItem, ...]) -> None:
    assert not can_merge(items)
    with pytest.raises(ValueError, match="merged"):
        _merged(*items)


def test_dividing_and_merging_again_gives_the_same_amounts() -> None:
    whole = accepted("a", quantity=24, unit="点", unit_price_yen=3_300, hours=36)
    case = divided(a_case(whole), "a", 3, counted_ids("new"))

    again = merged(case, [item.id for item in case.decomposition.work_items])

    (ordered,) = again.decomposition.ordered_items()
    assert (ordered.quantity, ordered.total_yen, ordered.hours) == (24, 79_200, 36)


@pytest.mark.parametrize("quantity", [24, 1])
def test_merging_all_pieces_of_what_was_divided_brings_back_its_name_and_days(
    quantity: int,
) -> None:
    whole = accepted("a", name="紹介文", quantity=quantity, days=14)
    case = divided(a_case(whole), "a", 2, counted_ids("new"))

    again = merged(case, [item.id for item in case.decomposition.work_items])

    (ordered,) = again.decomposition.ordered_items()
    assert (ordered.name, ordered.days) == ("紹介文", 14)


@pytest.mark.parametrize(("quantity", "price"), [(1, 50_000), (1, 50_001), (2, 50_000)])
def test_stages_that_are_merged_are_as_many_units_as_before(quantity: int, price: int) -> None:
    whole = accepted(
        "a", quantity=quantity, unit="サイト", unit_price_yen=price, price_low_yen=30_000
    )
    case = divided(a_case(whole), "a", 3, counted_ids("new"))
    ids = [item.id for item in case.decomposition.work_items]

    (ordered,) = merged(case, ids).decomposition.ordered_items()
    some = merged(case, ids[:2]).decomposition.work_item("a")

    assert (ordered.quantity, ordered.unit, ordered.unit_price_yen) == (quantity, "サイト", price)
    assert ordered.price_low_yen == 30_000
    assert (some.quantity, some.unit) == (quantity, "サイト")


def test_some_of_the_pieces_keep_the_names_that_tell_which() -> None:
    case = divided(a_case(accepted("a", name="紹介文", quantity=6)), "a", 3, counted_ids("new"))
    first, second, _third = (item.id for item in case.decomposition.work_items)

    some = merged(case, [first, second])

    assert some.decomposition.work_item(first).name == "紹介文（1/3）・紹介文（2/3）"
