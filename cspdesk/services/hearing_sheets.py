"""The hearing of a case as it goes on paper."""

from __future__ import annotations

from datetime import date

from cspdesk.documents.hearing_sheet import SheetContent, SheetQuestion, build_hearing_sheet
from cspdesk.documents.model import Document
from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import Choice, InterviewQuestion
from cspdesk.domain.client import Client
from cspdesk.domain.hearing import AnswerState, Hearing
from cspdesk.services import measures
from cspdesk.services.decomposing import DecomposingService
from cspdesk.services.hearing_checks import to_ask, to_look_at_again
from cspdesk.services.interview import NOTHING_READ, InterviewService, load_questions
from cspdesk.services.narrowing_field import AREA_QUESTION
from cspdesk.services.obstacles import notice
from cspdesk.services.proposal import Proposal

_OBSTACLES = "hearing.obstacles"
_ONE_LINE = ("number", "date", "text")
_STATES = {AnswerState.UNKNOWN: "不明（次回確認）", AnswerState.SKIPPED: "あとで聞きます"}


def read_hearing(
    decomposing: DecomposingService, interview: InterviewService, case: Case, client: Client
) -> Proposal:
    """Return what words and answers alone propose, as the hearing's screen reads them."""
    texts = interview.answer_texts(case.hearing)
    words = case.hearing.owner_words.strip()
    if not (words or texts):
        return NOTHING_READ
    return decomposing.propose(
        words, answers=texts, industry=client.industry, prefecture=client.prefecture
    )


def filled_sheet(
    interview: InterviewService,
    case: Case,
    client: Client,
    *,
    today: date,
    read: Proposal = NOTHING_READ,
) -> Document:
    """Return the sheet with what was heard so far, in the order of asking."""
    hearing = case.hearing
    again = to_look_at_again(interview, hearing)
    answers = {line.question_id: line.text for line in interview.summary(hearing)}
    questions = tuple(
        _filled(q, hearing, answers.get(q.id, ""), again=q.id in again)
        for q in interview.questions(hearing, read)
    )
    content = SheetContent(
        questions=questions,
        obstacles=notice(hearing),
        measures=_measures(case, answers.get(measures.GOAL_QUESTION, "")),
        to_ask=to_ask(interview, hearing, read),
        blank=False,
    )
    return build_hearing_sheet(case, client, content, today=today)


def blank_sheet(
    interview: InterviewService, case: Case, client: Client, *, today: date
) -> Document:
    """Return the sheet to fill in by hand: every question, with the problems of each area."""
    printed: list[SheetQuestion] = []
    for question in load_questions():
        remark = "（当てはまるときだけ）" if question.ask_if else ""
        printed.append(_blank(question, remark))
        if question.id == AREA_QUESTION:
            for area in interview.narrowing.field.areas:
                narrow = interview.question(f"narrow.problem:{area}")
                if narrow is not None:
                    printed.append(_blank(narrow, "（選んだ場所だけ）"))
    content = SheetContent(
        questions=tuple(printed), obstacles=(), measures=(), to_ask=(), blank=True
    )
    return build_hearing_sheet(case, client, content, today=today)


def _blank(question: InterviewQuestion, remark: str) -> SheetQuestion:
    return SheetQuestion(
        group=question.group,
        ask=question.ask,
        choices=tuple((_printed(question, choice), False) for choice in question.choices),
        remark=remark,
        open_text=question.kind in _ONE_LINE,
    )


def _printed(question: InterviewQuestion, choice: Choice) -> str:
    """Return an option as the owner reads it; the names of obstacles are the consultant's."""
    of_the_trade = question.sets == _OBSTACLES and choice.hint
    return f"{choice.hint}（{choice.label}）" if of_the_trade else choice.label


def _filled(
    question: InterviewQuestion, hearing: Hearing, shown: str, *, again: bool
) -> SheetQuestion:
    answer = hearing.answer(question.id)
    text, chosen = "", tuple[str, ...]()
    if answer is not None and answer.state is AnswerState.ANSWERED:
        chosen = answer.choices
        text = answer.text.strip() if question.choices else shown
    elif answer is not None:
        text = _STATES[answer.state]
    return SheetQuestion(
        group=question.group,
        ask=question.ask,
        choices=tuple(
            (_printed(question, choice), choice.id in chosen) for choice in question.choices
        ),
        text=text,
        remark="（見直し：もとの答えが変わりました）" if again else "",
    )


def _measures(case: Case, said: str) -> tuple[tuple[str, str], ...]:
    if not measures.fixed(case.hearing):
        return ()
    tops = [i for i in case.decomposition.issues if not i.parent_id and i.measure]
    return tuple((issue.name, issue.measure) for issue in tops) or (("成果の物差し", said),)
