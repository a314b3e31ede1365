"""The words that a document says, gathered without any of its renderers."""

from __future__ import annotations

import unicodedata
from typing import assert_never

from cspdesk.documents.model import (
    Block,
    Contents,
    CoverTitle,
    Document,
    FieldGrid,
    FieldList,
    Heading,
    Listing,
    Note,
    Paragraph,
    SheetTitle,
    Table,
)

_SIGNS = str.maketrans("", "", "■・✓△×○=|/【】:")


def bare(text: str) -> str:
    """Return `text` without blanks and without the signs that only show structure."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_SIGNS).split())


def words(document: Document) -> str:
    """Return all texts of the blocks in reading order, bare."""
    return bare("\n".join(text for block in document.blocks for text in _of(block)))


def _of(block: Block) -> list[str]:  # noqa: PLR0911 - one case per block
    match block:
        case CoverTitle():
            return [block.kind, block.title, block.addressee]
        case SheetTitle():
            return [block.kicker, block.title]
        case Heading() | Paragraph() | Note():
            return [block.text]
        case FieldGrid():
            return [text for label, cell in block.pairs for text in (label, cell.text)]
        case FieldList():
            return [text for row in block.rows for text in (row.badge, row.label, row.text)]
        case Table():
            cells = [cell.text for row in (*block.rows, block.total) for cell in row]
            return [*block.header, *cells]
        case Listing():
            return list(block.items)
        case Contents():
            return list(block.entries)
        case _:
            assert_never(block)
