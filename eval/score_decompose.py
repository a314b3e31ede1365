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
from cspdesk.services.decomposing import DecomposingService  # noqa: E402
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


def score_decomposition(cases: list[Case], *, verbose: bool) -> None:
    """Print the decomposition figures."""
    service = DecomposingService()
    service.propose("準備")
    shares = {name: Share() for name in ("must_have", "beside", "kept_back", "any", "first", "all")}
    items = entries = 0
    slowest = 0.0
    for case in cases:
        started = time.perf_counter()
        proposal = service.propose(
            case["owner_says"], industry=case["industry"], prefecture=case.get("region", "")
        )
        slowest = max(slowest, time.perf_counter() - started)
        ids = [match.item_id for match in proposal.work_items[:10]]
        wanted = case["expected_tasks"]
        missed = [i for i in wanted["must_have"] if i not in ids]
        useless = [i for i in ids if i not in wanted["must_have"] + wanted["nice"]]
        for item_id in wanted["must_have"]:
            shares["must_have"].add(hit=item_id in ids)
        for item_id in ids:
            shares["beside"].add(hit=item_id in useless)
        told = [" ".join((m.name, *m.why, *m.quotes)) for m in proposal.not_to_order[:12]]
        untold = []
        for forbidden in case["must_not_order"]:
            hit = any(re.search(forbidden["match"], text) for text in told)
            shares["kept_back"].add(hit=hit)
            untold += [] if hit else [forbidden["item"]]
        found = [match.problem_id for match in proposal.problems[:5]]
        expected = case["expected_problems"]
        shares["any"].add(hit=any(p in found for p in expected))
        shares["first"].add(hit=expected[0] in found)
        for problem in expected:
            shares["all"].add(hit=problem in found)
        items += len(ids)
        entries += len(told)
        if verbose:
            print(f"{case['id']} missed={missed} useless={useless} untold={untold}")
            print(f"   problems={found} expected={expected}")
            print(f"   kept_back={[m.id for m in proposal.not_to_order]}")
    count = max(len(cases), 1)
    print(f"must-have in first ten        {shares['must_have']}")
    print(f"items per case                {items / count:.1f}")
    print(
        f"items neither must nor nice   {shares['beside']}  ({shares['beside'].hits / count:.1f} a case)"
    )
    print(
        f"must-not-order told           {shares['kept_back']}  ({entries / count:.1f} entries a case)"
    )
    print(
        f"problem among five: any       {shares['any']}  first {shares['first']}  all {shares['all']}"
    )
    print(f"slowest proposal              {slowest * 1000:.1f} ms")


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
                    f"   {case['id']} {case['task']} {advice.format} != {case['expected']} {points} {said}"
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
