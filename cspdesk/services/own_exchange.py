"""One file for colleagues: what of theirs is new, the same or different, and taking it in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from cspdesk.domain.catalogue import CatalogueItem, Problem
from cspdesk.services.own_fields import OwnKind, fields_of
from cspdesk.services.own_file import OwnFile, OwnPrice
from cspdesk.services.own_texts import OwnEntry, id_of, kind_of, texts_of

Key = tuple[OwnKind, str]


class Standing(StrEnum):
    """How an entry of a colleague stands to one's own."""

    NEW = "new"
    SAME = "same"
    DIFFERS = "differs"

    @property
    def label(self) -> str:
        """Return the word shown to people."""
        return {"new": "新しい", "same": "同じ", "differs": "違う"}[self.value]


class Taking(StrEnum):
    """What is done with an entry of a colleague."""

    LEAVE = "leave"
    TAKE = "take"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One entry of a colleague's file.

    Attributes:
        name: of the work or problem; a price has that of its work.
        takings: what can be done with it, the suggested one first; one only = nothing to decide.
        differences: word of the field, mine, theirs.
        remark: what is good to know, e.g. that the own one stands in a file written by hand.
    """

    key: Key
    name: str
    standing: Standing
    takings: tuple[Taking, ...]
    differences: tuple[tuple[str, str, str], ...] = ()
    remark: str = ""


def entries_of(file: OwnFile) -> dict[Key, OwnEntry]:
    """Return the entries of a file by kind and id."""
    entries: tuple[OwnEntry, ...] = (*file.items, *file.prices, *file.problems)
    return {(kind_of(entry), id_of(entry)): entry for entry in entries}


def file_of(name: str, entries: Mapping[Key, OwnEntry]) -> OwnFile:
    """Return a file that holds these entries."""
    return OwnFile(
        name=name,
        items=tuple(e for e in entries.values() if isinstance(e, CatalogueItem)),
        prices=tuple(e for e in entries.values() if isinstance(e, OwnPrice)),
        problems=tuple(e for e in entries.values() if isinstance(e, Problem)),
    )


def rests_on(entry: OwnEntry) -> tuple[str, ...]:
    """Return the ids of the work that an entry names."""
    match entry:
        case CatalogueItem():
            return entry.prerequisites
        case OwnPrice():
            return (entry.item_id,)
        case Problem():
            return tuple(link.item_id for sub in entry.sub_issues for link in sub.items)


def compared(
    theirs: OwnFile,
    mine: Mapping[Key, OwnEntry],
    changeable: Callable[[Key], bool],
    name_of: Callable[[str], str],
) -> tuple[Offered, ...]:
    """Return how each of their entries stands to mine.

    Args:
        theirs: the colleague's file.
        mine: all own entries.
        changeable: whether an own entry is written in the window, not by hand.
        name_of: name of a piece of work by its id.
    """
    names = {entry.name for entry in mine.values() if not isinstance(entry, OwnPrice)}
    offered = []
    for key, entry in entries_of(theirs).items():
        name = name_of(entry.item_id) if isinstance(entry, OwnPrice) else entry.name
        own = mine.get(key)
        if own is None:
            twin = "同じ名前のものが、すでにあります。" if name in names else ""
            takings = (Taking.TAKE, Taking.LEAVE)
            offered.append(
                Offered(key=key, name=name, standing=Standing.NEW, takings=takings, remark=twin)
            )
        elif texts_of(own) == texts_of(entry):
            offered.append(
                Offered(key=key, name=name, standing=Standing.SAME, takings=(Taking.LEAVE,))
            )
        else:
            offered.append(_differing(key, name, own, entry, changeable=changeable(key)))
    return tuple(offered)


def _differing(
    key: Key, name: str, own: OwnEntry, theirs: OwnEntry, *, changeable: bool
) -> Offered:
    takings = [Taking.LEAVE]
    if changeable:
        takings.append(Taking.TAKE)
    # There is one price for a piece of work.
    if key[0] is not OwnKind.PRICE:
        takings.append(Taking.BOTH)
    return Offered(
        key=key,
        name=name,
        standing=Standing.DIFFERS,
        takings=tuple(takings),
        differences=_differences(key[0], texts_of(own), texts_of(theirs)),
        remark="" if changeable else "自分の内容は手書きのファイルにあり、画面では変えません。",
    )


def _differences(
    kind: OwnKind, mine: Mapping[str, str], theirs: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    words = {field.key: field.word for field in fields_of(kind, {**mine, **theirs})}
    return tuple(
        (word, mine.get(key, ""), theirs.get(key, ""))
        for key, word in words.items()
        if mine.get(key, "") != theirs.get(key, "")
    )


def merged(
    mine: OwnFile, theirs: OwnFile, takings: Mapping[Key, Taking], new_id: Callable[[], str]
) -> OwnFile:
    """Return the own file with what is taken of theirs.

    What is taken beside one's own gets an id of its own, and what else is taken points to it.
    """
    taken = {k: e for k, e in entries_of(theirs).items() if takings.get(k) is not Taking.LEAVE}
    renamed = {key[1]: new_id() for key in taken if takings.get(key) is Taking.BOTH}
    own = entries_of(mine)
    for key, entry in taken.items():
        fresh = _pointing(entry, renamed)
        own[key[0], id_of(fresh)] = fresh
    return file_of(mine.name, own)


def _pointing(entry: OwnEntry, renamed: Mapping[str, str]) -> OwnEntry:
    """Return an entry under its new id, pointing to the new ids of what it rests on."""

    def of(name: str) -> str:
        return renamed.get(name, name)

    match entry:
        case CatalogueItem():
            before = tuple(map(of, entry.prerequisites))
            return replace(entry, id=of(entry.id), prerequisites=before)
        case OwnPrice():
            return replace(entry, item_id=of(entry.item_id))
        case Problem():
            return _problem_pointing(entry, of)


def _problem_pointing(problem: Problem, of: Callable[[str], str]) -> Problem:
    new = of(problem.id)

    def part(name: str) -> str:
        return f"{new}{name.removeprefix(problem.id)}" if name.startswith(problem.id) else name

    subs = tuple(
        replace(
            sub,
            id=part(sub.id),
            depends_on=tuple(map(part, sub.depends_on)),
            items=tuple(replace(link, item_id=of(link.item_id)) for link in sub.items),
        )
        for sub in problem.sub_issues
    )
    questions = tuple(
        replace(q, id=part(q.id), points_to=tuple(map(part, q.points_to)))
        for q in problem.questions
    )
    kept = tuple(replace(k, id=part(k.id)) for k in problem.not_to_order)
    return replace(problem, id=new, sub_issues=subs, questions=questions, not_to_order=kept)
