"""One function per block of a document: block → flowables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import assert_never

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from cspdesk.documents.model import (
    Block,
    Cell,
    Contents,
    CoverTitle,
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
from cspdesk.pdf import fonts
from cspdesk.pdf.breaking import JapaneseParagraph, Line, break_lines
from cspdesk.pdf.grid import PAD_X, Grid, GridCell, GridRow
from cspdesk.pdf.marks import ContentsLine, Gap, HeadingBar, PageMark
from cspdesk.pdf.plain import plain
from cspdesk.pdf.signs import SIGN_GUTTER, Badged, Signed
from cspdesk.pdf.styles import BODY_WIDTH, HEADER_FILL, LABEL_FILL, marked, styles

_GAP = 10.0
_WITH_HEADING = 98.0
_WHOLE_LINES = 16
_GROUP_LINES = 5
_PARAGRAPH_LINES = 25
_LABEL_SHARE = 0.33
_FIELD_LABEL_WIDTH = 0.225 * BODY_WIDTH
_CONTENTS_COLUMNS = 2


def flowables(block: Block, *, first: bool) -> list[Flowable]:  # noqa: C901, PLR0911 - one case per block
    """Return what is set for a block; `first` = it opens the document."""
    match block:
        case CoverTitle():
            return _cover_title(block)
        case SheetTitle():
            return _sheet_title(block, first=first)
        case Heading():
            return _heading(block)
        case Paragraph():
            return _paragraph(block)
        case FieldGrid():
            return _field_grid(block)
        case FieldList():
            return _field_list(block)
        case Table():
            return _table(block)
        case Listing():
            return _listing(block)
        case Note():
            return _note(block)
        case Contents():
            return _contents(block)
        case _:
            assert_never(block)


def pieces(
    text: str, style: ParagraphStyle, width: float, *, cut_at: int = _GROUP_LINES
) -> list[list[Flowable]]:
    """Return the paragraphs of a text in groups, between which a page may end.

    A short text is one group, so that its row stays whole; a long one is cut every few lines.
    No paragraph is long, and one that was is cut where its line ends, so no cut can be seen.
    """
    table = fonts.widths(style.fontName)
    paragraphs = [
        break_lines(paragraph, width, width, table, style.fontSize)
        for paragraph in plain(text).split("\n")
    ]
    whole = sum(map(len, paragraphs)) <= _WHOLE_LINES
    groups: list[list[Flowable]] = [[]]
    room = limit = _WHOLE_LINES if whole else cut_at
    for lines in paragraphs:
        for start in range(0, len(lines), limit):
            part = lines[start : start + limit]
            if len(part) > room:
                groups.append([])
                room = limit
            groups[-1].append(_set(part, style, width))
            room -= len(part)
    return groups


def _set(lines: list[Line], style: ParagraphStyle, width: float) -> Flowable:
    text = "".join(line for line, _ in lines)
    if not text:
        return Gap(style.leading)
    paragraph = JapaneseParagraph(text, style)
    paragraph.hand_over(lines, width)
    return paragraph


def _one(text: str, style: ParagraphStyle) -> JapaneseParagraph:
    return JapaneseParagraph(plain(text).replace("\n", " "), style)


def _cover_title(block: CoverTitle) -> list[Flowable]:
    s = styles()
    return [
        PageMark(running=block.kind, bookmark=block.bookmark),
        Gap(38),
        _one(block.kind, s.kicker),
        _one(block.title, s.cover_title),
        Gap(5),
        _one(block.addressee, s.addressee),
        Gap(18),
    ]


def _sheet_title(block: SheetTitle, *, first: bool) -> list[Flowable]:
    s = styles()
    result: list[Flowable] = [] if first else [PageBreak()]
    result.append(PageMark(running=block.running, bookmark=block.bookmark or block.title))
    if block.kicker:
        result.append(_one(block.kicker, s.kicker))
    return [*result, _one(block.title, s.sheet_title), Gap(9)]


def _heading(block: Heading) -> list[Flowable]:
    return [
        CondPageBreak(max(_WITH_HEADING, block.lines * styles().body.leading)),
        Gap(3),
        HeadingBar(_one(block.text, styles().heading)),
        Gap(5),
    ]


def _paragraph(block: Paragraph) -> list[Flowable]:
    style = styles().note if block.small else styles().body
    groups = pieces(block.text, style, BODY_WIDTH, cut_at=_PARAGRAPH_LINES)
    return [*(part for group in groups for part in group), Gap(6)]


def _label(text: str, style: ParagraphStyle, fill: Color) -> GridCell:
    return GridCell(content=(_one(text, style),), fill=fill)


def _field_grid(block: FieldGrid) -> list[Flowable]:
    pair = BODY_WIDTH / block.per_row
    widths = (pair * _LABEL_SHARE, pair * (1 - _LABEL_SHARE)) * block.per_row
    rows: list[GridRow] = []
    for start in range(0, len(block.pairs), block.per_row):
        cells: list[GridCell] = []
        for label, cell in block.pairs[start : start + block.per_row]:
            cells.append(_label(label, styles().label, HEADER_FILL))
            width = widths[1] - 2 * PAD_X
            parts = tuple(part for group in _cell_groups(cell, width) for part in group)
            cells.append(GridCell(content=parts))
        missing = 2 * block.per_row - len(cells)
        if missing:
            cells.append(GridCell(content=(), span=missing))
        rows.append(GridRow(cells=tuple(cells)))
    return [Grid(widths, rows), Gap(_GAP)] if rows else []


def _field_list(block: FieldList) -> list[Flowable]:
    s = styles()
    widths = (_FIELD_LABEL_WIDTH, BODY_WIDTH - _FIELD_LABEL_WIDTH)
    badges = any(row.badge for row in block.rows)
    rows: list[GridRow] = []
    for row in block.rows:
        label: Flowable = _one(row.label, s.row_label)
        if badges and row.badge:
            label = Badged(label, plain(row.badge), s.row_label.leading)
        groups = pieces(row.text, s.cell, widths[1] - 2 * PAD_X)
        for place, group in enumerate(groups):
            head = GridCell(content=(label,) if place == 0 else (), fill=LABEL_FILL)
            rows.append(GridRow(cells=(head, GridCell(content=tuple(group))), joined=place > 0))
    return [Grid(widths, rows), Gap(_GAP)] if rows else []


def _cell_style(cell: Cell) -> ParagraphStyle:
    s = styles()
    if cell.figure:
        return s.figure_strong if cell.strong else s.figure
    return s.cell_strong if cell.strong else s.cell


def _cell_groups(cell: Cell, width: float) -> Iterator[list[Flowable]]:
    style = _cell_style(cell)
    if cell.mark is Mark.NONE:
        yield from pieces(cell.text, style, width)
        return
    style = marked(style, cell.mark)
    for place, group in enumerate(pieces(cell.text, style, width - SIGN_GUTTER)):
        mark = cell.mark if place == 0 else Mark.NONE
        yield [
            Signed(part, mark if n == 0 else Mark.NONE, style.leading)
            for n, part in enumerate(group)
        ]


def _table(block: Table) -> list[Flowable]:
    whole = sum(block.widths)
    widths = tuple(BODY_WIDTH * share / whole for share in block.widths)
    s = styles()
    first = block.rows[0] if block.rows else ()
    right = [cell.figure for cell in first] or [False] * len(block.header)
    header = GridRow(
        cells=tuple(
            _label(name, s.label_right if figure else s.label, HEADER_FILL)
            for name, figure in zip(block.header, right, strict=True)
        )
    )
    rows = [grid_row for row in block.rows for grid_row in _table_rows(row, widths)]
    if block.total:
        rows.append(_total_row(block.total, widths))
    if not rows:
        rows = [GridRow(cells=(GridCell(content=(), span=len(widths)),))]
    return [Grid(widths, rows, header=header), Gap(_GAP)]


def _table_rows(row: Sequence[Cell], widths: Sequence[float]) -> Iterator[GridRow]:
    columns = [
        _cell_groups(cell, width - 2 * PAD_X) for cell, width in zip(row, widths, strict=True)
    ]
    for place, groups in enumerate(zip_longest(*columns, fillvalue=())):
        cells = tuple(GridCell(content=tuple(group)) for group in groups)
        yield GridRow(cells=cells, joined=place > 0)


def _total_row(total: Sequence[Cell], widths: Sequence[float]) -> GridRow:
    spare = len(widths) - len(total)
    cells: list[GridCell] = []
    for place, cell in enumerate(total):
        span = spare + 1 if place == 0 else 1
        start = 0 if place == 0 else place + spare
        width = sum(widths[start : start + span]) - 2 * PAD_X
        parts = tuple(part for group in _cell_groups(cell, width) for part in group)
        cells.append(GridCell(content=parts, fill=LABEL_FILL, span=span))
    return GridRow(cells=tuple(cells))


def _listing(block: Listing) -> list[Flowable]:
    style = ParagraphStyle(name="", parent=styles().body, leftIndent=12)
    result: list[Flowable] = []
    for item in block.items:
        groups = pieces(item, style, BODY_WIDTH - 12)
        parts = [part for group in groups for part in group]
        if isinstance(parts[0], JapaneseParagraph):
            parts[0].bulletText = "・"
        result += parts
    return [*result, Gap(6)]


def _note(block: Note) -> list[Flowable]:
    cell = Cell(text=block.text, mark=block.mark)
    rows = [
        GridRow(cells=(GridCell(content=tuple(group)),), joined=place > 0)
        for place, group in enumerate(_cell_groups(cell, BODY_WIDTH - 2 * PAD_X))
    ]
    return [Grid((BODY_WIDTH,), rows), Gap(_GAP)]


def _contents(block: Contents) -> list[Flowable]:
    width = BODY_WIDTH / _CONTENTS_COLUMNS
    rows = [
        block.entries[start : start + _CONTENTS_COLUMNS]
        for start in range(0, len(block.entries), _CONTENTS_COLUMNS)
    ]
    return [ContentsLine(row, width) for row in rows]
