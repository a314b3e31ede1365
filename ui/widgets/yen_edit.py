"""An amount in yen, typed as people type it."""

from __future__ import annotations

from cspdesk.domain.typed_values import format_yen, parse_yen
from ui.widgets.typed_edit import TypedEdit


class YenEdit(TypedEdit[int]):
    """Accepts 30万, ３００，０００円 and blank; shows 300,000円."""

    def __init__(self, object_name: str, spoken: str) -> None:
        super().__init__(
            object_name,
            spoken,
            read=parse_yen,
            write=format_yen,
            complaint="金額として読めません。数字で書いてください（例：300,000円、30万）。",
        )
