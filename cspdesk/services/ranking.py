"""Which work and problems come first: what speaks for each, weighed as labelled talks teach."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cspdesk.services.catalogue import open_entry
from cspdesk.services.decomposing_knowledge import Knowledge
from cspdesk.services.weighing import Reasons, Scores

RANKING_FILE = "catalogue/ranking.toml"
SIGNS = ("whole", "whole_place", "strength_place", "said", "asked", "problem")
"""What is looked at, by name, each between 0 and 1: how near the talk as a whole comes to the
work, compared with the nearest, and in which place; in which place its words and the
problem tree put it; how strongly it was said itself; how strongly a sub-issue above it was asked
for; and the problem that led to it. First place is 1, the last of the catalogue close to 0."""

PROBLEM_SIGNS = ("whole_place", "part_place", "strength_place", "strength", "work", "work_place")
"""The same for problems: in which place the talk as a whole puts the problem itself and the
nearest of its sub-issues; place and strength of its words; how likely its likeliest core work is,
on a logarithmic scale, and in which place all its core work together puts it."""

_NO_REASONS = Reasons()
# Below this a likelihood of work says nothing.
_FAINT = 0.003


@dataclass(frozen=True, slots=True)
class Ranking:
    """The weights of a logistic reading; learned by `scripts/train_ranking.py`."""

    start: float
    weights: tuple[float, ...]

    def likelihood(self, signs: tuple[float, ...]) -> float:
        """Return how likely a senior consultant would name this work or problem, 0 to 1.

        It is the cube root of the probability: most of the catalogue is unlikely for most
        talks, and 0.2 to 0.8 can be told apart where 0.01 to 0.5 could not.
        """
        total = self.start + sum(w * s for w, s in zip(self.weights, signs, strict=True))
        return math.cbrt(1 / (1 + math.exp(-total)))


@lru_cache(maxsize=1)
def load_ranking() -> Ranking:
    """Read the weights for work.

    Raises:
        DataFileError: the file is invalid.
    """
    return _read("weights", SIGNS)


@lru_cache(maxsize=1)
def load_problem_ranking() -> Ranking:
    """Read the weights for problems.

    Raises:
        DataFileError: the file is invalid.
    """
    return _read("problems", PROBLEM_SIGNS)


def _read(table: str, signs: tuple[str, ...]) -> Ranking:
    weights = open_entry(RANKING_FILE).raw(table)
    return Ranking(float(weights["start"]), tuple(float(weights[name]) for name in signs))


def signs_of_all(
    knowledge: Knowledge, scores: Scores, strengths: Mapping[str, float]
) -> dict[str, tuple[float, ...]]:
    """Return what speaks for each piece of work of the catalogue, in the order of `SIGNS`.

    Args:
        knowledge: the catalogue and its links from sub-issues to work.
        scores: everything the words point to.
        strengths: the joint strength of each piece of work, prerequisites included.
    """
    ids = [item.id for item in knowledge.catalogue.items]
    whole = _nearness(ids, scores.whole, strengths)
    nearest = max((scores.whole.get(item_id, -1.0) for item_id in ids), default=0.0)
    whole_places = _places(whole)
    strength_places = _places({item_id: strengths.get(item_id, 0.0) for item_id in ids})
    asked = _asked_of_work(knowledge, scores)
    return {
        item_id: (
            max(0.0, 1.0 + whole[item_id] - nearest),
            whole_places[item_id],
            strength_places[item_id],
            scores.reasons.get(item_id, _NO_REASONS).total(),
            asked.get(item_id, 0.0),
            scores.problems.get(scores.via.get(item_id, "").partition(".")[0], 0.0),
        )
        for item_id in ids
    }


def problem_signs_of_all(
    knowledge: Knowledge, scores: Scores, likely: Mapping[str, float]
) -> dict[str, tuple[float, ...]]:
    """Return what speaks for each problem of the catalogue, in the order of `PROBLEM_SIGNS`.

    Args:
        knowledge: the catalogue and its links from sub-issues to work.
        scores: everything the words point to.
        likely: the likelihood of every piece of work, see `Ranking.likelihood`.
    """
    all_problems = knowledge.catalogue.problems
    whole = _nearness([p.id for p in all_problems], scores.whole, scores.problems)
    sub_ids = [sub.id for problem in all_problems for sub in problem.sub_issues]
    near = _nearness(sub_ids, scores.whole, scores.sub_issues)
    parts, strongest, together = {}, {}, {}
    for problem in all_problems:
        parts[problem.id] = max((near[sub.id] for sub in problem.sub_issues), default=-1.0)
        links = [link for sub in problem.sub_issues for link in sub.items]
        core = [likely.get(link.item_id, 0.0) ** 3 for link in links if link.priority == "core"]
        strongest[problem.id] = max(core, default=0.0)
        together[problem.id] = sum(core) / math.sqrt(len({x.item_id for x in links}) or 1)
    whole_places, part_places, work_places = _places(whole), _places(parts), _places(together)
    strength_places = _places({name: scores.problems.get(name, 0.0) for name in whole})
    return {
        name: (
            whole_places[name],
            part_places[name],
            strength_places[name],
            scores.problems.get(name, 0.0),
            1 - math.log(strongest[name] + _FAINT) / math.log(_FAINT),
            work_places[name],
        )
        for name in whole
    }


def _nearness(
    ids: Sequence[str], whole: Mapping[str, float], strengths: Mapping[str, float]
) -> dict[str, float]:
    """Return the margin of each id for the talk as a whole.

    What is one's own was never learned: it is as near as its words are strong.
    """
    nearest = max((whole.get(name, -1.0) for name in ids), default=0.0)
    strongest = max(strengths.values(), default=0.0) or 1.0
    return {
        name: whole[name]
        if name in whole
        else (1 + nearest) * strengths.get(name, 0.0) / strongest - 1
        for name in ids
    }


def _places(values: Mapping[str, float]) -> dict[str, float]:
    """Return 1 for the first to 0 for the last; the first few places count most."""
    ranked = sorted(values, key=lambda name: -values[name])
    last = math.log(len(ranked) + 1)
    return {name: 1 - math.log(place) / last for place, name in enumerate(ranked, 1)}


def _asked_of_work(knowledge: Knowledge, scores: Scores) -> dict[str, float]:
    asked: dict[str, float] = {}
    for problem in knowledge.catalogue.problems:
        for sub in problem.sub_issues:
            degree = scores.asked.get(sub.id, 0.0)
            for link in sub.items:
                asked[link.item_id] = max(asked.get(link.item_id, 0.0), degree)
    return asked
