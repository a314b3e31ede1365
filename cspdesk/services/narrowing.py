"""The narrowing questions of step ①: made from the catalogue, asked where they split best.

After the area question, each question offers the problems of an area, the sub-issues of a
problem, or the pieces of work of a problem. Asked next is the one with the greatest gain (see
`narrowing_belief`), starting from what the owner's words already speak for. The proposal is
stable as soon as no question left is expected to tell `ENOUGH` bits about the work, or after
`MOST_QUESTIONS`; the ordinary questions of the interview go on from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cspdesk.domain.catalogue import Catalogue, Choice, InterviewQuestion
from cspdesk.domain.hearing import Answer, AnswerState, Hearing
from cspdesk.services.narrowing_belief import (
    AREA,
    HINT,
    ITEM,
    PROBLEM,
    SUB_ISSUE,
    Belief,
)
from cspdesk.services.narrowing_field import (
    AREA_QUESTION,
    MOST_CHOICES,
    Field,
    build_field,
    load_narrowing,
)
from cspdesk.services.proposal import Proposal

MOST_QUESTIONS = 12
ENOUGH = 0.6
GROUP = "困りごと"
NONE = "none"
_PROBLEM_LEVEL, _SUB_LEVEL, _ITEM_LEVEL, _FURTHER_LEVEL = (
    "narrow.problem:",
    "narrow.sub_issue:",
    "narrow.item:",
    "narrow.further:",
)
_LEVELS = (_PROBLEM_LEVEL, _SUB_LEVEL, _ITEM_LEVEL, _FURTHER_LEVEL)
# The words' scores are strengths, not probabilities; the reading is right about so often.
_WORDS_PROBLEM, _WORDS_ITEM, _UNREAD = 0.75, 0.7, 0.04
_NOTHING_READ = Proposal()


def is_narrowing(question_id: str) -> bool:
    """Tell whether the question is made from the catalogue, or asks for the area."""
    return question_id == AREA_QUESTION or question_id.startswith(_LEVELS)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that could come next, and what it is expected to tell, in bits."""

    question_id: str
    gain: float


class Narrowing:
    """Makes, ranks and reads the narrowing questions over one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._field = build_field(catalogue)
        self._catalogue = catalogue
        # A screen asks several times for one state: with the words read, and without.
        self._next: dict[bool, tuple[tuple[Answer, ...], Proposal, str]] = {}

    @property
    def field(self) -> Field:
        """Return the ways through the catalogue."""
        return self._field

    # ---- reading ----

    def belief(self, hearing: Hearing, read: Proposal = _NOTHING_READ) -> Belief:
        """Return how likely everything is after the words (`read`) and the answers."""
        belief = Belief(self._field)
        if read.problems or read.work_items:
            belief.problems = dict.fromkeys(
                (problem.id for problem in self._catalogue.problems), _UNREAD
            )
            for match in read.problems:
                belief.raise_to(match.problem_id, match.score * _WORDS_PROBLEM)
                for sub_id in match.sub_issue_ids[:2]:
                    belief.sub_issue_says(sub_id, HINT.factor(chosen=True))
            for item in read.work_items:
                belief.named[item.item_id] = item.score * _WORDS_ITEM
        for answer in hearing.answers:
            if answer.state is AnswerState.ANSWERED:
                self._read_answer(belief, answer, hearing)
        return belief

    def _read_answer(self, belief: Belief, answer: Answer, hearing: Hearing) -> None:
        for points in load_narrowing().points:
            if points.question_id == answer.question_id and points.choice_id in answer.choices:
                factor = HINT.factor(chosen=True)
                for problem_id in points.problems:
                    belief.problem_says(problem_id, factor)
                for item_id in points.items:
                    belief.item_says(item_id, factor)
        if not answer.choices:
            return
        if answer.question_id == AREA_QUESTION:
            self._read_areas(belief, answer)
            return
        level, target = _split(answer.question_id)
        offered = self._offered(level, target, hearing)
        says, reliability = {
            _PROBLEM_LEVEL: (belief.problem_says, PROBLEM),
            _SUB_LEVEL: (belief.sub_issue_says, SUB_ISSUE),
        }.get(level, (belief.item_says, ITEM))
        if level == _SUB_LEVEL and answer.choices != (NONE,):
            belief.problem_says(target, PROBLEM.factor(chosen=True))
        for choice_id in dict.fromkeys((*offered, *answer.choices)):
            if choice_id != NONE:
                says(choice_id, reliability.factor(chosen=choice_id in answer.choices))

    def _read_areas(self, belief: Belief, answer: Answer) -> None:
        near = {p for a in answer.choices for p in self._field.areas.get(a, ())}
        for problem in self._catalogue.problems:
            belief.problem_says(problem.id, AREA.factor(chosen=problem.id in near))
        for area in answer.choices:
            for item_id in self._field.further.get(area, ()):
                belief.item_says(item_id, AREA.factor(chosen=True))

    # ---- asking ----

    def asked(self, hearing: Hearing) -> int:
        """Return how many narrowing questions were touched."""
        return sum(1 for answer in hearing.answers if is_narrowing(answer.question_id))

    def candidates(self, hearing: Hearing, read: Proposal = _NOTHING_READ) -> tuple[Candidate, ...]:
        """Return the untouched questions, the one that splits best first."""
        belief = self.belief(hearing, read)
        found = [
            Candidate(question_id, gain)
            for question_id, gain in self._gains(belief, hearing)
            if hearing.answer(question_id) is None and gain > 0
        ]
        return tuple(sorted(found, key=lambda c: (-c.gain, c.question_id)))

    def _gains(self, belief: Belief, hearing: Hearing) -> Iterator[tuple[str, float]]:
        yield AREA_QUESTION, belief.area_gain(self._field.areas.values())
        for area, problems in self._field.areas.items():
            yield f"{_PROBLEM_LEVEL}{area}", belief.problem_gain(problems)
            further = self._field.further[area]
            yield f"{_FURTHER_LEVEL}{area}", belief.item_gain(further)
        for problem in self._catalogue.problems:
            subs = self._offered(_SUB_LEVEL, problem.id, hearing)
            yield f"{_SUB_LEVEL}{problem.id}", belief.sub_issue_gain(problem.id, subs)
            # Where it hurts comes before what would help: the sub-issues decide what is offered.
            if hearing.answer(f"{_SUB_LEVEL}{problem.id}") is not None:
                items = self._offered(_ITEM_LEVEL, problem.id, hearing)
                yield f"{_ITEM_LEVEL}{problem.id}", belief.item_gain(items, problem.id)

    def next_id(self, hearing: Hearing, read: Proposal = _NOTHING_READ) -> str:
        """Return the id of the question to ask next; empty once the proposal is stable."""
        key = read == _NOTHING_READ
        answers, known, found = self._next.get(key, ((), _NOTHING_READ, None))
        if found is None or answers != hearing.answers or known is not read:
            found = self._best(hearing, read)
            self._next[key] = (hearing.answers, read, found)
        return found

    def _best(self, hearing: Hearing, read: Proposal) -> str:
        if self.asked(hearing) >= MOST_QUESTIONS:
            return ""
        best = next(iter(self.candidates(hearing, read)), None)
        return best.question_id if best is not None and best.gain >= ENOUGH else ""

    def stable(self, hearing: Hearing, read: Proposal = _NOTHING_READ) -> bool:
        """Tell whether further narrowing questions would hardly change the proposal."""
        return not self.next_id(hearing, read)

    def left(self, hearing: Hearing, read: Proposal = _NOTHING_READ) -> int:
        """Return how many narrowing questions may follow at most; 0 once it is stable."""
        return 0 if self.stable(hearing, read) else MOST_QUESTIONS - self.asked(hearing)

    # ---- the questions themselves ----

    def question(
        self, question_id: str, hearing: Hearing, area_labels: dict[str, str]
    ) -> InterviewQuestion | None:
        """Return a question made from the catalogue, None where the id means nothing.

        Args:
            question_id: as in `Candidate`.
            hearing: decides which work of a large problem is offered by name.
            area_labels: choice of the area question → its words.
        """
        level, target = _split(question_id)
        problem = self._catalogue.problem(target)
        name = problem.name if problem is not None else area_labels.get(target, "")
        offered = self._offered(level, target, hearing)
        if not level or not name or not offered:
            return None
        data = load_narrowing()
        wording = data.wordings[
            {
                _PROBLEM_LEVEL: "problem",
                _SUB_LEVEL: "sub_issue",
                _ITEM_LEVEL: "item",
                _FURTHER_LEVEL: "further",
            }[level]
        ]
        given = hearing.answer(question_id)
        kept = tuple(c for c in (given.choices if given else ()) if c not in (*offered, NONE))
        choices = (choice for c in (*offered, *kept) if (choice := self._choice(c)) is not None)
        return InterviewQuestion(
            id=question_id,
            group=GROUP,
            kind="choices",
            ask=wording.ask.format(name=name),
            say=wording.say,
            why=wording.why,
            summary=wording.summary,
            choices=(*choices, Choice(id=NONE, label=data.none)),
        )

    def depends_on(self, question_id: str) -> tuple[str, ...]:
        """Return the narrowing questions whose answers this one rests on."""
        level, target = _split(question_id)
        if not level:
            return ()
        if level in (_PROBLEM_LEVEL, _FURTHER_LEVEL):
            return (AREA_QUESTION,)
        areas = [area for area, problems in self._field.areas.items() if target in problems]
        above = (AREA_QUESTION, *(f"{_PROBLEM_LEVEL}{area}" for area in areas))
        return (*above, f"{_SUB_LEVEL}{target}") if level == _ITEM_LEVEL else above

    def _offered(self, level: str, target: str, hearing: Hearing) -> tuple[str, ...]:
        if level == _PROBLEM_LEVEL:
            return self._field.areas.get(target, ())
        if level == _FURTHER_LEVEL:
            return self._field.further.get(target, ())
        problem = self._catalogue.problem(target)
        if problem is None:
            return ()
        if level == _SUB_LEVEL:
            return tuple(sub.id for sub in problem.sub_issues)
        return self._offered_items(target, hearing)

    def _offered_items(self, problem_id: str, hearing: Hearing) -> tuple[str, ...]:
        """Return the work of the chosen sub-issues first, then the rest as room allows."""
        answer = hearing.answer(f"{_SUB_LEVEL}{problem_id}")
        chosen = answer.choices if answer and answer.state is AnswerState.ANSWERED else ()
        near = [i for sub_id in chosen for i in self._field.below.get(sub_id, ())]
        everything = dict.fromkeys((*near, *self._field.below.get(problem_id, ())))
        return tuple(everything)[:MOST_CHOICES]

    def _choice(self, choice_id: str) -> Choice | None:
        problem = self._catalogue.problem(choice_id)
        if problem is not None:
            hint = problem.paraphrases[0] if problem.paraphrases else ""
            return Choice(id=choice_id, label=problem.name, hint=hint)
        item = self._catalogue.item(choice_id)
        if item is not None:
            return Choice(id=choice_id, label=item.name, hint=item.deliverable)
        above = self._catalogue.problem(self._field.problem_of.get(choice_id, ""))
        for sub in above.sub_issues if above is not None else ():
            if sub.id == choice_id:
                return Choice(id=choice_id, label=sub.name, hint=sub.signs[0] if sub.signs else "")
        return None


def _split(question_id: str) -> tuple[str, str]:
    for level in _LEVELS:
        if question_id.startswith(level):
            return level, question_id.removeprefix(level)
    return "", ""
