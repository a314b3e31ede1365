"""One finding in the check panel: what, why, on what it rests, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from cspdesk.domain.finding import Edit, Finding, Severity
from cspdesk.domain.source import Confidence, Source
from ui.theme import icon, theme
from ui.widgets.buttons import Button
from ui.widgets.chips import LOOKS
from ui.widgets.labels import Paragraph, tip
from ui.widgets.named import set_property

STATES = {Severity.ERROR: "err", Severity.WARNING: "warn", Severity.INFO: "info"}
_LONGEST_QUOTE, _LONGEST_VERB = 40, 18


class FindingBox(QFrame):
    """Shows one finding; the same box shows another one later, so that nothing flickers.

    Signals:
        chosen: the person pressed on the box.
        repair_wanted, jump_wanted: the person pressed these buttons.
    """

    chosen = Signal()
    repair_wanted = Signal()
    jump_wanted = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        self.setProperty("role", "finding")
        self._sign = QLabel()
        self._lead = Paragraph("", "strong")
        self._quote = Paragraph("", "small")
        self._text = Paragraph("", "small")
        self._source = Paragraph("", "hint")
        self._repair = Button("", f"check_repair_{number}", icon_name="wand-sparkles")
        self._repair.clicked.connect(self.repair_wanted)
        self._jump = Button(
            "場所へ", f"check_jump_{number}", kind="ghost", icon_name="corner-down-right"
        )
        self._jump.clicked.connect(self.jump_wanted)
        self._column = QVBoxLayout(self)
        self._head = QHBoxLayout()
        self._head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._head.addWidget(self._lead, 1)
        self._column.addLayout(self._head)
        for part in (self._quote, self._text, self._source):
            self._column.addWidget(part)
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self._repair)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self._jump)
        self._column.addLayout(self._buttons)
        self._shown: tuple[Finding, Edit | None] | None = None
        self._fit()

    def show_finding(self, finding: Finding, edit: Edit | None) -> None:
        """Show this finding and the repair to offer for it, None = there is none."""
        if self._shown == (finding, edit):
            return
        self._shown = (finding, edit)
        set_property(self, "state", STATES[finding.severity])
        lead, rest = _split(finding.message)
        self._lead.show_text(lead)
        quote = _quote(finding.text)
        _show(self._quote, f"「{quote}」" if quote else "")
        hint = "" if edit is not None else f"直し方：{finding.fix}"
        _show(self._text, "\n".join(part for part in (rest, hint) if part))
        self._source.show_text(_basis(finding))
        self._source.setToolTip(tip(_all_sources(finding)))
        self._source.setAccessibleDescription(_all_sources(finding))
        self._show_repair(finding, edit)
        self._jump.setAccessibleName(f"場所へ：{lead}")
        self.setAccessibleName(f"{finding.severity.label}：{lead}")
        self._draw_sign(finding)

    def set_current(self, current: bool) -> None:
        """Frame it, and make its repair the button that stands out."""
        set_property(self, "current", "true" if current else "false")
        self._repair.set_kind("primary" if current else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell that the box was pressed."""
        super().mousePressEvent(event)
        self.chosen.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._column.count():
            self._fit()
            if self._shown is not None:
                self._draw_sign(self._shown[0])

    def _show_repair(self, finding: Finding, edit: Edit | None) -> None:
        self._repair.setVisible(edit is not None)
        if edit is None:
            return
        self._repair.set_content(_short(edit.label, _LONGEST_VERB), icon_name="wand-sparkles")
        self._repair.setAccessibleName(edit.label)
        self._repair.setAccessibleDescription(f"入る文：{edit.replacement}")
        self._repair.setToolTip(tip(f"{edit.label}\n入る文：{edit.replacement}\n{finding.fix}"))

    def _draw_sign(self, finding: Finding) -> None:
        look = LOOKS[STATES[finding.severity]]
        size = theme().px(16)
        ratio = self.devicePixelRatioF()
        self._sign.setPixmap(icon(look.icon, look.foreground).pixmap(QSize(size, size), ratio))
        self._sign.setAccessibleName(finding.severity.label)

    def _fit(self) -> None:
        side = theme().px(10)
        self._column.setContentsMargins(side, theme().px(7), side, theme().px(7))
        self._column.setSpacing(theme().px(4))
        self._head.setSpacing(theme().px(7))


def _show(part: Paragraph, text: str) -> None:
    part.show_text(text)
    part.setVisible(bool(text))


def _split(message: str) -> tuple[str, str]:
    """Return the first sentence without its full stop, and the rest."""
    first, _, rest = message.partition("。")
    return first, rest.strip()


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _quote(text: str) -> str:
    return _short(" ".join(text.split()), _LONGEST_QUOTE)


def _basis(finding: Finding) -> str:
    """Return severity, the weightiest source with its day, and how sure it is, in one line."""
    source = finding.sources[0]
    more = len(finding.sources) - 1
    parts = [f"{finding.severity.label}・{finding.rule}　{source.label()}"]
    if source.checked_on is not None:
        parts.append(f"（{source.checked_on.isoformat()}確認）")
    if more:
        parts.append(f" ほか{more}件")
    if finding.confidence is not Confidence.CONFIRMED:
        parts.append(f"　根拠は{finding.confidence.value}")
    return "".join(parts)


def _all_sources(finding: Finding) -> str:
    lines = [finding.title] if finding.title else []
    return "\n".join([*lines, *(_source_line(source) for source in finding.sources)])


def _source_line(source: Source) -> str:
    day = f"{source.checked_on.isoformat()}確認" if source.checked_on else ""
    return "・".join(part for part in (source.label(), source.publisher, source.dated, day) if part)
