"""What a hearing still needs: answers to look at again, and what to ask next time."""

from __future__ import annotations

from cspdesk.domain.catalogue import InterviewQuestion
from cspdesk.domain.hearing import Answer, AnswerState, Hearing
from cspdesk.services.interview import NOTHING_READ, InterviewService
from cspdesk.services.measures import GOAL_QUESTION
from cspdesk.services.narrowing import is_narrowing
from cspdesk.services.narrowing_field import AREA_QUESTION
from cspdesk.services.proposal import Proposal


def to_look_at_again(interview: InterviewService, hearing: Hearing) -> frozenset[str]:
    """Return the answered questions that rest on an answer which was decided later.

    Answers stand in the order in which they were decided (`Hearing.with_answer`). Where the
    ground of an answer was changed after it, the answer is kept but may no longer hold.
    """
    place = {answer.question_id: number for number, answer in enumerate(hearing.answers)}
    found = set()
    for question in interview.questions(hearing):
        answer = hearing.answer(question.id)
        if answer is None or answer.state is not AnswerState.ANSWERED:
            continue
        grounds = _grounds(interview, question)
        if question.id == GOAL_QUESTION and answer.choices:
            # The goals to choose from are those of the problems that were chosen.
            narrowed = (a.question_id for a in hearing.answers if is_narrowing(a.question_id))
            grounds |= {AREA_QUESTION, *narrowed}
        if any(place.get(ground, -1) > place[question.id] for ground in grounds):
            found.add(question.id)
    return frozenset(found)


def _grounds(interview: InterviewService, question: InterviewQuestion) -> set[str]:
    named = {question_id for question_id, _ in (*question.ask_if, *question.skip_if)}
    return named | set(interview.narrowing.depends_on(question.id))


def confirmed(hearing: Hearing, question_id: str) -> Hearing:
    """Return the hearing with this answer decided anew as it stands."""
    answer = hearing.answer(question_id)
    return hearing if answer is None else hearing.without_answer(question_id).with_answer(answer)


def to_ask(
    interview: InterviewService, hearing: Hearing, read: Proposal = NOTHING_READ
) -> tuple[str, ...]:
    """Return 確認すること: unknown, essential and skipped questions, then the proposal's."""
    questions = interview.questions(hearing, read)
    unknown = [q.ask for q in questions if _is(hearing.answer(q.id), AnswerState.UNKNOWN)]
    essential = [q.ask for q in interview.progress(hearing, read).essential_open]
    skipped = [q.ask for q in questions if _is(hearing.answer(q.id), AnswerState.SKIPPED)]
    return tuple(dict.fromkeys((*unknown, *essential, *skipped, *read.ask)))


def _is(answer: Answer | None, state: AnswerState) -> bool:
    return answer is not None and answer.state is state
