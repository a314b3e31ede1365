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
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(_ROOT.parent))

from cspdesk.services.catalogue import load_catalogue  # noqa: E402
from cspdesk.services.decomposing import DecomposingService, Proposal  # noqa: E402
from cspdesk.services.format_advice import FormatAdviceService  # noqa: E402

Case = dict[str, Any]


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
    """What is counted over all cases of a set."""

    must_have: Share
    beside: Share
    kept_back: Share
    any_problem: Share
    first_problem: Share
    all_problems: Share
    entries: int = 0

    def print(self, cases: int, slowest: float) -> None:
        """Print the figures."""
        each = max(cases, 1)
        print(f"must-have in first ten        {self.must_have}")
        print(f"items per case                {self.beside.tries / each:.1f}")
        print(
            f"items neither must nor nice   {self.beside}  ({self.beside.hits / each:.1f} a case)"
        )
        print(f"must-not-order told           {self.kept_back}  ({self.entries / each:.1f} told)")
        print(f"problem among five, any       {self.any_problem}")
        print(f"problem among five, first     {self.first_problem}")
        print(f"problem among five, all       {self.all_problems}")
        print(f"slowest proposal              {slowest * 1000:.1f} ms")


def score_decomposition(cases: list[Case], *, verbose: bool) -> None:
    """Print the decomposition figures."""
    service = DecomposingService()
    service.propose("準備")
    figures = Figures(*(Share() for _ in range(6)))
    slowest = 0.0
    for case in cases:
        started = time.perf_counter()
        proposal = service.propose(
            case["owner_says"], industry=case["industry"], prefecture=case.get("region", "")
        )
        slowest = max(slowest, time.perf_counter() - started)
        _count(figures, case, proposal, verbose=verbose)
    figures.print(len(cases), slowest)


def _count(figures: Figures, case: Case, proposal: Proposal, *, verbose: bool) -> None:
    ids = [match.item_id for match in proposal.work_items[:10]]
    must, nice = case["expected_tasks"]["must_have"], case["expected_tasks"]["nice"]
    for item_id in must:
        figures.must_have.add(hit=item_id in ids)
    for item_id in ids:
        figures.beside.add(hit=item_id not in must + nice)
    told = [" ".join((m.name, *m.why, *m.quotes)) for m in proposal.not_to_order[:12]]
    untold = [
        forbidden["item"]
        for forbidden in case["must_not_order"]
        if not any(re.search(forbidden["match"], text) for text in told)
    ]
    for forbidden in case["must_not_order"]:
        figures.kept_back.add(hit=forbidden["item"] not in untold)
    found = [match.problem_id for match in proposal.problems[:5]]
    expected = case["expected_problems"]
    figures.any_problem.add(hit=any(p in found for p in expected))
    figures.first_problem.add(hit=expected[0] in found)
    for problem in expected:
        figures.all_problems.add(hit=problem in found)
    figures.entries += len(told)
    if verbose:
        missed = [i for i in must if i not in ids]
        useless = [i for i in ids if i not in must + nice]
        print(f"{case['id']} missed={missed} useless={useless} untold={untold}")
        print(f"   problems={found} expected={expected}")
        print(f"   kept_back={[m.id for m in proposal.not_to_order]}")


def score_formats(cases: list[Case], *, verbose: bool) -> None:
    """Print format accuracy: from facts, from the text with and without the item named."""
    service = FormatAdviceService()
    names = {item.id: item.name for item in load_catalogue().items}
    readings = {
        "item and facts": lambda c: {"item_id": c["task"], "facts": c["facts"]},
        "item and text": lambda c: {"item_id": c["task"], "text": c["context"]},
        "name and text": lambda c: {"text": f"{names[c['task']]}。{c['context']}"},
        "text alone": lambda c: {"text": c["context"]},
    }
    for label, arguments in readings.items():
        exact, accepted, excluded = Share(), Share(), Share()
        for case in cases:
            if label == "item and facts" and not case["facts"]:
                continue
            advice = service.advise(**arguments(case))
            right = advice.format.value == case["expected"]
            exact.add(hit=right)
            good = right or advice.format.value in case["also_acceptable"]
            accepted.add(hit=good)
            gone = {s.format.value for s in advice.scores if s.excluded}
            for name in case["must_exclude"]:
                excluded.add(hit=name in gone)
            if verbose and not good:
                points = {s.format.value: (s.points, s.excluded) for s in advice.scores}
                said = [(a.question_id, a.value) for a in advice.answers if a.origin == "words"]
                print(
                    f"   {case['id']} {case['task']} {advice.format} != {case['expected']}"
                    f" {points} {said}"
                )
        print(f"format, {label:15} exact {exact}  accepted {accepted}  excluded {excluded}")


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
        sets = {
            name: (
                sorted((_ROOT / name).glob("*domain_cases*.jsonl")),
                sorted((_ROOT / name).glob("*format_examples*.jsonl")),
            )
            for name in ("open", "own")
        }
    for name, (cases, formats) in sets.items():
        print(f"== {name}")
        if cases:
            score_decomposition(read_cases(cases), verbose=chosen.verbose)
        if formats:
            score_formats(read_cases(formats), verbose=chosen.verbose)
    return 0


if __name__ == "__main__":
    sys.exit(main())
