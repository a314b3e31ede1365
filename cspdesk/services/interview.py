"""The guided interview of step ①: which question comes next and what an answer fills in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import Catalogue, Choice, InterviewQuestion
from cspdesk.domain.client import Client
from cspdesk.domain.hearing import Answer, AnswerState, Hearing, Obstacle
from cspdesk.domain.japan import day_in_japan
from cspdesk.domain.typed_values import (
    format_yen,
    parse_count,
    parse_day,
    parse_prefecture,
    parse_yen_ceiling,
)
from cspdesk.errors import DataFileError
from cspdesk.services.catalogue import Entry, load_catalogue, open_entry
from cspdesk.services.guided_proposal import guided, speaks
from cspdesk.services.measures import GOAL_QUESTION, chosen_problems, offered, with_measures
from cspdesk.services.narrowing import Narrowing, is_narrowing
from cspdesk.services.narrowing_field import AREA_QUESTION
from cspdesk.services.proposal import Proposal
from cspdesk.services.telling import read_told
from cspdesk.services.told_values import ToldValue, ToldValues

_FILE = "interview/questions.toml"
_KINDS = ("choice", "choices", "text", "number", "date")
# Answers of these groups speak of the problem; the others would only add noise to matching.
_TELLING_GROUPS = ("困りごと", "目指す姿・期限")
_GOALS_OF = 3
NOTHING_READ = Proposal()

Value = str | int | date | tuple[Obstacle, ...] | None
_EMPTY: dict[str, Value] = {
    "client.industry": "",
    "client.employees": None,
    "client.prefecture": "",
    "client.contact_name": "",
    "case.deadline": None,
    "case.budget_yen": None,
    "hearing.obstacles": (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the interview is, counted over the questions that apply.

    Attributes:
        essential_open: essential questions without an answer, in the order of asking.
        to_settle: how many questions it takes at most until the proposals are settled.
        settled: something is proposed, and further narrowing would hardly change it.
    """

    answered: int
    unknown: int
    skipped: int
    total: int
    essential_open: tuple[InterviewQuestion, ...]
    to_settle: int = 0
    settled: bool = False

    @property
    def touched(self) -> int:
        """Return how many questions were answered, left unknown or skipped."""
        return self.answered + self.unknown + self.skipped

    @property
    def left(self) -> int:
        """Return how many questions are still to be put: untouched, or skipped for later."""
        return self.total - self.answered - self.unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """One line of the live summary."""

    question_id: str
    heading: str
    text: str
    state: AnswerState


def _pairs(entry: Entry, key: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    for text in entry.texts(key):
        question_id, sign, choice_id = text.partition("=")
        if not (question_id and sign and choice_id):
            raise DataFileError(entry.file, f"{entry.label}.{key}", "needs question=choice")
        pairs.append((question_id, choice_id))
    return tuple(pairs)


def _question(entry: Entry) -> InterviewQuestion:
    question = InterviewQuestion(
        id=entry.text("id", empty=False),
        group=entry.text("group", empty=False),
        kind=entry.text("kind"),
        ask=entry.text("ask", empty=False),
        say=entry.text("say", empty=False),
        why=entry.text("why", empty=False),
        summary=entry.text("summary", empty=False),
        choices=tuple(
            Choice(id=c.text("id"), label=c.text("label"), hint=c.text_or("hint", ""))
            for c in entry.entries("choices")
        ),
        ask_if=_pairs(entry, "ask_if"),
        skip_if=_pairs(entry, "skip_if"),
        sets=entry.text_or("sets", ""),
        unit=entry.text_or("unit", ""),
        essential=entry.flag("essential"),
    )
    entry.done()
    if question.kind not in _KINDS:
        raise DataFileError(entry.file, f"{entry.label}.kind", f"needs one of {_KINDS}")
    if question.sets and question.sets not in _EMPTY:
        raise DataFileError(entry.file, f"{entry.label}.sets", "names no known value")
    return question


@cache
def load_questions() -> tuple[InterviewQuestion, ...]:
    """Return all questions in the order of asking.

    Raises:
        DataFileError: the file is invalid.
    """
    file = open_entry(_FILE)
    questions = tuple(_question(entry) for entry in file.entries("question"))
    file.done()
    return questions


def _label(question: InterviewQuestion, choice_id: str) -> str:
    return next((c.label for c in question.choices if c.id == choice_id), "")


def _shown(question: InterviewQuestion, answer: Answer) -> str:
    labels = [label for c in answer.choices if (label := _label(question, c))]
    text = answer.text.strip()
    if question.kind == "number" and text and question.unit and text.isdecimal():
        value = parse_count(text) or 0
        return format_yen(value) if question.unit == "円" else f"{value:,}{question.unit}"
    parts = ["、".join(labels), text]
    return "。".join(part for part in parts if part)


def _industry(question: InterviewQuestion, answer: Answer) -> str:
    labels = [label for c in answer.choices if (label := _label(question, c))]
    text = answer.text.strip()
    return text if text and labels in ([], ["そのほか"]) else "・".join(labels)


def _value(question: InterviewQuestion, answer: Answer, today: date) -> Value:
    """Return what the answer says for the value that the question sets; empty if unreadable."""
    if answer.state is not AnswerState.ANSWERED:
        return _EMPTY[question.sets]
    text = answer.text.strip()

    def told() -> ToldValues:
        return read_told(text, today)

    readers: dict[str, Callable[[], Value]] = {
        "client.industry": lambda: _industry(question, answer),
        "client.employees": lambda: parse_count(text) or _told(told().employees),
        "client.prefecture": lambda: parse_prefecture(text),
        "client.contact_name": lambda: text,
        "case.budget_yen": lambda: parse_yen_ceiling(text) or _told(told().budget_yen),
        "case.deadline": lambda: parse_day(text, today) or _told(told().deadline),
        "hearing.obstacles": lambda: tuple(o for o in Obstacle if o.value in answer.choices),
    }
    return readers[question.sets]()


def _told(found: ToldValue[int] | ToldValue[date] | None) -> int | date | None:
    return None if found is None else found.value


def _current(case: Case, client: Client, sets: str) -> Value:
    owner, name = sets.split(".")
    holder = {"client": client, "case": case, "hearing": case.hearing}[owner]
    value: Value = getattr(holder, name)
    return value


def _filled(case: Case, client: Client, sets: str, value: Value) -> tuple[Case, Client]:
    match value:
        case str() if sets == "client.industry":
            client = replace(client, industry=value)
        case str() if sets == "client.prefecture":
            client = replace(client, prefecture=value)
        case str() if sets == "client.contact_name":
            client = replace(client, contact_name=value)
        case int() | None if sets == "client.employees":
            client = replace(client, employees=value)
        case int() | None if sets == "case.budget_yen":
            case = replace(case, budget_yen=value)
        case date() | None if sets == "case.deadline":
            case = replace(case, deadline=value)
        case tuple():
            case = replace(case, hearing=replace(case.hearing, obstacles=value))
        case _:
            raise ValueError(f"{sets} cannot hold {value!r}")
    return case, client


class InterviewService:
    """Walks through the questions; every one may be skipped or left unknown.

    Once the area of the trouble was touched, narrowing questions made from the catalogue follow
    it: first those that were touched, then the one that splits best what is still possible,
    until the proposal is stable (see `services.narrowing`). `read` is what the owner's words
    alone propose; without it, the answers decide.
    """

    def __init__(self, load: Callable[[], Catalogue] = load_catalogue) -> None:
        self._load = load
        self._made: tuple[Catalogue, Narrowing] | None = None
        # A screen asks several times for one state: with the words read, and without.
        self._guided: dict[bool, tuple[tuple[Answer, ...], Proposal, Proposal | None]] = {}

    @property
    def narrowing(self) -> Narrowing:
        """Return the narrowing questions over the catalogue."""
        catalogue = self._load()
        if self._made is None or self._made[0] is not catalogue:
            # Own work may be written while the window is open.
            self._made = (catalogue, Narrowing(catalogue))
            self._guided.clear()
        return self._made[1]

    def question(
        self, question_id: str, hearing: Hearing | None = None
    ) -> InterviewQuestion | None:
        """Return the question with this id, or None."""
        found = next((q for q in load_questions() if q.id == question_id), None)
        if found is not None or not is_narrowing(question_id):
            return found
        area = next((q for q in load_questions() if q.id == AREA_QUESTION), None)
        labels = {choice.id: choice.label for choice in area.choices} if area is not None else {}
        return self.narrowing.question(question_id, hearing or Hearing(), labels)

    def groups(self) -> tuple[str, ...]:
        """Return the names of the groups in the order of asking."""
        return tuple(dict.fromkeys(q.group for q in load_questions()))

    def questions(
        self, hearing: Hearing, read: Proposal = NOTHING_READ
    ) -> tuple[InterviewQuestion, ...]:
        """Return the questions that apply given the answers, in the order of asking."""
        chosen: set[tuple[str, str]] = set()
        applying: list[InterviewQuestion] = []
        for question in load_questions():
            if question.ask_if and not chosen.intersection(question.ask_if):
                continue
            if chosen.intersection(question.skip_if):
                continue
            goal = question.id == GOAL_QUESTION
            applying.append(self._with_goals(question, hearing, read) if goal else question)
            answer = hearing.answer(question.id)
            if answer is not None and answer.state is AnswerState.ANSWERED:
                chosen.update((question.id, choice) for choice in answer.choices)
            begun = answer is not None and answer.state is not AnswerState.SKIPPED
            if begun and question.id == AREA_QUESTION:
                applying.extend(self._narrowing_questions(hearing, read))
        return tuple(applying)

    def _with_goals(
        self, question: InterviewQuestion, hearing: Hearing, read: Proposal
    ) -> InterviewQuestion:
        """Return the question for the measure with the goals of the likeliest problems."""
        found = self.guided(read, hearing).problems
        likely = tuple(match.problem_id for match in found[:_GOALS_OF])
        chosen = chosen_problems(hearing)
        choices = offered(self._load(), tuple(dict.fromkeys((*chosen, *likely))))
        return replace(question, kind="choices", choices=choices) if choices else question

    def _narrowing_questions(self, hearing: Hearing, read: Proposal) -> list[InterviewQuestion]:
        touched = [a.question_id for a in hearing.answers if is_narrowing(a.question_id)]
        following = self.narrowing.next_id(hearing, read)
        ids = [i for i in (*touched, following) if i and i != AREA_QUESTION]
        made = (self.question(question_id, hearing) for question_id in ids)
        return [question for question in made if question is not None]

    def guided(self, read: Proposal, hearing: Hearing) -> Proposal:
        """Return the proposal of the words as the answers change it."""
        key = read == NOTHING_READ
        narrowing = self.narrowing
        answers, known, found = self._guided.get(key, ((), read, None))
        if found is None or answers != hearing.answers or known is not read:
            found = guided(narrowing, self._load(), read, hearing)
            self._guided[key] = (hearing.answers, read, found)
        return found

    def speaks(self, hearing: Hearing) -> bool:
        """Tell whether the answers say something about problems or work by themselves."""
        return speaks(hearing)

    def next_after(
        self, hearing: Hearing, question_id: str, read: Proposal = NOTHING_READ
    ) -> InterviewQuestion | None:
        """Return the next untouched question, wrapping to earlier ones; None when all are touched.

        An unknown `question_id` (or an empty one) starts at the beginning.
        """
        applying = self.questions(hearing, read)
        start = next((n + 1 for n, q in enumerate(applying) if q.id == question_id), 0)
        return next(
            (q for q in (*applying[start:], *applying[:start]) if hearing.answer(q.id) is None),
            None,
        )

    def progress(self, hearing: Hearing, read: Proposal = NOTHING_READ) -> Progress:
        """Count what became of the questions that apply."""
        applying = self.questions(hearing, read)
        answers = [hearing.answer(q.id) for q in applying]
        states = [answer.state for answer in answers if answer is not None]
        to_settle = self.narrowing.left(hearing, read)
        proposed = self.guided(read, hearing)
        return Progress(
            to_settle=to_settle,
            settled=not to_settle and bool(proposed.problems or proposed.work_items),
            answered=states.count(AnswerState.ANSWERED),
            unknown=states.count(AnswerState.UNKNOWN),
            skipped=states.count(AnswerState.SKIPPED),
            total=len(applying),
            essential_open=tuple(
                question
                for question, answer in zip(applying, answers, strict=True)
                if question.essential
                and (answer is None or answer.state is not AnswerState.ANSWERED)
            ),
        )

    def summary(self, hearing: Hearing) -> tuple[SummaryLine, ...]:
        """Return one line for each touched question that applies."""
        lines = []
        for question in self.questions(hearing):
            answer = hearing.answer(question.id)
            if answer is None:
                continue
            text = {
                AnswerState.UNKNOWN: "不明（次回確認）",
                AnswerState.SKIPPED: "あとで聞きます",
            }.get(answer.state) or _shown(question, answer)
            lines.append(
                SummaryLine(
                    question_id=question.id,
                    heading=question.summary,
                    text=text,
                    state=answer.state,
                )
            )
        return tuple(lines)

    def answer_texts(self, hearing: Hearing) -> tuple[str, ...]:
        """Return the answers that speak of the problem, as plain sentences."""
        texts: list[str] = []
        for question in self.questions(hearing):
            answer = hearing.answer(question.id)
            # What narrows is read as it was meant, not a second time as words.
            telling = (
                question.group in _TELLING_GROUPS
                and not question.sets
                and not is_narrowing(question.id)
            )
            if not telling or answer is None or answer.state is not AnswerState.ANSWERED:
                continue
            if question.id != GOAL_QUESTION:
                texts.extend(label for c in answer.choices if (label := _label(question, c)))
            if answer.text.strip():
                texts.append(answer.text.strip())
        return tuple(texts)

    def apply(self, case: Case, client: Client, answer: Answer) -> tuple[Case, Client]:
        """Store the answer and fill what its question sets.

        A value is taken back when it came from the earlier answer to the same question and
        the new one does not give it any more; a value from elsewhere stays. Unreadable text
        is kept in the answer and fills nothing.
        """
        question = self.question(answer.question_id, case.hearing)
        earlier = case.hearing.answer(answer.question_id)
        if answer.question_id == GOAL_QUESTION:
            case = with_measures(case, self._load(), answer)
        case = replace(case, hearing=case.hearing.with_answer(answer))
        if question is None or not question.sets:
            return case, client
        today = day_in_japan(case.updated_at)
        value = _value(question, answer, today)
        if value != _EMPTY[question.sets]:
            return _filled(case, client, question.sets, value)
        current = _current(case, client, question.sets)
        if earlier is not None and _value(question, earlier, today) == current:
            return _filled(case, client, question.sets, value)
        return case, client
