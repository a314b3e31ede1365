"""How the law sees the types of work: which sizes count, whether tax is withheld."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from cspdesk import data_files
from cspdesk.rules.table import Table, choice

_FILE = "law/work_types.toml"


class Trade(StrEnum):
    """Kinds of work that 取適法 tells apart."""

    TECHNICAL = "technical"
    OTHER = "other"
    UNSURE = "unsure"


class Withholding(StrEnum):
    """Whether income tax is withheld from the fee of an individual."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkKind:
    """One work type as the law sees it; `why` says on what the withholding rests."""

    trade: Trade
    withholding: Withholding
    why: str


_UNKNOWN = WorkKind(trade=Trade.UNSURE, withholding=Withholding.UNSURE, why="仕事の種類が未定")


@cache
def work_kinds() -> dict[str, WorkKind]:
    """Return all work types on file by id.

    Raises:
        DataFileError: the file is missing or has a wrong shape.
    """
    table = Table(_FILE, "", data_files.read_toml(_FILE))
    found: dict[str, WorkKind] = {}
    for entry in table.tables("work_type"):
        found[entry.text("id")] = WorkKind(
            trade=choice(entry, "trade", Trade),
            withholding=choice(entry, "withholding", Withholding),
            why=entry.text("why"),
        )
        entry.done()
    table.done()
    return found


def kind_of(work_type: str) -> WorkKind:
    """Return how the law sees a work type; a type that is not on file is unsure."""
    return work_kinds().get(work_type, _UNKNOWN)
