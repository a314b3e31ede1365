"""A part of a piece of work that shows at one glance, named where a hint needs it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from cspdesk.services.catalogue import open_entry

_FILE = "catalogue/formats.toml"
_PART = "{part}"
_UNKNOWN = "1点"


@cache
def load_samples() -> Mapping[str, str]:
    """Return the part of each kind of work that has one, by item id.

    Raises:
        DataFileError: the file is invalid.
    """
    samples: dict[str, str] = {}
    for entry in open_entry(_FILE).entries("sample"):
        part = entry.text("part", empty=False)
        samples.update(dict.fromkeys(entry.texts("items"), part))
        entry.done()
    return samples


def worded_for(text: str, item_id: str) -> str:
    """Return a hint in words for a kind of work; empty where the work has no such part.

    Args:
        text: a hint, which may name a part of the work.
        item_id: catalogue id; empty = the work is not known.

    >>> worded_for("{part}だけを募ります", "des-manga")
    '1コマだけを募ります'
    >>> worded_for("{part}だけを募ります", "ofc-map-listing")
    ''
    """
    if _PART not in text:
        return text
    part = load_samples().get(item_id, "" if item_id else _UNKNOWN)
    return text.replace(_PART, part) if part else ""
