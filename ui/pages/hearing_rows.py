"""What the outline, the review and the field of step ① show of a hearing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import InterviewQuestion
from cspdesk.domain.client import Client
from cspdesk.domain.hearing import AnswerState, Hearing
from cspdesk.domain.typed_values import format_day_long, format_yen
from cspdesk.services.hearing_checks import to_look_at_again
from cspdesk.services.interview import NOTHING_READ, InterviewService
from cspdesk.services.narrowing import is_narrowing
from cspdesk.services.narrowing_field import AREA_QUESTION
from cspdesk.services.proposal import Proposal
from ui.pages.hearing_outline import WORDS, OutlineRow
from ui.pages.hearing_review import ReviewRow

OutlineRows = tuple[tuple[OutlineRow, tuple[OutlineRow, ...]], ...]

_TYPED_KINDS = ("number", "date", "text")
_EXCERPT = 40
_STATE_WORDS = {
    "answered": "答え済み",
    "unknown": "不明",
    "skipped": "あとで聞きます",
    "again": "見直し",
    "doing": "作業中",
    "todo": "まだ",
}


def outline_rows(
    interview: InterviewService, hearing: Hearing, place: str, read: Proposal = NOTHING_READ
) -> OutlineRows:
    """Return the owner's words and the groups with their questions; `place` is being asked."""
    answers = _answers(interview, hearing)
    again = to_look_at_again(interview, hearing)
    numbered = list(enumerate(interview.questions(hearing, read), start=1))
    rows = [(_words_row(hearing, place), ())]
    groups = []
    for group in dict.fromkeys(question.group for _, question in numbered):
        inside = [(number, q) for number, q in numbered if q.group == group]
        states = ["again" if q.id in again else _state(hearing, q.id, place) for _, q in inside]
        settled = [_touched(hearing, q.id, again) for _, q in inside]
        given = settled.count("answered") + settled.count("again")
        state = _group_state(settled)
        count = f"{given}/{len(inside)}"
        questions = tuple(
            _question_row(number, q, state_of, answers.get(q.id, ""))
            for (number, q), state_of in zip(inside, states, strict=True)
        )
        groups.append((OutlineRow(group, group, state, "", count, _STATE_WORDS[state]), questions))
    return (*rows, *groups)


def review_rows(
    interview: InterviewService, hearing: Hearing, read: Proposal = NOTHING_READ
) -> tuple[ReviewRow, ...]:
    """Return one row for each question that applies."""
    answers = _answers(interview, hearing)
    again = to_look_at_again(interview, hearing)
    return tuple(
        ReviewRow(
            q.id,
            f"{number}. {q.ask}",
            answers.get(q.id, ""),
            "again" if q.id in again else _state(hearing, q.id, ""),
        )
        for number, q in enumerate(interview.questions(hearing, read), start=1)
    )


def heard_sentence(question: InterviewQuestion | None, case: Case, client: Client) -> str:
    """Tell what the program read out of a typed answer, empty where it reads nothing."""
    if question is None or not question.sets or question.kind not in _TYPED_KINDS:
        return ""
    answer = case.hearing.answer(question.id)
    if answer is None or answer.state is not AnswerState.ANSWERED:
        return ""
    owner, name = question.sets.split(".")
    value: object = getattr({"client": client, "case": case}[owner], name)
    if value is None or value == "":
        return "値として読めないため、書いたまま残します。"
    return f"読み取った値：{_shown(value, question.unit)}"


def _shown(value: object, unit: str) -> str:
    if isinstance(value, date):
        return format_day_long(value)
    if isinstance(value, int):
        return format_yen(value) if unit == "円" else f"{value:,}{unit}"
    return str(value)


def _answers(interview: InterviewService, hearing: Hearing) -> dict[str, str]:
    return {line.question_id: line.text for line in interview.summary(hearing)}


def _words_row(hearing: Hearing, place: str) -> OutlineRow:
    words = " ".join(hearing.owner_words.split())
    state = "answered" if words else "doing" if place == WORDS else "todo"
    return OutlineRow(
        WORDS,
        "相談者の言葉",
        state,
        words[:_EXCERPT],
        "",
        _STATE_WORDS[state],
        strong=True,
    )


def _question_row(number: int, question: InterviewQuestion, state: str, answer: str) -> OutlineRow:
    remark = f"見直し：{answer}" if state == "again" else answer
    # Narrowing questions share a heading; which is which is said by their own words.
    shared = is_narrowing(question.id) and question.id != AREA_QUESTION
    asked = question.ask if shared else question.summary
    return OutlineRow(
        question.id,
        f"{number}. {asked}",
        state,
        remark,
        "",
        _STATE_WORDS[state],
        whole=question.ask,
    )


def _group_state(states: Sequence[str]) -> str:
    """Return what a group shows: only answers that hold make it done."""
    if all(state == "todo" for state in states):
        return "todo"
    order = ("again", "todo", "skipped", "unknown")
    first = next((state for state in order if state in states), "answered")
    return "doing" if first == "todo" else first


def _touched(hearing: Hearing, question_id: str, again: frozenset[str]) -> str:
    return "again" if question_id in again else _state(hearing, question_id, "")


def _state(hearing: Hearing, question_id: str, place: str) -> str:
    answer = hearing.answer(question_id)
    if answer is not None and answer.state is not AnswerState.ANSWERED:
        return answer.state.value
    if question_id == place:
        return "doing"
    return "answered" if answer is not None else "todo"
