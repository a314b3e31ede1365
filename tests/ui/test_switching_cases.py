"""What one client's case left on the screen is never seen in the case of another client."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cspdesk.domain.case import Case, Step
from cspdesk.domain.decomposition import Decomposition
from cspdesk.domain.request_format import FormatDecision, RequestFormat
from cspdesk.services.decomposing import DecomposingService, Proposal
from cspdesk.services.ports import CaseQuery
from tests.builders import accepted
from tests.doubles import MOMENT
from tests.ui.audit import shown
from tests.ui.desk import WindowDesk
from tests.waiting import becoming_active
from ui import background
from ui.main_window import MainWindow
from ui.pages.decomposition import DecompositionPage
from ui.pages.hearing import HearingPage
from ui.pages.hearing_choice import ChoiceCard

SOBA = "そば店です。ネットで乾麺を売りたい。箱とラベルのデザインと、紹介のチラシも頼みたい。"
TEETH = "歯科医院です。予約の電話が多くて受付が困っています。ホームページを直したい。"


@pytest.fixture
def desk() -> WindowDesk:
    return with_two_clients()


def with_two_clients() -> WindowDesk:
    made = WindowDesk()
    for name, words, work in (
        ("見本そば", SOBA, ("箱のデザイン", "チラシ")),
        ("見本歯科", TEETH, ("予約の頁",)),
    ):
        case = made.desk.cases.create(client_name=name, words=words).case
        made.desk.cases.save(_with_work(case, work))
    return made


def _with_work(case: Case, names: tuple[str, ...]) -> Case:
    decision = FormatDecision(
        chosen=RequestFormat.PROJECT,
        recommended=RequestFormat.PROJECT,
        scores=(),
        answers=(),
        decided_at=MOMENT,
    )
    items = tuple(
        accepted(f"{case.id}-{n}", name=name, unit_price_yen=30_000, format_decision=decision)
        for n, name in enumerate(names)
    )
    return replace(case, decomposition=Decomposition(work_items=items))


def opened(qtbot: QtBot, desk: WindowDesk) -> MainWindow:
    window = desk.window()
    qtbot.addWidget(window, before_close_func=lambda _: settle())
    window.resize(1366, 768)
    with becoming_active(qtbot, window):
        window.show()
        window.activateWindow()
    return window


def case_of(desk: WindowDesk, client: str) -> str:
    return next(r.id for r in desk.desk.cases.find(CaseQuery()).rows if r.client_name == client)


def settle() -> None:
    background.wait_for_all()
    for _ in range(4):
        QApplication.processEvents()


def show(window: MainWindow, case_id: str, step: Step) -> QWidget:
    window.open_case(case_id, step)
    settle()
    page = window.workspace.current_page()
    assert page is not None
    return page


def seen(page: QWidget) -> list[tuple[object, ...]]:
    """Return what a person sees of a page: texts, choices, places, rows, the focus."""
    found: list[tuple[object, ...]] = []
    for widget in shown(page):
        kind, name = type(widget).__name__, widget.objectName()
        found.extend((kind, name, *facts) for facts in _facts(widget) if widget is not page)
    focus = QApplication.focusWidget()
    return [*found, ("focus", focus.objectName() if focus is not None else "")]


def _facts(widget: QWidget) -> Iterator[tuple[object, ...]]:
    if isinstance(widget, QAbstractButton):
        yield widget.text(), widget.isChecked(), widget.isEnabled()
    elif isinstance(widget, QLabel | QLineEdit):
        yield (widget.text(),)
    elif isinstance(widget, QComboBox):
        yield widget.currentText(), widget.count()
    elif isinstance(widget, QTextEdit | QPlainTextEdit):
        undo = widget.document().isUndoAvailable()
        yield widget.toPlainText(), undo, widget.textCursor().position()
    if isinstance(widget, QAbstractScrollArea):
        yield widget.verticalScrollBar().value(), widget.horizontalScrollBar().value()
    if isinstance(widget, QTreeView) and (model := widget.model()) is not None:
        yield tuple(_rows(model, QModelIndex())), widget.currentIndex().row()


def _rows(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        yield str(index.data())
        yield from _rows(model, index)


def use(window: MainWindow, case_id: str) -> None:
    """Work in a case, and leave filters, faces, places and panels as they fall."""
    for step in Step:
        page = show(window, case_id, step)
        if isinstance(page, DecompositionPage):
            page.find_proposals()
            settle()
            page.open_item(page.session.case.decomposition.work_items[0].id)
            face = page.findChild(QAbstractButton, "decomposition_face_plan")
            assert face is not None
            face.click()
        if isinstance(page, HearingPage):
            page.main_action().run()
            settle()
            page.findChildren(ChoiceCard)[0].click()
        for area in page.findChildren(QAbstractScrollArea):
            area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
        settle()
    window.workspace.show_overview()
    settle()


@pytest.mark.parametrize("step", tuple(Step))
def test_a_case_looks_as_in_a_fresh_window_whatever_was_open_before(
    qtbot: QtBot, desk: WindowDesk, step: Step
) -> None:
    soba, teeth = case_of(desk, "見本そば"), case_of(desk, "見本歯科")
    used = opened(qtbot, desk)
    use(used, soba)
    after = seen(show(used, teeth, step))

    # Over stores of its own: two windows that both edit one case would not both be stored.
    fresh = opened(qtbot, with_two_clients())
    expected = seen(show(fresh, teeth, step))

    assert after == expected


def test_the_same_case_opened_again_is_found_as_it_was_left(qtbot: QtBot, desk: WindowDesk) -> None:
    soba = case_of(desk, "見本そば")
    window = opened(qtbot, desk)
    page = show(window, soba, Step.DECOMPOSITION)
    window.go_to("cases")

    assert show(window, soba, Step.DECOMPOSITION) is page


def test_proposals_that_come_late_are_not_shown_in_another_case(
    qtbot: QtBot, desk: WindowDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    soba, teeth = case_of(desk, "見本そば"), case_of(desk, "見本歯科")
    window = opened(qtbot, desk)
    page = show(window, soba, Step.DECOMPOSITION)
    assert isinstance(page, DecompositionPage)
    going = held_back(monkeypatch)
    page.find_proposals()
    expected = desk.desk.cases.open(teeth).case.decomposition

    window.open_case(teeth, Step.DECOMPOSITION)
    QApplication.processEvents()
    going.set()
    settle()

    session = window.workspace.session
    assert session is not None
    assert session.case.decomposition == expected
    assert desk.desk.cases.open(soba).case.decomposition.issues == ()


def held_back(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Let proposals wait until the event is set."""
    going = Event()
    propose: Callable[..., Proposal] = DecomposingService.propose

    def late(self: DecomposingService, *args: Any, **named: Any) -> Proposal:
        assert going.wait(10)
        return propose(self, *args, **named)

    monkeypatch.setattr(DecomposingService, "propose", late)
    return going
