"""Score the open talks with an order that was never learned from a talk of the same trade.

    python -m scripts.score_left_out       # needs the group `training`: scikit-learn

Prints how many must-have pieces of work are among the first ten. Sentences by which needs and
problems are recognised are our own and name no trade; only the order is learned from talks.
"""

from __future__ import annotations

import sys
from pathlib import Path

from cspdesk.services.decomposing import with_prerequisites
from cspdesk.services.ranking import SIGNS, Ranking, signs_of_all
from eval.score_decompose import Case, Share, case_files, read_cases
from scripts.train_ranking import ROOT, Examples, weighed_talks

_FIRST = 10


def main() -> int:
    """Print the share of must-have work in the first ten."""
    talks = [
        (case, signs_of_all(known, scores, with_prerequisites(known, scores)))
        for case, known, scores in weighed_talks()
    ]
    open_ids = {case["id"] for case in read_cases(_open_files())}
    found = Share()
    for case, signs in talks:
        if case["id"] in open_ids:
            ranking = _learned_without(case["industry"], talks)
            ranked = sorted(signs, key=lambda name: -ranking.likelihood(signs[name]))
            for item_id in case["expected_tasks"]["must_have"]:
                found.add(hit=item_id in ranked[:_FIRST])
    print(f"must-have in first ten, trade left out: {found}")
    return 0


def _open_files() -> list[Path]:
    return case_files(ROOT / "eval" / "open")[0]


def _learned_without(trade: str, talks: list[tuple[Case, dict[str, tuple[float, ...]]]]) -> Ranking:
    examples = Examples(SIGNS)
    for case, signs in talks:
        if case["industry"] != trade:
            expected = case["expected_tasks"]
            examples.add(signs, expected["must_have"], expected["nice"])
    return examples.ranking()


if __name__ == "__main__":
    sys.exit(main())
