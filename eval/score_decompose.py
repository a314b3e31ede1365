"""Score decomposition and format advice on labelled cases.

Usage: python eval/score_decompose.py [--cases FILE ...] [--formats FILE ...] [-v]

Without arguments it reads every `*domain_cases*.jsonl` and `*format_examples*.jsonl` in
`eval/open` and `eval/own`. Figures: must-have recall in the first ten work items, items per
case, share of proposed items that are neither must-have nor nice, must-not-order recall by the
cases' own pattern over name and reasons of the first twelve, problems among the first five,
and the format accuracy in four readings.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(_ROOT.parent))

from cspdesk.services.catalogue import load_catalogue  # noqa: E402
from cspdesk.services.decomposing import DecomposingService, Proposal  # noqa: E402
from cspdesk.services.format_advice import Advice, FormatAdviceService  # noqa: E402

Case = dict[str, Any]

# A lead of so many points in the format advice counts as certain.
_CLEAR_LEAD = 6


@dataclass(slots=True)
class Share:
    """Hits out of tries."""

    hits: int = 0
    tries: int = 0

    def add(self, *, hit: bool) -> None:
        """Count one try."""
        self.hits += hit
        self.tries += 1

    def __str__(self) -> str:
        return f"{self.hits / max(self.tries, 1):.3f} ({self.hits}/{self.tries})"


def read_cases(paths: Iterable[Path]) -> list[Case]:
    """Return the cases of some JSONL files."""
    cases: list[Case] = []
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        cases.extend(json.loads(line) for line in lines if line.strip())
    return cases


@dataclass(slots=True)
class Figures:
    """What is counted over all cases of a set.

    Attributes:
        refused: proposals of what the owner has already or does not want.
        objected: proposals that a consultant would object to, of those that one has judged.
        entries: must-not-order entries shown, over all cases.
        slowest: seconds of the slowest proposal.
        details: lines about each case.
        mistakes: how sure the program was (0 to 1) and what was wrong.
    """

    must_have: Share = field(default_factory=Share)
    beside: Share = field(default_factory=Share)
    refused: Share = field(default_factory=Share)
    objected: Share = field(default_factory=Share)
    kept_back: Share = field(default_factory=Share)
    any_problem: Share = field(default_factory=Share)
    first_problem: Share = field(default_factory=Share)
    all_problems: Share = field(default_factory=Share)
    cases: int = 0
    entries: int = 0
    slowest: float = 0.0
    details: list[str] = field(default_factory=list)
    mistakes: list[tuple[float, str]] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the figures as lines."""
        each = max(self.cases, 1)
        return [
            f"must-have in first ten        {self.must_have}",
            f"items per case                {self.beside.tries / each:.1f}",
            f"items neither must nor nice   {self.beside}  ({self.beside.hits / each:.1f} a case)",
            f"there already or refused      {self.refused}  ({self.refused.hits / each:.2f} each)",
            f"a consultant would object to  {self.objected}  (of proposals judged by hand)",
            f"must-not-order told           {self.kept_back}  ({self.entries / each:.1f} told)",
            f"problem among five, any       {self.any_problem}",
            f"problem among five, first     {self.first_problem}",
            f"problem among five, all       {self.all_problems}",
            f"slowest proposal              {self.slowest * 1000:.1f} ms",
        ]


@dataclass(slots=True)
class Reading:
    """Format accuracy when the advice is given one kind of input."""

    exact: Share = field(default_factory=Share)
    accepted: Share = field(default_factory=Share)
    excluded: Share = field(default_factory=Share)
    details: list[str] = field(default_factory=list)
    mistakes: list[tuple[float, str]] = field(default_factory=list)

    def line(self, label: str) -> str:
        """Return the figures as one line."""
        return (
            f"format, {label:15} exact {self.exact}  accepted {self.accepted}"
            f"  excluded {self.excluded}"
        )


def score_decomposition(cases: list[Case]) -> Figures:
    """Return the decomposition figures."""
    service = DecomposingService()
    service.propose("準備")
    figures = Figures(cases=len(cases))
    for case in cases:
        started = time.perf_counter()
        proposal = service.propose(
            case["owner_says"], industry=case["industry"], prefecture=case.get("region", "")
        )
        figures.slowest = max(figures.slowest, time.perf_counter() - started)
        _count_items(figures, case, proposal)
        _count_kept_back(figures, case, proposal)
        _count_problems(figures, case, proposal)
    return figures


@lru_cache(maxsize=1)
def _judged() -> dict[str, dict[str, str]]:
    """Return the labels that a consultant gave to proposals, by case and piece of work."""
    cases = read_cases([_ROOT / "own" / "judged_proposals.jsonl"])
    return {case["id"]: case["labels"] for case in cases}


def _count_items(figures: Figures, case: Case, proposal: Proposal) -> None:
    first = proposal.work_items[:10]
    ids = [match.item_id for match in first]
    must, nice = case["expected_tasks"]["must_have"], case["expected_tasks"]["nice"]
    useless = [match for match in first if match.item_id not in must + nice]
    for item_id in must:
        figures.must_have.add(hit=item_id in ids)
    unwanted = case.get("must_not_propose", ())
    judged = _judged().get(case["id"], {})
    for match in first:
        figures.beside.add(hit=match in useless)
        figures.refused.add(hit=match.item_id in unwanted)
        if match.item_id in judged:
            figures.objected.add(hit=judged[match.item_id] == "objectionable")
    missed = [item_id for item_id in must if item_id not in ids]
    # A miss weighs as much as the program believed in what it showed beside the point.
    sure = max((match.score for match in useless), default=0.0)
    figures.mistakes += [(sure, f"{case['id']} work item missed: {name}") for name in missed]
    figures.details.append(f"{case['id']} missed={missed} useless={[m.item_id for m in useless]}")


def _count_kept_back(figures: Figures, case: Case, proposal: Proposal) -> None:
    shown = proposal.not_to_order[:12]
    told = [" ".join((match.name, *match.why, *match.quotes)) for match in shown]
    figures.entries += len(told)
    for forbidden in case["must_not_order"]:
        hit = any(re.search(forbidden["match"], text) for text in told)
        figures.kept_back.add(hit=hit)
        if not hit:
            figures.mistakes.append((0.5, f"{case['id']} not told: {forbidden['item']}"))
    figures.details.append(f"   kept_back={[match.id for match in proposal.not_to_order]}")


def _count_problems(figures: Figures, case: Case, proposal: Proposal) -> None:
    found = [match.problem_id for match in proposal.problems[:5]]
    expected = case["expected_problems"]
    figures.any_problem.add(hit=any(problem in found for problem in expected))
    figures.first_problem.add(hit=expected[0] in found)
    for problem in expected:
        figures.all_problems.add(hit=problem in found)
    if expected[0] not in found:
        sure = proposal.problems[0].score if proposal.problems else 0.0
        line = f"{case['id']} problem {expected[0]} is none of {' '.join(found)}"
        figures.mistakes.append((sure, line))
    figures.details.append(f"   problems={found} expected={expected}")


def score_formats(cases: list[Case]) -> dict[str, Reading]:
    """Return format accuracy: from facts, from the text with and without the item named."""
    service = FormatAdviceService()
    names = {item.id: item.name for item in load_catalogue().items}
    inputs: dict[str, Callable[[Case], dict[str, Any]]] = {
        "item and facts": lambda c: {"item_id": c["task"], "facts": c["facts"]},
        "item and text": lambda c: {"item_id": c["task"], "text": c["context"]},
        "name and text": lambda c: {"text": f"{names[c['task']]}。{c['context']}"},
        "text alone": lambda c: {"text": c["context"]},
    }
    readings: dict[str, Reading] = {}
    for label, arguments in inputs.items():
        answerable = [case for case in cases if case["facts"] or label != "item and facts"]
        if answerable:
            readings[label] = Reading()
        for case in answerable:
            _count_format(readings[label], case, service.advise(**arguments(case)))
    return readings


def _count_format(reading: Reading, case: Case, advice: Advice) -> None:
    given, expected = advice.format.value, case["expected"]
    good = given in (expected, *case["also_acceptable"])
    reading.exact.add(hit=given == expected)
    reading.accepted.add(hit=good)
    gone = {score.format.value for score in advice.scores if score.excluded}
    for name in case["must_exclude"]:
        reading.excluded.add(hit=name in gone)
    if good:
        return
    points = {score.format.value: score.points for score in advice.scores}
    lead = points[given] - points[expected]
    sure = 1.0 if expected in gone else min(max(lead, 0) / _CLEAR_LEAD, 1.0)
    reading.mistakes.append((sure, f"{case['id']} {case['task']}: {expected} -> {given}"))
    said = [(answer.question_id, answer.value) for answer in advice.answers]
    reading.details.append(
        f"   {case['id']} {case['task']} {given} != {expected} {points} {gone} {said}"
    )


def case_files(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return the files of a folder with owners' words and those with formats."""
    return (
        sorted(folder.glob("*domain_cases*.jsonl")),
        sorted(folder.glob("*format_examples*.jsonl")),
    )


def main() -> int:
    """Read the arguments and print the figures for each set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--cases", type=Path, nargs="*")
    parser.add_argument("--formats", type=Path, nargs="*")
    parser.add_argument("-v", "--verbose", action="store_true")
    chosen = parser.parse_args()
    if chosen.cases or chosen.formats:
        sets = {"given": (chosen.cases or [], chosen.formats or [])}
    else:
        sets = {name: case_files(_ROOT / name) for name in ("open", "own")}
    for name, (cases, formats) in sets.items():
        print(f"== {name}")
        if cases:
            figures = score_decomposition(read_cases(cases))
            print("\n".join([*(figures.details if chosen.verbose else ()), *figures.lines()]))
        if formats:
            for label, reading in score_formats(read_cases(formats)).items():
                details = reading.details if chosen.verbose else ()
                print("\n".join([*details, reading.line(label)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
