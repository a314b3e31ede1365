"""The check panel of step ④: items as chips, findings with sources and repairs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from cspdesk.domain.finding import CheckResult, DisclosureItem, Finding, Severity
from cspdesk.domain.source import Confidence
from ui.theme import icon, theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chips import LOOKS, Chip, StatusChip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import LinkButton, label
from ui.widgets.named import named, set_property

_STATES = {Severity.ERROR: "err", Severity.WARNING: "warn", Severity.INFO: "info"}
_SHORTEST_QUOTE, _LONGEST_QUOTE = 1, 40


class PostingCheck(Card):
    """Shows the last check; one finding is current.

    Signals:
        jump_wanted: a finding whose place the person wants to see.
        item_wanted: a `DisclosureItem` whose field the person wants to fill.
        repair_wanted: a finding whose repair the person wants.
        settle_wanted: the person declares the posting finished.
        basis_toggled: judge as of today (True) or as of the planned order date (False).
    """

    jump_wanted = Signal(object)
    item_wanted = Signal(object)
    repair_wanted = Signal(object)
    settle_wanted = Signal()
    basis_toggled = Signal(bool)

    def __init__(self) -> None:
        super().__init__("点検", "posting_check", padded=False)
        self._counts = {s: StatusChip(_STATES[s], "") for s in Severity}
        for chip in self._counts.values():
            self.head_row.addWidget(chip)
        self._chips = {
            item: Chip("absent", item.label, f"check_{item.value}") for item in DisclosureItem
        }
        self._basis = label("", "hint", wrap=True)
        self._basis_link = LinkButton("今日の基準で見る", "check_basis")
        self._basis_link.setCheckable(True)
        self._basis_link.toggled.connect(self.basis_toggled)
        self._list = QVBoxLayout()
        self._boxes: list[tuple[Finding, QFrame]] = []
        self._current: Finding | None = None
        self.body.addWidget(self._top())
        self.body.addWidget(self._scroll_area(), 1)
        self._build_foot()

    @property
    def current(self) -> Finding | None:
        """Return the current finding, None if there is none."""
        return self._current

    def show_result(self, result: CheckResult, basis: str, *, settled: bool) -> None:
        """Show items and findings; the current finding stays current if it is still there."""
        for severity, chip in self._counts.items():
            number = result.count(severity)
            chip.show_state(_STATES[severity], f"{severity.label} {number}")
            chip.setVisible(number > 0)
        for item in result.items:
            word = item.item.label
            self._chips[item.item].show_state(item.state.value, word, f"{word}、{item.state.label}")
        self._basis.setText(basis)
        self._fill(result.findings)
        self._settle.set_content(
            "確定済み" if settled else "点検を確定", icon_name="shield-check", key=""
        )

    def set_current(self, finding: Finding | None) -> None:
        """Make a finding current."""
        self._current = finding
        for shown, box in self._boxes:
            set_property(box, "current", "true" if shown == finding else "false")
            if shown == finding:
                self._scroll.ensureWidgetVisible(box)

    def step(self, direction: int) -> Finding | None:
        """Go to the next (+1) or previous (-1) finding, round the end; return it."""
        findings = [finding for finding, _ in self._boxes]
        if not findings:
            return None
        place = findings.index(self._current) if self._current in findings else -direction
        self.set_current(findings[(place + direction) % len(findings)])
        return self._current

    def _top(self) -> QWidget:
        top = QWidget()
        column = QVBoxLayout(top)
        side = theme().px(14)
        column.setContentsMargins(side, theme().px(8), side, theme().px(4))
        column.addWidget(label("指針の募集項目（押すと、その欄へ移ります）", "hint", wrap=True))
        flow = QWidget()
        row = FlowLayout(flow)
        for item, chip in self._chips.items():
            chip.clicked.connect(self._item_teller(item))
            row.addWidget(chip)
        column.addWidget(flow)
        basis = QHBoxLayout()
        basis.addWidget(self._basis, 1)
        basis.addWidget(self._basis_link)
        column.addLayout(basis)
        return top

    def _item_teller(self, item: DisclosureItem) -> Callable[[], None]:
        return lambda: self.item_wanted.emit(item)

    def _scroll_area(self) -> QScrollArea:
        content = QWidget()
        column = QVBoxLayout(content)
        side = theme().px(14)
        column.setContentsMargins(side, theme().px(4), side, theme().px(8))
        self._list.setSpacing(theme().px(8))
        column.addLayout(self._list)
        column.addStretch(1)
        self._scroll = named(QScrollArea(), "check_scroll", "指摘の一覧")
        self._scroll.setWidget(content)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return self._scroll

    def _build_foot(self) -> None:
        following = Button("次の指摘へ", "check_next", key="F8")
        following.clicked.connect(self._go_next)
        self._settle = Button("点検を確定", "check_settle", icon_name="shield-check")
        self._settle.clicked.connect(self.settle_wanted)
        self.foot_row.addWidget(following)
        self.foot_row.addStretch(1)
        self.foot_row.addWidget(self._settle)

    def _go_next(self) -> None:
        finding = self.step(1)
        if finding is not None:
            self.jump_wanted.emit(finding)

    def _fill(self, findings: tuple[Finding, ...]) -> None:
        if tuple(finding for finding, _ in self._boxes) == findings:
            return
        kept = self._current if self._current in findings else None
        while (entry := self._list.takeAt(0)) is not None:
            if (widget := entry.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._boxes = [(finding, self._box(finding, n)) for n, finding in enumerate(findings)]
        for _, box in self._boxes:
            self._list.addWidget(box)
        if not findings:
            self._list.addWidget(label("指摘はありません。", "hint"))
        self.set_current(kept or (findings[0] if findings else None))

    def _box(self, finding: Finding, number: int) -> QFrame:
        box = QFrame()
        box.setProperty("role", "finding")
        box.setProperty("state", _STATES[finding.severity])
        box.setAccessibleName(f"{finding.severity.label}：{finding.title or finding.message}")
        column = QVBoxLayout(box)
        side = theme().px(10)
        column.setContentsMargins(side, theme().px(7), side, theme().px(7))
        column.setSpacing(theme().px(4))
        column.addLayout(_head(finding))
        if quote := _quote(finding):
            column.addWidget(label(f"「{quote}」", "small", wrap=True))
        column.addWidget(label(finding.message, "small", wrap=True))
        column.addWidget(label(_source(finding), "hint", wrap=True))
        column.addLayout(self._actions(finding, number))
        return box

    def _actions(self, finding: Finding, number: int) -> QHBoxLayout:
        row = QHBoxLayout()
        if finding.edit is not None:
            repair = Button(finding.edit.label, f"check_repair_{number}", icon_name="wand-sparkles")
            repair.setAccessibleDescription(finding.fix)
            repair.clicked.connect(lambda: self.repair_wanted.emit(finding))
            row.addWidget(repair)
        else:
            row.addWidget(label(f"直し方：{finding.fix}", "small", wrap=True), 1)
        row.addStretch(0)
        jump = Button("場所へ", f"check_jump_{number}", kind="ghost", icon_name="corner-down-right")
        jump.clicked.connect(lambda: self._jump(finding))
        row.addWidget(jump)
        return row

    def _jump(self, finding: Finding) -> None:
        self.set_current(finding)
        self.jump_wanted.emit(finding)


def _head(finding: Finding) -> QHBoxLayout:
    row = QHBoxLayout()
    look = LOOKS[_STATES[finding.severity]]
    sign = QLabel()
    size = theme().px(16)
    sign.setPixmap(icon(look.icon, look.foreground).pixmap(size, size))
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(f"{finding.severity.label}：{finding.title}", "strong", wrap=True), 1)
    return row


def _quote(finding: Finding) -> str:
    text = " ".join(finding.text.split())
    if len(text) < _SHORTEST_QUOTE:
        return ""
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"


def _source(finding: Finding) -> str:
    lines = []
    for source in finding.sources:
        day = f"{source.checked_on.isoformat()}確認" if source.checked_on else ""
        lines.append("・".join(part for part in (source.label(), source.dated, day) if part))
    if finding.confidence is not Confidence.CONFIRMED:
        lines.append(f"この根拠は{finding.confidence.value}です")
    return f"出どころ：{' ／ '.join(lines)}（{finding.rule}）"
