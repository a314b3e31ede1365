"""日付で変わること: what differs for a posting between the law of two days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cspdesk.domain.case import Case
from cspdesk.domain.decomposition import WorkItem
from cspdesk.domain.finding import Finding
from cspdesk.domain.source import Confidence
from cspdesk.domain.typed_values import format_day_long
from cspdesk.services.law_changes import ChangeKind, LawChange, LawChanges
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.date_edit import DateEdit
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.full_height import FullHeight
from ui.widgets.labels import Paragraph, field_label, label
from ui.widgets.named import named

_WIDTH, _HEIGHT, _EDGE = 720, 560, 40
_NOTE = "収録しているルールと数字で比べています。収録していない改正や、古い決まりは含みません。"


def planned_days(case: Case, item: WorkItem) -> tuple[tuple[str, date], ...]:
    """Return names and days of what is planned for a piece of work, the order first."""
    days = (
        ("発注予定日", case.planned_order_on),
        ("始める日", item.starts_on),
        ("納期", item.due_on),
    )
    return tuple((name, day) for name, day in days if day is not None)


class LawChangesDialog(QDialog):
    """Two days to type, the planned ones within reach; below, what changes between them.

    Args:
        compare: what changes from one day to another.
        first: the day to compare from.
        days: names and days to compare with, the first of them at the start.
        today: the present day.
        parent: the window in front of which it stands.
    """

    def __init__(
        self,
        compare: Callable[[date, date], LawChanges],
        first: date,
        days: tuple[tuple[str, date], ...],
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "law_changes", "日付で変わること")
        self.setWindowTitle("日付で変わること")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._compare = compare
        self._from = DateEdit("law_changes_from", "比べる元の日", today=today)
        self._to = DateEdit("law_changes_to", "比べる先の日", today=today)
        self._from.set_value(first)
        self._to.set_value(days[0][1] if days else first)
        self._summary = Paragraph("", "strong")
        self._entries = QVBoxLayout()
        self._days = days
        self._build()
        for edit in (self._from, self._to):
            edit.changed.connect(lambda _day: self._show())
        self._show()
        self._to.setFocus()

    def _build(self) -> None:
        current = theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(current.px(16),) * 4)
        column.setSpacing(current.px(10))
        column.addWidget(label("日付で変わること", "h3"))
        column.addWidget(Paragraph("いまの依頼文を、2つの日の法令と数字で比べます。", "small"))
        column.addLayout(self._day_row())
        if self._days:
            column.addWidget(self._quick_days())
        column.addWidget(self._summary)
        column.addWidget(self._list(), 1)
        column.addWidget(Paragraph(_NOTE, "hint"))
        close = Button("閉じる", "law_changes_close", kind="primary", key="Esc")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column.addLayout(foot)
        parent = self.parentWidget()
        area = parent.window().size() if parent is not None else self.screen().availableSize()
        room = area - QSize(_EDGE, _EDGE)
        self.resize(QSize(current.px(_WIDTH), current.px(_HEIGHT)).boundedTo(room))

    def _day_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(14))
        for text, edit in (("比べる元の日", self._from), ("比べる先の日", self._to)):
            part = QVBoxLayout()
            part.setSpacing(3)
            part.addWidget(field_label(text, edit.line))
            part.addWidget(edit)
            part.addStretch(1)
            row.addLayout(part, 1)
        return row

    def _quick_days(self) -> QWidget:
        holder = FullHeight()
        flow = FlowLayout(holder)
        for number, (name, day) in enumerate(self._days):
            button = Button(f"{name} {day.isoformat()}", f"law_changes_day_{number}")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, day=day: self._choose(day))
            flow.addWidget(button)
        return holder

    def _list(self) -> QScrollArea:
        content = QWidget()
        self._entries.setContentsMargins(0, 0, theme().px(8), 0)
        self._entries.setSpacing(theme().px(6))
        content.setLayout(self._entries)
        scroll = named(QScrollArea(), "law_changes_list", "変わること")
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return scroll

    def _choose(self, day: date) -> None:
        self._to.set_value(day)
        self._to.line.setText(format_day_long(day))
        self._show()

    def _show(self) -> None:
        first, last = self._from.value(), self._to.value()
        if first is None or last is None:
            self._summary.show_text("2つの日付を入れると比べます。")
            self._write(())
            return
        changes = self._compare(first, last)
        span = f"{format_day_long(changes.earlier)}から{format_day_long(changes.later)}までに"
        if changes.nothing:
            self._summary.show_text(f"{span}、この依頼文で変わることはありません。")
            self._write(())
            return
        self._summary.show_text(f"{span}：{_counted(changes)}")
        self._write(
            (
                ("増える指摘", tuple(map(_finding, changes.appearing))),
                ("なくなる指摘", tuple(map(_finding, changes.disappearing))),
                ("重さか内容が変わる指摘", tuple(map(_anew, changes.weighed_anew))),
                ("始まる・終わる決まりと、変わる数字", tuple(map(_change, changes.law))),
            )
        )

    def _write(self, sections: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
        while (item := self._entries.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for heading, lines in sections:
            if lines:
                self._entries.addWidget(label(heading, "label"))
                for line in lines:
                    self._entries.addWidget(Paragraph(line, "small"))
        self._entries.addStretch(1)


def _counted(changes: LawChanges) -> str:
    found = (
        ("増える指摘", len(changes.appearing)),
        ("なくなる指摘", len(changes.disappearing)),
        ("変わる指摘", len(changes.weighed_anew)),
        ("変わる決まりと数字", len(changes.law)),
    )
    return "、".join(f"{name} {number}件" for name, number in found if number)


def _finding(finding: Finding) -> str:
    source = finding.sources[0]
    day = f"・{source.checked_on.isoformat()}確認" if source.checked_on else ""
    sure = "" if finding.confidence is Confidence.CONFIRMED else f"・{finding.confidence.value}"
    quote = f"「{' '.join(finding.text.split())}」　" if finding.text else ""
    return (
        f"・{finding.severity.label}　{quote}{finding.message}\n"
        f"　{finding.rule}　{source.label()}{day}{sure}"
    )


def _anew(pair: tuple[Finding, Finding]) -> str:
    was, now = pair
    return f"・{was.severity.label} → {_finding(now).removeprefix('・')}"


def _change(change: LawChange) -> str:
    amounts = f"　{change.before} → {change.after}" if change.before or change.after else ""
    if change.kind is ChangeKind.FIGURE and change.before == change.after:
        amounts = f"　{change.after}（確かさが変わります）"
    source = change.source
    day = f"・{source.checked_on.isoformat()}確認" if source.checked_on else ""
    name = f"{change.rule} {change.title}" if change.rule else change.title
    return (
        f"・{change.day.isoformat()}　{change.kind.label}　{name}{amounts}\n"
        f"　{source.label()}{day}・{change.confidence.value}"
    )
