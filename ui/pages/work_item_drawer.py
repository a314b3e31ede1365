"""One piece of work in detail, at the right of step ②."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.domain.case import Case
from cspdesk.domain.decomposition import ProposalState, Verdict, WorkItem
from cspdesk.services.template_notes import TemplateNotes
from cspdesk.services.tree_edits import possible_prerequisites
from ui.pages.work_item_form import WorkItemForm
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.segmented import Segmented


class WorkItemPanel(QWidget):
    """What the drawer holds: where one is, the verdict, the fields, what can be done.

    Signals:
        edited: id of the work item, name of the field, new value.
        verdict_chosen: id of the work item and a `Verdict`.
        decided: id of the work item and a `ProposalState`.
        neighbour_wanted: -1 or +1: show the work before or after.
        delete_wanted, format_wanted: id of the work item.
        close_wanted: the button with the cross was pressed.
    """

    edited = Signal(str, str, object)
    verdict_chosen = Signal(str, object)
    decided = Signal(str, object)
    neighbour_wanted = Signal(int)
    delete_wanted = Signal(str)
    format_wanted = Signal(str)
    close_wanted = Signal()

    def __init__(
        self,
        today: Callable[[], date],
        notes: Callable[[Case, WorkItem], TemplateNotes],
    ) -> None:
        super().__init__()
        self._notes = notes
        self.item_id = ""
        self.form = WorkItemForm(today)
        self._path = ElidedLabel("", "hint")
        self._title = ElidedLabel("", "title")
        self._before = Button("前へ", "item_previous", icon_name="chevron-left")
        self._after = Button("次へ", "item_next", icon_name="chevron-right")
        self._close = Button("", "item_close", icon_name="x", spoken="引き出しを閉じる")
        self._verdict = Segmented(
            tuple((verdict.value, verdict.label) for verdict in Verdict), "item_verdict", "判定"
        )
        self._proposal = Banner("item_proposal", "info")
        self._accept = self._proposal.add_button(Button("採用", "item_accept", kind="primary"))
        self._reject = self._proposal.add_button(Button("外す", "item_reject"))
        self._delete = Button("削除", "item_delete", kind="danger", icon_name="trash-2")
        self._format = Button("依頼形式を選ぶ", "item_to_format", kind="primary", key="Ctrl+Enter")
        self._assemble()
        self._connect()

    def show_item(self, case: Case, item: WorkItem) -> None:
        """Show a piece of work of this case, with the notes of its template."""
        tree = case.decomposition
        self.item_id = item.id
        issues = {issue.id: issue.name for issue in tree.issues}
        self._path.show_text(f"{issues.get(item.issue_id, 'そのほかの仕事')} › 仕事")
        self._title.show_text(item.name)
        self._verdict.set_value(item.verdict.value)
        self._show_proposal(item)
        self._format.setVisible(item.ordered)
        possible = [(i.id, i.name) for i in possible_prerequisites(tree, item.id)]
        self.form.show_item(item, tree.issues, possible)
        self.form.show_notes(self._notes(case, item))

    def go_to_format(self) -> None:
        """Leave for step ③ with this piece of work, as far as it is ordered."""
        if not self._format.isHidden():
            self.format_wanted.emit(self.item_id)

    def _show_proposal(self, item: WorkItem) -> None:
        reason = item.why[0] if item.why else ""
        match item.state:
            case ProposalState.PROPOSED:
                self._proposal.show_message("候補です。", reason, "info")
            case ProposalState.REJECTED:
                self._proposal.show_message("外した候補です。", reason, "warn")
            case ProposalState.ACCEPTED:
                ordered = item.verdict is Verdict.ORDER and bool(reason)
                self._proposal.show_message(
                    "発注に向いています。" if ordered else "", reason if ordered else "", "ok"
                )
        self._accept.setVisible(item.state is not ProposalState.ACCEPTED)
        self._reject.setVisible(item.state is ProposalState.PROPOSED)

    def _assemble(self) -> None:
        current = theme()
        side = current.px(15)
        head = QHBoxLayout()
        head.addWidget(self._path, 1)
        for button in (self._before, self._after, self._close):
            head.addWidget(button)
        foot = QHBoxLayout()
        foot.addWidget(self._delete)
        foot.addStretch(1)
        foot.addWidget(label("自動で保存", "hint"))
        foot.addWidget(self._format)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, current.px(10), 0, current.px(10))
        column.setSpacing(current.px(8))
        for row in (head, _row(self._title), _row(self._verdict), _row(self._proposal)):
            row.setContentsMargins(side, 0, side, 0)
            column.addLayout(row)
        column.addWidget(self.form, 1)
        foot.setContentsMargins(side, 0, side, 0)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.form.edited.connect(lambda name, value: self.edited.emit(self.item_id, name, value))
        self._verdict.chosen.connect(
            lambda value: self.verdict_chosen.emit(self.item_id, Verdict(value))
        )
        self._accept.clicked.connect(
            lambda: self.decided.emit(self.item_id, ProposalState.ACCEPTED)
        )
        self._reject.clicked.connect(
            lambda: self.decided.emit(self.item_id, ProposalState.REJECTED)
        )
        self._before.clicked.connect(lambda: self.neighbour_wanted.emit(-1))
        self._after.clicked.connect(lambda: self.neighbour_wanted.emit(1))
        self._close.clicked.connect(self.close_wanted)
        self._delete.clicked.connect(lambda: self.delete_wanted.emit(self.item_id))
        self._format.clicked.connect(self.go_to_format)


def _row(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(widget)
    if isinstance(widget, Segmented):
        row.addStretch(1)
    return row
