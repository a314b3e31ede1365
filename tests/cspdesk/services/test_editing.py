"""An open case: undo, redo, what is stored and what is not yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.case import Case
from cspdesk.errors import StaleCase
from cspdesk.services.editing import CaseSession
from tests.doubles import MemoryDesk


def _session() -> tuple[MemoryDesk, CaseSession]:
    desk = MemoryDesk()
    return desk, CaseSession(desk.cases.create(client_name="見本商店", words="ことば"), desk.cases)


def _titled(title: str) -> Callable[[Case], Case]:
    return lambda case: replace(case, title=title)


def test_undo_and_redo_walk_through_the_titles() -> None:
    _, session = _session()
    session.apply("題名", _titled("一"))
    session.apply("題名", _titled("二"))

    session.undo()
    assert session.case.title == "一"
    assert session.redo_label == "題名"
    session.redo()
    assert session.case.title == "二"


def test_typing_in_one_field_is_one_undo_step() -> None:
    _, session = _session()
    for text in ("あ", "あい", "あいう"):
        session.apply("題名", _titled(text), merge_key="title")

    session.undo()

    assert session.case.title == "ことば"
    assert not session.undo()


def test_a_pause_begins_a_new_step() -> None:
    _, session = _session()
    session.apply("題名", _titled("あ"), merge_key="title")
    session.end_merge()
    session.apply("題名", _titled("あい"), merge_key="title")

    session.undo()

    assert session.case.title == "あ"


def test_a_change_without_difference_is_no_step() -> None:
    _, session = _session()

    assert not session.apply("何も", lambda case: case)
    assert session.undo_label == ""
    assert not session.dirty


def test_edits_made_while_saving_stay_unsaved() -> None:
    desk, session = _session()
    session.apply("題名", _titled("先"))
    taken = session.take_snapshot()
    stored = session.store(taken)
    session.apply("題名", _titled("後"))
    session.acknowledge(taken, stored)

    assert session.dirty
    assert desk.cases.open(session.case.id).case.title == "先"
    session.save()
    assert desk.cases.open(session.case.id).case.title == "後"


def test_saving_after_undo_is_not_stale() -> None:
    desk, session = _session()
    session.apply("題名", _titled("一"))
    session.save()
    session.undo()
    session.save()

    assert desk.cases.open(session.case.id).case.title == "ことば"


def test_a_case_changed_elsewhere_is_refused_and_nothing_typed_is_lost() -> None:
    desk, session = _session()
    other = CaseSession(desk.cases.open(session.case.id), desk.cases)
    other.apply("題名", _titled("よそ"))
    other.save()
    session.apply("題名", _titled("こちら"))

    with pytest.raises(StaleCase):
        session.save()

    assert session.case.title == "こちら"
    assert session.dirty


def test_client_and_case_are_one_undo_step() -> None:
    _, session = _session()
    session.apply_both(
        "答え", replace(session.case, budget_yen=1), replace(session.client, employees=3)
    )

    session.undo()

    assert session.case.budget_yen is None
    assert session.client.employees is None


@given(st.lists(st.one_of(st.text(max_size=3), st.sampled_from(["<undo>", "<redo>", "<save>"]))))
def test_any_mix_of_steps_ends_as_a_plain_list_of_states_says(steps: list[str]) -> None:
    desk, session = _session()
    states, place = [session.case.title], 0
    for step in steps:
        if step == "<undo>":
            session.undo()
            place = max(place - 1, 0)
        elif step == "<redo>":
            session.redo()
            place = min(place + 1, len(states) - 1)
        elif step == "<save>":
            session.save()
            assert desk.cases.open(session.case.id).case.title == states[place]
        elif step != states[place]:
            session.apply("題名", _titled(step))
            states, place = [*states[: place + 1], step], place + 1
        assert session.case.title == states[place]
