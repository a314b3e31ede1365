"""Of work that stands for each other only the best one is ordered."""

from __future__ import annotations

from cspdesk.domain.case import Case
from cspdesk.domain.decomposition import ProposalState, Verdict, WorkItem
from cspdesk.services import tree_edits
from cspdesk.services.alternatives import best_alone, load_alternatives, taken_up_again
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.decomposing import DecomposingService
from tests.builders import a_case, accepted
from tests.doubles import counted_ids

_WORDS = "うちのホームページが古いままで、作り直したいんです。"


def _site(item_id: str, asked: int, **changes: object) -> WorkItem:
    return accepted(
        item_id,
        catalogue_id=item_id,
        issue_id="build",
        asked=asked,
        state=changes.pop("state", ProposalState.PROPOSED),
        **changes,
    )


def _ordered(*items: WorkItem) -> list[str]:
    fresh = [item.id for item in items if item.state is ProposalState.PROPOSED]
    return [item.id for item in best_alone(items, fresh) if item.verdict is Verdict.ORDER]


def _filled(words: str) -> Case:
    service = DecomposingService()
    return service.into_case(a_case(words=words), service.propose(words), counted_ids("n"))


def test_every_group_names_work_of_the_catalogue() -> None:
    known = {item.id for item in load_catalogue().items}

    for group in load_alternatives():
        assert len(group.items) > 1
        assert set(group.items) <= known
        assert group.why.endswith("。")


def test_a_new_site_and_a_renewal_are_not_both_ordered() -> None:
    new, renewal = _site("dev-site-small", 63), _site("dev-site-renewal", 98)

    items = {item.id: item for item in best_alone((new, renewal), [new.id, renewal.id])}

    assert items["dev-site-renewal"].verdict is Verdict.ORDER
    put_off = items["dev-site-small"]
    assert put_off.verdict is Verdict.POSTPONE
    assert put_off.verdict_reason == (
        "「仕事dev-site-renewal」の代わりになる仕事のため、見送ります。"
        "会社のホームページは1つで足ります。"
    )


def test_what_was_accepted_before_stays_the_one() -> None:
    chosen = _site("dev-site-small", 20, state=ProposalState.ACCEPTED)

    assert _ordered(chosen, _site("dev-site-renewal", 98)) == ["dev-site-small"]


def test_what_the_consultant_decided_is_never_put_off() -> None:
    both = [
        _site(name, 90, state=ProposalState.ACCEPTED)
        for name in ("dev-site-small", "dev-site-renewal")
    ]

    assert _ordered(*both) == ["dev-site-small", "dev-site-renewal"]


def test_work_for_two_different_wishes_is_ordered_twice() -> None:
    stock = accepted(
        "a", catalogue_id="dev-excel-macro", issue_id="x", asked=90, why=("在庫の表を直したい",)
    )
    bookings = accepted(
        "b", catalogue_id="dev-nocode-app", issue_id="y", asked=80, why=("予約を記録したい",)
    )

    items = best_alone((stock, bookings), ["a", "b"])

    assert [item.verdict for item in items] == [Verdict.ORDER, Verdict.ORDER]


def test_one_and_the_same_sentence_needs_one_of_them() -> None:
    said = ("在庫を表計算で管理している",)
    macro = accepted("a", catalogue_id="dev-excel-macro", issue_id="x", asked=90, why=said)
    app = accepted("b", catalogue_id="dev-nocode-app", issue_id="y", asked=80, why=said)

    _, other = best_alone((macro, app), ["a", "b"])

    assert other.verdict is Verdict.POSTPONE


def test_rejecting_the_better_one_takes_the_other_up_again() -> None:
    case = _filled(_WORDS)
    by_name = {item.catalogue_id: item for item in case.decomposition.work_items}
    renewal, new = by_name["dev-site-renewal"], by_name["dev-site-small"]
    assert (renewal.verdict, new.verdict) == (Verdict.ORDER, Verdict.POSTPONE)

    changed = tree_edits.decided(case, [renewal.id], ProposalState.REJECTED)

    again = changed.decomposition.work_item(new.id)
    assert (again.verdict, again.verdict_reason) == (Verdict.ORDER, "")


def test_nothing_is_taken_up_where_the_reason_is_another() -> None:
    waiting = accepted(
        "b",
        state=ProposalState.PROPOSED,
        verdict=Verdict.POSTPONE,
        verdict_reason="来年にします",
    )

    assert taken_up_again((accepted("a"), waiting), ["a"]) == (accepted("a"), waiting)


def test_taking_all_leaves_one_order_and_a_reason_with_the_other() -> None:
    case = _filled(_WORDS)
    ids = [item.id for item in case.decomposition.work_items]

    taken = tree_edits.decided(case, ids, ProposalState.ACCEPTED)

    sites = [
        item
        for item in taken.decomposition.ordered_items()
        if item.catalogue_id in ("dev-site-small", "dev-site-renewal")
    ]
    assert [item.catalogue_id for item in sites] == ["dev-site-renewal"]
    assert not any(map(tree_edits.lacks_reason, taken.decomposition.work_items))
