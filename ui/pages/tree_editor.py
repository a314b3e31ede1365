"""What keys and buttons of step ② do to the chosen rows of the tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Protocol

from cspdesk.domain.case import Case
from cspdesk.domain.decomposition import ProposalState, Verdict, WorkItem
from cspdesk.services import tree_edits
from cspdesk.services.dividing import can_divide, can_merge, divided, merged
from ui.pages.decomposition_keys import Act, Command
from ui.pages.divide_dialog import DivideDialog
from ui.pages.goal_dialog import GoalDialog
from ui.pages.work_item_tree import WorkItemTree

_WEEK = timedelta(days=7)
_DECISIONS = {
    ProposalState.ACCEPTED: "候補を採用",
    ProposalState.REJECTED: "候補を外す",
    ProposalState.PROPOSED: "候補に戻す",
}
NOT_TO_MERGE = (
    "まとめられません。",
    "同じ判定の仕事を2つ以上、Ctrlを押しながら選んでください。外した候補はまとめられません。",
)
"""Said where the chosen rows do not make one piece of work."""


class ChangeCase(Protocol):
    """Makes one undo step and shows it; tells whether anything is different."""

    def __call__(self, word: str, change: Callable[[Case], Case], *, merge_key: str = "") -> bool:
        """Apply `change` under the name `word`."""
        ...


class TreeEditor:
    """Changes the case through `change`; `delete` takes accepted pieces out of it."""

    def __init__(
        self,
        tree: WorkItemTree,
        change: ChangeCase,
        *,
        delete: Callable[[Sequence[str]], None],
        tell: Callable[[str, str], None],
        new_id: Callable[[], str],
    ) -> None:
        self._tree = tree
        self._change = change
        self._delete = delete
        self._tell = tell
        self._new_id = new_id

    def do(self, command: Command) -> None:
        """Do what a key asks for, as far as it concerns the chosen rows."""
        match command.act:
            case Act.VERDICT:
                self.judge_chosen(command.verdict)
            case Act.MOVE:
                self.move(command.steps)
            case Act.SHIFT | Act.STRETCH:
                self.shift(command.steps, length=command.act is Act.STRETCH)
            case Act.ACROSS:
                self.move_across(command.steps)
            case act:
                plain = {
                    Act.ACCEPT: self.accept_chosen,
                    Act.REMOVE: self.remove_chosen,
                    Act.NEXT_VERDICT: self.next_verdict,
                    Act.DIVIDE: self.divide,
                    Act.MERGE: self.merge,
                }
                plain[act]()

    def decide(self, ids: Sequence[str], state: ProposalState) -> None:
        """Accept, reject or reopen these pieces."""
        self._change(_DECISIONS[state], lambda case: tree_edits.decided(case, ids, state))

    def set_verdict(self, ids: Sequence[str], verdict: Verdict) -> None:
        """Put one verdict on these pieces."""
        self._change("判定", lambda case: tree_edits.with_verdict(case, ids, verdict))

    def accept_chosen(self) -> None:
        """Accept what is chosen and not accepted yet."""
        open_ = [i for i in self._tree.chosen_items() if i.state is not ProposalState.ACCEPTED]
        self.decide([i.id for i in open_], ProposalState.ACCEPTED)

    def remove_chosen(self) -> None:
        """Take proposals off the tree; delete what was accepted, and issues without work."""
        node = self._tree.current_node()
        if node is not None and node.issue is not None and not node.items():
            key = node.key
            self._change("課題を外す", lambda case: tree_edits.without_issue(case, key))
        chosen = self._tree.chosen_items()
        proposed = [item.id for item in chosen if item.state is ProposalState.PROPOSED]
        accepted = [item.id for item in chosen if item.state is ProposalState.ACCEPTED]
        if proposed:
            self.decide(proposed, ProposalState.REJECTED)
        if accepted:
            self._delete(accepted)

    def judge_chosen(self, verdict: Verdict) -> None:
        """Put one verdict on what is chosen."""
        self.set_verdict([item.id for item in self._tree.chosen_items()], verdict)

    def next_verdict(self) -> None:
        """Change the verdicts in a circle; a proposal is first taken as it stands."""
        for item in self._tree.chosen_items():
            accepted = item.state is ProposalState.ACCEPTED
            verdict = tree_edits.next_verdict(item.verdict) if accepted else item.verdict
            self.set_verdict([item.id], verdict)

    def move(self, steps: int) -> None:
        """Move the current piece within its issue."""
        node = self._tree.current_node()
        if node is not None and node.item is not None:
            key = node.key
            self._change("並べ替え", lambda case: tree_edits.moved(case, key, steps))
            self._tree.select(key)

    def move_across(self, step: int) -> None:
        """Move the current piece under the next or the previous sub-issue, and say where."""
        node = self._tree.current_node()
        if node is None or node.item is None:
            return
        key, name = node.key, node.item.name
        if not self._change(
            "課題の間で移す", lambda case: tree_edits.moved_across(case, key, step)
        ):
            self._tell("移せません。", "この先に課題はありません。")
            return
        self._tree.select(key)
        self._tell(f"「{name}」を「{self._tree.name_above(key)}」に移しました。", "")

    def shift(self, weeks: int, *, length: bool) -> None:
        """Move the current work by weeks, or change its length."""
        span = self._tree.current_span()
        if span is not None:
            start = span.told_on if length else span.told_on + weeks * _WEEK
            due = span.due_on + weeks * _WEEK
            self._change(
                "期間", lambda case: tree_edits.scheduled(case, span.work_item_id, start, due)
            )

    def divide(self) -> None:
        """Ask into how many pieces the current one is divided, and divide it."""
        node = self._tree.current_node()
        item = node.item if node is not None else None
        if item is None or not can_divide(item):
            self._tell("分けられません。", "分ける仕事の行を1つ選んでください。")
            return
        dialog = DivideDialog(item, self._tree)
        dialog.chosen.connect(lambda parts: self._divided(item, parts))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _divided(self, item: WorkItem, parts: int) -> None:
        self._change("仕事を分ける", lambda case: divided(case, item.id, parts, self._new_id))
        self._tree.select(item.id)
        self._tree.rows.setFocus()

    def merge(self) -> None:
        """Make one piece of what is chosen."""
        chosen = self._tree.chosen_items()
        if not can_merge(chosen):
            self._tell(*NOT_TO_MERGE)
            return
        ids = [item.id for item in chosen]
        if self._change("仕事をまとめる", lambda case: merged(case, ids)):
            self._tell(
                "1つの仕事にまとめました。",
                "元の仕事は「外した候補」に、書いた依頼文とともに残っています。",
            )

    def edit_goal(self) -> bool:
        """Ask for the measure of success where the current row tells it; tell whether it does."""
        node = self._tree.current_node()
        if node is None or not node.goal or node.issue is None:
            return False
        issue = node.issue
        dialog = GoalDialog(issue, self._tree)
        dialog.chosen.connect(
            lambda text: self._change(
                "成果の測り方", lambda case: tree_edits.with_measure(case, issue.id, text)
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return True
