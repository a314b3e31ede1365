"""What an order takes beside the work itself: finding somebody before it, checking after it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.catalogue import Entry, open_entry

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
        preparing: what the firm gets ready before all of it; none where nothing is needed.
    """

    format: RequestFormat
    before: tuple[StageDays, ...]
    after: tuple[StageDays, ...]
    made_while_open: bool = False
    least_days: int = 0
    preparing: StageDays | None = None

    def days_of_work(self, usual: int) -> int:
        """Return what is left to be worked once the stages before are over, in calendar days."""
        waited = sum(stage.days for stage in self.before) if self.made_while_open else 0
        return max(usual - waited, self.least_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDaysFacts:
    """The stages of each format, what they rest on, and how long getting ready takes.

    Attributes:
        preparing: name of getting ready.
        days_per_input, most_preparing_days: calendar days for each thing to be prepared, and
            for all of them together.
    """

    basis: str
    formats: tuple[OrderDays, ...]
    preparing: str
    days_per_input: int
    most_preparing_days: int

    def of(self, format_: RequestFormat) -> OrderDays:
        """Return the stages of a format."""
        return next(entry for entry in self.formats if entry.format is format_)

    def preparing_for(self, inputs: int) -> StageDays | None:
        """Return how long a firm takes to get so many things ready, None where it is nothing."""
        days = min(inputs * self.days_per_input, self.most_preparing_days)
        return StageDays(name=self.preparing, days=days) if days > 0 else None


@cache
def load_order_days() -> OrderDaysFacts:
    """Return the stages of the formats.

    Raises:
        DataFileError: the file is invalid.
    """
    file = open_entry(_FILE)
    file.day("checked_on")
    preparing = file.entry("preparing")
    facts = OrderDaysFacts(
        basis=file.text("basis", empty=False),
        formats=tuple(_order_days(entry) for entry in file.entries("format")),
        preparing=preparing.text("name", empty=False),
        days_per_input=preparing.integer("days_per_input"),
        most_preparing_days=preparing.integer("most_days"),
    )
    preparing.done()
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
