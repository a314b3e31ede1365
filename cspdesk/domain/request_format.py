"""Request formats and order types, and a decision between formats with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RequestFormat(StrEnum):
    """The three formats in which work is ordered; the only place where "task" is the word."""

    PROJECT = "project"
    COMPETITION = "competition"
    TASK = "task"

    @property
    def label(self) -> str:
        """Return the Japanese name."""
        return {
            "project": "プロジェクト形式",
            "competition": "コンペ形式",
            "task": "タスク形式",
        }[self.value]


class OrderType(StrEnum):
    """Who stands towards the worker as the ordering party.

    Source: クラウドソーシング協会の資料(2018-05-22)「発注のタイプ」.
    """

    DIRECT = "direct"
    BROKER_RESELL = "broker_resell"
    BROKER_MATCH = "broker_match"

    @property
    def label(self) -> str:
        """Return the Japanese name."""
        return {
            "direct": "直接発注",
            "broker_resell": "仲介①（再委託）",
            "broker_match": "仲介②（サービスで募集）",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredReason:
    """One reason that moved a format's score by `points`."""

    points: int
    text: str
    question_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """Why a format cannot be used, and how the order would have to change so that it can."""

    id: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatScore:
    """How one format stands: points with their reasons, and hard exclusions."""

    format: RequestFormat
    points: int
    reasons: tuple[ScoredReason, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()

    @property
    def excluded(self) -> bool:
        """Tell whether a hard exclusion applies."""
        return bool(self.exclusions)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatAnswer:
    """An answer to a question of the format model.

    Attributes:
        origin: `asked` (the consultant), `words` (read out of a text), `item` (usual for this
            kind of work) or `default`.
        quote: the words it was read from, if any.
    """

    question_id: str
    value: str
    origin: str = "asked"
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatDecision:
    """The consultant's choice of a format and what it was based on; printed with the draft."""

    chosen: RequestFormat
    recommended: RequestFormat | None
    scores: tuple[FormatScore, ...]
    answers: tuple[FormatAnswer, ...]
    decided_at: datetime
    override_reason: str = ""

    @property
    def overridden(self) -> bool:
        """Tell whether the consultant chose something else than the recommendation."""
        return self.recommended is not None and self.chosen is not self.recommended
