"""Budget, deadline and number of people as they are told in passing, with the words themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

V = TypeVar("V", int, date)


# Said before a value that takes the place of the one before it.
CORRECTED = re.compile(
    r"(?:(?:^|[、。])(?:いやいや|いや|いえ|いいえ|(?:ちが|違)(?:う|います|った)な?)"
    r"|やっぱり?|やっぱし|やはり|訂正(?:して|すると|します)?|間違え(?:ました|た))"
    r"(?:、|予算は|上限は|締め?切り?は|納期は)*$"
)


class Sureness(StrEnum):
    """How sure a value is: said so, or read out of something vaguer."""

    CLEAR = "clear"
    ROUGH = "rough"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldValue(Generic[V]):
    """A value with the words it was read from.

    Attributes:
        start, end: place of the quote in the text that was read, in code points.
    """

    value: V
    quote: str
    start: int
    end: int
    sure: Sureness


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldValues:
    """What a talk tells by the way; None = nothing that could be read for certain enough.

    Attributes:
        budget_yen: the most that is to be spent, in yen.
        deadline: the last day on which the matter is in time.
        employees: how many people work at the firm, all told.
        wish: an earlier day by which the owner would like to have it.
        safer: the day before the month begins, where 「4月までに」 may mean either end of it.
    """

    budget_yen: ToldValue[int] | None = None
    deadline: ToldValue[date] | None = None
    employees: ToldValue[int] | None = None
    wish: ToldValue[date] | None = None
    safer: date | None = None
