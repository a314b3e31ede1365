"""What the sheets of a case have in common: title, firm, day and footer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cspdesk.documents.model import Block, Cell, Document, FieldGrid
from cspdesk.documents.wording import UNDECIDED, long_day
from cspdesk.domain.case import Case
from cspdesk.domain.client import Client


def case_sheet(
    kind: str, case: Case, client: Client, blocks: Sequence[Block], *, dated: date
) -> Document:
    """Return a sheet of this kind about a case."""
    return Document(
        title=f"{kind} {case.theme or client.name}",
        client_name=client.name,
        footer_left="cspdesk",
        footer_middle=sample_note(case, client),
        dated=dated,
        blocks=tuple(blocks),
    )


def sample_note(case: Case, client: Client) -> str:
    """Return what every page of an invented case says, empty for a real one."""
    return "見本データ（架空の会社です）" if case.is_sample or client.is_sample else ""


def firm_and_day(client: Client, today: date) -> FieldGrid:
    """Return the lines below the title: for whom, and made when."""
    return FieldGrid(
        pairs=(
            ("会社", Cell(text=client.name or UNDECIDED)),
            ("作成日", Cell(text=long_day(today))),
        )
    )
