"""The neutral document: what is printed, shown and copied, before any font or page size.

Every block holds plain text; renderers escape. A renderer must handle each member of
`Block` and end in `assert_never`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Mark(StrEnum):
    """State shown as sign and word, never by colour alone."""

    NONE = ""
    OK = "ok"
    WARN = "warn"
    ERR = "err"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One table cell; `figure` right-aligns in tabular digits."""

    text: str
    mark: Mark = Mark.NONE
    figure: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverTitle:
    """Kind of document, its title and the addressee, large; `bookmark` names the page."""

    kind: str
    title: str
    addressee: str
    bookmark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTitle:
    """Title of a sheet that starts a new page; `running` stands in the page header."""

    running: str
    title: str
    kicker: str = ""
    bookmark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Heading inside a sheet; with so many lines of text below it, it stays on their page."""

    text: str
    lines: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text; line feeds are kept."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldGrid:
    """Short label-value pairs, several per row (two by default)."""

    pairs: tuple[tuple[str, Cell], ...]
    per_row: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """One row of a `FieldList`; `badge` is a number or sign in a disc, may be empty."""

    label: str
    text: str
    badge: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldList:
    """Label and long text per row, as on a posting sheet."""

    rows: tuple[FieldRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose header row is repeated on each page.

    Attributes:
        widths: relative widths of the columns.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    total: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A bulleted list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A framed remark."""

    text: str
    mark: Mark = Mark.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What the document contains; each entry is the `bookmark` of a `SheetTitle` or the cover.

    On paper the page number stands behind each entry; elsewhere there are no pages.
    """

    entries: tuple[str, ...]


Block = (
    CoverTitle
    | SheetTitle
    | Heading
    | Paragraph
    | FieldGrid
    | FieldList
    | Table
    | Listing
    | Note
    | Contents
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is printed.

    Attributes:
        title: for the file's metadata.
        footer_left, footer_middle: at the foot of each page; the page number is added.
        dated: day printed on it; it also fixes the metadata, so that equal input gives equal bytes.
    """

    title: str
    client_name: str
    footer_left: str
    footer_middle: str
    dated: date
    blocks: tuple[Block, ...]
