"""Score the guided interview alone: an owner who answers from a case's labels, no free text.

The simulated owner knows the labelled problems and work. To a question about areas or
problems the labelled ones are chosen, to one about sub-issues those under which labelled
must-have work stands, to one about work the labelled work. Nothing else of the case is used.
Two further owners are less helpful: one leaves every third question unknown, one never
recognises work by its name and is only asked about troubles.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from cspdesk.domain.hearing import Answer, AnswerState, Hearing
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.guided_proposal import guided
from cspdesk.services.narrowing import ENOUGH, NONE, Narrowing
from cspdesk.services.proposal import Proposal
from eval.score_decompose import Case, Share, case_files, read_cases

FIRST = 10
_EVERY_THIRD = 3


@dataclass(slots=True)
class InterviewFigures:
    """What is counted over all cases for one kind of owner."""

    must_have: Share = field(default_factory=Share)
    beside: Share = field(default_factory=Share)
    problems: Share = field(default_factory=Share)
    stable: Share = field(default_factory=Share)
    asked: list[int] = field(default_factory=list)
    slowest: float = 0.0
    details: list[str] = field(default_factory=list)

    def line(self, label: str) -> str:
        """Return the figures as one line."""
        mean = sum(self.asked) / max(len(self.asked), 1)
        return (
            f"{label:22} must-have in ten {self.must_have}  beside {self.beside}"
            f"  all problems {self.problems}  stable {self.stable}"
            f"  questions {mean:.1f} (most {max(self.asked, default=0)})"
            f"  slowest {self.slowest * 1000:.1f} ms"
        )


class Owner:
    """Answers from the labels of a case."""

    def __init__(self, narrowing: Narrowing, case: Case) -> None:
        self._field = narrowing.field
        self._problems = set(case["expected_problems"])
        self._must = set(case["expected_tasks"]["must_have"])
        self._wanted = self._must | set(case["expected_tasks"]["nice"])

    def answer(self, question_id: str, offered: Iterable[str]) -> Answer:
        """Return the truthful answer."""
        chosen = tuple(c for c in offered if self._holds(c)) or (NONE,)
        return Answer(question_id=question_id, state=AnswerState.ANSWERED, choices=chosen)

    def _holds(self, choice_id: str) -> bool:
        if choice_id in self._field.areas:
            return bool(self._problems & set(self._field.areas[choice_id]))
        if choice_id in self._field.problem_of:
            return bool(self._must & set(self._field.below.get(choice_id, ())))
        return choice_id in self._problems or choice_id in self._wanted


def _unknown(question_id: str) -> Answer:
    return Answer(question_id=question_id, state=AnswerState.UNKNOWN)


def _helpful(owner: Owner, question_id: str, offered: Iterable[str], _number: int) -> Answer:
    return owner.answer(question_id, offered)


def _unsure(owner: Owner, question_id: str, offered: Iterable[str], number: int) -> Answer:
    if number % _EVERY_THIRD == 0:
        return _unknown(question_id)
    return owner.answer(question_id, offered)


def _troubles_only(owner: Owner, question_id: str, offered: Iterable[str], _number: int) -> Answer:
    if question_id.startswith("narrow.item"):
        return _unknown(question_id)
    return owner.answer(question_id, offered)


Behave = Callable[[Owner, str, Iterable[str], int], Answer]
OWNERS: dict[str, Behave] = {
    "truthful": _helpful,
    "every third unknown": _unsure,
    "knows troubles only": _troubles_only,
}


def score_interview(cases: list[Case]) -> dict[str, InterviewFigures]:
    """Return the figures for each kind of owner."""
    narrowing = Narrowing(load_catalogue())
    narrowing.next_id(Hearing())
    found = {name: InterviewFigures() for name in OWNERS}
    for name, figures in found.items():
        for case in cases:
            _interview(figures, narrowing, case, OWNERS[name])
    return found


def _interview(figures: InterviewFigures, narrowing: Narrowing, case: Case, behave: Behave) -> None:
    owner = Owner(narrowing, case)
    areas = dict.fromkeys(narrowing.field.areas, "場所")
    hearing = Hearing()
    trail: list[str] = []
    while True:
        started = time.perf_counter()
        question_id = narrowing.next_id(hearing)
        figures.slowest = max(figures.slowest, time.perf_counter() - started)
        if not question_id:
            break
        question = narrowing.question(question_id, hearing, areas)
        offered = tuple(areas) if question is None else tuple(c.id for c in question.choices)
        trail.append(question_id)
        hearing = hearing.with_answer(behave(owner, question_id, offered, len(trail)))
    figures.asked.append(len(trail))
    best = max((c.gain for c in narrowing.candidates(hearing)), default=0.0)
    figures.stable.add(hit=best < ENOUGH)
    _count(figures, case, guided(narrowing, load_catalogue(), Proposal(), hearing), trail)


def _count(figures: InterviewFigures, case: Case, proposal: Proposal, trail: list[str]) -> None:
    ids = [match.item_id for match in proposal.work_items[:FIRST]]
    must, nice = case["expected_tasks"]["must_have"], case["expected_tasks"]["nice"]
    for item_id in must:
        figures.must_have.add(hit=item_id in ids)
    for item_id in ids:
        figures.beside.add(hit=item_id not in must + nice)
    problems = {match.problem_id for match in proposal.problems}
    for problem_id in case["expected_problems"]:
        figures.problems.add(hit=problem_id in problems)
    missed = [item_id for item_id in must if item_id not in ids]
    figures.details.append(f"{case['id']} asked {len(trail)} missed={missed} {' '.join(trail)}")


def main() -> int:
    """Print the figures over each set; `-v` tells each case."""
    here = Path(__file__).resolve().parent
    for name in ("open", "own"):
        cases = read_cases(case_files(here / name)[0])
        sys.stdout.write(f"== {name}, {len(cases)} owners\n")
        for label, figures in score_interview(cases).items():
            if "-v" in sys.argv:
                sys.stdout.write("\n".join(figures.details) + "\n")
            sys.stdout.write(figures.line(label) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
