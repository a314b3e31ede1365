"""Looks for proposals off the GUI thread, and says so only when it takes a while."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.hearing import Answer
from cspdesk.services.decomposing import DecomposingService, Proposal
from cspdesk.services.interview import InterviewService
from ui import background

_SLOW_MS = 400
_Heard = tuple[str, tuple[Answer, ...]]


def _heard_in(case: Case) -> _Heard:
    return case.hearing.owner_words.strip(), case.hearing.answers


class ProposalSearch(QObject):
    """One search at a time.

    Signals:
        found: id of the case that was read, and the `Proposal`.
        failed: the exception.
        slow: the search is still under way after 0.4 seconds.
    """

    found = Signal(str, object)
    failed = Signal(object)
    slow = Signal()

    def __init__(
        self, decomposing: DecomposingService, interview: InterviewService, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._decomposing = decomposing
        self._interview = interview
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SLOW_MS)
        self._timer.timeout.connect(self.slow)
        self.running = False
        self._case_id = ""
        self._heard: _Heard | None = None

    def follow(self, before: Case, now: Case) -> None:
        """Take what was heard `before` as read, where work stands now that nothing else made."""
        if self._heard is None and now.decomposition.work_items:
            self._heard = _heard_in(before)

    def out_of_date(self, case: Case) -> bool:
        """Tell whether words or answers changed since they were read for proposals."""
        return self._heard not in (None, _heard_in(case)) and self.can_read(case)

    def can_read(self, case: Case) -> bool:
        """Tell whether there are words or answers to read."""
        hearing = case.hearing
        return bool(
            hearing.owner_words.strip()
            or self._interview.answer_texts(hearing)
            or self._interview.speaks(hearing)
        )

    def start(self, case: Case, client: Client) -> bool:
        """Read the owner's words and answers; return whether a search began."""
        if self.running or not self.can_read(case):
            return False
        self.running = True
        self._case_id = case.id
        self._heard = _heard_in(case)
        self._timer.start()
        words = case.hearing.owner_words
        answers = self._interview.answer_texts(case.hearing)
        background.run(
            lambda: self._interview.guided(
                self._decomposing.propose(
                    words, answers=answers, industry=client.industry, prefecture=client.prefecture
                ),
                case.hearing,
            ),
            # A method, which Qt forgets once the page is gone; a function would be called.
            done=self._done,
            failed=self._failed,
        )
        return True

    def _done(self, proposal: Proposal) -> None:
        self._end()
        self.found.emit(self._case_id, proposal)

    def _failed(self, problem: Exception) -> None:
        self._end()
        self.failed.emit(problem)

    def _end(self) -> None:
        self.running = False
        self._timer.stop()
