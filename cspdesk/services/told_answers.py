"""Answers that the owner gave in passing, offered beside the questions they belong to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.hearing import Answer, AnswerState
from cspdesk.domain.japan import day_in_japan
from cspdesk.domain.typed_values import format_day, format_yen
from cspdesk.services.interview import InterviewService, load_questions
from cspdesk.services.telling import read_told
from cspdesk.services.told_values import Sureness, ToldValue, ToldValues


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A value heard in the owner's words, for a question that is still open.

    Attributes:
        heading: what the value is, in a word or two.
        shown: the value as it would be filled in.
        quote: the owner's words it was read from.
        answer: what is stored when the suggestion is taken.
        notes: what else was told of it, one clause each.
        other: the value as the words may be meant too; empty where there is but one reading.
        other_answer: what is stored when the other reading is taken.
    """

    question_id: str
    heading: str
    shown: str
    quote: str
    sure: Sureness
    answer: Answer
    notes: tuple[str, ...] = ()
    other: str = ""
    other_answer: Answer | None = None


def talked_on(case: Case) -> date:
    """Return the day from which the owner reckons: of the first meeting, else of the case."""
    days = [meeting.held_on for meeting in case.hearing.meetings]
    return min(days) if days else day_in_japan(case.created_at)


def suggestions(interview: InterviewService, case: Case, client: Client) -> tuple[Suggestion, ...]:
    """Return what may be filled in from the talk, in the order of asking.

    Nothing is offered where a value stands already or the question was answered; one that was
    left unknown or for later is still open.
    """
    texts = (case.hearing.owner_words, *interview.answer_texts(case.hearing))
    told = read_told("\n".join(texts), talked_on(case))
    current: dict[str, tuple[object, ToldValue[int] | ToldValue[date] | None]] = {
        "client.employees": (client.employees, told.employees),
        "case.deadline": (case.deadline, told.deadline),
        "case.budget_yen": (case.budget_yen, told.budget_yen),
    }
    found = []
    for question in load_questions():
        there, heard = current.get(question.sets, (None, None))
        answer = case.hearing.answer(question.id)
        answered = answer is not None and answer.state is AnswerState.ANSWERED
        if heard is None or there is not None or answered:
            continue
        shown = _shown(heard.value, question.unit)
        suggestion = Suggestion(
            question_id=question.id,
            heading=question.summary,
            shown=shown,
            quote=heard.quote,
            sure=heard.sure,
            answer=Answer(question_id=question.id, state=AnswerState.ANSWERED, text=shown),
        )
        found.append(_with_days(suggestion, told) if heard is told.deadline else suggestion)
    return tuple(found)


def _with_days(suggestion: Suggestion, told: ToldValues) -> Suggestion:
    """Return the suggestion of a deadline with the wish, and with the safer of two readings."""
    if told.wish is not None:
        wish = f"お望みは「{told.wish.quote}」（{format_day(told.wish.value)}）"
        suggestion = replace(suggestion, notes=(wish,))
    if told.safer is None:
        return suggestion
    shown = format_day(told.safer)
    return replace(
        suggestion,
        shown=shown,
        sure=Sureness.ROUGH,
        answer=replace(suggestion.answer, text=shown),
        notes=(*suggestion.notes, f"その月の終わりまでの意味なら {suggestion.shown}"),
        other=suggestion.shown,
        other_answer=suggestion.answer,
    )


def _shown(value: int | date, unit: str) -> str:
    if isinstance(value, date):
        return format_day(value)
    return format_yen(value) if unit == "円" else f"{value:,}{unit}"
