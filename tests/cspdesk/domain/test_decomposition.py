"""Pieces of work: order, prerequisites, moving, removing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.decomposition import Decomposition, WorkItem, in_working_order
from cspdesk.errors import DependencyCycle
from tests.builders import accepted


@st.composite
def _forward_linked(draw: st.DrawFn) -> tuple[WorkItem, ...]:
    """Items that only wait for items of a lower number, in any order of the list."""
    size = draw(st.integers(0, 12))
    items = [
        accepted(str(n), *(str(a) for a in draw(st.sets(st.integers(0, n - 1)))) if n else ())
        for n in range(size)
    ]
    return tuple(draw(st.permutations(items)))


@given(_forward_linked())
def test_prerequisites_always_come_first(items: tuple[WorkItem, ...]) -> None:
    ordered = in_working_order(items)

    place = {item.id: number for number, item in enumerate(ordered)}
    assert sorted(place) == sorted(item.id for item in items)
    assert all(place[a] < place[item.id] for item in items for a in item.after)


@given(_forward_linked(), st.data())
def test_a_link_back_is_refused_as_a_circle(
    items: tuple[WorkItem, ...], data: st.DataObject
) -> None:
    linked = [item for item in items if item.after]
    if not linked:
        return
    later = data.draw(st.sampled_from(linked))
    tree = Decomposition(work_items=items)
    earlier = tree.work_item(later.after[0])

    with pytest.raises(DependencyCycle) as caught:
        tree.with_work_item(accepted(earlier.id, *earlier.after, later.id))

    assert caught.value.names[0] == caught.value.names[-1]


def test_order_of_the_list_decides_where_nothing_waits() -> None:
    items = (accepted("b"), accepted("a"), accepted("c", "a"))

    assert [item.id for item in in_working_order(items)] == ["b", "a", "c"]


def test_a_prerequisite_outside_the_list_counts_as_there() -> None:
    assert [item.id for item in in_working_order((accepted("a", "gone"),))] == ["a"]


def test_an_item_cannot_wait_for_itself() -> None:
    with pytest.raises(DependencyCycle):
        Decomposition().with_work_item(accepted("a", "a"))


def test_moving_stays_inside_the_issue() -> None:
    tree = Decomposition(
        work_items=(
            accepted("a", issue_id="i1"),
            accepted("x", issue_id="i2"),
            accepted("b", issue_id="i1"),
        )
    )

    moved = tree.moved("b", -1)

    assert [item.id for item in moved.work_items] == ["b", "a", "x"]
    assert tree.moved("a", -1).work_items == tree.work_items


def test_removed_work_is_no_longer_waited_for() -> None:
    tree = Decomposition(work_items=(accepted("a"), accepted("b", "a")))

    assert tree.without_work_item("a").work_item("b").after == ()


def test_an_unknown_item_is_an_error() -> None:
    with pytest.raises(KeyError):
        Decomposition().work_item("nothing")
