"""Labels and tool tips that never read markup out of a text from outside."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from ui.theme import theme
from ui.widgets.named import named, set_property


def tip(text: str) -> str:
    """Return `text` as a tool tip in which markup is shown as typed; empty stays empty."""
    if not text:
        return ""
    lines = "<br>".join(escape(line) for line in text.splitlines())
    return f'<qt><p style="white-space: pre-wrap">{lines}</p></qt>'


def label(text: str = "", role: str = "", *, wrap: bool = False, spoken: str = "") -> QLabel:
    """Return a plain-text label.

    Args:
        text: shown as it is.
        role: one of `h1`, `title`, `h3`, `figure`, `label`, `hint`, `error`, `kbd` of the style
            sheet; empty = body text.
        wrap: break lines instead of asking for the full width.
        spoken: said instead of the text by a screen reader; leave empty for the text itself.
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if role == "kbd":
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    if spoken:
        made.setAccessibleName(spoken)
    return made


def field_label(text: str, buddy: QWidget, *, required: bool = False) -> QLabel:
    """Return the label above an input; it names the input for screen readers too."""
    made = label(f"{text}  必須" if required else text, "label")
    made.setBuddy(buddy)
    if not buddy.accessibleName():
        buddy.setAccessibleName(text)
    return made


class Paragraph(QLabel):
    """Several lines of plain text with 135 % line height."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        # Qt only changes the distance of lines in rich text; every sign of the text is escaped.
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setWordWrap(True)
        self._plain = ""
        if role:
            self.setProperty("role", role)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._plain = text
        lines = "<br>".join(escape(line) for line in text.splitlines())
        self.setText(f'<p style="line-height:135%">{lines}</p>')
        self.setAccessibleName(text)

    def plain_text(self) -> str:
        """Return what is shown."""
        return self._plain


class ElidedLabel(QLabel):
    """One line that ends in … where there is no room; the whole text is in the tool tip."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self.setText(" ".join(text.split()))
        self._update_tip()

    def minimumSizeHint(self) -> QSize:
        """Allow any width down to a few signs."""
        return QSize(theme().px(40), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text as a tool tip where it is cut."""
        super().resizeEvent(event)
        self._update_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        del event
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.contentsRect(), int(self.alignment()), self._shown())
        painter.end()

    def _shown(self) -> str:
        return self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )

    def _update_tip(self) -> None:
        cut = self._shown() != self.text()
        self.setToolTip(tip(self.text()) if cut else "")


class LinkButton(QPushButton):
    """An underlined word that does something; a button for keys and screen readers."""

    def __init__(self, text: str, object_name: str, spoken: str = "") -> None:
        super().__init__(text)
        named(self, object_name, spoken or text)
        self.setProperty("kind", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class FieldError(QLabel):
    """The sentence below an input that could not be understood; takes no room while empty."""

    shown = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", "error")
        self.hide()

    def show_error(self, sentence: str, field: QWidget) -> None:
        """Show a sentence, mark the field and describe it; an empty sentence clears both."""
        self.setText(sentence)
        self.setVisible(bool(sentence))
        field.setAccessibleDescription(sentence)
        set_property(field, "invalid", "true" if sentence else "false")
        self.shown.emit(bool(sentence))

    def changeEvent(self, event: QEvent) -> None:
        """Ask for room anew after a change of the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.updateGeometry()
