"""What an order takes beside the work itself: finding somebody before it, checking after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from cspdesk.domain.catalogue import Catalogue
from cspdesk.domain.decomposition import Verdict, WorkItem
from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.catalogue import Entry, load_catalogue, open_entry

_FILE = "catalogue/order_days.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageDays:
    """One stage of an order and its usual length in calendar days."""

    name: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDays:
    """The stages around the work in one format.

    Attributes:
        made_while_open: the days of the work count from the posting on, as for a competition,
            whose entrants work during the entry period.
        least_days: the work takes at least so long after the stages before it.
    """

    format: RequestFormat
    before: tuple[StageDays, ...]
    after: tuple[StageDays, ...]
    made_while_open: bool = False
    least_days: int = 0

    def days_of_work(self, usual: int) -> int:
        """Return what is left to be worked once the stages before are over, in calendar days."""
        waited = sum(stage.days for stage in self.before) if self.made_while_open else 0
        return max(usual - waited, self.least_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDaysFacts:
    """The stages of each format, and what they rest on."""

    basis: str
    formats: tuple[OrderDays, ...]

    def of(self, format_: RequestFormat) -> OrderDays:
        """Return the stages of a format."""
        return next(entry for entry in self.formats if entry.format is format_)


@cache
def load_order_days() -> OrderDaysFacts:
    """Return the stages of the formats.

    Raises:
        DataFileError: the file is invalid.
    """
    file = open_entry(_FILE)
    file.day("checked_on")
    facts = OrderDaysFacts(
        basis=file.text("basis", empty=False),
        formats=tuple(_order_days(entry) for entry in file.entries("format")),
    )
    file.done()
    return facts


def _order_days(entry: Entry) -> OrderDays:
    found = OrderDays(
        format=RequestFormat(entry.text("format")),
        before=_stages(entry, "before"),
        after=_stages(entry, "after"),
        made_while_open=entry.flag("made_while_open"),
        least_days=entry.integer_or("least_days", 0),
    )
    entry.done()
    return found


def _stages(entry: Entry, key: str) -> tuple[StageDays, ...]:
    return tuple(
        StageDays(name=stage.text("name", empty=False), days=stage.integer("days"))
        for stage in entry.entries(key)
    )


def order_days_of(
    item: WorkItem, load: Callable[[], Catalogue] = load_catalogue
) -> OrderDays | None:
    """Return the stages around a piece of work, None where it is not ordered.

    Until a format is chosen, the one counts that usually suits the work; for work that the
    catalogue does not know, that of a project.
    """
    if item.verdict is not Verdict.ORDER:
        return None
    return load_order_days().of(format_of(item, load()))


def format_of(item: WorkItem, catalogue: Catalogue) -> RequestFormat:
    """Return the format chosen for a piece of work, else the one that usually suits it."""
    if item.format_decision is not None:
        return item.format_decision.chosen
    entry = catalogue.item(item.catalogue_id)
    return entry.formats[0].format if entry is not None and entry.formats else RequestFormat.PROJECT
