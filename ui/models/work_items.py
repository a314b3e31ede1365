"""The tree of step ②: problems, sub-issues and work as rows and columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from cspdesk.domain.decomposition import (
    Decomposition,
    Issue,
    ProposalState,
    Verdict,
    WorkItem,
)
from cspdesk.domain.typed_values import format_yen
from cspdesk.services.planning import Span
from ui.widgets.labels import tip

Index = QModelIndex | QPersistentModelIndex

ITEM_MIME = "application/x-cspdesk-work-item"
GOAL = "goal:"
"""Begins the key of the row that tells how success with a problem is measured."""
LOOSE = "loose"
"""Key of the row above work that belongs to no sub-issue."""
BARE = "bare"
"""Key of the row that holds the issues without any work, so that they do not clutter the rest."""

OWN_MARK = "自前"
"""Stands before work that comes from the consultant's own catalogue."""
_OWN_ID = "X-"


class Column(IntEnum):
    """Columns of the tree."""

    NAME = 0
    VERDICT = 1
    DECISION = 2
    AMOUNT = 3
    AFTER = 4
    WEEKS = 5


_HEADS = {
    Column.NAME: "問題 → 課題 → 仕事",
    Column.VERDICT: "判定",
    Column.DECISION: "候補",
    Column.AMOUNT: "金額（税込）",
    Column.AFTER: "前に必要",
    Column.WEEKS: "週の予定",
}


class Role(IntEnum):
    """Roles beside Qt's own."""

    NODE = Qt.ItemDataRole.UserRole + 1
    SPAN = Qt.ItemDataRole.UserRole + 2


@dataclass(eq=False, slots=True)
class Node:
    """One row; `level` is 0 for problems, 1 for sub-issues, 2 for work.

    `path` names what is above, where the rows above do not.
    """

    key: str
    level: int
    issue: Issue | None = None
    item: WorkItem | None = None
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    path: str = ""

    def items(self) -> list[WorkItem]:
        """Return all work at and below this row."""
        own = [self.item] if self.item is not None else []
        return own + [item for child in self.children for item in child.items()]

    @property
    def goal(self) -> bool:
        """Tell whether this row only tells the goal of the problem above."""
        return self.key.startswith(GOAL)

    @property
    def row(self) -> int:
        """Return the place among the siblings; 0 for rows at the top, which know no siblings."""
        return self.parent.children.index(self) if self.parent is not None else 0


def is_own(item: WorkItem) -> bool:
    """Tell whether work comes from the consultant's own catalogue."""
    return item.catalogue_id.startswith(_OWN_ID)


class WorkItemsModel(QAbstractItemModel):
    """Shows one `Decomposition`; never changes it, but says what a drop asks for.

    `notes` gives what is good to know about an issue by its catalogue id.

    Signals:
        move_wanted: id of a work item, id of the sub-issue it was dropped into, id of the item
            it was dropped before (empty = last).
    """

    move_wanted = Signal(str, str, str)

    def __init__(self, parent: QObject, notes: Callable[[str], Sequence[str]]) -> None:
        super().__init__(parent)
        self._notes = notes
        self._tops: list[Node] = []
        self._names: Mapping[str, str] = {}
        self._spans: Mapping[str, Span] = {}

    def show_tree(
        self, tree: Decomposition, spans: Sequence[Span], shown: Sequence[WorkItem]
    ) -> None:
        """Show the tree with the work in `shown`; issues without work are folded away."""
        tops = _nodes(tree, {item.id for item in shown})
        self._names = {item.id: item.name for item in tree.work_items}
        self._spans = {span.work_item_id: span for span in spans}
        if _shape(tops) == _shape(self._tops):
            # Nothing moved: rows keep focus, selection and place.
            for old, new in zip(_all(self._tops), _all(tops), strict=True):
                old.issue, old.item = new.issue, new.item
            self._tell_changed(QModelIndex())
            return
        self.beginResetModel()
        self._tops = tops
        self.endResetModel()

    def tops(self) -> tuple[Node, ...]:
        """Return the rows at the top."""
        return tuple(self._tops)

    def node(self, index: Index) -> Node | None:
        """Return what a row shows."""
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, Node) else None

    def index_of(self, key: str, column: int = 0) -> QModelIndex:
        """Return the index of a work item or issue, invalid if it is not shown."""
        pending = list(self._tops)
        while pending:
            node = pending.pop()
            if node.key == key:
                return self._index(node, column)
            pending.extend(node.children)
        return QModelIndex()

    def _tell_changed(self, parent: QModelIndex) -> None:
        rows = self.rowCount(parent)
        if not rows:
            return
        last = self.index(rows - 1, len(Column) - 1, parent)
        self.dataChanged.emit(self.index(0, 0, parent), last)
        for row in range(rows):
            self._tell_changed(self.index(row, 0, parent))

    def _index(self, node: Node, column: int) -> QModelIndex:
        row = self._tops.index(node) if node.parent is None else node.row
        return self.createIndex(row, column, node)

    # ---- Qt ----

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Return the index of a cell."""
        above = self.node(parent)
        rows = above.children if above is not None else self._tops
        if not (0 <= row < len(rows) and 0 <= column < len(Column)):
            return QModelIndex()
        return self.createIndex(row, column, rows[row])

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """Return the index of the row above."""
        node = self.node(index)
        if node is None or node.parent is None:
            return QModelIndex()
        return self._index(node.parent, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows lie below."""
        if parent.isValid() and parent.column() > 0:
            return 0
        node = self.node(parent)
        return len(node.children) if node is not None else len(self._tops)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        del parent
        return len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the words above a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[Column(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight
                if section == Column.AMOUNT
                else (Qt.AlignmentFlag.AlignLeft)
            )
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        node = self.node(index)
        if node is None:
            return None
        value: object = None
        match role:
            case Role.NODE:
                value = node
            case Role.SPAN:
                value = self._spans.get(node.key)
            case Qt.ItemDataRole.DisplayRole:
                value = self._text(node, Column(index.column()))
            case Qt.ItemDataRole.ToolTipRole:
                value = tip(self._explanation(node))
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                value = self._explanation(node)
            case Qt.ItemDataRole.AccessibleTextRole:
                value = self._spoken(node)
        return value

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let work be dragged, and dropped into sub-issues and beside other work."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        node = self.node(index)
        if node is None:
            return Qt.ItemFlag.NoItemFlags
        if node.item is not None:
            return flags | Qt.ItemFlag.ItemIsDragEnabled
        takes = node.level == 1 and not node.goal
        return flags | Qt.ItemFlag.ItemIsDropEnabled if takes else flags

    def supportedDropActions(self) -> Qt.DropAction:
        """Only move."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Return the one type that can be dropped."""
        return [ITEM_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Carry the id of the first piece of work."""
        data = QMimeData()
        for index in indexes:
            node = self.node(index)
            if node is not None and node.item is not None:
                data.setData(ITEM_MIME, QByteArray(node.key.encode()))
                break
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Tell what is asked for; the page changes the case and shows it anew."""
        del action, column
        above = self.node(parent)
        if above is None or above.level != 1 or above.goal or not data.hasFormat(ITEM_MIME):
            return False
        before = above.children[row].key if 0 <= row < len(above.children) else ""
        item_id = bytes(data.data(ITEM_MIME).data()).decode()
        issue_id = "" if above.key == LOOSE else above.key
        self.move_wanted.emit(item_id, issue_id, before)
        # False keeps the view from removing the row itself.
        return False

    # ---- words ----

    def _text(self, node: Node, column: Column) -> str:
        item = node.item
        match column:
            case Column.NAME:
                return item.name if item is not None else _issue_name(node)
            case Column.AMOUNT:
                return _amount(node)
            case Column.VERDICT if item is not None:
                return item.verdict.label
            case Column.AFTER if item is not None:
                return "、".join(self._names[a] for a in item.after if a in self._names)
            case Column.DECISION if item is not None:
                return _DECISIONS[item.state]
        return ""

    def _explanation(self, node: Node) -> str:
        if node.item is not None:
            item = node.item
            own = f"{OWN_MARK}の仕事" if is_own(item) else ""
            told = (item.name, own, self._days(item.id), item.deliverable, *item.why)
            return "\n".join(part for part in told if part)
        if node.goal and node.issue is not None:
            return f"{_issue_name(node)}\n発注の前に決めておくと、出来を確かめられます。"
        if node.issue is not None:
            notes = self._notes(node.issue.catalogue_id)
            return "\n".join((node.issue.name, *node.issue.why, *notes))
        return ""

    def _days(self, item_id: str) -> str:
        """Return the stages with their days, where there is more than the work itself."""
        span = self._spans.get(item_id)
        return "" if span is None or len(span.stages) == 1 else stages_of(span)

    def _spoken(self, node: Node) -> str:
        """Return the row as it is read out: name, verdict, amount, prerequisites, period."""
        parts = [self._text(node, column) for column in (Column.NAME, Column.VERDICT)]
        if node.item is not None and is_own(node.item):
            parts.insert(1, f"{OWN_MARK}の仕事")
        if node.item is not None and node.item.state is not ProposalState.ACCEPTED:
            parts.append(_DECISIONS[node.item.state])
        parts.append(self._text(node, Column.AMOUNT))
        if after := self._text(node, Column.AFTER):
            parts.append(f"前に必要 {after}")
        if span := self._spans.get(node.key):
            if span.before:
                parts.append(f"{_short(span.begins_on)}に{span.before[0].name}を開始")
            parts.append(f"{_short(span.starts_on)}から{weeks_of(span)}週間")
            if span.critical:
                parts.append("遅れると全体が遅れます")
            elif span.slack_days:
                parts.append(f"余裕 {span.slack_days}営業日")
        return "、".join(part for part in parts if part)


_DECISIONS = {
    ProposalState.PROPOSED: "候補",
    ProposalState.ACCEPTED: "",
    ProposalState.REJECTED: "外した候補",
}


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def stages_of(span: Span) -> str:
    """Return all stages with their days, in short."""
    return " → ".join(
        f"{s.name} {s.starts_on.month}/{s.starts_on.day}〜{s.ends_on.month}/{s.ends_on.day}"
        for s in span.stages
    )


def weeks_of(span: Span) -> int:
    """Return the length of the work in started weeks."""
    return (span.due_on - span.starts_on).days // 7 + 1


def _issue_name(node: Node) -> str:
    if node.goal and node.issue is not None:
        return f"成果の測り方：{node.issue.measure or 'まだ決めていません'}"
    if node.issue is not None:
        return f"{node.path}{node.issue.name}"
    return f"仕事のない課題 {len(node.children)}件" if node.key == BARE else "そのほかの仕事"


def _amount(node: Node) -> str:
    item = node.item
    if node.goal:
        return ""
    if item is None:
        total = sum(i.total_yen or 0 for i in node.items() if i.ordered)
        return format_yen(total) if total else ""
    if item.verdict is Verdict.PROFESSIONAL:
        return "別途"
    if item.verdict is not Verdict.ORDER:
        return "―"
    return format_yen(item.total_yen) if item.total_yen is not None else "未定"


def _nodes(tree: Decomposition, shown: set[str]) -> list[Node]:
    """Build the rows; work whose sub-issue is gone stands under a row of its own."""
    nodes: dict[str, Node] = {}
    tops: list[Node] = []
    for issue in tree.issues:
        node = Node(issue.id, 1 if issue.parent_id else 0, issue=issue)
        nodes[issue.id] = node
        if not issue.parent_id:
            node.children.append(Node(f"{GOAL}{issue.id}", 1, issue=issue, parent=node))
        node.parent = nodes.get(issue.parent_id)
        (node.parent.children if node.parent is not None else tops).append(node)
    loose = Node(LOOSE, 1)
    used: set[str] = set()
    for item in tree.work_items:
        above = nodes.get(item.issue_id, loose)
        used.add(above.key)
        if item.id in shown:
            above.children.append(Node(item.id, 2, item=item, parent=above))
    found = [top for top in tops if _with_work_only(top)]
    if loose.children:
        found.append(loose)
    bare = _bare(tree.issues, used)
    return [*found, bare] if bare.children else found


def _with_work_only(node: Node) -> bool:
    """Drop what has no work below; tell whether anything is left."""
    node.children = [c for c in node.children if c.item is not None or c.goal or _with_work_only(c)]
    return any(not child.goal for child in node.children)


def _bare(issues: Sequence[Issue], used: set[str]) -> Node:
    """Return the row of the issues without any work, shown or hidden, at or below them."""
    bare = Node(BARE, 0)
    parents = {issue.parent_id for issue in issues}
    names = {issue.id: issue.name for issue in issues}
    for issue in issues:
        if issue.id in used or (not issue.parent_id and issue.id in parents):
            continue
        path = f"{names[issue.parent_id]} › " if issue.parent_id in names else ""
        bare.children.append(Node(issue.id, 1, issue=issue, parent=bare, path=path))
    return bare


def _all(nodes: Sequence[Node]) -> list[Node]:
    return [n for node in nodes for n in (node, *_all(node.children))]


def _shape(nodes: Sequence[Node]) -> list[tuple[str, int, int]]:
    return [(node.key, node.level, len(node.children)) for node in _all(nodes)]
