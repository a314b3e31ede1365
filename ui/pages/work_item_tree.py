"""The table of step ②: the tree at the left, the weeks at the right, one selection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QScrollBar,
    QSplitter,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from cspdesk.domain.decomposition import Decomposition, ProposalState, WorkItem
from cspdesk.services.planning import Span
from ui.models.work_items import BARE, Column, Node, Role, WorkItemsModel
from ui.pages.work_item_cells import DECISIONS, ROW_HEIGHT, BarPainter, CellPainter, decision_places
from ui.theme import draw_icon, theme
from ui.widgets.delegates import Index
from ui.widgets.named import named
from ui.widgets.week_bar import WeekHeader, draw_link, scale_for

_WIDTHS = {Column.VERDICT: 112, Column.DECISION: 104, Column.AMOUNT: 104, Column.AFTER: 110}
_NAME_WIDTH = 190
_WEEKS_WIDTH = 150
_HIDE_AFTER_SCALE = 1.3
_GROUNDS = ("surfaceAlt", "canvas", "surface")


class _Rows(QTreeView):
    """A tree that draws its own grounds, marks and focus, as the style sheet cannot."""

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground of the level, the row, the line below and the focus."""
        current = theme()
        area: QRect = option.rect
        row = QRect(0, area.top(), self.viewport().width(), area.height())
        node = index.data(Role.NODE)
        level = node.level if isinstance(node, Node) else 0
        chosen = isinstance(index, QModelIndex) and self.selectionModel().isSelected(index)
        painter.fillRect(row, current.colour("selection" if chosen else _GROUNDS[level]))
        super().drawRow(painter, option, index)
        painter.setPen(current.colour("border"))
        painter.drawLine(row.bottomLeft(), row.bottomRight())
        if (
            self.focus_shown()
            and index.row() == self.currentIndex().row()
            and (index.parent() == self.currentIndex().parent())
        ):
            painter.setPen(QPen(current.colour("focus"), 2))
            painter.drawLine(row.left(), row.top() + 1, row.right(), row.top() + 1)
            painter.drawLine(row.left(), row.bottom(), row.right(), row.bottom())

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Draw the mark that opens and closes a row."""
        node = index.data(Role.NODE)
        if not isinstance(node, Node) or not node.children or not isinstance(index, QModelIndex):
            return
        size = theme().px(14)
        name = "chevron-down" if self.isExpanded(index) else "chevron-right"
        place = QRect(rect.right() - size, rect.top() + (rect.height() - size) // 2, size, size)
        draw_icon(painter, name, "text2", place)

    def focus_shown(self) -> bool:
        """Tell whether the current row is framed."""
        return self.hasFocus()


class WorkRows(_Rows):
    """The left tree: it has the focus and the keys.

    Signals:
        key_pressed: a key with its modifiers, for the page to act on; it sets `accepted`.
        opened: key of the row to open.
        decided: id of a work item and the `ProposalState` of the word that was clicked.
    """

    key_pressed = Signal(object)
    opened = Signal(str)
    decided = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        named(self, "work_items", "問題、課題、仕事の表")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setMouseTracking(True)
        self.doubleClicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer the key to the page first; letters never start Qt's type-ahead search."""
        event.ignore()
        self.key_pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do not search by letters: they belong to the page."""
        del search

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take or drop a proposal where its word is clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        node = index.data(Role.NODE)
        if index.column() != Column.DECISION or not isinstance(node, Node) or node.item is None:
            return
        for word, place in decision_places(self.visualRect(index), node.item):
            if place.contains(event.position().toPoint()):
                self.decided.emit(node.key, DECISIONS[word])

    def _open(self, index: QModelIndex) -> None:
        node = index.data(Role.NODE)
        if isinstance(node, Node):
            self.opened.emit(node.key)


class _WeekRows(_Rows):
    """The right tree: weeks only, drawn beside the rows of the left one."""

    def __init__(self, partner: WorkRows) -> None:
        super().__init__()
        named(self, "work_weeks", "週の予定")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self._partner = partner
        self.doubleClicked.connect(partner.doubleClicked)

    def focus_shown(self) -> bool:
        """Follow the left tree."""
        return self._partner.hasFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, then the lines from work to what waits for it."""
        super().paintEvent(event)
        model, painter_of = self.model(), self.itemDelegate()
        if not isinstance(model, WorkItemsModel) or not isinstance(painter_of, BarPainter):
            return
        painter = QPainter(self.viewport())
        for top in model.tops():
            for item in top.items():
                self._draw_links(painter, model, painter_of, item)
        painter.end()

    def _draw_links(
        self, painter: QPainter, model: WorkItemsModel, bars: BarPainter, item: WorkItem
    ) -> None:
        ends = self._bar(model, bars, item.id)
        for before in item.after:
            starts = self._bar(model, bars, before)
            if ends is not None and starts is not None:
                draw_link(painter, starts, ends)

    def _bar(self, model: WorkItemsModel, bars: BarPainter, key: str) -> QRectF | None:
        index = model.index_of(key, Column.WEEKS)
        area = self.visualRect(index)
        span = index.data(Role.SPAN)
        if not area.isValid() or not isinstance(span, Span):
            return None
        return bars.bar_area(area, span)


class WorkItemTree(QWidget):
    """Both trees with one selection, one vertical scroll, and the weeks scrolled apart.

    Signals:
        move_wanted: see `WorkItemsModel`.
        current_changed: key of the row the person moved to.
    """

    move_wanted = Signal(str, str, str)
    current_changed = Signal(str)

    def __init__(self, notes: Callable[[str], Sequence[str]]) -> None:
        super().__init__()
        self.model = WorkItemsModel(self, notes)
        self.rows = WorkRows()
        self._weeks = _WeekRows(self.rows)
        self._header = WeekHeader(self._weeks)
        self._across = QScrollBar(Qt.Orientation.Horizontal)
        self._across.setAccessibleName("週を送る")
        self._keeping = False
        self._closed: set[str] = {BARE}
        self._assemble()
        self._link()

    def show_tree(
        self,
        tree: Decomposition,
        spans: Sequence[Span],
        shown: Sequence[WorkItem],
        start: date,
    ) -> None:
        """Show the tree; the current row, what is open and the place stay."""
        key = self.current_key()
        place = self.rows.verticalScrollBar().value()
        self._keeping = True
        self.model.show_tree(tree, spans, shown)
        for view in (self.rows, self._weeks):
            view.expandAll()
        self._span_goals()
        for closed in self._closed:
            self.rows.collapse(self.model.index_of(closed))
        undecided = any(item.state is not ProposalState.ACCEPTED for item in shown)
        self.rows.setColumnHidden(Column.DECISION, not undecided)
        scale = scale_for(spans, start)
        self._header.show_scale(scale)
        bars = self._weeks.itemDelegate()
        if isinstance(bars, BarPainter):
            bars.scale = scale
        self._measure()
        self._keeping = False
        self.select(key)
        self.rows.verticalScrollBar().setValue(place)
        self._weeks.viewport().update()

    def _span_goals(self) -> None:
        """Give the rows that tell a goal the width of all columns."""
        for top in self.model.tops():
            above = self.model.index_of(top.key)
            for row, node in enumerate(top.children):
                self.rows.setFirstColumnSpanned(row, above, node.goal)

    def current_key(self) -> str:
        """Return the key of the current row, empty if there is none."""
        node = self.rows.currentIndex().data(Role.NODE)
        return node.key if isinstance(node, Node) else ""

    def name_above(self, key: str) -> str:
        """Return what stands in the row above a piece of work."""
        return str(self.model.index_of(key).parent().data() or "")

    def spoken(self) -> dict[str, str]:
        """Return how each piece of work is read out, by its key."""
        model, role = self.model, Qt.ItemDataRole.AccessibleTextRole
        items = [item for top in model.tops() for item in top.items()]
        return {item.id: str(model.data(model.index_of(item.id), role)) for item in items}

    def current_node(self) -> Node | None:
        """Return the current row."""
        return self.model.node(self.rows.currentIndex())

    def current_span(self) -> Span | None:
        """Return the planned days of the current row, None where it has none."""
        span = self.rows.currentIndex().data(Role.SPAN)
        return span if isinstance(span, Span) else None

    def chosen_items(self) -> list[WorkItem]:
        """Return the work of the selected rows; a selected issue stands for all its work."""
        found: dict[str, WorkItem] = {}
        for index in self.rows.selectionModel().selectedRows():
            node = self.model.node(index)
            for item in node.items() if node is not None else []:
                found[item.id] = item
        return list(found.values())

    def select(self, key: str) -> None:
        """Move to a row; to the first piece of work where the row is not shown."""
        index = self.model.index_of(key) if key else QModelIndex()
        if not index.isValid():
            items = [item for top in self.model.tops() for item in top.items()]
            index = self.model.index_of(items[0].id) if items else QModelIndex()
        if index.isValid() and index.data(Role.NODE) is not self.current_node():
            self.rows.selectionModel().setCurrentIndex(
                index,
                QItemSelectionModel.SelectionFlag.ClearAndSelect
                | QItemSelectionModel.SelectionFlag.Rows,
            )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()
            for view in (self.rows, self._weeks):
                view.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the weeks the room that is left."""
        super().resizeEvent(event)
        self._measure()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the rows."""
        super().focusInEvent(event)
        self.rows.setFocus()

    def _assemble(self) -> None:
        self.rows.setModel(self.model)
        self._weeks.setModel(self.model)
        self._weeks.setHeader(self._header)
        self._weeks.setSelectionModel(self.rows.selectionModel())
        self.rows.setItemDelegate(CellPainter(self.rows))
        self._weeks.setItemDelegate(BarPainter(self._weeks))
        for column in Column:
            weeks = column is Column.WEEKS
            self.rows.setColumnHidden(column, weeks)
            self._weeks.setColumnHidden(column, not weeks)
        header = self.rows.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setObjectName("decomposition_splitter")
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.rows)
        self._splitter.addWidget(self._weeks)
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(0, 0, 0, 0)
        column_of.setSpacing(0)
        column_of.addWidget(self._splitter, 1)
        column_of.addWidget(self._across)
        self.setFocusProxy(self.rows)

    def _link(self) -> None:
        self.model.move_wanted.connect(self.move_wanted)
        self.rows.expanded.connect(self._opened)
        self.rows.collapsed.connect(self._shut)
        left, right = self.rows.verticalScrollBar(), self._weeks.verticalScrollBar()
        left.valueChanged.connect(right.setValue)
        right.valueChanged.connect(left.setValue)
        inner = self._weeks.horizontalScrollBar()
        inner.rangeChanged.connect(self._set_across)
        inner.valueChanged.connect(self._across.setValue)
        self._across.valueChanged.connect(inner.setValue)
        self._across.hide()
        self.rows.selectionModel().currentChanged.connect(self._moved)
        self._splitter.splitterMoved.connect(lambda *_: self._fit_weeks())

    def _opened(self, index: QModelIndex) -> None:
        self._weeks.expand(index)
        self._remember(index, closed=False)

    def _shut(self, index: QModelIndex) -> None:
        self._weeks.collapse(index)
        self._remember(index, closed=True)

    def _remember(self, index: QModelIndex, *, closed: bool) -> None:
        node = self.model.node(index)
        if node is None or self._keeping:
            return
        (self._closed.add if closed else self._closed.discard)(node.key)

    def _moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        node = self.model.node(current)
        for view in (self.rows, self._weeks):
            view.viewport().update()
        if node is not None and not self._keeping:
            self.current_changed.emit(node.key)

    def _set_across(self, low: int, high: int) -> None:
        self._across.setRange(low, high)
        self._across.setPageStep(self._weeks.viewport().width())
        self._across.setVisible(high > low)

    def _measure(self) -> None:
        current = theme()
        self.rows.setIndentation(current.px(16))
        self.rows.setColumnHidden(Column.AFTER, current.scale >= _HIDE_AFTER_SCALE)
        wanted = current.px(_NAME_WIDTH)
        for column, width in _WIDTHS.items():
            self.rows.setColumnWidth(column, current.px(width))
            if not self.rows.isColumnHidden(column):
                wanted += current.px(width)
        for view in (self.rows, self._weeks):
            view.header().setFixedHeight(current.px(ROW_HEIGHT))
        self.rows.setMinimumWidth(min(wanted, max(self.width() - current.px(_WEEKS_WIDTH), 0)))
        self._weeks.setMinimumWidth(current.px(100))
        spare = 20 if self.rows.isColumnHidden(Column.AFTER) else 75
        left = max(wanted + current.px(spare), self.width() // 2 - current.px(20))
        left = min(left, self.width() - current.px(_WEEKS_WIDTH))
        self._splitter.setSizes([left, max(self.width() - left, 1)])
        self._fit_weeks()

    def _fit_weeks(self) -> None:
        bars = self._weeks.itemDelegate()
        if isinstance(bars, BarPainter):
            width = max(self._weeks.viewport().width(), bars.scale.least_width())
            self._header.resizeSection(Column.WEEKS, width)
