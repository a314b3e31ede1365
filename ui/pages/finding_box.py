"""One finding in the check panel: what, why, on what it rests, and what to do about it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from cspdesk.domain.finding import Edit, Finding, Severity
from cspdesk.domain.source import Confidence
from cspdesk.services.rule_book import RuleEntry
from ui.pages.finding_reason import FindingReason, source_line
from ui.theme import icon, theme
from ui.widgets.buttons import Button
from ui.widgets.chips import LOOKS
from ui.widgets.labels import LinkButton, Paragraph, tip
from ui.widgets.named import set_property

STATES = {Severity.ERROR: "err", Severity.WARNING: "warn", Severity.INFO: "info"}
_LONGEST_QUOTE, _LONGEST_VERB = 40, 18
_OPEN_FIELD = "欄を開いて直す"


class FindingBox(QFrame):
    """Shows one finding; the same box shows another one later, so that nothing flickers.

    Signals:
        chosen: the person pressed on the box.
        repair_wanted, jump_wanted, reason_wanted: the person pressed these buttons.
        rule_wanted: the person wants to see the whole rule.
    """

    chosen = Signal()
    repair_wanted = Signal()
    jump_wanted = Signal()
    reason_wanted = Signal()
    rule_wanted = Signal()

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
        self._why = LinkButton("なぜ", f"check_why_{number}")
        self._why.setAccessibleDescription("キー F9")
        self._why.clicked.connect(self.reason_wanted)
        self._number = number
        self._reason: FindingReason | None = None
        self._column = QVBoxLayout(self)
        self._head = QHBoxLayout()
        self._head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._head.addWidget(self._lead, 1)
        self._column.addLayout(self._head)
        for part in (self._quote, self._text):
            self._column.addWidget(part)
        basis = QHBoxLayout()
        basis.addWidget(self._source, 1)
        basis.addWidget(self._why, 0, Qt.AlignmentFlag.AlignBottom)
        self._column.addLayout(basis)
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self._repair)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self._jump)
        self._column.addLayout(self._buttons)
        self._shown: tuple[Finding, Edit | None] | None = None
        self._fit()

    def show_finding(self, finding: Finding, edit: Edit | None) -> None:
        """Show this finding and the repair to offer for it, None = there is none."""
        known = self._shown
        self._shown = (finding, edit)
        if known is not None and _look(*known) == _look(finding, edit):
            return
        if known is not None and known[0].rule != finding.rule:
            self.hide_reason()
        set_property(self, "state", STATES[finding.severity])
        lead, rest = _split(_without_signs(finding))
        self._lead.show_text(lead)
        quote = _quote(finding.text)
        _show(self._quote, f"「{quote}」" if quote else "")
        hint = "" if edit is not None else f"直し方：{finding.fix}"
        signs = (f"・{sign}" for sign in finding.signs)
        _show(self._text, "\n".join(part for part in (rest, *signs, hint) if part))
        self._source.show_text(_basis(finding))
        self._source.setToolTip(tip(_all_sources(finding)))
        self._source.setAccessibleDescription(_all_sources(finding))
        self._show_repair(finding, edit)
        self._jump.setAccessibleName(f"場所へ：{lead}")
        self._why.setAccessibleName(f"なぜ：{lead}")
        self.setAccessibleName(f"{finding.severity.label}：{lead}")
        self._draw_sign(finding)

    @property
    def explains(self) -> bool:
        """Tell whether the explanation is open."""
        return self._reason is not None and not self._reason.isHidden()

    def show_reason(self, entry: RuleEntry | None) -> None:
        """Open the explanation; `entry` is the finding's rule, None where it is in no pack."""
        if self._shown is None:
            return
        if self._reason is None:
            self._reason = FindingReason(self._number)
            self._reason.rule_wanted.connect(self.rule_wanted)
            self._column.insertWidget(self._column.count() - 1, self._reason)
        self._reason.show_reason(self._shown[0], entry)
        self._reason.show()
        self._why.setText("閉じる")
        self._why.setAccessibleName("なぜを閉じる")

    def hide_reason(self) -> None:
        """Close the explanation."""
        if self._reason is not None and self._shown is not None:
            self._reason.hide()
            self._why.setText("なぜ")
            self._why.setAccessibleName(f"なぜ：{_split(self._shown[0].message)[0]}")

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
        if edit is None:
            self._repair.set_content(_OPEN_FIELD, icon_name="pencil")
            self._repair.setAccessibleDescription(finding.fix)
            self._repair.setToolTip(tip(finding.fix))
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


def _look(finding: Finding, edit: Edit | None) -> tuple[Finding, Edit | None]:
    """Return what is seen of a finding: typing above it only moves it."""
    placeless = replace(edit, start=0, end=0) if edit is not None else None
    return replace(finding, start=0, end=0, edit=None), placeless


def _without_signs(finding: Finding) -> str:
    """Return the message up to where it lists the signs, which are shown as a list."""
    if not finding.signs:
        return finding.message
    place = finding.message.rfind("・".join(finding.signs))
    return finding.message[:place] if place >= 0 else finding.message


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
    own = "（自社のルール）" if finding.own else ""
    parts = [f"{finding.severity.label}・{finding.rule}{own}　{source.label()}"]
    if source.checked_on is not None:
        parts.append(f"（{source.checked_on.isoformat()}確認）")
    if more:
        parts.append(f" ほか{more}件")
    if finding.confidence is not Confidence.CONFIRMED:
        parts.append(f"　出どころは{finding.confidence.value}")
    return "".join(parts)


def _all_sources(finding: Finding) -> str:
    lines = [finding.title] if finding.title else []
    return "\n".join([*lines, *(source_line(source) for source in finding.sources)])
