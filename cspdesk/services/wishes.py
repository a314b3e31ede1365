"""What the owner asked for most: the order in which work may be given up for money's sake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import Catalogue
from cspdesk.domain.decomposition import Decomposition, WorkItem
from cspdesk.services.catalogue import open_entry
from cspdesk.services.folding import fold_word

_FILE = "catalogue/wishes.toml"
_CORE = "core"
# What the consultant put into the tree by hand was agreed upon with the owner.
_AGREED = 100
# How far a stressed or a passing wish moves on that scale.
_STRESS = 50
# 「できれば」 before a day is a wish about the day, not about the work.
_ABOUT_DAYS = ("間に合", "までに", "月中", "年内", "納期")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnHands:
    """Work that the firm can do itself for a while: how, and what it gives up by it."""

    items: tuple[str, ...]
    how: str
    gives_up: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WishWords:
    """How a wish is stressed or half taken back, as folded words; work for the firm itself."""

    insisting: tuple[str, ...]
    unsure: tuple[str, ...]
    own_hands: tuple[OwnHands, ...]


@cache
def load_wish_words() -> WishWords:
    """Return the words of wishes and the work that firms do with their own hands.

    Raises:
        DataFileError: the file is invalid.
    """
    file = open_entry(_FILE)
    file.day("checked_on")
    words = WishWords(
        insisting=tuple(fold_word(word) for word in file.texts("insisting")),
        unsure=tuple(fold_word(word) for word in file.texts("unsure")),
        own_hands=tuple(
            OwnHands(
                items=entry.texts("items"),
                how=entry.text("how", empty=False),
                gives_up=entry.text("gives_up", empty=False),
            )
            for entry in file.entries("own_hands")
        ),
    )
    file.done()
    return words


def most_wanted_first(
    case: Case, items: Sequence[WorkItem], catalogue: Catalogue
) -> tuple[WorkItem, ...]:
    """Return the pieces with what the owner asked for most at the front.

    First counts how strongly the words speak for it, raised or lowered by how the owner put it
    (「とにかく」 or 「できれば」, which may as well be said of something else in the clause), then
    whether the problem tree calls it the core, then the order of the tree.
    """
    core = core_ids(case.decomposition, catalogue)
    place = {item.id: number for number, item in enumerate(case.decomposition.work_items)}

    def weight(item: WorkItem) -> tuple[int, bool, int]:
        asked = _AGREED if item.asked is None else item.asked
        return asked + _STRESS * stress(case, item), item.id in core, -place.get(item.id, 0)

    return tuple(sorted(items, key=weight, reverse=True))


def stress(case: Case, item: WorkItem) -> int:
    """Return 1 where the owner insists on this work, -1 where it was a passing wish, else 0."""
    words = load_wish_words()
    said = fold_word(case.hearing.owner_words)
    quotes = [folded for why in item.why if (folded := fold_word(why)) and folded in said]
    if any(word in quote for quote in quotes for word in words.insisting):
        return 1
    passing = (quote for quote in quotes if not any(sign in quote for sign in _ABOUT_DAYS))
    return -1 if any(word in quote for quote in passing for word in words.unsure) else 0


def core_ids(tree: Decomposition, catalogue: Catalogue) -> set[str]:
    """Return the ids of work that the problem trees call the core of its sub-issue."""
    issues = {issue.id: issue.catalogue_id for issue in tree.issues}
    core = {
        (sub.id, link.item_id)
        for problem in catalogue.problems
        for sub in problem.sub_issues
        for link in sub.items
        if link.priority == _CORE
    }
    return {
        item.id
        for item in tree.work_items
        if (issues.get(item.issue_id, ""), item.catalogue_id) in core
    }
