"""What is said of a sentence whose wording alone comes near to something forbidden."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from cspdesk.domain.finding import Finding, Severity
from cspdesk.rules.engine import Scan
from cspdesk.rules.kinds import Remark
from cspdesk.rules.model import Kind, Rule
from cspdesk.rules.wording import Telling, Wording


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
    by_code = {
        reading.category: (reading, by_id[reading.rule])
        for reading in wording.telling.readings
        if reading.rule in by_id
    }
    found = [(finding, by_id[finding.rule]) for finding in told if finding.rule in by_id]
    said: dict[str, _Said] = {}
    least = wording.telling.least_margin(len(scan.sentences))
    for start, end, code, margin in scan.worded(wording):
        if margin < least or code not in by_code:
            continue
        reading, rule = by_code[code]
        if code not in said:
            said[code] = _Said(rule, found)
        if not said[code].reaches(*scan.place(start, end)):
            if reading.is_cleared(scan.text[start:end]):
                continue
            clues = wording.words(scan.text[start:end], code)
            question = (("question", reading.question),)
            yield WordedRemark(rule, Remark(start, end, words=question, clues=clues))


def is_doubtful(wording: Wording, scan: Scan, rule: Rule, remark: Remark) -> bool:
    """Tell whether what a rule found stands in a sentence that is worded quite unlike it."""
    readings = (r for r in wording.telling.readings if r.rule == rule.id and r.doubts)
    code = next((reading.category for reading in readings), "")
    return bool(code) and wording.is_unlike(_around(scan, remark), code)


def _around(scan: Scan, remark: Remark) -> Iterator[str]:
    """Yield the sentence that holds a remark, alone and with each neighbour of its line.

    A remark about several sentences gives none.
    """
    found = scan.sentences
    index = bisect_right(found, remark.start, key=lambda span: span.start) - 1
    if index < 0 or remark.end > found[index].end:
        return
    start, end = found[index]
    yield scan.text[start:end]
    if index > 0 and "\n" not in scan.text[found[index - 1].start : start]:
        yield scan.text[found[index - 1].start : end]
    if index + 1 < len(found) and "\n" not in scan.text[end : found[index + 1].end]:
        yield scan.text[start : found[index + 1].end]


def as_doubtful(finding: Finding, telling: Telling) -> Finding:
    """Return a finding of a rule as one that is only said for consideration."""
    return replace(finding, severity=Severity.INFO, message=finding.message + telling.doubt)


class _Said:
    """Where rules say already what the wording would: in places, or once for the whole text."""

    def __init__(self, rule: Rule, told: list[tuple[Finding, Rule]]) -> None:
        self._everywhere = False
        self._places: list[tuple[int, int]] = []
        alike = (
            (finding, by)
            for finding, by in told
            if by.category == rule.category or (by.matter and by.matter == rule.matter)
        )
        for finding, by in sorted(alike, key=lambda pair: pair[0].start):
            self._everywhere |= by is rule and rule.check.kind is Kind.COMBINATION
            last = self._places[-1] if self._places else (0, 0)
            # Kept apart, so that the ends rise like the beginnings.
            if finding.end > last[1]:
                self._places.append((max(finding.start, last[1]), finding.end))

    def reaches(self, start: int, end: int) -> bool:
        """Tell whether something is said of a part of a range."""
        index = bisect_left(self._places, (end, 0))
        return self._everywhere or (index > 0 and self._places[index - 1][1] > start)


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
