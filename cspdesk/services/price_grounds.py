"""Sentences of law that stand beside a price, each from its first day on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from cspdesk import data_files
from cspdesk.domain.source import Confidence, Source
from cspdesk.rules.table import Table, choice, source_of

_FILE = "price/grounds.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceGround:
    """One sentence for people with the law behind it."""

    id: str
    start: date
    text: str
    confidence: Confidence
    source: Source


def ground(ground_id: str, on: date) -> PriceGround | None:
    """Return a sentence where it holds on a day, else None."""
    found = _grounds()[ground_id]
    return found if found.start <= on else None


@cache
def _grounds() -> dict[str, PriceGround]:
    table = Table(_FILE, "", data_files.read_toml(_FILE))
    found = [_ground(entry) for entry in table.tables("ground")]
    table.done()
    return {each.id: each for each in found}


def _ground(entry: Table) -> PriceGround:
    start = entry.day("from")
    made = PriceGround(
        id=entry.text("id"),
        start=start,
        text=entry.text("text"),
        confidence=choice(entry, "confidence", Confidence),
        source=source_of(entry.table("source"), start),
    )
    entry.done()
    return made
