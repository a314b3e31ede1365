"""The six facts about a recruiter and the work that a recruitment has to show.

Source: 特定受託事業者に係る取引の適正化等に関する法律 第12条第1項の解釈
(雇均総発1218第2号・雇均在発1218第1号, 2026-11-21確認).
"""

from __future__ import annotations

from dataclasses import dataclass

from cspdesk.domain.finding import CheckResult, DisclosureItem, ItemState
from cspdesk.domain.posting import PostingField
from cspdesk.services.repairing import Blank

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
    """One of the six facts: its name, how far it is there, the field that tells it.

    Attributes:
        judged_by: id of a rule, or a disclosure item.
    """

    name: str
    state: ItemState
    field: PostingField
    judged_by: str | DisclosureItem


def recruiter_facts(
    result: CheckResult, open_blanks: tuple[Blank, ...] = ()
) -> tuple[RecruiterFact, ...]:
    """Return the six facts of a checked posting, in the order in which the law names them.

    A fact whose place is still a blank to fill in is there in part only.
    """
    missing = {finding.rule for finding in result.findings}
    facts = []
    for name, field, judge in _JUDGED_BY:
        if isinstance(judge, DisclosureItem):
            state = result.state_of(judge)
        else:
            state = ItemState.ABSENT if judge in missing else ItemState.PRESENT
        if state is ItemState.PRESENT and any(_stands_for(b, name, field) for b in open_blanks):
            state = ItemState.PARTIAL
        facts.append(RecruiterFact(name, state, field, judge))
    return tuple(facts)


def _stands_for(blank: Blank, name: str, field: PostingField) -> bool:
    """Tell whether a blank leaves out this fact; name and place share one field."""
    if blank.field is not field:
        return False
    return field is not PostingField.CLIENT_NAME or (name == "所在地") == ("所在地" in blank.text)
