"""Sizes of a posting in each format: money, days, workers, and what an hour comes to."""

from __future__ import annotations

import math
from functools import cache

from cspdesk.domain.decomposition import WorkItem
from cspdesk.domain.format_sizing import (
    ExpectedEntries,
    FormatSplit,
    SizeLine,
    SizingFacts,
    SplitStep,
)
from cspdesk.domain.request_format import RequestFormat
from cspdesk.domain.typed_values import format_yen
from cspdesk.services.catalogue import Entry, open_entry
from cspdesk.services.order_days import load_order_days

_FILE = "catalogue/formats.toml"
_UNKNOWN = "目安がありません"
_ESTIMATE = "目安・未確認"


@cache
def load_splits() -> tuple[FormatSplit, ...]:
    """Return the ways to send out work in several postings.

    Raises:
        DataFileError: the file is invalid.
    """
    return tuple(
        FormatSplit(
            id=entry.text("id", empty=False),
            steps=tuple(_step(step) for step in entry.entries("steps")),
        )
        for entry in open_entry(_FILE).entries("split")
    )


def _step(entry: Entry) -> SplitStep:
    step = SplitStep(
        what=entry.text("what", empty=False),
        format=RequestFormat(entry.text("format")),
        why=entry.text("why", empty=False),
    )
    entry.done()
    return step


@cache
def load_sizing() -> SizingFacts:
    """Return what the sizing rests on.

    Raises:
        DataFileError: the file is invalid.
    """
    file = open_entry(_FILE)
    entry = file.entry("sizing")
    facts = SizingFacts(
        worker_hours=entry.number("worker_hours"),
        competition_note=entry.text("competition_note", empty=False),
        task_note=entry.text("task_note", empty=False),
        entries=tuple(
            ExpectedEntries(
                items=found.texts("items"),
                text=found.text("text", empty=False),
                source=found.text("source", empty=False),
            )
            for found in file.entries("entries")
        ),
    )
    entry.done()
    return facts


def size(item: WorkItem, format_: RequestFormat) -> tuple[SizeLine, ...]:
    """Return the sizes of a piece of work if it went out in a format.

    Money is yen with tax; the range is the catalogue's for one unit, times the quantity.
    """
    sized = {
        RequestFormat.PROJECT: _project,
        RequestFormat.COMPETITION: _competition,
        RequestFormat.TASK: _task,
    }
    return sized[format_](item, load_sizing())


def cost(item: WorkItem, format_: RequestFormat) -> str:
    """Return the money of a format in a few words, for a card."""
    return size(item, format_)[0].text


def _project(item: WorkItem, facts: SizingFacts) -> tuple[SizeLine, ...]:
    lines = [
        SizeLine(label="予算の幅", text=_band(item, item.quantity), basis=_basis(item)),
        SizeLine(
            label="期間",
            text=_stages(item, RequestFormat.PROJECT),
            basis=_ESTIMATE,
        ),
    ]
    return (*lines, *_hourly(item, item.quantity, ""))


def _competition(item: WorkItem, facts: SizingFacts) -> tuple[SizeLine, ...]:
    lines = [
        SizeLine(
            label="賞金（採用1点）",
            text=_band(item, 1),
            basis=f"{_basis(item)}。{facts.competition_note}",
        ),
        SizeLine(
            label="期間",
            text=_stages(item, RequestFormat.COMPETITION),
            basis=_ESTIMATE,
        ),
        *_hourly(item, 1, "採用された方だけ"),
    ]
    for entries in facts.entries:
        if item.catalogue_id in entries.items:
            lines.append(SizeLine(label="応募の数", text=entries.text, basis=entries.source))
    return tuple(lines)


def _task(item: WorkItem, facts: SizingFacts) -> tuple[SizeLine, ...]:
    lines = [
        SizeLine(
            label=f"単価（1{item.unit}）",
            text=f"{_band(item, 1)}、{item.quantity}{item.unit}で {_band(item, item.quantity)}",
            basis=_basis(item),
        ),
        SizeLine(label="期間", text=_stages(item, RequestFormat.TASK), basis=_ESTIMATE),
    ]
    if item.hours:
        people = min(math.ceil(item.hours / facts.worker_hours), item.quantity)
        lines.append(
            SizeLine(
                label="頼む人数",
                text=f"{people}人ほど（全部で {item.hours:g}時間）",
                basis=facts.task_note,
            )
        )
    return (*lines, *_hourly(item, item.quantity, ""))


def _band(item: WorkItem, quantity: int) -> str:
    low, high = item.price_low_yen, item.price_high_yen
    if item.unit_price_yen is not None:
        planned = f"{format_yen(item.unit_price_yen * quantity)}（税込・予定）"
        if low is None or high is None:
            return planned
        return f"{planned}。目安 {low * quantity:,}〜{high * quantity:,}円"
    if low is None or high is None:
        return _UNKNOWN
    return f"{low * quantity:,}〜{high * quantity:,}円（税込・目安・未確認）"


def _basis(item: WorkItem) -> str:
    return item.price_basis or _ESTIMATE


def _stages(item: WorkItem, format_: RequestFormat) -> str:
    """Return the stages up to the delivery, as long as the plan takes them to be."""
    around = load_order_days().of(format_)
    least = f"作業 {around.least_days}日から" if around.least_days else "作業"
    work = f"作業 {around.days_of_work(item.days)}日" if item.days else least
    return " + ".join((*(f"{stage.name} {stage.days}日" for stage in around.before), work))


def _hourly(item: WorkItem, quantity: int, who: str) -> tuple[SizeLine, ...]:
    """Return what an hour comes to; nothing where price or hours are not known."""
    price = item.unit_price_yen
    if price is None and item.price_low_yen is not None and item.price_high_yen is not None:
        price = (item.price_low_yen + item.price_high_yen) // 2
    if price is None or not item.hours or item.quantity < 1:
        return ()
    hours = item.hours * quantity / item.quantity
    each = int(price * quantity / hours)
    return (
        SizeLine(
            label="1時間あたり",
            text=f"{format_yen(each)}ほど（税込）" + (f"、{who}" if who else ""),
            basis=f"{format_yen(price * quantity)} ÷ {hours:g}時間",
        ),
    )
