"""What was said at the consultation desk: words, answers, meetings, obstacles."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from cspdesk.domain.request_format import OrderType


class AnswerState(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"


class Obstacle(StrEnum):
    """Five things that keep firms from ordering (クラウドソーシング協会の資料, 2018-05-22)."""

    AWARENESS = "awareness"
    IT_LITERACY = "it_literacy"
    ORDERING_SKILL = "ordering_skill"
    IMAGE_OF_USE = "image_of_use"
    EXISTING_SUPPLIERS_AND_QUALITY = "existing_suppliers_and_quality"

    @property
    def label(self) -> str:
        """Return the Japanese name."""
        return {
            "awareness": "認知",
            "it_literacy": "ITリテラシー",
            "ordering_skill": "発注スキル",
            "image_of_use": "活用イメージ",
            "existing_suppliers_and_quality": "既存商流・品質",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """What is done about an obstacle; `order_type` where another type takes the burden."""

    text: str
    order_type: OrderType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticedObstacle:
    """An obstacle with why it is taken to be there, and what is done about it."""

    obstacle: Obstacle
    why: tuple[str, ...]
    remedies: tuple[Remedy, ...]


class Channel(StrEnum):
    """How a meeting was held."""

    DESK = "desk"
    VISIT = "visit"
    ONLINE = "online"
    PHONE = "phone"
    MAIL = "mail"

    @property
    def label(self) -> str:
        """Return the Japanese name."""
        return {
            "desk": "窓口",
            "visit": "訪問",
            "online": "オンライン",
            "phone": "電話",
            "mail": "メール",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Answer to one interview question.

    Attributes:
        choices: ids of the chosen options, in the question's order; empty for a text question.
        text: typed answer, or the owner's own words beside the choice.
    """

    question_id: str
    state: AnswerState
    choices: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One entry of the consultation log.

    Attributes:
        minutes: length in minutes.
        attendees: who was there, as typed.
        next_on: day agreed for the next meeting.
    """

    id: str
    held_on: date
    minutes: int
    channel: Channel
    attendees: str = ""
    note: str = ""
    next_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """Everything step ① gathers; `owner_words` is evidence and never rewritten by the program."""

    owner_words: str = ""
    answers: tuple[Answer, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    meetings: tuple[Meeting, ...] = field(default=())

    def answer(self, question_id: str) -> Answer | None:
        """Return the answer to a question, or None while it was not touched."""
        return next((a for a in self.answers if a.question_id == question_id), None)

    def with_answer(self, answer: Answer) -> Hearing:
        """Return the hearing with this answer instead of an earlier one.

        Answers stand in the order in which they were decided: a new choice or state moves the
        answer to the end, further words to the same choice leave it in its place.
        """
        earlier = self.answer(answer.question_id)
        if earlier is not None and (earlier.state, earlier.choices) == (
            answer.state,
            answer.choices,
        ):
            kept = tuple(answer if a is earlier else a for a in self.answers)
            return replace(self, answers=kept)
        others = tuple(a for a in self.answers if a.question_id != answer.question_id)
        return replace(self, answers=(*others, answer))

    def without_answer(self, question_id: str) -> Hearing:
        """Return the hearing as if the question had not been touched."""
        kept = tuple(a for a in self.answers if a.question_id != question_id)
        return replace(self, answers=kept)
