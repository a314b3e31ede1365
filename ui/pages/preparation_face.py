"""準備: the list of what the firm gets ready, as it will be printed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QTextBrowser

from cspdesk.documents.html import to_html
from cspdesk.documents.model import Document
from ui.theme import theme
from ui.widgets.named import named


class PreparationFace(QTextBrowser):
    """Shows one `Document`."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "preparation_face", "準備リスト")
        self.setOpenLinks(False)
        # Tables take the whole width, and the margin on top of it.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._document: Document | None = None

    def show_list(self, document: Document) -> None:
        """Show this list; an equal one keeps its place."""
        if document != self._document:
            self._document = document
            self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fill()

    def _fill(self) -> None:
        # Also called by the base class before there is anything to show.
        document = getattr(self, "_document", None)
        if document is None:
            return
        place = self.verticalScrollBar().value()
        colours = {**theme().colours, "heading": theme().colours["text"]}
        self.document().setDocumentMargin(theme().px(14))
        self.setHtml(to_html(document, colours))
        self.verticalScrollBar().setValue(place)
