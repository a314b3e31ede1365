"""Work that only prepares a development, and whether something follows that is worth it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import Catalogue
from cspdesk.domain.decomposition import Decomposition, ProposalState, WorkItem
from cspdesk.errors import DataFileError
from cspdesk.services.catalogue import Entry, load_catalogue, open_entry
from cspdesk.services.ceiling import ceiling_of

_FILE = "catalogue/groundwork.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Groundwork:
    """What is known about groundwork.

    Attributes:
        least_times: how many times its own cost the work behind it costs at least, by the id
            of the groundwork.
        development: types of work that count as a development.
    """

    least_times: Mapping[str, int]
    development: frozenset[str]


@cache
def load_groundwork() -> Groundwork:
    """Return what the shipped file says.

    Raises:
        DataFileError: the file is invalid, or names work that the catalogue does not have.
    """
    return read_groundwork(open_entry(_FILE), load_catalogue())


def read_groundwork(file: Entry, catalogue: Catalogue) -> Groundwork:
    """Return what a file says.

    Raises:
        DataFileError: a key is missing or unknown, or the catalogue lacks what it names.
    """
    file.day("checked_on")
    development = file.texts("development")
    known = {work_type.id for work_type in catalogue.work_types}
    for name in development:
        if name not in known:
            raise DataFileError(file.file, "development", f"{name} is no work type")
    least_times = {}
    for entry in file.entries("groundwork"):
        item_id = entry.text("item")
        if catalogue.item(item_id) is None:
            raise DataFileError(file.file, f"{entry.label}.item", f"{item_id} is no work item")
        least_times[item_id] = entry.integer("least_times")
        entry.done()
    file.done()
    return Groundwork(least_times=least_times, development=frozenset(development))


def pays_off(item: WorkItem, case: Case, catalogue: Catalogue) -> bool:
    """Tell whether something follows that is worth being prepared; yes of all other work."""
    least_times = load_groundwork().least_times
    if item.catalogue_id not in least_times:
        return True
    following = _following(item, case.decomposition, catalogue)
    if not following:
        # Where nothing is to be developed yet, the owner may well begin with this.
        return not _develops(case.decomposition)
    least = (item.total_yen or 0) * least_times[item.catalogue_id]
    return any(least <= (other.total_yen or 0) <= _ceiling(case, other) for other in following)


def _develops(tree: Decomposition) -> bool:
    """Tell whether anything beside groundwork is a development."""
    known = load_groundwork()
    return any(
        item.work_type in known.development and item.catalogue_id not in known.least_times
        for item in tree.work_items
        if item.state is not ProposalState.REJECTED
    )


def _ceiling(case: Case, item: WorkItem) -> int:
    """Return what may be spent; without a budget as much as the work costs."""
    ceiling = ceiling_of(case).yen
    return ceiling if ceiling is not None else (item.total_yen or 0)


def _following(item: WorkItem, tree: Decomposition, catalogue: Catalogue) -> list[WorkItem]:
    return [
        other
        for other in tree.work_items
        if other.state is not ProposalState.REJECTED
        and (entry := catalogue.item(other.catalogue_id)) is not None
        and item.catalogue_id in entry.prerequisites
    ]
