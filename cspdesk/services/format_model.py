"""The questions and rules that decide between formats, read from `resources/catalogue`."""

from __future__ import annotations

from functools import cache

from cspdesk.domain.catalogue import (
    Choice,
    FormatFacts,
    FormatImplication,
    FormatModel,
    FormatQuestion,
    FormatRule,
    Gate,
)
from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.catalogue import Entry, open_entry, read_format

_FILE = "catalogue/formats.toml"


def _rule(entry: Entry) -> FormatRule:
    when = tuple((name, tuple(values)) for name, values in entry.raw("when").items())
    scores: tuple[tuple[RequestFormat, int], ...] = ()
    if entry.has("scores"):
        scores = tuple(
            (RequestFormat(name), int(points)) for name, points in entry.raw("scores").items()
        )
    chosen = read_format(entry, "format") if entry.text_or("format", "") else None
    rule = FormatRule(
        id=entry.text("id"),
        when=when,
        reason=entry.text("reason", empty=False),
        format=chosen,
        remedy=entry.text_or("remedy", ""),
        scores=scores,
    )
    entry.done()
    return rule


def _implication(entry: Entry) -> FormatImplication:
    found = FormatImplication(
        when=tuple((name, tuple(values)) for name, values in entry.raw("when").items()),
        gives=tuple((name, str(value)) for name, value in entry.raw("gives").items()),
    )
    entry.done()
    return found


def _facts(entry: Entry, before_publish: tuple[Entry, ...]) -> FormatFacts:
    format_ = read_format(entry, "format")
    return FormatFacts(
        format=format_,
        label=entry.text("label"),
        summary=entry.text("summary"),
        prepayment=entry.text("prepayment"),
        worker_gets=entry.text("worker_gets"),
        steps=entry.text("steps"),
        responses=entry.text("responses"),
        revisions=entry.text("revisions"),
        payment=entry.text("payment"),
        period=entry.text("period"),
        selection=entry.text("selection", empty=False),
        unselected=entry.text("unselected", empty=False),
        result=entry.text("result", empty=False),
        before_publish=tuple(
            b.text("text") for b in before_publish if format_ in b.texts("formats")
        ),
    )


def _question(entry: Entry) -> FormatQuestion:
    return FormatQuestion(
        id=entry.text("id"),
        short=entry.text("short", empty=False),
        ask=entry.text("ask"),
        help=entry.text_or("help", ""),
        options=tuple(
            Choice(id=option.text("id"), label=option.text("label"))
            for option in entry.entries("options")
        ),
        default=entry.text("default"),
    )


@cache
def load_format_model() -> FormatModel:
    """Return the questions and rules that decide between formats.

    Raises:
        DataFileError: the file is invalid.
    """
    entry = open_entry(_FILE)
    return FormatModel(
        formats=tuple(_facts(f, entry.entries("before_publish")) for f in entry.entries("format")),
        questions=tuple(_question(q) for q in entry.entries("question")),
        exclusions=tuple(_rule(e) for e in entry.entries("exclusion")),
        scores=tuple(_rule(e) for e in entry.entries("score")),
        base_scores=tuple(
            (RequestFormat(name), int(points)) for name, points in entry.raw("base_scores").items()
        ),
        implications=tuple(_implication(e) for e in entry.entries("implication")),
        gates=tuple(
            Gate(id=g.text("id"), outcome=g.text("outcome")) for g in entry.entries("gate")
        ),
        close_margin=entry.integer("close_margin"),
        combine=tuple((c.text("id"), c.text("text")) for c in entry.entries("combine")),
        checked_on=entry.day("checked_on"),
    )
