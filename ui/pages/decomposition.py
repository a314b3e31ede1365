"""Step ② 課題分解: from problems to orderable work, with verdicts, money and weeks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cspdesk.domain.case import Case, Step
from cspdesk.domain.catalogue import Catalogue, CatalogueItem
from cspdesk.domain.decomposition import Issue, ProposalState, WorkItem
from cspdesk.errors import DependencyCycle
from cspdesk.problem_sentences import sentences_for
from cspdesk.services import tree_edits
from cspdesk.services.case_plan import CasePlan, plan_of
from cspdesk.services.decomposing import DecomposingService, Proposal
from cspdesk.services.interview import InterviewService
from cspdesk.services.planning import PlanningService, Span
from cspdesk.services.preparing import preparation_of
from cspdesk.services.recommending import only_rest_open, recommended
from cspdesk.services.reducing import Reduction, reduced
from cspdesk.services.template_notes import issue_notes, notes_for
from ui import ime
from ui.models.work_items import stages_of
from ui.pages.add_work_dialog import AddWorkDialog
from ui.pages.decomposition_keys import HELP, Act, Command, command_of
from ui.pages.decomposition_tools import DecompositionTools
from ui.pages.empty_tree import EmptyTree
from ui.pages.kept_back_list import KeptBackList
from ui.pages.page import Action, Help, StepPage
from ui.pages.plan_face import PlanFace
from ui.pages.preparation_face import PreparationFace
from ui.pages.proposal_notice import ProposalNotice
from ui.pages.proposal_search import ProposalSearch
from ui.pages.totals_bar import TotalsBar
from ui.pages.tree_editor import TreeEditor
from ui.pages.work_item_cards import WorkItemCards
from ui.pages.work_item_drawer import WorkItemPanel
from ui.pages.work_item_tree import WorkItemTree
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.current_stack import CurrentStack
from ui.widgets.drawer import Drawer

_NEW_NAME = "新しい仕事"


class DecompositionPage(StepPage):
    """Shows the tree with its plan; takes, drops, edits, adds and orders work.

    Signals:
        proposed: proposals were put into the case (or none were found).
    """

    proposed = Signal()

    step = Step.DECOMPOSITION

    def __init__(  # noqa: PLR0913, PLR0917
        self,
        decomposing: DecomposingService,
        planning: PlanningService,
        interview: InterviewService,
        catalogue: Callable[[], Catalogue],
        today: Callable[[], date],
        new_id: Callable[[], str],
    ) -> None:
        super().__init__()
        self._decomposing = decomposing
        self._planning = planning
        self._catalogue = catalogue
        self._today = today
        self._new_id = new_id
        self._spans: dict[str, Span] = {}
        self._ask: tuple[str, ...] = ()
        self._tools = DecompositionTools()
        self._tree = WorkItemTree(lambda key: issue_notes(catalogue(), key))
        self._notice = ProposalNotice()
        self._editor = TreeEditor(
            self._tree, self._change, delete=self._delete, tell=self._notice.say, new_id=new_id
        )
        self._kept = KeptBackList()
        self._cards = WorkItemCards()
        self._plan_face = PlanFace()
        self._preparation = PreparationFace()
        self._totals = TotalsBar()
        self._empty = EmptyTree()
        self._faces = CurrentStack()
        self._panel = WorkItemPanel(today, lambda case, item: notes_for(catalogue(), case, item))
        self._drawer = Drawer(self, self._panel, "work_item_drawer", "仕事の引き出し")
        self._search = ProposalSearch(decomposing, interview, self)
        self._assemble()
        self._connect()

    # ---- what the frame asks ----

    def refresh(self) -> None:
        """Show the tree as the session has it."""
        case = self.session.case
        tree = case.decomposition
        self._search.follow(self.session.as_opened, case)
        start = case.judged_on(self._today())
        plan = plan_of(case, self._planning, self._catalogue(), start)
        self._spans = {span.work_item_id: span for span in plan.spans}
        self._tree.show_tree(tree, plan.spans, self._tools.shown(tree.work_items), start)
        self._kept.show_entries(tree.kept_back)
        self._tools.show_counts(tree)
        self._totals.show_plan(plan)
        self._show_face()
        self._show_notice()
        self._fill_face(plan)
        self._show_panel()

    def help(self) -> Help:
        """Return what the screen is for."""
        return Help(
            purpose="困りごとを仕事に分け、頼むもの・社内・士業・見送りを決めます。",
            keys=HELP,
        )

    def main_action(self) -> Action | None:
        """Return the next thing to do: find, take together, or go on to step ③."""
        if not self.has_case:
            return None
        button, run = self._next_step()
        return Action(label=button.text(), run=run, key="Ctrl+Enter")

    def status_hint(self) -> str:
        """Return the keys of the tree."""
        return "Space 判定を変える ・ Enter くわしく"

    def focus_target(self) -> QWidget:
        """Return the tree, or the first button while there is nothing."""
        if self._faces.currentWidget() is self._empty:
            return (
                self._empty.search if self._empty.search.isEnabled() else self._empty.from_template
            )
        return self._tree.rows

    def commit_pending(self) -> None:
        """Hand over what is typed in the drawer."""
        if not self._drawer.isHidden():
            self._panel.form.commit_pending()

    def show_work_item(self, work_item_id: str) -> None:
        """Open one piece of work in the drawer."""
        if any(i.id == work_item_id for i in self.session.case.decomposition.work_items):
            self._tree.select(work_item_id)
            self.open_item(work_item_id)

    # ---- building ----

    def _assemble(self) -> None:
        self._by_name: dict[str, QWidget] = {
            "kept": self._kept,
            "cards": self._cards,
            "plan": self._plan_face,
            "prepare": self._preparation,
        }
        for face in (self._empty, self._tree, *self._by_name.values()):
            self._faces.addWidget(face)
        card = Card("", "decomposition_card", padded=False)
        card.body.setSpacing(0)
        card.body.addWidget(self._tools)
        card.body.addWidget(self._notice)
        card.body.addWidget(self._faces, 1)
        card.foot_row.addWidget(self._totals)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def _connect(self) -> None:
        self._search.found.connect(self._take_proposal)
        self._search.failed.connect(self._search_failed)
        self._search.slow.connect(self._notice.say_searching)
        self._empty.search.clicked.connect(self.find_proposals)
        self._empty.from_template.clicked.connect(self.add_work)
        self._empty.own.clicked.connect(lambda: self._add_own(""))
        self._notice.adopt.clicked.connect(self.adopt_recommended)
        self._notice.again.clicked.connect(self.find_proposals)
        self._notice.dismissed.connect(self._forget_questions)
        self._connect_tree()
        self._totals.going_on.connect(self._go_on)
        self._totals.reduction_wanted.connect(self._reduce)
        self._totals.plan_wanted.connect(lambda: self._tools.show_face("plan"))
        self._plan_face.reduction_wanted.connect(self._reduce)
        self._plan_face.open_wanted.connect(self.show_work_item)
        self._plan_face.at_once_chosen.connect(self._work_at_once)
        self._totals.reason_wanted.connect(self._open_missing_reason)
        self._panel.edited.connect(self._edit_field)
        self._panel.verdict_chosen.connect(
            lambda key, verdict: self._editor.set_verdict([key], verdict)
        )
        self._panel.decided.connect(lambda key, state: self._decide([key], state))
        self._panel.neighbour_wanted.connect(self._open_neighbour)
        self._panel.delete_wanted.connect(lambda key: self._delete([key]))
        self._panel.format_wanted.connect(self._to_format)
        self._panel.close_wanted.connect(self._drawer.close_drawer)
        self._drawer.closed.connect(self._drawer_closed)

    def _connect_tree(self) -> None:
        self._tools.add_wanted.connect(self.add_work)
        self._tools.find_wanted.connect(self.find_proposals)
        self._tools.accept_wanted.connect(self._editor.accept_chosen)
        self._tools.reject_wanted.connect(self._editor.remove_chosen)
        self._tools.divide_wanted.connect(self._editor.divide)
        self._tools.merge_wanted.connect(self._editor.merge)
        self._tools.open_wanted.connect(lambda: self.open_item(self._tree.current_key()))
        self._tools.view_changed.connect(self.refresh)
        self._tree.move_wanted.connect(self._drop)
        self._tree.rows.key_pressed.connect(self._tree_key)
        self._tree.rows.opened.connect(self._open_or_toggle)
        self._tree.rows.decided.connect(lambda key, state: self._decide([key], state))
        self._cards.reached.connect(self._tree.select)
        self._cards.key_pressed.connect(self._tree_key)
        self._cards.opened.connect(self.open_item)
        self._cards.decided.connect(lambda key, state: self._decide([key], state))
        self._kept.remove_wanted.connect(
            lambda key: self._change(
                "発注しないものを外す", lambda case: tree_edits.without_kept_back(case, key)
            )
        )

    # ---- proposals ----

    def find_proposals(self) -> None:
        """Look for problems and work in the owner's words and answers."""
        if self._search.start(self.session.case, self.session.client):
            self._show_face()

    def _take_proposal(self, case_id: str, proposal: Proposal) -> None:
        if not self.has_case or self.session.case.id != case_id:
            return
        self._ask = proposal.ask
        changed = self._change(
            "候補を出す", lambda case: self._decomposing.into_case(case, proposal, self._new_id)
        )
        if not changed:
            self.refresh()
            self._notice.say_nothing_new()
        elif self._tools.face() != "tree":
            self._tools.show_face("tree")  # an earlier case was left at another face
        self.focus_target().setFocus()
        self.proposed.emit()

    def _search_failed(self, problem: object) -> None:
        self._show_notice()
        self._show_face()
        self.problem_met.emit(problem)

    def adopt_recommended(self) -> None:
        """Accept the open proposals that are worth taking together."""
        ids = recommended(self.session.case, self._catalogue())
        self._decide(ids, ProposalState.ACCEPTED)
        self._tree.rows.setFocus()

    # ---- adding ----

    def add_work(self) -> None:
        """Open the list of templates."""
        dialog = AddWorkDialog(self._catalogue(), self)
        dialog.chosen.connect(self._add_entries)
        dialog.own_wanted.connect(self._add_own)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _add_entries(self, entries: Sequence[CatalogueItem]) -> None:
        issue_id = self._current_issue_id()
        self._change(
            "仕事を足す",
            lambda case: tree_edits.with_templates(case, entries, issue_id, self._new_id),
        )
        self._tree.select(self.session.case.decomposition.work_items[-1].id)
        self._tree.rows.setFocus()

    def _add_own(self, name: str) -> None:
        item = WorkItem(
            id=self._new_id(),
            name=name or _NEW_NAME,
            issue_id=self._current_issue_id(),
            state=ProposalState.ACCEPTED,
        )
        self._change("仕事を足す", lambda case: tree_edits.with_item(case, item))
        self._tree.select(item.id)
        self.open_item(item.id)

    def _current_issue_id(self) -> str:
        """Return the sub-issue at the cursor, empty if there is none."""
        node = self._tree.current_node()
        if node is None:
            return ""
        if node.item is not None:
            return node.item.issue_id
        return node.issue.id if isinstance(node.issue, Issue) and node.issue.parent_id else ""

    # ---- deciding and editing ----

    def _change(self, word: str, change: Callable[[Case], Case], *, merge_key: str = "") -> bool:
        """Apply a change to the case and show it; a circle is refused with its reason."""
        try:
            changed = self.apply(word, change, merge_key=merge_key)
        except DependencyCycle as circle:
            said = sentences_for(circle)
            self._panel.form.refuse_prerequisites(f"{said.what}{said.why}{said.how}")
            if self._drawer.isHidden():
                self.problem_met.emit(circle)
            return False
        if changed:
            self.refresh()
        return changed

    def _decide(self, ids: Sequence[str], state: ProposalState) -> None:
        self._editor.decide(ids, state)

    def _reduce(self, way: Reduction) -> None:
        """Take one of the ways back under the ceiling."""
        self._change(way.way.label, lambda case: reduced(case, way))

    def _work_at_once(self, count: int | None) -> None:
        self._change("同時に進める数", lambda case: replace(case, at_once=count))

    def _edit_field(self, item_id: str, name: str, value: object) -> None:
        # The form names fields of WorkItem only; their types are those of its inputs.
        values = cast(dict[str, Any], {name: value})
        self._change(
            "仕事の編集",
            lambda case: tree_edits.edited_item(
                case, item_id, lambda item: replace(item, **values)
            ),
            merge_key=f"item:{item_id}:{name}",
        )

    def _delete(self, item_ids: Sequence[str]) -> None:
        if self._panel.item_id in item_ids:
            self._panel.form.commit_pending()
            self._drawer.close_drawer()
        self._change("仕事を削除", lambda case: tree_edits.without_work(case, item_ids))

    def _drop(self, item_id: str, issue_id: str, before_id: str) -> None:
        self._change("並べ替え", lambda case: tree_edits.placed(case, item_id, issue_id, before_id))
        self._tree.select(item_id)

    # ---- keys ----

    def _tree_key(self, event: QKeyEvent) -> None:
        command = None if ime.composing() else command_of(event)
        if command is not None:
            event.accept()
            self._do(command)

    def _do(self, command: Command) -> None:
        match command.act:
            case Act.OPEN:
                self._open_or_toggle(self._tree.current_key())
            case Act.ADD:
                self.add_work()
            case _:
                self._editor.do(command)

    # ---- the drawer ----

    def _open_or_toggle(self, key: str) -> None:
        node = self._tree.current_node()
        if self._editor.edit_goal():
            return
        if node is not None and node.item is None:
            index = self._tree.rows.currentIndex().siblingAtColumn(0)
            self._tree.rows.setExpanded(index, not self._tree.rows.isExpanded(index))
            return
        self.open_item(key)

    def open_item(self, item_id: str, part: int = 0) -> None:
        """Open a piece of work in the drawer, at one part of its fields."""
        tree = self.session.case.decomposition
        item = next((i for i in tree.work_items if i.id == item_id), None)
        if item is None:
            return
        self._panel.form.offer_work_types(self._catalogue().work_types)
        self._show_item(item)
        self._panel.form.show_part(part)
        self._drawer.open(self._panel.form.first_field())

    def _show_panel(self) -> None:
        if self._drawer.isHidden():
            return
        tree = self.session.case.decomposition
        item = next((i for i in tree.work_items if i.id == self._panel.item_id), None)
        if item is None:
            self._drawer.close_drawer()
        else:
            self._show_item(item)

    def _show_item(self, item: WorkItem) -> None:
        span = self._spans.get(item.id)
        self._panel.show_item(self.session.case, item)
        self._panel.form.show_planned(stages_of(span) if span is not None else "")

    def _open_neighbour(self, step: int) -> None:
        ids = [item.id for top in self._tree.model.tops() for item in top.items()]
        if self._panel.item_id not in ids:
            return
        self._panel.form.commit_pending()
        target = ids[(ids.index(self._panel.item_id) + step) % len(ids)]
        self._tree.select(target)
        self.open_item(target)

    def _open_missing_reason(self) -> None:
        items = self.session.case.decomposition.work_items
        if (item := next(filter(tree_edits.lacks_reason, items), None)) is not None:
            self._tree.select(item.id)
            self.open_item(item.id, part=1)

    def _drawer_closed(self) -> None:
        self._panel.form.commit_pending()
        self._tree.select(self._panel.item_id)
        if self._faces.currentWidget() is self._cards:
            self._cards.focus_card(self._panel.item_id)
        else:
            self._tree.rows.setFocus()

    # ---- going on ----

    def _next_step(self) -> tuple[Button, Callable[[], None]]:
        """Return the one button to stress and what it does."""
        tree = self.session.case.decomposition
        if not self._drawer.isHidden():
            return self._totals.go_button, self._panel.go_to_format
        if all(item.state is ProposalState.REJECTED for item in tree.work_items):
            if not self._has_words():
                return self._empty.from_template, self.add_work
            bare = self._faces.currentWidget() is self._empty
            return self._empty.search if bare else self._notice.again, self.find_proposals
        if tree.ordered_items() or not self._proposals():
            return self._totals.go_button, self._go_on
        return self._notice.adopt, self.adopt_recommended

    def _go_on(self) -> None:
        self.commit_pending()
        self.step_wanted.emit(Step.REQUEST_FORMAT, "")

    def _to_format(self, item_id: str) -> None:
        self.commit_pending()
        self._drawer.close_drawer()
        self.step_wanted.emit(Step.REQUEST_FORMAT, item_id)

    # ---- showing ----

    def _has_words(self) -> bool:
        return self._search.can_read(self.session.case)

    def _proposals(self) -> int:
        items = self.session.case.decomposition.work_items
        return sum(item.state is ProposalState.PROPOSED for item in items)

    def _fill_face(self, plan: CasePlan) -> None:
        """Fill the face that is looked at; the others wait until they are."""
        if self._faces.currentWidget() is self._plan_face:
            self._plan_face.show_plan(plan)
        elif self._faces.currentWidget() is self._cards:
            tops, key = self._tree.model.tops(), self._tree.current_key()
            self._cards.show_work(tops, self._spans, self._tree.spoken(), key)
        elif self._faces.currentWidget() is self._preparation:
            case, client = self.session.case, self.session.client
            document = preparation_of(case, client, self._today(), self._planning)
            self._preparation.show_list(document)

    def _show_notice(self) -> None:
        if not self._search.running:
            rest = only_rest_open(self.session.case, self._catalogue())
            old = self._search.out_of_date(self.session.case)
            bare = self._next_step()[0] is self._notice.again
            self._notice.show_open(self._proposals(), self._ask, rest=rest, changed=old, bare=bare)

    def _forget_questions(self) -> None:
        self._ask = ()
        self._show_notice()

    def _show_face(self) -> None:
        tree = self.session.case.decomposition
        empty = not tree.work_items and not tree.kept_back and not tree.issues
        chosen = self._by_name.get(self._tools.face(), self._tree)
        self._faces.setCurrentWidget(self._empty if empty else chosen)
        self._tools.setVisible(not empty)
        has_words = self._has_words()
        self._tools.enable_finding(enabled=has_words and not self._search.running)
        self._empty.show_reason(has_words=has_words, searching=self._search.running)
        stressed, _run = self._next_step()
        for button in (
            self._empty.search,
            self._empty.from_template,
            self._notice.adopt,
            self._notice.again,
            self._totals.go_button,
        ):
            button.set_kind("primary" if button is stressed else "")
