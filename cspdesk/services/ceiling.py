"""The ceiling that a plan is held against: entered, or else as the owner told it in passing."""

from __future__ import annotations

from dataclasses import dataclass

from cspdesk.domain.case import Case
from cspdesk.domain.hearing import AnswerState
from cspdesk.domain.typed_values import format_yen
from cspdesk.services.telling import read_told
from cspdesk.services.told_answers import talked_on

_QUESTION = "budget"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """The most that is to be spent.

    Attributes:
        yen: including tax; None where nothing was entered or told.
        quote: the owner's words where it was only told; empty where it was entered.
    """

    yen: int | None = None
    quote: str = ""

    @property
    def told(self) -> bool:
        """Tell whether it rests on the talk alone."""
        return bool(self.quote)

    @property
    def words(self) -> str:
        """Return it as it is shown beside a sum."""
        if self.yen is None:
            return "予算の上限 未定"
        said = format_yen(self.yen)
        return f"お話の予算 {said}（未確定）" if self.told else f"予算の上限 {said}"


def ceiling_of(case: Case) -> Ceiling:
    """Return the entered ceiling, else the one told; none where the question was answered."""
    if case.budget_yen is not None:
        return Ceiling(yen=case.budget_yen)
    answer = case.hearing.answer(_QUESTION)
    if answer is not None and answer.state is AnswerState.ANSWERED:
        return Ceiling()
    told = read_told(case.hearing.owner_words, talked_on(case)).budget_yen
    return Ceiling() if told is None else Ceiling(yen=told.value, quote=told.quote)
