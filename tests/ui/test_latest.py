"""Of several questions in a row only the newest is answered, one at a time."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.latest import Latest


def test_the_newest_of_several_questions_is_told(qtbot: QtBot) -> None:
    owner = QObject()
    gate = Event()
    asked: list[int] = []
    told: list[tuple[int, int]] = []
    failures: list[Exception] = []

    def ask(question: int) -> int:
        asked.append(question)
        gate.wait(5)
        return question * 10

    latest: Latest[int, int] = Latest(ask, lambda q, a: told.append((q, a)), failures.append, owner)
    for question in (1, 2, 3):
        latest.ask(question)
    gate.set()

    qtbot.waitUntil(lambda: not latest.busy)
    assert asked == [1, 3]
    assert told == [(3, 30)]


def test_going_back_to_the_question_under_way_asks_it_once(qtbot: QtBot) -> None:
    owner = QObject()
    gate = Event()
    told: list[tuple[int, int]] = []
    failures: list[Exception] = []

    def ask(question: int) -> int:
        gate.wait(5)
        return question

    latest: Latest[int, int] = Latest(ask, lambda q, a: told.append((q, a)), failures.append, owner)
    for question in (1, 2, 1):
        latest.ask(question)
    gate.set()

    qtbot.waitUntil(lambda: not latest.busy)
    assert told == [(1, 1)]


def test_after_a_failure_questions_go_on(qtbot: QtBot) -> None:
    owner = QObject()
    told: list[object] = []
    failures: list[Exception] = []

    def ask(question: int) -> float:
        return 1 / question

    latest: Latest[int, float] = Latest(
        ask, lambda _question, answer: told.append(answer), failures.append, owner
    )
    latest.ask(0)
    qtbot.waitUntil(lambda: bool(failures))
    latest.ask(1)

    qtbot.waitUntil(lambda: told == [1.0])
