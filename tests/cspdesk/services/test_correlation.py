"""Which of a case's problems are helped by which kinds of work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cspdesk.documents.correlation_sheet import Strength
from cspdesk.documents.plain_text import to_text
from cspdesk.domain.case import Case
from cspdesk.domain.decomposition import Issue
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.correlation import (
    Example,
    correlation_of,
    helped_problems,
    matrix,
    shipped_examples,
    strengths,
)
from tests.builders import a_case, a_client, accepted

_CATALOGUE = load_catalogue()
_TODAY = date(2026, 11, 24)


def _with_problem(case: Case, problem_id: str) -> Case:
    found = _CATALOGUE.problem(problem_id)
    assert found is not None
    issue = Issue(id="i", name=found.name, catalogue_id=problem_id)
    return replace(case, decomposition=replace(case.decomposition, issues=(issue,)))


def test_a_core_link_makes_the_work_type_strong_and_others_weak() -> None:
    problem = _CATALOGUE.problem("P-SUCCESS")
    assert problem is not None

    found = strengths(_CATALOGUE, problem)

    assert found["article"] is Strength.CORE
    assert found["cad"] is Strength.NICE
    assert "naming" not in found


def test_every_problem_stands_in_the_matrix_and_every_category_helps_one() -> None:
    rows = matrix(_CATALOGUE)

    assert [row.name for row in rows] == [problem.name for problem in _CATALOGUE.problems]
    assert {c for row in rows for c in row.by_category} == {
        w.category for w in _CATALOGUE.work_types
    }


def test_a_category_is_as_strong_as_the_strongest_of_its_work_types() -> None:
    for problem, row in zip(_CATALOGUE.problems, matrix(_CATALOGUE), strict=True):
        by_type = strengths(_CATALOGUE, problem)
        for category, strength in row.by_category.items():
            own = {
                by_type[w.id]
                for w in _CATALOGUE.work_types
                if w.category == category and w.id in by_type
            }
            assert strength is (Strength.CORE if Strength.CORE in own else Strength.NICE)


def test_what_the_case_orders_and_worked_cases_stand_beside_the_work_type() -> None:
    case = _with_problem(
        a_case(accepted("a", name="継ぐための手順書", catalogue_id="wri-manual")), "P-SUCCESS"
    )

    (problem,) = helped_problems(
        _CATALOGUE, case, (Example("見本の承継", frozenset({"wri-manual"})),)
    )

    by_type = {helping.type_name: helping for helping in problem.helping}
    assert by_type["記事執筆"].ordered == ("継ぐための手順書",)
    assert by_type["記事執筆"].examples == ("見本の承継",)
    assert all(not h.ordered for name, h in by_type.items() if name != "記事執筆")


def test_the_sheet_of_a_case_names_its_problem_before_the_table_of_all() -> None:
    text = to_text(
        correlation_of(_with_problem(a_case(), "P-SUCCESS"), a_client(), _TODAY, _CATALOGUE)
    )

    assert text.index("困りごと：事業承継") < text.index("すべての困りごとの対応表")
    assert "◎" in text


def test_a_case_without_problems_says_so_and_still_shows_the_table() -> None:
    text = to_text(correlation_of(a_case(), a_client(), _TODAY, _CATALOGUE))

    assert "まだ決まっていません" in text
    assert _CATALOGUE.problems[0].name in text


def test_the_shipped_example_orders_work_of_the_catalogue() -> None:
    (example,) = shipped_examples()

    assert example.item_ids
    assert all(_CATALOGUE.item(item_id) for item_id in example.item_ids)


def test_the_sample_is_not_called_an_example_of_itself() -> None:
    (example,) = shipped_examples()
    case = _with_problem(a_case(is_sample=True), "P-PACKAGE")

    assert example.title not in to_text(correlation_of(case, a_client(), _TODAY, _CATALOGUE))
