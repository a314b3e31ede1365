"""Scores the check of postings and sentences against labelled cases.

Items labelled `partial` are left out of the disclosure figures, borderline cases out of the
content figures; `other` and advice (`info`) are not counted.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from cspdesk.domain.finding import CheckResult, DisclosureItem, ItemState, Severity
from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.checking import CheckingService, CheckRequest

HERE = Path(__file__).parent
AS_OF = date(2026, 11, 21)
_CONFUSIONS_SHOWN = 6
CODES = (
    "fake_review_stealth_marketing",
    "off_platform_contact_or_payment",
    "employment_like",
    "unfair_low_price",
    "account_trade_or_lending",
    "academic_ghostwriting",
    "personal_info_collection",
    "copyright_infringement",
    "medical_or_health_claims",
    "mlm_or_investment_solicitation",
    "discrimination_age_gender",
    "unpaid_test_work_or_spec_work",
    "excessive_revision",
    "vague_scope",
    "unlimited_ip_grab_without_statement",
    "payment_upfront_by_worker",
    "payment_over_60_days",
)


@dataclass
class Tally:
    """Counts of right and wrong answers under one name."""

    hits: int = 0
    false_alarms: int = 0
    misses: int = 0

    @property
    def precision(self) -> float:
        """Return the share of answers that were right."""
        answered = self.hits + self.false_alarms
        return self.hits / answered if answered else 1.0

    @property
    def recall(self) -> float:
        """Return the share of what was there that was found."""
        there = self.hits + self.misses
        return self.hits / there if there else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def count(self, *, expected: bool, given: bool) -> None:
        """Add one answer."""
        self.hits += expected and given
        self.false_alarms += given and not expected
        self.misses += expected and not given


@dataclass
class Score:
    """Tallies by item or code, and the mistakes with how sure the check was of each.

    Attributes:
        confusions: how often a code was told instead of another that was missed; instead of
            `-`, nothing was there.
    """

    by_name: dict[str, Tally] = field(default_factory=dict)
    mistakes: list[tuple[float, str]] = field(default_factory=list)
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    clean_flagged: int = 0
    clean_total: int = 0

    def count(self, name: str, *, expected: bool, given: bool) -> None:
        """Add one answer under a name."""
        self.by_name.setdefault(name, Tally()).count(expected=expected, given=given)

    def total(self) -> Tally:
        """Return the sum over all names."""
        counts: Counter[str] = Counter()
        for tally in self.by_name.values():
            counts.update(hits=tally.hits, false_alarms=tally.false_alarms, misses=tally.misses)
        return Tally(counts["hits"], counts["false_alarms"], counts["misses"])


def merged(first: Score, second: Score) -> Score:
    """Return both scores as one."""
    both = Score(
        mistakes=[*first.mistakes, *second.mistakes],
        confusions=first.confusions + second.confusions,
    )
    for score in (first, second):
        both.clean_flagged += score.clean_flagged
        both.clean_total += score.clean_total
        for name, tally in score.by_name.items():
            sums = both.by_name.setdefault(name, Tally())
            sums.hits += tally.hits
            sums.false_alarms += tally.false_alarms
            sums.misses += tally.misses
    return both


def read_cases(path: Path) -> list[dict[str, Any]]:
    """Return the cases of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _codes(result: CheckResult) -> dict[str, tuple[Severity, str]]:
    found: dict[str, tuple[Severity, str]] = {}
    for finding in result.findings:
        if finding.category in CODES and finding.severity is not Severity.INFO:
            found.setdefault(finding.category, (finding.severity, finding.text))
    return found


def _count_codes(
    score: Score,
    case_id: str,
    expected: set[str],
    found: dict[str, tuple[Severity, str]],
    text: str,
) -> None:
    missed = sorted(expected.intersection(CODES).difference(found)) or ["-"]
    wrong = sorted(found.keys() - expected)
    score.confusions.update((one, other) for one in missed for other in wrong)
    for code in CODES:
        score.count(code, expected=code in expected, given=code in found)
        if code in found and code not in expected:
            severity, words = found[code]
            sure = 1.0 if severity is Severity.ERROR else 0.8
            score.mistakes.append((sure, f"{case_id} + {code}: {words} | {text[:60]}"))
        elif code in expected and code not in found:
            score.mistakes.append((0.5, f"{case_id} - {code}: {text[:70]}"))


def score_postings(service: CheckingService, path: Path) -> tuple[Score, Score]:
    """Return the disclosure score and the content score over whole postings."""
    disclosure, content = Score(), Score()
    for case in read_cases(path):
        text = case["text"]
        result = service.check(
            CheckRequest(text=text, as_of=AS_OF, format=RequestFormat(case["format_hint"]))
        )
        labels = case["labels"]
        for item in DisclosureItem:
            label = labels["disclosure"][item.value]
            state = result.state_of(item)
            if label == "partial":
                continue
            given, expected = state is ItemState.PRESENT, label == "present"
            disclosure.count(item.value, expected=expected, given=given)
            if given != expected:
                words = next((r.text for r in result.items if r.item is item), "")
                sure = 0.5 if state is ItemState.PARTIAL else 0.9
                line = f"{case['id']} {item.value}: {label} -> {state}: {words}"
                disclosure.mistakes.append((sure, line.replace("\n", "/")))
        borderline = set(labels.get("borderline_violations", ()))
        found = {k: v for k, v in _codes(result).items() if k not in borderline}
        expected_codes = set(labels["violations"]) - borderline
        _count_codes(content, case["id"], expected_codes, found, text.replace("\n", "/"))
    return disclosure, content


def score_sentences(service: CheckingService, path: Path) -> Score:
    """Return the content score over single sentences."""
    return score_cases(service, read_cases(path))


def score_cases(service: CheckingService, cases: list[dict[str, Any]]) -> Score:
    """Return the content score over sentences with `id`, `text`, `codes` and `borderline`."""
    score = Score()
    for case in cases:
        if case["borderline"]:
            continue
        result = service.check(CheckRequest(text=case["text"], as_of=AS_OF, fragment=True))
        found, expected = _codes(result), set(case["codes"])
        _count_codes(score, case["id"], expected, found, case["text"])
        if not expected:
            score.clean_total += 1
            score.clean_flagged += bool(found)
    return score


def table(title: str, score: Score) -> list[str]:
    """Return the lines of a score's table."""
    lines = [f"== {title}", f"{'':38}{'n':>4}{'P':>7}{'R':>7}{'F1':>7}"]
    for name, tally in [*score.by_name.items(), ("total", score.total())]:
        there = tally.hits + tally.misses
        figures = f"{tally.precision:7.2f}{tally.recall:7.2f}{tally.f1:7.2f}"
        lines.append(f"{name:38}{there:>4}{figures}")
    if score.clean_total:
        lines.append(f"innocent sentences flagged: {score.clean_flagged} of {score.clean_total}")
    lines += [
        f"told {told}, meant {meant}: {number}"
        for (meant, told), number in score.confusions.most_common(_CONFUSIONS_SHOWN)
    ]
    return lines


def report(service: CheckingService, folder: Path, postings: str, sentences: str) -> list[str]:
    """Return all tables over one folder of cases, with the ten surest mistakes of each."""
    disclosure, content = score_postings(service, folder / postings)
    single = score_sentences(service, folder / sentences)
    lines: list[str] = []
    for title, score in (
        (f"{folder.name}: disclosure", disclosure),
        (f"{folder.name}: content in postings", content),
        (f"{folder.name}: content in sentences", single),
    ):
        lines += table(title, score)
        lines += [f"  {line}" for _, line in sorted(score.mistakes, reverse=True)[:10]]
    return lines


def main() -> int:
    """Print the scores over the open cases and the project's own."""
    service = CheckingService()
    lines = report(service, HERE / "open", "postings_open.jsonl", "content_examples_open.jsonl")
    lines += report(service, HERE / "own", "check_postings.jsonl", "check_content.jsonl")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
