"""The text to be checked: marked where something was found, mended as one step of undo."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent, QTextCursor

from cspdesk.domain.finding import Edit, Finding
from cspdesk.services.text_repairing import TextBlank, text_blanks
from ui.text_places import Places
from ui.widgets.mark_lines import draw_lines, mark_blank, mark_finding
from ui.widgets.text_edit import TextEdit

# More than Qt draws without being felt; the list beside says how many there are.
_MOST_MARKS = 300


class CheckedEdit(TextEdit):
    """Plain text with marks; places are code points, as in findings.

    Signals:
        finding_pressed: the person pressed on a marked place; carries its `Finding`.
    """

    finding_pressed = Signal(object)

    def __init__(self) -> None:
        super().__init__(
            "text_check_text",
            "点検する文章",
            lines=6,
            placeholder="募集文を貼り付けるか、書いてください。書くたびに点検します。",
        )
        self._findings: tuple[Finding, ...] = ()
        self._marked = ""

    def show_marks(
        self,
        text: str,
        findings: tuple[Finding, ...],
        current: Finding | None,
        blanks: tuple[TextBlank, ...],
    ) -> None:
        """Mark the findings of a text and what is to be filled in.

        Nothing happens if the text is no longer this one: the marks moved along with it.
        """
        if text != self.toPlainText():
            return
        self._findings = tuple(f for f in findings if f.start < f.end)[:_MOST_MARKS]
        self._marked = text
        place = Places(text)
        shown = [
            mark_blank(self._over(place, blank.start, blank.end)) for blank in blanks[:_MOST_MARKS]
        ]
        # The heaviest and the current one last: they lie above those they share words with.
        ordered = list(self._findings)
        ordered.reverse()
        ordered.sort(key=lambda finding: finding == current)
        for finding in ordered:
            cursor = self._over(place, finding.start, finding.end)
            shown.append(mark_finding(cursor, finding.severity, current=finding == current))
        self.setExtraSelections(shown)

    def clear_marks(self) -> None:
        """Show no mark."""
        self._findings = ()
        self.setExtraSelections([])

    def apply(self, edit: Edit) -> None:
        """Make an edit as one step of undo; the caret goes to its blank, or behind it."""
        text = self.toPlainText()
        place = Places(text)
        cursor = self.textCursor()
        start = place.of(edit.start)
        if text[edit.start : edit.end] != edit.replacement:
            cursor.beginEditBlock()
            cursor.setPosition(start)
            cursor.setPosition(place.of(edit.end), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(edit.replacement)
            cursor.endEditBlock()
            # What is typed behind it is a step of its own.
            self.document().setModified(False)
        blank = next(iter(text_blanks(edit.replacement)), None)
        added = Places(edit.replacement)
        if blank is None:
            self._select(start + added.of(len(edit.replacement)), None)
        else:
            self._select(start + added.of(blank.start), start + added.of(blank.end))

    def go_to(self, start: int, end: int, *, select: bool = False) -> None:
        """Put the caret to a place and bring all of it into view."""
        place = Places(self.toPlainText())
        first, last = place.of(start), place.of(end)
        # The end first: where the whole has no room, the start is what is seen.
        self._select(last, None)
        self.ensureCursorVisible()
        self._select(first, last if select else None)

    def caret(self) -> int:
        """Return the place behind what is selected, else that of the caret."""
        return Places(self.toPlainText()).back(self.textCursor().selectionEnd())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text and the lines below what is marked."""
        super().paintEvent(event)
        draw_lines(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of a press on a marked place."""
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton or self.textCursor().hasSelection():
            return
        if self._marked != self.toPlainText():
            return
        place = Places(self._marked)
        at = self.textCursor().position()
        for finding in self._findings:
            if place.of(finding.start) <= at <= place.of(finding.end):
                self.finding_pressed.emit(finding)
                return

    def _select(self, anchor: int, end: int | None) -> None:
        cursor = self.textCursor()
        cursor.setPosition(anchor)
        if end is not None:
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _over(self, place: Places, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(place.of(start))
        cursor.setPosition(place.of(end), QTextCursor.MoveMode.KeepAnchor)
        return cursor
