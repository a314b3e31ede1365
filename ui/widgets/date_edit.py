"""A day, typed as people type it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from cspdesk.domain.typed_values import format_day_long, parse_day
from ui.widgets.typed_edit import TypedEdit


class DateEdit(TypedEdit[date]):
    """Accepts 2027-01-18, 令和9年1月18日, 1/18, 明日 and blank; shows the day with its weekday.

    `today` is asked each time something is read, since a window may stay open overnight.
    """

    def __init__(self, object_name: str, spoken: str, *, today: Callable[[], date]) -> None:
        super().__init__(
            object_name,
            spoken,
            read=lambda text: parse_day(text, today()),
            write=format_day_long,
            complaint="日付として読めません。年月日で書いてください（例：2027年1月18日）。",
        )
