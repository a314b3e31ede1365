"""The verb `rules`: what a list, a single rule and the test of a pack say."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from cspdesk.bootstrap import Core
from cspdesk.commands.shapes import source_line
from cspdesk.domain.source import Source
from cspdesk.errors import BadInput
from cspdesk.services.rule_book import RuleBook, RuleEntry, RuleExample, RuleState
from cspdesk.services.rule_testing import examine

_FAILED, _BAD_INPUT = 1, 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What is printed: text for people, the same as JSON, and the exit code."""

    text: str
    shape: object
    code: int = 0


def list_rules(core: Core, _options: Namespace, as_of: date) -> Answer:
    """Return all rules as they stand on a day, group by group."""
    entries = core.rule_book.entries(as_of)
    info = core.checking.rules_info()
    lines = [f"ルール版 {info.version}（{info.digest}）・基準日 {as_of}"]
    for label, group in groupby(entries, key=lambda entry: entry.group_label):
        found = tuple(group)
        lines += ["", f"■ {label}（{len(found)}件）", *map(_row, found)]
    return Answer("\n".join(lines), [_row_shape(entry) for entry in entries])


def _row(entry: RuleEntry) -> str:
    weight = entry.severity.label
    if entry.state is not RuleState.IN_FORCE:
        weight = f"{entry.state.label}・{weight}"
    return "\t".join(
        (f"  {entry.id}", entry.title, weight, entry.confidence, entry.period, entry.source_short)
    )


def show_rule(core: Core, options: Namespace, as_of: date) -> Answer:
    """Return one rule with its sources and examples.

    Raises:
        UnknownRule: there is none with this id.
    """
    entry = core.rule_book.entry(options.rule_id, as_of)
    lines = [
        f"{entry.id} {entry.title}",
        f"  分類\t{entry.group_label}",
        f"  重さ\t{entry.severity.label}",
        *(f"\t{weight}" for weight in entry.weights),
        f"  期間\t{entry.period}（{as_of} の時点で{entry.state.label}）",
        f"  対象\t{entry.applies_to}",
        f"  確度\t{entry.confidence}（確認日 {entry.checked_on}）",
        *(f"  出どころ\t{source_line(source)}" for source in entry.sources),
        "",
        f"  {entry.message}",
        f"  直し方：{entry.fix}",
        "",
        *(f"  ○ 良い例：{example.line()}" for example in entry.good),
        *(f"  × 悪い例：{example.line()}" for example in entry.bad),
    ]
    if entry.own:
        lines.insert(1, "  自社のルールです。")
    return Answer("\n".join(lines), _entry_shape(entry))


def examine_pack(_core: Core, options: Namespace, _as_of: date) -> Answer:
    """Return what is wrong with the rules of an author; 1 where an example fails.

    Raises:
        BadInput: there is nothing to test at that place.
    """
    if not options.pack.strip():
        raise BadInput("missing_file", "rules test")
    report = examine(Path(options.pack))
    lines = [f"{fault.file}：{fault.text}" for fault in report.faults]
    lines.append(
        f"ルール {report.rules}件、例 {report.examples}件を確かめました。"
        + (f"問題が {len(lines)}件あります。" if lines else "問題はありません。")
    )
    shape = {
        "rules": report.rules,
        "examples": report.examples,
        "faults": [{"file": f.file, "key": f.key, "text": f.text} for f in report.faults],
    }
    if any(not fault.example for fault in report.faults):
        return Answer("\n".join(lines), shape, _BAD_INPUT)
    return Answer("\n".join(lines), shape, _FAILED if report.faults else 0)


ACTIONS: dict[str, Callable[[Core, Namespace, date], Answer]] = {
    "list": list_rules,
    "show": show_rule,
    "test": examine_pack,
}


def faults_line(book: RuleBook) -> str:
    """Return which rules were left out and why, empty if none was."""
    return "、".join(f"{file}（{reason}）" for file, reason in book.faults())


def _row_shape(entry: RuleEntry) -> dict[str, object]:
    return {
        "id": entry.id,
        "title": entry.title,
        "group": entry.group,
        "category": entry.category,
        "stage": entry.stage,
        "severity": entry.severity,
        "state": entry.state,
        "from": str(entry.starts) if entry.starts else None,
        "until": str(entry.until) if entry.until else None,
        "confidence": entry.confidence,
        "checked_on": str(entry.checked_on),
        "own": entry.own,
    }


def _entry_shape(entry: RuleEntry) -> dict[str, object]:
    return {
        **_row_shape(entry),
        "told_on": str(entry.told_on),
        "message": entry.message,
        "fix": entry.fix,
        "applies_to": entry.applies_to,
        "weights": list(entry.weights),
        "sources": [_source_shape(source) for source in entry.sources],
        "good": [_example_shape(example) for example in entry.good],
        "bad": [_example_shape(example) for example in entry.bad],
    }


def _source_shape(source: Source) -> dict[str, str | None]:
    return {
        "law": source.law,
        "article": source.article,
        "publisher": source.publisher,
        "dated": source.dated,
        "checked_on": str(source.checked_on) if source.checked_on else None,
    }


def _example_shape(example: RuleExample) -> dict[str, str]:
    return {
        "text": example.text,
        "why": example.why,
        "facts": example.facts,
        "circumstances": example.circumstances,
    }
