"""Which pieces of work come first: what speaks for each, weighed as labelled talks teach."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from cspdesk.services.catalogue import open_entry
from cspdesk.services.weighing import Reasons, Scores

RANKING_FILE = "catalogue/ranking.toml"
SIGNS = ("share_of_best", "heard", "number_of_words", "problem", "sub_issue", "said")
"""What is looked at, by name; each is between 0 and 1 but for the number of words."""

_NOTHING = Reasons()


@dataclass(frozen=True, slots=True)
class Ranking:
    """The weights of a logistic reading; learned by `scripts/train_ranking.py`."""

    start: float
    weights: tuple[float, ...]

    def likelihood(self, signs: tuple[float, ...]) -> float:
        """Return how likely a senior consultant would propose the work, 0 to 1.

        It is the cube root of the probability: most work is unlikely for most talks, and
        0.2 to 0.8 can be told apart where 0.01 to 0.5 could not.
        """
        total = self.start + sum(w * s for w, s in zip(self.weights, signs, strict=True))
        return math.cbrt(1 / (1 + math.exp(-total)))


@lru_cache(maxsize=1)
def load_ranking() -> Ranking:
    """Read the weights.

    Raises:
        DataFileError: the file is invalid.
    """
    entry = open_entry(RANKING_FILE)
    weights = entry.raw("weights")
    return Ranking(float(weights["start"]), tuple(float(weights[name]) for name in SIGNS))


def signs_of(scores: Scores, strengths: dict[str, float], item_id: str) -> tuple[float, ...]:
    """Return what speaks for a piece of work, in the order of `SIGNS`.

    Args:
        scores: everything the words point to.
        strengths: the joint strength of each piece of work, prerequisites included.
        item_id: the work.
    """
    reasons = scores.reasons.get(item_id, _NOTHING)
    via = scores.via.get(item_id, "")
    strength = strengths.get(item_id, 0.0)
    # What is there already weighs little, however plainly it was named.
    return (
        strength / (max(strengths.values(), default=0.0) or 1.0),
        min(reasons.heard[0], strength),
        float(len(reasons.weights)) if reasons.total() <= strength else 0.0,
        scores.problems.get(via.partition(".")[0], 0.0),
        scores.sub_issues.get(via, 0.0),
        min(reasons.total(), strength),
    )
