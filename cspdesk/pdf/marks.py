"""Headings, contents and the invisible marks that name a page.

Page numbers in the contents and the number of pages are known only at the end. They are drawn
as forms, which PDF allows to be defined after they were used, so one pass is enough.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from cspdesk.pdf import fonts
from cspdesk.pdf.breaking import JapaneseParagraph, break_lines
from cspdesk.pdf.plain import plain
from cspdesk.pdf.styles import BLUE, INK, SOFT, styles

_BAR_WIDTH = 4.2
_BAR_GAP = 11.0
_NUMBER_WIDTH = 30.0  # three digits and a gap


class Pages:
    """Collects while drawing: bookmark → page number."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.wanted: dict[str, str] = {}
        self.running = ""

    def form_of(self, bookmark: str) -> str:
        """Return the name of the form that will show the page number of a bookmark."""
        return self.wanted.setdefault(bookmark, f"page-of-{len(self.wanted)}")


class PageCanvas(Canvas):
    """A canvas that knows where the sheets of its document begin."""

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]
        self.pages = Pages()


def key_of(bookmark: str) -> str:
    """Return the internal name of a bookmark; any text gives a harmless one."""
    return "b" + bookmark.encode("utf-8", "surrogatepass").hex()


class PageMark(Flowable):
    """Takes no room: names the page for header, bookmarks and contents."""

    def __init__(self, *, running: str, bookmark: str) -> None:
        super().__init__()
        self._running = running
        self._bookmark = bookmark

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        """Return no size."""
        del aW, aH
        return 0, 0

    def draw(self) -> None:
        """Set the running title, the bookmark and its outline entry."""
        canvas = self.canv
        assert isinstance(canvas, PageCanvas)  # noqa: S101 - the writer hands over no other
        canvas.pages.running = self._running
        if not self._bookmark or self._bookmark in canvas.pages.numbers:
            return
        canvas.pages.numbers[self._bookmark] = int(canvas.getPageNumber())
        canvas.bookmarkPage(key_of(self._bookmark))
        canvas.addOutlineEntry(plain(self._bookmark), key_of(self._bookmark), level=0)


class Gap(Flowable):
    """Vertical room; at the foot of a page it shrinks instead of opening a new one."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self._height = height

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        """Return the room, or what is left of the page."""
        del aW
        return 0, max(min(self._height, aH), 0)

    def draw(self) -> None:
        """Draw nothing."""


class HeadingBar(Flowable):
    """A heading with a blue bar on its left."""

    def __init__(self, inner: JapaneseParagraph) -> None:
        super().__init__()
        self._inner = inner

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        """Return the size of the heading."""
        _, self.height = self._inner.wrap(aW - _BAR_GAP, aH)
        self.width = aW
        return self.width, self.height

    def draw(self) -> None:
        """Draw bar and text."""
        self.canv.saveState()
        self.canv.setFillColor(BLUE)
        self.canv.rect(0, -0.5, _BAR_WIDTH, self.height + 1, stroke=0, fill=1)
        self.canv.restoreState()
        self._inner.drawOn(self.canv, _BAR_GAP, 0)


class ContentsLine(Flowable):
    """One line of the contents: entries side by side, each with its page number, as links."""

    def __init__(self, entries: Sequence[str], width: float) -> None:
        super().__init__()
        self._entries = tuple(entries)
        self._column = width

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        """Return the size of one line."""
        del aH
        self.width, self.height = aW, styles().body.leading
        return self.width, self.height

    def draw(self) -> None:
        """Draw names, links and the places of the numbers."""
        canvas = self.canv
        assert isinstance(canvas, PageCanvas)  # noqa: S101 - the writer hands over no other
        style = styles().body
        canvas.saveState()
        for place, entry in enumerate(self._entries):
            left = place * self._column
            canvas.saveState()
            canvas.translate(left + _NUMBER_WIDTH - 7, 4)
            canvas.doForm(canvas.pages.form_of(entry))
            canvas.restoreState()
            canvas.setFillColor(INK)
            canvas.setFont(style.fontName, style.fontSize)
            canvas.drawString(
                left + _NUMBER_WIDTH,
                4,
                clipped(entry, self._column - _NUMBER_WIDTH - 8, style.fontName, style.fontSize),
            )
            canvas.linkRect(
                "",
                key_of(entry),
                (left, 0, left + self._column, self.height),
                relative=1,
                thickness=0,
            )
        canvas.restoreState()


def clipped(text: str, width: float, font: str, size: float) -> str:
    """Return `text` on one line, its end replaced by … where it is wider than `width`."""
    line = plain(text).replace("\n", " ")
    table = fonts.widths(font)
    if sum(map(table.__getitem__, line)) * size <= width:
        return line
    room = width - table["…"] * size
    return break_lines(line[:500], room, room, table, size)[0][0].rstrip() + "…"


def define_late_numbers(canvas: PageCanvas) -> None:
    """Define the forms that show page numbers of the contents and `n / m` at the foot."""
    total = int(canvas.getPageNumber()) - 1
    style = styles().body
    for bookmark, form in canvas.pages.wanted.items():
        number = canvas.pages.numbers.get(bookmark)
        _number_form(canvas, form, "" if number is None else str(number), style.fontSize)
    for number in range(1, total + 1):
        _number_form(canvas, foot_form(number), f"{number} / {total}", 9)


def foot_form(number: int) -> str:
    """Return the name of the form that shows the page number at the foot."""
    return f"foot-{number}"


def _number_form(canvas: PageCanvas, name: str, text: str, size: float) -> None:
    canvas.beginForm(name, -80, -5, 2, 15)
    canvas.setFont(fonts.TEXT, size)
    canvas.setFillColor(SOFT)
    canvas.drawRightString(0, 0, text)
    canvas.endForm()
