"""What is taken with one press, and what is left open beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import Catalogue, ItemLink, Problem, SubIssue
from cspdesk.domain.decomposition import Decomposition, Issue, ProposalState, WorkItem
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.recommending import only_rest_open, recommended
from cspdesk.services.tree_filling import work_item_from
from tests.builders import a_case


def _case(*items: WorkItem, issues: tuple[Issue, ...] = (), **changes: object) -> Case:
    tree = Decomposition(issues=issues, work_items=items)
    return replace(a_case(), decomposition=tree, **changes)  # type: ignore[arg-type]


def _item(name: str, **values: object) -> WorkItem:
    return replace(WorkItem(id=name, name=name), **values)  # type: ignore[arg-type]


def _template(item_id: str, **values: object) -> WorkItem:
    entry = load_catalogue().item(item_id)
    assert entry is not None
    return replace(work_item_from(entry, id=item_id), **values)  # type: ignore[arg-type]


def _catalogue() -> Catalogue:
    def link(item_id: str, priority: str) -> ItemLink:
        return ItemLink(item_id=item_id, priority=priority)

    sub = SubIssue(
        id="P-X.s",
        name="課題",
        signs=(),
        reason="",
        depends_on=(),
        keep_inside=(),
        items=(link("core-item", "core"), link("nice-item", "nice")),
    )
    problem = Problem(
        id="P-X",
        name="問題",
        paraphrases=(),
        keywords=(),
        questions=(),
        goals=(),
        sub_issues=(sub,),
        not_to_order=(),
        order_of_work=(),
        pitfalls=(),
        checked_on=date(2026, 11, 21),
    )
    return Catalogue(work_types=(), items=(), problems=(problem,))


def test_recommended_are_core_pieces_and_those_the_words_named_outright() -> None:
    issues = (Issue(id="i", name="課題", catalogue_id="P-X.s"),)
    case = _case(
        _item("core", issue_id="i", catalogue_id="core-item"),
        _item("nice", issue_id="i", catalogue_id="nice-item"),
        _item("direct", catalogue_id="other"),
        _item("taken", catalogue_id="more", state=ProposalState.ACCEPTED),
        issues=issues,
    )

    assert recommended(case, _catalogue()) == ("core", "direct")


def test_what_is_open_after_the_recommended_was_taken_is_the_rest() -> None:
    issues = (Issue(id="i", name="課題", catalogue_id="P-X.s"),)
    nice = _item("nice", issue_id="i", catalogue_id="nice-item")
    taken = _item("taken", catalogue_id="more", state=ProposalState.ACCEPTED)

    def rest(*items: WorkItem) -> bool:
        return only_rest_open(_case(*items, issues=issues), _catalogue())

    assert rest(nice, taken)
    assert not rest(nice)
    assert not rest(nice, taken, _item("direct", catalogue_id="other"))


def test_without_any_core_piece_all_proposals_are_recommended() -> None:
    issues = (Issue(id="i", name="課題", catalogue_id="P-X.s"),)
    case = _case(_item("nice", issue_id="i", catalogue_id="nice-item"), issues=issues)

    assert recommended(case, _catalogue()) == ("nice",)


def test_what_the_words_ask_for_about_as_strongly_as_the_best_is_recommended() -> None:
    case = _case(_item("best", asked=96), _item("next", asked=50), _item("guess", asked=30))

    assert recommended(case, _catalogue()) == ("best", "next")


def test_a_weak_reading_is_not_recommended_for_being_core() -> None:
    issues = (Issue(id="i", name="課題", catalogue_id="P-X.s"),)
    weak = _item("weak", issue_id="i", catalogue_id="core-item", asked=20)

    assert recommended(_case(_item("best", asked=90), weak, issues=issues), _catalogue()) == (
        "best",
    )


def test_a_trial_of_an_app_that_nobody_can_pay_is_not_recommended() -> None:
    items = (
        _template("dev-app-proto", asked=95),
        _template("dev-app", asked=90),
        _template("dev-reserve", asked=90),
    )

    def taken(budget: int | None) -> tuple[str, ...]:
        return recommended(_case(*items, budget_yen=budget), load_catalogue())

    assert "dev-app-proto" in taken(2_000_000)
    assert "dev-app-proto" not in taken(300_000)
