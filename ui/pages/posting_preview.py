"""What applicants see: the posting as running text, with findings marked in it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QMouseEvent,
    QPaintEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextBrowser

from cspdesk.documents.posting import PostingText, posting_text
from cspdesk.domain.finding import Finding
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.services.repairing import Blank
from ui.pages.platform_box import PlatformBox, Platforms
from ui.text_places import units
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import ElidedLabel
from ui.widgets.mark_lines import draw_lines, mark_blank, mark_finding
from ui.widgets.named import named

_LINE_HEIGHT = 160
_SIGNS_PER_MINUTE = 500
_MARGIN, _ABOVE_HEADING = 12, 10


@dataclass(frozen=True, slots=True)
class _Mark:
    """Range in the shown document, in Qt's positions, and the finding it belongs to."""

    start: int
    end: int
    finding: Finding


class PostingPreview(Card):
    """Read-only rendering; each finding is underlined and tinted, the current one stronger.

    Signals:
        copied: the whole text was put on the clipboard.
        finding_pressed: the person pressed on a marked passage.
        platform_chosen: id of the platform the posting is meant for, empty for none.
    """

    copied = Signal()
    finding_pressed = Signal(object)
    platform_chosen = Signal(str)

    def __init__(self, platforms: Platforms) -> None:
        super().__init__("応募する人に見える形", "posting_preview", padded=False)
        self.platform = PlatformBox(platforms)
        self.platform.platform_chosen.connect(self.platform_chosen)
        caption = ElidedLabel("載せるサービス", "hint")
        caption.setBuddy(self.platform)
        self.head_row.addWidget(caption)
        self.head_row.addWidget(self.platform, 1)
        self.view = named(_MarkedBrowser(), "posting_preview_text", "応募する人に見える形")
        self.view.setOpenLinks(False)
        self.view.viewport().installEventFilter(self)
        self.body.addWidget(self.view)
        self._count = ElidedLabel("", "hint")
        self.foot_row.addWidget(self._count, 1)
        copy = Button("全文をコピー", "posting_copy", icon_name="copy", key="Ctrl+Shift+C")
        copy.clicked.connect(self.copy_all)
        self.foot_row.addWidget(copy)
        self._text = PostingText("", ())
        self._places: dict[PostingField, int] = {}
        self._marks: tuple[_Mark, ...] = ()

    def show_posting(self, posting: Posting) -> None:
        """Show the texts; the scroll position is kept."""
        text = posting_text(posting)
        if text == self._text and self._places:
            return
        before, self._text = self._text, text
        if not self._amend(before):
            self._fill()
        minutes = max(round(len(text.text) / _SIGNS_PER_MINUTE), 1)
        self._count.show_text(f"本文 {len(text.text):,}字　読むめやす {minutes}分")

    def show_findings(
        self, findings: tuple[Finding, ...], current: Finding | None, blanks: tuple[Blank, ...]
    ) -> None:
        """Mark the places of the findings, and what is still to be filled in."""
        marks, shown = [], []
        for blank in blanks:
            place = self._places.get(blank.field)
            if place is not None:
                before = self._own(blank.field)[: blank.start]
                start = place + units(before)
                shown.append(mark_blank(self._over(start, start + units(blank.text))))
        for finding in findings:
            if (span := self._span(finding)) is None:
                continue
            marks.append(_Mark(*span, finding))
            here = self._over(*span)
            shown.append(mark_finding(here, finding.severity, current=finding == current))
        self._marks = tuple(marks)
        self.view.setExtraSelections(shown)

    def bring_into_view(self, finding: Finding) -> None:
        """Scroll to the place of a finding."""
        span = self._span(finding)
        if span is not None:
            self._scroll_to(*span)

    def bring_field_into_view(self, field: PostingField) -> None:
        """Scroll to the text of a field; nothing happens where it has none."""
        place = self._places.get(field)
        if place is not None:
            self._scroll_to(place, place + units(self._own(field)))

    def _scroll_to(self, start: int, end: int) -> None:
        cursor = QTextCursor(self.view.document())
        # The end first: where the whole has no room, the start is what is seen.
        for place in (end, start):
            cursor.setPosition(place)
            self.view.setTextCursor(cursor)
            self.view.ensureCursorVisible()

    def copy_all(self) -> None:
        """Put the whole posting on the clipboard as plain text."""
        QGuiApplication.clipboard().setText(self._text.text)
        self._count.show_text("コピーしました。貼り付けられます。")
        self.copied.emit()

    def restyle(self) -> None:
        """Draw anew after a change of the theme."""
        self._fill()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell of a press on a marked passage."""
        if watched is self.view.viewport() and isinstance(event, QMouseEvent):
            pressed = event.button() is Qt.MouseButton.LeftButton
            if event.type() is QEvent.Type.MouseButtonRelease and pressed:
                self._press(event)
        return super().eventFilter(watched, event)

    def _press(self, event: QMouseEvent) -> None:
        if self.view.textCursor().hasSelection():
            return
        place = self.view.cursorForPosition(event.position().toPoint()).position()
        hit = next((mark for mark in self._marks if mark.start <= place <= mark.end), None)
        if hit is not None:
            self.finding_pressed.emit(hit.finding)

    def _own(self, field: PostingField) -> str:
        return next((self._text.text[s:e] for f, s, e in self._text.spans if f is field), "")

    def _amend(self, before: PostingText) -> bool:
        """Change only what differs from `before`; tell whether that was possible.

        Writing the whole posting anew with each pause in typing would lay it all out anew.
        """
        fields = [field for field, _, _ in self._text.spans]
        if not self._places or fields != [field for field, _, _ in before.spans]:
            return False
        moved = 0
        for (field, start, end), (_, was_start, was_end) in zip(
            self._text.spans, before.spans, strict=True
        ):
            self._places[field] += moved
            old, new = before.text[was_start:was_end], self._text.text[start:end]
            if old != new:
                self._replace(self._places[field], old, new)
                moved += units(new) - units(old)
        return True

    def _replace(self, place: int, old: str, new: str) -> None:
        head = _shared(old, new)
        tail = _shared(old[head:][::-1], new[head:][::-1])
        start = place + units(old[:head])
        cursor = QTextCursor(self.view.document())
        cursor.setPosition(start)
        cursor.setPosition(place + units(old[: len(old) - tail]), _KEEP)
        cursor.insertText(new[head : len(new) - tail], cursor.charFormat())

    def _fill(self) -> None:
        place = self.view.verticalScrollBar().value()
        document = self.view.document()
        document.clear()
        document.setDocumentMargin(theme().px(_MARGIN))
        self._places = {}
        cursor = QTextCursor(document)
        heading, title, plain = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        heading.setForeground(theme().colour("accent"))
        heading.setFontWeight(700)
        title.setFont(theme().font(18, bold=True))
        cursor.beginEditBlock()
        for number, (field, start, end) in enumerate(self._text.spans):
            is_title = field is PostingField.TITLE
            block = _block(theme().px(_ABOVE_HEADING) if number else 0)
            if number:
                cursor.insertBlock(block)
            else:
                cursor.setBlockFormat(block)
            if not is_title:
                cursor.insertText(field.label, heading)
                cursor.insertBlock(_block(0))
            self._places[field] = cursor.position()
            cursor.insertText(self._text.text[start:end], title if is_title else plain)
        cursor.endEditBlock()
        # The view's own caret was carried to the end; later it would scroll there.
        self.view.setTextCursor(QTextCursor(document))
        self.view.verticalScrollBar().setValue(place)

    def _span(self, finding: Finding) -> tuple[int, int] | None:
        """Return the finding's place in the document; None if it has none in one field."""
        if finding.start >= finding.end:
            return None
        for field, start, end in self._text.spans:
            if start < finding.end and finding.start < end and field in self._places:
                first, last = max(finding.start, start), min(finding.end, end)
                place = self._places[field] + units(self._text.text[start:first])
                return place, place + units(self._text.text[first:last])
        return None

    def _over(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.view.document())
        cursor.setPosition(start)
        cursor.setPosition(end, _KEEP)
        return cursor


class _MarkedBrowser(QTextBrowser):
    """Draws the lines below what is marked."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, then the lines."""
        super().paintEvent(event)
        draw_lines(self)


_KEEP = QTextCursor.MoveMode.KeepAnchor


def _block(above: int) -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    form.setTopMargin(above)
    return form


def _shared(one: str, other: str) -> int:
    """Return how many signs both texts have in common from their start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
