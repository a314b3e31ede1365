"""How figures and days read on paper; what is unknown is said so and never shown as 0."""

from __future__ import annotations

from datetime import UTC, date, datetime  # noqa: F401 - UTC: in an example

from cspdesk.domain.decomposition import WorkItem
from cspdesk.domain.japan import in_japan
from cspdesk.domain.typed_values import format_day_long, format_yen

UNDECIDED = "未定"
UNRECORDED = "記録なし"
UNCONFIRMED = "未確認"


def yen(amount: int | None) -> str:
    """Return an amount as printed; None reads 未定.

    >>> yen(79200), yen(-500), yen(None)
    ('79,200円', '−500円', '未定')
    """
    if amount is None:
        return UNDECIDED
    sign = "−" if amount < 0 else ""
    return f"{sign}{format_yen(abs(amount))}"


def long_day(day: date | None) -> str:
    """Return a day as running text says it; None reads 未定.

    >>> long_day(date(2027, 1, 15))
    '2027年1月15日（金）'
    """
    if day is None:
        return UNDECIDED
    return format_day_long(day)


def moment(at: datetime | None) -> str:
    """Return a moment as the clocks in Japan showed it; None reads 記録なし.

    >>> moment(datetime(2026, 11, 24, 6, 6, tzinfo=UTC))
    '2026-11-24 15:06'
    """
    return f"{in_japan(at):%Y-%m-%d %H:%M}" if at is not None else UNRECORDED


def period(item: WorkItem) -> str:
    """Return planned days of a piece of work, its usual length while none are planned."""
    if item.starts_on is not None and item.due_on is not None:
        same_year = item.starts_on.year == item.due_on.year
        return (
            f"{item.starts_on}〜{item.due_on:%m-%d}"
            if same_year
            else (f"{item.starts_on}〜{item.due_on}")
        )
    if item.due_on is not None:
        return f"{item.due_on} まで"
    if item.days is not None:
        return f"着手から{item.days}日（目安）"
    return UNDECIDED


def incl_tax(amount: int | None) -> str:
    """Return an amount that includes consumption tax, and say so.

    >>> incl_tax(900000), incl_tax(None)
    ('900,000円（税込）', '未定')
    """
    return UNDECIDED if amount is None else f"{yen(amount)}（税込）"


def hours(amount: float | None) -> str:
    """Return working hours; they are an estimate and say so.

    >>> hours(36.0), hours(None)
    ('36時間（目安・未確認）', '未定')
    """
    return UNDECIDED if amount is None else f"{amount:g}時間（目安・未確認）"


def price_range(low: int | None, high: int | None) -> str:
    """Return the usual range for one unit, yen incl. tax; it is an estimate and says so.

    >>> price_range(2200, 5500)
    '2,200〜5,500円（目安・未確認）'
    """
    if low is None and high is None:
        return UNCONFIRMED
    if low is None or high is None:
        return f"{yen(low if high is None else high)}（目安・未確認）"
    return f"{low:,}〜{high:,}円（目安・未確認）"
