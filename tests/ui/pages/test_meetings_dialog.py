"""Meetings are noted from step ①."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from cspdesk.domain.hearing import Channel
from tests.doubles import TODAY, counted_ids
from tests.ui.hearing_page import find, open_page, press
from ui.pages.hearing import HearingPage
from ui.pages.meetings_dialog import MeetingsDialog
from ui.widgets.text_edit import TextEdit


def _meetings(qtbot: QtBot, page: HearingPage) -> MeetingsDialog:
    page.open_meetings()
    dialog: MeetingsDialog = find(page, MeetingsDialog, "meetings_dialog")
    qtbot.addWidget(dialog)
    return dialog


def test_a_meeting_can_be_added_changed_and_deleted(qtbot: QtBot) -> None:
    page = open_page(qtbot, words="困った")
    dialog = _meetings(qtbot, page)

    press(dialog, "meeting_add")
    note = dialog.findChild(TextEdit, "meeting_note")
    minutes = dialog.findChild(QLineEdit, "meeting_minutes")
    next_on = dialog.findChild(QLineEdit, "meeting_next_on")
    assert note is not None
    assert minutes is not None
    assert next_on is not None
    note.setPlainText("現状をうかがった")
    note.commit_pending()
    minutes.setText("９０分")
    next_on.setText("12/8")
    dialog.accept()

    meeting = page.session.case.hearing.meetings[0]
    assert (meeting.held_on, meeting.minutes, meeting.channel) == (TODAY, 90, Channel.DESK)
    assert (meeting.note, meeting.next_on) == ("現状をうかがった", date(2026, 12, 8))

    dialog = MeetingsDialog(
        page.session.case.hearing.meetings, today=lambda: TODAY, new_id=counted_ids()
    )
    qtbot.addWidget(dialog)
    press(dialog, "meeting_delete")
    assert dialog.meetings() == ()
