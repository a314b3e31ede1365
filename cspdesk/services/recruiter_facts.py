"""The six facts about a recruiter and the work that a recruitment has to show.

Source: 特定受託事業者に係る取引の適正化等に関する法律 第12条第1項の解釈
(雇均総発1218第2号・雇均在発1218第1号, 2026-11-21確認).
"""

from __future__ import annotations

from dataclasses import dataclass

from cspdesk.domain.finding import CheckResult, DisclosureItem, ItemState
from cspdesk.domain.posting import PostingField

_JUDGED_BY: tuple[tuple[str, PostingField, str | DisclosureItem], ...] = (
    ("名称", PostingField.CLIENT_NAME, "F01"),
    ("所在地", PostingField.CLIENT_NAME, "F02"),
    ("連絡先", PostingField.CONTACT, "F03"),
    ("業務", PostingField.WORK_CONTENT, DisclosureItem.WORK_CONTENT),
    ("場所", PostingField.WORKPLACE, "F04"),
    ("報酬", PostingField.REWARD, DisclosureItem.REWARD_AMOUNT),
)
"""Name of the fact, the field that tells it, and the rule or disclosure item that judges it."""


@dataclass(frozen=True, slots=True)
class RecruiterFact:
    """One of the six facts: its name, how far it is there, the field that tells it."""

    name: str
    state: ItemState
    field: PostingField


def recruiter_facts(result: CheckResult) -> tuple[RecruiterFact, ...]:
    """Return the six facts of a checked posting, in the order in which the law names them."""
    missing = {finding.rule for finding in result.findings}
    return tuple(
        RecruiterFact(
            name,
            result.state_of(judge)
            if isinstance(judge, DisclosureItem)
            else (ItemState.ABSENT if judge in missing else ItemState.PRESENT),
            field,
        )
        for name, field, judge in _JUDGED_BY
    )
