"""Reads the rule pack; every fault names file and key, and disables one rule, not the program."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from cspdesk import data_files
from cspdesk.domain.finding import DisclosureItem, ItemState, Severity
from cspdesk.domain.order_facts import NO_FACTS, Stage
from cspdesk.domain.party_law import Law
from cspdesk.domain.posting import PostingField
from cspdesk.domain.request_format import OrderType, RequestFormat
from cspdesk.domain.source import Confidence
from cspdesk.errors import DataFileError
from cspdesk.rules.fact_predicates import FACT_PREDICATES
from cspdesk.rules.given_facts import FACT_NAMES, read_facts
from cspdesk.rules.model import (
    Applies,
    Check,
    Example,
    Group,
    Kind,
    Pack,
    Repair,
    Rule,
    Scope,
    Signal,
    Softer,
    Vocabulary,
)
from cspdesk.rules.pack_head import PACK_FILE, read_head
from cspdesk.rules.pattern_faults import repeat_fault
from cspdesk.rules.patterns import expand, references
from cspdesk.rules.platforms import platform_files, platform_ids
from cspdesk.rules.predicates import PREDICATES
from cspdesk.rules.table import Table, choice, choice_or_none, choices, source_of
from cspdesk.rules.values import VALUES, figures_named, read_values
from cspdesk.rules.wording import Reading, Telling, Wording, unpack_wording

_RULES = "rules"
_WORDS = "rules/words"
_LAW = "law"
_CALENDAR = "calendar"
_WORDING = ("wording/readings.toml", "wording/wording.bin")
_MIN_EXAMPLES = 2


def read_vocabulary() -> Vocabulary:
    """Return the words that rules share.

    Raises:
        DataFileError: a file is missing or has a wrong shape.
    """
    concepts: dict[str, str] = {}
    topics: list[tuple[str, str]] = []
    negation = exception = ""
    for name in data_files.names(_WORDS):
        table = Table(name, "", data_files.read_toml(name))
        for key in table.names():
            if key == "concept":
                _read_concepts(table.table(key), concepts)
            elif key == "topic":
                heads = table.table(key)
                topics.extend((topic, "|".join(heads.texts(topic))) for topic in heads.names())
            elif key == "negation":
                negation = table.text(key)
            elif key == "exception":
                exception = table.text(key)
            else:
                table.fail(key, "unknown key")
    return Vocabulary(
        concepts=concepts,
        topics=tuple(topics),
        negation=negation,
        exception=exception,
    )


def _read_concepts(table: Table, concepts: dict[str, str]) -> None:
    for name in table.names():
        words = table.texts(name)
        if not words or name in concepts:
            table.fail(name, "needs words, and a name of its own")
        concepts[name] = "|".join(words)


def _parts(table: Table, key: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    parts = table.texts(key)
    for part in parts:
        for name in references(part):
            if name not in vocabulary.concepts:
                table.fail(key, f"no concept named {name}")
    return parts


def pattern_fault(part: str, vocabulary: Vocabulary) -> str:
    """Return what is wrong with a part of a signal, empty if nothing is.

    Patterns are compiled when they are first needed, because compiling all of them would
    cost the start more than the rest of loading; the data tests ask for every one.
    """
    pattern = expand(part, vocabulary.concepts)
    if repeat := repeat_fault(pattern):
        return f"repeats without bounds: {repeat}"
    try:
        re.compile(pattern)
    except re.error as error:
        return str(error)
    return ""


def _signal(table: Table, vocabulary: Vocabulary, *, negatable: bool) -> Signal:
    signal = Signal(
        all=_parts(table, "all", vocabulary),
        none=_parts(table, "none", vocabulary),
        none_near=_parts(table, "none_near", vocabulary),
        elsewhere=_parts(table, "elsewhere", vocabulary),
        absent=_parts(table, "absent", vocabulary),
        topics=table.texts("topics"),
        not_topics=table.texts("not_topics"),
        formats=choices(table, "formats", RequestFormat),
        scope=choice(table, "scope", Scope, "sentence"),
        labelled=table.flag("labelled", False),
        within=table.count("within"),
        ordered=table.flag("ordered", False),
        negatable=table.flag("negatable", negatable),
        question=table.text("question", ""),
        severity=choice_or_none(table, "severity", Severity),
    )
    known = {name for name, _ in vocabulary.topics}
    if not signal.all:
        table.fail("all", "needs at least one part")
    if unknown := {*signal.topics, *signal.not_topics} - known:
        table.fail("topics", f"unknown: {', '.join(sorted(unknown))}")
    table.done()
    return signal


def _signals(table: Table, key: str, vocabulary: Vocabulary, kind: Kind) -> tuple[Signal, ...]:
    # A disclosure may be a negation itself: 「費用はかかりません」.
    return tuple(
        _signal(entry, vocabulary, negatable=kind is not Kind.MISSING)
        for entry in table.tables(key)
    )


def _groups(table: Table, key: str, vocabulary: Vocabulary, kind: Kind) -> tuple[Group, ...]:
    groups = []
    for entry in table.tables(key):
        signals = _signals(entry, "signal", vocabulary, kind)
        against = frozenset(entry.texts("against"))
        groups.append(Group(name=entry.text("name"), signals=signals, against=against))
        entry.done()
    return tuple(groups)


def _check(table: Table, vocabulary: Vocabulary) -> Check:
    kind = choice(table, "kind", Kind)
    check = Check(
        kind=kind,
        item=choice_or_none(table, "item", DisclosureItem),
        present=_signals(table, "present", vocabulary, kind),
        partial=_signals(table, "partial", vocabulary, kind),
        aside=_parts(table, "aside", vocabulary),
        signals=_signals(table, "signal", vocabulary, kind),
        groups=_groups(table, "group", vocabulary, kind),
        counter_groups=_groups(table, "counter", vocabulary, kind),
        threshold=table.count("threshold"),
        error_from=table.count("error_from"),
        when=_signals(table, "when", vocabulary, kind),
        needs=table.text("needs", ""),
        predicate=table.text("predicate", ""),
        limit=table.text("limit", ""),
    )
    if kind is Kind.COMBINATION and not check.threshold:
        table.fail("threshold", "needs a number from 1 on")
    counted = kind in {Kind.NUMERIC, Kind.DATE, Kind.SCOPE}
    if counted and check.predicate not in PREDICATES.keys() | FACT_PREDICATES.keys():
        table.fail("predicate", f"{check.predicate} is unknown")
    if check.needs and check.needs not in FACT_NAMES:
        table.fail("needs", f"no fact named {check.needs}")
    if check.limit and check.limit not in read_values():
        table.fail("limit", f"no figure named {check.limit}")
    if not (check.present or check.signals or check.groups or check.predicate):
        table.fail("kind", "has nothing to look for")
    table.done()
    return check


def _platforms(table: Table, key: str) -> frozenset[str]:
    named = frozenset(table.texts(key))
    if unknown := named - set(platform_ids()):
        table.fail(key, f"no platform named {min(unknown)}")
    return named


def _platform(table: Table) -> str:
    platform_id = table.text("platform", "")
    if platform_id and platform_id not in platform_ids():
        table.fail("platform", f"no platform named {platform_id}")
    return platform_id


def _example(table: Table) -> Example:
    example = Example(
        text=table.text("text", ""),
        why=table.text("why", ""),
        as_of=table.day_or_none("as_of"),
        format=choice_or_none(table, "format", RequestFormat),
        order_type=choice_or_none(table, "order_type", OrderType),
        stage=choice_or_none(table, "stage", Stage),
        given=read_facts(table.table("given")) if "given" in table.names() else NO_FACTS,
        platform=_platform(table),
    )
    if not example.text and example.given == NO_FACTS:
        table.fail("text", "needs a text, or facts under given")
    table.done()
    return example


def _softer(table: Table) -> Softer:
    softer = Softer(
        severity=choice(table, "severity", Severity),
        order_types=choices(table, "order_types", OrderType),
        formats=choices(table, "formats", RequestFormat),
        state=choice_or_none(table, "state", ItemState) or "",
        stages=choices(table, "stages", Stage),
        client_staff=table.flag_or_none("client_staff"),
        worker_solo=table.flag_or_none("worker_solo"),
        months_from=table.count("months_from"),
        before=table.day_or_none("before"),
        inspection=table.flag_or_none("inspection"),
        resale_shown=table.flag_or_none("resale_shown"),
        under=choices(table, "under", Law),
        not_under=choices(table, "not_under", Law),
        platforms=_platforms(table, "platforms"),
    )
    table.done()
    return softer


def _repair(table: Table) -> Repair:
    repair = Repair(
        pattern=table.text("pattern"), text=table.text("text"), label=table.text("label")
    )
    table.done()
    return repair


def _applies(table: Table) -> Applies:
    applies = Applies(
        start=table.day_or_none("from"),
        until=table.day_or_none("until"),
        formats=choices(table, "formats", RequestFormat) or frozenset(RequestFormat),
        order_types=choices(table, "order_types", OrderType) or frozenset(OrderType),
        platforms=_platforms(table, "platforms"),
        not_platforms=_platforms(table, "not_platforms"),
        whoever_orders_on=_platforms(table, "whoever_orders_on"),
    )
    table.done()
    return applies


def read_rule(name: str, values: dict[str, Any], vocabulary: Vocabulary) -> Rule:
    """Return one rule from the content of its file.

    Raises:
        DataFileError: a key is missing, unknown or of the wrong kind.
    """
    table = Table(name, "", values)
    checked_on = table.day("checked_on")
    rule = Rule(
        id=table.text("id"),
        title=table.text("title"),
        category=table.text("category"),
        stage=choice(table, "stage", Stage),
        also_at=choices(table, "also_at", Stage),
        severity=choice(table, "severity", Severity),
        confidence=choice(table, "confidence", Confidence),
        checked_on=checked_on,
        message=table.text("message"),
        fix=table.text("fix"),
        applies=_applies(table.table("applies")),
        check=_check(table.table("check"), vocabulary),
        sources=tuple(source_of(entry, checked_on) for entry in table.tables("source")),
        good=tuple(_example(entry) for entry in table.tables("good")),
        bad=tuple(_example(entry) for entry in table.tables("bad")),
        softer=tuple(_softer(entry) for entry in table.tables("softer")),
        repairs=tuple(_repair(entry) for entry in table.tables("repair")),
        fragment=table.flag("fragment", False),
        suggestion=table.text("suggestion", ""),
        field=table.text("field", ""),
        partial_message=table.text("partial_message", ""),
        matter=table.text("matter", ""),
        rests_on_platforms=table.flag("rests_on_platforms", False),
    )
    table.done()
    _judge(table, rule)
    return rule


def _judge(table: Table, rule: Rule) -> None:
    if not rule.sources:
        table.fail("source", "needs at least one source")
    if min(len(rule.good), len(rule.bad)) < _MIN_EXAMPLES:
        table.fail("good", f"needs {_MIN_EXAMPLES} good and {_MIN_EXAMPLES} bad examples")
    severities = {rule.severity, *(softer.severity for softer in rule.softer)}
    severities |= {signal.severity for signal in rule.check.every_signal() if signal.severity}
    if rule.confidence is not Confidence.CONFIRMED and (
        Severity.ERROR in severities or rule.check.error_from
    ):
        table.fail("severity", "an error must rest on what was confirmed")
    named = figures_named(rule.message + rule.fix + rule.partial_message)
    if unknown := set(named) - read_values().keys():
        table.fail("message", f"no figure named {min(unknown)}")
    if rule.applies.platforms and not all(e.platform for e in (*rule.good, *rule.bad)):
        table.fail("good", "examples of a platform's rule name the platform")
    if rule.applies.until and rule.applies.until <= (rule.applies.start or date.min):
        table.fail("applies.until", "must be later than the first day")
    if rule.field and rule.field not in set(PostingField):
        table.fail("field", f"{rule.field} is no field of a posting")
    if table.file != f"{_RULES}/{rule.id}.toml":
        table.fail("id", "must be the name of the file")


def read_wording() -> Wording:
    """Return the reading of wordings, with how it is told.

    Raises:
        DataFileError: a file is missing or has a wrong shape.
    """
    readings, weights = _WORDING
    table = Table(readings, "", data_files.read_toml(readings))
    telling = Telling(
        title=table.text("title"),
        message=table.text("message"),
        fix=table.text("fix"),
        doubt=table.text("doubt"),
        few_sentences=table.number("few_sentences"),
        more_among_many=table.number("more_among_many_percent") / 100,
        readings=tuple(_reading(entry) for entry in table.tables("reading")),
    )
    table.done()
    return unpack_wording(weights, data_files.read_bytes(weights), telling)


def _reading(table: Table) -> Reading:
    reading = Reading(
        category=table.text("category"),
        rule=table.text("rule"),
        question=table.text("question", ""),
        doubts=table.flag("doubts", False),
        unless=_expression(table, "unless"),
    )
    table.done()
    return reading


def _expression(table: Table, key: str) -> str:
    expression = table.text(key, "")
    try:
        re.compile(expression)
    except re.error as error:
        table.fail(key, str(error))
    return expression


def load_pack() -> Pack:
    """Return all rules; those that cannot be read are disabled and named.

    Raises:
        DataFileError: the pack file, the words or the values cannot be read.
    """
    head = read_head()
    vocabulary = read_vocabulary()
    rules: list[Rule] = []
    disabled: list[tuple[str, str]] = []
    names = tuple(name for name in data_files.names(_RULES) if name != PACK_FILE)
    for name in names:
        try:
            rules.append(read_rule(name, data_files.read_toml(name), vocabulary))
        except DataFileError as error:
            disabled.append((name.removeprefix(f"{_RULES}/").removesuffix(".toml"), str(error)))
    wording = None
    try:
        wording = read_wording()
    except DataFileError as error:
        disabled.append((_WORDING[-1], str(error)))
    everything = (PACK_FILE, *names, *data_files.names(_WORDS), *data_files.names(VALUES))
    everything += (*platform_files(), *_WORDING)
    everything += (*data_files.names(_LAW), *data_files.names(_CALENDAR))
    return Pack(
        version=head.version,
        digest=data_files.digest(everything),
        checked_on=head.checked_on,
        rules=tuple(rules),
        vocabulary=vocabulary,
        values=read_values(),
        disabled=tuple(disabled),
        wording=wording,
    )
