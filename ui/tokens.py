"""What the first paint shares with the widgets that take its place: colours and band sizes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from cspdesk import data_files

# In pixels at a text size of 100 %.
RAIL_WIDTH = 92
TITLE_HEIGHT = 52
STATUS_HEIGHT = 28


@cache
def colours(*, dark: bool) -> Mapping[str, str]:
    """Return token name → `#RRGGBB` or `#RRGGBBAA`."""
    kinds: Mapping[str, Mapping[str, str]] = json.loads(data_files.read_bytes("theme/tokens.json"))[
        "color"
    ]
    return kinds["dark" if dark else "light"]
