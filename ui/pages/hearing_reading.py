"""Reads the owner's words for step ① off the GUI thread; the newest words win."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.services.decomposing import DecomposingService, Proposal
from cspdesk.services.interview import NOTHING_READ, InterviewService
from ui.latest import Latest


@dataclass(frozen=True, slots=True)
class _Said:
    """What is read; the surroundings count as background only."""

    words: str = ""
    texts: tuple[str, ...] = ()
    industry: str = ""
    prefecture: str = ""


class HearingReading(QObject):
    """What the words alone propose; the answers are weighed on top of it at each change.

    Signals:
        changed: `read` is another one now.
        failed: the exception.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self, decomposing: DecomposingService, interview: InterviewService, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._interview = interview
        self._said = _Said()
        self.read = NOTHING_READ
        self._latest = Latest[_Said, Proposal](
            lambda said: decomposing.propose(
                said.words,
                answers=said.texts,
                industry=said.industry,
                prefecture=said.prefecture,
            ),
            lambda _said, proposal: self._take(proposal),
            self.failed.emit,
            self,
        )

    def follow(self, case: Case, client: Client) -> None:
        """Read what is said in the case, if it is not what was read last."""
        words = case.hearing.owner_words.strip()
        texts = self._interview.answer_texts(case.hearing)
        spoken = bool(words or texts)
        said = _Said(words, texts, client.industry, client.prefecture) if spoken else _Said()
        if said == self._said:
            return
        self._said = said
        if spoken:
            self._latest.ask(said)
        else:
            self._latest.forget()
            self._take(NOTHING_READ)

    def _take(self, proposal: Proposal) -> None:
        self.read = proposal
        self.changed.emit()
