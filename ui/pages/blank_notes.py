"""What is asked of the blanks that repairs left, told while the caret is in one of them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

_MOST_KEPT = 200


@dataclass(frozen=True, slots=True)
class _Note:
    """Words about a stretch of the text; the cursor moves along with what it selects."""

    cursor: QTextCursor
    words: str


class BlankNotes:
    """Remembers a note for each blank, for as long as the blank is there."""

    def __init__(self, edit: QTextEdit) -> None:
        self._edit = edit
        self._notes: list[_Note] = []

    def add(self, words: str) -> None:
        """Keep these words about the blank that is selected."""
        self._notes = [*self._notes[1 - _MOST_KEPT :], _Note(self._edit.textCursor(), words)]

    def here(self) -> str:
        """Return what was said of the blank at the caret; empty = there is none, or nothing."""
        caret = self._edit.textCursor()
        for note in reversed(self._notes):
            blank = note.cursor
            inside = blank.selectionStart() <= caret.selectionStart()
            inside = inside and caret.selectionEnd() <= blank.selectionEnd()
            if inside and blank.selectedText().startswith("〔"):
                return note.words
        return ""
