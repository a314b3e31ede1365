"""相談の記録: when, how long, how and with whom the consultation was held."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cspdesk.domain.hearing import Channel, Meeting
from ui import ime
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.count_edit import CountEdit
from ui.widgets.date_edit import DateEdit
from ui.widgets.labels import field_label, label
from ui.widgets.named import named
from ui.widgets.text_edit import TextEdit

_USUAL_MINUTES = 60


class MeetingsDialog(QDialog):
    """Adds, changes and deletes entries; each change is told at once.

    Signals:
        edited: all entries as a tuple, after each change.
    """

    edited = Signal(object)

    def __init__(
        self,
        meetings: tuple[Meeting, ...],
        *,
        today: Callable[[], date],
        new_id: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "meetings_dialog", "相談の記録")
        self.setWindowTitle("相談の記録")
        self.setModal(True)
        self._meetings = list(meetings)
        self._today = today
        self._new_id = new_id
        self._list = named(QListWidget(), "meetings_list", "相談の記録の一覧")
        self._list.setSpacing(theme().px(3))
        self._list.currentRowChanged.connect(self._show_current)
        self._held_on = DateEdit("meeting_held_on", "相談した日", today=today)
        self._minutes = CountEdit("meeting_minutes", "かかった時間（分）", unit="分")
        self._channel = named(QComboBox(), "meeting_channel", "方法")
        for channel in Channel:
            self._channel.addItem(channel.label, channel)
        self._attendees = named(QLineEdit(), "meeting_attendees", "同席した方")
        self._note = TextEdit("meeting_note", "話したこと", lines=5)
        self._next_on = DateEdit("meeting_next_on", "次に会う日", today=today)
        self._add_button = Button("記録を足す", "meeting_add", icon_name="plus")
        self._delete_button = Button(
            "記録を削除", "meeting_delete", kind="danger", icon_name="trash-2"
        )
        self._close_button = Button("閉じる", "meetings_close", kind="primary")
        self._form = QWidget()
        self._nothing = label("「記録を足す」を押すと、ここに書けます。", "hint", wrap=True)
        self._assemble()
        self._connect()
        self._fill(len(self._meetings) - 1)

    def meetings(self) -> tuple[Meeting, ...]:
        """Return the entries as they stand."""
        return tuple(self._meetings)

    def done(self, result: int) -> None:
        """Hand over what is still being typed, then close."""
        self._note.commit_pending()
        for field in (self._held_on, self._minutes, self._next_on):
            field.commit_pending()
        super().done(result)

    def _assemble(self) -> None:
        current = theme()
        grid = QGridLayout(self._form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(current.px(6))
        top: tuple[tuple[str, QWidget], ...] = (
            ("相談した日", self._held_on),
            ("かかった時間", self._minutes),
            ("方法", self._channel),
        )
        for place, (text, field) in enumerate(top):
            grid.addWidget(field_label(text, field), 0, place)
            grid.addWidget(field, 1, place, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(field_label("同席した方", self._attendees), 2, 0, 1, 3)
        grid.addWidget(self._attendees, 3, 0, 1, 3)
        grid.addWidget(field_label("話したこと", self._note), 4, 0, 1, 3)
        grid.addWidget(self._note, 5, 0, 1, 3)
        grid.addWidget(field_label("次に会う日", self._next_on), 6, 0)
        grid.addWidget(self._next_on, 7, 0, Qt.AlignmentFlag.AlignTop)
        left = QVBoxLayout()
        left.addWidget(self._list, 1)
        left.addWidget(self._add_button)
        middle = QHBoxLayout()
        middle.setSpacing(current.px(14))
        middle.addLayout(left, 1)
        middle.addWidget(self._form, 3)
        middle.addWidget(self._nothing, 3, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.addWidget(self._delete_button)
        foot.addWidget(label("自動で保存します", "hint"))
        foot.addStretch(1)
        foot.addWidget(self._close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(current.px(16),) * 4)
        column.setSpacing(current.px(12))
        column.addWidget(label("相談の記録", "h3"))
        column.addLayout(middle, 1)
        column.addLayout(foot)
        self.resize(current.px(860), current.px(470))

    def _connect(self) -> None:
        self._add_button.clicked.connect(self._add)
        self._delete_button.clicked.connect(self._delete)
        self._close_button.clicked.connect(self.accept)
        self._held_on.changed.connect(self._set_held_on)
        self._minutes.changed.connect(lambda value: self._change(minutes=value or 0))
        self._channel.activated.connect(
            lambda _row: self._change(channel=self._channel.currentData())
        )
        self._attendees.textEdited.connect(lambda text: self._change(attendees=text))
        self._note.edited.connect(lambda text: self._change(note=text))
        self._next_on.changed.connect(lambda value: self._change(next_on=value))

    def _fill(self, row: int) -> None:
        self._list.blockSignals(True)
        self._list.clear()
        for meeting in self._meetings:
            self._list.addItem(QListWidgetItem(_line(meeting)))
        self._list.setCurrentRow(row)
        self._list.blockSignals(False)
        self._show_current(row)

    def _show_current(self, row: int) -> None:
        there = 0 <= row < len(self._meetings)
        self._form.setVisible(there)
        self._nothing.setVisible(not there)
        self._delete_button.setEnabled(there)
        if not there:
            self._list.setToolTip("まだ記録がありません")
            self._add_button.setFocus()
            return
        meeting = self._meetings[row]
        self._held_on.set_value(meeting.held_on)
        self._minutes.set_value(meeting.minutes)
        self._channel.setCurrentIndex(self._channel.findData(meeting.channel))
        self._attendees.setText(meeting.attendees)
        self._note.set_text(meeting.note)
        self._next_on.set_value(meeting.next_on)

    def _add(self) -> None:
        self._note.commit_pending()
        self._meetings.append(
            Meeting(
                id=self._new_id(),
                held_on=self._today(),
                minutes=_USUAL_MINUTES,
                channel=Channel.DESK,
            )
        )
        self._fill(len(self._meetings) - 1)
        self._note.setFocus()
        self.edited.emit(self.meetings())

    def _delete(self) -> None:
        row = self._list.currentRow()
        del self._meetings[row]
        self._fill(min(row, len(self._meetings) - 1))
        self.edited.emit(self.meetings())

    def _set_held_on(self, day: date | None) -> None:
        if day is not None:
            self._change(held_on=day)

    def _change(self, **values: object) -> None:
        row = self._list.currentRow()
        if not 0 <= row < len(self._meetings) or ime.composing():
            return
        meeting = replace(self._meetings[row], **values)  # type: ignore[arg-type]
        if meeting == self._meetings[row]:
            return
        self._meetings[row] = meeting
        self._list.item(row).setText(_line(meeting))
        self.edited.emit(self.meetings())


def _line(meeting: Meeting) -> str:
    following = f"\n次回 {meeting.next_on}" if meeting.next_on is not None else ""
    return f"{meeting.held_on}  {meeting.channel.label} {meeting.minutes}分{following}"
