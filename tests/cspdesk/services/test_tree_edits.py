from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cspdesk.domain.case import Case
from cspdesk.domain.decomposition import (
    Decomposition,
    Issue,
    KeptBack,
    KeptBackVerdict,
    ProposalState,
    Verdict,
    WorkItem,
)
from cspdesk.errors import DependencyCycle
from cspdesk.services import tree_edits

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def _case(*items: WorkItem, issues: tuple[Issue, ...] = ()) -> Case:
    return Case(
        id="c",
        client_id="k",
        title="見本",
        created_at=NOW,
        updated_at=NOW,
        decomposition=Decomposition(issues=issues, work_items=items),
    )


def _item(name: str, **values: object) -> WorkItem:
    return replace(WorkItem(id=name, name=name), **values)  # type: ignore[arg-type]


def _order(case: Case) -> list[str]:
    return [item.id for item in case.decomposition.work_items]


def test_taking_proposals_accepts_only_those_named() -> None:
    case = tree_edits.decided(_case(_item("a"), _item("b")), ["b"], ProposalState.ACCEPTED)

    states = [item.state for item in case.decomposition.work_items]
    assert states == [ProposalState.PROPOSED, ProposalState.ACCEPTED]


def test_a_verdict_accepts_the_proposal() -> None:
    case = tree_edits.with_verdict(_case(_item("a")), ["a"], Verdict.IN_HOUSE)

    item = case.decomposition.work_item("a")
    assert (item.verdict, item.state) == (Verdict.IN_HOUSE, ProposalState.ACCEPTED)


def test_verdicts_follow_each_other_in_a_circle() -> None:
    verdict = Verdict.ORDER
    seen = []
    for _ in Verdict:
        seen.append(verdict)
        verdict = tree_edits.next_verdict(verdict)

    assert seen == list(Verdict)
    assert verdict is Verdict.ORDER


def test_dropping_under_another_issue_puts_the_piece_before_the_named_one() -> None:
    case = _case(_item("a", issue_id="x"), _item("b", issue_id="y"), _item("c", issue_id="y"))

    moved = tree_edits.placed(case, "a", "y", "c")

    assert _order(moved) == ["b", "a", "c"]
    assert moved.decomposition.work_item("a").issue_id == "y"


def test_dropping_without_a_neighbour_puts_the_piece_last() -> None:
    case = _case(_item("a"), _item("b"))

    assert _order(tree_edits.placed(case, "a", "", "")) == ["b", "a"]


def test_a_circle_of_prerequisites_is_refused() -> None:
    case = _case(_item("a", after=("b",)), _item("b"))

    with pytest.raises(DependencyCycle):
        tree_edits.edited_item(case, "b", lambda item: replace(item, after=("a",)))


def test_editing_a_piece_that_is_gone_changes_nothing() -> None:
    case = _case(_item("a"))

    assert tree_edits.edited_item(case, "gone", lambda item: replace(item, name="x")) is case


def test_a_due_day_before_the_start_becomes_the_start() -> None:
    case = tree_edits.scheduled(_case(_item("a")), "a", date(2026, 12, 7), date(2026, 12, 1))

    item = case.decomposition.work_item("a")
    assert (item.due_on, item.days) == (date(2026, 12, 7), 1)


def test_the_measure_of_success_is_kept_with_its_problem() -> None:
    case = _case(issues=(Issue(id="p", name="問題"), Issue(id="q", name="別の問題")))

    changed = tree_edits.with_measure(case, "p", " 月の問い合わせ 20件 ")

    assert [i.measure for i in changed.decomposition.issues] == ["月の問い合わせ 20件", ""]


def test_a_kept_back_entry_can_be_taken_off_the_list() -> None:
    kept = KeptBack(
        id="k", name="申告", verdict=KeptBackVerdict.PROFESSIONAL, who="税理士", reason="資格"
    )
    case = replace(_case(), decomposition=Decomposition(kept_back=(kept,)))

    assert tree_edits.without_kept_back(case, "k").decomposition.kept_back == ()


def test_rejected_pieces_and_the_piece_itself_cannot_come_before_it() -> None:
    case = _case(_item("a"), _item("b", state=ProposalState.REJECTED), _item("c"))

    before = tree_edits.possible_prerequisites(case.decomposition, "a")

    assert [item.id for item in before] == ["c"]


def test_an_issue_goes_with_its_sub_issues_unless_work_stands_below() -> None:
    issues = (Issue(id="p", name="問題"), Issue(id="s", name="課題", parent_id="p"))

    emptied = tree_edits.without_issue(_case(issues=issues), "p")
    busy = _case(_item("a", issue_id="s"), issues=issues)

    assert emptied.decomposition.issues == ()
    assert tree_edits.without_issue(busy, "p") is busy


_ISSUES = (
    Issue(id="p", name="問題"),
    Issue(id="s", name="課題1", parent_id="p"),
    Issue(id="t", name="課題2", parent_id="p"),
    Issue(id="q", name="別の問題"),
    Issue(id="u", name="課題3", parent_id="q"),
)


def _placed_work(case: Case) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in case.decomposition.work_items:
        found.setdefault(item.issue_id, []).append(item.id)
    return found


def test_work_goes_on_to_the_front_of_the_next_sub_issue_and_back_to_its_end() -> None:
    case = _case(
        _item("a", issue_id="s"),
        _item("b", issue_id="s"),
        _item("c", issue_id="t"),
        issues=_ISSUES,
    )

    on = tree_edits.moved_across(case, "a", 1)
    back = tree_edits.moved_across(on, "a", -1)

    assert _placed_work(on) == {"s": ["b"], "t": ["a", "c"]}
    assert _placed_work(back) == {"s": ["b", "a"], "t": ["c"]}


def test_work_passes_from_problem_to_problem_and_stands_alone_at_the_end() -> None:
    case = _case(_item("a", issue_id="t"), issues=_ISSUES)
    seen = []
    for _ in range(3):
        case = tree_edits.moved_across(case, "a", 1)
        seen.append(case.decomposition.work_item("a").issue_id)

    assert seen == ["u", "", ""]
    assert tree_edits.moved_across(case, "a", 1) == case


def test_before_the_first_sub_issue_there_is_no_place() -> None:
    case = _case(_item("a", issue_id="s"), issues=_ISSUES)

    assert tree_edits.moved_across(case, "a", -1) == case


def test_work_of_a_lost_issue_comes_back_from_the_end() -> None:
    case = _case(_item("a", issue_id="gone"), issues=_ISSUES)

    assert tree_edits.moved_across(case, "a", -1).decomposition.work_item("a").issue_id == "u"
