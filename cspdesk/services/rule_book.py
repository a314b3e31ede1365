"""The rules as something to read: by group, by words, as of a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cspdesk.domain.finding import Severity
from cspdesk.domain.source import Confidence, Source
from cspdesk.errors import UnknownRule
from cspdesk.rules.model import Applies, Example, Pack, Rule
from cspdesk.rules.pack_head import PackChange, PackHead, read_head
from cspdesk.services.folding import fold_word
from cspdesk.services.ports import RuleSource
from cspdesk.services.rule_words import (
    covered_words,
    example_circumstances,
    facts_words,
    told,
    weight_words,
)

_DAY = timedelta(days=1)
_BRACKETED = re.compile(r"[（(][^（()）]{3,80}[）)]$")


class RuleState(StrEnum):
    """Whether a rule holds on a day."""

    IN_FORCE = "in_force"
    ENDED = "ended"
    COMING = "coming"

    @property
    def label(self) -> str:
        """Return the word shown to people."""
        return {"in_force": "適用中", "ended": "終了", "coming": "これから"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleExample:
    """An example of a rule.

    Attributes:
        text: what was written; may be empty where only facts are judged.
        why: the authors' own note on it; not for the screen.
        facts: what is given beside the text, as one line; may be empty.
        circumstances: day, kind of text, format and order type, where they matter.
    """

    text: str
    why: str = ""
    facts: str = ""
    circumstances: str = ""

    def line(self) -> str:
        """Return the example as one line for people."""
        shown = "／".join(part for part in (self.text, self.facts) if part)
        return f"{shown}（{self.circumstances}）" if self.circumstances else shown


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleEntry:
    """One rule as it reads on a day; one that has ended or is to come, on its nearest day.

    Attributes:
        group: id of its group, `group_label` its name.
        starts, until: first day, and the first day on which it no longer holds; None = open.
        told_on: the day whose figures stand in `message`, `fix` and `partial_message`.
        applies_to: kind of text, and formats and order types where they are not all.
        weights: when a finding weighs otherwise than `severity`, a sentence each.
        law_short, article: the first source where there is little room; what has no article
            names its publisher.
        own: a rule of the consultant's own body, not one that comes with the program.
    """

    id: str
    title: str
    group: str
    group_label: str
    category: str
    stage: str
    severity: Severity
    state: RuleState
    starts: date | None
    until: date | None
    confidence: Confidence
    checked_on: date
    told_on: date
    message: str
    fix: str
    partial_message: str
    applies_to: str
    weights: tuple[str, ...]
    law_short: str
    article: str
    sources: tuple[Source, ...]
    good: tuple[RuleExample, ...]
    bad: tuple[RuleExample, ...]
    own: bool = False

    @property
    def source_short(self) -> str:
        """Return the first source in one line."""
        return f"{self.law_short} {self.article}".strip()

    @property
    def period(self) -> str:
        """Return the days of the rule for a table, e.g. 2024-11-01 〜."""
        if self.starts is None and self.until is None:
            return "常に"
        last = str(self.until - _DAY) if self.until else ""
        return f"{self.starts or ''} 〜 {last}".strip()


class _Reading:
    """The rules of a pack as they read on a day, with the words that each is found by."""

    def __init__(self, pack: Pack, as_of: date) -> None:
        head = read_head()
        order = [group.id for group in head.groups]
        found = [_entry(rule, pack, head, as_of) for rule in pack.rules]
        self.pack = pack
        self.as_of = as_of
        self.entries = tuple(sorted(found, key=lambda entry: order.index(entry.group)))
        self._words: dict[str, tuple[str, str]] = {}

    def words_of(self, entry: RuleEntry) -> tuple[str, str]:
        """Return id and title, and all words of one of these rules, as searches compare them."""
        known = self._words.get(entry.id)
        if known is None:
            title = "\n".join(map(fold_word, (entry.id, entry.title)))
            everything = "\n".join(fold_word(part) for part in _searched(entry))
            known = self._words[entry.id] = (title, f"{title}\n{everything}")
        return known


class RuleBook:
    """All rules with their state on a day, found by group and words.

    Any thread may ask: the rules of the day asked for last are kept, and whoever holds them goes
    on with them while another day is read.
    """

    def __init__(self, provider: RuleSource) -> None:
        self._provider = provider
        self._kept: _Reading | None = None

    def _read(self, as_of: date) -> _Reading:
        pack, reading = self._provider.pack(), self._kept
        if reading is None or reading.pack is not pack or reading.as_of != as_of:
            reading = self._kept = _Reading(pack, as_of)
        return reading

    def entries(self, as_of: date) -> tuple[RuleEntry, ...]:
        """Return all rules in the order of their groups, also those not in force on the day."""
        return self._read(as_of).entries

    def entry(self, rule_id: str, as_of: date) -> RuleEntry:
        """Return one rule; how its id is written (width, case) makes no difference.

        Raises:
            UnknownRule: there is none with this id.
        """
        entry = self.known(rule_id, as_of)
        if entry is None:
            raise UnknownRule(rule_id)
        return entry

    def known(self, rule_id: str, as_of: date) -> RuleEntry | None:
        """Return one rule as `entry` does, None where there is none with this id."""
        wanted = fold_word(rule_id)
        return next((e for e in self.entries(as_of) if fold_word(e.id) == wanted), None)

    def find(
        self, words: str, as_of: date, group: str = "", *, with_others: bool = True
    ) -> tuple[RuleEntry, ...]:
        """Return the rules that hold every word, those with all in id or title first.

        Width, case and kana make no difference.

        Args:
            words: as typed; none = every rule.
            as_of: the day on which they are read.
            group: id of a group; empty = any.
            with_others: also rules that are not in force on that day.
        """
        wanted = [folded for word in words.split() if (folded := fold_word(word))]
        titled: list[RuleEntry] = []
        others: list[RuleEntry] = []
        reading = self._read(as_of)
        for entry in reading.entries:
            if (group and entry.group != group) or not (
                with_others or entry.state is RuleState.IN_FORCE
            ):
                continue
            title, everything = reading.words_of(entry)
            if all(word in title for word in wanted):
                titled.append(entry)
            elif all(word in everything for word in wanted):
                others.append(entry)
        return (*titled, *others)

    def groups(self, as_of: date, *, with_others: bool = True) -> tuple[tuple[str, str, int], ...]:
        """Return id, name and number of rules of each group that has any."""
        found = self.find("", as_of, with_others=with_others)
        return tuple(
            (group.id, group.label, count)
            for group in read_head().groups
            if (count := sum(1 for entry in found if entry.group == group.id))
        )

    def changes(self) -> tuple[PackChange, ...]:
        """Return what each version of the rules brought, newest first."""
        return read_head().changes

    def faults(self) -> tuple[tuple[str, str], ...]:
        """Return name and reason of each rule that could not be read."""
        return self._provider.pack().disabled


def _searched(entry: RuleEntry) -> tuple[str, ...]:
    sources = (part for source in entry.sources for part in (source.label(), source.publisher))
    examples = (part for example in (*entry.good, *entry.bad) for part in (example.line(),))
    return (
        entry.message,
        entry.fix,
        entry.partial_message,
        entry.group_label,
        entry.source_short,
        *sources,
        *examples,
    )


def _state(applies: Applies, day: date) -> RuleState:
    if applies.start is not None and day < applies.start:
        return RuleState.COMING
    if applies.until is not None and applies.until <= day:
        return RuleState.ENDED
    return RuleState.IN_FORCE


def _nearest_day(applies: Applies, day: date) -> date:
    """Return the day itself, or the nearest one on which the rule holds."""
    if applies.until is not None:
        day = min(day, applies.until - _DAY)
    return max(day, applies.start) if applies.start is not None else day


def _entry(rule: Rule, pack: Pack, head: PackHead, as_of: date) -> RuleEntry:
    day = _nearest_day(rule.applies, as_of)
    own = rule.id in pack.own
    group = head.group_of(rule, own=own)
    first = rule.sources[0]
    return RuleEntry(
        id=rule.id,
        title=rule.title,
        group=group.id,
        group_label=group.label,
        category=rule.category,
        stage=rule.stage,
        severity=rule.severity,
        state=_state(rule.applies, as_of),
        starts=rule.applies.start,
        until=rule.applies.until,
        confidence=rule.confidence,
        checked_on=rule.checked_on,
        told_on=day,
        message=told(rule.message, day),
        fix=told(rule.fix, day),
        partial_message=told(rule.partial_message, day),
        applies_to=covered_words(rule),
        weights=weight_words(rule),
        law_short=_BRACKETED.sub("", head.short_name(first.law)).strip(),
        article=_BRACKETED.sub("", first.article).strip() or first.publisher,
        sources=rule.sources,
        good=tuple(_example(example) for example in rule.good if _is_pattern(rule, example)),
        bad=tuple(map(_example, rule.bad)),
        own=own,
    )


def _is_pattern(rule: Rule, example: Example) -> bool:
    """Tell whether to write like a good example; not if the rule did not hold that day."""
    return example.as_of is None or _state(rule.applies, example.as_of) is RuleState.IN_FORCE


def _example(example: Example) -> RuleExample:
    return RuleExample(
        text=example.text,
        why=example.why,
        facts=facts_words(example.given),
        circumstances=example_circumstances(example),
    )
