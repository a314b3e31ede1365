"""Own work over one folder, with the catalogue as the program has it, for its tests."""

from __future__ import annotations

from pathlib import Path

from cspdesk.domain.catalogue import Catalogue
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.own_catalogue import load_own
from cspdesk.services.own_fields import OwnKind
from cspdesk.services.own_work import OwnWork, Use
from tests.cspdesk.services.test_own_checks import TEXTS
from tests.doubles import StandingClock, counted_ids

ITEM_TEXTS = TEXTS[OwnKind.ITEM]
PRICE_TEXTS = TEXTS[OwnKind.PRICE]


class Shop:
    """Own work; `told` counts how often the catalogue was said to have changed."""

    def __init__(self, folder: Path, prefix: str = "id") -> None:
        self.folder = folder
        self.told = 0
        self.work = OwnWork(
            folder, StandingClock(), counted_ids(prefix), self.catalogue, self._changed
        )
        self.work.reload()

    def catalogue(self) -> Catalogue:
        """Return shipped and own work as read from the folder."""
        return load_own(self.folder).added_to(load_catalogue())

    def _changed(self) -> None:
        self.told += 1

    def names(self) -> list[tuple[str, Use]]:
        """Return the names of all entries and whether they are used."""
        return [(row.name, row.use) for row in self.work.rows()]


def by_hand(folder: Path, name: str, text: str) -> Path:
    """Write a file as somebody does without the window."""
    path = folder / "catalogue" / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text, encoding="utf-8")
    return path
