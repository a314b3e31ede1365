"""Reads what a rule pack says of itself: version, changes, groups and short names of laws."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from cspdesk import data_files
from cspdesk.rules.model import Rule
from cspdesk.rules.table import Table

PACK_FILE = "rules/pack.toml"
OWN_GROUP = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackChange:
    """What a version of the rules brought to those who work with them.

    Attributes:
        rules: ids of the rules that are new or judge otherwise; empty = told in `text`.
    """

    version: str
    date: date
    text: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleGroup:
    """分類: rules that are shown together."""

    id: str
    label: str
    rules: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PackHead:
    """What a pack says of itself.

    Attributes:
        changes: newest first.
        short_names: beginnings of the full names of laws, and what stands for them.
    """

    version: str
    checked_on: date
    changes: tuple[PackChange, ...] = ()
    groups: tuple[RuleGroup, ...] = ()
    short_names: tuple[tuple[str, str], ...] = ()

    def group_of(self, rule: Rule, *, own: bool = False) -> RuleGroup:
        """Return the group of a rule; a category that no group names goes with own rules."""
        if not own:
            for group in self.groups:
                if rule.id in group.rules:
                    return group
            for group in self.groups:
                if rule.category in group.categories:
                    return group
        return next(group for group in self.groups if group.id == OWN_GROUP)

    def categories(self) -> frozenset[str]:
        """Return the categories that a rule can have."""
        return frozenset().union(*(group.categories for group in self.groups))

    def short_name(self, law: str) -> str:
        """Return how a law is called where there is little room."""
        return next((short for full, short in self.short_names if law.startswith(full)), law)


@cache
def read_head() -> PackHead:
    """Return what the shipped pack says of itself.

    Raises:
        DataFileError: the file is missing or has a wrong shape.
    """
    table = Table(PACK_FILE, "", data_files.read_toml(PACK_FILE))
    names = table.table("short_names")
    head = PackHead(
        version=table.text("version"),
        checked_on=table.day("checked_on"),
        changes=tuple(_change(entry) for entry in table.tables("change")),
        groups=tuple(_group(entry) for entry in table.tables("group")),
        short_names=tuple((full, names.text(full)) for full in names.names()),
    )
    table.done()
    if not head.changes or head.changes[0].version != head.version:
        table.fail("change", "the first change must be the one of this version")
    if OWN_GROUP not in {group.id for group in head.groups}:
        table.fail("group", f"needs a group {OWN_GROUP}")
    return head


def _change(table: Table) -> PackChange:
    change = PackChange(
        version=table.text("version"),
        date=table.day("date"),
        text=table.text("text"),
        rules=table.texts("rules"),
    )
    table.done()
    return change


def _group(table: Table) -> RuleGroup:
    group = RuleGroup(
        id=table.text("id"),
        label=table.text("label"),
        rules=frozenset(table.texts("rules")),
        categories=frozenset(table.texts("categories")),
    )
    table.done()
    return group
