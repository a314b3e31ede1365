"""Values told in passing are offered with both readings where there are two."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from cspdesk.domain.hearing import Answer, AnswerState
from cspdesk.services.told_answers import Suggestion
from cspdesk.services.told_values import Sureness
from ui.pages.hearing_told import ToldBox
from ui.widgets.buttons import Button


def _answer(text: str) -> Answer:
    return Answer(question_id="deadline", state=AnswerState.ANSWERED, text=text)


def _suggestion(**changes: object) -> Suggestion:
    values = {
        "question_id": "deadline",
        "heading": "期限",
        "shown": "2027年3月31日",
        "quote": "4月まで",
        "sure": Sureness.ROUGH,
        "answer": _answer("2027年3月31日"),
        **changes,
    }
    return Suggestion(**values)  # type: ignore[arg-type]


def test_the_other_reading_is_a_press_away(qtbot: QtBot) -> None:
    box = ToldBox("told")
    qtbot.addWidget(box)
    other = _answer("2027年4月30日")
    box.show_suggestions([_suggestion(notes=("添え書き",), other=other.text, other_answer=other)])
    button = box.findChild(Button, "told_take_other")
    assert button is not None
    assert button.text() == "2027年4月30日で入れる"

    with qtbot.waitSignal(box.taken) as taken:
        button.click()

    assert [offered.answer for offered in taken.args[0]] == [other]


def test_one_reading_has_no_second_button(qtbot: QtBot) -> None:
    box = ToldBox("told")
    qtbot.addWidget(box)

    box.show_suggestions([_suggestion()])

    button = box.findChild(Button, "told_take_other")
    assert button is not None
    assert button.isHidden()
