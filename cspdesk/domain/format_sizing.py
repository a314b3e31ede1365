"""How much and in which steps: postings in several formats, prizes, unit prices, workers."""

from __future__ import annotations

from dataclasses import dataclass

from cspdesk.domain.request_format import OrderType, RequestFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitStep:
    """One posting of work that goes out in several."""

    what: str
    format: RequestFormat
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatSplit:
    """Work that goes out in several postings, in the order in which one needs the other."""

    id: str
    steps: tuple[SplitStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedEntries:
    """How many entries a competition had by a source; `items` are catalogue ids."""

    items: tuple[str, ...]
    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SizingFacts:
    """What the sizing of a posting rests on: hours that one worker gives, known entries."""

    worker_hours: float
    competition_note: str
    task_note: str
    entries: tuple[ExpectedEntries, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeLine:
    """One line of a sizing; `basis` says what it rests on, empty where it needs none."""

    label: str
    text: str
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTypeReason:
    """Why an order type suits a case; `points` may be negative."""

    order_type: OrderType
    points: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTypeAdvice:
    """The order type that the hearing speaks for.

    Attributes:
        order_type: the best one.
        reasons: all that was found, weightiest first.
        meaning: what it means for contract and money.
        conditions: what has to be made sure of before.
        open_questions: what was not asked yet and would count.
    """

    order_type: OrderType
    reasons: tuple[OrderTypeReason, ...]
    meaning: str
    conditions: tuple[str, ...]
    open_questions: tuple[str, ...]
