"""What the law changes for a posting between two days: findings, rules in force, figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cspdesk.domain.finding import CheckResult, Finding
from cspdesk.domain.source import Confidence, Source
from cspdesk.rules.figure_names import amount_in_words, figure_name
from cspdesk.rules.model import DatedValue, Rule, entry_in_force
from cspdesk.rules.values import read_values

_WAGES = "minimum_wage."
_WHOLE_COUNTRY = "全国加重平均"
_NOT_ON_FILE = "収録なし"


class ChangeKind(StrEnum):
    """How something changes on a day."""

    STARTS = "starts"
    ENDS = "ends"
    FIGURE = "figure"

    @property
    def label(self) -> str:
        """Return the word shown to people."""
        return {"starts": "始まる", "ends": "終わる", "figure": "数字が変わる"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class LawChange:
    """One rule or figure that changes.

    Attributes:
        day: first day on which the new state holds.
        title: what the rule or figure is called.
        rule: id of the rule; empty for a figure.
        before, after: amounts of a figure in words; empty for a rule.
    """

    day: date
    kind: ChangeKind
    title: str
    source: Source
    confidence: Confidence
    rule: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LawChanges:
    """What differs between two days for the same posting.

    Attributes:
        appearing, disappearing: findings of the later and of the earlier day alone.
        weighed_anew: findings of both days that differ in weight or words: earlier, later.
        law: rules and figures that change from the day after `earlier` up to `later`, by day.
    """

    earlier: date
    later: date
    appearing: tuple[Finding, ...] = ()
    disappearing: tuple[Finding, ...] = ()
    weighed_anew: tuple[tuple[Finding, Finding], ...] = ()
    law: tuple[LawChange, ...] = ()

    @property
    def nothing(self) -> bool:
        """Tell whether the two days are the same for this posting."""
        return not (self.appearing or self.disappearing or self.weighed_anew or self.law)


def changes_between(
    judge: Callable[[date], CheckResult],
    rule_of: Callable[[str], Rule | None],
    earlier: date,
    later: date,
    *,
    prefecture: str = "",
) -> LawChanges:
    """Return what changes for a posting from one day to another; their order does not matter.

    Args:
        judge: judges the posting by the law of a day.
        rule_of: the rule with an id, None where there is none.
        earlier: one of the days.
        later: the other one.
        prefecture: whose minimum wage is looked at; empty = the average of the country.
    """
    earlier, later = sorted((earlier, later))
    before, after = judge(earlier), judge(later)
    appearing, disappearing, anew = _findings(before, after)
    law = [*_rules(before, after, rule_of, later), *_figures(earlier, later, prefecture)]
    return LawChanges(
        earlier=earlier,
        later=later,
        appearing=appearing,
        disappearing=disappearing,
        weighed_anew=anew,
        law=tuple(sorted(law, key=lambda change: (change.day, change.kind, change.title))),
    )


def _findings(
    before: CheckResult, after: CheckResult
) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[tuple[Finding, Finding], ...]]:
    old = {_key(finding): finding for finding in before.findings}
    new = {_key(finding): finding for finding in after.findings}
    both = [(old[key], new[key]) for key in old if key in new]
    return (
        tuple(finding for key, finding in new.items() if key not in old),
        tuple(finding for key, finding in old.items() if key not in new),
        tuple((was, now) for was, now in both if _weight(was) != _weight(now)),
    )


def _key(finding: Finding) -> tuple[str, int, int]:
    return finding.rule, finding.start, finding.end


def _weight(finding: Finding) -> tuple[str, str, str]:
    return finding.severity, finding.confidence, finding.message


def _rules(
    before: CheckResult,
    after: CheckResult,
    rule_of: Callable[[str], Rule | None],
    later: date,
) -> Iterator[LawChange]:
    stopped = {*before.stopped_rules, *after.stopped_rules}
    old, new = set(before.applied_rules), set(after.applied_rules)
    for rule_id in sorted((old ^ new) - stopped):
        rule = rule_of(rule_id)
        if rule is None:
            continue
        starts = rule_id in new
        day = rule.applies.start if starts else rule.applies.until
        yield LawChange(
            day=day or later,
            kind=ChangeKind.STARTS if starts else ChangeKind.ENDS,
            title=rule.title,
            source=rule.sources[0],
            confidence=rule.confidence,
            rule=rule.id,
        )


def _figures(earlier: date, later: date, prefecture: str) -> Iterator[LawChange]:
    values = read_values()
    wages = f"{_WAGES}{prefecture or _WHOLE_COUNTRY}"
    for name, entries in values.items():
        if name.startswith(_WAGES) and name != wages:
            continue
        days = {entry.start for entry in entries} | {e.until for e in entries if e.until}
        for day in sorted(day for day in days if earlier < day <= later):
            yield _figure(name, entries, day)


def _figure(name: str, entries: tuple[DatedValue, ...], day: date) -> LawChange:
    was, now = entry_in_force(entries, day - timedelta(days=1)), entry_in_force(entries, day)
    told = now or was or entries[0]
    kind = ChangeKind.FIGURE
    if was is None or now is None:
        kind = ChangeKind.STARTS if was is None else ChangeKind.ENDS
    return LawChange(
        day=day,
        kind=kind,
        title=figure_name(name),
        source=told.source,
        confidence=told.confidence,
        before=_words(was),
        after=_words(now),
    )


def _words(entry: DatedValue | None) -> str:
    return amount_in_words(entry.value, entry.unit) if entry is not None else _NOT_ON_FILE
