"""A document as HTML for the on-screen preview: escaped text, tables, no scripts, no links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import assert_never

from cspdesk.documents.model import (
    Block,
    Cell,
    Contents,
    CoverTitle,
    Document,
    FieldGrid,
    FieldList,
    Heading,
    Listing,
    Mark,
    Note,
    Paragraph,
    SheetTitle,
    Table,
)

PAPER: Mapping[str, str] = {
    "text": "#17202E",
    "text2": "#445062",
    "heading": "#13294B",
    "accent": "#1A5FB4",
    "border": "#C3CCD8",
    "surfaceAlt": "#EDF1F6",
    "okFg": "#17693A",
    "warnFg": "#7A4B00",
    "errFg": "#A8201A",
    "infoFg": "#1A5FB4",
}
"""Colours of the paper; a caller may hand over others under the same names."""

_SIGNS = {
    Mark.NONE: "",
    Mark.OK: "✓",
    Mark.WARN: "△",
    Mark.ERR: "×",
    Mark.INFO: "○",
}
# Without pre-wrap Qt turns a full-width blank into a half-width one.
_KEEP = "white-space: pre-wrap; line-height: 140%; margin-top: 2px; margin-bottom: 2px"
_HEADING = "white-space: pre-wrap; margin-top: 14px; margin-bottom: 4px"


def to_html(content: Document | Sequence[Block], colours: Mapping[str, str] = PAPER) -> str:
    """Return the body of the preview.

    Args:
        content: a document or some of its blocks.
        colours: the names of `PAPER`; names left out fall back to it.
    """
    palette = {**PAPER, **colours}
    blocks = content.blocks if isinstance(content, Document) else content
    body = "\n".join(_block(block, palette) for block in blocks)
    return f'<div style="color: {palette["text"]}">\n{body}\n</div>'


def _safe(text: str) -> str:
    """Return `text` so that it reads as typed: nothing in it is markup."""
    return escape(text).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "<br>")


def _block(block: Block, palette: Mapping[str, str]) -> str:  # noqa: C901, PLR0911 - one case per block
    match block:
        case CoverTitle():
            return (
                _line(block.kind, f"color: {palette['text2']}")
                + _title(block.title, palette, level=1)
                + _line(block.addressee, "font-size: large")
            )
        case SheetTitle():
            kicker = _line(block.kicker, f"color: {palette['text2']}") if block.kicker else ""
            return kicker + _title(block.title, palette, level=2)
        case Heading():
            return _title(block.text, palette, level=3)
        case Paragraph():
            return _line(block.text, f"color: {palette['text2']}" if block.small else "")
        case FieldGrid():
            return _grid(block, palette)
        case FieldList():
            rows = (
                (_head(f"{r.badge} {r.label}".strip(), palette), _cell(Cell(text=r.text), palette))
                for r in block.rows
            )
            return _table(rows, palette)
        case Table():
            return _whole_table(block, palette)
        case Listing():
            return f"<ul>{''.join(f'<li>{_safe(item)}</li>' for item in block.items)}</ul>"
        case Note():
            return _table(((_cell(Cell(text=block.text, mark=block.mark), palette),),), palette)
        case Contents():
            return "".join(_line(entry, "") for entry in block.entries)
        case _:
            assert_never(block)


def _line(text: str, style: str) -> str:
    return f'<p style="{_KEEP}; {style}">{_safe(text)}</p>'


def _title(text: str, palette: Mapping[str, str], *, level: int) -> str:
    return f'<h{level} style="color: {palette["heading"]}; {_HEADING}">{_safe(text)}</h{level}>'


def _head(text: str, palette: Mapping[str, str], *, right: bool = False, percent: int = 0) -> str:
    align = "right" if right else "left"
    width = f' width="{percent}%"' if percent else ""
    return (
        f'<td bgcolor="{palette["surfaceAlt"]}" align="{align}"{width} style="{_frame(palette)}">'
        f'<p style="{_KEEP}; color: {palette["text2"]}"><b>{_safe(text)}</b></p></td>'
    )


def _cell(cell: Cell, palette: Mapping[str, str], *, span: int = 1) -> str:
    text = _safe(cell.text)
    if cell.strong:
        text = f"<b>{text}</b>"
    if cell.mark is not Mark.NONE:
        colour = palette[f"{cell.mark.value}Fg"]
        text = f'<span style="color: {colour}">{_SIGNS[cell.mark]} {text}</span>'
    align = "right" if cell.figure else "left"
    return (
        f'<td colspan="{span}" align="{align}" style="{_frame(palette)}">'
        f'<p style="{_KEEP}">{text}</p></td>'
    )


def _frame(palette: Mapping[str, str]) -> str:
    return f"border: 1px solid {palette['border']}"


def _grid(block: FieldGrid, palette: Mapping[str, str]) -> str:
    rows: list[list[str]] = []
    for place, (label, cell) in enumerate(block.pairs):
        if place % block.per_row == 0:
            rows.append([])
        rows[-1] += [_head(label, palette), _cell(cell, palette)]
    return _table(rows, palette)


def _whole_table(block: Table, palette: Mapping[str, str]) -> str:
    first = block.rows[0] if block.rows else ()
    figures = [cell.figure for cell in first] or [False] * len(block.header)
    head = [
        _head(name, palette, right=figure, percent=round(width * 100 / sum(block.widths)))
        for name, figure, width in zip(block.header, figures, block.widths, strict=True)
    ]
    rows = [head, *([_cell(cell, palette) for cell in row] for row in block.rows)]
    if block.total:
        spare = len(block.header) - len(block.total)
        rows.append(
            [
                _cell(cell, palette, span=spare + 1 if place == 0 else 1)
                for place, cell in enumerate(block.total)
            ]
        )
    return _table(rows, palette)


def _table(rows: Iterable[Iterable[str]], palette: Mapping[str, str]) -> str:
    body = "".join(f"<tr>{''.join(cells)}</tr>" for cells in rows)
    return (
        '<table width="100%" border="1" cellspacing="0" cellpadding="6" '
        f'style="border-collapse: collapse; border-color: {palette["border"]}">{body}</table>'
    )
