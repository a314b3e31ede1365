"""A document as plain text, for the clipboard and for pasting into a form."""

from __future__ import annotations

from typing import assert_never

from cspdesk.documents.model import (
    Block,
    Cell,
    Contents,
    CoverTitle,
    Document,
    FieldGrid,
    FieldList,
    FieldRow,
    Heading,
    Listing,
    Note,
    Paragraph,
    SheetTitle,
    Table,
)

_RULE = "=" * 40


def to_text(document: Document) -> str:
    """Return the whole document; ends with one line feed."""
    parts = [_block(block) for block in document.blocks]
    foot = " / ".join(part for part in (document.footer_left, document.footer_middle) if part)
    return "\n\n".join((*(part for part in parts if part), f"{_RULE}\n{foot}")) + "\n"


def _block(block: Block) -> str:  # noqa: PLR0911 - one case per block
    match block:
        case CoverTitle():
            return "\n".join((block.kind, block.title, block.addressee))
        case SheetTitle():
            return "\n".join(part for part in (_RULE, block.kicker, block.title) if part)
        case Heading():
            return f"■ {block.text}"
        case Paragraph() | Note():
            return block.text
        case FieldGrid():
            return "\n".join(f"{label}: {_inline(cell.text)}" for label, cell in block.pairs)
        case FieldList():
            return "\n".join(_field(row) for row in block.rows)
        case Table():
            rows = (block.header, *(_texts(row) for row in block.rows), _texts(block.total))
            return "\n".join(" | ".join(row) for row in rows if row)
        case Listing():
            return "\n".join(f"・{item}" for item in block.items)
        case Contents():
            return "\n".join(block.entries)
        case _:
            assert_never(block)


def _field(row: FieldRow) -> str:
    label = f"{row.badge} {row.label}".strip()
    return f"【{label}】\n{row.text}\n"


def _texts(cells: tuple[Cell, ...]) -> tuple[str, ...]:
    return tuple(_inline(cell.text) for cell in cells)


def _inline(text: str) -> str:
    return " / ".join(text.splitlines())
