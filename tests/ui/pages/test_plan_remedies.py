"""The plan of step ② tells what is done about each worry."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.domain.case import Case
from cspdesk.domain.decomposition import Decomposition, ProposalState, WorkItem
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
    plan = plan_of(case, PlanningService(), load_catalogue(), date(2026, 11, 24))
    face.show_plan(plan)
    return face


def test_each_noticed_obstacle_stands_with_its_remedies(qtbot: QtBot) -> None:
    case = replace(CASE, hearing=Hearing(owner_words="素人に頼んで失敗したくない"))
    face = shown(qtbot, case)

    texts = "\n".join(part.text() for part in face.findChildren(QLabel))
    assert all(remedy.text in texts for remedy in notice(case.hearing)[0].remedies)


def test_without_a_worry_the_plan_says_nothing_about_one(qtbot: QtBot) -> None:
    assert shown(qtbot, CASE).findChild(QWidget, "plan_remedies") is None


@pytest.mark.parametrize(
    ("state", "told"),
    [(ProposalState.PROPOSED, "候補のまま"), (ProposalState.ACCEPTED, "採用した仕事だけ")],
)
def test_the_critical_path_says_of_which_work_it_is(
    qtbot: QtBot, state: ProposalState, told: str
) -> None:
    item = WorkItem(id="a", name="見本の仕事", days=7, state=state)
    face = shown(qtbot, replace(CASE, decomposition=Decomposition(work_items=(item,))))

    (path,) = (t for t in (p.text() for p in face.findChildren(QLabel)) if "遅れると全体" in t)
    assert told in path
