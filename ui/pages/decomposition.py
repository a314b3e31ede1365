"""Step ② 課題分解: from problems to orderable work, with verdicts, money and weeks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.domain.case import Case, Step
from cspdesk.domain.catalogue import Catalogue, CatalogueItem
from cspdesk.domain.decomposition import Issue, ProposalState, Verdict, WorkItem
from cspdesk.errors import DependencyCycle
from cspdesk.problem_sentences import sentences_for
from cspdesk.services import tree_edits
from cspdesk.services.decomposing import DecomposingService, Proposal, work_item_from
from cspdesk.services.interview import InterviewService
from cspdesk.services.planning import PlanningService, Span
from ui import ime
from ui.pages.add_work_dialog import AddWorkDialog
from ui.pages.decomposition_keys import Act, Command, command_of
from ui.pages.decomposition_tools import DecompositionTools
from ui.pages.kept_back_list import KeptBackList
from ui.pages.page import Action, Help, StepPage
from ui.pages.proposal_search import ProposalSearch
from ui.pages.totals_bar import TotalsBar
from ui.pages.work_item_drawer import WorkItemPanel
from ui.pages.work_item_tree import WorkItemTree
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.current_stack import CurrentStack
from ui.widgets.drawer import Drawer
from ui.widgets.empty_state import EmptyState

_NEW_NAME = "新しい仕事"
_WEEK = timedelta(days=7)


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
        self._tree = WorkItemTree()
        self._kept = KeptBackList()
        self._totals = TotalsBar()
        self._notice_place = QWidget()
        self._notice = Banner("decomposition_notice", "info")
        self._empty = EmptyState("list-checks", "まだ仕事がありません")
        self._find = Button("困りごとから候補を出す", "decomposition_find", kind="primary")
        self._from_sample = Button("ひな形から始める", "decomposition_from_sample")
        self._own = Button("自分で書く", "decomposition_own")
        self._faces = CurrentStack()
        self._panel = WorkItemPanel(today)
        self._drawer = Drawer(self, self._panel, "work_item_drawer", "仕事の引き出し")
        self._search = ProposalSearch(decomposing, interview, self)
        self._assemble()
        self._connect()

    # ---- what the frame asks ----

    def refresh(self) -> None:
        """Show the tree as the session has it."""
        case = self.session.case
        tree = case.decomposition
        start = case.judged_on(self._today())
        self._spans = {s.work_item_id: s for s in self._planning.schedule(tree.work_items, start)}
        shown = self._tools.shown(tree.work_items)
        self._tree.show_tree(tree, tuple(self._spans.values()), shown, start)
        self._kept.show_entries(tree.kept_back)
        self._tools.show_counts(tree)
        self._show_totals(case, start)
        self._show_notice()
        self._show_face()
        self._show_panel()

    def help(self) -> Help:
        """Return what the screen is for."""
        return Help(
            purpose="困りごとを仕事に分け、頼むもの・社内・士業・見送りを決めます。",
            keys=(
                ("Enter", "仕事をくわしく開く"),
                ("A", "候補を採用する"),
                ("Delete", "候補を外す・仕事を削除する"),
                ("Space", "判定を順に変える"),
                ("1〜4", "判定を直接選ぶ"),
                ("Ins", "仕事を足す"),
                ("Alt+↑・Alt+↓", "並べ替える"),
                ("Shift+←・Shift+→", "週を動かす"),
                ("Ctrl+Shift+←・→", "期間を変える"),
                ("Alt+3", "依頼形式へ"),
            ),
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
            return self._find if self._find.isEnabled() else self._from_sample
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
        for button in (self._find, self._from_sample, self._own):
            self._empty.add_button(button)
        for face in (self._empty, self._tree, self._kept):
            self._faces.addWidget(face)
        self._adopt = self._notice.add_button(
            Button("おすすめをまとめて採用", "decomposition_adopt", icon_name="check")
        )
        self._later = self._notice.add_button(Button("あとで", "decomposition_later"))
        card = Card("", "decomposition_card", padded=False)
        card.body.setSpacing(0)
        card.body.addWidget(self._tools)
        notice_row = QHBoxLayout(self._notice_place)
        notice_row.setContentsMargins(12, 0, 12, 8)
        notice_row.addWidget(self._notice)
        card.body.addWidget(self._notice_place)
        card.body.addWidget(self._faces, 1)
        card.foot_row.addWidget(self._totals)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def _connect(self) -> None:
        self._search.found.connect(self._take_proposal)
        self._search.failed.connect(self._search_failed)
        self._search.slow.connect(self._say_searching)
        self._find.clicked.connect(self.find_proposals)
        self._from_sample.clicked.connect(self.add_work)
        self._own.clicked.connect(lambda: self._add_own(""))
        self._adopt.clicked.connect(self.adopt_recommended)
        self._later.clicked.connect(self._dismiss_notice)
        self._tools.add_wanted.connect(self.add_work)
        self._tools.find_wanted.connect(self.find_proposals)
        self._tools.accept_wanted.connect(self._accept_chosen)
        self._tools.reject_wanted.connect(self._remove_chosen)
        self._tools.open_wanted.connect(lambda: self.open_item(self._tree.current_key()))
        self._tools.view_changed.connect(self.refresh)
        self._tree.move_wanted.connect(self._drop)
        self._tree.rows.key_pressed.connect(self._tree_key)
        self._tree.rows.opened.connect(self._open_or_toggle)
        self._tree.rows.decided.connect(self._decide_by_word)
        self._kept.remove_wanted.connect(
            lambda key: self._change(
                "発注しないものを外す", lambda case: tree_edits.without_kept_back(case, key)
            )
        )
        self._totals.going_on.connect(self._go_on)
        self._totals.postpone_wanted.connect(lambda key: self._set_verdict([key], Verdict.POSTPONE))
        self._totals.reason_wanted.connect(self._open_missing_reason)
        self._panel.edited.connect(self._edit_field)
        self._panel.verdict_chosen.connect(lambda key, verdict: self._set_verdict([key], verdict))
        self._panel.decided.connect(lambda key, state: self._decide([key], state))
        self._panel.neighbour_wanted.connect(self._open_neighbour)
        self._panel.delete_wanted.connect(self._delete)
        self._panel.format_wanted.connect(self._to_format)
        self._panel.close_wanted.connect(self._drawer.close_drawer)
        self._drawer.closed.connect(self._drawer_closed)

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
            self._tell(
                "新しい候補は見つかりませんでした。",
                "相談者の言葉を書き足すか、「仕事を足す」から選んでください。",
            )
        self.focus_target().setFocus()
        self.proposed.emit()

    def _search_failed(self, problem: object) -> None:
        self._show_notice()
        self._show_face()
        self.problem_met.emit(problem)

    def _say_searching(self) -> None:
        self._tell("候補を探しています", "")
        self._adopt.hide()
        self._later.hide()

    def adopt_recommended(self) -> None:
        """Accept the open proposals that are worth taking together."""
        ids = tree_edits.recommended(self.session.case.decomposition, self._catalogue())
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
        added: list[str] = []

        def change(case: Case) -> Case:
            for entry in entries:
                known = {
                    i.catalogue_id: i.id for i in case.decomposition.work_items if i.catalogue_id
                }
                item = work_item_from(entry, id=self._new_id(), issue_id=issue_id)
                after = tuple(known[p] for p in entry.prerequisites if p in known)
                item = replace(item, state=ProposalState.ACCEPTED, after=after)
                added.append(item.id)
                case = tree_edits.with_item(case, item)
            return case

        self._change("仕事を足す", change)
        self._tree.select(added[-1] if added else "")
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
        word = {
            ProposalState.ACCEPTED: "候補を採用",
            ProposalState.REJECTED: "候補を外す",
            ProposalState.PROPOSED: "候補に戻す",
        }[state]
        self._change(word, lambda case: tree_edits.decided(case, ids, state))

    def _decide_by_word(self, item_id: str, word: str) -> None:
        state = {
            "採用": ProposalState.ACCEPTED,
            "外す": ProposalState.REJECTED,
            "戻す": ProposalState.PROPOSED,
        }[word]
        self._decide([item_id], state)

    def _accept_chosen(self) -> None:
        open_ = [i for i in self._tree.chosen_items() if i.state is not ProposalState.ACCEPTED]
        self._decide([i.id for i in open_], ProposalState.ACCEPTED)

    def _remove_chosen(self) -> None:
        """Take proposals off the tree; delete what was accepted, and issues without work."""
        node = self._tree.current_node()
        if node is not None and node.issue is not None and not node.items():
            key = node.key
            self._change("課題を外す", lambda case: tree_edits.without_issue(case, key))
        for item in self._tree.chosen_items():
            if item.state is ProposalState.PROPOSED:
                self._decide([item.id], ProposalState.REJECTED)
            elif item.state is ProposalState.ACCEPTED:
                self._delete(item.id)

    def _set_verdict(self, ids: Sequence[str], verdict: Verdict) -> None:
        self._change("判定", lambda case: tree_edits.with_verdict(case, ids, verdict))

    def _next_verdict(self) -> None:
        """Change the verdicts in a circle; a proposal is first taken as it stands."""
        for item in self._tree.chosen_items():
            accepted = item.state is ProposalState.ACCEPTED
            verdict = tree_edits.next_verdict(item.verdict) if accepted else item.verdict
            self._set_verdict([item.id], verdict)

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

    def _delete(self, item_id: str) -> None:
        if item_id == self._panel.item_id:
            self._panel.form.commit_pending()
            self._drawer.close_drawer()
        self._change("仕事を削除", lambda case: case.without_work_item(item_id))

    def _drop(self, item_id: str, issue_id: str, before_id: str) -> None:
        self._change("並べ替え", lambda case: tree_edits.placed(case, item_id, issue_id, before_id))
        self._tree.select(item_id)

    def _shift(self, weeks: int, *, length: bool) -> None:
        """Move the current work by weeks, or change its length."""
        node = self._tree.current_node()
        span = self._spans.get(node.key) if node is not None else None
        if node is None or span is None:
            return
        start = span.starts_on if length else span.starts_on + weeks * _WEEK
        due = span.due_on + weeks * _WEEK
        self._change("期間", lambda case: tree_edits.scheduled(case, span.work_item_id, start, due))

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
            case Act.ACCEPT:
                self._accept_chosen()
            case Act.REMOVE:
                self._remove_chosen()
            case Act.NEXT_VERDICT:
                self._next_verdict()
            case Act.VERDICT:
                ids = [item.id for item in self._tree.chosen_items()]
                self._set_verdict(ids, command.verdict)
            case Act.MOVE:
                self._move(command.steps)
            case Act.SHIFT | Act.STRETCH:
                self._shift(command.steps, length=command.act is Act.STRETCH)

    def _move(self, steps: int) -> None:
        node = self._tree.current_node()
        if node is not None and node.item is not None:
            key = node.key
            self._change("並べ替え", lambda case: tree_edits.moved(case, key, steps))
            self._tree.select(key)

    # ---- the drawer ----

    def _open_or_toggle(self, key: str) -> None:
        node = self._tree.current_node()
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
        self._panel.show_item(tree, item)
        self._panel.form.show_part(part)
        self._drawer.open(self._panel.form.first_field())

    def _show_panel(self) -> None:
        if self._drawer.isHidden():
            return
        tree = self.session.case.decomposition
        item = next((i for i in tree.work_items if i.id == self._panel.item_id), None)
        if item is None:
            self._drawer.close_drawer()
            return
        self._panel.show_item(tree, item)

    def _open_neighbour(self, step: int) -> None:
        items = self._tools.shown(self.session.case.decomposition.work_items)
        ids = [item.id for top in self._tree.model.tops() for item in top.items()]
        if not items or self._panel.item_id not in ids:
            return
        self._panel.form.commit_pending()
        target = ids[(ids.index(self._panel.item_id) + step) % len(ids)]
        self._tree.select(target)
        self.open_item(target)

    def _open_missing_reason(self) -> None:
        for item in self.session.case.decomposition.work_items:
            if _lacks_reason(item):
                self._tree.select(item.id)
                self.open_item(item.id, part=1)
                return

    def _drawer_closed(self) -> None:
        self._panel.form.commit_pending()
        self._tree.select(self._panel.item_id)
        self._tree.rows.setFocus()

    # ---- going on ----

    def _next_step(self) -> tuple[Button, Callable[[], None]]:
        """Return the one button to stress and what it does."""
        tree = self.session.case.decomposition
        if not self._drawer.isHidden():
            return self._totals.go_button, self._panel.go_to_format
        if not tree.work_items and not tree.kept_back:
            return (
                (self._find, self.find_proposals)
                if self._has_words()
                else (
                    self._from_sample,
                    self.add_work,
                )
            )
        if tree.ordered_items() or not self._proposals():
            return self._totals.go_button, self._go_on
        return self._adopt, self.adopt_recommended

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

    def _proposals(self) -> list[WorkItem]:
        items = self.session.case.decomposition.work_items
        return [item for item in items if item.state is ProposalState.PROPOSED]

    def _show_totals(self, case: Case, start: date) -> None:
        tree = case.decomposition
        totals = self._planning.totals(tree.work_items, case.budget_yen, start)
        left = totals.left_yen
        saving = tree_edits.to_save(tree, -left) if left is not None and left < 0 else ()
        missing = sum(1 for item in tree.work_items if _lacks_reason(item))
        self._totals.show_totals(totals, saving, missing)

    def _show_notice(self) -> None:
        """Say what is undecided and what to ask the owner next."""
        if self._search.running:
            return
        count = len(self._proposals())
        ask = f"次に確かめること：{' ／ '.join(self._ask[:3])}" if self._ask else ""
        lead = f"候補が {count}件あります。採用するか外すかを決めてください。" if count else ""
        self._tell(lead or ("候補を出しました。" if ask else ""), ask)
        self._adopt.setVisible(count > 0)
        self._later.setVisible(bool(ask))

    def _tell(self, lead: str, text: str) -> None:
        self._notice.show_message(lead, text)
        self._notice_place.setVisible(bool(lead or text))

    def _dismiss_notice(self) -> None:
        self._ask = ()
        self._show_notice()

    def _show_face(self) -> None:
        tree = self.session.case.decomposition
        empty = not tree.work_items and not tree.kept_back and not tree.issues
        face: QWidget = self._empty if empty else self._tree
        if self._tools.shows_kept_back() and not empty:
            face = self._kept
        self._faces.setCurrentWidget(face)
        self._tools.setVisible(not empty)
        has_words = self._has_words()
        self._find.setEnabled(has_words and not self._search.running)
        self._tools.enable_finding(enabled=has_words and not self._search.running)
        self._empty.show_message(
            "まだ仕事がありません",
            "相談者の言葉から、課題と仕事の候補を出せます。"
            if has_words
            else "相談者の言葉がまだないため、候補を出せません。ひな形から始められます。",
        )
        stressed, _run = self._next_step()
        for button in (self._find, self._from_sample, self._adopt, self._totals.go_button):
            button.set_kind("primary" if button is stressed else "")


def _lacks_reason(item: WorkItem) -> bool:
    decided = item.state is ProposalState.ACCEPTED and item.verdict is not Verdict.ORDER
    return decided and not item.verdict_reason.strip()
