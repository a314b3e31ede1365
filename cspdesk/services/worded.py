"""What is said of a sentence whose wording alone comes near to something forbidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from cspdesk.domain.finding import Finding, Severity
from cspdesk.rules.engine import Scan
from cspdesk.rules.kinds import Remark
from cspdesk.rules.model import Kind, Rule
from cspdesk.rules.wording import Reading, Telling, Wording


class WordedRemark(NamedTuple):
    """A remark that no rule made, in the name of the rule that it belongs to."""

    rule: Rule
    remark: Remark


def worded_remarks(
    wording: Wording, scan: Scan, rules: Iterable[Rule], told: Iterable[Finding]
) -> Iterator[WordedRemark]:
    """Yield what the wording of a text comes near to.

    Args:
        wording: the learned reading.
        scan: the text.
        rules: those that hold; what belongs to another is not told.
        told: what they found; a place that they found for the same category or matter is left
            out.
    """
    by_id = {rule.id: rule for rule in rules}
    by_code = _by_code(wording.telling.readings, by_id)
    found = [(finding, by_id[finding.rule]) for finding in told if finding.rule in by_id]
    for start, end, code in scan.worded(wording):
        if code not in by_code:
            continue
        rule, reading = by_code[code]
        if not _is_told(rule, scan.place(start, end), found):
            clues = wording.words(scan.text[start:end], code)
            question = (("question", reading.question),)
            yield WordedRemark(rule, Remark(start, end, words=question, clues=clues))


def _by_code(
    readings: tuple[Reading, ...], by_id: dict[str, Rule]
) -> dict[str, tuple[Rule, Reading]]:
    return {r.category: (by_id[r.rule], r) for r in readings if r.rule in by_id}


def _is_told(rule: Rule, place: tuple[int, int], told: list[tuple[Finding, Rule]]) -> bool:
    """Tell whether rules say it already: here, or by one remark for the whole text."""
    start, end = place
    return any(
        (finding.start < end and start < finding.end)
        or (by is rule and rule.check.kind is Kind.COMBINATION)
        for finding, by in told
        if by.category == rule.category or (by.matter and by.matter == rule.matter)
    )


def as_worded(finding: Finding, rule: Rule, clues: tuple[str, ...], telling: Telling) -> Finding:
    """Return a finding as one that rests on the wording alone: it is never an error."""
    words = "".join(f"「{clue}」" for clue in clues)
    message = telling.message.replace("{title}", rule.title).replace("{words}", words)
    light = finding.severity is not Severity.ERROR
    return replace(
        finding,
        severity=finding.severity if light else Severity.WARNING,
        title=telling.title.replace("{title}", rule.shown_title),
        message=message + finding.message,
        fix=finding.fix + telling.fix,
        edit=None,
    )
