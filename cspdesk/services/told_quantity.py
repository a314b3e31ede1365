"""How much of a piece of work the owner spoke of: 「カルテが1,200人分」 is 1,200 to type in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cspdesk.domain.catalogue import CatalogueItem
from cspdesk.domain.typed_values import parse_count
from cspdesk.services.folding import fold, fold_word

# How owners count what the catalogue counts by its unit.
_SPOKEN = {
    "件": ("件", "人分", "名分", "社分", "軒分"),
    "品": ("品", "品目", "商品", "点", "種類", "アイテム"),
    "枚": ("枚",),
    "図": ("図", "図面", "枚"),
    "頁": ("頁", "ページ"),
}
# Work that is usually ordered by ones and twos is not bought by the number of goods in a shop.
_LEAST_USUAL = 16
# 「月に3件」 is a pace, and 「1件も」 or 「3件しか」 tells of a trouble, not of an amount.
_PACE = re.compile(r"(?:月|週|日|年|回|時間)(?:に|で|あたり)?(?:約|だいたい)?$")
_NOT_AN_AMOUNT = r"(?!も|しか|だけ|目|につき|あたり|/)"
_WINDOW = 8
_FAR_BEYOND = 10


@dataclass(frozen=True, slots=True)
class ToldQuantity:
    """An amount in the unit of the work; `quote` are the owner's words for it."""

    value: int
    quote: str


def told_quantity(entry: CatalogueItem, quotes: Iterable[str]) -> ToldQuantity | None:
    """Return the amount that the words about this work name, if they name one only."""
    counters = _SPOKEN.get(entry.unit)
    if counters is None or entry.quantity[1] < _LEAST_USUAL:
        return None
    spoken = "|".join(re.escape(fold_word(counter)) for counter in counters)
    pattern = re.compile(rf"(?<![0-9,.])([0-9][0-9,]*)(?:{spoken}){_NOT_AN_AMOUNT}")
    found: dict[int, str] = {}
    for quote in quotes:
        folded = fold(quote)
        for match in pattern.finditer(folded.text):
            value = parse_count(match[1])
            before = folded.text[max(0, match.start() - _WINDOW) : match.start()]
            if value and not _PACE.search(before):
                found.setdefault(value, folded.quote(match.start(), match.end()))
    if len(found) != 1:
        return None
    value, said = next(iter(found.items()))
    return ToldQuantity(value, said) if value <= entry.quantity[-1] * _FAR_BEYOND else None
