"""Questions of which only the newest answer matters: asked off the GUI thread, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from ui import background

Q = TypeVar("Q")
A = TypeVar("A")


class Latest(QObject, Generic[Q, A]):
    """Asks one question at a time; what was asked meanwhile is dropped but for the newest.

    Args:
        ask: called on a thread of the pool, never twice at the same time.
        tell: given question and answer in the GUI thread; never one that is out of date.
        failed: given the exception in the GUI thread.
        parent: nothing is told any more once it is gone.
    """

    def __init__(
        self,
        ask: Callable[[Q], A],
        tell: Callable[[Q, A], object],
        failed: Callable[[Exception], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._ask = ask
        self._tell = tell
        self._failed = failed
        self._under_way: Q | None = None
        self._waiting: Q | None = None
        self._wanted: Q | None = None

    @property
    def busy(self) -> bool:
        """Tell whether an answer is still to come."""
        return self._under_way is not None

    def ask(self, question: Q) -> None:
        """Ask; an equal question under way is not asked again."""
        self._wanted = question
        if self._under_way is None:
            self._start(question)
        else:
            self._waiting = None if question == self._under_way else question

    def forget(self) -> None:
        """Want no answer any more."""
        self._wanted = self._waiting = None

    def _start(self, question: Q) -> None:
        self._under_way = question
        background.run(
            lambda: self._ask(question),
            done=self._answered,
            failed=self._stopped,
        )

    def _answered(self, answer: A) -> None:
        question, self._under_way = self._under_way, None
        self._go_on()
        if question is not None and question == self._wanted:
            self._tell(question, answer)

    def _stopped(self, problem: Exception) -> None:
        self._under_way = None
        self._go_on()
        self._failed(problem)

    def _go_on(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._start(waiting)
