"""Find templates of work by words, as a consultant types them."""

from __future__ import annotations

from cspdesk.domain.catalogue import Catalogue, CatalogueItem
from cspdesk.services.folding import fold_word


def find_items(catalogue: Catalogue, words: str) -> tuple[CatalogueItem, ...]:
    """Return the templates that hold every word, those with all in the name first.

    Width, case and kana make no difference. No words give all templates in catalogue order.
    """
    wanted = [folded for word in words.split() if (folded := fold_word(word))]
    types = {work_type.id: work_type.name for work_type in catalogue.work_types}
    named: list[CatalogueItem] = []
    others: list[CatalogueItem] = []
    for item in catalogue.items:
        name = fold_word(item.name)
        if all(word in name for word in wanted):
            named.append(item)
            continue
        parts = (item.name, types.get(item.work_type, ""), item.deliverable, *item.keywords)
        everything = "\n".join(fold_word(part) for part in parts)
        if all(word in everything for word in wanted):
            others.append(item)
    return (*named, *others)
