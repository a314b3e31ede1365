"""How likely each problem and each piece of work still is, and what a question would tell.

The picture of the case is a tree of causes: a problem holds or not, under it its sub-issues,
and each of them asks for pieces of work. A work item is needed if one of its ways is open or
if the owner named it directly:

    P(item) = 1 - (1 - P(named)) * product over its ways (1 - P(problem) P(sub-issue | problem) w)

with w larger for core links than for nice ones. An answer multiplies the odds of what it
speaks of by how much more often an owner gives it when the thing holds than when it does not.

What is still open is the entropy of that tree, level by level: of the problems, of the
sub-issues given their problem, of the work given its problem. A question's gain is by how many
bits it is expected to reduce this entropy: for each of its choices the mutual information of
the matter and of an answer that is right only so often (`Reliability`), weighted by how likely
the problem above holds at all. So nobody is asked for the details of an unlikely problem, and
a question about several unlikely things is worth less than one that halves what is possible.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log2

from cspdesk.services.narrowing_field import Field

_PROBLEM, _SUB_ISSUE, _NAMED = 0.08, 0.4, 0.01
_CORE, _NICE = 0.5, 0.2
_MOST = 0.99


@dataclass(frozen=True, slots=True)
class Reliability:
    """How often a choice is marked when it holds (`hit`), and when it does not (`false`)."""

    hit: float
    false: float

    def factor(self, *, chosen: bool) -> float:
        """Return by how much the answer multiplies the odds."""
        return self.hit / self.false if chosen else (1 - self.hit) / (1 - self.false)


# Owners know what hurts better than what would help; areas are read broadly.
AREA = Reliability(0.92, 0.2)
PROBLEM = Reliability(0.9, 0.06)
SUB_ISSUE = Reliability(0.85, 0.1)
ITEM = Reliability(0.85, 0.04)
HINT = Reliability(0.6, 0.06)


def shifted(probability: float, factor: float) -> float:
    """Return the probability after its odds were multiplied.

    >>> shifted(0.5, 3.0)
    0.75
    """
    odds = probability * factor
    return min(odds / (odds + 1 - probability), _MOST)


def entropy(probability: float) -> float:
    """Return the entropy of a yes-or-no matter in bits."""
    if not 0 < probability < 1:
        return 0.0
    rest = 1 - probability
    return -probability * log2(probability) - rest * log2(rest)


@dataclass(slots=True)
class Belief:
    """Probabilities as they stand; changed by `says` while the answers are read.

    Attributes:
        problems: by id.
        sub_issues: by id, each given that its problem holds.
        named: P(named) by item id.
        asked: factor on the odds of an item that was offered by name.
    """

    tree: Field
    problems: dict[str, float] = field(default_factory=dict)
    sub_issues: dict[str, float] = field(default_factory=dict)
    named: dict[str, float] = field(default_factory=dict)
    asked: dict[str, float] = field(default_factory=dict)

    def problem(self, problem_id: str) -> float:
        """Return how likely the problem is."""
        return self.problems.get(problem_id, _PROBLEM)

    def sub_issue(self, sub_issue_id: str) -> float:
        """Return how likely the sub-issue is, given its problem."""
        return self.sub_issues.get(sub_issue_id, _SUB_ISSUE)

    def item(self, item_id: str, given: str = "") -> float:
        """Return how likely the item is needed, if the problem `given` is taken to hold."""
        rest = 1 - self.named.get(item_id, _NAMED)
        for link in self.tree.ways.get(item_id, ()):
            share = _CORE if link.core else _NICE
            holds = 1.0 if link.problem_id == given else self.problem(link.problem_id)
            rest *= 1 - holds * self.sub_issue(link.sub_issue_id) * share
        return shifted(1 - rest, self.asked.get(item_id, 1.0))

    def raise_to(self, problem_id: str, probability: float) -> None:
        """Let the problem be at least this likely."""
        self.problems[problem_id] = max(self.problem(problem_id), probability)

    def problem_says(self, problem_id: str, factor: float) -> None:
        """Multiply the odds of a problem."""
        self.problems[problem_id] = shifted(self.problem(problem_id), factor)

    def sub_issue_says(self, sub_issue_id: str, factor: float) -> None:
        """Multiply the odds of a sub-issue."""
        self.sub_issues[sub_issue_id] = shifted(self.sub_issue(sub_issue_id), factor)

    def item_says(self, item_id: str, factor: float) -> None:
        """Multiply the odds of an item."""
        self.asked[item_id] = self.asked.get(item_id, 1.0) * factor

    # ---- what a question would tell ----

    def area_gain(self, areas: Iterable[tuple[str, ...]]) -> float:
        """Return the gain of asking in which of these sets of problems the trouble lies."""
        gain = 0.0
        for problems in areas:
            rest = 1.0
            for problem_id in problems:
                rest *= 1 - self.problem(problem_id)
            gain += told(1 - rest, AREA)
        return gain

    def problem_gain(self, problems: Iterable[str]) -> float:
        """Return the gain of asking which of these problems hold."""
        return sum(told(self.problem(problem_id), PROBLEM) for problem_id in problems)

    def sub_issue_gain(self, problem_id: str, sub_issues: Iterable[str]) -> float:
        """Return the gain of asking which of the problem's sub-issues hold."""
        return self.problem(problem_id) * sum(
            told(self.sub_issue(sub_id), SUB_ISSUE) for sub_id in sub_issues
        )

    def item_gain(self, items: Iterable[str], problem_id: str = "") -> float:
        """Return the gain of asking for items by name, under a problem or by themselves."""
        weight = self.problem(problem_id) if problem_id else 1.0
        return weight * sum(told(self.item(item_id, given=problem_id), ITEM) for item_id in items)


def told(holds: float, reliability: Reliability) -> float:
    """Return the bits that an answer is expected to tell about a matter of this likelihood."""
    marked = holds * reliability.hit + (1 - holds) * reliability.false
    if_holds = entropy(reliability.hit)
    if_not = entropy(reliability.false)
    return max(entropy(marked) - holds * if_holds - (1 - holds) * if_not, 0.0)
