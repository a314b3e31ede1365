"""A proposal enters the case without touching what the consultant decided."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

from cspdesk.domain.case import Case
from cspdesk.domain.decomposition import ProposalState, refuse_cycle
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.decomposing import DecomposingService, work_item_from

SERVICE = DecomposingService()
WORDS = "値上げのお知らせに困る。店の看板とロゴを新しくしたい。確定申告もお願いしたい。"
NOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"id{next(numbers)}"


def a_case() -> Case:
    return Case(id="c1", client_id="k1", title="見本", created_at=NOON, updated_at=NOON)


def filled() -> Case:
    return SERVICE.into_case(a_case(), SERVICE.propose(WORDS), ids())


def test_a_template_fills_everything_that_is_usual_for_the_work() -> None:
    entry = load_catalogue().item("des-logo")
    assert entry is not None

    item = work_item_from(entry, id="w1", issue_id="i1", why=("理由",))

    assert item.unit_price_yen == entry.price.typical_yen * 110 // 100
    assert item.price_low_yen == entry.price.low_yen * 110 // 100
    assert item.quantity == entry.quantity[1]
    assert item.hours == entry.hours * item.quantity
    assert item.days == entry.days[1]
    assert item.inputs == entry.inputs
    assert item.acceptance == entry.acceptance
    assert item.withholding == entry.withholding
    assert item.state is ProposalState.PROPOSED


def test_a_price_names_its_publication_and_never_an_id_of_ours() -> None:
    entries = load_catalogue().items

    bases = [work_item_from(entry, id="w").price_basis for entry in entries]

    assert not [basis for basis in bases if re.search(r"PS\d", basis)]
    assert any("「ランサーズの公募（コンペ）の価格」" in basis for basis in bases)
    assert all("目安・未確認（根拠：" in basis for basis in bases)


def test_the_tree_runs_from_problem_to_sub_issue_to_work() -> None:
    tree = filled().decomposition
    issues = {issue.id: issue for issue in tree.issues}

    sign = next(item for item in tree.work_items if item.catalogue_id == "des-sign")

    sub_issue = issues[sign.issue_id]
    assert issues[sub_issue.parent_id].catalogue_id == sub_issue.catalogue_id.split(".")[0]
    assert issues[sub_issue.parent_id].measure


def test_prerequisites_point_at_work_of_the_same_case() -> None:
    tree = filled().decomposition
    by_template = {item.catalogue_id: item for item in tree.work_items}

    assert by_template["des-logo"].id in by_template["des-sign"].after
    refuse_cycle(tree.work_items)


def test_what_is_kept_back_stands_in_the_case_with_who_to_go_to() -> None:
    kept = {entry.catalogue_id: entry for entry in filled().decomposition.kept_back}

    assert kept["N-TAX"].who == "税理士"
    assert kept["N-TAX"].instead


def test_what_nobody_spoke_of_and_hardly_comes_up_is_left_out_of_the_case() -> None:
    proposal = SERVICE.propose(WORDS)
    faint = [
        replace(match, quotes=(), score=score)
        for match, score in zip(proposal.not_to_order, (0.2, 0.9), strict=False)
    ]

    case = SERVICE.into_case(a_case(), replace(proposal, not_to_order=tuple(faint)), ids())

    assert [entry.catalogue_id for entry in case.decomposition.kept_back] == [faint[1].id]


def test_the_law_behind_a_reason_goes_into_the_case_with_its_certainty_and_day() -> None:
    kept = {entry.catalogue_id: entry for entry in filled().decomposition.kept_back}

    reason, basis = kept["N-TAX"].reason.splitlines()

    assert reason.startswith("税務の代理")
    assert basis == "根拠：税理士法 第52条（国税庁・要確認・2026-11-21）"


def test_proposing_again_adds_nothing_twice() -> None:
    once = filled()

    again = SERVICE.into_case(once, SERVICE.propose(WORDS), ids())

    assert again == once


def test_rejected_and_edited_work_stays_as_the_consultant_left_it() -> None:
    case = filled()
    first, second = case.decomposition.work_items[:2]
    tree = case.decomposition.with_work_item(replace(first, state=ProposalState.REJECTED))
    tree = tree.with_work_item(replace(second, name="自分で直した名前", quantity=3))
    edited = replace(case, decomposition=tree)

    again = SERVICE.into_case(edited, SERVICE.propose(WORDS + "チラシも作りたい。"), ids())

    assert again.decomposition.work_item(first.id).state is ProposalState.REJECTED
    assert again.decomposition.work_item(second.id).name == "自分で直した名前"
    assert "des-flyer" in {item.catalogue_id for item in again.decomposition.work_items}


def test_new_work_does_not_wait_for_rejected_work() -> None:
    case = SERVICE.into_case(a_case(), SERVICE.propose("ロゴを作りたい"), ids())
    logo = next(i for i in case.decomposition.work_items if i.catalogue_id == "des-logo")
    tree = case.decomposition.with_work_item(replace(logo, state=ProposalState.REJECTED))

    numbers = count(100)
    again = SERVICE.into_case(
        replace(case, decomposition=tree),
        SERVICE.propose("看板を新しくしたい"),
        lambda: f"id{next(numbers)}",
    )

    sign = next(i for i in again.decomposition.work_items if i.catalogue_id == "des-sign")
    assert logo.id not in sign.after


def test_ids_in_the_tree_are_all_different() -> None:
    tree = filled().decomposition
    used = [issue.id for issue in tree.issues]
    used += [item.id for item in tree.work_items]
    used += [entry.id for entry in tree.kept_back]

    assert len(used) == len(set(used))
