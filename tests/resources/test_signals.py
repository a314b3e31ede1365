"""The files behind the reading of words point at things that exist and say what they promise."""

from __future__ import annotations

import pytest

from cspdesk.domain.catalogue import Problem
from cspdesk.errors import DataFileError
from cspdesk.services.catalogue import (
    Entry,
    load_catalogue,
    open_entry,
)
from cspdesk.services.decomposing_knowledge import (
    KEPT_BACK_FILE,
    LEXICON_FILE,
    SIGNALS_FILE,
    _only_where,
    load_knowledge,
)
from cspdesk.services.fact_words import WORDS_FILE
from cspdesk.services.format_model import load_format_model
from cspdesk.services.format_patterns import load_patterns
from cspdesk.services.format_sizing import load_splits
from cspdesk.services.word_signals import read_lexicon, read_signals

CATALOGUE = load_catalogue()
KNOWLEDGE = load_knowledge(CATALOGUE)
ITEMS = {item.id for item in CATALOGUE.items}
TREE = {problem.id for problem in CATALOGUE.problems} | {
    sub.id for problem in CATALOGUE.problems for sub in problem.sub_issues
}
TOLD_BY_PROBLEMS = {n.id for problem in CATALOGUE.problems for n in problem.not_to_order}
VERDICTS = {
    "inside",
    "avoid",
    "never",
    "shikaku",
    "kancho",
    "bengoshi",
    "zeirishi",
    "sharoshi",
    "gyosei",
    "shiho",
    "benrishi",
}


def test_every_signal_points_at_work_or_a_problem_that_exists() -> None:
    lexicon = read_lexicon(open_entry(LEXICON_FILE))
    named = {
        target
        for signal in read_signals(open_entry(SIGNALS_FILE), lexicon)
        for target, _ in signal.gives
    }

    assert named <= ITEMS | TREE
    assert KNOWLEDGE.later <= ITEMS
    assert KNOWLEDGE.only_where.keys() <= ITEMS
    assert all(all(words) for words in KNOWLEDGE.only_where.values())


@pytest.mark.parametrize(
    "entry",
    [
        {"work": "hw-interior", "words": ["床"]},
        {"work": ["hw-interior"], "words": "床,壁"},
        {"work": ["hw-interior"], "words": ["床"], "unless": ["水"]},
    ],
)
def test_what_work_asks_for_is_lists_of_texts_and_nothing_else(entry: dict[str, object]) -> None:
    with pytest.raises(DataFileError, match=SIGNALS_FILE):
        _only_where(Entry(SIGNALS_FILE, "", {"only_where": [entry]}))


def test_every_piece_of_work_can_be_reached_by_words() -> None:
    lexicon = read_lexicon(open_entry(LEXICON_FILE))
    reached = {
        target
        for signal in read_signals(open_entry(SIGNALS_FILE), lexicon)
        for target, _ in signal.gives
    }
    by_keyword = {item.id for item in CATALOGUE.items if item.keywords or item.paraphrases}

    assert reached | by_keyword >= ITEMS


def test_format_words_answer_questions_with_their_options() -> None:
    lexicon = read_lexicon(open_entry(LEXICON_FILE))
    model = load_format_model()
    allowed = {f"{q.id}={option.id}" for q in model.questions for option in q.options}
    allowed |= {f"gate={gate.id}" for gate in model.gates}

    named = {
        target
        for signal in read_signals(open_entry(WORDS_FILE), lexicon)
        for target, _ in signal.gives
    }

    assert named <= allowed


@pytest.mark.parametrize("own", KNOWLEDGE.kept_back, ids=lambda own: str(own.entry.id))
def test_what_is_kept_back_by_nature_is_complete(own: object) -> None:
    found = next(entry for entry in KNOWLEDGE.kept_back if entry is own)

    assert found.entry.id.startswith("N-")
    assert found.entry.verdict in VERDICTS
    assert set(found.covers) <= TOLD_BY_PROBLEMS
    assert set(found.belongs_to) <= ITEMS


def test_ids_of_what_is_kept_back_are_used_once() -> None:
    ids = [entry.text("id") for entry in open_entry(KEPT_BACK_FILE).entries("entry")]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("problem", CATALOGUE.problems, ids=lambda p: str(p.id))
def test_a_problem_is_said_in_many_ways(problem: Problem) -> None:
    assert len(set(problem.paraphrases)) >= 12
    assert all(len(set(sub.signs)) >= 6 for sub in problem.sub_issues)
    assert all(n.verdict in VERDICTS for n in problem.not_to_order)
    assert all(n.reason and n.instead and n.who for n in problem.not_to_order)


@pytest.mark.parametrize("problem", CATALOGUE.problems, ids=lambda p: str(p.id))
def test_a_problem_names_work_and_sub_issues_that_exist(problem: Problem) -> None:
    own = {sub.id for sub in problem.sub_issues}

    assert {link.item_id for sub in problem.sub_issues for link in sub.items} <= ITEMS
    assert {before for sub in problem.sub_issues for before in sub.depends_on} <= own
    assert {target for q in problem.questions for target in q.points_to} <= own


def test_turns_of_phrase_answer_questions_with_their_options() -> None:
    model = load_format_model()
    known = {f"{q.id}={o.id}" for q in model.questions for o in q.options}
    known |= {f"gate={gate.id}" for gate in model.gates}
    known |= {f"split={split.id}" for split in load_splits()}

    targets = {target for pattern in load_patterns() for target, _ in pattern.gives}
    implied = {f"{name}={value}" for rule in model.implications for name, value in rule.gives}
    needed = {
        f"{name}={value}"
        for rule in model.implications
        for name, values in rule.when
        for value in values
    }

    assert targets <= known
    assert implied <= known
    assert needed <= known
