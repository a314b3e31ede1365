"""Document → PDF: pages, header, foot, metadata."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from cspdesk.documents.model import Document
from cspdesk.pdf import fonts, plain
from cspdesk.pdf.blocks import flowables
from cspdesk.pdf.marks import Gap, PageCanvas, clipped, define_late_numbers, foot_form
from cspdesk.pdf.styles import (
    BODY_HEIGHT,
    BODY_WIDTH,
    FOOT,
    LINE,
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    MARGIN_TOP,
    NAVY,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SOFT,
)

Progress = Callable[[int, int], None]


class PdfWriter:
    """A `DocumentWriter` for PDF."""

    def render(self, document: Document, progress: Progress | None = None) -> bytes:
        """Return the PDF; equal documents give equal bytes.

        Args:
            document: what is printed.
            progress: called with steps done and their number; may raise `Cancelled`.
        """
        fonts.register()
        steps = 2 * max(len(document.blocks), 1)
        story: list[Flowable] = []
        for place, block in enumerate(document.blocks):
            story += flowables(block, first=place == 0)
            if progress is not None:
                progress(place + 1, steps)
        buffer = BytesIO()
        template = _Template(buffer, document, len(story), progress, steps)
        template.build(story or [Gap(1)], canvasmaker=template.new_canvas)
        template.finish()
        if progress is not None:
            progress(steps, steps)
        return buffer.getvalue()

    def missing_glyphs(self, document: Document) -> tuple[str, ...]:
        """Return characters that the embedded fonts lack, each once, in reading order."""
        texts = (document.client_name, document.footer_left, document.footer_middle)
        found = [*_texts(document.blocks), *texts]
        return plain.missing("\n".join(found))


def _texts(value: object) -> list[str]:
    """Return all texts inside blocks, in reading order."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for part in value for text in _texts(part)]
    if is_dataclass(value):
        return [text for field in fields(value) for text in _texts(getattr(value, field.name))]
    return []


class _Template(BaseDocTemplate):
    """Pages with header and foot."""

    def __init__(
        self,
        target: BytesIO,
        document: Document,
        parts: int,
        progress: Progress | None,
        steps: int,
    ) -> None:
        title = plain.plain(document.title).replace("\n", " ")
        super().__init__(
            target,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            title=title,
            author="cspdesk",
            subject=f"{title} {document.dated}",
            creator="cspdesk",
            lang="ja",
            invariant=1,
            initialFontName=fonts.TEXT,
            displayDocTitle=1,
        )
        self._document = document
        self._parts = max(parts, 1)
        self._done = 0
        self._progress = progress
        self._steps = steps
        # Numbers that are known only at the end have to be defined before the file is closed.
        self._doSave = 0
        frame = Frame(
            MARGIN_LEFT, MARGIN_BOTTOM + FOOT, BODY_WIDTH, BODY_HEIGHT, 0, 0, 0, 0, id="body"
        )
        self.addPageTemplates(PageTemplate(id="sheet", frames=[frame], onPageEnd=self._furnish))

    def new_canvas(self, *arguments: object, **options: object) -> PageCanvas:
        """Return the canvas of this document; ReportLab calls it once."""
        self._sheets = PageCanvas(*arguments, **options)
        return self._sheets

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - overrides ReportLab
        """Report progress; also the place where a long piece of work can be stopped."""
        del flowable
        if self._progress is not None:
            self._done += 1
            half = self._steps // 2
            self._progress(half + min(half * self._done // self._parts, half), self._steps)

    def finish(self) -> None:
        """Define late numbers, show the bookmarks and close the file."""
        define_late_numbers(self._sheets)
        self._sheets.showOutline()
        self._sheets.save()

    def _furnish(self, canvas: Canvas, template: BaseDocTemplate) -> None:
        """Draw header and foot of a finished page."""
        del template
        document = self._document
        right = PAGE_WIDTH - MARGIN_RIGHT
        canvas.saveState()
        canvas.setFillColor(NAVY)
        canvas.setFont(fonts.BOLD, 9.3)
        top = PAGE_HEIGHT - MARGIN_TOP - 9.5
        running = clipped(self._sheets.pages.running, BODY_WIDTH * 0.45, fonts.BOLD, 9.3)
        canvas.drawString(MARGIN_LEFT, top, running)
        canvas.setFillColor(SOFT)
        canvas.setFont(fonts.TEXT, 9)
        client = clipped(document.client_name, BODY_WIDTH * 0.5, fonts.TEXT, 9)
        canvas.drawRightString(right, top, client)
        canvas.setStrokeColor(NAVY)
        canvas.setLineWidth(0.9)
        canvas.line(MARGIN_LEFT, top - 8, right, top - 8)
        foot = MARGIN_BOTTOM - 9
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.6)
        canvas.line(MARGIN_LEFT, foot + 13, right, foot + 13)
        left = clipped(document.footer_left, BODY_WIDTH * 0.48, fonts.TEXT, 8.5)
        middle = clipped(document.footer_middle, BODY_WIDTH * 0.36, fonts.TEXT, 8.5)
        canvas.setFont(fonts.TEXT, 8.5)
        canvas.drawString(MARGIN_LEFT, foot, left)
        canvas.drawCentredString(MARGIN_LEFT + BODY_WIDTH * 0.68, foot, middle)
        canvas.translate(right, foot)
        canvas.doForm(foot_form(int(canvas.getPageNumber())))
        canvas.restoreState()
