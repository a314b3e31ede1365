"""The plan of step ② tells what is done about each worry."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.domain.case import Case
from cspdesk.domain.hearing import Hearing
from cspdesk.services.case_plan import plan_of
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.obstacles import notice
from cspdesk.services.planning import PlanningService
from ui.pages.plan_face import PlanFace

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
CASE = Case(id="c", client_id="k", title="見本", created_at=NOW, updated_at=NOW)


def shown(qtbot: QtBot, case: Case) -> PlanFace:
    face = PlanFace()
    qtbot.addWidget(face)
    plan = plan_of(case, PlanningService(), load_catalogue(), date(2026, 11, 24), None)
    face.show_plan(plan)
    return face


def test_each_noticed_obstacle_stands_with_its_remedies(qtbot: QtBot) -> None:
    case = replace(CASE, hearing=Hearing(owner_words="素人に頼んで失敗したくない"))
    face = shown(qtbot, case)

    texts = "\n".join(part.text() for part in face.findChildren(QLabel))
    assert all(remedy.text in texts for remedy in notice(case.hearing)[0].remedies)


def test_without_a_worry_the_plan_says_nothing_about_one(qtbot: QtBot) -> None:
    assert shown(qtbot, CASE).findChild(QWidget, "plan_remedies") is None
