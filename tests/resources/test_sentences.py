"""Sentences a stranger might write: each rule's own, and innocent ones with the same words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cspdesk.domain.finding import Severity
from cspdesk.services.checking import CheckingService, CheckRequest

FILE = Path(__file__).with_name("sentences.txt")
LINES = [
    line.split(" ", 2) for line in FILE.read_text(encoding="utf-8").splitlines() if line[0] != "#"
]
SERVICE = CheckingService()
CATEGORIES = {rule.id: rule.category for rule in SERVICE.pack().rules}
# Rules that share a category which says nothing by itself are told apart by their ids.
BY_ID = {"C18", "C19", "C21"}


def objects(rule_id: str, sentence: str) -> bool:
    result = SERVICE.check(CheckRequest(text=sentence, as_of=date(2026, 11, 22), fragment=True))
    heavy = [f for f in result.findings if f.severity is not Severity.INFO]
    if rule_id in BY_ID:
        return any(f.rule == rule_id for f in heavy)
    return any(f.category == CATEGORIES[rule_id] for f in heavy)


@pytest.mark.parametrize(("rule_id", "sign", "sentence"), LINES)
def test_sentence_is_judged_by_what_it_means(rule_id: str, sign: str, sentence: str) -> None:
    assert objects(rule_id, sentence) is (sign == "+")
