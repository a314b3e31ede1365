"""The bundled sample, opened over stores in memory, for tests of the steps' pages."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from cspdesk.bootstrap import Core
from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import WorkItem
from cspdesk.services.editing import CaseSession
from cspdesk.services.sample import build_sample
from tests.doubles import MemoryDesk


@cache
def core() -> Core:
    """Return the services that need no store; they are the same for all tests."""
    return Core()


@cache
def sample() -> tuple[Client, Case]:
    """Return client and case of the bundled sample."""
    services = core()
    return build_sample(services.decomposing, services.advice, services.drafting, services.checking)


def opened_sample(change: Case | None = None) -> CaseSession:
    """Return a session on the sample, or on a case made from it."""
    desk = MemoryDesk()
    client, case = sample()
    return CaseSession(desk.cases.install_sample(client, change or case), desk.cases)


def undecided(case: Case) -> Case:
    """Return the case before any format was chosen and any posting drafted."""
    tree = case.decomposition
    for item in tree.ordered_items():
        tree = tree.with_work_item(replace(item, format_decision=None))
    return replace(case, decomposition=tree, postings=())


def undrafted(case: Case) -> Case:
    """Return the case with its formats chosen and no posting drafted."""
    return replace(case, postings=())


def first_item(session: CaseSession) -> WorkItem:
    """Return the first piece of work that is ordered."""
    return session.case.decomposition.ordered_items()[0]


def framed(page: QWidget, size: tuple[int, int]) -> QScrollArea:
    """Return the page in an area that scrolls where it needs more room, as the frame does."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(page)
    area.resize(*size)
    return area
