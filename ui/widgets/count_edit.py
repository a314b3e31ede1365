"""A number of people or things, typed as people type it."""

from __future__ import annotations

from cspdesk.domain.typed_values import parse_count
from ui.widgets.typed_edit import TypedEdit


class CountEdit(TypedEdit[int]):
    """Accepts １２名, 1,500 and blank; shows the number followed by `unit`."""

    def __init__(self, object_name: str, spoken: str, *, unit: str = "") -> None:
        super().__init__(
            object_name,
            spoken,
            read=parse_count,
            write=lambda number: f"{number:,}{unit}",
            complaint="数として読めません。数字で書いてください（例：12）。",
        )
