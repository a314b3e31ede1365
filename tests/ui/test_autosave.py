"""What was changed is stored soon, whatever else is under way."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

from PySide6.QtCore import QThreadPool
from pytestqt.qtbot import QtBot

from cspdesk.services.editing import CaseSession
from tests.doubles import MemoryDesk
from ui import background
from ui.autosave import Autosave
from ui.widgets.status_bar import SaveState


def test_a_change_is_stored_while_long_work_fills_the_pool(qtbot: QtBot) -> None:
    desk, gate = MemoryDesk(), Event()
    session = CaseSession(desk.cases.create(client_name="見本農園"), desk.cases)
    autosave = Autosave()
    autosave.watch(session)
    for _ in range(QThreadPool.globalInstance().maxThreadCount()):
        background.run(lambda: gate.wait(5))

    session.apply("題を変える", lambda case: replace(case, title="直販"))
    with qtbot.waitSignal(
        autosave.state_changed,
        check_params_cb=lambda state: state is SaveState.SAVED,
        timeout=3_000,
    ):
        autosave.edited()
    waited = not gate.is_set()
    gate.set()
    background.wait_for_all()

    assert waited
    assert desk.cases.open(session.case.id).case.title == "直販"
