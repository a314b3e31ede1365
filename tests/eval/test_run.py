"""The evaluation counts hits and misses by the labels and tells the surest mistakes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cspdesk.domain.finding import DisclosureItem
from cspdesk.services.checking import CheckingService
from eval.run import CaseSet, report
from eval.score_check import Score, Tally, merged, score_cases, table
from eval.score_decompose import score_decomposition, score_formats
from eval.score_interview import score_interview


def _owner(**changes: Any) -> dict[str, Any]:
    case = {
        "id": "T-1",
        "industry": "飲食",
        "owner_says": "店のロゴを新しくしたい。商標も取ってほしい。",
        "expected_problems": ["P-BRAND"],
        "expected_tasks": {"must_have": ["des-logo"], "nice": []},
        "must_not_order": [{"item": "商標の出願", "match": "商標"}],
    }
    return case | changes


def _example(**changes: Any) -> dict[str, Any]:
    case = {
        "id": "F-1",
        "task": "des-logo",
        "context": "方向がまだ決まっていないので、いろいろな案を見比べて選びたい。",
        "facts": {},
        "expected": "competition",
        "also_acceptable": [],
        "must_exclude": ["task"],
    }
    return case | changes


def _posting(**changes: Any) -> dict[str, Any]:
    states = dict.fromkeys((item.value for item in DisclosureItem), "absent")
    case = {
        "id": "P-1",
        "text": "パンの紹介文を3本書いてください。",
        "format_hint": "project",
        "labels": {"disclosure": states | {"work_content": "present"}, "violations": []},
    }
    return case | changes


def _sentence(**changes: Any) -> dict[str, Any]:
    case = {"id": "S-1", "text": "納期は相談して決めます。", "codes": [], "borderline": False}
    return case | changes


@pytest.fixture
def cases(tmp_path: Path) -> CaseSet:
    """Return a set of one case of each kind."""
    for name, case in (
        ("domain_cases.jsonl", _owner()),
        ("format_examples.jsonl", _example()),
        ("postings.jsonl", _posting()),
        ("sentences.jsonl", _sentence()),
    ):
        (tmp_path / name).write_text(json.dumps(case, ensure_ascii=False), encoding="utf-8")
    return CaseSet(
        title="few", folder=tmp_path, postings="postings.jsonl", sentences="sentences.jsonl"
    )


def test_the_report_has_a_figure_for_every_kind_of_case(cases: CaseSet) -> None:
    lines = report(cases)
    assert lines[0] == "==== few"
    assert "must-have in first ten        1.000 (1/1)" in lines
    assert any(line.startswith("must-not-order told           1.000 (1/1)") for line in lines)
    assert any(line.startswith("format, item and text   exact 1.000 (1/1)") for line in lines)
    assert any(line.split()[:2] == ["work_content", "1"] for line in lines)
    assert "innocent sentences flagged: 0 of 1" in lines


def test_the_report_writes_nothing(cases: CaseSet) -> None:
    before = {path: path.read_bytes() for path in cases.folder.iterdir()}
    report(cases)
    assert {path: path.read_bytes() for path in cases.folder.iterdir()} == before


def test_what_was_missed_is_counted_and_told() -> None:
    wanted = {"must_have": ["des-logo", "wri-book"], "nice": []}
    untold = [{"item": "月の石", "match": "月の石"}]
    figures = score_decomposition(
        [_owner(expected_tasks=wanted, must_not_order=untold, expected_problems=["P-NONE"])]
    )
    assert (figures.must_have.hits, figures.must_have.tries) == (1, 2)
    assert (figures.kept_back.hits, figures.first_problem.hits) == (0, 0)
    told = " ".join(line for _, line in figures.mistakes)
    assert all(word in told for word in ("wri-book", "月の石", "P-NONE"))


def test_an_acceptable_format_is_accepted_but_not_exact() -> None:
    reading = score_formats([_example(expected="project", also_acceptable=["competition"])])
    figures = reading["item and text"]
    assert (figures.exact.hits, figures.accepted.hits) == (0, 1)
    assert figures.mistakes == []


def test_an_excluded_format_that_was_expected_is_the_surest_mistake() -> None:
    figures = score_formats([_example(expected="task")])["item and text"]
    assert [sure for sure, _ in figures.mistakes] == [1.0]


def test_examples_without_facts_are_left_out_of_the_reading_by_facts() -> None:
    assert "item and facts" not in score_formats([_example()])


def test_a_code_told_instead_of_another_is_a_confusion() -> None:
    cases = [
        {"id": "1", "text": "無報酬ですが、実績になります。", "codes": [code], "borderline": False}
        for code in ("vague_scope", "unfair_low_price")
    ]
    innocent = {**cases[0], "codes": []}

    score = score_cases(CheckingService(), [*cases, innocent])

    assert score.confusions == {
        ("vague_scope", "unfair_low_price"): 1,
        ("-", "unfair_low_price"): 1,
    }
    assert "told unfair_low_price, meant vague_scope: 1" in table("x", score)


def test_merging_adds_up_by_name() -> None:
    first, second = Score({"a": Tally(1, 2, 3)}), Score({"a": Tally(1, 0, 0), "b": Tally(0, 0, 1)})
    both = merged(first, second)
    assert both.by_name == {"a": Tally(2, 2, 3), "b": Tally(0, 0, 1)}
    assert first.by_name == {"a": Tally(1, 2, 3)}


def test_the_interview_alone_finds_the_work_of_a_truthful_owner_within_twelve_questions() -> None:
    case = _owner(
        expected_problems=["P-RECRUIT"],
        expected_tasks={"must_have": ["wri-jobpost"], "nice": []},
    )
    figures = score_interview([case])["truthful"]

    assert (figures.must_have.hits, figures.must_have.tries) == (1, 1)
    assert figures.stable.hits == 1
    assert max(figures.asked) <= 12


def test_an_owner_who_leaves_questions_unknown_finds_no_more_than_one_who_answers() -> None:
    case = _owner(
        expected_problems=["P-RECRUIT"],
        expected_tasks={"must_have": ["wri-jobpost", "des-recruit-leaflet"], "nice": []},
    )
    figures = score_interview([case])

    assert figures["every third unknown"].must_have.hits <= figures["truthful"].must_have.hits
