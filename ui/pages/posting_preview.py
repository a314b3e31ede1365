"""What applicants see: the posting as running text, with findings marked in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from cspdesk.documents.posting import PostingText, posting_text
from cspdesk.domain.finding import Finding, Severity
from cspdesk.domain.posting import Posting, PostingField
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.named import named

_LINE_HEIGHT = 160
_SIGNS_PER_MINUTE = 500
_COLOURS = {
    Severity.ERROR: ("errBg", "errFg"),
    Severity.WARNING: ("warnBg", "warnFg"),
    Severity.INFO: ("infoBg", "infoFg"),
}


class PostingPreview(Card):
    """Read-only rendering; each finding is underlined and tinted, the current one framed bold.

    Signals:
        copied: the whole text was put on the clipboard.
    """

    copied = Signal()

    def __init__(self) -> None:
        super().__init__("応募する人に見える形", "posting_preview", padded=False)
        self.view = named(QTextBrowser(), "posting_preview_text", "応募する人に見える形")
        self.view.setOpenLinks(False)
        self.body.addWidget(self.view)
        self._count = label("", "hint")
        self.foot_row.addWidget(self._count)
        self.foot_row.addStretch(1)
        copy = Button("全文をコピー", "posting_copy", icon_name="copy", key="Ctrl+Shift+C")
        copy.clicked.connect(self.copy_all)
        self.foot_row.addWidget(copy)
        self._text = PostingText("", ())
        self._places: dict[PostingField, int] = {}

    def show_posting(self, posting: Posting) -> None:
        """Show the texts; the scroll position is kept."""
        text = posting_text(posting)
        if text == self._text and self.view.document().characterCount() > 1:
            return
        self._text = text
        place = self.view.verticalScrollBar().value()
        self._fill()
        self.view.verticalScrollBar().setValue(place)
        minutes = max(round(len(text.text) / _SIGNS_PER_MINUTE), 1)
        self._count.setText(f"本文 {len(text.text):,}字　読むめやす {minutes}分")

    def show_findings(self, findings: tuple[Finding, ...], current: Finding | None) -> None:
        """Mark the places of the findings."""
        marks = []
        for finding in findings:
            cursor = self._cursor(finding)
            if cursor is None:
                continue
            background, foreground = _COLOURS[finding.severity]
            form = QTextCharFormat()
            form.setBackground(theme().colour(background))
            form.setUnderlineColor(theme().colour(foreground))
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            if finding == current:
                form.setBackground(theme().colour("selection"))
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            mark.format = form
            marks.append(mark)
        self.view.setExtraSelections(marks)

    def bring_into_view(self, finding: Finding) -> None:
        """Scroll to the place of a finding."""
        cursor = self._cursor(finding)
        if cursor is not None:
            cursor.clearSelection()
            self.view.setTextCursor(cursor)
            self.view.ensureCursorVisible()

    def copy_all(self) -> None:
        """Put the whole posting on the clipboard as plain text."""
        QGuiApplication.clipboard().setText(self._text.text)
        self.copied.emit()

    def restyle(self) -> None:
        """Draw anew after a change of the theme."""
        self._fill()

    def _fill(self) -> None:
        document = self.view.document()
        document.clear()
        self._places = {}
        cursor = QTextCursor(document)
        heading = QTextCharFormat()
        heading.setForeground(theme().colour("accent"))
        heading.setFontWeight(700)
        title = QTextCharFormat()
        title.setFont(theme().font(18, bold=True))
        plain = QTextCharFormat()
        block = QTextBlockFormat()
        block.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        for number, (field, start, end) in enumerate(self._text.spans):
            if number:
                cursor.insertBlock(block)
            else:
                cursor.setBlockFormat(block)
            if field is not PostingField.TITLE:
                cursor.insertText(field.label, heading)
                cursor.insertBlock(block)
            self._places[field] = cursor.position()
            cursor.insertText(
                self._text.text[start:end], title if field is PostingField.TITLE else plain
            )

    def _cursor(self, finding: Finding) -> QTextCursor | None:
        if finding.start >= finding.end:
            return None
        for field, start, end in self._text.spans:
            if start <= finding.start and finding.end <= end and field in self._places:
                before = self._text.text[start : finding.start]
                marked = self._text.text[finding.start : finding.end]
                # Qt counts in UTF-16 units, findings in code points.
                place = self._places[field] + _units(before)
                cursor = QTextCursor(self.view.document())
                cursor.setPosition(place)
                cursor.setPosition(place + _units(marked), QTextCursor.MoveMode.KeepAnchor)
                return cursor
        return None


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
