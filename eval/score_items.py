"""Scores the reading of single disclosure items against labelled lines and small postings.

`partial` lines are left out of precision and recall and counted on their own; mistakes of the
lines that are held back are counted, but not shown.
"""

from __future__ import annotations

import sys
from pathlib import Path

from cspdesk.domain.finding import DisclosureItem, ItemState
from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.checking import CheckingService, CheckRequest
from eval.score_check import AS_OF, Score, read_cases, table

HERE = Path(__file__).parent


def score_items(service: CheckingService, path: Path) -> tuple[Score, int, int]:
    """Return the score by item, and how many of the partial lines were read as such."""
    score, partial, right = Score(), 0, 0
    for case in read_cases(path):
        request = CheckRequest(text=case["text"], as_of=AS_OF, format=RequestFormat.PROJECT)
        result = service.check(request)
        # A line that tells several items at once has the state of each.
        states = case["states"] if "states" in case else {case["item"]: case["state"]}
        for name, expected in states.items():
            item, state = DisclosureItem(name), result.state_of(DisclosureItem(name))
            if expected == ItemState.PARTIAL:
                partial += 1
                right += state is ItemState.PARTIAL
            else:
                given = state is ItemState.PRESENT
                score.count(name, expected=expected == ItemState.PRESENT, given=given)
            if state != expected and case.get("half") != "held":
                words = next((one.text for one in result.items if one.item is item), "")
                line = f"{case['id']} {name} {expected} -> {state}: [{words}] {case['text']}"
                score.mistakes.append((0.5, line.replace("\n", " / ")))
    return score, partial, right


def main() -> int:
    """Print the score of the lines and, if asked for with -v, every mistake."""
    score, partial, right = score_items(CheckingService(), HERE / "wording" / "items.jsonl")
    lines = [*table("items", score), f"partial read as partial: {right} of {partial}"]
    if "-v" in sys.argv:
        lines += [line for _, line in score.mistakes]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
